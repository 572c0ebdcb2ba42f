#!/usr/bin/env python3
"""Prints tests/kernel/vectors.tsv: what word_hash.h, shingle.h, minhash.h, fss32.h and bands.h define, computed slowly
and apart from the C code. Run once, when the definition is made; the tests only read the file. Needs the Python package
xxhash.

    python3 tests/kernel/make_vectors.py > tests/kernel/vectors.tsv

Columns by the first one (hashes in hexadecimal, lists separated by blanks):
    word      the word                hash
    shingles  width, the words        hashes
    sketch    width, the words        distinct shingles, 128 values of classic MinHash
    fss32     width, the words        distinct shingles, 128 values of FSS32
    bands     width, the words        17 keys
    check     what is folded          digest: d = mix(d xor item) over the items, from 0
"""
import xxhash

MASK = (1 << 64) - 1
K = 128


def word_hash(word):
    data = word.encode()
    if len(data) < 16:
        data += bytes(16 - len(data))
    return xxhash.xxh3_64_intdigest(data)


def mix(x):
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        x ^= x >> 33
        x = x * factor % 2**64
    return x ^ x >> 33


def rotate_left(x, bits):
    return (x << bits | x >> 64 - bits) & MASK


def shingle(hashes):
    total = hashes[0]
    for h in hashes[1:]:
        total = (rotate_left(total, 24) + h) % 2**64
    return mix(total)


def shingles(hashes, width):
    if len(hashes) < width:
        return [shingle(hashes)] if hashes else []
    return [shingle(hashes[i:i + width]) for i in range(len(hashes) - width + 1)]


def splitmix64(seed):
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ z >> 27) * 0x94D049BB133111EB % 2**64
        yield z ^ z >> 31


def multipliers(count):
    outputs = splitmix64(1)
    return [next(outputs) >> 32 | 1 for _ in range(count)]


def classic(items):
    return [min(m * (x % 2**32) % 2**32 for x in items) for m in multipliers(K)]


def fss32(items):
    """Bin by bin, each from all rounds, which is the same: the first round that brings it something decides."""
    factors = multipliers(31 + K)
    values = []
    for wanted in range(K):
        candidates = []
        for turn in range(31):
            thrown = [factors[turn] * (x % 2**32) % 2**32 for x in items]
            candidates += [turn * 2**27 + m % 2**27 for m in thrown if m // 2**25 == wanted]
        candidates += [31 * 2**27 + factors[31 + wanted] * (x % 2**32) % 2**32 // 32 for x in items]
        values.append(min(candidates))
    return values


def bands(values):
    keys = []
    for band in range(17):
        v0, v1 = values[2 * band:2 * band + 2]
        keys.append(mix((v0 + v1 * 2**32 + (band + 1) * 0x9e3779b97f4a7c15) % 2**64))
    return keys


def digest(items):
    d = 0
    for item in items:
        d = mix(d ^ item)
    return d


WORDS = [
    "a", "7", "oc", "fog", "über", "sieben", "ferries", "вокзал", "ميناء", "地", "震", "harbour", "lighthouse",
    "fifteenletters1", "sixteen-letters1", "seventeen-letters", "железнодорожный", "πυροσβεστική", "отсутствовавшего",
    "donaudampfschifffahrtsgesellschaft", "ab" * 64, "ab" * 64 + "c", "xyz" * 80, "xyz" * 80 + "w", "0123456789" * 60,
]

TEXTS = [
    (5, "ferry"),
    (5, "ferry late again today"),
    (5, "ferry late again today hallo"),
    (5, "the ferry to harlen island was late again on sunday because the harbour bridge would not open said the captain"),
    (5, "die fähre zur insel harlen kam am sonntag wieder zu spät weil sich die hafenbrücke nicht öffnen ließ"),
    (5, "паром на остров харлен снова опоздал в воскресенье потому что мост в гавани не открывался"),
    (5, "tick tick tick tick tick tick tick tick tick tick"),
    (5, "tick tock tick tock tick tock tick tock tick tock"),
    (4, "港 の 橋 が 開 か ず 船 は 遅 れ た"),
    (1, "the ferry to harlen island"),
    (8, "the ferry to harlen island was late again on sunday because the bridge"),
]


def line(*columns):
    print("\t".join(columns))


def hexes(numbers, digits):
    return " ".join("%0*x" % (digits, n) for n in numbers)


def main():
    for word in WORDS:
        line("word", word, "%016x" % word_hash(word))
    for width, text in TEXTS:
        found = shingles([word_hash(word) for word in text.split()], width)
        values = classic(found)
        line("shingles", str(width), text, hexes(found, 16))
        line("sketch", str(width), text, str(len(set(found))), hexes(values, 8))
        line("fss32", str(width), text, str(len(set(found))), hexes(fss32(found), 8))
        line("bands", str(width), text, hexes(bands(values), 16))
    outputs = splitmix64(7)
    found = shingles([next(outputs) for _ in range(75)], 5)
    line("check", "shingle", "%016x" % digest(found))
    line("check", "minhash", "%016x" % digest(classic(found)))
    line("check", "fss32 few", "%016x" % digest(fss32(found[:3])))
    line("check", "fss32", "%016x" % digest(fss32(found)))


if __name__ == "__main__":
    main()
