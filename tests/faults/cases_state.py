"""cases_state.py: what befalls the state: a changelog that is compacted while it is restored, of another format, damaged, and rounds of
the group in the middle of a restore."""
import json
import signal
import subprocess
import time

import articles
import kafka_wire
import state_digest
from cases import Skipped, case
from scenario import Failure, now_ms

FORMAT = b"\x03"  # of the changelog now
COMPACTED = {"cleanup.policy": "compact", "segment.ms": "400", "min.cleanable.dirty.ratio": "0.001", "delete.retention.ms": "100",
             "max.compaction.lag.ms": "1000"}


def records_left(s, topic):
    """How many records a partition still has, by a reader's count, and the offset at which it ends."""
    done = subprocess.run(["kcat", "-C", "-e", "-q", "-b", s.direct, "-t", topic, "-o", "beginning", "-X", "isolation.level=read_committed", "-f", "."],
                          stdout=subprocess.PIPE, check=True)
    return len(done.stdout), kafka_wire.offsets(s.direct, topic, -1)[0]


@case("compacted", [16], "the changelog is compacted and its tombstones are deleted within seconds, while the owner is killed and restored three times; "
      "stories end and are forgotten meanwhile")
def compacted(env):
    s = env.scenario("compacted", changelog_config=COMPACTED)
    instance = forget_and_restore(s, 2.5)
    left, end = records_left(s, s.prefix + "parallax.changelog")
    if left >= end * 0.9:
        raise Failure("the changelog was not compacted: %d of %d records are left" % (left, end))
    s.note("%d of %d records of the changelog left", left, end)
    s.judge_state(instance)
    return s


@case("taken-back", [16], "the same with a changelog that is not compacted: what was taken back stands in it, and that it was")
def taken_back(env):
    s = env.scenario("taken-back")
    s.judge_state(forget_and_restore(s, 0))
    return s


def forget_and_restore(s, pause):
    """Nine hours of articles in four steps, each restored by the next, while stories end and are forgotten. The last owner, ended."""
    hour = 3600000
    options = ["--story-window-hours", "1", "--story-keep-hours", "1"]
    number = 0
    for step in range(4):
        for partition in range(3):
            time_of = now_ms() - (12 - 3 * step) * hour
            kafka_wire.produce(s.direct, s.input, partition, [
                {"time": time_of + i, "key": None, "value": articles.article(number + i, name=s.name, versioncreated=time.strftime(
                    "%Y-%m-%dT%H:%M:%SZ", time.gmtime(time_of / 1000))).encode()} for i in range(40)])
            number += 40
        instance = s.start(None, options)
        s.wait_drained(60, instance)
        if step < 3:
            time.sleep(pause)
            instance.kill()
    s.judge()
    instance.terminate()
    restored = [i.text().split("the state is restored: ")[1].split(";")[0] for i in s.instances[1:] if i.says("the state is restored")]
    if len(restored) != 3:
        raise Failure("%d of 3 restores" % len(restored))
    actions = [json.loads(r.value)["action"] for r in s.last["story-events"]]
    s.note("the last restore: %s; %d stories closed", restored[-1], actions.count("closed"))
    return instance


