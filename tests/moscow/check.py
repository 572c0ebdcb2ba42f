#!/usr/bin/env python3
"""Check what five wires' versions of one meeting came out as. usage: check.py OUT, a folder that `parallax replay --out` wrote.

One story with five members. Of its discrepancies, in their last state, these must stand: the dead and the injured of Gaza
(figure, update or unresolved, in one bulletin), Kerman's 95 against "at least 84" and "hundreds" against "scores" of
injured within the English text, the bombers whom the Arabic text alone does not name, and Gaza's dead, whom the Arabic and
the French text do not count. What else stands is an omission, and for information only."""
import json
import os
import sys


def last_states(path, key):
    states = {}
    for line in open(path, encoding="utf-8"):
        value = json.loads(line)["value"]
        if value is not None:
            states[value[key]] = value
    return list(states.values())


def numbers(event):
    """The stated numbers, and of vague words their lower ends."""
    found = set()
    for assertion in event["assertions"]:
        value = assertion["value"]
        if value is None:
            continue
        if isinstance(value, dict):
            value = value["exact"] if value["exact"] is not None else value["low"]
        found.add(value)
    return found


def lacking(event):
    """The languages of the articles that say nothing in the slot."""
    return {a["language"] for a in event["assertions"] if a["value"] is None}


def main():
    failures = []

    def expect(holds, what):
        if not holds:
            failures.append(what)

    out = sys.argv[1]
    stories = [s for s in last_states(os.path.join(out, "wire.stories.ndjson"), "story_id") if s["status"] != "merged"]
    expect(len(stories) == 1, "one story, not %d" % len(stories))
    expect(stories and stories[0]["members_total"] == 5, "five members, not %s" % [s["members_total"] for s in stories])
    languages = {m["language"] for s in stories for m in s["members"]}
    expect(languages == {"de", "en", "id", "ar", "fr"}, "five languages, not %s" % sorted(languages))

    events = last_states(os.path.join(out, "wire.discrepancies.ndjson"), "discrepancy_id")
    live = [e for e in events if e["action"] in ("opened", "updated")]
    omissions = [e for e in live if e["type"] == "omission"]
    for event in omissions:
        expect(event["severity"] == "info", "an omission for information, not %s" % event["severity"])
    expect([lacking(e) for e in omissions if e["slot"] == "author of the act"] == [{"ar"}], "the bombers named in four of five")
    expect(any(e["slot"] == "dead" and numbers(e) == {25490, 25700} and lacking(e) == {"ar", "fr"} for e in omissions),
           "Gaza's dead lacking in ar and fr")
    figures = [e for e in live if e["type"] != "omission"]
    expected = {
        ("figure", "dead", frozenset({25490, 25700})): "Gaza's dead",
        ("figure", "injured", frozenset({63354, 63740})): "Gaza's injured",
        ("intra_document", "dead", frozenset({95, 84})): "Kerman's dead",
        ("intra_document", "injured", frozenset({200, 40})): "Kerman's injured",
    }
    seen = {}
    for event in figures:
        key = (event["type"], event["slot"], frozenset(numbers(event)))
        expect(key in expected, "nothing like %s %s %s" % (event["type"], event["slot"],
               [(a["language"], a["raw"], a["sentence"]) for a in event["assertions"]]))
        seen[key] = event
    for key, what in expected.items():
        expect(key in seen, "%s: %s of %s" % (what, key[0], sorted(key[2])))
    bulletins = set()
    for key, event in seen.items():
        if key[0] == "figure":
            expect(event["verdict"] in ("update", "unresolved"), "update or unresolved, not %s" % event["verdict"])
            bulletins.add(event["bulletin_id"])
    expect(len(bulletins) == 1 and None not in bulletins, "the dead and the injured of Gaza in one bulletin")
    for event in live:
        for assertion in event["assertions"]:
            expect(assertion["value"] != 25.7, "25.700 read as 25.7")
            expect("Baca" not in (assertion["sentence"] or "") and "342/" not in (assertion["raw"] or ""), "boilerplate as evidence")
    for failure in failures:
        print("moscow: expected " + failure)
    print("moscow: %d stories, %d live discrepancies, %d expectations failed" % (len(stories), len(live), len(failures)))
    return 1 if failures else 0


sys.exit(main())
