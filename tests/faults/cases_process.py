"""cases_process.py: what befalls the process: killed, frozen, slow, doubled, stopped."""
import signal
import time

import articles
import kafka_wire
from cases import case
from scenario import Failure, SESSION_MS, TooLate

# Each is passed in every batch; those of a commit also when an owner writes down that it has begun.
POINTS = ["after_consume:40", "after_begin:4", "after_produce:60", "before_offsets:3", "before_commit:3", "during_commit:3:soon=2", "after_commit:3"]
TORN = [40, 150, 300, 450, 600, 750]
AT_LEAST_ONCE = ["--guarantee", "at_least_once"]


@case("kill-points", [1], "kill -9 at each of %d points, one process after the other on the same input: %s" %
      (len(POINTS), ", ".join(p.split(":")[0] for p in POINTS)))
def kill_points(env):
    s = env.scenario("kill-points")
    s.feed(500)
    for point in POINTS:
        instance = s.start(point)
        code = instance.wait(40, "the kill at %s" % point)
        if code != -signal.SIGKILL:
            raise Failure("at %s the process ended with %d" % (point, code))
        if not instance.says("fault point"):
            raise Failure("the point %s was not reached" % point)
        s.feed(100)
    last = s.start()
    s.wait_drained(60, last)
    s.judge()
    last.terminate()
    s.note("%d processes killed", len(POINTS))
    s.judge_state(last)
    s.judge_replay()
    return s


@case("torn-batch", [1], "without transactions, the owner is killed with part of a batch delivered, at %d places of it" % len(TORN))
def torn_batch(env):
    s = env.scenario("torn-batch")
    s.feed(400)
    for produced in TORN:
        instance = s.start("after_produce:%d:sleep=8000" % produced, AT_LEAST_ONCE)
        s.wait_until(40, "the owner to pause", lambda instance=instance: instance.says("fault point"), instance)
        time.sleep(0.5)  # what it has produced is delivered
        instance.kill()
        s.feed(50)
    last = s.start(None, AT_LEAST_ONCE)
    s.wait_drained(60, last)
    torn = sum(instance.says("was written to") for instance in s.instances)
    if torn == 0:
        raise Failure("no batch was torn")
    last.terminate()
    again = s.start(None, AT_LEAST_ONCE)
    s.wait_until(60, "the state to be restored", lambda: again.says("the state is restored") or not again.alive(), again)
    records, _ = s.read_everything(60)
    answered = {s._source(event) for event in records["story-events"] if "ce_sourceoffset" in event.headers}
    if len(answered) != s.fed:
        raise Failure("%d of %d records are answered" % (len(answered), s.fed))
    s.note("%d processes killed; %d found the batch before them torn, took it back and went on; %d of %d records answered, none lost",
           len(TORN), torn, len(answered), s.fed)
    return s


@case("open-transaction", [10], "kill -9 between the offsets and the commit, and nobody starts again: how long readers are held back")
def open_transaction(env):
    s = env.scenario("open-transaction")
    s.feed(200)
    instance = s.start("before_commit:3")
    instance.wait(40, "the kill")
    waited = s.judge(drained=False, seconds=20)
    if waited > 8:
        raise TooLate("readers waited %.1f s for a transaction of 5 s" % waited)
    s.note("readers went on after %.1f s (transaction.timeout.ms is 5 s)", waited)
    last = s.start()
    s.wait_drained(60, last)
    s.judge()
    return s


