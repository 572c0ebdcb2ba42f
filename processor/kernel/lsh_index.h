/* lsh_index.h: which of the sketches seen lately are like this one: copies, re-edited copies, later versions. Band keys
 * (bands.h) find candidates, 64 bytes of each entry verify them (sketch_form.h). A window: the newest `capacity` entries,
 * and of these the ones that lsh_index_evict has not dropped by their time.
 *
 * What bounds it. A band's bucket is one cache line of LSH_BUCKET places, each an entry's number and, in the bits left,
 * a part of the key; the newest stands first, and what is pushed over the end is forgotten by this band alone. So
 * whatever the input, an addition and a search each touch BANDS_COUNT cache lines and the forms of LSH_CANDIDATES
 * entries, and one text sent a million times takes at most LSH_SAME_MAX places of a bucket, so that the others in it
 * stay. All lines are asked for at once by lsh_index_probe: work of your own between that and the rest, or probes of the
 * next few sketches, hide the memory's latency.
 *
 * Memory: 181 bytes an entry: 17 bands of 64 bytes for 10 entries, 64 of form, 8 of time. Handed in: pure, no
 * allocation. The same calls in the same order give the same answers on every machine.
 *
 *     static struct lsh_index index;
 *     lsh_index_init(&index, 1000000, zeroed);
 *     for (each sketch) {
 *         struct lsh_probe probe;
 *         lsh_index_probe(&index, sketch, &probe);
 *         count = lsh_index_find(&index, &probe, LSH_EQUAL_HALF, matches);
 *         id = lsh_index_add(&index, &probe, time);
 *     } */
#ifndef PARALLAX_KERNEL_LSH_INDEX_H
#define PARALLAX_KERNEL_LSH_INDEX_H

#include <stdbool.h>

#include "bands.h"
#include "clock.h"
#include "sketch_form.h"

#define LSH_BUCKET 16u     /* places in a bucket */
#define LSH_LOAD 10u       /* of which a full index takes so many on average: each band has forgotten 5 in 100 of the oldest then */
#define LSH_SAME_MAX 8u    /* places that one key may take */
#define LSH_CANDIDATES 64u /* verified at most, whatever the input */
#define LSH_CAPACITY_MAX (1u << 28)
#define LSH_EQUAL_HALF 64u /* equal places from which on a sketch may have Jaccard similarity 0.5 or more */

struct lsh_index {
	uint32_t *places;          /* by band, bucket, place: the key's part, then id + 1; 0 when free */
	struct sketch_form *forms; /* by id */
	clock_ms *times;           /* by id */
	uint32_t capacity;
	uint32_t buckets; /* of each band */
	uint32_t id_bits;
	uint32_t next;      /* the id of the next entry: ids go round */
	uint32_t count;     /* the newest so many are in the index */
	uint64_t overflows; /* how often a band forgot an entry that was still in the index */
};

/* A sketch as the index sees it; valid for any index of the same capacity. */
struct lsh_probe {
	struct sketch_form form;
	uint32_t *lines[BANDS_COUNT];
	uint32_t parts[BANDS_COUNT]; /* of the keys */
	uint32_t bands;              /* 0 for an empty set, which meets nothing */
};

struct lsh_match {
	uint32_t id;
	uint32_t equal; /* places of the form: sketch_form_jaccard tells the similarity */
};

/* The bytes that an index of 1 <= capacity <= LSH_CAPACITY_MAX entries needs. */
size_t lsh_index_bytes(uint32_t capacity);

/* memory: lsh_index_bytes(capacity) bytes of zeros, aligned to 64; the caller frees them after the index's last use. On
 * Linux, ask for huge pages (madvise) before the first use of a large one: half the time of an addition is the
 * translation of addresses otherwise. */
void lsh_index_init(struct lsh_index *index, uint32_t capacity, void *memory);

/* Works out where the sketch belongs and starts to fetch it. */
void lsh_index_probe(const struct lsh_index *index, const struct text_sketch *sketch, struct lsh_probe *ret_probe);

/* Writes the entries that share a band with the probe and agree with it in equal_min places or more: band by band, the
 * newest first, each once. Returns how many, at most LSH_CANDIDATES. */
uint32_t lsh_index_find(const struct lsh_index *index, const struct lsh_probe *probe, uint32_t equal_min,
	struct lsh_match ret_matches[LSH_CANDIDATES]);

/* Adds an entry and returns its id, 0 to capacity - 1: a caller's own data of an entry stand in an array by id. In a full
 * index it takes the place of the oldest. */
uint32_t lsh_index_add(struct lsh_index *index, const struct lsh_probe *probe, clock_ms time);

/* The same for whoever wants to build this index again: adds only to the bands whose bit is set, and tells of each band
 * which entry it has forgotten by that, UINT32_MAX when none. */
uint32_t lsh_index_add_to(struct lsh_index *index, const struct lsh_probe *probe, clock_ms time, uint32_t bands,
	uint32_t ret_forgotten[BANDS_COUNT]);

/* Takes an entry out of all its bands, so that it is not found again; its id is used again when its turn comes. */
void lsh_index_remove(struct lsh_index *index, const struct lsh_probe *probe, uint32_t id);

/* Drops the oldest entries, in the order of their addition, while their time is before `before`. */
void lsh_index_evict(struct lsh_index *index, clock_ms before);

/* The id of the oldest entry of a non-empty index; the next younger one is its successor modulo capacity. */
uint32_t lsh_index_oldest(const struct lsh_index *index);

#endif
