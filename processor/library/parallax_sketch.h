/* parallax_sketch.h: text in, signature out: MinHash signatures of texts in any language, fast, the same bits on every
 * machine. The whole of libparallax_sketch's interface; C and C++.
 *
 *     struct parallax_sketcher *sketcher = parallax_sketcher_new(NULL, NULL);
 *     struct parallax_signature a, b;
 *     parallax_sketch_text(sketcher, text_a, length_a, PARALLAX_FSS32, &a);
 *     parallax_sketch_text(sketcher, text_b, length_b, PARALLAX_FSS32, &b);
 *     double jaccard, error;
 *     parallax_compare(&a, &b, &jaccard, &error);
 *     parallax_sketcher_free(sketcher);
 *
 * What is sketched is the set of a text's shingles: 5 consecutive words (4 characters of scripts that write no spaces
 * between words), normalised by Unicode 15.0's NFKC_Casefold and an Arabic letter fold, words by UAX #29. A text of fewer
 * words is one shingle of what it has.
 *
 * A sketcher is used by one thread at a time; signatures are plain values and comparing them needs no sketcher. Nothing
 * here writes to a file, reads a clock or calls exit, except that a process without memory ends. */
#ifndef PARALLAX_SKETCH_H
#define PARALLAX_SKETCH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__) || defined(__clang__)
#define PARALLAX_API __attribute__((visibility("default")))
#else
#define PARALLAX_API
#endif

#define PARALLAX_K 128                    /* values in a signature */
#define PARALLAX_TEXT_BYTES_MAX (1u << 30) /* of one text */
#define PARALLAX_SIGNATURE_BYTES 536      /* of its binary form */

enum parallax_scheme {
	PARALLAX_CLASSIC = 1, /* classic MinHash (Broder 1997): the plain reference */
	PARALLAX_FSS32 = 2    /* Fast Similarity Sketching (Dahlgaard, Knudsen, Thorup 2017): faster, and a smaller error */
};

enum parallax_status {
	PARALLAX_OK = 0,
	PARALLAX_NO_KERNEL,      /* this machine has no kernel of that name */
	PARALLAX_WRONG_KERNEL,   /* the kernel gives wrong answers on this machine: choose another */
	PARALLAX_BAD_SCHEME,     /* no such scheme */
	PARALLAX_TOO_LONG,       /* the text has more than PARALLAX_TEXT_BYTES_MAX bytes */
	PARALLAX_NOT_COMPARABLE, /* the signatures differ in scheme, length, seed or normaliser, or one is none */
	PARALLAX_BAD_BYTES       /* not the binary form of a signature */
};

/* What the status means, a sentence in English. */
PARALLAX_API const char *parallax_status_text(enum parallax_status status);

/* Two signatures that agree in the first four fields can be compared. */
struct parallax_signature {
	uint32_t scheme;     /* enum parallax_scheme */
	uint32_t k;          /* PARALLAX_K */
	uint32_t seed;
	uint32_t normaliser; /* version of the rules that make words of a text; 0: hashes of the caller's own */
	uint32_t set_size;   /* different shingles: exact up to 1024, an estimate above; 0 of a text without words: resembles
	                        nothing, not even its like */
	uint32_t values[PARALLAX_K];
};

struct parallax_sketcher;

/* kernel: NULL for the best set of inner loops that this machine has, or the name of one of them: "scalar", "avx2",
 * "avx512", "avx512vbmi", "neon". All give the same bits. The kernel's known answers are checked first. Returns NULL with
 * *ret_status (which may be NULL) set when there is none. */
PARALLAX_API struct parallax_sketcher *parallax_sketcher_new(const char *kernel, enum parallax_status *ret_status);
PARALLAX_API void parallax_sketcher_free(struct parallax_sketcher *sketcher); /* NULL is allowed */
PARALLAX_API const char *parallax_sketcher_kernel(const struct parallax_sketcher *sketcher);

/* The signature of a text in UTF-8. Bytes that are not UTF-8 are read as U+FFFD, which ends a word. Memory is kept from
 * call to call: about four bytes for each of the longest text, and sixteen for each of its words. */
PARALLAX_API enum parallax_status parallax_sketch_text(struct parallax_sketcher *sketcher, const char *text, size_t length,
	enum parallax_scheme scheme, struct parallax_signature *ret_signature);

/* The signature of the caller's own set, given as 64-bit hashes in any order, repeated or not. They must be well mixed:
 * every bit of them uniform (XXH3, SipHash, MurmurHash3's finaliser; not a counter, not FNV). */
