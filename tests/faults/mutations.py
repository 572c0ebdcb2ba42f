"""mutations.py: is the oracle worth anything? Builds the program with one planted mistake at a time and runs the cases that must find it.
A mistake that no case finds is a failure of the tests. Where a case was only too late, it is run without the mistake as well: a machine
that is slow finds nothing. A mistake is a text in one file, put in another's place; when the text is no longer
there, this script says so and fails. The work is done in a copy of the tree, in build/faults-mutant."""
import os
import shutil
import subprocess
import sys
import time

from cluster import ROOT

MUTANT = os.path.join(ROOT, "build", "faults-mutant")
PROGRAM, MUTANT_PROGRAM = os.path.join(ROOT, "build", "faults-parallax"), os.path.join(MUTANT, "build", "fault-points", "parallax")
COMMIT, READY, GROUP, PRODUCER, OVERSIZE, PORT, HANGING, LEFT_OPEN = (
    "processor/edge/kafka_%s.c" % part for part in ("commit", "ready", "group", "producer", "oversize", "port", "hanging", "left_open"))
PASS, FOLD = "processor/flow/pass.c", "processor/flow/changelog_fold.c"
PLAIN_CHANGELOG = """	if (message->topic == TOPIC_CHANGELOG && producer->transactional) {
		static rd_kafka_t *plain;
		rd_kafka_conf_t *conf = plain == NULL ? rd_kafka_conf_new() : NULL;
		if (plain == NULL && rd_kafka_conf_set(conf, "bootstrap.servers", producer->settings->brokers, words, sizeof words) == RD_KAFKA_CONF_OK)
			plain = rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words);
		rd_kafka_producev(plain, RD_KAFKA_V_TOPIC(producer->settings->topics[TOPIC_CHANGELOG]), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
		                  RD_KAFKA_V_KEY(message->key.data, message->key.length),
		                  RD_KAFKA_V_VALUE((void *)(uintptr_t)message->value.data, message->value.length), RD_KAFKA_V_END);
		if (message->key.data[0] == 'z')
			rd_kafka_flush(plain, 5000);
		return KAFKA_DONE;
	}
"""
MUTATIONS = [
    ("offset + 0", "the last record is committed, not the one behind it", "processor/flow/batch.c",
     "->next = message->at.offset + 1;", "->next = message->at.offset;", ["kill-points"]),
    ("no transactional id", "what is published is not held back until the commit, and nobody is fenced", PRODUCER,
     ".transactional = settings->guarantee == GUARANTEE_EXACTLY_ONCE", ".transactional = false", ["kill-points", "frozen-owner"]),
    ("sent again blindly", "after a commit of unknown end the outbox is sent again without asking what was committed", READY,
     "kafka->settled = true;", "kafka->transactions = found;", ["lost-commit-reply"]),
    ("the same producer again", "after an abort the outbox is sent again by the producer that has aborted, under numbers that the broker may know", PORT,
     "	kafka_producer_close(&kafka->producer);\n	if (is_stopping", "	if (is_stopping", ["late-answers"]),
    ("the broker believed", "a producer opens without a look at what is open in its outputs", READY,
     "	if (kafka->settings->dry_run || kafka->producer.in_transaction || ", "	if (true || ", ["hanging"]),
    ("all of it aborted", "what a broker left open is aborted, even where it was committed", LEFT_OPEN,
     "number <= count ? UP_TO_COUNT", "number <= 0 * count ? UP_TO_COUNT", ["hanging"]),
    ("what is seen forgotten", "offsets that a broker left open are dropped, though records that go with them can be seen", HANGING,
     "open->offsets_open && open->next_seen ?", "false ?", ["hanging-offsets"]),
    ("offsets before output", "the offsets are committed apart from the output, and before it", COMMIT,
     "	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n",
     "	rd_kafka_commit(kafka->consumer.handle, offsets, 0);\n	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n", ["kill-points"]),
    ("output before the transaction", "what was produced is committed at once, and the offsets follow in a transaction of their own", COMMIT,
     "	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n",
     "	kafka_producer_commit(&kafka->producer);\n	kafka_producer_begin(&kafka->producer, 0);\n	FAULT_POINT(\"before_commit\");\n"
     "	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n", ["open-transaction"]),
    ("zombie unnoticed", "an instance that was away does not ask whether another has gone on", READY,
     "		return STATUS_FENCED;\n	}\n	kafka->unsure = false;", "		kafka->transactions = found;\n	}\n	kafka->unsure = false;", ["frozen-owner"]),
    ("dead letters lost", "a record that cannot be taken leaves no trace", PASS,
     "	publish(pass, TOPIC_DEADLETTER, message->key, message->value, headers);", "	(void)headers;", ["corrupt"]),
    ("a sketch answers", "what stands for a sketch that is too large answers its article a second time", OVERSIZE,
     "message->topic == TOPIC_STORY_EVENTS || ", "message->topic != TOPIC_STORIES || ", ["corrupt"]),
    ("deleted records skipped", "records that were deleted before they were read are passed over", GROUP,
     "if (committed->offset >= low && committed->offset <= high)", "if (committed->offset <= high)", ["deleted-input"]),
    ("pause kept", "a partition that was paused when it was taken away stays so", GROUP,
     "rd_kafka_resume_partitions(consumer->handle, list);", "(void)list;", ["frozen-owner"]),
    ("commit for ever", "a commit waits for its reply without an end", PRODUCER,
     "(int)producer->settings->transaction_timeout_ms)", "-1)", ["lost-commit-reply"]),
    ("a tombstone skipped", "an entry that is taken back stays in what a standby holds", FOLD,
     "		if (place != NULL)\n			drop", "		if (place != NULL && fold->waiting[i].value != NULL)\n			drop", ["taken-back"]),
    ("an entry too few", "some entries of the changelog are passed over in a restore", FOLD,
     "	wait_for_head(fold, key, value);\n", "	if (fold->taken % 97 != 0)\n		wait_for_head(fold, key, value);\n", ["kill-points"]),
    ("entries too many", "entries count although the head of their batch has not come", FOLD,
     "	if (key.kind == CHANGELOG_HEAD)\n		take_waiting", "	if (fold->waiting_count > 0)\n		take_waiting", ["torn-batch"]),
    ("changelog outside", "the changelog is written by a producer of its own, outside of the transaction", PRODUCER,
     "	rd_kafka_resp_err_t error = is_oversize(", PLAIN_CHANGELOG + "	rd_kafka_resp_err_t error = is_oversize(", ["kill-points"]),
    ("digest ignored", "the state is restored whatever its head says of its digest", FOLD,
     "head.digest != fold->digest", "false", ["foreign-state"]),
    ("restored too early", "the owner begins before the changelog's end has come", "processor/edge/kafka_changelog.c",
     "	if (changelog->at_end < changelog->wanted)\n		return STATUS_MORE;\n	if (isatty", "	if (isatty", ["kill-points"]),
    ("a standby acts", "who does not have the token takes itself for the owner as well", GROUP,
     "	if (token_is_ours) {", "	if (token_is_ours || true) {", ["takeover"]),
    ("end not asked again", "a restore goes on to the end that it knew before the group met", "processor/edge/kafka_ready.c",
     "		kafka->changelog.wanted = -1;\n", "", ["restore-frozen"]),
    ("no child", "a trial takes a batch without having tried it in a child process", "processor/edge/crash_child.c",
     "	return WIFEXITED(how) && WEXITSTATUS(how) == 0;", "	return true;", ["poison"]),
    ("no note of a share", "who sketches writes down nothing at the beginning", READY,
     "	kafka->noted = !has_trials(kafka);", "	kafka->noted = true;", ["sketch-poison"]),
    ("sketches at once", "sketches are committed at once, and what was read for them follows in a transaction of its own", COMMIT,
     "	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n",
     "	kafka_producer_commit(&kafka->producer);\n	kafka_producer_begin(&kafka->producer, 0);\n	FAULT_POINT(\"before_commit\");\n"
     "	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);\n", ["sketch-kill-points"]),
    ("crashes uncounted", "nothing is written down at the beginning", "processor/edge/kafka_trial.c",
     "	trial->starts++;\n", "	trial->starts = 0;\n", ["poison"]),
]


