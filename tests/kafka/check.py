#!/usr/bin/env python3
"""Judges what `parallax run` published on a real broker. It reads what Kafka's own console consumer saw (consume.sh --records), one file
TOPIC.records a topic in FOLDER, and what `parallax replay` wrote. Standard library only.

  check.py receipts FOLDER SENT        every record of wire.articles, SENT in number, has exactly one receipt or dead letter, and no
                                       story goes back
  check.py deadletters FOLDER FILES    each file in the folder FILES is a dead letter, bytes and key as they were sent
  check.py same FOLDER REPLAY          the same stories, and the same discrepancies in their last state, as in the replay
  check.py squeeze FEED OUT            writes a feed as if its articles had been filed within the last minutes, a second apart
  check.py taken FOLDER OUT            writes the articles in the order in which they were taken
  check.py lines FOLDER OUT            writes what was published as `parallax replay` writes it, for tests/schemas/validate.py

Why squeeze: a record's time is its Kafka timestamp on a broker and `versioncreated` in a replay, and kcat stamps what it sends with the
time of day. A feed that spans days arrives within seconds: nothing has aged, no window has closed, and so other articles may make a story.
Where all times lie within minutes in both, what is left of the difference weighs nothing (time halves a score in days). The five texts
of moscow-meeting are so by themselves."""
import base64
import collections
import datetime
import json
import os
import sys

RECEIPTS = {"opened", "joined", "updated", "ignored", "held", "suspended", "retracted"}
# What differs between two runs over the same articles: record times, and the coordinates of the records.
OF_THE_RUN = {"time", "seq", "first", "last"}

PUBLISHED = ["wire.stories", "wire.story-events", "wire.discrepancies", "wire.deadletter"]

Record = collections.namedtuple("Record", "timestamp partition offset headers key value")
problems = []


def problem(text, *arguments):
    problems.append(text % arguments)


def records(folder, topic):
    """What consume.sh --records printed, in the order of partition and offset."""
    with open(os.path.join(folder, topic + ".records"), "rb") as file:
        raw = file.read().split(b"\x1e")
    if raw.pop():
        sys.exit("check.py: the last record of %s is cut off" % topic)
    found = []
    for text in raw:
        timestamp, partition, offset, headers, key, value = text.split(b"\x1f", 5)
        headers = {} if headers == b"NO_HEADERS" else dict(h.decode().split(":", 1) for h in headers.split(b"\x1d"))
        found.append(Record(int(timestamp.split(b":")[1]), int(partition.split(b":")[1]), int(offset.split(b":")[1]), headers,
                            None if key == b"null" else key, None if value == b"null" else value))
    return sorted(found, key=lambda r: (r.partition, r.offset))


def source(record):
    """The coordinates of the record that this one answers; None where it answers none."""
    if "ce_sourceoffset" not in record.headers:
        return None
    return record.headers["ce_sourcetopic"], int(record.headers["ce_sourcepartition"]), int(record.headers["ce_sourceoffset"])


def check_receipts(folder, sent):
    events = records(folder, "wire.story-events")
    letters = records(folder, "wire.deadletter")
    taken = {(r.partition, r.offset) for r in records(folder, "wire.articles")}
    if len(taken) != int(sent):
        problem("%s records were sent and %d are there", sent, len(taken))
    answers = collections.Counter()
    order = []
    for event in events:
        value = json.loads(event.value)
        at = source(event)
        if (at is not None) != (value["action"] in RECEIPTS):
            problem("a story event '%s' has %s", value["action"], "source coordinates" if at else "none, though it is a receipt")
        if at is None and "ce_causeoffset" not in event.headers:
            problem("a story event '%s' does not say what caused it", value["action"])
        if at is not None:
            answers[at[1:]] += 1
            order.append(value["seq"])
    for letter in letters:
        at = source(letter)
        if at is None:
            problem("a dead letter without source coordinates: offset %d", letter.offset)
        else:
            answers[at[1:]] += 1
    for at in sorted(taken - set(answers)):
        problem("the record at partition %d, offset %d has neither receipt nor dead letter", *at)
    for at, times in sorted(answers.items()):
        if at not in taken:
            problem("an answer to a record that is not there: partition %d, offset %d", *at)
        elif times > 1:
            problem("the record at partition %d, offset %d was answered %d times", *at, times)
    if len(set(order)) != len(order):
        problem("two receipts have one seq")
    newest = {}
    for record in records(folder, "wire.stories"):
        seq = json.loads(record.value)["seq"] if record.value else newest.get(record.key, 0)
        if seq < newest.get(record.key, 0):
            problem("the story %s goes back from seq %d to %d", record.key.decode(), newest[record.key], seq)
        newest[record.key] = seq
    print("%d records, %d receipts, %d dead letters" % (len(taken), len(order), len(letters)))


