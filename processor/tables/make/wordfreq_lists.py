#!/usr/bin/env python3
"""Prints the commonest words of each language that wordfreq has: tag, word and the share of running text, between tabs,
commonest first. usage: wordfreq_lists.py WHEEL WORDS

The lists are in the wheel as gzipped MessagePack: a header, then for each hundredth of a decade of frequency, from 1 down, the
words of about that frequency."""
import gzip
import re
import sys
import zipfile


def read(data, at):
    """The value at a place and the place behind it: of MessagePack what the lists are made of."""
    kind = data[at]
    if kind < 0x80:
        return kind, at + 1
    if kind < 0x90:
        return read_items(data, at + 1, 2 * (kind & 15))
    if kind < 0xa0:
        return read_items(data, at + 1, kind & 15)
    if kind < 0xc0:
        return read_text(data, at + 1, kind & 31)
    sizes = {0xd9: 1, 0xda: 2, 0xdb: 4, 0xdc: 2, 0xdd: 4}
    if kind not in sizes:
        sys.exit("wordfreq_lists: a byte %#x that the lists do not have" % kind)
    behind = at + 1 + sizes[kind]
    length = int.from_bytes(data[at + 1:behind], "big")
    return (read_text if kind < 0xdc else read_items)(data, behind, length)


def read_text(data, at, length):
    return data[at:at + length].decode("utf-8"), at + length


def read_items(data, at, count):
    items = []
    for _ in range(count):
        item, at = read(data, at)
        items.append(item)
    return items, at


def main():
    wheel, most = zipfile.ZipFile(sys.argv[1]), int(sys.argv[2])
    names = sorted(name for name in wheel.namelist() if re.fullmatch(r"wordfreq/data/small_\w+\.msgpack\.gz", name))
    for name in names:
        tag = re.search(r"small_(\w+)\.", name).group(1)
        steps = read(gzip.decompress(wheel.read(name)), 0)[0][1:]
        words = [(word, step) for step, of_step in enumerate(steps) for word in sorted(of_step)]
        for word, step in words[:most]:
            print("%s\t%s\t%.3e" % (tag, word, 10.0 ** (-step / 100.0)))


if __name__ == "__main__":
    main()
