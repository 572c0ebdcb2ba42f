"""How each peer is called: by the fastest of its documented ways that takes many sets in one call, 128 values, one thread.
Each function returns what the harness times: a call without arguments."""
import operator

import daft
import numpy as np
import rensa
import xxhash
from datasketch import MinHash, MinHashLSH
from FastSketchLSH import LSH as FastLSH
from FastSketchLSH import FastSimilaritySketch
from gaoya.minhash import MinHashStringIndex

K = 128
BANDS = 16  # of 8 values; rensa and FastSketchLSH want K to be a multiple

daft.set_runner_native()
fast = FastSimilaritySketch(size=K)


# From hashes.
def rensa_hashes(hashes, offsets):
    return lambda: rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, K, 42)


def rensa_rho_hashes(hashes, offsets):
    return lambda: rensa.RMinHash.digest_matrix_from_flat_token_hashes_rho(hashes, offsets, K, 42)


def fast_hashes(hashes, offsets):
    return lambda: fast.batch_csr(hashes, offsets, prehashed=True, num_threads=1)


def datasketch_hashes(hashes, offsets):
    """It takes objects and a function that hashes one: here numbers, and the function that does least."""
    sets = [(hashes[a:b] >> np.uint64(32)).tolist() for a, b in zip(offsets[:-1].astype(int), offsets[1:].astype(int))]
    return lambda: MinHash.bulk(sets, num_perm=K, hashfunc=operator.index)


# From shingles as bytes.
def rensa_tokens(token_sets):
    return lambda: rensa.RMinHash.digest_matrix_from_token_byte_sets(token_sets, K, 42)


def fast_tokens(token_sets):
    return lambda: fast.batch(token_sets, num_threads=1)


def datasketch_sha1_tokens(token_sets):
    return lambda: MinHash.bulk(token_sets, num_perm=K)


def datasketch_xxh32_tokens(token_sets):
    return lambda: MinHash.bulk(token_sets, num_perm=K, hashfunc=xxhash.xxh32_intdigest)


# From texts. What takes tokens gets them as its users make them; feed.shingles splits and joins, nothing else.
def rensa_texts(texts, shingles):
    return lambda: rensa.RMinHash.digest_matrix_from_token_sets([shingles(text) for text in texts], K, 42)


def rensa_rho_texts(texts, shingles):
    return lambda: rensa.RMinHash.digest_matrix_from_token_sets_rho([shingles(text) for text in texts], K, 42)


def fast_texts(texts, shingles):
    return lambda: fast.batch([shingles(text) for text in texts], num_threads=1)


def datasketch_sha1_texts(texts, shingles):
    return lambda: MinHash.bulk([[s.encode() for s in shingles(text)] for text in texts], num_perm=K)


def datasketch_xxh32_texts(texts, shingles):
    return lambda: MinHash.bulk([[s.encode() for s in shingles(text)] for text in texts], num_perm=K, hashfunc=xxhash.xxh32_intdigest)


def daft_texts(texts, hash_function="xxhash3_64"):
    """The kernel behind daft.functions.minhash, called on a column that is in memory: without the plan around it."""
    column = daft.Series.from_pylist(texts)
    return lambda: column.minhash(K, 5, 1, hash_function)


def daft_function_texts(texts, hash_function="xxhash3_64"):
    frame = daft.from_pydict({"text": texts}).collect()
    minhash = daft.functions.minhash(daft.col("text"), num_hashes=K, ngram_size=5, hash_function=hash_function)
    return lambda: frame.select(minhash).collect()


def gaoya_texts(texts):
    """It has no call that only sketches: this adds to an index as well."""
    def add():
        index = MinHashStringIndex(hash_size=32, num_bands=BANDS, band_size=K // BANDS, jaccard_threshold=0.5, analyzer="word",
                                   lowercase=False, ngram_range=(5, 5))
        index.par_bulk_insert_docs(list(range(len(texts))), texts)
    return add


# Signatures, for the error of an estimate.
def rensa_values(hashes, offsets):
    return np.array(rensa_hashes(hashes, offsets)().to_rows(), dtype=np.uint32)


def fast_values(hashes, offsets):
    return np.asarray(fast_hashes(hashes, offsets)())


def datasketch_values(hashes, offsets):
    return np.array([minhash.hashvalues for minhash in datasketch_hashes(hashes, offsets)()])


# Indexes: each of them searches for what it is given and adds it, and keeps what it has.
class RensaIndex:
    def __init__(self, bands=BANDS):
        self.index, self.next = rensa.RMinHashLSH(threshold=0.5, num_perm=K, num_bands=bands), 0

    def prepare(self, hashes, offsets):
        return rensa_hashes(hashes, offsets)()

    def add(self, matrix):
        flags = self.index.insert_matrix_and_query_duplicate_flags(matrix, self.next)
        self.next += matrix.len()
        return flags


class RensaOneShot(RensaIndex):
    """Flags within one batch, with no index kept at all."""
    def add(self, matrix):
        return self.index.query_duplicate_flags_matrix_one_shot(matrix)


class RensaEach:
    """One at a time, with the numbers of what is found."""
    def __init__(self):
        self.index, self.next = rensa.RMinHashLSH(threshold=0.5, num_perm=K, num_bands=BANDS), 0

    def prepare(self, hashes, offsets):
        sets = [[str(number) for number in part] for part in hashes.reshape(len(offsets) - 1, -1)]
        return rensa.RMinHash.from_token_sets(sets, K, 42)

    def add(self, minhashes):
        flags = []
        for minhash in minhashes:
            flags.append(len(self.index.query(minhash)) > 0)
            self.index.insert(self.next, minhash)
            self.next += 1
        return flags


class FastIndex:
    def __init__(self):
        self.index = FastLSH(num_perm=K, num_bands=BANDS, num_threads=1)

    def prepare(self, hashes, offsets):
        return fast_values(hashes, offsets)

    def add(self, sketches):
        return self.index.insert_and_query_duplicates(sketches)


class DatasketchIndex:
    def __init__(self):
        self.index, self.next = MinHashLSH(num_perm=K, params=(BANDS, K // BANDS)), 0

    def prepare(self, hashes, offsets):
        return datasketch_hashes(hashes, offsets)()

    def add(self, minhashes):
        flags = []
        for minhash in minhashes:
            flags.append(len(self.index.query(minhash)) > 0)
            self.index.insert(self.next, minhash, check_duplication=False)
            self.next += 1
        return flags
