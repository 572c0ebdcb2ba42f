#!/bin/sh
# Parallax from end to end on a real broker: feeds go in with kcat, `parallax run` processes them, Kafka's own console consumer reads
# back what was committed, and check.py compares that with `parallax replay` of the same articles.
#
#   sh tests/kafka/run.sh             all cases
#   sh tests/kafka/run.sh operations  one: case_operations
#
# PARALLAX  the program (build/dev/parallax)
# Exit code 77: it cannot be tried here, for the reason printed. Everything it leaves is in build/kafka/test, logs and all.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
me="kafka test"
. "$here/env.sh"
parallax=${PARALLAX:-$root/build/dev/parallax}
work=$root/build/kafka/test
meeting=$root/../shared/feeds/moscow-meeting.ndjson
sample=$root/tests/feeds/sample.ndjson
topics="wire.articles wire.stories wire.story-events wire.discrepancies wire.deadletter"

python3 -c 'import jsonschema' 2>/dev/null || { say "python3-jsonschema is not here"; exit 77; }
for tool in java mvn kcat python3; do
    command -v "$tool" >/dev/null 2>&1 || { say "$tool is not here"; exit 77; }
done
kafka_jars || exit 77
[ -x "$parallax" ] || die "$parallax is not there; build it first"

# Two runs in one tree would end each other's brokers.
mkdir -p "$work"
exec 8>"$work/lock"
flock -n 8 || { say "another run works in $work; waiting for it"; flock -w 600 8 || die "it still does after ten minutes"; }