PARALLAX_API enum parallax_status parallax_sketch_hashes(struct parallax_sketcher *sketcher, const uint64_t *hashes, size_t count,
	enum parallax_scheme scheme, struct parallax_signature *ret_signature);

/* The Jaccard similarity of the two sets as estimated, unbiased, and its standard error; either pointer may be NULL. */
PARALLAX_API enum parallax_status parallax_compare(const struct parallax_signature *a, const struct parallax_signature *b,
	double *ret_jaccard, double *ret_error);

/* The signature of the two sets' union: the smaller value in each place; the set size is estimated from both sizes and the
 * similarity. ret_signature may be a or b. */
PARALLAX_API enum parallax_status parallax_merge(const struct parallax_signature *a, const struct parallax_signature *b,
	struct parallax_signature *ret_signature);

/* The binary form: "PXS1", then scheme, k, seed, normaliser, set_size and the values, each of 32 bits, little-endian. */
PARALLAX_API void parallax_signature_write(const struct parallax_signature *signature, uint8_t ret_bytes[PARALLAX_SIGNATURE_BYTES]);
PARALLAX_API enum parallax_status parallax_signature_read(const uint8_t *bytes, size_t length, struct parallax_signature *ret_signature);

/* One byte of each value, for an index that keeps many: two are equal with probability J + (1 - J) / 256.
 * parallax_compare_bytes undoes that; of two empty sets it says nothing. */
PARALLAX_API void parallax_signature_shorten(const struct parallax_signature *signature, uint8_t ret_bytes[PARALLAX_K]);
PARALLAX_API double parallax_compare_bytes(const uint8_t a[PARALLAX_K], const uint8_t b[PARALLAX_K]);

/* An index of signatures of one kind: which of those added lately are like this one, in a third of a microsecond among a
 * million. A window: in a full index an addition drops the oldest. 181 bytes an entry, all taken at once; whatever comes in,
 * a call touches a bounded number of them. Of copies of Jaccard similarity 0.5, 99 in 100 are found, of more similar ones
 * more: locality-sensitive hashing in 17 bands of 2 values.
 *
 *     parallax_index_find(index, &signature, 0.5, matches, &count);
 *     parallax_index_add(index, &signature, time, &id);       mine[id] = ...;
 */
struct parallax_index;

#define PARALLAX_INDEX_MAX (1u << 28) /* entries */
#define PARALLAX_MATCHES_MAX 64u      /* of one search */

struct parallax_match {
	uint32_t id;
	double jaccard; /* as estimated from 64 bytes that the index keeps: standard error 0.047 at 0.5, 0.028 at 0.9 */
};

/* NULL when the capacity, in entries, is 0 or above PARALLAX_INDEX_MAX, or there is no memory of parallax_index_bytes. */
PARALLAX_API size_t parallax_index_bytes(uint32_t capacity); /* 0 when there is no index of that capacity */
PARALLAX_API struct parallax_index *parallax_index_new(uint32_t capacity);
PARALLAX_API void parallax_index_free(struct parallax_index *index); /* NULL is allowed */

/* The entries whose similarity is estimated as min_jaccard or more, in no order of theirs. An empty set finds nothing.
 * PARALLAX_NOT_COMPARABLE when the index holds signatures of another kind. */
PARALLAX_API enum parallax_status parallax_index_find(const struct parallax_index *index, const struct parallax_signature *signature,
	double min_jaccard, struct parallax_match ret_matches[PARALLAX_MATCHES_MAX], uint32_t *ret_count);

/* Adds an entry; its id, which may be asked for, is below the capacity and is used again when the entry has been dropped. */
PARALLAX_API enum parallax_status parallax_index_add(struct parallax_index *index, const struct parallax_signature *signature, int64_t time,
	uint32_t *ret_id);

/* Takes out an entry that was added with this signature under this id. */
PARALLAX_API enum parallax_status parallax_index_remove(struct parallax_index *index, const struct parallax_signature *signature, uint32_t id);

/* Drops the oldest entries, in the order of their addition, while their time is before `before`. */
PARALLAX_API void parallax_index_evict(struct parallax_index *index, int64_t before);

/* Starts to fetch what a search and an addition of the signature will read. Called some signatures ahead it hides the
 * memory's latency. */
PARALLAX_API void parallax_index_prefetch(const struct parallax_index *index, const struct parallax_signature *signature);

PARALLAX_API uint32_t parallax_index_count(const struct parallax_index *index); /* entries, those taken out included */
PARALLAX_API uint64_t parallax_index_overflows(const struct parallax_index *index); /* how often a band forgot a living entry */

/* "0.1.0" */
PARALLAX_API const char *parallax_sketch_version(void);

#ifdef __cplusplus
}
#endif

#endif
