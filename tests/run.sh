#!/bin/sh
# Every test, from a fresh clone: installs what the tests need, runs them in parts, prints the minutes of each part.
#
#   sh tests/run.sh                 all parts
#   sh tests/run.sh --quick         without the faults, the sanitizers and the bare Debian roots; at most five minutes
#   sh tests/run.sh --part NAME     one part; may be given several times
#   sh tests/run.sh --list          the names
#
# A part that fails shows the end of its log; the others run on. The logs are in build/test-logs. The last line is always of the form
# "N passed, N failed, N skipped", counting parts, and the exit code is 0 only when none failed. A part that cannot be tried on this
# machine is skipped, with its reason; with CI=true that is a failure.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
me=tests
. "$root/deploy/lib.sh"
cd "$root"
logs=build/test-logs
outputs=build/test-outputs
feed=tests/feeds/sample.ndjson
program=build/dev/parallax
shared=$root/../shared
part_seconds_max=1500

# The bare roots wait for the network half of the time: they run behind the other parts, and the last part compares what they wrote.
parts="lint-project dev neon schemas sample stories kafka faults clang asan containers"
behind="fresh-bookworm fresh-trixie"
last="same-bytes"

# ---- The parts. Each runs in a process of its own, with its output in its log; set -e makes the first failing command the end of it.

# Says why this part cannot be tried here, and ends it.
skip()
{
    echo "$*" | tee "$logs/$part.reason"
    exit 77
}

build()
{
    cmake --preset "$1"
    cmake --build --preset "$1"
}

# Sees to it that the python3 on the path, the one that ctest runs too, has jsonschema: one of the user's own may not.
need_jsonschema()
{
    python3 -c 'import jsonschema' 2>/dev/null && return 0
    /usr/bin/python3 -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not here"
    PATH=/usr/bin:$PATH
}

# Replays a feed into a new folder of that name under the outputs.
replay()
{
    rm -rf "${outputs:?}/$1"
    mkdir -p "$outputs"
    "$program" replay "$2" --out "$outputs/$1"
}

run_lint_project() { sh tests/check_tree.sh; }

run_dev()
{
    need_jsonschema
    build dev
    ctest --preset dev
}

run_asan()
{
    need_jsonschema
    build asan
    ctest --preset asan
}

# That it compiles without a warning is the test.
run_clang()
{
    command -v clang >/dev/null 2>&1 || skip "clang is not here"
    build clang
}

run_neon()
{
    command -v aarch64-linux-gnu-gcc >/dev/null 2>&1 || skip "aarch64-linux-gnu-gcc is not here"
    command -v qemu-aarch64-static >/dev/null 2>&1 || skip "qemu-aarch64-static is not here"
    sh tests/neon/run.sh build
}

run_schemas()
{
    need_jsonschema
    build dev
    replay sample "$feed"
    python3 tests/schemas/validate.py "$outputs/sample" --articles "$feed"
    if [ -f "$shared/feeds/moscow-meeting.ndjson" ]; then
        replay moscow "$shared/feeds/moscow-meeting.ndjson"
        python3 tests/schemas/validate.py "$outputs/moscow"
    fi
}

# What was planted in the sample feed comes out, and nothing that must not.
run_sample()
{
    build dev
    replay sample "$feed"
    python3 tests/feeds/check.py "$outputs/sample"
}

# Real texts, which are not ours to carry in the tree: they lie beside it.
run_stories()
{
    [ -d "$shared/eval" ] || skip "the evaluation texts are not beside the tree (../shared/eval)"
    build dev
    replay ntrex "$shared/eval/ntrex-dev/articles.ndjson"
    python3 "$shared/eval/score_stories.py" "$shared/eval/ntrex-dev/gold.tsv" "$outputs/ntrex" | tee "$outputs/ntrex.score"
    awk '/^b3/ { seen = 1; if ($NF < 0.93) { print "B-cubed F1 is below 0.93"; exit 1 } } END { if (!seen) exit 1 }' "$outputs/ntrex.score"
    replay moscow "$shared/feeds/moscow-meeting.ndjson"
    python3 tests/moscow/check.py "$outputs/moscow"
}

run_kafka()
{
    need_jsonschema
    build dev
    PARALLAX="$root/$program" sh tests/kafka/run.sh
}

# Each fault that one machine can inject, on a real broker.
run_faults() { sh tests/faults/run.sh --report "$root/$outputs/faults.md"; }

run_containers()
{
    if command -v docker-compose >/dev/null 2>&1; then
        docker-compose -f deploy/compose.yaml config
    elif docker compose version >/dev/null 2>&1; then
        docker compose -f deploy/compose.yaml config
    else
        skip "neither docker-compose nor docker compose is here"
    fi
}

run_fresh_bookworm() { sh tests/fresh/run.sh bookworm; }
run_fresh_trixie() { sh tests/fresh/run.sh trixie; }

# Two releases of Debian with another compiler, ICU and librdkafka each, and this machine's unoptimised build: the same bytes.
run_same_bytes()
{
    for release in bookworm trixie; do
        [ -d "build/fresh/$release.out" ] || { echo "there is no output from $release: run the part fresh-$release first"; exit 1; }
    done
    diff -r build/fresh/bookworm.out build/fresh/trixie.out
    build dev
    replay sample "$feed"
    if [ -n "$(git -c "safe.directory=$root" status --porcelain)" ]; then
        echo "not compared with this machine's own: the work tree has changes that the bare roots did not get"
    else
        diff -r "$outputs/sample" build/fresh/bookworm.out
    fi
    (cd "$outputs/sample" && sha256sum -- *)
}