@case("frozen-owner", [2], "SIGSTOP of the owner within a transaction for longer than the session timeout; a standby takes over; SIGCONT")
def frozen_owner(env):
    s = env.scenario("frozen-owner")
    s.feed(300)
    owner = s.start("before_commit:3:stop")
    s.wait_until(40, "the owner to freeze", lambda: owner.says("fault point"), owner)
    frozen = time.time()
    standby = s.start()
    s.wait_until(30, "the standby to own the state", lambda: standby.says("this instance owns the state"), standby)
    took = time.time() - frozen
    s.wait_drained(60, standby)
    owner.signal(signal.SIGCONT)
    s.feed(200)
    s.wait_until(30, "the zombie to notice", lambda: owner.says("state of this instance is dropped") or not owner.alive())
    s.wait_drained(60)
    s.judge()
    s.note("the successor owned the state %.1f s after the freeze (session timeout %.1f s); the zombie %s", took, SESSION_MS / 1000,
           "dropped its state and stands by" if owner.alive() else "ended with %d" % owner.process.returncode)
    if owner.alive():
        standby.terminate()
        s.feed(200)
        s.wait_drained(30, owner)
        s.judge()
        s.note("alone again, the zombie of before goes on")
    s.judge_replay()
    return s


@case("takeover", [7], "one instance, then three, then one: the owner is killed, then one is ended with SIGTERM, under load")
def takeover(env):
    s = env.scenario("takeover")
    s.feed(200)
    first = s.start()
    s.wait_until(40, "an owner", lambda: first.says("this instance owns the state"), first)
    others = [s.start(), s.start()]
    first_time = first.text().count("this instance owns the state")
    for other in others:
        s.wait_until(30, "a standby", lambda other=other: other.says("standing by") or other.says("this instance owns the state"), other)
    s.feed(300)
    s.wait_progress(50)
    if any(o.says("this instance owns the state") for o in others) or first.text().count("this instance owns the state") != first_time:
        raise Failure("the token wandered when others joined")
    group = [first] + others

    def owner_after(dead, since):
        """Which of the living committed something after this moment."""
        alive = [i for i in group if i is not dead and i.alive()]
        s.wait_until(30, "a new owner", lambda: any(i.text()[since[i]:].count("this instance owns the state") for i in alive))
        return next(i for i in alive if i.text()[since[i]:].count("this instance owns the state"))

    owner = max(group, key=lambda i: i.text().rfind("this instance owns the state") > i.text().rfind("standing by"))
    since = {i: len(i.text()) for i in group}
    killed = time.time()
    owner.kill()
    second = owner_after(owner, since)
    after_kill = time.time() - killed
    s.feed(300)
    s.wait_progress(50)
    since = {i: len(i.text()) for i in group}
    began = time.time()
    second.signal(signal.SIGTERM)
    third = owner_after(second, since)
    after_term = time.time() - began
    code = second.wait(12)
    s.feed(100)
    s.wait_drained(60, third)
    s.judge()
    s.note("takeover %.1f s after kill -9 (session timeout %.1f s), %.1f s after SIGTERM", after_kill, SESSION_MS / 1000, after_term)
    if code != 0:
        raise Failure("after SIGTERM it ended with %d" % code)
    if after_kill > SESSION_MS / 1000 + 5 or after_term > 4:
        raise TooLate("takeover took %.1f s after a kill and %.1f s after SIGTERM" % (after_kill, after_term))
    third.terminate()
    s.judge_state(third)
    s.judge_replay()
    return s


@case("stolen-id", [8], "another producer starts again and again with the transactional.id of the owner")
def stolen_id(env):
    s = env.scenario("stolen-id")
    s.feed(300)
    instance = s.start()
    s.wait_progress(50, 40, instance)
    fencer = kafka_wire.Fencer(s.direct, "stolen-id-cluster", 0.02)
    try:
        s.feed(600)
        code = instance.wait(60, "the fenced process to end")
    finally:
        times = fencer.stop()
    if code != 3:
        raise Failure("fenced, it ended with %d, not with 3" % code)
    if not instance.says("another process uses the transactional id"):
        raise Failure("the log does not name what fenced it")
    s.judge(drained=False)
    last = s.start()
    s.wait_drained(60, last)
    s.judge()
    s.note("fenced %d times, it ended with exit code 3 and named the transactional id", times)
    return s


