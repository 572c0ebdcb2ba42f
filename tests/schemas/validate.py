#!/usr/bin/env python3
"""Checks what Parallax wrote against schemas/.

usage: validate.py DIR [--articles FILE...]
       validate.py --self-test
DIR has one <topic>.ndjson per output topic, as `parallax replay --out DIR` writes them: a line
{"key": ..., "headers": {...}, "value": ...}. FILEs are feeds: an article a line.
Prints how many lines of each topic were checked. Ends with 1 and names file, line and place of the first faults when
there is one, when a topic's file is missing, and when no line at all was checked.
--self-test checks the examples of schemas/README.md, then spoils each of them in every way it knows and sees to it that
the spoilt ones are refused.

Needs python3-jsonschema 4.10 or newer."""
import base64
import binascii
import contextlib
import copy
import io
import json
import os
import re
import sys
import tempfile

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCHEMAS = os.path.join(ROOT, "schemas")
FAULTS_SHOWN = 5

# topic: schema of the value, schema of the headers
TOPICS = {
    "wire.stories": ("story", "story-headers"),
    "wire.story-events": ("story-event", "story-event-headers"),
    "wire.discrepancies": ("discrepancy", "discrepancy-headers"),
    "wire.deadletter": (None, "deadletter-headers"),
}


class Fault(Exception):
    pass


def load_schema(name):
    path = os.path.join(SCHEMAS, name + ".schema.json")
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def no_twins(pairs):
    """An object with the same key twice is JSON that readers read differently."""
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise Fault("an object has a key twice")
    return dict(pairs)


def no_constant(word):
    raise Fault("%s is not JSON" % word)


def parse(line):
    """Of text, or of bytes as they stand in a file."""
    try:
        text = line.decode("utf-8") if isinstance(line, bytes) else line
        return json.loads(text, object_pairs_hook=no_twins, parse_constant=no_constant)
    except ValueError as error:
        raise Fault("not JSON: %s" % error) from None


def check_value(validator, value, what):
    error = jsonschema.exceptions.best_match(validator.iter_errors(value))
    if error is not None:
        place = "/".join(str(step) for step in error.absolute_path)
        raise Fault("%s%s: %s" % (what, "/" + place if place else "", error.message[:300]))


def check_bytes(value, what):
    """Received bytes: a string where they are UTF-8, else {"base64": ...}; null where there were none."""
    if value is None or isinstance(value, str):
        return
    if not isinstance(value, dict) or list(value) != ["base64"] or not isinstance(value["base64"], str):
        raise Fault("%s is neither a string nor {\"base64\": ...}" % what)
    try:
        raw = base64.b64decode(value["base64"], validate=True)
    except binascii.Error:
        raise Fault("%s is not base64" % what) from None
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    raise Fault("%s is UTF-8 and should be a string" % what)


def check_key(topic, key, value):
    """Events of one story share its id as key, so that one partition has them in order."""
    if topic == "wire.deadletter":
        return check_bytes(key, "key")
    if not isinstance(key, str):
        raise Fault("key is not a string")
    if value is None:
        if not re.fullmatch("[0-9a-f]{16}", key):
            raise Fault("key of a record without a value is not a story's id")
    elif key != (value["story_id"] or value.get("uri")):
        raise Fault("key %s is not that of the value" % key)


def check_agreement(topic, headers, value):
    """What headers and value say of one thing."""
    if topic in ("wire.story-events", "wire.discrepancies") and headers["ce_type"].split(".")[2] != value["action"]:
        raise Fault("headers/ce_type does not fit the action %s" % value["action"])


class Checker:
    def __init__(self):
        self.validators = {topic: [name and load_schema(name) for name in names] for topic, names in TOPICS.items()}
        self.article = load_schema("article")

    def check_line(self, topic, line):
        record = parse(line)
        if not isinstance(record, dict) or set(record) != {"key", "headers", "value"}:
            raise Fault("a line has exactly key, headers and value")
        of_value, of_headers = self.validators[topic]
        headers, value = record["headers"], record["value"]
        if topic == "wire.deadletter":
            check_bytes(value, "value")
            if not isinstance(headers, dict):
                raise Fault("headers is not an object")
            for name, content in headers.items():
                check_bytes(content, "headers/" + name)
            check_value(of_headers, headers, "headers")
        elif topic == "wire.stories" and value is None:
            if not isinstance(headers, dict):
                raise Fault("headers is not an object")
        else:
            check_value(of_value, value, "value")
            check_value(of_headers, headers, "headers")
            check_agreement(topic, headers, value)
        check_key(topic, record["key"], value)

    def check_article(self, line):
        check_value(self.article, parse(line), "article")