running=
sketching=
clean_up()
{
    for process in $running $sketching; do kill -9 "$process" 2>/dev/null || true; done
    [ ! -d "${BROKER_DIR:-}" ] || sh "$here/broker.sh" stop
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail()
{
    [ ! -f "$case_dir/parallax.log" ] || tail -n 15 "$case_dir/parallax.log" >&2
    die "$*"
}

# usage: begin NAME: a folder and a broker of its own, so that no case sees what another left
begin()
{
    say "$1: a new broker"
    case_dir=$work/$1
    export BROKER_DIR="$case_dir/broker"
    sh "$here/broker.sh" stop
    rm -rf "$case_dir"
    mkdir -p "$case_dir"
    broker=$(sh "$here/broker.sh" start)
    sent=0
}

end() { sh "$here/broker.sh" stop; }

# usage: wait_for SECONDS WHAT COMMAND…: until the command succeeds; a failure when it does not in time, or when parallax is gone
wait_for()
{
    seconds=$1 what=$2
    shift 2
    deadline=$(($(date +%s) + seconds))
    until "$@"; do
        kill -0 "$running" 2>/dev/null || fail "parallax ended while we waited for $what"
        [ "$(date +%s)" -lt "$deadline" ] || fail "waited $seconds seconds in vain for $what"
        sleep 0.2
    done
}

topics_are_there()
{
    kcat -L -q -b "$broker" 2>/dev/null >"$case_dir/metadata"
    for topic in $topics; do grep -qF "\"$topic\"" "$case_dir/metadata" || return 1; done
}

# usage: start_parallax OPTION…
start_parallax()
{
    "$parallax" run --brokers "$broker" --create-topics "$@" >"$case_dir/parallax.log" 2>&1 &
    running=$!
    wait_for 30 "its topics" topics_are_there
}

# SIGTERM must finish the batch under way and end with 0.
stop_parallax()
{
    kill "$running"
    deadline=$(($(date +%s) + 15))
    while kill -0 "$running" 2>/dev/null; do
        [ "$(date +%s)" -lt "$deadline" ] || fail "parallax did not end within 15 seconds of SIGTERM"
        sleep 0.1
    done
    code=0
    wait "$running" || code=$?
    running=
    [ "$code" -eq 0 ] || fail "parallax ended with $code after SIGTERM, not with 0"
}

# usage: send_feed FILE KCAT_OPTION…: a line a record
send_feed()
{
    feed=$1
    shift
    kcat -P -b "$broker" -t wire.articles "$@" -l "$feed"
    sent=$((sent + $(wc -l <"$feed")))
}

# How many records have their answer, a receipt or a dead letter, committed.
answered()
{
    for topic in wire.story-events wire.deadletter; do
        kcat -C -e -q -b "$broker" -t "$topic" -o beginning -X isolation.level=read_committed -f '%h\n' 2>/dev/null
    done | grep -c 'ce_sourceoffset='
}

all_answered() { [ "$(answered)" -ge "$sent" ]; }

# What the independent reader sees of a topic. It ends when nothing has come for a while, which on a busy machine may be before its first
# record; so it reads again, more patiently, until it has as many as kcat finds, whose end of a topic is the broker's word.
read_topic()
{
    there=$(kcat -C -e -q -b "$broker" -t "$1" -o beginning -X isolation.level=read_committed -f . | wc -c)
    for wait_ms in 4000 12000 36000; do
        WAIT_MS=$wait_ms sh "$here/consume.sh" --records "$broker" "$1" >"$case_dir/$1.records" 2>"$case_dir/$1.reader.log" || return 1
        seen=$(tr -cd '\036' <"$case_dir/$1.records" | wc -c)
        [ "$seen" -lt "$there" ] || break
    done
    [ "$seen" -eq "$there" ] || { say "$1: the console consumer sees $seen records and kcat $there" >&2; return 1; }
}

# The topics wait for their end at the same time.
read_back()
{
    readers=
    for topic in $topics; do
        read_topic "$topic" &
        readers="$readers $!"
    done
    for reader in $readers; do wait "$reader" || fail "the console consumer failed; see $case_dir/*.reader.log"; done
}

check() { python3 "$here/check.py" "$@" || fail "check.py $1 finds a difference"; }

# What a consumer of the real broker gets fits the published schemas, headers and all.
fits_schemas()
{
    check lines "$case_dir" "$case_dir/lines"
    python3 "$root/tests/schemas/validate.py" "$case_dir/lines" || fail "what was published does not fit schemas/"
}

missing_topics_are_named()
{
    code=0
    timeout 60 "$parallax" run --brokers "$broker" >"$case_dir/missing.log" 2>&1 || code=$?
    if [ "$code" -eq 0 ] || [ "$code" -ge 124 ] || ! grep -qF wire.articles "$case_dir/missing.log" ||
        ! grep -qF -- --create-topics "$case_dir/missing.log"; then
        cat "$case_dir/missing.log"
        die "without its topics, parallax has to name them and the command that makes them, and end with an error (it ended with $code)"
    fi
    say "missing topics are named"
}

# Records that no decoder may accept, a file each; the file's name is the record's key.
write_broken()
{
    mkdir -p "$1"
    printf 'Not JSON at all' >"$1/not-json"
    printf '{"uri": "urn:test:cut", "headlines": [{"value": "A text that sto' >"$1/cut-off"
    printf '["urn:test:list"]' >"$1/list"
    printf '{"versioncreated": "2026-03-01T10:00:00Z", "headlines": [{"value": "Of nobody"}]}' >"$1/no-uri"
    printf '{"uri": "urn:test:no-text", "versioncreated": "2026-03-01T10:00:00Z"}' >"$1/no-text"
    printf '{"uri": "urn:test:bytes", "headlines": [{"value": "caf\351 and \377\376"}]}' >"$1/invalid-utf8"
    printf '{"uri": "urn:test:half", "headlines": [{"value": "half a \\ud83d pair"}]}' >"$1/lone-surrogate"
    printf 'two\nlines, {"uri": broken}\n' >"$1/two-lines"
    : >"$1/no-value"
}

send_broken()
{
    for file in "$1"/*; do
        name=${file##*/}
        if [ -s "$file" ]; then
            kcat -P -b "$broker" -t wire.articles -k "$name" "$file"
        else
            # -Z: an empty value is sent as none at all.
            printf '%s:\n' "$name" | kcat -P -b "$broker" -t wire.articles -K : -Z
        fi
        sent=$((sent + 1))
    done
}

# Five real texts whose times lie close together, in one partition, in the order of the file: all of it must be as in the replay.
case_meeting()
{
    begin meeting
    missing_topics_are_named
    start_parallax
    send_feed "$meeting" -p 0
    wait_for 60 "$sent answers" all_answered
    stop_parallax
    read_back
    check receipts "$case_dir" "$sent"
    fits_schemas
    "$parallax" replay "$meeting" --out "$case_dir/replay" >"$case_dir/replay.log"
    check same "$case_dir" "$case_dir/replay"
    end
}

