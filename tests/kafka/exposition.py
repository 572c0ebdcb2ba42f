#!/usr/bin/env python3
"""Check what /metrics says, read by Prometheus' own parser. usage: exposition.py URL [SAMPLE=VALUE...]

Each family must have its type and its help, and a name by the conventions; each SAMPLE, summed over the labels that it does not name,
must have this value: 'parallax_records_total=106', 'parallax_phase{phase="working"}=1'."""
import re
import sys
import urllib.request

from prometheus_client.parser import text_string_to_metric_families as parse


def conventions(family, problems):
    name = family.name
    if not family.documentation or family.type not in ("counter", "gauge", "histogram"):
        problems.append("%s: type %s, help '%s'" % (name, family.type, family.documentation))
    if not re.fullmatch(r"(parallax|process)_[a-z][a-z0-9_]*", name):
        problems.append("%s is no name by the conventions" % name)
    if family.type == "gauge" and name.endswith(("_total", "_count", "_sum")):
        problems.append("%s is a gauge with the name of a counter" % name)
    if re.search(r"_(ms|milliseconds|minutes|kilobytes)$", name):
        problems.append("%s is not in a base unit" % name)
    if len({(s.name, tuple(sorted(s.labels.items()))) for s in family.samples}) != len(family.samples):
        problems.append("%s: a sample is there twice" % name)


def main():
    problems, samples = [], []
    with urllib.request.urlopen(sys.argv[1], timeout=5) as reply:
        if reply.headers["Content-Type"] != "text/plain; version=0.0.4; charset=utf-8":
            problems.append("the content type is %s" % reply.headers["Content-Type"])
        text = reply.read().decode()
    families = list(parse(text))
    for family in families:
        conventions(family, problems)
        samples += family.samples
    for line in text.splitlines():
        # The parser forgives a counter without _total.
        if re.match(r"# TYPE \S+ counter$", line) and not line.split()[2].endswith("_total"):
            problems.append("%s is a counter without _total" % line.split()[2])
    for wanted in sys.argv[2:]:
        name, labels, value = re.fullmatch(r"([a-z_]+)(\{.*\})?=(\S+)", wanted).groups()
        labels = dict(re.findall(r'(\w+)="([^"]*)"', labels or ""))
        found = [s.value for s in samples if s.name == name and labels.items() <= s.labels.items()]
        if not found or sum(found) != float(value):
            problems.append("%s: found %s" % (wanted, found))
    for problem in problems:
        print("exposition: " + problem)
    print("exposition: %d families, %d samples, %d problems" % (len(families), len(samples), len(problems)))
    sys.exit(1 if problems or not families else 0)


main()
