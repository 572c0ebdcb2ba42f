"""scenario.py: one fault scenario: topics and a group of its own on a broker, instances of Parallax, what is fed to them, and the oracle.

The oracle never asks Parallax. It reads what Kafka's console consumer printed (committed records only), and the group's offsets in the
protocol's own bytes:
  a  the coordinates below the committed offsets are exactly receipts and dead letters, none twice;
  b  the folded stories equal those of a fresh single replay of the records in the order of `seq`;
  c  the folded changelog has the digest of the live state, and of the one that is restored of it;
  d  versions of a story, and of a discrepancy, only rise.
At the end a mark goes into every partition of what was published: the reader sees it only when every transaction before it has ended,
so that it has read all there was, and a transaction left open shows as a mark that does not come."""
import collections
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import articles
import kafka_wire
import state_digest
from cluster import ConsoleReader, ROOT, alive

sys.path.insert(0, os.path.join(ROOT, "tests", "kafka"))
RECEIPTS = {"opened", "joined", "updated", "ignored", "held", "suspended", "retracted"}
OUTPUTS = ["stories", "story-events", "discrepancies", "deadletter"]
MARK = b"mark-of-the-end"
SESSION_MS = 3100
SERVES = ["--admin-listen", "127.0.0.1:0"]

Record = collections.namedtuple("Record", "timestamp partition offset headers key value")


class Failure(Exception):
    """The scenario found what must not be."""


class TooLate(Failure):
    """What was waited for did not come in time: on a busy machine that need not be a fault of the program."""


def now_ms():
    return int(time.time() * 1000)


