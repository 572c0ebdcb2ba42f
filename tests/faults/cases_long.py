"""cases_long.py: the long form: a kill every two seconds over a long feed, in two stages."""
import array
import json
import os
import random
import subprocess
import sys
import time

import kafka_wire
from cases import case
from cluster import Broker, ConsoleReader, alive
from scenario import Failure, MARK, OUTPUTS, TooLate, now_ms
from tally import LastStories

HERE = os.path.dirname(os.path.abspath(__file__))
PARTITIONS = 6
EVERY_SECONDS = 2.0
# A killed instance comes back when the group has noticed that it is gone: a new member that comes sooner makes the group wait for it.
AWAY_SECONDS = 3.6
SKETCHING, CLUSTERING = 4, 4
# What is killed, by chance: taking over costs the session timeout, so that an owner needs more than two seconds to come to something.
VICTIMS = ["owner"] * 2 + ["standby"] * 5 + ["sketch"] * 13
AN_HOUR = 4000  # articles in an hour of the feed: of two hours' stories the state consists
RETENTION = ["--story-window-hours", "1", "--story-keep-hours", "1", "--backfill"]
OPTIONS = ["--batch-records", "400", "--batch-wait-ms", "50", "--log-level", "info"] + RETENTION
# Compacted all the time: whoever is started again reads it from its beginning, and is soon killed.
CHANGELOG = {"cleanup.policy": "compact", "segment.bytes": "16777216", "segment.ms": "10000", "min.cleanable.dirty.ratio": "0.05", "delete.retention.ms": "300000"}
BROKER = "log.cleaner.dedupe.buffer.size=67108864\nlog.retention.hours=-1\n"
SHOW_SECONDS = 30
STUCK_SECONDS = 600


