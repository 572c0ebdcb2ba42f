"""cases_network.py: what befalls the connections: replies lost, connections cut or dead, answers late."""
import time

import kafka_wire
from cases import Skipped, case
from cluster import Broker
from lossy_link import LossyLink, NoLink
from scenario import Failure

# Each case has a proxy of its own in the shared broker.
PROXIES = 8
COMMIT, STORM, HALF_OPEN, SLOW, OFFSETS, LATE, SKETCH_COMMIT, SKETCH_CUT = range(PROXIES)


def behind(env, name, number, **more):
    proxy = env.broker.proxies[number]
    scenario = env.scenario(name, address="127.0.0.1:%d" % proxy.port, **more)
    return proxy, scenario


def cut_commits(s, proxy, times):
    """Cuts the connections each time that a commit is under way; feeds on the way. Returns how often."""
    cuts, deadline = 0, time.time() + 40
    while cuts < times and time.time() < deadline and s.lag() != 0:
        seen = proxy.seen[kafka_wire.END_TXN]
        until = time.time() + 3
        while proxy.seen[kafka_wire.END_TXN] == seen and time.time() < until:
            time.sleep(0.001)
        proxy.cut(reset=cuts % 2 == 1)
        cuts += 1
        if cuts % 4 == 0:
            s.feed(150)
    return cuts


@case("lost-commit-reply", [5], "the broker commits and its reply never arrives (a proxy drops every reply to EndTxn) until the producer gives up")
def lost_commit_reply(env):
    proxy, s = behind(env, "lost-commit-reply", COMMIT)
    s.feed(200)
    instance = s.start()
    s.wait_progress(50, 40, instance)
    began = proxy.swallowed
    proxy.swallow.add(kafka_wire.END_TXN)
    s.feed(200)
    s.wait_until(30, "a lost reply", lambda: proxy.swallowed > began, instance)
    s.wait_until(60, "the producer to give up", lambda: instance.says("new producer"), instance)
    proxy.swallow.clear()
    s.wait_drained(60, instance)
    s.judge()
    if not instance.says("known from the broker's count"):
        raise Failure("no batch was settled by the broker's count")
    s.note("%d replies lost; %d new producer(s); the batch was found committed and not sent again", proxy.swallowed - began,
           instance.text().count("new producer"))
    s.judge_replay()
    return s


@case("cut-in-commit", [5], "the connection is cut each time that a commit is under way, ten times")
def cut_in_commit(env):
    proxy, s = behind(env, "cut-in-commit", OFFSETS)
    s.feed(600)
    instance = s.start()
    s.wait_progress(50, 40, instance)
    cuts = cut_commits(s, proxy, 10)
    s.wait_drained(60, instance)
    s.judge()
    s.note("%d cuts, half of them with a reset", cuts)
    s.judge_replay()
    return s


@case("reset-storm", [6], "every connection is reset every 300 ms, for 6 s under load")
def reset_storm(env):
    proxy, s = behind(env, "reset-storm", STORM)
    s.feed(400)
    instance = s.start()
    s.wait_progress(50, 40, instance)
    reset = 0
    for i in range(20):
        reset += proxy.cut(reset=True)
        if i % 5 == 0:
            s.feed(60)
        time.sleep(0.3)
    s.wait_drained(60, instance)
    s.judge()
    s.note("%d connections reset", reset)
    s.judge_replay()
    return s


@case("half-open", [6], "nothing is forwarded for 7 s while both ends believe they are connected (longer than the session timeout)")
def half_open(env):
    proxy, s = behind(env, "half-open", HALF_OPEN)
    s.feed(400)
    instance = s.start(None, ["--rdkafka.socket.timeout.ms=3000"])
    s.wait_progress(50, 40, instance)
    proxy.frozen = True
    time.sleep(7)
    s.feed(100)
    proxy.cut()
    proxy.frozen = False
    s.wait_drained(60, instance)
    s.judge()
    s.note("%s", "the membership was lost and won again" if instance.says("has given up on this instance") else "the membership held")
    s.judge_replay()
    return s


@case("slow-output", [18], "every answer to a produce request comes 1.2 s late, for 60 batches of input")
def slow_output(env):
    proxy, s = behind(env, "slow-output", SLOW)
    s.feed(100)
    instance = s.start()
    s.wait_progress(20, 40, instance)
    proxy.delay[kafka_wire.PRODUCE] = 1.2
    s.feed(300)
    time.sleep(8)
    fetches = proxy.seen[12]  # heartbeats
    time.sleep(2)
    beating = proxy.seen[12] - fetches
    proxy.delay.clear()
    s.wait_drained(60, instance)
    s.judge()
    if instance.says("has given up on this instance") or beating == 0:
        raise Failure("the membership was lost while the output was slow")
    s.note("the group kept its member (%d heartbeats in 2 s)", beating)
    return s


@case("late-answers", [5, 18], "the broker takes what is produced and the offsets, and none of its answers to that come, until the batch is given up")
def late_answers(env):
    proxy, s = behind(env, "late-answers", LATE)
    s.feed(200)
    # What was produced waits for its next try when the offsets are given up, so that it is taken back without having been answered.
    instance = s.start(None, ["--transaction-timeout-ms=20000", "--rdkafka.socket.timeout.ms=1000", "--rdkafka.retry.backoff.ms=3000"])
    s.wait_drained(60, instance)
    proxy.swallow |= {kafka_wire.PRODUCE, kafka_wire.TXN_OFFSET_COMMIT}
    s.feed(60)
    s.wait_until(40, "a batch to be given up", lambda: "will be sent again" in instance.text(), instance)
    proxy.swallow.clear()
    s.wait_drained(60, instance)
    s.judge()
    s.note("%d batches given up and sent again", instance.text().count("will be sent again"))
    s.judge_replay()
    return s


@case("packet-loss", [6], "10 % of all packets between the instance and the broker are lost, both ways (the instance in a network namespace "
      "of its own, behind a link that drops them)", own_broker=True)
def packet_loss(env):
    try:
        link = env.own(LossyLink(0.1))
    except NoLink as reason:
        raise Skipped(str(reason)) from None
    broker = env.own(Broker(env.path("packet-loss-broker", "x")[:-2], proxies=1, proxy_host=link.address).start())
    s = env.scenario("packet-loss", broker, address="%s:%d" % (link.address, broker.proxies[0].port))
    s.feed(400)
    instance = s.start(inside=link.inside)
    s.wait_drained(90, instance)
    s.feed(200)
    s.wait_drained(90, instance)
    s.judge()
    s.note("%d of %d packets were dropped", link.dropped, link.dropped + link.carried)
    return s
