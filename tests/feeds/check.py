#!/usr/bin/env python3
"""Check what the sample feed came out as. usage: check.py OUT [-v], a folder that `parallax replay --out` wrote of it.

Stories: B-cubed F1 against sample.gold.tsv, and no two gold stories in one. Discrepancies: the rows of sample.expected.tsv
(README.md says how they are read). No must_not row may be there; of the must rows at least MUST_SHARE."""
import collections
import json
import os
import sys

F1_MIN = 0.90
MUST_SHARE = 0.8  # the rest is harder than the program is yet: tariffs, years of prison, days of loosely worded texts
here = os.path.dirname(os.path.abspath(__file__))


def rows(name):
    for line in open(os.path.join(here, name), encoding="utf-8"):
        if line.strip():
            yield line.rstrip("\n").split("\t")


def values_of(out, topic):
    for line in open(os.path.join(out, topic + ".ndjson"), encoding="utf-8"):
        record = json.loads(line)
        if record["value"] is not None:
            yield record["key"], record["value"]


def members(out):
    last = dict(values_of(out, "wire.stories"))
    return {m["uri"]: key for key, story in last.items() if story["status"] != "merged" for m in story["members"]}


def b_cubed(gold, got):
    together, same = collections.defaultdict(list), collections.defaultdict(list)
    for uri in gold:
        together[got.get(uri, uri)].append(uri)
        same[gold[uri]].append(uri)
    precision = recall = 0.0
    for uri, story in gold.items():
        right = sum(gold[other] == story for other in together[got.get(uri, uri)])
        precision += right / len(together[got.get(uri, uri)])
        recall += right / len(same[story])
    precision, recall = precision / len(gold), recall / len(gold)
    mixed = [uris for uris in together.values() if len({gold[u] for u in uris}) > 1]
    return 2 * precision * recall / (precision + recall), mixed


def stated(assertion):
    """All that an assertion's value may be called."""
    value = assertion["value"]
    if isinstance(value, dict):
        found = {value["exact"], value["low"], value["high"], value.get("date")} - {None}
        if value["exact"] is None:
            found.add("%s-%s" % (value["low"], value["high"]))
        return found
    return {value}


def matches(text, assertion):
    if text == "*":
        return True
    for value in stated(assertion):
        if str(value) == text:
            return True
        try:
            if isinstance(value, (int, float)) and abs(float(text) - value) <= 1e-9 * max(1.0, abs(value)):
                return True
        except ValueError:
            pass
    return False


def found(row, events):
    kind, story, type_, a, b, uris = row[:6]
    uris = set(uris.split(","))
    for event in events:
        if event["type"] != type_ and type_ != "any" or event["action"] not in ("opened", "updated"):
            continue
        if type_ == "any" and event["type"] == "version":
            continue
        says_a = [x for x in event["assertions"] if x["uri"] in uris and matches(a, x)]
        says_b = [x for x in event["assertions"] if (b == "*" or x["uri"] in uris) and matches(b, x)]
        if any(x is not y and stated(x) != stated(y) for x in says_a for y in says_b):
            return True
    return False


def stands(event, last):
    """Whether what an event says was not taken back: no retraction, and no article that left the discrepancy since."""
    final = last[event["discrepancy_id"]]
    uris = {x["uri"] for x in event["assertions"]}
    return final["action"] != "retracted" and uris <= {x["uri"] for x in final["assertions"]}


def main():
    out, verbose = sys.argv[1], "-v" in sys.argv
    gold = {row[0]: row[1] for row in rows("sample.gold.tsv")}
    f1, mixed = b_cubed(gold, members(out))
    events = [value for _, value in values_of(out, "wire.discrepancies")]
    last = {event["discrepancy_id"]: event for event in events}
    expected = list(rows("sample.expected.tsv"))
    must = [row for row in expected if row[0] == "must"]
    seen = [row for row in must if found(row, events)]
    wrong = [row for row in expected if row[0] == "must_not" and found(row, [e for e in events if stands(e, last)])]
    for uris in mixed:
        print("sample: one story of two events: " + ", ".join(uris))
    for row in wrong:
        print("sample: must not be there: " + " ".join(row[1:6]) + " (" + row[6] + ")")
    if verbose:
        for row in must:
            if row not in seen:
                print("sample: not there: " + " ".join(row[1:6]) + " (" + row[6] + ")")
    print("sample: B-cubed F1 %.4f (at least %.2f), %d of %d planted disagreements (at least %d %%), %d that must not be there"
          % (f1, F1_MIN, len(seen), len(must), 100 * MUST_SHARE, len(wrong)))
    return 0 if f1 >= F1_MIN and not mixed and not wrong and len(seen) >= MUST_SHARE * len(must) else 1


sys.exit(main())
