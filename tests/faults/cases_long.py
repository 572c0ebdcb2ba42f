"""cases_long.py: the long form: a kill every two seconds over a long feed."""
import random
import time

from cases import case
from scenario import Failure


@case("kill-storm", [1, 7], "two instances at a time; every two seconds one of them is killed with kill -9 and another started, until the whole feed "
      "is read", long_only=True)
def kill_storm(env):
    s = env.scenario("kill-storm")
    options = ["--batch-records", "200"]
    chunk, began, kills = 20000, time.time(), 0
    running = [s.start(None, options), s.start(None, options)]
    chance = random.Random(5)
    s.feed(min(chunk, env.size))
    while True:
        time.sleep(2)
        victim = chance.choice(running)
        running.remove(victim)
        victim.kill()
        victim.close()
        kills += 1
        running.append(s.start(None, options))
        lag = s.lag()
        if lag is not None and lag < chunk // 4 and s.fed < env.size:
            s.feed(min(chunk, env.size - s.fed))
        if lag == 0 and s.fed >= env.size:
            break
        if kills > 200 and (s.committed_total() or 0) * 20000 < kills * env.size / 1e3:
            raise Failure("no progress: %s of %d after %d kills" % (s.committed_total(), env.size, kills))
        if kills % 30 == 0:
            print("faults: kill-storm: %d kills, %s of %d committed, %.0f s" % (kills, s.committed_total(), env.size, time.time() - began), flush=True)
    s.judge(seconds=120)
    s.note("%d articles, %d kills, %.0f s", s.fed, kills, time.time() - began)
    s.judge_replay()
    return s
