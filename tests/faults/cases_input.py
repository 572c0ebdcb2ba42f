"""cases_input.py: what befalls the records: broken, too large, from another time, again, gone, and topics that are not as they were."""
import json
import random
import subprocess
import time

import articles
import kafka_wire
from cases import case
from scenario import Failure, now_ms

DEEP = "[" * 3000 + "]" * 3000
# Each with whether it must become a dead letter.
BROKEN = [
    (b"Not JSON at all", True), (b'{"uri": "urn:test:cut", "headlines": [{"value": "A text that sto', True), (b'["urn:test:list"]', True),
    (b'{"headline": "Of nobody"}', True), (b'{"uri": "urn:test:no-text"}', True), (b'{"uri": "a", "headline": "caf\xe9 and \xff\xfe"}', True),
    (b'{"uri": "a", "headline": "half a \\ud83d pair"}', True), (b'{"uri": "a", "headline": "nothing \\u0000 here"}', True),
    (b'\xef\xbb\xbf{"uri": "a", "headline": "A byte order mark"}', True), (b'{"uri": "a", "headline": "x", "priority": 1e999}', True),
    (b'{"uri": "a", "headline": "x", "deep": ' + DEEP.encode() + b"}", True), (b"", True), (b"{}", True),
    (b'{"uri": "urn:test:huge", "headline": "A huge number", "priority": 123456789012345678901234567890123456789012345678901234567890}', None),
    (b'{"uri": "urn:test:twice", "uri": "urn:test:twice-2", "headline": "Two of one name"}', None),
]


@case("corrupt", [11, 12, 13], "cut and corrupt JSON, bad UTF-8, a byte order mark, lone surrogates, U+0000, 1e999, huge integers, 3,000 levels, double "
      "names, a record over article.bytes.max, outputs over message.bytes.max (10,000 bytes)")
def corrupt(env):
    s = env.scenario("corrupt")
    s.feed(30)
    ends = s.ends()
    sent = {}
    for i, (value, letter) in enumerate(BROKEN):
        offset = kafka_wire.produce(s.direct, s.input, 0, [{"time": now_ms(), "key": b"k%d" % i, "value": value, "headers": [("from", b"outside")]}])
        sent[0, offset] = (b"k%d" % i, value, letter)
    offset = kafka_wire.produce(s.direct, s.input, 0, [{"time": now_ms(), "key": None, "value": None}])
    sent[0, offset] = (None, None, True)
    large = articles.article(7000, name="corrupt", body_text=" ".join("word%d" % i for i in range(40000))).encode()  # over article.bytes.max
    # Its sketch is over message.bytes.max: a hash for each of its lines.
    wide = articles.article(7001, name="corrupt", body_text="\n".join("Line %d of this report names %s." % (i, articles.name_of(i)) for i in range(3000))).encode()
    raw = b"no JSON, but of 50,000 bytes " + b"x" * 50000
    for value, letter in ((large, True), (wide, None), (raw, True)):
        offset = kafka_wire.produce(s.direct, s.input, 1, [{"time": now_ms(), "key": b"large", "value": value}])
        sent[1, offset] = (b"large", value, letter)
    s.feed(30)
    instance = s.start(None, ["--article-bytes-max", "200000", "--message-bytes-max", "10000"])
    s.wait_drained(60, instance)
    s.judge()
    letters = {s._source(r): r for r in s.last["deadletter"] if "ce_sourceoffset" in r.headers}
    hashed = 0
    for at, (key, value, wanted) in sent.items():
        letter = letters.get(at)
        if wanted and letter is None:
            raise Failure("no dead letter for %r" % (value or b"")[:60])
        if letter is None:
            continue
        if value is not None and len(value) > 9000:
            hashed += 1
            if letter.value is not None or int(letter.headers["parallax_error_bytes"]) != len(value) or "parallax_error_xxh3" not in letter.headers:
                raise Failure("the dead letter of %d bytes does not have a hash in the value's place" % len(value))
        elif (letter.value or b"") != (value or b"") or letter.key != key and key is not None:
            raise Failure("the dead letter is not as it was sent: %r" % (value or b"")[:60])
        elif key and key.startswith(b"k") and letter.headers.get("from") != "outside":
            raise Failure("the dead letter has lost its headers: %s" % letter.headers)
        if letter.headers["__connect.errors.offset"] != str(at[1]) or not letter.headers["__connect.errors.exception.message"]:
            raise Failure("the dead letter's headers are not complete: %s" % letter.headers)
    extra = set(letters) - set(sent)
    if extra:
        raise Failure("%d good records became dead letters" % len(extra))
    s.note("%d broken records sent; huge integers %s, double names %s; %d too large for the topic came as their hash", len(sent),
           "refused" if any(v and b"huge" in v and at in letters for at, (_, v, _) in sent.items()) else "taken",
           "refused" if any(v and b"twice" in v and at in letters for at, (_, v, _) in sent.items()) else "taken", hashed)
    return s