@case("foreign-state", [28], "an entry of another format in the changelog; one that no owner wrote; then entries deleted from it")
def foreign_state(env):
    s = env.scenario("foreign-state")
    s.feed(60)
    instance = s.start()
    s.wait_drained(60, instance)
    instance.terminate()
    s.judge()
    before = s.committed_total()
    s.feed(20)
    changelog = s.prefix + "parallax.changelog"
    kafka_wire.produce(s.direct, changelog, 0, [{"time": now_ms(), "key": b"A12345678", "value": b"\xfeof the future"}])
    instance = s.start()
    s.wait_until(40, "an answer", lambda: not instance.alive() or instance.says("this instance owns the state"))
    if s.forgets():
        raise Skipped("this build does not restore the state")
    code = instance.wait(40, "the refusal")
    if code != 1 or not instance.says("--rebuild") or s.committed_total() != before:
        raise Failure("a foreign entry: it ended with %d, committed %s of before %s" % (code, s.committed_total(), before))
    s.note("refused with exit %d, with the command that rebuilds; nothing was read", code)
    other = env.scenario("damaged-state")
    other.feed(60)
    instance = other.start()
    other.wait_drained(60, instance)
    instance.terminate()
    # An entry of the right form behind the last head: of a batch that was written in part, as far as a reader can tell.
    changelog = other.prefix + "parallax.changelog"
    kafka_wire.produce(s.direct, changelog, 0, [{"time": now_ms(), "key": b"h" + b"\x01" * 8, "value": FORMAT + b"??"}])
    other.feed(20)
    instance = other.start()
    other.wait_drained(60, instance)
    if not instance.says("in part only"):
        raise Failure("an entry behind the last head was not taken back")
    instance.terminate()
    other.judge()
    # Entries that are gone: only the head can tell.
    kafka_wire.set_topic_config(s.direct, changelog, "cleanup.policy", "compact,delete")
    kafka_wire.delete_records(s.direct, changelog, 0, 50)
    kafka_wire.set_topic_config(s.direct, changelog, "cleanup.policy", "compact")
    instance = other.start()
    code = instance.wait(40, "the refusal of a damaged changelog")
    if code != 1 or not instance.says("--rebuild") or not instance.says("its head says"):
        raise Failure("a damaged changelog: it ended with %d" % code)
    s.note("an entry behind the last head was taken back; entries that were gone were missed by the head, exit %d", code)
    # As many entries as the head says, and one of them is another.
    changed = env.scenario("changed-state")
    changed.feed(60)
    instance = changed.start()
    changed.wait_drained(60, instance)
    instance.terminate()
    changelog = changed.prefix + "parallax.changelog"
    folded = state_digest.fold(changed.folder, s.direct, changelog, changed.last_entry(), 60)
    key = max(k for k in folded.live if k[:1] == b"a")  # of a record
    value = folded.live[key]
    kafka_wire.produce(s.direct, changelog, 0, [{"time": now_ms(), "key": key, "value": value[:-1] + bytes([value[-1] ^ 1])},
                                               {"time": now_ms(), "key": state_digest.HEAD, "value": folded.live[state_digest.HEAD]}])
    instance = changed.start()
    code = instance.wait(40, "the refusal of a changed changelog")
    if code != 1 or not instance.says("--rebuild") or not instance.says("its digest is"):
        raise Failure("a changed entry: it ended with %d" % code)
    s.note("an entry that was changed was told by the digest, exit %d", code)
    return s


MET = "has met while the state was being restored"


def caught_in_restore(s, fault, **environment):
    """An instance on which that is done in the middle of its restore; another one made the state before."""
    s.feed(600)
    first = s.start()
    s.wait_drained(60, first)
    first.terminate()
    s.feed(100)
    caught = s.start(fault, environment=environment)
    s.wait_until(40, "the restore to begin", lambda: caught.says("fault point"), caught)
    return caught


@case("restore-joined", [7], "another instance joins while the owner restores: the group meets in the middle of it, and gives the state to the same one again")
def restore_joined(env):
    s = env.scenario("restore-joined")
    owner = caught_in_restore(s, "in_restore:1:sleep=4000")
    other = s.start()
    s.wait_drained(60, owner)
    if not owner.says(MET):
        raise Failure("no round of the group came into the restore")
    s.judge()
    other.terminate()
    owner.terminate()
    s.note("it was asked again where the changelog ends")
    s.judge_state(owner)
    s.judge_replay()
    return s


@case("restore-frozen", [2, 7], "SIGSTOP at the end of a restore for longer than the session timeout; another restores, goes on and is killed; SIGCONT")
def restore_frozen(env):
    s = env.scenario("restore-frozen")
    frozen = caught_in_restore(s, "restore_end:1:stop", PARALLAX_FAULT_BLIND_STANDBY="1")  # else it would read on while it waits for its turn
    other = s.start()
    s.wait_drained(60, other)
    s.feed(100)
    s.wait_drained(60, other)
    other.kill()
    frozen.signal(signal.SIGCONT)
    s.feed(100)
    s.wait_drained(60, frozen)
    if not frozen.says(MET):
        raise Failure("no round of the group came into the restore")
    s.judge()
    frozen.terminate()
    s.note("it came back, and restored what the other had gone on to")
    s.judge_state(frozen)
    s.judge_replay()
    return s


@case("restore-rounds", [7], "instances join and leave while another restores: a rolling restart of three, each ended with SIGTERM and replaced, under load")
def restore_rounds(env):
    s = env.scenario("restore-rounds")
    s.feed(600)
    running = [s.start()]
    s.wait_progress(300, 60, running[0])
    running += [s.start(), s.start()]
    for turn in range(3):
        s.feed(100)
        new = s.start()  # joins while the token wanders
        code, took = running[0].terminate()
        if code != 0:
            raise Failure("after SIGTERM it ended with %d" % code)
        running = running[1:] + [new]
        time.sleep(0.3 * turn)
    s.wait_drained(90)
    s.judge()
    s.judge_replay()
    s.note("%d restores", sum(i.text().count("the state is restored") for i in s.instances))
    return s
