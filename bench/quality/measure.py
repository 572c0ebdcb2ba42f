#!/usr/bin/env python3
"""Replays sets of articles whose stories are known and prints how well they are told apart; run.sh says how it is called."""
import argparse
import collections
import json
import os
import random
import re
import subprocess
import sys
import tempfile

from score import Clusters, Score, assigned

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLE = os.path.join(ROOT, "tests", "feeds")
LENGTHS = ((200, "under 200"), (1000, "200 to 999"), (4000, "1000 to 3999"), (float("inf"), "4000 and more"))
HEADLINE_MAX = 76
PIECES_MAX = 6
SAMPLE_SHARE = 0.85
LANGUAGES_MIN = 3  # fewer articles of a language say nothing of it


class Wrong(Exception):
    """The user's input cannot be measured; the text says why and what to do."""


class Article:
    def __init__(self, line, path, number):
        try:
            value = json.loads(line)
        except ValueError as error:
            raise Wrong("%s, line %d is not JSON: %s" % (path, number, error))
        self.line = line
        self.uri = value.get("uri") or value.get("guid")
        texts = [item.get("value") or "" for item in value.get("bodies") or []]
        texts += [value[key] for key in ("body_text", "body_html", "body_xhtml") if isinstance(value.get(key), str)]
        plain = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", max(texts, key=len, default=""))).strip()
        heads = [item.get("value") or "" for item in value.get("headlines") or []] + [value.get("headline") or ""]
        head = re.sub(r"<[^>]*>", "", max(heads, key=len, default="")).strip()
        self.headline = (head or plain)[:HEADLINE_MAX]
        self.length = len(plain or head)
        self.language = (value.get("language") or "und").split("-")[0]

    def length_class(self):
        return next(name for limit, name in LENGTHS if self.length < limit)