class Instance:
    """A running `parallax run`."""

    def __init__(self, scenario, number, fault, options, environment, address, inside, stage):
        self.stage = stage
        self.log_path = os.path.join(scenario.folder, "parallax-%d.log" % number)
        self.log = open(self.log_path, "wb")
        command = inside + [scenario.program, "run", "--brokers", address, "--group", scenario.group, "--input-topic", scenario.input,
                   "--topic-prefix", scenario.prefix, "--session-timeout-ms", str(SESSION_MS), "--transaction-timeout-ms", "5000",
                   "--batch-records", "50", "--batch-wait-ms", "20", "--log-level", "debug", "--stage", stage] + options
        environment = dict(os.environ, **(environment or {}))
        if fault:
            environment["PARALLAX_FAULT"] = fault
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT, env=environment)
        alive.add(self.process.pid)
        self.rss_max = 0
        self.watched = True
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self):
        while self.watched and self.process.poll() is None:
            self.rss_max = max(self.rss_max, self.rss())
            time.sleep(0.1)

    def rss(self):
        """Resident memory in KiB."""
        try:
            with open("/proc/%d/statm" % self.process.pid) as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
        except (OSError, IndexError, ValueError):
            return 0

    def text(self):
        with open(self.log_path, "rb") as file:
            return file.read().decode(errors="replace")

    def says(self, words):
        return words in self.text()

    def ready(self):
        """The status of /health/ready, of an instance that was started with SERVES; None when nothing answers."""
        found = re.search(r"http://127\.0\.0\.1:\d+/", self.text())
        try:
            with urllib.request.urlopen(found.group() + "health/ready", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except (OSError, AttributeError):
            return None

    def alive(self):
        return self.process.poll() is None

    def signal(self, number):
        if self.alive():
            self.process.send_signal(number)

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()

    def wait(self, seconds, what="the process to end"):
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise TooLate("waited %d s in vain for %s" % (seconds, what)) from None

    def terminate(self, seconds=12):
        """SIGTERM; the exit code and the seconds that it took."""
        began = time.time()
        self.signal(signal.SIGTERM)
        code = self.wait(seconds, "the end after SIGTERM")
        return code, time.time() - began

    def close(self):
        self.watched = False
        if self.alive():
            self.process.send_signal(signal.SIGCONT)
            self.kill()
        alive.discard(self.process.pid)
        self.log.close()


class Scenario:
    """stages: the work is done by instances of two kinds, those that sketch and those that make stories."""

    def __init__(self, name, broker, folder, program, partitions=3, address=None, topic_config=None, copies=1, changelog_config=None, stages=False,
                 reader=True):
        self.name, self.broker, self.folder, self.program, self.partitions = name, broker, os.path.join(folder, name), program, partitions
        self.direct = broker.address          # for the harness and the reader
        self.address = address or self.direct  # for the instances
        os.makedirs(self.folder, exist_ok=True)
        self.prefix, self.group, self.stages = "%s." % name, name, stages
        self.input = "%s.articles" % name
        self.fed = 0
        self.instances = []
        self.seen = []  # what the report says
        config = {"max.message.bytes": "2000000", "message.timestamp.after.max.ms": "9223372036854775807"}
        config.update(topic_config or {})
        topics = [(self.input, partitions, copies, config)]
        topics += [(self.prefix + "wire." + t, 2, copies, config) for t in OUTPUTS]
        topics += [(self.prefix + "parallax.sketches", partitions, copies, config),
                   (self.prefix + "parallax.changelog", 1, copies, dict(config, **dict({"cleanup.policy": "compact", "max.message.bytes": "3000000"},
                                                                                      **(changelog_config or {}))))]
        kafka_wire.create_topics(self.direct, topics)
        self.outputs = r"%s\.wire\..*" % name
        self.reader = ConsoleReader(self.folder, self.direct, self.outputs) if reader else None

    def topic(self, output):
        return self.prefix + "wire." + output

    # ---- Instances and records.

    def start(self, fault=None, options=(), environment=None, address=None, inside=(), stage=None):
        stage = stage or ("cluster" if self.stages else "all")
        instance = Instance(self, len(self.instances) + 1, fault, list(options), environment, address or self.address, list(inside), stage)
        self.instances.append(instance)
        return instance

    def feed(self, count, **changes):
        self.feed_values([articles.article(self.fed + i, name=self.name, **changes) for i in range(count)])

    def feed_values(self, values, partition=None):
        """A line each, over all partitions or into one."""
        path = os.path.join(self.folder, "feed.ndjson")
        with open(path, "w", encoding="utf-8") as file:
            for value in values:
                file.write(value + "\n")
        # -E: a connection that breaks, as when brokers have just begun, is made again.
        command = ["kcat", "-E", "-P", "-b", self.direct, "-t", self.input, "-X", "enable.idempotence=true",
                   "-X", "message.timeout.ms=20000", "-l", path]
        if partition is not None:
            command += ["-p", str(partition)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, "kcat, to feed: " + done.stderr[-300:])
        self.fed += len(values)

    def ends(self):
        return kafka_wire.offsets(self.direct, self.input, -1)

    def committed(self):
        group = self.group + "-sketch" if self.stages else self.group
        return kafka_wire.committed(self.direct, group, self.input, range(self.partitions))[0]

    def lag(self):
        """Of two stages: first what is not sketched, then what is not answered; a topic of transactions has ends that no offset reaches."""
        try:
            committed, ends = self.committed(), self.ends()
            lag = sum(end - max(committed.get(p, 0), 0) for p, end in ends.items())
            return max(sum(ends.values()) - self.reader.answers(), 0) if lag == 0 and self.stages else lag
        except (OSError, kafka_wire.BrokerError, KeyError):
            return None

    def wait_until(self, seconds, what, condition, instance=None):
        deadline = time.time() + seconds
        while not condition():
            if instance is not None and not instance.alive():
                raise Failure("the instance ended with %s while we waited for %s" % (instance.process.returncode, what))
            if time.time() > deadline:
                raise TooLate("waited %d s in vain for %s" % (seconds, what))
            time.sleep(0.1)

    def wait_drained(self, seconds=60, instance=None):
        self.wait_until(seconds, "the whole input to be committed (lag %s)" % self.lag(), lambda: self.lag() == 0, instance)

    def wait_progress(self, records, seconds=60, instance=None):
        """Until so many records more are committed."""
        began = self.committed_total()
        self.wait_until(seconds, "%d records to be committed" % records,
                        lambda: (self.committed_total() or 0) >= (began or 0) + records, instance)

    def committed_total(self):
        try:
            return sum(max(0, offset) for offset in self.committed().values())
        except (OSError, kafka_wire.BrokerError):
            return None

    def note(self, words, *arguments):
        self.seen.append(words % arguments if arguments else words)

    # ---- The oracle.

    def open_transactions(self):
        """The topics in which readers of committed records cannot come to the end."""
        return [t for t in OUTPUTS if kafka_wire.offsets(self.direct, self.topic(t), -1) != kafka_wire.offsets(self.direct, self.topic(t), -1, stable=True)]

    def records(self):
        """{output: records}, as the console consumer printed them; a record is known to its topic by its headers."""
        found = {name: {} for name in OUTPUTS}
        marks = collections.Counter()
        for timestamp, partition, offset, headers, key, value in self.reader.raw():
            if key == MARK:
                marks[value.decode()] += 1
                continue
            pairs = {} if headers == b"NO_HEADERS" else dict(h.decode(errors="replace").split(":", 1) for h in headers.split(ConsoleReader.HEADER))
            record = Record(int(timestamp.split(b":")[1]), int(partition.split(b":")[1]), int(offset.split(b":")[1]), pairs, key,
                            None if value == b"null" else value)
            output = self._output_of(record)
            found[output][(record.partition, record.offset)] = record
        return {name: [of[at] for at in sorted(of)] for name, of in found.items()}, marks

    @staticmethod
    def _output_of(record):
        kind = record.headers.get("ce_type", "")
        if "parallax_error_stage" in record.headers:
            return "deadletter"
        if kind.startswith("parallax.discrepancy."):
            return "discrepancies"
        return "stories" if kind in ("", "parallax.story.state.v1") else "story-events"

    def read_everything(self, seconds):
        """What was published, once the reader is past the marks. Returns it and the seconds that the marks took."""
        began = time.time()
        wanted = set()
        for output in OUTPUTS:
            for partition in range(2):
                mark = "%s-%d-%d" % (output, partition, now_ms())
                kafka_wire.produce(self.direct, self.topic(output), partition, [{"time": now_ms(), "key": MARK, "value": mark.encode()}])
                wanted.add(mark)
        while True:
            records, marks = self.records()
            if wanted <= set(marks):
                return records, time.time() - began
            if self.reader.process.poll() is not None:
                raise RuntimeError("the console consumer ended; see %s" % os.path.join(self.folder, "reader.log"))
            if time.time() - began > seconds:
                left_open = self.open_transactions()
                if left_open:
                    raise Failure("a reader does not get past what was published within %d s: a transaction is still open in %s" %
                                  (seconds, ", ".join(left_open)))
                raise TooLate("the reader has not read what was published within %d s" % seconds)
            time.sleep(0.2)

    def judge(self, drained=True, seconds=60, expect_letters=None, repeats=False):
        """The oracle's word on everything so far; raises a Failure that names what is wrong. Where no article was fed twice, none may be
        taken for one that the state knows already."""
        records, waited = self.read_everything(seconds)
        faults = []
        committed, ends = self.committed(), self.ends()
        if drained:
            faults += ["partition %d is committed up to %d of %d" % (p, committed.get(p, 0), e) for p, e in ends.items() if max(committed.get(p, 0), 0) != e]
        receipts, letters, answers = 0, 0, collections.Counter()
        sequence = []
        for event in records["story-events"]:
            value = json.loads(event.value)
            if (value["action"] in RECEIPTS) != ("ce_sourceoffset" in event.headers):
                faults.append("a story event %s with the wrong coordinates" % value["action"])
            if value["action"] == "ignored" and not repeats:
                faults.append("the article at %d:%d came once and was ignored" % self._source(event))
            if "ce_sourceoffset" in event.headers:
                receipts += 1
                answers[self._source(event)] += 1
                sequence.append((value["seq"], self._source(event)))
        for letter in records["deadletter"]:
            if "ce_sourceoffset" not in letter.headers:
                continue  # in place of an output that is no answer
            letters += 1
            answers[self._source(letter)] += 1
        expected = {(p, o) for p in ends for o in range(max(committed.get(p, 0), 0))}
        lost, foreign = sorted(expected - set(answers)), sorted(set(answers) - expected)
        doubled = sorted(at for at, times in answers.items() if times > 1)
        for what, which in (("lost", lost), ("answered although not committed", foreign), ("answered twice", doubled)):
            if which:
                faults.append("%d records %s: %s" % (len(which), what, ", ".join("%d:%d" % at for at in which[:5])))
        faults += self._rising(records)
        if expect_letters is not None and letters != expect_letters:
            faults.append("%d dead letters, expected %d" % (letters, expect_letters))
        if faults:
            raise Failure("; ".join(faults[:6]))
        self.note("%d records: %d receipts, %d dead letters, 0 lost, 0 doubled", len(expected), receipts, letters)
        self.last = records
        self.sequence = sorted(sequence)
        return waited

    @staticmethod
    def _source(record):
        return int(record.headers["ce_sourcepartition"]), int(record.headers["ce_sourceoffset"])

    @staticmethod
    def _rising(records):
        faults, newest = [], {}
        for record in records["stories"]:
            seq = json.loads(record.value)["seq"] if record.value else newest.get(record.key, 0)
            if seq < newest.get(record.key, 0):
                faults.append("story %s goes back from seq %d to %d" % (record.key.decode(), newest[record.key], seq))
            newest[record.key] = seq
        steps = {}
        for record in records["discrepancies"]:
            value = json.loads(record.value)
            identity = (value["discrepancy_id"], value["story_id"])
            step = (value["seq"], value["revision"])
            if step <= steps.get(identity, (0, 0)):
                faults.append("discrepancy %s goes back to seq %d, revision %d" % (identity[0], *step))
            steps[identity] = step
        return faults

    def judge_replay(self):
        """b: the stories as they are now equal those of a fresh replay of the same records, in the order in which they were taken."""
        if self.forgets():
            return
        import check
        values = {}
        dump = subprocess.run(["kcat", "-C", "-e", "-q", "-b", self.direct, "-t", self.input, "-o", "beginning", "-f", "%p %o %s\\n"],
                              check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        for line in dump.split(b"\n"):
            if line:
                partition, offset, value = line.split(b" ", 2)
                values[int(partition), int(offset)] = value
        path = os.path.join(self.folder, "taken.ndjson")
        with open(path, "wb") as file:
            for _, at in self.sequence:
                file.write(values[at] + b"\n")
        replay = os.path.join(self.folder, "replay")
        subprocess.run([self.program, "replay", path, "--out", replay], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ours = check.last_stories((r.key.decode(), None if r.value is None else json.loads(r.value)) for r in self.last["stories"])
        fresh = check.last_stories(check.of_replay(replay, "wire.stories"))
        wrong = [k for k in ours.keys() | fresh.keys() if ours.get(k) != fresh.get(k)]
        if wrong:
            raise Failure("%d of %d stories differ from those of a fresh replay: %s" % (len(wrong), len(fresh), ", ".join(sorted(wrong)[:4])))
        self.note("%d stories equal those of a fresh replay", len(fresh))

    def forgets(self):
        """A build without a restore says so itself; then there is nothing to compare."""
        if any(i.says("is not kept yet") for i in self.instances):
            self.note("this build does not restore the state")
            return True
        return False

    def last_entry(self):
        """The offset of the changelog's last record that is committed."""
        offsets = subprocess.run(["kcat", "-C", "-e", "-q", "-b", self.direct, "-t", self.prefix + "parallax.changelog", "-o", "beginning",
                                  "-X", "isolation.level=read_committed", "-f", "%o\\n"], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        return int(offsets.split()[-1])

    def judge_state(self, stopped):
        """c: what the changelog folds to, without Parallax, is what its head says, what the owner said of its state as it ended in good
        order, and what the next owner restores."""
        folded = state_digest.fold(self.folder, self.direct, self.prefix + "parallax.changelog", self.last_entry(), 60)
        entries, digest = folded.result()
        if (entries, digest) != state_digest.read_head(folded.live[state_digest.HEAD]):
            raise Failure("the changelog folds to %d entries, digest %016x, and its head says %d, %016x" %
                          ((entries, digest) + state_digest.read_head(folded.live[state_digest.HEAD])))
        if not stopped.says("the state has %s live entries; digest %016x" % (format(entries, ","), digest)):
            raise Failure("the changelog folds to %d entries, digest %016x, and the owner's state was another" % (entries, digest))
        fresh = self.start()
        self.wait_until(60, "the state to be restored", lambda: fresh.says("the state is restored"), fresh)
        if not fresh.says("in %s live entries" % format(entries, ",")) or not fresh.says("digest %016x" % digest):
            raise Failure("the changelog folds to %d entries, digest %016x, and another state is restored" % (entries, digest))
        fresh.terminate()
        self.note("the changelog, folded without Parallax (%d live entries of %d records, digest %016x), is the owner's state and the next one's",
                  entries, folded.taken, digest)

    def close(self):
        for instance in self.instances:
            instance.close()
        if self.reader is not None:
            self.reader.close()
