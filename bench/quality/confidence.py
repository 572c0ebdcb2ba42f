#!/usr/bin/env python3
"""Is a confidence of 0.8 worth four in five? usage: confidence.py PROGRAM FOLDER...

FOLDER has articles.ndjson and injected.tsv: a line for each figure that was changed in one article (story, its uri, the true
value, the changed value), and perhaps natural.tsv: the places where the articles really differ (story, uri, its value). Every
other disagreement of a figure or a day is a false one, because otherwise the articles are translations of one another.
Prints, for each step of the confidence that the program publishes, how many of the disagreements that stand at the end are right,
and the same for all at 0.8 and more. Omissions, attributions and single sources are not judged: nothing says which are right."""
import collections
import json
import os
import subprocess
import sys
import tempfile

JUDGED = ("figure", "date", "intra_document", "version")
SCALES = [10.0 ** k for k in (0, 3, 4, 5, 6, 7, 8, 9, 12)]  # injected.tsv has a figure's digits, before its multiplier
SURE = 0.8


def rows(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def states(assertion, number):
    value = assertion["value"]
    stated = value.values() if isinstance(value, dict) else [value]
    return any(abs(s - number * scale) <= 1e-6 * max(1.0, abs(s)) for s in stated if isinstance(s, (int, float)) for scale in SCALES)


def standing(out):
    last = {}
    with open(os.path.join(out, "wire.discrepancies.ndjson"), encoding="utf-8") as file:
        for line in file:
            event = json.loads(line)["value"]
            last[event["discrepancy_id"]] = event
    return [e for e in last.values() if e["action"] in ("opened", "updated") and e["type"] in JUDGED]


def is_right(event, injected, natural):
    said = event["assertions"]
    for row in injected:
        changed = any(a["uri"] == row[1] and states(a, float(row[3])) for a in said)
        if changed and any(a["uri"] != row[1] and states(a, float(row[2])) for a in said):
            return True
    return any(a["uri"] == row[1] and states(a, float(row[2])) for row in natural for a in said)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    right, all_ = collections.Counter(), collections.Counter()
    for folder in sys.argv[2:]:
        if not os.path.exists(os.path.join(folder, "injected.tsv")):
            print("%s: left out, it has no injected.tsv" % folder)
            continue
        with tempfile.TemporaryDirectory() as out:
            subprocess.run([sys.argv[1], "replay", os.path.join(folder, "articles.ndjson"), "--out", out], check=True, capture_output=True)
            injected, natural = rows(os.path.join(folder, "injected.tsv")), rows(os.path.join(folder, "natural.tsv"))
            for event in standing(out):
                step = int(event["confidence"] * 20 + 1e-9) / 20
                all_[step] += 1
                right[step] += is_right(event, injected, natural)
    print("confidence   right of   share")
    for step in sorted(all_):
        print("%.2f to %.2f %6d %4d   %.2f" % (step, step + 0.05, right[step], all_[step], right[step] / all_[step]))
    sure = [step for step in all_ if step >= SURE]
    total = sum(all_[step] for step in sure)
    if total:
        share = sum(right[step] for step in sure) / total
        print("%.1f and more %5d %4d   %.2f" % (SURE, sum(right[step] for step in sure), total, share))


main()
