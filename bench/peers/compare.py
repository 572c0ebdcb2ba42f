"""Parallax beside its peers: the same input, one core, round after round in turn (A B C A B C ...), each peer by its
fastest documented bulk call (libraries.py). Prints minimum, median and maximum, and writes everything as JSON.

    compare.py --ours build/release/bench/peers_ours --out build/bench/peers.json [--lane NAME ...] [--core N]"""
import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

# Before the libraries read them: one thread each.
for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TOKIO_WORKER_THREADS"):
    os.environ[name] = "1"
os.environ.update(DAFT_PROGRESS_BAR="0", DAFT_ANALYTICS_ENABLED="0", DO_NOT_TRACK="true")


def pin(core):
    os.sched_setaffinity(0, {core if core in os.sched_getaffinity(0) else max(os.sched_getaffinity(0))})


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--lane", action="append", choices=["hashes", "tokens", "texts", "sampling", "error", "index"])
    parser.add_argument("--core", type=int, default=max(os.sched_getaffinity(0)))
    return parser.parse_args()


ARGUMENTS = arguments()
pin(ARGUMENTS.core)

import numpy as np  # noqa: E402

import feed  # noqa: E402
import libraries as peers  # noqa: E402
from ours import Ours  # noqa: E402

SIZES = [20, 60, 200, 476, 2000, 20000]
ROUNDS = 11
SAY_WIDTH = 34


def say(text=""):
    print(text, flush=True)


def timed(call):
    start = time.perf_counter_ns()
    call()
    return time.perf_counter_ns() - start


