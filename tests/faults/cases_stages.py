"""cases_stages.py: the work in two stages: what befalls an instance that sketches, the one that makes stories of the sketches, and the
way between them. The answers are to the articles, whatever happened on the way: one each."""
import collections
import re
import signal
import subprocess

import articles
import kafka_wire
from cases import case
from cases_network import SKETCH_COMMIT, SKETCH_CUT, behind, cut_commits
from cases_process import POINTS, crash_until_drained, judge_culprit
from scenario import Failure

SOURCE = re.compile(r"ce_sourcepartition=(\d+).*ce_sourceoffset=(\d+)|ce_sourceoffset=(\d+).*ce_sourcepartition=(\d+)")


def read_sketches(s, isolation):
    """Of which articles there are sketches, by their coordinates, as kcat sees them."""
    out = subprocess.run(["kcat", "-C", "-e", "-q", "-b", s.direct, "-t", s.prefix + "parallax.sketches", "-o", "beginning",
                          "-X", "isolation.level=" + isolation, "-f", "%h\\n"], stdout=subprocess.PIPE, check=True, text=True, stderr=subprocess.DEVNULL).stdout
    found = collections.Counter()
    for line in out.splitlines():
        first, second, third, fourth = SOURCE.search(line).groups()
        found[(int(first), int(second)) if first is not None else (int(fourth), int(third))] += 1
    return found


def judge_sketches(s, letters=0):
    """Each article has one sketch that is committed, but for those that became dead letters. Returns how many of aborted transactions
    lie among them."""
    committed = read_sketches(s, "read_committed")
    doubled = [at for at, times in committed.items() if times > 1]
    if doubled or len(committed) + letters != s.fed:
        raise Failure("%d articles of %d have a sketch, %d of them two" % (len(committed), s.fed, len(doubled)))
    return sum(read_sketches(s, "read_uncommitted").values()) - len(committed)


def finish(s, sketching, clustering, letters=0):
    """All is answered: the judgement of both stages, and of the state."""
    s.wait_drained(90, clustering)
    s.judge(expect_letters=letters)
    aborted = judge_sketches(s, letters)
    for instance in sketching + [clustering]:
        code, _ = instance.terminate()
        if code != 0:
            raise Failure("after SIGTERM it ended with %d" % code)
    s.judge_state(clustering)
    s.judge_replay()
    s.note("%d sketches, one an article, and %d of transactions that were aborted", s.fed - letters, aborted)
    return aborted


def kill_at_points(s, stage):
    for point in POINTS:
        instance = s.start(point, stage=stage)
        code = instance.wait(60, "the kill at %s" % point)
        if code != -signal.SIGKILL or not instance.says("fault point"):
            raise Failure("at %s the process ended with %d" % (point, code))
        s.feed(60)
    s.note("%d processes of the stage %s killed", len(POINTS), stage)


NAMES = ", ".join(p.split(":")[0] for p in POINTS)


@case("sketch-kill-points", [1], "--stage sketch: kill -9 at each of %d points, one process after the other on the same input: %s" % (len(POINTS), NAMES))
def sketch_kill_points(env):
    s = env.scenario("sketch-kill-points", stages=True)
    s.feed(400)
    clustering = s.start()
    kill_at_points(s, "sketch")
    finish(s, [s.start(stage="sketch")], clustering)
    return s


@case("cluster-kill-points", [1], "--stage cluster: kill -9 at each of %d points, one process after the other, while another sketches: %s" % (len(POINTS), NAMES))
def cluster_kill_points(env):
    s = env.scenario("cluster-kill-points", stages=True)
    s.feed(400)
    sketching = s.start(stage="sketch")
    kill_at_points(s, "cluster")
    finish(s, [sketching], s.start())
    return s


@case("sketch-frozen", [2], "--stage sketch: SIGSTOP within a transaction for longer than the session timeout; another takes its partitions over; SIGCONT")
def sketch_frozen(env):
    s = env.scenario("sketch-frozen", stages=True)
    s.feed(300)
    clustering = s.start()
    frozen = s.start("before_commit:3:stop", stage="sketch")
    s.wait_until(60, "it to freeze", lambda: frozen.says("fault point"), frozen)
    other = s.start(stage="sketch")
    s.wait_drained(60, clustering)
    s.judge()
    frozen.signal(signal.SIGCONT)
    s.wait_until(30, "the frozen one to drop its batch", lambda: frozen.says("the batch under way is dropped"), frozen)
    s.feed(200)
    if finish(s, [frozen, other], clustering) == 0:  # they are sent in the background, which is frozen as well
        s.note("its sketches had not left it when it froze")
    s.note("the frozen one dropped its batch and went on")
    return s


@case("sketch-slow", [9], "--stage sketch: it sleeps for 8 s before a commit, with transaction.timeout.ms 5 s: the broker aborts its transaction")
def sketch_slow(env):
    s = env.scenario("sketch-slow", stages=True)
    s.feed(300)
    clustering = s.start()
    slow = s.start("before_commit:3:sleep=8000", ["--session-timeout-ms", "20000"], stage="sketch")
    s.wait_until(60, "it to sleep", lambda: slow.says("fault point"), slow)
    s.wait_until(60, "it to drop its batch", lambda: slow.says("the batch under way is dropped"), slow)
    if finish(s, [slow], clustering) == 0:
        raise Failure("its transaction was not aborted")
    return s


@case("sketch-lost-reply", [5], "--stage sketch: the broker commits and its reply never arrives (a proxy drops every reply to EndTxn) until the producer gives up")
def sketch_lost_reply(env):
    proxy, s = behind(env, "sketch-lost-reply", SKETCH_COMMIT, stages=True)
    s.feed(200)
    clustering = s.start(address=s.direct)
    sketching = s.start(stage="sketch")
    s.wait_drained(60, clustering)
    began = proxy.swallowed
    proxy.swallow.add(kafka_wire.END_TXN)
    s.feed(200)
    s.wait_until(30, "a lost reply", lambda: proxy.swallowed > began, sketching)
    s.wait_until(60, "the batch to be dropped", lambda: sketching.says("the batch under way is dropped"), sketching)
    proxy.swallow.clear()
    finish(s, [sketching], clustering)
    s.note("%d replies lost; what was committed was not sketched again", proxy.swallowed - began)
    return s


@case("sketch-cut", [5, 6], "--stage sketch: the connection is cut each time that a commit is under way, eight times")
def sketch_cut(env):
    proxy, s = behind(env, "sketch-cut", SKETCH_CUT, stages=True)
    s.feed(500)
    clustering = s.start(address=s.direct)
    sketching = s.start(stage="sketch")
    s.wait_progress(50, 60, sketching)
    cuts = cut_commits(s, proxy, 8)
    finish(s, [sketching], clustering)
    s.note("%d cuts, half of them with a reset", cuts)
    return s


@case("sketch-poison", [27], "--stage sketch: a record at which the process aborts every time")
def sketch_poison(env):
    s = env.scenario("sketch-poison", stages=True)
    s.feed(60)
    s.feed_values([articles.article(9000, name="sketch-poison", headline="PLANTED-CRASH in Orvalin")])
    s.feed(60)
    clustering = s.start()
    sketching = crash_until_drained(s, {"PARALLAX_FAULT_RECORD": "PLANTED-CRASH"}, 6, stage="sketch")
    judge_culprit(s, b"PLANTED-CRASH")
    finish(s, [sketching], clustering, letters=1)
    return s
