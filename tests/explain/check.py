#!/usr/bin/env python3
"""Check `parallax explain --story` on the sample feed. usage: check.py PROGRAM

What it prints of a story is what replay publishes of it: every disagreement that stands at the end, with each of its articles and
their words; and a story that is not there, no id at all, or a line that is no article is answered in a sentence and by the exit code."""
import json
import os
import subprocess
import sys
import tempfile

FEED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "feeds", "sample.ndjson")


def explain(program, story, feed=FEED):
    return subprocess.run([program, "explain", "--story", story, feed], capture_output=True, text=True)


def last_values(out, topic, key):
    last = {}
    for line in open(os.path.join(out, topic + ".ndjson"), encoding="utf-8"):
        value = json.loads(line)["value"]
        if value is not None:
            last[value[key]] = value
    return last.values()


def main():
    program, failures = sys.argv[1], []
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([program, "replay", FEED, "--out", out], check=True, capture_output=True)
        stories = [s for s in last_values(out, "wire.stories", "story_id") if s["status"] != "merged"]
        events = [e for e in last_values(out, "wire.discrepancies", "discrepancy_id") if e["action"] in ("opened", "updated")]
    stories.sort(key=lambda story: -story["open_discrepancies"])
    for story in stories[:3]:
        id_ = story["story_id"]
        done = explain(program, id_)
        if done.returncode != 0 or not done.stdout.startswith("story " + id_):
            failures.append("%s: exit %d: %s" % (id_, done.returncode, done.stderr.strip()))
            continue
        open_part = done.stdout.split("Where they disagree:")[1]
        mine = [event for event in events if event["story_id"] == id_]
        for event in mine:
            if "%s %s: %s, %s" % (event["severity"], event["slot"], event["type"], event["verdict"]) not in open_part:
                failures.append("%s: %s %s is not told" % (id_, event["type"], event["slot"]))
            for assertion in event["assertions"]:
                if assertion["uri"] not in open_part or (assertion["raw"] and assertion["raw"] not in open_part):
                    failures.append("%s: %s of %s is not told" % (id_, assertion["raw"], assertion["uri"]))
        if open_part.count("\n    because ") < len(mine):
            failures.append("%s: a disagreement without a reason" % id_)
        if " claim" not in done.stdout.split("Where they disagree:")[0]:
            failures.append("%s: no slots" % id_)
    nowhere, no_id = explain(program, "0123456789abcdef"), explain(program, "12")
    if nowhere.returncode != 1 or "no article" not in nowhere.stderr:
        failures.append("a story that is not there: exit %d: %s" % (nowhere.returncode, nowhere.stderr.strip()))
    if no_id.returncode != 2 or "16 digits" not in no_id.stderr:
        failures.append("no id: exit %d: %s" % (no_id.returncode, no_id.stderr.strip()))
    for args in (["--story", "0123456789abcdef"], []):
        folder = subprocess.run([program, "explain", *args, os.path.dirname(FEED)], capture_output=True, text=True)
        if folder.returncode != 1 or "Is a directory" not in folder.stderr:
            failures.append("a folder: exit %d: %s" % (folder.returncode, folder.stderr.strip()))
    twice = explain(program, "0123456789abcdef", "-")
    if twice.returncode != 2 or "standard input" not in twice.stderr:
        failures.append("--story of standard input: exit %d: %s" % (twice.returncode, twice.stderr.strip()))
    both = subprocess.run([program, "explain", "--pair", "--story", "0123456789abcdef", FEED], capture_output=True, text=True)
    if both.returncode != 2 or "either" not in both.stderr:
        failures.append("--pair with --story: exit %d: %s" % (both.returncode, both.stderr.strip()))
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as broken:
        with open(FEED, encoding="utf-8") as feed:
            whole = feed.read()
        lines = whole.count("\n")
        broken.write('{"no": "article"\n' + whole)
        broken.flush()
        for args in (["--story", stories[0]["story_id"]], []):
            done = subprocess.run([program, "explain", *args, broken.name], capture_output=True, text=True)
            if done.returncode != 1 or "1 of %d lines could not be read" % (lines + 1) not in done.stderr or not done.stdout:
                failures.append("a broken line: exit %d: %s" % (done.returncode, done.stderr.strip()))
    for failure in failures:
        print("explain: " + failure)
    print("explain: %d stories, %d failures" % (min(3, len(stories)), len(failures)))
    return 1 if failures else 0


sys.exit(main())