@case("no-dead-letters", [14], "the dead-letter topic takes no record of this size (max.message.bytes)")
def no_dead_letters(env):
    s = env.scenario("no-dead-letters")
    s.feed(40)
    instance = s.start()
    s.wait_drained(40, instance)
    before = s.committed()
    kafka_wire.set_topic_config(s.direct, s.topic("deadletter"), "max.message.bytes", "1000")
    s.feed_values(["broken " + "".join(chance.choice("abcdefghijklmnopqrstuvwxyz0123456789") for _ in range(9000)) for chance in [random.Random(7)]], 0)
    code = instance.wait(40, "the end, since no dead letter can be written")
    if code != 1 or s.committed()[0] != before[0]:
        raise Failure("it ended with %d, offsets %s and before %s" % (code, s.committed(), before))
    if not instance.says("max.message.bytes"):
        raise Failure("the log does not say what to do")
    kafka_wire.set_topic_config(s.direct, s.topic("deadletter"), "max.message.bytes", "2000000")
    last = s.start()
    s.wait_drained(60, last)
    s.judge(expect_letters=1)
    s.note("it ended with 1 and said what to raise, the offset stayed; mended, it went on")
    return s


@case("deleted-input", [15], "records beyond the committed offset are deleted from the input while nothing runs")
def deleted_input(env):
    s = env.scenario("deleted-input")
    s.feed_values([articles.article(i, name="deleted-input") for i in range(50)], 0)
    instance = s.start()
    s.wait_drained(40, instance)
    instance.terminate()
    s.feed_values([articles.article(i, name="deleted-input") for i in range(50, 100)], 0)
    kafka_wire.delete_records(s.direct, s.input, 0, 80)
    instance = s.start()
    code = instance.wait(30, "the end")
    if code == 0 or s.committed()[0] != 50:
        raise Failure("it ended with %d, committed %s" % (code, s.committed()))
    if not instance.says("50 to 79 were deleted"):
        raise Failure("the log does not name what is gone")
    s.note("ended with %d and named the records 50 to 79; the offset stayed", code)
    return s


@case("other-times", [19], "record times of 1970 and 2100, clocks a day ahead and behind, event times of 1970 and 2100")
def other_times(env):
    s = env.scenario("other-times")
    day = 86400000
    s.feed(30)
    instance = s.start()
    s.wait_drained(40, instance)
    for i, time_of in enumerate([1000, now_ms() - day, now_ms() + day, 4102444800000, now_ms()]):
        value = articles.article(100 + i, name="other-times", versioncreated=["1970-01-01T00:00:10Z", "2100-01-01T00:00:00Z"][i % 2]).encode()
        kafka_wire.produce(s.direct, s.input, i % 3, [{"time": time_of, "key": None, "value": value}])
    s.feed(60)
    s.wait_drained(40, instance)
    s.judge()
    closed = [r for r in s.last["story-events"] if json.loads(r.value)["action"] == "closed"]
    if closed:
        raise Failure("%d stories were closed by a record from another time" % len(closed))
    instance.terminate()
    if not instance.says("records from the future"):
        raise Failure("records from the future were not counted")
    s.note("no story was closed; the records from the future were counted")
    return s