def check_file(path, check, faults):
    lines = 0
    with open(path, "rb") as file:
        for number, line in enumerate(file, 1):
            lines += 1
            try:
                check(line)
            except Fault as fault:
                faults.append("%s:%d: %s" % (path, number, fault))
                if len(faults) >= FAULTS_SHOWN:
                    break
    return lines


def validate(folder, feeds):
    """Returns the number of lines checked and the faults found."""
    checker, faults, total = Checker(), [], 0
    for topic in TOPICS:
        path = os.path.join(folder, topic + ".ndjson")
        if not os.path.exists(path):
            faults.append("%s: missing" % path)
            continue
        lines = check_file(path, lambda line, topic=topic: checker.check_line(topic, line), faults)
        print("%7d %s" % (lines, topic))
        total += lines
    for feed in feeds:
        lines = check_file(feed, checker.check_article, faults)
        print("%7d articles of %s" % (lines, feed))
        total += lines
    if total == 0:
        faults.append("%s: not a single line to check" % folder)
    return total, faults


# ---- self-test ----

def examples():
    """(topic, value of the code block) for each example of schemas/README.md."""
    with open(os.path.join(SCHEMAS, "README.md"), encoding="utf-8") as file:
        text = file.read()
    for section in re.split(r"^### ", text, flags=re.M)[1:]:
        topic = section.split("\n", 1)[0].strip()
        for block in re.findall(r"^```json\n(.*?)^```", section, flags=re.M | re.S):
            yield topic, parse(block)


def places(value, path=()):
    """Every place of a value, the whole first."""
    yield path
    if isinstance(value, (dict, list)):
        for step in list(value) if isinstance(value, dict) else range(len(value)):
            yield from places(value[step], path + (step,))


def at(value, path):
    for step in path:
        value = value[step]
    return value


# Maps from a language to something: any key may go or come.
MAPS = {("value", "languages"), ("value", "headlines")}
# Headers that may be missing, one by one.
OPTIONAL = {("headers", "ce_time"), ("headers", "parallax_error_time")}


def spoil_one_place(record):
    """(what was done, the spoilt record): each place put to something that it never is, taken away, added to."""
    for path in places(record):
        if not path or path[:1] == ("key",):
            continue
        spoilt = copy.deepcopy(record)
        at(spoilt, path[:-1])[path[-1]] = {"spoilt": {}}
        yield "%s replaced" % (path,), spoilt
        owner = at(record, path[:-1])
        if isinstance(owner, dict) and path[:-1] not in MAPS and path not in OPTIONAL:
            spoilt = copy.deepcopy(record)
            del at(spoilt, path[:-1])[path[-1]]
            yield "%s taken away" % (path,), spoilt
        if isinstance(at(record, path), dict):
            spoilt = copy.deepcopy(record)
            at(spoilt, path)["spoilt"] = {}
            yield "%s added to" % (path,), spoilt


def spoil_by_hand(topic, record):
    def put(path, value):
        spoilt = copy.deepcopy(record)
        at(spoilt, path[:-1])[path[-1]] = value
        return "%s = %r" % (path, value), spoilt

    if topic == "wire.deadletter":
        yield put(("value",), {"base64": "not base64!"})
        yield put(("value",), {"base64": "YWJj"})
        yield put(("headers", "ce_sourceoffset"), "-1")
        return
    yield put(("key",), "0000000000000000")
    yield put(("key",), None)
    yield put(("value", "story_id"), record["key"].upper())
    yield put(("value", "seq"), -1)
    yield put(("value", "seq"), 1.5)
    yield put(("headers", "ce_type"), "parallax.story.invented.v1")
    yield put(("headers", "ce_specversion"), "0.3")
    yield put(("headers", "x-other"), "1")
    if topic == "wire.stories":
        yield put(("value", "merged_into"), "0000000000000001")
        yield put(("value", "status"), "merged")
        yield put(("value", "first"), "2024-05-06T06:40:00Z")
        yield put(("value", "members", 0, "version"), -1)
        yield put(("value", "languages", "de"), 0)
    if topic == "wire.story-events":
        yield put(("value", "action"), "ignored" if record["value"]["action"] != "ignored" else "held")
        yield put(("value", "split_from"), "0000000000000001")
        other = "ce_causetopic" if "ce_sourcetopic" in record["headers"] else "ce_sourcetopic"
        yield put(("headers", other), "wire.articles")
    if topic == "wire.discrepancies":
        yield put(("value", "confidence"), 1.01)
        yield put(("value", "revision"), 0)
        yield put(("value", "verdict"), "contradiction")
        yield put(("value", "assertions"), [])
        yield put(("value", "assertions", 0, "value"), None)
        yield put(("value", "assertions", 0, "span", "field"), "caption")
        yield put(("value", "references"), ["a", "a"])