class Storm:
    def __init__(self, env):
        broker = env.own(Broker(env.path("kill-storm-broker", ""), extra=BROKER, heap="768m", quick_jvm=False).start())
        self.s = env.scenario("kill-storm", broker, partitions=PARTITIONS, changelog_config=CHANGELOG, stages=True, reader=False,
                              topic_config={"retention.ms": "-1"})
        self.size, self.seconds = env.size, env.minutes * 60 if env.minutes else None
        self.chance = random.Random(5)
        self.ended = 0  # by themselves, as when a busy machine's broker does not answer at their start
        self.kills = dict.fromkeys(("owner", "standby", "sketch"), 0)
        self.running, self.coming = [], []
        self.helpers = []
        self.began = time.monotonic()
        self.feeder = self.helper("feed", "storm_feed.py", broker.address, self.s.input, str(PARTITIONS), str(self.size), str(AN_HOUR), self.s.folder)
        self.s.reader = ConsoleReader(self.s.folder, broker.address, self.s.outputs, piped=True, heap="256m")
        self.helper("tally", "tally.py", self.s.folder, str(PARTITIONS), source=self.s.reader.process.stdout)
        for stage in ["cluster"] * CLUSTERING + ["sketch"] * SKETCHING:
            self.start(stage)

    def helper(self, name, script, *arguments, source=subprocess.DEVNULL):
        log = open(os.path.join(self.s.folder, name + ".log"), "wb")
        process = subprocess.Popen([sys.executable, os.path.join(HERE, script)] + list(arguments), stdin=source, stdout=log, stderr=log)
        alive.add(process.pid)
        self.helpers.append((process, log))
        return process

    def close(self):
        for process, log in self.helpers:
            process.terminate()
            process.wait()
            alive.discard(process.pid)
            log.close()

    def start(self, stage):
        self.running.append(self.s.start(None, OPTIONS, stage=stage))

    def tally(self):
        try:
            with open(os.path.join(self.s.folder, "tally.json")) as file:
                return json.load(file)
        except FileNotFoundError:
            return {"answered": 0, "faults": 0, "examples": [], "marks": [], "kept": 0}

    # ---- Killing.

    def owner(self):
        """The one that last said so and lives; none while the state is between owners."""
        owners = [i for i in self.running if i.stage == "cluster" and i.text().rfind("this instance owns the state") > i.text().rfind("standing by")]
        return owners[-1] if owners else None

    def kill_one(self):
        kind = self.chance.choice(VICTIMS)
        owner = self.owner()
        if kind == "owner":
            candidates = [owner] if owner is not None else []
        elif kind == "standby":
            candidates = [i for i in self.running if i.stage == "cluster" and i is not owner]
        else:
            candidates = [i for i in self.running if i.stage == "sketch"]
        if not candidates:  # between two owners
            kind, candidates = "sketch", [i for i in self.running if i.stage == "sketch"]
        if not candidates:
            return
        victim = self.chance.choice(candidates)
        victim.kill()
        self.kills[kind] += 1
        self.replace(victim)

    def replace(self, gone):
        self.running.remove(gone)
        gone.close()
        self.coming.append((time.monotonic() + AWAY_SECONDS, gone.stage))

    def replace_who_ended(self):
        """Whoever ended with an exit code of its own is started again, as by any supervisor; a crash is a fault."""
        for gone in [i for i in self.running if not i.alive()]:
            if gone.process.returncode < 0:
                raise Failure("an instance (%s) crashed with signal %d: %s" % (gone.stage, -gone.process.returncode, gone.log_path))
            self.ended += 1
            self.replace(gone)

    def start_who_is_due(self):
        now = time.monotonic()
        for due, stage in [c for c in self.coming if c[0] <= now]:
            self.coming.remove((due, stage))
            self.start(stage)

    def rage(self):
        """Until every record has an answer."""
        shown = progressed = time.monotonic()
        answered, next_kill = 0, time.monotonic() + EVERY_SECONDS
        while True:
            time.sleep(0.1)
            self.start_who_is_due()
            self.replace_who_ended()
            now, said = time.monotonic(), self.tally()
            if said["answered"] > answered:
                answered, progressed = said["answered"], now
            if said["faults"]:
                raise Failure("%d faults: %s" % (said["faults"], "; ".join(said["examples"])))
            for process, _ in self.helpers:
                if process.poll() not in (None, 0):
                    raise RuntimeError("a helper ended with %d; see %s" % (process.returncode, self.s.folder))
            if self.seconds is not None and now - self.began > self.seconds:
                self.stop_feeding()
            if answered >= self.size:
                return now - self.began
            if now - progressed > STUCK_SECONDS:
                raise TooLate("no progress for %d s: %d of %d after %d kills" % (STUCK_SECONDS, answered, self.size, sum(self.kills.values())))
            if now >= next_kill:
                next_kill = max(next_kill, now - 0.5) + EVERY_SECONDS  # a machine that stood still is not made up for
                self.kill_one()
            if now - shown >= SHOW_SECONDS:
                shown = now
                took = now - self.began
                print("faults: kill-storm: %3d %%, %d of %d answered, %d kills (%s), %.0f s, %.0f records/s" %
                      (100 * answered // self.size, answered, self.size, sum(self.kills.values()),
                       ", ".join("%s %d" % k for k in self.kills.items()), took, answered / took), flush=True)

    def stop_feeding(self):
        """The time is over: what is fed by now is what there is."""
        self.seconds = None
        with open(os.path.join(self.s.folder, "enough"), "w"):
            pass
        self.feeder.wait()
        self.size = sum(self.s.ends().values())

    # ---- Judging.

    def judge(self):
        s = self.s
        for output in OUTPUTS:
            for partition in range(2):
                kafka_wire.produce(s.direct, s.topic(output), partition, [{"time": now_ms(), "key": MARK, "value": b"%s-%d" % (output.encode(), partition)}])
        s.wait_until(120, "the reader to come past every transaction", lambda: self.tally()["kept"] == 2 * len(OUTPUTS))
        said = self.tally()
        if said["faults"]:
            raise Failure("%d faults: %s" % (said["faults"], "; ".join(said["examples"])))
        lost, foreign = 0, 0
        committed, ends = s.committed(), s.ends()
        for partition, end in ends.items():
            if committed[partition] != end:
                raise Failure("partition %d is committed up to %d of %d" % (partition, committed[partition], end))
            with open(os.path.join(s.folder, "tally.answered.%d" % partition), "rb") as file:
                bits = int.from_bytes(file.read(), "little")
            lost += end - bin(bits & (1 << end) - 1).count("1")
            foreign += bin(bits >> end).count("1")
        if lost or foreign or sum(ends.values()) != self.size:
            raise Failure("%d of %d records lost, %d answers to records that are not there" % (lost, sum(ends.values()), foreign))
        s.note("%d records: %d receipts, %d dead letters, 0 lost, 0 doubled", self.size, said["receipts"], said["letters"])

    def judge_state(self):
        """All end in good order, the owner last: it says what its state is."""
        owner = self.owner()
        if owner is None:
            raise TooLate("nobody owns the state at the end")
        for instance in sorted(self.running, key=lambda i: i is owner):
            code, _ = instance.terminate(60)
            if code != 0:
                raise Failure("after SIGTERM an instance (%s) ended with %d" % (instance.stage, code))
        self.s.judge_state(owner)

    def write_taken(self, path):
        """The input in the order in which it was taken, with the places of its lines in memory and no more."""
        order = array.array("Q")
        with open(os.path.join(self.s.folder, "tally.order"), "rb") as file:
            order.frombytes(file.read())
        sources = []
        for partition in range(PARTITIONS):
            at = path + ".%d" % partition
            with open(at, "wb") as file:
                subprocess.run(["kcat", "-C", "-e", "-q", "-b", self.s.direct, "-t", self.s.input, "-p", str(partition), "-o", "beginning"],
                               check=True, stdout=file, stderr=subprocess.DEVNULL)
            begins, begin = array.array("Q"), 0
            file = open(at, "rb")
            for line in file:
                begins.append(begin)
                begin += len(line)
            sources.append((file, begins))
        with open(path, "wb") as out:
            for number in order:
                if number:
                    file, begins = sources[number - 1 >> 48]
                    file.seek(begins[number - 1 & (1 << 48) - 1])
                    out.write(file.readline())
        for file, _ in sources:
            file.close()
            os.remove(file.name)

    def judge_replay(self):
        s = self.s
        taken, replay = os.path.join(s.folder, "taken.ndjson"), os.path.join(s.folder, "replay")
        self.write_taken(taken)
        subprocess.run([s.program, "replay", taken, "--out", replay] + RETENTION, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        fresh = LastStories()
        with open(os.path.join(replay, "wire.stories.ndjson"), encoding="utf-8") as file:
            for line in file:
                record = json.loads(line)
                fresh.take(record["key"], record["value"])
        with open(os.path.join(s.folder, "tally.stories")) as file:
            ours = json.load(file)
        if ours != fresh.result():
            raise Failure("the stories are not those of a fresh replay: %s and %s" % (ours, fresh.result()))
        s.note("%d stories equal those of a fresh replay, in members and status", ours["stories"])


@case("kill-storm", [1, 7], "%d instances sketch and %d make stories of it, one of them the owner; every two seconds one of either kind is killed with kill -9 "
      "and started again %.1f s later, until the whole feed is answered" % (SKETCHING, CLUSTERING, AWAY_SECONDS), own_broker=True, long_only=True)
def kill_storm(env):
    storm = env.own(Storm(env))
    took = storm.rage()
    storm.judge()
    storm.s.note("%d kills (%s) in %.0f s, %.0f records a second", sum(storm.kills.values()),
                 ", ".join("%s %d" % k for k in storm.kills.items()), took, storm.size / took)
    if storm.ended:
        storm.s.note("%d ended by themselves and were started again", storm.ended)
    for kind, count in storm.kills.items():
        if count == 0:
            raise Failure("no %s was killed" % kind)
    storm.judge_state()
    storm.judge_replay()
    return storm.s