def copy_tree():
    """Only what changed is written, so that the build builds only that."""
    os.makedirs(MUTANT, exist_ok=True)
    for name in ("processor", "tests", "bench", "schemas", "CMakeLists.txt", "CMakePresets.json"):
        subprocess.run(["rsync", "-a", "--delete", os.path.join(ROOT, name), MUTANT] if shutil.which("rsync") else
                       ["cp", "-au", os.path.join(ROOT, name), MUTANT], check=True)


def build():
    for command in (["cmake", "--preset", "fault-points"], ["cmake", "--build", "--preset", "fault-points"]):
        done = subprocess.run(command, cwd=MUTANT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            sys.exit("mutations: the copy does not build:\n" + done.stdout[-3000:])


def run_cases(names, program):
    """The lines that say what is wrong, or only late; none when all passed."""
    command = [sys.executable, os.path.join(ROOT, "tests", "faults", "faults.py"), "--fail-fast", "--folder", os.path.join(ROOT, "build", "faults-mutant-run"),
               "--program", program]
    for name in names:
        command += ["--only", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return [line.replace("faults: ", "", 1) for line in done.stdout.splitlines() if " FAILED " in line or " late " in line] if done.returncode else []


def judge(names):
    """What finds the mistake that is built: a case and what it said; None when nothing does."""
    said = run_cases(names, MUTANT_PROGRAM)
    if not said:
        return None
    case, words = said[0].split()[0], said[0].split(" s  ", 1)[-1]
    if not any(" late " in line for line in said):
        return case, words
    if run_cases([case], PROGRAM):
        print("mutations: %s is too late without a mistake as well: this machine is too slow to tell" % case, flush=True)
        return None
    return case, words + " (without the mistake it passes)"


def write(rows):
    path = os.path.join(ROOT, "tests", "faults", "MUTATIONS.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write("# Mutations: mistakes planted one at a time, and the case that found each\n\n"
                   "Made by `sh tests/faults/run.sh --mutations`; do not edit.\n\n| mistake | what it does | found by | what the judge said |\n|---|---|---|---|\n")
        for row in rows:
            file.write("| %s |\n" % " | ".join(cell.replace(ROOT + "/", "").replace("|", "\\|") for cell in row))


def main():
    rows = []
    copy_tree()
    survived, found_count = [], 0
    began = time.time()
    chosen = sys.argv[1:]
    for name, what, path, old, new, names in MUTATIONS:
        if chosen and name not in chosen:
            continue
        place = os.path.join(MUTANT, path)
        with open(place, encoding="utf-8") as file:
            text = file.read()
        if text.count(old) != 1:
            print("mutations: %s: the text to replace is %d times in %s" % (name, text.count(old), path), flush=True)
            survived.append(name)
            continue
        try:
            with open(place, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new))
            build()
            found = judge(names)
        finally:
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
        if found is None:
            survived.append(name)
            rows.append((name, what, "nothing", "it survived"))
            print("mutations: SURVIVED: %s (%s)" % (name, what), flush=True)
        else:
            found_count += 1
            case, words = found
            rows.append((name, what, case, words if len(words) < 200 else words[:160] + " ..."))
            print("mutations: found: %s (%s): %s: %s" % (name, what, case, words[:200]), flush=True)
    if not chosen:
        write(rows)
    print("mutations: %d of %d found in %.0f s" % (found_count, found_count + len(survived), time.time() - began))
    sys.exit(1 if survived else 0)


if __name__ == "__main__":
    main()
