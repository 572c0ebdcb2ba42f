#!/bin/sh
# The faults that Parallax must survive, each injected into a running instance on a real Kafka broker, with an independent reader as the
# judge: nothing lost, nothing doubled. What was injected and seen goes to tests/faults/REPORT.md.
#
#   sh tests/faults/run.sh                 every case in its short form
#   sh tests/faults/run.sh --only NAME     one case; may be given several times; without a report
#   sh tests/faults/run.sh --list          the names
#   sh tests/faults/run.sh --report FILE   the report goes there
#   sh tests/faults/run.sh --long          longer outages, and a kill every two seconds over a long feed
#   sh tests/faults/run.sh --long --size N   so many articles in it (1,000,000)
#   sh tests/faults/run.sh --long --minutes N   no more of them after so many minutes: what has been fed by then is judged
#   sh tests/faults/run.sh --kafka 4.3.1   the same on another Kafka
#   sh tests/faults/run.sh --mutations     builds with one planted mistake each: the cases must find every one of them
#
# Exit code 77: it cannot be tried here, for the reason printed. Everything it leaves is in build/faults.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
me=faults
for word in "$@"; do
    [ "$word" != --list ] || { exec python3 "$here/faults.py" --list; }
done
kafka=3.9.2
mutations=
only=
report=
arguments=
while [ $# -gt 0 ]; do
    case $1 in
    --kafka) kafka=$2; shift 2 ;;
    --mutations) mutations=1; shift ;;
    --report) report=$2; shift 2 ;;
    --only) arguments="$arguments --only $2" only=1; shift 2 ;;
    --size | --minutes | --jobs) arguments="$arguments $1 $2"; shift 2 ;;
    --long) arguments="$arguments --long"; shift ;;
    *) echo "faults: unknown: $1" >&2; exit 2 ;;
    esac
done
KAFKA_VERSION=$kafka
export KAFKA_VERSION
here=$here/../kafka
. "$here/env.sh"
here=$root/tests/faults
for tool in java mvn kcat python3; do
    command -v "$tool" >/dev/null 2>&1 || { say "$tool is not here"; exit 77; }
done
(here=$root/tests/kafka && kafka_jars) || exit 77

# Two runs in one tree would end each other's brokers.
mkdir -p "$root/build/faults"
exec 8>"$root/build/faults.lock"
flock -n 8 || { say "another run works in this tree; waiting for it"; flock -w 1200 8 || die "it still does after 20 minutes"; }
cd "$root"
cmake --preset fault-points >build/faults-build.log 2>&1 && cmake --build --preset fault-points >>build/faults-build.log 2>&1 ||
    { tail -n 20 build/faults-build.log; die "the build with fault points failed"; }
# A copy, which a build meanwhile does not take away.
cp build/fault-points/parallax build/faults-parallax
export KAFKA_LIBS="$libs"
# The report of the tree is that of the whole suite on the Kafka above.
[ -n "$report$only" ] || [ "$kafka" != 3.9.2 ] || report=$here/REPORT.md
if [ -n "$mutations" ]; then
    # shellcheck disable=SC2086
    exec python3 "$here/mutations.py" $arguments
fi
# The arguments are a list: they are split on purpose.
# shellcheck disable=SC2086
exec python3 "$here/faults.py" --program "$root/build/faults-parallax" --kafka "$kafka" ${report:+--report "$report"} $arguments
