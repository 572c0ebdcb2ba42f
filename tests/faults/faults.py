"""faults.py: runs the fault cases and writes the report. See run.sh."""
import argparse
import concurrent.futures
import os
import shutil
import signal
import sys
import threading
import time
import traceback

import cases
import report
import cases_process, cases_network, cases_broker, cases_input, cases_security, cases_state, cases_stages, cases_long  # noqa: E401,F401 (each adds its cases)
from cases import Environment, Skipped
from cluster import Broker, ROOT, kill_all
from scenario import Failure, TooLate


print_lock = threading.Lock()


def say(words):
    with print_lock:
        print("faults: %s" % words, flush=True)


def run_case(case, folder, broker, arguments):
    env = Environment(folder, arguments.program, broker, arguments.size, arguments.minutes, arguments.long)
    began = time.time()
    result, words = "passed", ""
    try:
        scenario = case.function(env)
        words = "; ".join(scenario.seen) if hasattr(scenario, "seen") else str(scenario)
    except Skipped as reason:
        result, words = "skipped", str(reason)
    except TooLate as failure:
        result, words = "late", str(failure)
    except Failure as failure:
        result, words = "FAILED", str(failure)
    except Exception as error:  # the harness itself: as bad as a failure
        result, words = "FAILED", "%s: %s" % (type(error).__name__, error)
        traceback.print_exc()
    finally:
        try:
            env.close()
        except Exception:
            traceback.print_exc()
    took = time.time() - began
    say("%-18s %-7s %5.1f s  %s" % (case.name, result, took, words))
    return case, result, words, took


def again_alone(late, arguments):
    """What came too late beside other cases gets the machine, a broker and a folder for itself. Nothing lost, doubled or wrong is
    ever tried again."""
    case, _, first, _ = late
    folder = os.path.join(arguments.folder, "again-" + case.name)
    os.makedirs(folder)
    broker = None if case.own_broker else Broker(os.path.join(folder, "shared-broker"), proxies=cases_network.PROXIES).start()
    try:
        _, result, words, took = run_case(case, folder, broker, arguments)
    finally:
        if broker is not None:
            broker.close()
    return case, "FAILED" if result == "late" else result, "%s (alone, at the second try; beside others: %s)" % (words, first), took


def on_end(number, _):
    kill_all()
    os._exit(128 + number)


def main():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_end)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "fault-points", "parallax"))
    parser.add_argument("--folder", default=os.path.join(ROOT, "build", "faults"))
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--size", type=int, default=1000000)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--report")
    parser.add_argument("--kafka", default="3.9.2")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--fail-fast", action="store_true")
    arguments = parser.parse_args()
    if arguments.list:
        print("\n".join("%-18s %s" % (c.name, c.injected) for c in cases.ALL))
        return
    chosen = [c for c in cases.ALL if (c.name in arguments.only if arguments.only else arguments.long or not c.long_only)]
    unknown = set(arguments.only) - {c.name for c in cases.ALL}
    if unknown:
        sys.exit("faults: no case is named %s; the names: %s" % (", ".join(unknown), " ".join(c.name for c in cases.ALL)))
    shutil.rmtree(arguments.folder, ignore_errors=True)
    os.makedirs(arguments.folder)
    broker = None
    results = []
    began = time.time()
    try:
        if any(not c.own_broker for c in chosen):
            broker = Broker(os.path.join(arguments.folder, "shared-broker"), proxies=cases_network.PROXIES).start()
        with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
            running = [pool.submit(run_case, c, arguments.folder, broker, arguments) for c in chosen]
            for done in concurrent.futures.as_completed(running):
                results.append(done.result())
                if arguments.fail_fast and results[-1][1] in ("FAILED", "late"):
                    for other in running:
                        other.cancel()
                    break
        if not arguments.fail_fast:
            results = [again_alone(r, arguments) if r[1] == "late" else r for r in results]
    finally:
        if broker is not None:
            broker.close()
    results.sort(key=lambda r: [c.name for c in cases.ALL].index(r[0].name))
    if not arguments.fail_fast:  # a mutation's results are nobody's
        report.keep(results, time.time() - began, arguments)
    if arguments.report:
        report.write(arguments.report, arguments)
    count = {word: sum(1 for r in results if r[1] == word) for word in ("passed", "FAILED", "late", "skipped")}
    failed = count["FAILED"] + count["late"]
    say("%d passed, %d failed, %d skipped in %.0f s" % (count["passed"], failed, count["skipped"], time.time() - began))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