BAD_ARTICLES = [
    [], {}, {"uri": "a"}, {"headline": "h"}, {"uri": "", "headline": "h"}, {"uri": "a", "headline": " "}, {"uri": 7, "headline": "h"},
    {"uri": "a", "headline": "h", "embargoed": "noon"}, {"uri": "a", "headline": "h", "place": "x"},
    {"uri": "a", "bodies": [{"value": ""}]}, {"uri": "a" * 1025, "headline": "h"}, {"uri": "a", "pubstatus": "usable"},
    {"uri": "a", "headline": "h", "version": {}},
]


def check_examples(checker, problems):
    """Returns the number of spoilt records tried."""
    tried, seen = 0, set()
    for topic, record in examples():
        seen.add(topic)
        if topic == "wire.articles":
            checker.check_article(json.dumps(record))
            continue
        checker.check_line(topic, json.dumps(record))
        spoilt_ones = list(spoil_by_hand(topic, record)) + list(spoil_one_place(record))
        for what, spoilt in spoilt_ones:
            tried += 1
            try:
                checker.check_line(topic, json.dumps(spoilt))
            except Fault:
                continue
            problems.append("%s: accepted although spoilt: %s" % (topic, what))
    problems.extend("schemas/README.md has no example of %s" % topic for topic in set(TOPICS) | {"wire.articles"} if topic not in seen)
    return tried


def check_lines(checker, problems):
    """Lines that are no records at all."""
    for line in ("", "{", b'{"key":"a\xff","headers":{},"value":null}', "[]", "null", "7", '{"key":"a","value":1}', '{"key":"a","key":"a","headers":{},"value":null}',
                 '{"key":"a","headers":{},"value":NaN}', '{"key":"x","headers":{},"value":null}', '{"key":null,"headers":[],"value":"x"}'):
        for topic in TOPICS:
            try:
                checker.check_line(topic, line)
            except Fault:
                continue
            problems.append("%s: accepted the line %r" % (topic, line))
    for article in BAD_ARTICLES:
        try:
            checker.check_article(json.dumps(article))
        except Fault:
            continue
        problems.append("accepted the article %s" % json.dumps(article)[:80])


def check_folders(problems):
    """Folders without a topic, or without a line; and one that is right."""
    records = {topic: [] for topic in TOPICS}
    for topic, record in examples():
        if topic in records:
            records[topic].append(json.dumps(record) + "\n")
    with tempfile.TemporaryDirectory() as folder:
        def write(topics):
            for topic in TOPICS:
                path = os.path.join(folder, topic + ".ndjson")
                if os.path.exists(path):
                    os.remove(path)
                if topic in topics:
                    with open(path, "w", encoding="utf-8") as file:
                        file.writelines(topics[topic])

        write(records)
        if validate(folder, [])[1]:
            problems.append("the examples as a folder are refused")
        for topic in TOPICS:
            write({other: lines for other, lines in records.items() if other != topic})
            if not validate(folder, [])[1]:
                problems.append("a folder without %s is accepted" % topic)
        write({topic: [] for topic in TOPICS})
        if not validate(folder, [])[1]:
            problems.append("a folder without a line is accepted")
        write(dict(records, **{"wire.stories": ["\n"]}))
        if not any("wire.stories.ndjson:1:" in fault for fault in validate(folder, [])[1]):
            problems.append("an empty line is not named by its number")


def self_test():
    problems = []
    checker = Checker()
    tried = check_examples(checker, problems)
    check_lines(checker, problems)
    with contextlib.redirect_stdout(io.StringIO()):
        check_folders(problems)
    print("%d spoilt records, %d problems" % (tried, len(problems)))
    if tried < 300:
        problems.append("only %d spoilt records: the examples are not what they were" % tried)
    return problems


def main(arguments):
    if arguments == ["--self-test"]:
        faults = self_test()
    elif arguments and not arguments[0].startswith("-") and (len(arguments) == 1 or arguments[1] == "--articles"):
        faults = validate(arguments[0], arguments[2:])[1]
    else:
        sys.stderr.write(__doc__ + "\n")
        return 2
    for fault in faults[:FAULTS_SHOWN]:
        sys.stderr.write("validate.py: %s\n" % fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
