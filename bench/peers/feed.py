"""What every contender gets: sets of hashes, texts, and a text's shingles. Seeded: each run makes the same."""
import html
import json
import re
import struct
from pathlib import Path

import numpy as np

FEED = Path(__file__).resolve().parents[2] / "tests/feeds/sample.ndjson"
LANGUAGES = ["en", "de", "es", "fr", "ru", "ar", "hi", "ko", "zh", "ja"]
TEXT_BYTES = 3000


def hash_sets(count, size, seed):
    """(hashes, offsets): count sets of size hashes each, all different."""
    hashes = np.random.default_rng(seed).integers(0, 2**64, count * size, dtype=np.uint64)
    return hashes, np.arange(count + 1, dtype=np.uint64) * np.uint64(size)


def set_pairs(trials, size, shared, seed):
    """Sets 2 i and 2 i + 1 share `shared` of their hashes: Jaccard similarity shared / (2 size - shared)."""
    rows = np.random.default_rng(seed).integers(0, 2**64, (trials, 2, size), dtype=np.uint64)
    rows[:, 1, :shared] = rows[:, 0, :shared]
    return rows.reshape(-1), np.arange(2 * trials + 1, dtype=np.uint64) * np.uint64(size)


def sets_with_copies(count, size, seed):
    """(hashes, offsets, copies): one set in four shares half to all of its union with an earlier one that is no copy itself,
    whose number stands in copies; 2^32 - 1 for the others."""
    chance = np.random.default_rng(seed)
    rows = chance.integers(0, 2**64, (count, size), dtype=np.uint64)
    copies = np.full(count, 2**32 - 1, dtype=np.uint32)
    is_copy = (chance.random(count) < 0.25) & (np.arange(count) > 100)
    originals = np.flatnonzero(~is_copy)
    which = np.flatnonzero(is_copy)
    before = np.searchsorted(originals, which)
    copies[which] = originals[(chance.random(len(which)) * before).astype(np.int64)]
    shared = chance.integers(2 * size // 3, size + 1, len(which))
    for start in range(0, len(which), 10000):
        part = which[start:start + 10000]
        mask = np.arange(size) < shared[start:start + 10000, None]
        rows[part] = np.where(mask, rows[copies[part]], rows[part])
    return rows.reshape(-1), np.arange(count + 1, dtype=np.uint64) * np.uint64(size), copies


def bodies(language):
    """The words of all articles of a language in the sample feed, without markup."""
    words = []
    for line in FEED.open(encoding="utf-8"):
        article = json.loads(line)
        if not article.get("language", "").startswith(language):
            continue
        body = article.get("body_html") or article.get("body_text") or article.get("body_xhtml") or ""
        for part in article.get("bodies", []):
            body = body or part.get("value", "")
        words += html.unescape(re.sub(r"<[^>]*>", " ", body)).split()
    return words


def texts(language, count):
    """count texts of at most TEXT_BYTES bytes, each from another place of the feed, round and round."""
    words = bodies(language)
    made = []
    for i in range(count):
        at, text, used = i * len(words) // count, [], 0
        while True:
            word = words[at % len(words)]
            used += len(word.encode()) + 1
            if used > TEXT_BYTES:
                break
            text.append(word)
            at += 1
        made.append(" ".join(text))
    return made


def shingles(text):
    """What the users of the peers that take tokens write: five words in a row, split at blanks."""
    words = text.split()
    return [" ".join(words[i:i + 5]) for i in range(len(words) - 4)]


def write_sets(path, hashes, offsets):
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(offsets) - 1))
        file.write(offsets.tobytes())
        file.write(hashes.tobytes())


def write_texts(path, made):
    raw = [text.encode() for text in made]
    offsets = np.cumsum([0] + [len(text) for text in raw], dtype=np.uint64)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(raw)))
        file.write(offsets.tobytes())
        file.write(b"".join(raw))


def write_tokens(path, token_sets):
    sets = np.cumsum([0] + [len(tokens) for tokens in token_sets], dtype=np.uint64)
    flat = [token for tokens in token_sets for token in tokens]
    ends = np.cumsum([0] + [len(token) for token in flat], dtype=np.uint64)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(token_sets)))
        file.write(sets.tobytes())
        file.write(ends.tobytes())
        file.write(b"".join(flat))
