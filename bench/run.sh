#!/bin/sh
# What an article costs: installs what is missing, builds the release and runs the benchmarks.
#   sh bench/run.sh            all of them
#   sh bench/run.sh rooms      one: bench/rooms_bench.c
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
sh "$root/deploy/quickstart.sh" --build-only
cd "$root"
names=${*:-$(ls bench/*_bench.c | sed 's,.*/,,; s,_bench\.c$,,')}
for name in $names; do
	program=build/release/bench/${name}_bench
	[ -x "$program" ] || { echo "bench: there is no bench/${name}_bench.c" >&2; exit 2; }
	echo
	echo "== $name"
	"$program"
done