# What a part needs of Debian besides what the build needs. python3 and git are used throughout.
packages_of()
{
    case $1 in
    dev | asan) echo python3-jsonschema libcld2-dev c++=g++ ;;
    schemas) echo python3-jsonschema ;;
    faults) echo kcat=kcat java=default-jre-headless mvn=maven ip=iproute2 ;;
    kafka) echo python3-jsonschema python3-prometheus-client curl=curl kcat=kcat java=default-jre-headless mvn=maven ;;
    clang) echo clang=clang ;;
    neon) echo aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-aarch64-static=qemu-user-static ;;
    containers) docker compose version >/dev/null 2>&1 || echo docker-compose=docker-compose ;;
    fresh-*) echo debootstrap=debootstrap ;;
    esac
}

# ---- The run.

# One part: its process, its log, its result and its seconds, and a line on the terminal.
run_part()
{
    part=$1
    rm -f "$logs/$part.reason"
    started=$(date +%s)
    # In a process group of its own, which timeout ends as a whole. Waited for in this way, a signal to us is not kept until it ends.
    timeout -k 30 "$part_seconds_max" sh tests/run.sh --inside "$part" >"$logs/$part.log" 2>&1 &
    child=$!
    code=0
    wait "$child" || code=$?
    child=
    seconds=$(($(date +%s) - started))
    result=passed
    why=
    case $code in
    0) ;;
    77)
        result=skipped
        why=$(cat "$logs/$part.reason" 2>/dev/null || tail -n 1 "$logs/$part.log")
        [ "${CI:-}" != true ] || { result=failed; why="skipped, which CI does not allow: $why"; }
        ;;
    124 | 137) result=failed why="not done after $part_seconds_max seconds" ;;
    *) result=failed ;;
    esac
    echo "$result $seconds" >"$logs/$part.result"
    if [ "$result" = failed ]; then
        # Where two things build at once, the first error stands well above the end.
        tail -n 400 "$logs/$part.log" | head -n -25 | grep -E 'error:|warning:|FAILED|\*\*\*Failed' | head -n 8 | sed "s/^/$part | /"
        tail -n 25 "$logs/$part.log" | sed "s/^/$part | /"
        why="${why:+$why; }all of it in $logs/$part.log"
    fi
    say "$part: $result, $(minutes "$seconds") min${why:+ ($why)}"
}

minutes() { awk -v s="$1" 'BEGIN { printf "%.1f", s / 60 }'; }

install_packages()
{
    # shellcheck disable=SC2086  # Lists of packages.
    apt_install "$logs/apt.log" $build_packages python3=python3 git=git || exit 1
    more=
    for part in $chosen; do more="$more $(packages_of "$part")"; done
    # Without one of these only its part cannot run, and says so.
    # shellcheck disable=SC2086
    apt_install "$logs/apt-more.log" $more || say "going on without"
}

print_table()
{
    passed=0 failed=0 skipped=0
    printf '\n%-16s %-8s %s\n' part result minutes
    for part in $chosen; do
        # Without a result it was ended from outside.
        read -r result seconds <"$logs/$part.result" || { result=failed seconds=0; }
        printf '%-16s %-8s %7s\n' "$part" "$result" "$(minutes "$seconds")"
        case $result in
        passed) passed=$((passed + 1)) ;;
        skipped) skipped=$((skipped + 1)) ;;
        *) failed=$((failed + 1)) ;;
        esac
    done
    printf '%-16s %-8s %7s\n' "the whole run" "" "$(minutes $(($(date +%s) - run_started)))"
    [ -z "$left_out" ] || echo "left out by --quick: $left_out"
    echo "$passed passed, $failed failed, $skipped skipped"
}

stop_children()
{
    trap - INT TERM
    for pid in $child $chain; do kill "$pid" 2>/dev/null || true; done
    wait
    exit 130
}

is_in() { case " $2 " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

all="$parts $behind $last"
chosen=
left_out=
child=
chain=
case ${1:-} in
--inside)
    part=$2
    "run_$(echo "$part" | tr - _)"
    exit 0
    ;;
--one-by-one)
    shift
    trap stop_children INT TERM
    for one in "$@"; do run_part "$one"; done
    exit 0
    ;;
--list)
    echo "$all"
    exit 0
    ;;
esac
while [ $# -gt 0 ]; do
    case $1 in
    --quick)
        left_out="faults asan $behind $last"
        for part in $all; do is_in "$part" "$left_out" || chosen="$chosen $part"; done
        shift
        ;;
    --part)
        is_in "${2:-}" "$all" || die "no part is named '${2:-}'; the names: $all"
        chosen="$chosen $2"
        shift 2
        ;;
    *) die "unknown: $1 (it takes --quick, --part NAME, --list)" ;;
    esac
done
[ -n "$chosen" ] || chosen=$all

run_started=$(date +%s)
mkdir -p "$logs"
# Two runs in one tree would write over each other.
exec 7>"$logs/lock"
flock -n 7 || { say "another run works in this tree; waiting for it"; flock -w 3600 7 || die "it still does after an hour"; }
for part in $chosen; do rm -f "$logs/$part.result"; done
install_packages
trap stop_children INT TERM

# A part chosen alone runs in front.
back=
if is_in dev "$chosen"; then
    for one in $behind; do if is_in "$one" "$chosen"; then back="$back $one"; fi; done
fi
if [ -n "$back" ]; then
    say "in the background:$back"
    # shellcheck disable=SC2086
    nice -n 10 sh tests/run.sh --one-by-one $back &
    chain=$!
fi
for one in $chosen; do
    is_in "$one" "$back $last" || run_part "$one"
done
[ -z "$chain" ] || wait "$chain" || true
chain=
if is_in "$last" "$chosen"; then run_part "$last"; fi

print_table
[ "$failed" -eq 0 ]
