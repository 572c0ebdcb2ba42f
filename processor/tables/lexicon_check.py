#!/usr/bin/env python3
"""Says what each language of processor/tables/lexicon lacks, and what is wrong in its lines. Reads the .tsv files only.

    python3 processor/tables/lexicon_check.py            what lacks, one line a language; exit code 1 when anything does
    python3 processor/tables/lexicon_check.py --table    how many phrases each language has of each kind and value
    python3 processor/tables/lexicon_check.py --self-test
"""
import collections
import os
import sys

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "lexicon")

# What a wire needs to be read: without one of these, figures of that kind are not understood in a language. Months, weekdays,
# spelled numbers and most units and currencies come from ICU as well (see README.md); what is written here is what CLDR lacks.
REQUIRED = {
    "counted": "dead injured missing detained displaced evacuated rescued hostages infected troops votes seats people",
    "bound": "at_least more_than at_most less_than about nearly",
    "vague": "3-9 20-99 200-999 2000-9999 20000-99999 200000-999999 2000000-9999999",
    "multiplier": "1000 1000000 1000000000",
    "fraction": "1/2 1/3 2/3 1/4 3/4",
    "percent": "1 point",
    "currency": "USD EUR GBP JPY CNY RUB CHF",
    "unit": "km m cm mm mile ft kg g tonne lb sqkm ha acre litre celsius fahrenheit kmh mph hour minute second day week month year "
            "magnitude megawatt",
    "act": "attack bombing shooting strike kidnapping assassination arrest invasion",
    "reldate": "-2 -1 0 1 2",
    "age": "1", "score": "1", "cumulative": "1", "claimed": "1", "correction": "1", "related": "1", "stop": "1",
}
# Things counted are verbs and nouns, in numbers and cases: fewer forms than this miss most sentences.
FORMS_MIN = {"counted": 3, "cumulative": 4, "claimed": 4, "stop": 20}
# What a language does not say, and why.
NOT_SAID = {
    "hi": {"reldate 2": "one word is the day before yesterday and the day after tomorrow"},
    "ur": {"reldate 2": "the same"},
    "ja": {"multiplier 1000000": "counts in ten thousands", "multiplier 1000000000": "the same"},
    "zh": {"multiplier 1000000": "counts in ten thousands", "multiplier 1000000000": "the same"},
}
LANGUAGES_MIN = 30


def read(lines, name):
    """The phrases by (kind, value), and the faults of a file's lines."""
    phrases, faults = collections.defaultdict(list), []
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3 or not all(parts):
            faults.append("%s:%d: not kind, value and phrases" % (name, number))
            continue
        for phrase in parts[2].split("|"):
            phrase = phrase.strip()
            if not phrase.rstrip("*"):
                faults.append("%s:%d: an empty phrase" % (name, number))
            elif phrase in phrases[parts[0], parts[1]]:
                faults.append("%s:%d: twice: %s" % (name, number, phrase))
            phrases[parts[0], parts[1]].append(phrase)
    return phrases, faults


def lacking(phrases):
    """What a language lacks, as "kind value" or "kind value (few)"."""
    found = []
    for kind, values in REQUIRED.items():
        for value in values.split():
            count = len(phrases.get((kind, value), []))
            if count == 0:
                found.append("%s %s" % (kind, value))
            elif count < FORMS_MIN.get(kind, 1):
                found.append("%s %s (%d)" % (kind, value, count))
    return found


def self_test():
    good = ["%s\t%s\t%s\n" % (kind, value, " | ".join("w%d" % i for i in range(20))) for kind, values in REQUIRED.items() for value in values.split()]
    assert lacking(read(good, "good")[0]) == [] and read(good, "good")[1] == []
    without = [line for line in good if not line.startswith("counted\tdead")]
    assert lacking(read(without, "without")[0]) == ["counted dead"]
    assert len(read(["counted\tdead\n", "unit\tkm\ta | a\n", "unit\tkm\tb | \n"], "bad")[1]) == 3
    assert lacking(read(good + ["x\t1\ty\n"], "more")[0]) == []
    few = without + ["counted\tdead\tkilled\n"]
    assert lacking(read(few, "few")[0]) == ["counted dead (1)"]
    print("lexicon_check: its own checks hold")


def table(languages):
    rows = sorted({key for phrases in languages.values() for key in phrases if key[0] in REQUIRED and key[1] in REQUIRED[key[0]].split()})
    print("\t".join(["kind", "value"] + sorted(languages)))
    for key in rows:
        print("\t".join(list(key) + [str(len(languages[name].get(key, []))) for name in sorted(languages)]))


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    languages, bad = {}, 0
    for name in sorted(os.listdir(FOLDER)):
        if name.endswith(".tsv"):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
                languages[name[:-4]], faults = read(file, name)
            bad += len(faults)
            for fault in faults:
                print(fault)
    if arguments == ["--table"]:
        return table(languages)
    if arguments:
        print(__doc__)
        return 2
    for name, phrases in languages.items():
        found = [what for what in lacking(phrases) if what not in NOT_SAID.get(name, {})]
        bad += len(found)
        if found:
            print("%s lacks %s" % (name, ", ".join(found)))
    if len(languages) < LANGUAGES_MIN:
        bad += 1
        print("%d languages, fewer than %d" % (len(languages), LANGUAGES_MIN))
    print("lexicon_check: %d languages, %d things lacking or wrong" % (len(languages), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
