"""Draws bench/plots/*.svg from what compare.py and lsh_bench wrote: no library, plain SVG, for light and dark pages.

    plots.py build/bench/peers.json build/bench/lsh.json bench/plots"""
import json
import math
import sys
from pathlib import Path

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 74, 206, 58, 52
STYLE = """<style>
text { font: 13px system-ui, sans-serif }
.title { fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.quiet { fill: #57606a; font-size: 12px }
.grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 1.75 }
.ours { stroke-width: 3.5 }
.label { paint-order: stroke; stroke: #ffffff; stroke-width: 4px }
.label-ours { font-weight: 600 }
.c0 { stroke: #0969da } .f0 { fill: #0969da } .c1 { stroke: #8250df } .f1 { fill: #8250df } .c2 { stroke: #bc4c00 } .f2 { fill: #bc4c00 }
.c3 { stroke: #1a7f37 } .f3 { fill: #1a7f37 } .c4 { stroke: #bf3989 } .f4 { fill: #bf3989 } .c5 { stroke: #57606a } .f5 { fill: #57606a }
@media (prefers-color-scheme: dark) {
.title { fill: #e6edf3 } .label { stroke: #0d1117 } .quiet { fill: #9198a1 } .grid { stroke: #3d444d }
.c0 { stroke: #58a6ff } .f0 { fill: #58a6ff } .c1 { stroke: #bc8cff } .f1 { fill: #bc8cff } .c2 { stroke: #f0883e } .f2 { fill: #f0883e }
.c3 { stroke: #3fb950 } .f3 { fill: #3fb950 } .c4 { stroke: #f778ba } .f4 { fill: #f778ba } .c5 { stroke: #9198a1 } .f5 { fill: #9198a1 }
}
</style>"""


class Axis:
    def __init__(self, low, high, start, end, log):
        self.low, self.high, self.start, self.end, self.log = low, high, start, end, log

    def at(self, value):
        low, high, value = (math.log(v) if self.log else v for v in (self.low, self.high, value))
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def number(value):
    if value >= 1e6:
        return f"{value / 1e6:g} million"
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"