class Set:
    """A folder with articles.ndjson and gold.tsv (uri, story and, if given, topic); or the sample feed."""

    def __init__(self, folder):
        names = ("sample.ndjson", "sample.gold.tsv") if os.path.realpath(folder) == SAMPLE else ("articles.ndjson", "gold.tsv")
        self.name = "sample" if names[0] == "sample.ndjson" else os.path.basename(os.path.normpath(folder))
        articles, gold = (os.path.join(folder, name) for name in names)
        for path in (articles, gold):
            if not os.path.isfile(path):
                raise Wrong("%s is not there: a set is a folder with articles.ndjson and gold.tsv" % path)
        with open(articles, encoding="utf-8") as file:
            self.articles = [Article(line, articles, n) for n, line in enumerate(file, 1) if line.strip()]
        self.gold = {}
        with open(gold, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                columns = line.rstrip("\n").split("\t")
                if len(columns) not in (2, 3):
                    raise Wrong("%s, line %d: expected uri, story and perhaps topic, between tabs" % (gold, number))
                self.gold[columns[0]] = (columns[1], columns[2] if len(columns) == 3 else columns[1])
        self.by_uri = {article.uri: article for article in self.articles}
        absent = [uri for uri in self.gold if uri not in self.by_uri]
        if absent:
            raise Wrong("%s names %d articles that %s does not have, such as %s" % (gold, len(absent), articles, absent[0]))


def progress(text):
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K" + text)
        sys.stderr.flush()
    elif text:
        sys.stderr.write(text + "\n")


def replay(program, lines, folder):
    path = os.path.join(folder, "articles.ndjson")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(lines)
    out = os.path.join(folder, "out")
    done = subprocess.run([program, "replay", path, "--out", out], capture_output=True, text=True)
    if done.returncode != 0:
        raise Wrong("%s replay failed: %s" % (program, done.stderr.strip()))
    with open(os.path.join(out, "wire.story-events.ndjson"), encoding="utf-8") as file:
        return assigned(json.loads(line)["value"] for line in file)


def orders(articles, shuffles, samples, seed):
    yield "file order", articles
    for number in range(1, samples + 1):
        draw = random.Random("%s sample %d" % (seed, number))
        yield "sample %d" % number, [article for article in articles if draw.random() < SAMPLE_SHARE]
    for number in range(1, shuffles + 1):
        shuffled = list(articles)
        random.Random("%s %d" % (seed, number)).shuffle(shuffled)
        yield "shuffle %d" % number, shuffled


def cold_starts(articles, length):
    """Each stretch of so many articles, as a stream of its own."""
    return [articles[at:at + length] for at in range(0, len(articles) - length + 1, length)]


def mean(scores):
    return Score(scores[0].articles, *(sum(column) / len(scores) for column in list(zip(*scores))[1:]))


HEAD = "%-22s %8s   %6s %6s %6s   %6s %6s %6s" % ("", "articles", "B3 P", "R", "F1", "pair P", "R", "F1")


def row(name, score):
    return "%-22s %8d   %6.4f %6.4f %6.4f   %6.4f %6.4f %6.4f" % (
        name, score.articles, score.b3_p, score.b3_r, score.b3_f, score.pair_p, score.pair_r, score.pair_f)


def parts(a_set, key):
    found = collections.defaultdict(list)
    for uri in a_set.gold:
        found[key(a_set.by_uri[uri])].append(uri)
    return found


def print_parts(title, found, runs, order, articles_min=1):
    left_out = sum(len(uris) < articles_min for uris in found.values())
    scores = {name: mean([run.score(uris) for run in runs]) for name, uris in found.items() if len(uris) >= articles_min}
    print("\n%s%s" % (title, ", %d with fewer than %d articles left out" % (left_out, articles_min) if left_out else ""))
    print(HEAD)
    for name in sorted(scores, key=lambda name: order(name, scores[name])):
        print(row("  " + name, scores[name]))


def telling(a_set, uris):
    """The article whose headline an English reader makes most of."""
    article = min((a_set.by_uri[uri] for uri in uris), key=lambda article: (article.language != "en", not article.headline))
    return "[%s] %s" % (article.language, article.headline)


def print_confusions(a_set, run, top):
    in_cell = collections.defaultdict(list)
    for uri, (story, _) in a_set.gold.items():
        in_cell[run.got[uri], story].append(uri)

    def print_pieces(pieces):
        largest = sorted(pieces.items(), key=lambda item: (-item[1], item[0]))
        for (cluster, story), count in largest[:PIECES_MAX]:
            print("    %4d  %s" % (count, telling(a_set, in_cell[cluster, story])))
        if len(largest) > PIECES_MAX:
            print("          and %d more" % (len(largest) - PIECES_MAX))
    merged, torn = run.merged(), run.torn()
    print("\nMerged: %d stories of several events (in file order); the dearest, with the points of B3 precision they cost" % len(merged))
    for lost, cluster, cell in merged[:top]:
        print("  %.4f  story %s: %d events" % (lost, cluster, len(cell)))
        print_pieces({(cluster, story): count for story, count in cell.items()})
    print("\nTorn apart: %d events in several stories; the dearest, with the points of B3 recall they cost" % len(torn))
    for lost, story, clusters in torn[:top]:
        print("  %.4f  event %s: %d stories" % (lost, story, len(clusters)))
        print_pieces({(cluster, story): count for cluster, count in clusters.items()})


def run_of(a_set, articles, options, folder):
    kept = {article.uri for article in articles}
    return Clusters({uri: gold for uri, gold in a_set.gold.items() if uri in kept},
                    replay(options.program, [article.line for article in articles], folder))


def measure_cold(a_set, options, folder):
    for title, order in (("file order", a_set.articles), ("a shuffle", list(orders(a_set.articles, 1, 0, options.seed))[-1][1])):
        stretches = cold_starts(order, options.cold)
        scores = []
        for number, articles in enumerate(stretches, 1):
            progress("%s: cold start %d of %d, %s" % (a_set.name, number, len(stretches), title))
            scores.append(run_of(a_set, articles, options, folder).score())
        progress("")
        if scores:
            print(row("  %d cold starts" % len(scores), mean(scores)) + "   of %d articles each, %s" % (options.cold, title))


def measure(a_set, options, folder):
    runs, rows = [], []
    sampled = []
    for name, articles in orders(a_set.articles, options.shuffles, options.samples, options.seed):
        progress("%s: replaying %d articles, %s" % (a_set.name, len(articles), name))
        run = run_of(a_set, articles, options, folder)
        (sampled if name.startswith("sample") else runs).append(run)
        rows.append(row("  " + name, run.score()) + "   %d stories for %d events%s" % (
            len(run.cells), len(run.by_gold), ", %d articles unassigned" % run.unassigned if run.unassigned else ""))
    progress("")
    print("== %s" % a_set.name)
    print(HEAD)
    print("\n".join(rows))
    if len(runs) > 1:
        print(row("  mean", mean([run.score() for run in runs])))
    if sampled:
        print(row("  mean of samples", mean([run.score() for run in sampled])))
    if options.cold > 0:
        measure_cold(a_set, options, folder)
    if not options.brief:
        of_all = "" if len(runs) == 1 else ", mean of the orders"
        print_parts("By language, worst first" + of_all, parts(a_set, lambda article: article.language), runs,
                    lambda name, score: (score.b3_f, name), LANGUAGES_MIN)
        names = [name for _, name in LENGTHS]
        print_parts("By length in characters" + of_all, parts(a_set, Article.length_class), runs,
                    lambda name, score: names.index(name))
        print_confusions(a_set, runs[0], options.top)
    print(flush=True)


def main():
    parser = argparse.ArgumentParser(prog="sh bench/quality/run.sh", description="Replays articles whose stories are known, in "
                                     "file order and in shuffles, and prints how well they are told apart.")
    parser.add_argument("folders", nargs="*", metavar="FOLDER", help="with articles.ndjson and gold.tsv; without one, the sample feed")
    parser.add_argument("--shuffles", type=int, default=3, metavar="N", help="besides file order (default 3)")
    parser.add_argument("--samples", type=int, default=0, metavar="N", help="in file order, each with 85 of 100 articles drawn at "
                        "random (default 0): how much one order's figure is worth")
    parser.add_argument("--cold", type=int, default=0, metavar="N", help="and each stretch of N articles, in file order and in a shuffle, as "
                        "a stream of its own (default 0, none): what is known before a stream has told")
    parser.add_argument("--seed", default="1", help="of the shuffles and samples (default 1): the same seed gives the same orders anywhere")
    parser.add_argument("--top", type=int, default=5, metavar="N", help="confusions to print of each kind (default 5)")
    parser.add_argument("--brief", action="store_true", help="only the scores of the orders")
    parser.add_argument("--program", default=os.path.join(ROOT, "build", "release", "parallax"), help="default: build/release/parallax")
    options = parser.parse_args()
    try:
        if not os.access(options.program, os.X_OK):
            raise Wrong("%s is not there or not a program: build it with sh deploy/quickstart.sh --build-only" % options.program)
        options.program = os.path.abspath(options.program)
        for a_set in [Set(folder) for folder in options.folders or [SAMPLE]]:
            with tempfile.TemporaryDirectory(prefix="parallax-quality-") as folder:
                measure(a_set, options, folder)
    except Wrong as error:
        progress("")
        sys.exit("quality: %s" % error)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