@case("late-versions", [20, 23], "versions in the wrong order, a kill before its article, and every record three times")
def late_versions(env):
    s = env.scenario("late-versions", partitions=1)
    one = [articles.article(0, name="late-versions", version=str(v), headline="Flood in Orvalin, version %d" % v) for v in (3, 1, 2)]
    kill = [articles.article(6, name="late-versions", version="2", pubstatus="canceled"), articles.article(6, name="late-versions", version="1")]
    rest = [articles.article(i, name="late-versions") for i in range(12, 24)]
    s.feed_values((one + kill + rest) * 3)
    instance = s.start()
    s.wait_drained(40, instance)
    s.judge(repeats=True)
    members = {}
    for record in s.last["stories"]:
        if record.value:
            members[record.key] = json.loads(record.value)["members"]
    every = [(m["uri"], str(m["version"])) for list_of in members.values() for m in list_of]
    uris = [uri for uri, _ in every]
    if len(set(uris)) != len(uris):
        raise Failure("an article is a member twice")
    if ("urn:test:late-versions:0", "3") not in every:
        raise Failure("the newest version did not win: %s" % [e for e in every if e[0].endswith(":0")])
    if "urn:test:late-versions:6" in uris:
        raise Failure("a killed article is a member")
    s.note("%d records, %d members, each once; the newest version and the kill won", s.fed, len(uris))
    return s


@case("floods", [21, 22], "one body 1,500 times, one name in 1,000 articles, 900 KB of one token, 900 KB of distinct tokens")
def floods(env):
    s = env.scenario("floods")
    body = "The very same body runs everywhere: a ferry sank off Keldora and 12 people died, said Varga Telmanov on the shore."
    s.feed(200)
    instance = s.start(None, ["--batch-records", "200", "--message-bytes-max", "1900000"])
    s.wait_drained(40, instance)
    began = time.time()
    s.feed(600)
    s.wait_drained(60, instance)
    normal = (time.time() - began) / 600
    began = time.time()
    s.feed_values([articles.article(5000 + i, name="floods", headline="Ferry sinks off Keldora", body_text=body) for i in range(1500)])
    s.feed_values([articles.article(9000 + 6 * i, name="floods", headline="Kolmarov speaks in %s" % articles.name_of(i))
                   for i in range(1000)])
    s.wait_drained(90, instance)
    flood = (time.time() - began) / 2500
    began = time.time()
    s.feed_values([articles.article(20000, name="floods", body_text="token " * 150000),
                   articles.article(20006, name="floods", body_text=" ".join("t%x" % (i * 2654435761 % 2 ** 32) for i in range(90000)))])
    s.wait_drained(60, instance)
    large = time.time() - began
    s.judge()
    if flood > max(10 * normal, 0.02) or large > 20:
        raise Failure("%.1f ms an article in the flood, %.1f ms before; the two large ones took %.1f s" % (flood * 1e3, normal * 1e3, large))
    s.note("%.1f ms an article in the flood and %.1f ms before (end to end, with the feeding); the two large ones took %.1f s", flood * 1e3, normal * 1e3, large)
    return s


@case("more-partitions", [26], "the input gets a fourth partition while the instance runs")
def more_partitions(env):
    s = env.scenario("more-partitions")
    s.feed(50)
    instance = s.start(None, ["--input-refresh-ms", "2000"])
    s.wait_drained(40, instance)
    kafka_wire.create_partitions(s.direct, s.prefix + "parallax.sketches", 4)
    kafka_wire.create_partitions(s.direct, s.input, 4)
    s.partitions = 4
    time.sleep(1)
    s.feed_values([articles.article(i, name="more-partitions") for i in range(100, 130)], 3)
    began = time.time()
    s.wait_drained(100, instance)
    s.judge()
    s.note("the new partition was read from its beginning, within %.0f s (input.refresh.ms is 2 s)", time.time() - began)
    return s