def spread(places, distance):
    """Heights for labels near the places, in the same order, at least distance apart."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    heights = dict(zip(order, (places[i] for i in order)))
    for _ in range(200):
        for above, below in zip(order, order[1:]):
            gap = distance - (heights[below] - heights[above])
            if gap > 0:
                heights[above] -= gap / 2
                heights[below] += gap / 2
    return heights


def chart(title, note, x_label, y_label, x, y, x_ticks, y_ticks, series):
    """series: (name, class number, dashed, [(x, y)])."""
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{title}">', STYLE,
           f'<text class="title" x="{LEFT}" y="22">{title}</text>', f'<text class="quiet" x="{LEFT}" y="41">{note}</text>']
    for tick in y_ticks:
        out.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y.at(tick):.1f}" y2="{y.at(tick):.1f}"/>'
                   f'<text class="quiet" text-anchor="end" x="{LEFT - 8}" y="{y.at(tick) + 4:.1f}">{number(tick)}</text>')
    for tick in x_ticks:
        out.append(f'<line class="grid" x1="{x.at(tick):.1f}" x2="{x.at(tick):.1f}" y1="{HEIGHT - BOTTOM}" y2="{HEIGHT - BOTTOM + 5}"/>'
                   f'<text class="quiet" text-anchor="middle" x="{x.at(tick):.1f}" y="{HEIGHT - BOTTOM + 19}">{number(tick)}</text>')
    out.append(f'<text class="quiet" text-anchor="middle" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}">{x_label}</text>'
               f'<text class="quiet" text-anchor="middle" transform="translate(15 {(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)">{y_label}</text>')
    heights = spread([y.at(points[-1][1]) for _, _, _, points in series], 17)
    for i, (name, colour, dashed, points) in enumerate(series):
        placed = [(x.at(a), y.at(b)) for a, b in points]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in placed)
        kind = f'line c{colour}{" ours" if name == "Parallax" else ""}'
        out.append(f'<polyline class="{kind}"{" stroke-dasharray=" + chr(34) + "5 4" + chr(34) if dashed else ""} points="{path}"/>')
        if not dashed:
            out += [f'<circle class="f{colour}" cx="{a:.1f}" cy="{b:.1f}" r="{4 if name == "Parallax" else 3}"/>' for a, b in placed]
        last = placed[-1]
        if last[0] > WIDTH - RIGHT - 1:
            out.append(f'<path class="line c{colour}" style="stroke-width:1;opacity:.5" d="M{last[0] + 5:.1f} {last[1]:.1f} l{9} {heights[i] - last[1]:.1f}"/>')
        out.append(f'<text class="label f{colour}{" label-ours" if name == "Parallax" else ""}" x="{last[0] + 17:.1f}" y="{heights[i] + 4:.1f}">{name}</text>')
    return "\n".join(out) + "\n</svg>\n"


def find(rows, **wanted):
    return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]


def throughput(about, rows):
    sizes = sorted({row["size"] for row in find(rows, lane="hashes")})
    ours = "parallax " + about["isa"]
    shown = [("Parallax", 0, ours), ("Parallax, classic MinHash", 5, "parallax classic"), ("rensa", 1, "rensa"), ("FastSketchLSH", 2, "FastSketchLSH"),
             ("plain C, gcc -march=native", 3, "plain C loop, -march=native"), ("datasketch", 4, "datasketch")]
    series = [(label, colour, False, [(row["size"], 1000 / row["min"]) for size in sizes for row in find(rows, lane="hashes", name=name, size=size)])
              for label, colour, name in shown]
    series = [one for one in series if one[3]]
    x, y = Axis(20, 20000, LEFT, WIDTH - RIGHT, True), Axis(0.3, 3000, HEIGHT - BOTTOM, TOP, True)
    return chart("Sketching from hashes, 128 values, one core", f"best of the rounds in turn, higher is better; {about['machine']}, {about['isa']}, {about['date'][:10]}",
                 "shingles in the set", "million shingles a second", x, y, sizes, [0.3, 1, 3, 10, 30, 100, 300, 1000, 3000], series)


def factor(union):
    """What FSS32's variance is by theory, as a part of classic MinHash's (processor/kernel/fss32.h)."""
    a, b = (1 - 1 / 128) ** union, (1 - 2 / 128) ** union
    throws = (1 - 2 * a + b) * sum(b**i for i in range(31))
    return math.sqrt(1 - throws * 127 / (union - 1))


def error(about, rows):
    sizes = sorted({row["size"] for row in find(rows, lane="error") if row["size"] <= 2000})
    shown = [("Parallax", 0, "parallax"), ("Parallax, classic MinHash", 5, "parallax classic"), ("rensa", 1, "rensa"), ("FastSketchLSH", 2, "FastSketchLSH")]
    series = [(label, colour, False, [(row["size"], row["error"]) for size in sizes for row in find(rows, lane="error", name=name, size=size)])
              for label, colour, name in shown]
    curve = [20 * 10 ** (i / 20) for i in range(41)]
    series.append(("theory: FSS32", 3, True, [(size, factor(size * 4 / 3)) for size in curve]))
    series.append(("theory: classic", 3, True, [(20, 1.0), (2000, 1.0)]))
    x, y = Axis(20, 2000, LEFT, WIDTH - RIGHT, True), Axis(0.6, 1.1, HEIGHT - BOTTOM, TOP, False)
    return chart("Error of the similarity, two sets of one size, Jaccard 1/2", "root mean square over 4,000 pairs and more, as a part of classic MinHash's; lower is better",
                 "shingles in each set", "error / classic error by theory", x, y, sizes, [0.6, 0.7, 0.8, 0.9, 1.0, 1.1], series)


def index(about, rows, own):
    series = [("Parallax", 0, False, [(row["entries"], row["min"] / 1000) for row in own if row["way"] == "ahead"])]
    for label, colour, name in [("rensa, batch", 1, "rensa, batch"), ("FastSketchLSH, batch", 2, "FastSketchLSH, batch"),
                                ("datasketch, at 20,000", 4, "datasketch, one by one")]:
        series.append((label, colour, False, [(row["entries"], row["min"]) for row in find(rows, lane="index", name=name)]))
    series.append(("rensa, 64 bands: 100 % found", 1, False, [(row["entries"], row["min"]) for row in find(rows, lane="index", name="rensa, batch, 64 bands of 2")]))
    series = [one for one in series if one[3]]
    x, y = Axis(1e5, 1e7, LEFT, WIDTH - RIGHT, True), Axis(0.1, 300, HEIGHT - BOTTOM, TOP, True)
    found = {row["name"]: row["found"] for row in find(rows, lane="index")}
    note = f"best of the rounds, lower is better; copies found: Parallax {100 * found['parallax']:.0f} %, rensa and FastSketchLSH in 16 bands {100 * found['rensa, batch']:.0f} %"
    return chart("An index: one search and one addition, one core", note, "entries in the index", "microseconds", x, y, [1e5, 1e6, 1e7],
                 [0.1, 0.3, 1, 3, 10, 30, 100, 300], series)


def main():
    about, folder = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[3])
    rows, own = about["rows"], [json.loads(line) for line in Path(sys.argv[2]).read_text().splitlines()]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "throughput.svg").write_text(throughput(about, rows))
    (folder / "error.svg").write_text(error(about, rows))
    (folder / "index.svg").write_text(index(about, rows, own))
    print(f"drawn: {folder}/throughput.svg, error.svg, index.svg")


main()