def check_deadletters(folder, files):
    letters = {(letter.key, letter.value): letter for letter in records(folder, "wire.deadletter")}
    names = sorted(os.listdir(files))
    for name in names:
        with open(os.path.join(files, name), "rb") as file:
            value = file.read()
        # What kcat sends for an empty file with -Z is a record without a value.
        letter = letters.pop((name.encode(), value or None), None)
        if letter is None:
            problem("no dead letter has key '%s' and the bytes that were sent with it", name)
        elif source(letter) is None:
            problem("the dead letter '%s' does not say where it came from", name)
    for key, value in letters:
        problem("a dead letter that was not sent as one: key %r, %r", key, (value or b"")[:80])
    print("%d broken records, each a dead letter" % len(names))


def of_broker(folder, topic):
    for record in records(folder, topic):
        yield record.key.decode(), None if record.value is None else json.loads(record.value)


def of_replay(folder, topic):
    path = os.path.join(folder, topic + ".ndjson")
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["key"], record["value"]


def last_stories(pairs):
    """Per story: how it ended, and its members."""
    last = {}
    for key, value in pairs:
        if value is not None:
            last[key] = (value["status"], frozenset((m["uri"], str(m["version"])) for m in value["members"]))
    return last


def without(value, names):
    """The value without the given fields, at any depth."""
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    if isinstance(value, list):
        return [without(v, names) for v in value]
    return value


def last_discrepancies(pairs):
    """A merge takes a discrepancy to another story's key, and so to another partition: the state's order tells its last step."""
    steps = sorted((value for _, value in pairs), key=lambda value: (value["seq"], value["revision"]))
    return {value["discrepancy_id"]: without(value, OF_THE_RUN) for value in steps}


def compare(what, broker, replay):
    for key in sorted(broker.keys() | replay.keys()):
        if key not in replay:
            problem("%s %s is on the broker and not in the replay: %s", what, key, shown(broker[key]))
        elif key not in broker:
            problem("%s %s is in the replay and not on the broker: %s", what, key, shown(replay[key]))
        elif broker[key] != replay[key]:
            problem("%s %s differs\n  broker: %s\n  replay: %s", what, key, shown(broker[key]), shown(replay[key]))
    if not replay:
        problem("the replay has no %s at all", what)
    print("%d x %s compared" % (len(broker), what))


def shown(value):
    if isinstance(value, tuple):
        return "%s %s" % (value[0], sorted(value[1]))
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def check_same(folder, replay):
    compare("story", last_stories(of_broker(folder, "wire.stories")), last_stories(of_replay(replay, "wire.stories")))
    compare("discrepancy", last_discrepancies(of_broker(folder, "wire.discrepancies")),
            last_discrepancies(of_replay(replay, "wire.discrepancies")))


def squeeze(feed, out):
    with open(feed, encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=len(articles))
    with open(out, "w", encoding="utf-8") as file:
        for i, article in enumerate(articles):
            article["versioncreated"] = (start + datetime.timedelta(seconds=i)).strftime("%Y-%m-%dT%H:%M:%SZ")
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def write_taken(folder, out):
    articles = {(r.partition, r.offset): r.value for r in records(folder, "wire.articles")}
    order = []
    for event in records(folder, "wire.story-events"):
        if source(event) is not None:
            order.append((json.loads(event.value)["seq"], source(event)[1:]))
    with open(out, "wb") as file:
        for _, at in sorted(order):
            file.write(articles[at] + b"\n")


def as_text(raw):
    """As in a line of a replay: what is not UTF-8 goes in base64."""
    try:
        return None if raw is None else raw.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(raw).decode()}


def write_lines(folder, out):
    os.makedirs(out)
    for topic in PUBLISHED:
        with open(os.path.join(out, topic + ".ndjson"), "w", encoding="utf-8") as file:
            for record in records(folder, topic):
                text = as_text(record.value)
                # A value of ours goes in as the text that was published: reading it here would hide what is wrong with it.
                value = text if topic != "wire.deadletter" and isinstance(text, str) else json.dumps(text, ensure_ascii=False)
                file.write('{"key":%s,"headers":%s,"value":%s}\n' % (json.dumps(as_text(record.key)), json.dumps(record.headers), value))


def main():
    commands = {"receipts": (check_receipts, 2), "deadletters": (check_deadletters, 2), "same": (check_same, 2),
                "squeeze": (squeeze, 2), "taken": (write_taken, 2), "lines": (write_lines, 2)}
    command, count = commands.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0))
    if command is None or len(sys.argv) != 2 + count:
        sys.exit("usage: check.py " + " | ".join(commands) + " ARGUMENTS")
    command(*sys.argv[2:])
    for text in problems[:20]:
        print("check.py: " + text)
    if len(problems) > 20:
        print("check.py: and %d more" % (len(problems) - 20))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
