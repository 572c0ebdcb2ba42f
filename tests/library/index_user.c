/* index_user.c: the index of libparallax_sketch as its user sees it. Prints what does not hold; exits 0 when all does. */
#include <parallax_sketch.h>
#include <stdio.h>
#include <string.h>

static int failed;

#define HOLDS(condition) ((condition) ? (void)0 : (failed = 1, (void)printf("index_user.c:%d: %s\n", __LINE__, #condition)))

static uint64_t mix(uint64_t x)
{
	x = (x ^ x >> 33) * 0xff51afd7ed558ccdULL;
	x = (x ^ x >> 33) * 0xc4ceb9fe1a85ec53ULL;
	return x ^ x >> 33;
}

/* A set of 200 of which `shared` are those of set `of`. */
static struct parallax_signature make(struct parallax_sketcher *sketcher, uint64_t number, uint64_t of, unsigned shared)
{
	uint64_t hashes[200];
	struct parallax_signature signature;
	for (unsigned i = 0; i < 200; i++)
		hashes[i] = mix(((i < shared ? of : number) << 16) + i + 1);
	HOLDS(parallax_sketch_hashes(sketcher, hashes, 200, PARALLAX_FSS32, &signature) == PARALLAX_OK);
	return signature;
}

/* One text takes eight places of a band's bucket: a ninth makes each band forget a copy, which is counted; what had left the
 * index before is forgotten without. */
static void forgets(struct parallax_sketcher *sketcher)
{
	enum { PLACES = 8, CAPACITY = 64 };
	struct parallax_index *index = parallax_index_new(CAPACITY);
	struct parallax_match matches[PARALLAX_MATCHES_MAX];
	struct parallax_signature signature = make(sketcher, 1u << 20, 0, 0);
	uint32_t count;
	HOLDS(parallax_index_overflows(index) == 0);
	for (int i = 0; i < PLACES; i++)
		HOLDS(parallax_index_add(index, &signature, i, NULL) == PARALLAX_OK && parallax_index_overflows(index) == 0);
	HOLDS(parallax_index_add(index, &signature, PLACES, NULL) == PARALLAX_OK);
	uint64_t a_band_each = parallax_index_overflows(index);
	HOLDS(a_band_each > 0);
	HOLDS(parallax_index_find(index, &signature, 1.0, matches, &count) == PARALLAX_OK && count == PLACES);
	for (int i = 2; i <= 5; i++)
		HOLDS(parallax_index_add(index, &signature, PLACES + i, NULL) == PARALLAX_OK && parallax_index_overflows(index) == (uint64_t)i * a_band_each);
	parallax_index_evict(index, 1000);
	for (int i = 0; i < PLACES; i++)
		HOLDS(parallax_index_add(index, &signature, 1000 + i, NULL) == PARALLAX_OK);
	HOLDS(parallax_index_overflows(index) == 5 * a_band_each);
	parallax_index_free(index);
}

int main(void)
{
	enum { CAPACITY = 1000, ENTRIES = 2500 };
	struct parallax_sketcher *sketcher = parallax_sketcher_new(NULL, NULL);
	struct parallax_index *index = parallax_index_new(CAPACITY);
	struct parallax_match matches[PARALLAX_MATCHES_MAX];
	uint32_t id, count, found = 0;
	HOLDS(parallax_index_new(0) == NULL && parallax_index_bytes(0) == 0 && parallax_index_bytes(UINT32_MAX) == 0);
	HOLDS(parallax_index_bytes(CAPACITY) <= 200 * CAPACITY);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		struct parallax_signature signature = make(sketcher, i, 0, 0);
		parallax_index_prefetch(index, &signature);
		HOLDS(parallax_index_find(index, &signature, 0.5, matches, &count) == PARALLAX_OK && count == 0);
		HOLDS(parallax_index_add(index, &signature, i, &id) == PARALLAX_OK && id == i % CAPACITY);
	}
	HOLDS(parallax_index_count(index) == CAPACITY);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		struct parallax_signature copy = make(sketcher, ENTRIES + i, i, 180); /* 180 of 220: 0.82 */
		HOLDS(parallax_index_find(index, &copy, 0.5, matches, &count) == PARALLAX_OK);
		if (i < ENTRIES - CAPACITY)
			HOLDS(count == 0);
		else if (count == 1 && matches[0].id == i % CAPACITY && matches[0].jaccard > 0.65 && matches[0].jaccard < 0.97)
			found++;
		HOLDS(parallax_index_find(index, &copy, 0.995, matches, &count) == PARALLAX_OK && count == 0);
	}
	HOLDS(found >= CAPACITY - 3);
	struct parallax_signature last = make(sketcher, ENTRIES - 1, 0, 0), classic = last;
	HOLDS(parallax_index_find(index, &last, 1.0, matches, &count) == PARALLAX_OK && count == 1 && matches[0].jaccard == 1.0);
	HOLDS(parallax_index_remove(index, &last, (ENTRIES - 1) % CAPACITY) == PARALLAX_OK);
	HOLDS(parallax_index_find(index, &last, 0.5, matches, &count) == PARALLAX_OK && count == 0);
	classic.scheme = PARALLAX_CLASSIC;
	HOLDS(parallax_index_find(index, &classic, 0.5, matches, &count) == PARALLAX_NOT_COMPARABLE);
	HOLDS(parallax_index_add(index, &classic, 0, NULL) == PARALLAX_NOT_COMPARABLE);
	HOLDS(parallax_index_remove(index, &last, CAPACITY) == PARALLAX_NOT_COMPARABLE);
	parallax_index_evict(index, ENTRIES - 10);
	HOLDS(parallax_index_count(index) == 10);
	parallax_index_free(index);
	parallax_index_free(NULL);
	forgets(sketcher);
	parallax_sketcher_free(sketcher);
	return failed;
}