@case("slow-batch", [9], "the owner sleeps for 8 s before a commit, with transaction.timeout.ms 5 s")
def slow_batch(env):
    s = env.scenario("slow-batch")
    s.feed(300)
    instance = s.start("before_commit:3:sleep=8000", ["--session-timeout-ms", "20000"])
    s.wait_drained(60, instance)
    if not instance.says("new producer"):
        raise Failure("the transaction's time-out was not noticed")
    s.judge()
    s.note("noticed as fencing; a new producer sent the batch again")
    s.judge_replay()
    return s


@case("sigterm", [24], "SIGTERM under load")
def sigterm(env):
    s = env.scenario("sigterm")
    s.feed(1500)
    instance = s.start(None, ["--batch-records", "200"])
    s.wait_progress(100, 40, instance)
    code, took = instance.terminate()
    left_open = s.open_transactions()
    s.judge(drained=False)
    if code != 0 or took > 10:
        raise Failure("it ended with %d after %.1f s" % (code, took))
    if left_open:
        raise Failure("a transaction was left open in %s" % ", ".join(left_open))
    left = s.lag()
    last = s.start()
    s.wait_drained(90, last)
    s.judge()
    s.note("exit 0 after %.1f s with %d records to go; no transaction left open", took, left)
    return s


@case("memory", [17], "a backlog of 3,000 articles, and the largest batches that a cap of 8 MB allows")
def memory(env):
    s = env.scenario("memory")
    s.feed(3000)
    instance = s.start(None, ["--batch-records", "1000", "--batch-bytes-max", "8388608"])
    s.wait_drained(90, instance)
    s.judge()
    if instance.rss_max > 700 * 1024:
        raise Failure("resident memory reached %d MB" % (instance.rss_max // 1024))
    s.note("resident memory at most %d MB", instance.rss_max // 1024)
    return s


@case("poison", [27], "a record at which the process aborts every time")
def poison(env):
    s = env.scenario("poison")
    s.feed(60)
    s.feed_values([articles.article(9000, name="poison", headline="PLANTED-CRASH in Orvalin")])
    s.feed(60)
    crash_until_drained(s, {"PARALLAX_FAULT_RECORD": "PLANTED-CRASH"}, 6)
    judge_culprit(s, b"PLANTED-CRASH")
    s.judge_replay()
    return s


@case("poison-output", [27], "a record at whose outputs, as they are handed to the Kafka client, the process aborts every time: no child process tries that")
def poison_output(env):
    s = env.scenario("poison-output")
    s.feed(60)
    # As an event prints it, and no record of the input.
    crash_until_drained(s, {"PARALLAX_FAULT_OUTPUT": '"uri":"urn:test:poison-output:31"'}, 12)
    judge_culprit(s, b"urn:test:poison-output:31")
    return s


def crash_until_drained(s, environment, crashes_max, stage=None):
    """Starts one process after the other, each of which aborts at a record, until one goes on to the end."""
    crashes = 0
    while True:
        instance = s.start(None, environment=environment, stage=stage)
        deadline = time.time() + 120  # one by one is slow
        while instance.alive() and s.lag() != 0 and time.time() < deadline:
            time.sleep(0.1)
        if instance.alive():
            break
        crashes += 1
        if crashes > crashes_max:
            raise Failure("it still crashes at its %dth start" % crashes)
    s.wait_drained(5, instance)
    if crashes < 3:
        raise Failure("after %d crashes already" % crashes)
    s.note("%d crashes, then the record was a dead letter of the stage crashed and the rest went on", crashes)
    return instance


def judge_culprit(s, text):
    s.judge(expect_letters=1)
    letter = s.last["deadletter"][0]
    if letter.headers["parallax_error_stage"] != "crashed" or text not in (letter.value or b""):
        raise Failure("the dead letter is not the culprit: %s" % letter.headers)