# The sample feed over all partitions, and broken records after it: an answer for every record, every broken one as it was sent, and all
# the rest as in the replay of the same articles in the order in which they were taken.
case_sample()
{
    begin sample
    [ -f "$meeting" ] || missing_topics_are_named
    start_parallax
    check squeeze "$sample" "$case_dir/feed.ndjson"
    send_feed "$case_dir/feed.ndjson"
    write_broken "$case_dir/broken"
    send_broken "$case_dir/broken"
    wait_for 60 "$sent answers" all_answered
    stop_parallax
    read_back
    check receipts "$case_dir" "$sent"
    check deadletters "$case_dir" "$case_dir/broken"
    fits_schemas
    check taken "$case_dir" "$case_dir/taken.ndjson"
    "$parallax" replay "$case_dir/taken.ndjson" --out "$case_dir/replay" >"$case_dir/replay.log"
    check same "$case_dir" "$case_dir/replay"
    end
}

some_answered() { [ "$(answered)" -ge "$1" ]; }
log_says() { grep -qF -- "$1" "$case_dir/parallax.log"; }

# Killed twice in the middle of the sample feed, each time restored from the changelog: every record has one answer, and all of it is as in
# one replay that never ended.
case_killed()
{
    begin killed
    start_parallax --batch-records 4 --session-timeout-ms 6000
    check squeeze "$sample" "$case_dir/feed.ndjson"
    send_feed "$case_dir/feed.ndjson"
    for answers in 15 60; do
        wait_for 60 "$answers answers" some_answered "$answers"
        kill -9 "$running"
        wait "$running" 2>/dev/null || true
        start_parallax --batch-records 4 --session-timeout-ms 6000
        wait_for 60 "the restored state" log_says "the state is restored"
    done
    wait_for 60 "$sent answers" all_answered
    stop_parallax
    read_back
    check receipts "$case_dir" "$sent"
    check taken "$case_dir" "$case_dir/taken.ndjson"
    "$parallax" replay "$case_dir/taken.ndjson" --out "$case_dir/replay" >"$case_dir/replay.log"
    check same "$case_dir" "$case_dir/replay"
    foreign_format_is_refused
    end
}

# An entry as an older program wrote it: run names the command that rebuilds; it is tried, and the switch that it tells.
foreign_format_is_refused()
{
    printf 's12345678|PXCS\001 an older one\n' >"$case_dir/old"
    kcat -P -b "$broker" -t parallax.changelog -K '|' -l "$case_dir/old"
    code=0
    timeout 60 "$parallax" run --brokers "$broker" >"$case_dir/parallax.log" 2>&1 || code=$?
    { [ "$code" -eq 1 ] && log_says "--rebuild earliest" && log_says "format 1"; } || fail "a changelog of format 1 was not refused (exit code $code)"
    timeout 120 "$parallax" run --brokers "$broker" --rebuild earliest >"$case_dir/parallax.log" 2>&1 || fail "the rebuild failed"
    rebuilt=$(sed -n 's/.*--group parallax-\(rebuilt-[0-9]*\) --topic-prefix \1\.;.*/\1/p' "$case_dir/parallax.log")
    [ -n "$rebuilt" ] || fail "the rebuild did not say how to switch"
    again=$(for topic in story-events deadletter; do
        kcat -C -e -q -b "$broker" -t "$rebuilt.wire.$topic" -o beginning -X isolation.level=read_committed -f '%h\n' 2>/dev/null
    done | grep -c 'ce_sourceoffset=')
    [ "$again" -eq "$sent" ] || fail "the rebuild answered $again records of $sent"
    timeout 60 "$parallax" run --brokers "$broker" --group "parallax-$rebuilt" --topic-prefix "$rebuilt." --until-idle 1 >"$case_dir/parallax.log" 2>&1 ||
        fail "the switch failed"
    log_says "the state is restored" || fail "after the switch the state was not restored"
    say "a foreign changelog is refused, rebuilt and switched to"
}

start_sketching()
{
    "$parallax" run --brokers "$broker" --stage sketch --batch-records 2 --session-timeout-ms 6000 --transaction-timeout-ms 5000 \
        >"$case_dir/sketch-$1.log" 2>&1 &
    sketching="$sketching $!"
}

stop_sketching()
{
    for process in $sketching; do
        kill "$process"
        code=0
        wait "$process" || code=$?
        [ "$code" -eq 0 ] || fail "a sketch instance ended with $code after SIGTERM, not with 0; see $case_dir/sketch-*.log"
    done
    sketching=
}

