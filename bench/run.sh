#!/bin/sh
# What Parallax costs, and its peers beside it. Installs what is missing, builds the release, runs on one core.
#   sh bench/run.sh                everything: the benchmarks of rooms and kernels, the peers, the plots, the table of targets;
#                                  some 5 minutes; what is measured stands in build/bench
#   sh bench/run.sh rooms lsh      some: bench/rooms_bench.c, bench/lsh_bench.c
#   sh bench/run.sh peers          the peers, the plots and the table alone
#   sh bench/run.sh peers:error    one lane of the peers: hashes, tokens, texts, sampling, error, index
set -eu
me=bench
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/deploy/lib.sh"
cd "$root"
programs=build/release/bench
results=build/bench
core=$(($(nproc) - 1))

# The peers, from PyPI, in an environment of their own below build/.
install_peers()
{
    apt_install "$results/apt.log" python3=python3 python3-venv || exit 1
    python=build/peers/bin/python
    stamp=build/peers/requirements.txt
    [ -f "$stamp" ] && cmp -s bench/peers/requirements.txt "$stamp" && return 0
    say "installing the peers into build/peers (some 250 MB; a few minutes)"
    python3 -m venv build/peers
    build/peers/bin/pip install --quiet --disable-pip-version-check -r bench/peers/requirements.txt ||
        die "pip could not install the peers (its words are above); they need Python 3.11 or newer and PyPI. The rest runs without: sh bench/run.sh kernel lsh rooms"
    cp bench/peers/requirements.txt "$stamp"
}

run_peers()
{
    install_peers
    build/peers/bin/python bench/peers/compare.py --ours "$programs/peers_ours" --out "$results/peers.json" --core "$core" ${1:+--lane "$1"}
}

run_one()
{
    program=$programs/${1}_bench
    [ -x "$program" ] || die "there is no bench/${1}_bench.c; there are: $(names | tr '\n' ' ')peers"
    printf '\n== %s\n' "$1"
    case $1 in
    lsh) taskset -c "$core" "$program" 61 "$results/lsh.json" ;;
    restore) taskset -c "$core" "$program" tests/feeds/sample.ndjson ;;
    *) taskset -c "$core" "$program" ;;
    esac
}

names() { ls bench/*_bench.c | sed 's,.*/,,; s,_bench\.c$,,'; }

# What the plots and the table need beside the peers.
conclude()
{
    [ -f "$results/lsh.json" ] || run_one lsh
    build/peers/bin/python bench/plots.py "$results/peers.json" "$results/lsh.json" bench/plots
    build/peers/bin/python bench/targets.py "$results/peers.json" "$results/lsh.json"
}

sh deploy/quickstart.sh --build-only
mkdir -p "$results"
# shellcheck disable=SC2046 # the names are words
[ $# -gt 0 ] || set -- $(names) peers
for name in "$@"; do
    case $name in
    peers) rm -f "$results/peers.json"; run_peers; conclude ;;
    peers:*) run_peers "${name#peers:}" ;;
    *) run_one "$name" ;;
    esac
done
