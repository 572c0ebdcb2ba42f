"""report.py: REPORT.md, made of what runs saw; each Kafka's results are kept in build/faults-results."""
import json
import os
import platform
import subprocess
import time

import cases
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
    21: "Crafted band collisions are tried in tests/story, where the index can be seen.",
}


STORE = os.path.join(ROOT, "build", "faults-results")


def _kept(kafka):
    try:
        with open(os.path.join(STORE, kafka + ".json"), encoding="utf-8") as file:
            return json.load(file)
    except FileNotFoundError:
        return {"cases": {}}


def keep(results, seconds, arguments):
    """Adds what a run saw to what is known of this Kafka: a case that is run again replaces what was seen before."""
    kept = _kept(arguments.kafka)
    run = time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() - seconds))
    for case, result, words, took in results:
        kept["cases"][case.name] = {"result": result, "words": words.replace(ROOT + "/", ""), "seconds": took, "run": run}
    if not arguments.only:
        kept.update(run=run, seconds=seconds, jobs=arguments.jobs)
    os.makedirs(STORE, exist_ok=True)
    with open(os.path.join(STORE, arguments.kafka + ".json"), "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=1)


def _elsewhere(kafka):
    """What other Kafkas were tried with, by version."""
    names = sorted(os.listdir(STORE)) if os.path.isdir(STORE) else []
    return {n[:-5]: _kept(n[:-5]) for n in names if n.endswith(".json") and n[:-5] != kafka}


def write(path, arguments):
    """Of the last whole run, with the cases of the long form from whichever run they come."""
    version = subprocess.run([arguments.program, "--version"], stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    here, elsewhere = _kept(arguments.kafka), _elsewhere(arguments.kafka)
    lines = ["# Faults: what was injected and what was seen", "",
             "Made by `sh tests/faults/run.sh`; do not edit. %s, Kafka %s, %s; %d s, %d cases at a time. A case with a time of its own was run alone." %
             (version, arguments.kafka, platform.machine(), here.get("seconds", 0), here.get("jobs", arguments.jobs)), "",
             "The judge is Kafka's own console consumer (read_committed) and the group's offsets as the broker gives them: every record below the",
             "committed offsets has exactly one receipt or dead letter, none twice; versions only rise.", "",
             "| # | fault | what was injected | result |%s what was seen |" % "".join(" on %s |" % k for k in elsewhere),
             "|---|---|---|---|%s---|" % ("---|" * len(elsewhere))]
    for number, fault in FAULTS.items():
        mine = [c for c in cases.ALL if number in c.rows and c.name in here["cases"]]
        if not mine:
            lines.append("| %d | %s | – | not injected |%s %s |" % (number, fault, " |" * len(elsewhere), NOT_HERE.get(number, "")))
        for case in mine:
            seen = here["cases"][case.name]
            words = seen["words"].replace("|", "\\|").replace("\n", " ")
            if seen["run"] != here.get("run"):
                words += " (%s)" % seen["run"]
            if number in NOT_HERE:
                words += ". " + NOT_HERE[number]
            others = "".join(" %s |" % of["cases"].get(case.name, {"result": "–"})["result"] for of in elsewhere.values())
            lines.append("| %d | %s | %s: %s | %s |%s %s |" % (number, fault, case.name, case.injected, seen["result"], others, words))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