# usage: all_share_in NUMBER: the partitions are shared out among so many instances
all_share_in() { [ "$(grep -l 'this instance sketches' "$case_dir"/sketch-*.log | wc -l)" -eq "$1" ]; }

# usage: trickle FILE: a line a record, over all partitions by chance, slowly enough for something to happen on the way
trickle()
{
    sent=$((sent + $(wc -l <"$1")))
    while IFS= read -r line; do
        printf '%s\n' "$line"
        sleep 0.1
    done <"$1" | kcat -P -b "$broker" -t wire.articles -X sticky.partitioning.linger.ms=0 -X linger.ms=0 &
    sender=$!
}

# usage: case_stages INSTANCES [kill]: so many instances sketch, one makes the stories; with kill one of those that sketch is killed on the
# way. The answers are to the articles, one each, and all of it is as in one replay.
case_stages()
{
    instances=$1
    begin "stages-$instances"
    start_parallax --stage cluster
    for i in $(seq "$instances"); do start_sketching "$i"; done
    wait_for 60 "$instances instances with partitions" all_share_in "$instances"
    check squeeze "$sample" "$case_dir/feed.ndjson"
    trickle "$case_dir/feed.ndjson"
    if [ "${2:-}" = kill ]; then
        wait_for 60 "the first answers" some_answered 20
        victim=${sketching##* }
        kill -9 "$victim"
        wait "$victim" 2>/dev/null || true
        sketching=${sketching% *}
        say "stages-$instances: killed one with $(answered) of $sent records answered"
    fi
    wait "$sender"
    write_broken "$case_dir/broken"
    send_broken "$case_dir/broken"
    # What a program of another version wrote, and what was written for another group.
    printf 'PXSR\001 an older one\n' >"$case_dir/old"
    kcat -P -b "$broker" -t parallax.sketches -p 0 -H parallax_group=other -l "$case_dir/old"
    wait_for 90 "$sent answers" all_answered
    stop_sketching
    stop_parallax
    read_back
    check receipts "$case_dir" "$sent"
    check deadletters "$case_dir" "$case_dir/broken"
    check taken "$case_dir" "$case_dir/taken.ndjson"
    "$parallax" replay "$case_dir/taken.ndjson" --out "$case_dir/replay" >"$case_dir/replay.log"
    check same "$case_dir" "$case_dir/replay"
    "$parallax" verify --stage cluster --brokers "$broker" >"$case_dir/verify.log" 2>&1 || { cat "$case_dir/verify.log"; die "verify finds a difference"; }
    foreign_sketch_is_told
    stage_is_kept
    end
}

# A sketch in the format of an older program becomes a dead letter with its article's coordinates and the command that makes it anew.
foreign_sketch_is_told()
{
    kcat -P -b "$broker" -t parallax.sketches -p 0 -H parallax_group=parallax -H ce_sourcetopic=wire.articles -H ce_sourcepartition=0 \
        -H ce_sourceoffset=987654 -l "$case_dir/old"
    timeout 60 "$parallax" run --brokers "$broker" --stage cluster --until-idle 1 >"$case_dir/parallax.log" 2>&1 || fail "the cluster stage failed"
    kcat -C -e -q -b "$broker" -t wire.deadletter -o beginning -X isolation.level=read_committed -f '%h\n' 2>/dev/null | grep 'ce_sourceoffset=987654' |
        grep 'format version 1' | grep -qF -- '--rebuild earliest' || fail "a sketch of format 1 is no dead letter that tells what to do"
    say "a foreign sketch is a dead letter that tells what to do"
}

# A group that has worked in two stages is not continued in one.
stage_is_kept()
{
    code=0
    timeout 60 "$parallax" run --brokers "$broker" --until-idle 1 >"$case_dir/parallax.log" 2>&1 || code=$?
    { [ "$code" -eq 1 ] && log_says "has worked with --stage cluster"; } || fail "a group of two stages was continued in one (exit code $code)"
    say "a group keeps to its stage"
}

. "$here/operations.sh"

if [ $# -gt 0 ]; then
    "case_$1"
    say "passed: $1"
    exit 0
fi
if [ -f "$meeting" ]; then
    case_meeting
else
    say "meeting: left out, the real texts are not beside the tree (../shared/feeds)"
fi
case_sample
case_killed
case_stages 1
case_stages 4 kill
case_operations
say "passed"
