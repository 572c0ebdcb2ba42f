"""report.py: REPORT.md, made of what a run saw."""
import platform
import subprocess

from cluster import ROOT

FAULTS = {
    1: "kill -9 after consume, after produce, before/after send_offsets, before/during commit",
    2: "SIGSTOP past the session timeout, a successor takes over, SIGCONT", 3: "broker kill -9 and restart", 4: "broker down for minutes",
    5: "connection cut only during commit (replies dropped)", 6: "RST storm, 10 % loss, half-open connection",
    7: "workers 1→3→1, rolling restart, rebalance during restore", 8: "two processes with one transactional.id",
    9: "transaction timeout on a slow batch", 10: "crash leaves a transaction open",
    11: "cut or corrupt JSON, bad UTF-8, BOM, lone surrogate, U+0000, 1e999, huge integers", 12: "depth over the limit, duplicate keys",
    13: "oversize input; output over message.max.bytes", 14: "dead-letter topic not writable",
    15: "committed offset below the low watermark", 16: "changelog compacted or with tombstones during restore", 17: "memory cap",
    18: "slow output broker", 19: "clock ± 1 day; event times of 1970 and 2100", 20: "late and out-of-order versions, a kill before its article",
    21: "LSH flood; one name in every article", 22: "shingle flood", 23: "duplicate deliveries and resends", 24: "SIGTERM under load",
    25: "SASL failure, ACL removed, TLS certificate wrong", 26: "partition count raised", 27: "a record that crashes the process every time",
    28: "changelog or sketches of another format version",
}
# Why a fault, or a part of one, is not injected here.
NOT_HERE = {
    3: "The readiness of an HTTP endpoint is not looked at.",
    21: "Crafted band collisions are tried in tests/story, where the index can be seen.",
}


def write(path, results, seconds, arguments):
    version = subprocess.run([arguments.program, "--version"], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    lines = ["# Faults: what was injected and what was seen", "",
             "Made by `sh tests/faults/run.sh%s`; do not edit. %s, Kafka %s, %s; %d s, %d cases at a time." %
             (" --long" if arguments.long else "", version, arguments.kafka, platform.machine(), seconds, arguments.jobs), "",
             "The judge is Kafka's own console consumer (read_committed) and the group's offsets as the broker gives them: every record below the",
             "committed offsets has exactly one receipt or dead letter, none twice; versions only rise.", "",
             "| # | fault | what was injected | result | what was seen |", "|---|---|---|---|---|"]
    for number, fault in FAULTS.items():
        mine = [r for r in results if number in r[0].rows]
        if not mine:
            lines.append("| %d | %s | – | not injected | %s |" % (number, fault, NOT_HERE.get(number, "")))
        for case, result, words, _ in mine:
            words = words.replace(ROOT + "/", "").replace("|", "\\|").replace("\n", " ")
            if number in NOT_HERE:
                words += ". " + NOT_HERE[number]
            lines.append("| %d | %s | %s: %s | %s | %s |" % (number, fault, case.name, case.injected, result, words))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