@case("verify", [], "`parallax verify` on what a run published; then a receipt is doubled by hand, and an offset moved over a record")
def verify(env):
    s = env.scenario("verify")
    s.feed(300)
    s.feed_values(["broken"] * 3)
    instance = s.start()
    s.wait_drained(60, instance)

    def run(*more):
        done = subprocess.run([s.program, "verify", "--brokers", s.direct, "--group", s.group, "--input-topic", s.input, "--topic-prefix", s.prefix] +
                              list(more), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60)
        return done.returncode, done.stdout
    code, text = run()
    if code != 0 or "303 records" not in text or "303 answered once, 0 missing, 0 doubled" not in text:
        raise Failure("of a good run it says, with %d: %s" % (code, text))
    instance.terminate()
    s.judge(expect_letters=3)
    again = s.last["story-events"][7]
    at = "%s[%s] offset %s" % tuple(again.headers["ce_source" + n] for n in ("topic", "partition", "offset"))
    kafka_wire.produce(s.direct, s.topic("story-events"), 0, [{"time": now_ms(), "key": again.key, "value": again.value,
                                                             "headers": [(k, v.encode()) for k, v in again.headers.items()]}])
    code, text = run()
    if code != 1 or "doubled: " + at not in text:
        raise Failure("of a doubled receipt it says, with %d: %s" % (code, text))
    s.feed_values([articles.article(900, name="verify")], 1)
    end = s.ends()[1]
    kafka_wire.commit(s.direct, s.group, s.input, 1, end)
    code, text = run()
    if code != 1 or "missing: %s[1] offset %d" % (s.input, end - 1) not in text:
        raise Failure("of a record passed over it says, with %d: %s" % (code, text))
    code, text = run("--from", "2100-01-01")
    if code != 1 or "read nothing that is still there" not in text:
        raise Failure("where nothing is to be judged it says, with %d: %s" % (code, text))
    s.seen = ["a good run: nothing found; the doubled and the missing record were named, exit 1"]
    return s


@case("chosen-input", [], "--from with each word and a time, --until, --dry-run, a pattern for the input's name")
def chosen_input(env):
    s = env.scenario("chosen-input", partitions=2)
    old, middle = now_ms() - 7200000, now_ms() - 3600000
    for partition in range(2):
        for start, count in ((old, 10), (middle, 20)):
            kafka_wire.produce(s.direct, s.input, partition, [{"time": start + i, "key": None, "value": articles.article(
                partition * 1000 + start % 7 * 100 + i, name="chosen-input").encode()} for i in range(count)])

    def run(group, *options):
        s.group = group
        instance = s.start(None, list(options))
        code = instance.wait(40, "the end of a run with %s" % " ".join(options))
        return code, instance.text(), s.committed()
    between = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime((middle - 60000) / 1000))
    code, text, committed = run("chosen-dry", "--dry-run", "--until", "now")
    if code != 0 or "60 articles" not in text or "nothing was" not in text or set(committed.values()) != {-1}:
        raise Failure("a dry run ended with %d, committed %s" % (code, committed))
    if any(kafka_wire.offsets(s.direct, s.topic(t), -1)[p] for t in ("stories", "story-events") for p in range(2)):
        raise Failure("a dry run has published something")
    code, text, committed = run("chosen-committed", "--from", "committed", "--until", "now")
    if code != 1 or "only goes on" not in text:
        raise Failure("--from committed without an offset ended with %d" % code)
    code, text, committed = run("chosen-latest", "--from", "latest", "--until-idle", "1")
    if code != 0 or set(committed.values()) != {30}:
        raise Failure("--from latest ended with %d, committed %s" % (code, committed))
    code, text, committed = run("chosen-until", "--until", between)
    if code != 0 or set(committed.values()) != {10} or "20 articles" not in text:
        raise Failure("--until ended with %d, committed %s" % (code, committed))
    code, text, committed = run("chosen-until", "--from", "committed", "--until", "now")
    if code != 0 or set(committed.values()) != {30} or "40 articles" not in text:
        raise Failure("--from committed ended with %d, committed %s" % (code, committed))
    code, text, committed = run("chosen-from", "--from", between, "--until", "now", "--input-topic", "^chosen-in.*[.]articles$")
    if code != 0 or set(committed.values()) != {30} or "40 articles" not in text:
        raise Failure("--from a time, by a pattern, ended with %d, committed %s" % (code, committed))
    s.seen = ["each began and ended where it was told; the dry run published and committed nothing"]
    return s