class Lane:
    """Contenders that take turns: each has a call that returns nanoseconds, and how many units that call does."""

    def __init__(self, name, unit, scale=1.0):
        self.name, self.unit, self.scale, self.contenders = name, unit, scale, []

    def ours(self, name, call, units):
        self.contenders.append((name, call, units))

    def peer(self, name, call, units):
        self.contenders.append((name, lambda: timed(call), units))

    def run(self, rounds=ROUNDS, **more):
        took = {name: [] for name, _, _ in self.contenders}
        for turn in range(rounds + 1):  # the first warms up
            for name, call, units in self.contenders:
                nanoseconds = call() / units / self.scale
                if turn > 0:
                    took[name].append(nanoseconds)
        rows = []
        for name, values in took.items():
            values.sort()
            row = dict(more, lane=self.name, unit=self.unit, name=name, min=values[0], median=values[len(values) // 2], max=values[-1])
            rows.append(row)
            say(f"  {name:{SAY_WIDTH}} {row['min']:12.3f} {row['median']:12.3f} {row['max']:12.3f}")
        return rows


def heading(lane, unit):
    say(f"\n{lane}: {unit}\n  {'':{SAY_WIDTH}} {'min':>12} {'median':>12} {'max':>12}")


def same_bits(ours, folder):
    """What is compared must be one thing: the plain loop and all kernels give the same values."""
    ours.ask("kernel", "scalar")
    right = {way: ours.values(source, folder / "values") for way, source in [("minhash", "plain"), ("native", "plain"), ("fss32", "fss32")]}
    for kernel in ours.ask("kernels")[1:]:
        ours.ask("kernel", kernel)
        for way, values in right.items():
            if not np.array_equal(values, ours.values(way, folder / "values")):
                raise SystemExit(f"bench: {way} of kernel {kernel} gives other values than it should")


def some(sets, hashes, offsets):
    """The first sets of a larger number, for a peer that would take minutes for all."""
    return hashes[:int(offsets[sets])], offsets[:sets + 1]


def lane_hashes(ours, folder):
    rows = []
    for size in SIZES:
        count = max(4, 48000 // size)  # a millisecond or less a turn, so that on a busy machine some turns are not interrupted
        hashes, offsets = feed.hash_sets(count, size, size)
        path = folder / "sets"
        feed.write_sets(path, hashes, offsets)
        ours.ask("sets", path)
        same_bits(ours, folder)
        few = max(1, 4000 // size)
        lane = Lane("hashes", "ns a shingle")
        for kernel in ours.ask("kernels")[1:]:
            lane.ours(f"parallax {kernel}", ours.way("fss32", kernel), count * size)
        lane.ours("parallax, and the set's size", ours.way("hashes"), count * size)
        lane.ours("parallax classic", ours.way("minhash"), count * size)
        lane.ours("multiply + minimum alone", ours.way("bound"), count * size)
        lane.ours("plain C loop, gcc -O3", ours.way("plain"), count * size)
        lane.ours("plain C loop, -march=native", ours.way("native"), count * size)
        lane.peer("rensa", peers.rensa_hashes(hashes, offsets), count * size)
        lane.peer("FastSketchLSH", peers.fast_hashes(hashes, offsets), count * size)
        lane.peer("datasketch", peers.datasketch_hashes(*some(few, hashes, offsets)), few * size)
        heading(f"from hashes, sets of {size}", "ns a shingle")
        rows += lane.run(rounds=5 * ROUNDS, size=size)
    return rows


def lane_tokens(ours, folder):
    texts = feed.texts("en", 200)
    token_sets = [[shingle.encode() for shingle in feed.shingles(text)] for text in texts]
    count = sum(len(tokens) for tokens in token_sets)
    feed.write_tokens(folder / "tokens", token_sets)
    ours.ask("tokens", folder / "tokens")
    few = 10
    few_count = sum(len(tokens) for tokens in token_sets[:few])
    lane = Lane("tokens", "ns a shingle")
    lane.ours("parallax", ours.way("tokens"), count)
    lane.peer("rensa", peers.rensa_tokens(token_sets), count)
    lane.peer("FastSketchLSH", peers.fast_tokens(token_sets), count)
    lane.peer("datasketch, xxh32", peers.datasketch_xxh32_tokens(token_sets[:few]), few_count)
    lane.peer("datasketch, SHA-1", peers.datasketch_sha1_tokens(token_sets[:few]), few_count)
    heading(f"from shingles as bytes, {count // len(texts)} a text", "ns a shingle")
    return lane.run()


def texts_of(language):
    if language == "en":
        return feed.texts("en", 200)
    return [text for one in feed.LANGUAGES for text in feed.texts(one, 20)]


def lane_texts(ours, folder):
    rows = []
    for language in ["en", "mix"]:
        texts = texts_of(language)
        size = sum(len(text.encode()) for text in texts)
        feed.write_texts(folder / "texts", texts)
        ours.ask("texts", folder / "texts")
        lane = Lane("texts", "us a text", 1000.0)
        for kernel in ours.ask("kernels")[1:]:
            lane.ours(f"parallax {kernel}", ours.way("text", kernel), len(texts))
        few = texts[::20]
        lane.peer("daft, its kernel", peers.daft_texts(texts), len(texts))
        lane.peer("daft.functions.minhash", peers.daft_function_texts(texts * 5), 5 * len(texts))
        lane.peer("rensa", peers.rensa_texts(texts, feed.shingles), len(texts))
        lane.peer("FastSketchLSH", peers.fast_texts(texts, feed.shingles), len(texts))
        lane.peer("gaoya (and adds to an index)", peers.gaoya_texts(texts), len(texts))
        lane.peer("datasketch, xxh32", peers.datasketch_xxh32_texts(few, feed.shingles), len(few))
        lane.peer("datasketch, SHA-1", peers.datasketch_sha1_texts(few, feed.shingles), len(few))
        what = "English" if language == "en" else "ten languages"
        heading(f"from raw text, {size // len(texts)} bytes, {what}", "us a text")
        rows += lane.run(language=language, bytes=size / len(texts))
    return rows


def agreement(values):
    return (values[0::2] == values[1::2]).mean(axis=1)


def lane_sampling(ours, folder):
    """rensa's rho looks at a sample of the tokens' places. Beside its speed: does it still find a text to which six words
    were put in front?"""
    import rensa
    chance = np.random.default_rng(5)
    texts, pairs = [], []
    for _ in range(300):
        words = [f"w{number}" for number in chance.integers(0, 30000, 486)]
        texts.append(" ".join(words[6:]))
        pairs += [" ".join(words[6:]), " ".join(words)]
    feed.write_texts(folder / "texts", texts)
    ours.ask("texts", folder / "texts")
    lane = Lane("sampling", "us a text", 1000.0)
    lane.ours("parallax", ours.way("text"), len(texts))
    lane.peer("rensa, all tokens", peers.rensa_texts(texts, feed.shingles), len(texts))
    lane.peer("rensa rho, a sample", peers.rensa_rho_texts(texts, feed.shingles), len(texts))
    heading("from raw text, sampling allowed", "us a text")
    rows = lane.run()
    hashes, offsets = feed.hash_sets(500, 476, 6)
    feed.write_sets(folder / "sets", hashes, offsets)
    ours.ask("sets", folder / "sets")
    lane = Lane("sampling", "ns a shingle")
    lane.ours("parallax", ours.way("fss32"), len(hashes))
    lane.peer("rensa, all tokens", peers.rensa_hashes(hashes, offsets), len(hashes))
    lane.peer("rensa rho, a sample", peers.rensa_rho_hashes(hashes, offsets), len(hashes))
    heading("from hashes, sets of 476, sampling allowed", "ns a shingle")
    rows += lane.run(size=476)
    feed.write_texts(folder / "pairs", pairs)
    ours.ask("texts", folder / "pairs")
    found = {"parallax": (agreement(ours.values("text", folder / "values")) >= 0.5).mean()}
    for name, sketch in [("rensa, all tokens", rensa.RMinHash.digest_matrix_from_token_sets),
                         ("rensa rho, a sample", rensa.RMinHash.digest_matrix_from_token_sets_rho)]:
        index = rensa.RMinHashLSH(threshold=0.5, num_perm=peers.K, num_bands=peers.BANDS)
        flags = [index.query_duplicate_flags_matrix_one_shot(sketch([feed.shingles(a), feed.shingles(b)], peers.K, 42))
                 for a, b in zip(pairs[0::2], pairs[1::2])]
        found[name] = float(np.mean([pair[1] for pair in flags]))
    say("  still found with six words in front (Jaccard 0.98):")
    for row in rows:
        row["found"] = float(found[row["name"]])
    for name, share in found.items():
        say(f"  {name:{SAY_WIDTH}} {share:12.3f}")
    return rows


def lane_error(ours, folder):
    rows = []
    say(f"\nerror of the estimate at Jaccard 1/2, as a part of classic MinHash's sqrt(J (1 - J) / 128); bias\n"
        f"  {'':{SAY_WIDTH}} {'error':>12} {'bias':>12} {'trials':>12}")
    for size, trials in [(20, 16384), (60, 16384), (200, 16384), (300, 16384), (400, 16384), (2000, 4096), (20000, 400)]:
        shared = round(2 * size / 3)
        jaccard = shared / (2 * size - shared)
        theory = (jaccard * (1 - jaccard) / peers.K) ** 0.5
        hashes, offsets = feed.set_pairs(trials, size, shared, size)
        feed.write_sets(folder / "sets", hashes, offsets)
        ours.ask("sets", folder / "sets")
        ours.ask("kernel", "best")
        few = min(trials, 2_000_000 // size // 20)  # the slow ones
        contenders = [("parallax", trials, lambda: ours.values("fss32", folder / "values")),
                      ("parallax classic", trials, lambda: ours.values("minhash", folder / "values")),
                      ("rensa", trials, lambda: peers.rensa_values(hashes, offsets)),
                      ("FastSketchLSH", trials, lambda: peers.fast_values(hashes, offsets)),
                      ("datasketch", few, lambda: peers.datasketch_values(*some(2 * few, hashes, offsets)))]
        for name, tried, call in contenders:
            off = agreement(call()) - jaccard
            row = dict(lane="error", name=name, size=size, trials=tried, error=float(np.sqrt((off**2).mean()) / theory), bias=float(off.mean()))
            rows.append(row)
            say(f"  {name:{SAY_WIDTH - 8}} {size:7d} {row['error']:12.3f} {row['bias']:+12.5f} {tried:12d}")
    return rows


def resident_bytes():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def lane_index(ours, folder):
    rows = []
    for entries in [100_000, 1_000_000]:
        hashes, offsets, copies = feed.sets_with_copies(entries, 60, 9)
        feed.write_sets(folder / "sets", hashes, offsets)
        copies.tofile(folder / "copies")
        ours.ask("sets", folder / "sets")
        ours.ask("kernel", "best")
        ours.run("hashes")
        ours_bytes = int(ours.ask("index", entries, folder / "copies")[1])
        (folder / "sets").unlink()
        contenders = [("rensa, batch", peers.RensaIndex, entries), ("rensa, batch, no index kept", peers.RensaOneShot, entries),
                      ("FastSketchLSH, batch", peers.FastIndex, entries), ("rensa, batch, 64 bands of 2", lambda: peers.RensaIndex(64), 100_000),
                      ("rensa, one by one", peers.RensaEach, 100_000), ("datasketch, one by one", peers.DatasketchIndex, 20_000)]
        contenders = [[name, make(), limit, [], 0, 0, 0] for name, make, limit in contenders if limit == entries or entries == 100_000]
        took, asked, found = [], 0, 0
        chunk = entries // 20
        for start in range(0, entries, chunk):
            answer = ours.ask("fill", start, start + chunk)
            took.append(float(answer[1]) / chunk)
            asked, found = asked + int(answer[2]), found + int(answer[3])
            for contender in contenders:
                name, index, limit = contender[:3]
                part = min(chunk, limit // 20)
                begin = start * part // chunk
                prepared = index.prepare(hashes[begin * 60:(begin + part) * 60], offsets[:part + 1])
                before = resident_bytes()
                begun = time.perf_counter_ns()
                flags = index.add(prepared)
                contender[3].append((time.perf_counter_ns() - begun) / part)
                contender[4] += resident_bytes() - before
                copied = copies[begin:begin + part] != 2**32 - 1
                contender[5] += int(np.asarray(flags)[copied].sum())
                contender[6] += int(copied.sum())
            if sys.stderr.isatty():
                print(f"\r  {100 * (start + chunk) // entries} % of {entries} entries ", end="", file=sys.stderr, flush=True)
        heading(f"an index of {entries} entries, its second half", "us an entry, searched for and added")
        results = [("parallax", entries, took, ours_bytes / entries, found / asked)]
        results += [(c[0], c[2], c[3], 0 if "no index" in c[0] else c[4] / c[2], c[5] / c[6]) for c in contenders]
        for name, size, values, per_entry, share in results:
            late = sorted(value / 1000.0 for value in values[10:])
            row = dict(lane="index", unit="us an entry", name=name, entries=entries, size=size, min=late[0], median=late[len(late) // 2], max=late[-1],
                       bytes=per_entry, found=share)
            rows.append(row)
            of = "" if size == entries else f" of {size}"
            say(f"  {name + of:{SAY_WIDTH}} {row['min']:12.3f} {row['median']:12.3f} {row['max']:12.3f}"
                f"   {per_entry:6.0f} bytes an entry, {100 * share:5.1f} % of the copies found")
    return rows


def machine():
    name = platform.machine()
    for line in open("/proc/cpuinfo"):
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    return name


def main():
    names = ["rensa", "FastSketchLSH", "datasketch", "daft", "gaoya", "numpy", "xxhash"]
    versions = {name: importlib.metadata.version(name) for name in names}
    ours = Ours(ARGUMENTS.ours)
    about = {"machine": machine(), "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
             "isa": ours.ask("kernel", "best")[1], "python": platform.python_version(), "versions": versions}
    say(f"machine: {about['machine']}, {about['isa']}; core {list(os.sched_getaffinity(0))[0]} alone")
    say(f"date: {about['date']}\npeers: " + ", ".join(f"{name} {version}" for name, version in versions.items()))
    out = Path(ARGUMENTS.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = json.loads(out.read_text())["rows"] if out.exists() else []
    lanes = ARGUMENTS.lane or ["hashes", "tokens", "texts", "sampling", "error", "index"]
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        for lane in lanes:
            rows = globals()["lane_" + lane](ours, Path(folder))
            kept = [row for row in kept if row["lane"] != lane] + rows
            out.write_text(json.dumps(dict(about, rows=kept), indent=1) + "\n")
    ours.close()
    say(f"\nwritten to {out}")


main()
