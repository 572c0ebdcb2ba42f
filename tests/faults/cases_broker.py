"""cases_broker.py: what befalls the brokers: killed, away for long, without disk, one of three."""
import os
import subprocess
import time

import kafka_wire
from cases import Skipped, case
from cluster import Broker, three_brokers
from scenario import SERVES, Failure


@case("broker-killed", [3, 4], "kill -9 of the broker under load and a restart; then the broker is away for 15 s (long form: 180 s)", own_broker=True)
def broker_killed(env):
    broker = env.own(Broker(env.path("broker-killed-broker", "")).start())
    s = env.scenario("broker-killed", broker)
    s.feed(600)
    instance = s.start(options=SERVES)
    s.wait_progress(50, 40, instance)
    s.wait_until(20, "the instance to be ready", lambda: instance.ready() == 200, instance)
    broker.kill()
    s.wait_until(20, "the instance to say that it is not ready", lambda: instance.ready() == 503, instance)
    killed = time.time()
    broker.start()
    s.wait_drained(90, instance)
    back = time.time() - killed
    s.wait_until(20, "the instance to be ready again", lambda: instance.ready() == 200, instance)
    s.feed(100)
    s.wait_drained(60, instance)
    s.feed(400)
    before = instance.rss()
    broker.kill()
    away = 180 if env.long else 15
    peak, until = before, time.time() + away
    while time.time() < until:
        if not instance.alive():
            raise Failure("the process ended with %d while the broker was away" % instance.process.returncode)
        peak = max(peak, instance.rss())
        time.sleep(0.2)
    broker.start()
    s.wait_drained(90, instance)
    s.reader.close()
    s.reader = type(s.reader)(s.folder, s.direct, r"broker-killed\.wire\..*")
    s.judge()
    if peak - before > 60 * 1024:
        raise Failure("resident memory rose from %d to %d MB while the broker was away" % (before // 1024, peak // 1024))
    s.note("ready, not ready, ready (200, 503, 200); drained %.1f s after the restart; away for %d s the memory went from %d to %d MB, and the lag drained", back, away, before // 1024, peak // 1024)
    s.judge_replay()
    return s


@case("disk-full", [3], "the broker's disk (a tmpfs) fills up under load, so that the broker ends; space comes back and it is started again", own_broker=True)
def disk_full(env):
    if os.geteuid() != 0:
        raise Skipped("not root: no tmpfs can be mounted")
    place = env.path("disk-full-tmpfs", "x")[:-2]
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=192m", "tmpfs", place], stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Skipped("no tmpfs can be mounted here: " + done.stderr.strip())

    class Mount:
        @staticmethod
        def close():
            subprocess.run(["umount", "-l", place], check=False)
    env.own(Mount)
    # Index files of a modest size: each partition reserves two.
    extra = "log.index.size.max.bytes=65536\nlog.segment.bytes=1048576\n"
    broker = env.own(Broker(env.path("disk-full-broker", ""), data=os.path.join(place, "data"), extra=extra).start())
    s = env.scenario("disk-full", broker)
    s.feed(200)
    instance = s.start()
    s.wait_progress(50, 40, instance)
    filler = os.path.join(place, "filler")
    try:
        with open(filler, "wb", buffering=0) as file:  # what is left in a buffer would fail once more when it is closed
            while True:
                file.write(b"\0" * 65536)
    except OSError:
        pass
    pid = broker.pid()
    try:
        s.feed(400)
    except subprocess.CalledProcessError:
        pass
    deadline = time.time() + 30
    while time.time() < deadline and os.path.exists("/proc/%d" % pid) and open("/proc/%d/stat" % pid).read().split(")")[-1].split()[0] != "Z":
        time.sleep(0.2)
    ended = time.time() < deadline
    os.remove(filler)
    if not ended:
        broker.kill()
    broker.start()
    s.feed(200)
    s.wait_drained(90, instance)
    s.reader.close()
    s.reader = type(s.reader)(s.folder, s.direct, r"disk-full\.wire\..*")
    s.judge()
    s.note("the broker %s on the full disk; after its restart the same process went on", "ended" if ended else "lived on, and was killed,")
    return s


@case("three-brokers", [3, 14], "three brokers, three copies of everything, min.insync.replicas 2: one is killed under load, then started again and the "
      "next one killed; then a dead-letter topic that lacks a copy", own_broker=True)
def three(env):
    brokers = three_brokers(env.path("three-brokers-nodes", "x")[:-2])
    for broker in brokers:
        env.own(broker)
    addresses = ",".join(b.address for b in brokers)
    s = env.scenario("three-brokers", brokers[0], copies=3, topic_config={"min.insync.replicas": "2"}, address=addresses)
    s.feed(300)
    instance = s.start()
    s.wait_progress(50, 60, instance)
    brokers[1].kill()
    s.feed(300)
    s.wait_drained(90, instance)
    brokers[1].start()
    time.sleep(4)  # its copies catch up
    brokers[2].kill()
    s.feed(300)
    s.wait_drained(90, instance)
    s.judge()
    s.note("two of three brokers killed in turn")
    brokers[2].start()
    time.sleep(4)
    # Row 14: every copy of the dead letters must be written, and one is away.
    kafka_wire.set_topic_config(brokers[0].address, s.topic("deadletter"), "min.insync.replicas", "3")
    before, said = s.committed_total(), len(instance.text())  # all is drained; with the broker may go the one that tells
    brokers[1].kill()
    s.feed_values(["broken"] * 3)
    # The copies that are missing are told by the delivery, or by a commit that cannot flush: whichever comes first.
    given_up = ("will be sent again", "going on with a new producer")
    s.wait_until(60, "the batch to be given up", lambda: any(words in instance.text()[said:] for words in given_up) or not instance.alive())
    s.wait_until(30, "the brokers to say what is committed", lambda: s.committed_total() is not None)
    if s.committed_total() != before or not instance.alive():
        raise Failure("the dead letter could not be written, and yet the offsets went on, or the process ended")
    brokers[1].start()
    s.wait_drained(90, instance)
    s.judge(expect_letters=3)
    s.note("a dead-letter topic without enough copies: the batch was given up and sent again until it was back")
    s.judge_replay()
    return s


def on_unverified_broker(env, name):
    """A scenario with a hundred articles answered. Brokers that do not ask the coordinator whether a transaction is open are how one comes
    to hang."""
    broker = env.own(Broker(env.path(name + "-broker", ""), extra="transaction.partition.verification.enable=false\n").start())
    s = env.scenario(name, broker)
    s.feed(100)
    s.wait_drained(60, s.start())
    return s


class Hanging:
    """What a broker left open of the last owner's: a stopped instance, and a producer that goes on where it ended."""

    def __init__(self, s):
        records, _ = s.read_everything(60)
        s.instances[-1].terminate()
        self.s, self.receipt = s, records["story-events"][0]
        self.number = max(int(r.headers["parallax_transaction"].rsplit(":", 1)[1]) for r in records["story-events"] + records["deadletter"]
                          if "parallax_transaction" in r.headers)
        self.producer = s.group + "-cluster", kafka_wire.init_producer(s.direct, s.group + "-cluster")

    def answered(self, count):
        """New articles, by where they are."""
        before = self.s.ends()
        self.s.feed(count)
        return [(p, o) for p, end in self.s.ends().items() for o in range(before[p], end)]

    def publish(self, topic, partition, later, coordinates=()):
        """A receipt of the last transaction, or of the one after it, for each of the articles; without any, one of an article that has one."""
        records = []
        for source in coordinates or [None]:
            headers = dict(self.receipt.headers, parallax_transaction="%s-cluster:%d" % (self.s.group, self.number + later))
            if source is not None:
                headers.update(ce_sourcepartition=str(source[0]), ce_sourceoffset=str(source[1]))
            records.append({"time": self.receipt.timestamp, "key": self.receipt.key, "value": self.receipt.value,
                            "headers": [(name, value.encode()) for name, value in headers.items()]})
        kafka_wire.produce(self.s.direct, topic, partition, records, transaction=self.producer)

    def send_offsets(self):
        """All that is there as read, and a transaction more."""
        offsets = {(self.s.input, partition): end for partition, end in self.s.ends().items()}
        offsets[self.s.prefix + "parallax.changelog", 0] = self.number + 1
        kafka_wire.send_offsets(self.s.direct, self.producer, self.s.group, offsets)


@case("hanging", [3, 10], "transactions of the last owner's that the broker's coordinator holds for ended and some partitions do not (KIP-664): one that was "
      "aborted, with a receipt and an entry of the changelog, and in another partition one that was committed, with 21 receipts", own_broker=True)
def hanging(env):
    s = on_unverified_broker(env, "hanging")
    left = Hanging(s)
    left.publish(s.topic("story-events"), 0, later=1)
    left.publish(s.prefix + "parallax.changelog", 0, later=1)
    left.publish(s.topic("story-events"), 1, later=0, coordinates=left.answered(21))
    for partition, end in s.ends().items():
        kafka_wire.commit(s.direct, s.group, s.input, partition, end)
    if s.open_transactions() != ["story-events"]:
        raise Failure("no transaction hangs")
    instance = s.start()
    s.feed(100)
    s.wait_drained(60, instance)
    s.judge()
    if instance.text().count("they are ended once more") < 3:
        raise Failure("the log does not tell what was open")
    s.note("what was aborted was aborted again, what was committed came to light")
    return s


@case("hanging-offsets", [3, 10], "the same with the group's offsets among what hangs: of a transaction of which nothing can be seen, then of one of which 7 "
      "receipts can be seen and 8 hang", own_broker=True)
def hanging_offsets(env):
    s = on_unverified_broker(env, "hanging-offsets")
    left = Hanging(s)
    left.publish(s.topic("story-events"), 1, later=1, coordinates=left.answered(15))
    left.send_offsets()
    s.feed(50)
    s.wait_drained(60, s.start())
    s.judge()
    s.note("nothing seen: aborted again, and its articles answered")
    left = Hanging(s)
    articles = left.answered(15)
    kafka_wire.add_partition(s.direct, left.producer, s.topic("story-events"), 0)
    left.publish(s.topic("story-events"), 0, later=1, coordinates=articles[:7])
    kafka_wire.commit_transaction(s.direct, left.producer)
    left.publish(s.topic("story-events"), 1, later=1, coordinates=articles[7:])
    left.send_offsets()
    instance = s.start()
    s.feed(50)
    s.wait_drained(60, instance)
    s.judge()
    s.note("seven seen: committed again")
    return s
