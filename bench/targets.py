"""Prints what was aimed at beside what was measured, as ratios within one run: of the best rounds, which say what the code
takes where nothing else disturbs it, and of the medians. Met or missed goes by the best rounds.

    targets.py build/bench/peers.json build/bench/lsh.json"""
import json
import sys
from pathlib import Path

ABSENT = float("nan")


class Table:
    def __init__(self):
        self.met = self.missed = 0
        print(f"\n{'target':<64} {'wanted':>11} {'best':>11} {'median':>11}")

    def row(self, what, sign, wanted, measured, unit):
        best, median = measured
        if best != best:
            print(f"{what:<64} {'':>11} {'':>11} {'':>11}  not measured here")
            return
        met = best >= wanted if sign == ">=" else best <= wanted
        self.met, self.missed = self.met + met, self.missed + (not met)
        figures = [f"{value:.3g}{unit}" for value in (best, median)]
        print(f"{what:<64} {f'{sign} {wanted:g}{unit}':>11} {figures[0]:>11} {figures[1]:>11}  {'met' if met else 'MISSED'}")

    def at_least(self, what, wanted, measured, unit="x"):
        self.row(what, ">=", wanted, measured, unit)

    def at_most(self, what, wanted, measured, unit=""):
        self.row(what, "<=", wanted, measured, unit)


class Rows:
    def __init__(self, rows):
        self.rows = rows

    def one(self, value, **wanted):
        for row in self.rows:
            if all(row.get(key) == of for key, of in wanted.items()):
                return row[value]
        return ABSENT

    def both(self, **wanted):
        return self.one("min", **wanted), self.one("median", **wanted)


def ratio(above, below):
    return tuple(a / b for a, b in zip(above, below))


def text_rows(table, rows, isa):
    best_avx512 = isa if isa.startswith("avx512") else "avx512"
    for kernel, language, name, wanted in [(best_avx512, "en", "English", 1.5), ("avx2", "en", "English", 1.0), (isa, "mix", "ten languages", 0.6)]:
        took = rows.both(lane="texts", name=f"parallax {kernel}", language=language)
        size = rows.one("bytes", lane="texts", name=f"parallax {kernel}", language=language)
        table.at_least(f"raw text to signature, {name}, {kernel}", wanted, tuple(size / us / 1000 for us in took), " GB/s")
    ours = rows.both(lane="texts", name="parallax " + isa, language="en")
    ways = [rows.both(lane="texts", name=name, language="en") for name in ("daft, its kernel", "daft.functions.minhash")]
    table.at_least("raw text, English, against daft, the better of two ways", 20, ratio(tuple(map(min, *ways)), ours))
    for name, wanted in [("rensa", 60), ("FastSketchLSH", 60), ("datasketch, xxh32", 150), ("datasketch, SHA-1", 300)]:
        table.at_least(f"raw text, English, against {name}", wanted, ratio(rows.both(lane="texts", name=name, language="en"), ours))


def hash_rows(table, rows, isa):
    for size in [20, 60, 200, 476, 2000, 20000]:
        ours, theirs = (rows.both(lane="hashes", name=name, size=size) for name in ("parallax " + isa, "rensa"))
        table.at_least(f"from hashes, sets of {size}, against rensa", 3 if size <= 476 else 1.8, ratio(theirs, ours))
    ours, theirs = (rows.both(lane="hashes", name=name, size=476) for name in ("parallax " + isa, "FastSketchLSH"))
    table.at_least("from hashes, sets of 476, against FastSketchLSH", 4, ratio(theirs, ours))
    bound, classic = (rows.both(lane="hashes", name=name, size=2000) for name in ("multiply + minimum alone", "parallax classic"))
    table.at_least("classic mode, of the multiply + minimum bound, sets of 2000", 0.85, ratio(bound, classic))


def error_rows(table, rows):
    for size, wanted, what in [(20, 0.72, "sets of 20"), (60, 0.72, "sets of 60"), (300, 0.85, "sets of 300, a union of 400"),
                               (400, 0.85, "sets of 400, a union of 533 (*)")]:
        error = rows.one("error", lane="error", name="parallax", size=size)
        table.at_most(f"error / classic theory, {what}", wanted, (error, error))
    biases = [abs(rows.one("bias", lane="error", name="parallax", size=size)) for size in (20, 60, 200, 300, 400, 2000)]
    worst = ABSENT if any(bias != bias for bias in biases) else max(biases)
    table.at_most("the largest bias of six sizes, 4,096 to 16,384 trials each", 0.001, (worst, worst))


def index_rows(table, own):
    million, ten = (own.both(way="ahead", entries=size) for size in (10**6, 10**7))
    table.at_most("search + addition in an index of a million", 0.5, tuple(ns / 1000 for ns in million), " us")
    table.at_most("the same of ten million, as a multiple of it (**)", 1.5, ratio(ten, million), "x")
    table.at_most("memory of an entry", 200, (own.one("bytes", way="ahead", entries=10**6),) * 2, " B")
    memory = ratio(*(own.both(way="lines17", entries=size) for size in (10**7, 10**6)))
    print("(*) 128 different shingles of 533 have 0.872 by theory: no sketch of 128 places does better\n"
          f"(**) the memory alone: 17 random lines asked for at once cost {memory[0]:.2f} times as much in as much memory (median {memory[1]:.2f})")


def main():
    about = json.loads(Path(sys.argv[1]).read_text())
    own = [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
    table, rows = Table(), Rows(about["rows"])
    text_rows(table, rows, about["isa"])
    hash_rows(table, rows, about["isa"])
    error_rows(table, rows)
    index_rows(table, Rows(own))
    print(f"{table.met} met, {table.missed} missed; {about['machine']}, {about['isa']}, {about['date']}, one core")


main()
