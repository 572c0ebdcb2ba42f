#include "lsh_index.h"

#include <math.h>

#include "hash.h"
#include "kernel_help.h"
#include "sketch_compare.h"
#include "sketch_fill.h"

#define SHINGLES 210 /* a text's */

struct scene {
	struct lsh_index index;
	struct fenced memory;
	const struct kernel *kernel;
	uint64_t chances;
};

static void scene_open(struct scene *scene, uint32_t capacity)
{
	/* What is written or read past the stated bytes hits a forbidden page, up to the alignment. */
	size_t bytes = (lsh_index_bytes(capacity) + 63) / 64 * 64;
	scene->memory = fenced_take(bytes);
	lsh_index_init(&scene->index, capacity, fenced_last(&scene->memory, bytes));
}

static void scene_close(struct scene *scene)
{
	fenced_free(&scene->memory);
}

/* The sketch of a text that shares `shared` of its shingles with that of number `of`, if both are of the same size. */
static struct text_sketch sketch_of(const struct scene *scene, uint64_t number, uint64_t of, size_t shared)
{
	uint64_t shingles[SHINGLES];
	struct text_sketch sketch;
	for (size_t i = 0; i < SHINGLES; i++)
		shingles[i] = hash_mix(((i < shared ? of : number) << 16) + i + 1);
	sketch_fill(scene->kernel, TEXT_SKETCH_FSS32, 1, shingles, SHINGLES, &sketch);
	return sketch;
}

static uint32_t add(struct scene *scene, const struct text_sketch *sketch, clock_ms time)
{
	struct lsh_probe probe;
	lsh_index_probe(&scene->index, sketch, &probe);
	return lsh_index_add(&scene->index, &probe, time);
}

static uint32_t find(const struct scene *scene, const struct text_sketch *sketch, uint32_t equal_min, struct lsh_match *matches)
{
	struct lsh_probe probe;
	lsh_index_probe(&scene->index, sketch, &probe);
	return lsh_index_find(&scene->index, &probe, equal_min, matches);
}

static bool finds(const struct scene *scene, const struct text_sketch *sketch, uint32_t id)
{
	struct lsh_match matches[LSH_CANDIDATES];
	uint32_t count = find(scene, sketch, LSH_EQUAL_HALF, matches);
	for (uint32_t i = 0; i < count; i++)
		if (matches[i].id == id)
			return true;
	return false;
}

static void remove_entry(struct scene *scene, const struct text_sketch *sketch, uint32_t id)
{
	struct lsh_probe probe;
	lsh_index_probe(&scene->index, sketch, &probe);
	lsh_index_remove(&scene->index, &probe, id);
}

/* In a full index, of copies the share that the bands promise; of unrelated texts none pass the verification. */
static void finds_copies(struct scene *scene)
{
	enum { ENTRIES = 6000, ASKED = 1500 };
	static const struct { size_t shared; double share; } rows[] = {
		{ 210, 1.0 }, { 173, 0.9995 }, { 140, 0.985 }, /* Jaccard 1, .7, .5 */
	};
	struct lsh_match matches[LSH_CANDIDATES];
	scene_open(scene, ENTRIES);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		struct text_sketch sketch = sketch_of(scene, i, i, 0);
		CHECK_THAT(find(scene, &sketch, LSH_EQUAL_HALF, matches) == 0);
		CHECK_THAT(add(scene, &sketch, 0) == i);
	}
	for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
		uint32_t found = 0;
		double sum = 0.0;
		for (uint32_t i = 0; i < ASKED; i++) {
			struct text_sketch copy = sketch_of(scene, ENTRIES + i, i, rows[row].shared);
			uint32_t count = find(scene, &copy, 0, matches);
			for (uint32_t k = 0; k < count; k++) {
				found += matches[k].id == i;
				sum += matches[k].id == i ? sketch_form_jaccard(matches[k].equal) : 0.0;
			}
		}
		double jaccard = (double)rows[row].shared / (double)(2 * SHINGLES - rows[row].shared);
		printf("similarity %.2f: %.4f found, estimated as %.4f\n", jaccard, found / (double)ASKED, sum / found);
		CHECK_THAT(found >= rows[row].share * ASKED);
		CHECK_THAT(fabs(sum / found - jaccard) < 0.012);
	}
	CHECK_THAT(scene->index.overflows < BANDS_COUNT * ENTRIES / 40);
	scene_close(scene);
}

/* The newest `capacity` are found, none older, however long it goes on. */
static void holds_a_window(struct scene *scene)
{
	enum { CAPACITY = 97, ENTRIES = 1000 };
	scene_open(scene, CAPACITY);
	for (uint32_t i = 0; i < ENTRIES; i++) {
		struct text_sketch sketch = sketch_of(scene, i, i, 0);
		CHECK_THAT(add(scene, &sketch, i) == i % CAPACITY);
		CHECK_THAT(finds(scene, &sketch, i % CAPACITY));
		struct text_sketch oldest = sketch_of(scene, i < CAPACITY ? 0 : i - CAPACITY + 1, 0, 0);
		CHECK_THAT(finds(scene, &oldest, lsh_index_oldest(&scene->index)));
		struct text_sketch older = sketch_of(scene, i - CAPACITY, 0, 0);
		CHECK_THAT(i < CAPACITY || !finds(scene, &older, i % CAPACITY));
	}
	CHECK_THAT(scene->index.count == CAPACITY);
	scene_close(scene);
}

static void evicts_by_time(struct scene *scene)
{
	scene_open(scene, 50);
	struct text_sketch sketches[40];
	for (uint32_t i = 0; i < 40; i++) {
		sketches[i] = sketch_of(scene, i, i, 0);
		add(scene, &sketches[i], 1000 + 10 * (clock_ms)i);
	}
	lsh_index_evict(&scene->index, 1000);
	CHECK_THAT(scene->index.count == 40);
	lsh_index_evict(&scene->index, 1101); /* 0 to 10 are older */
	CHECK_THAT(scene->index.count == 29 && lsh_index_oldest(&scene->index) == 11);
	for (uint32_t i = 0; i < 40; i++)
		CHECK_THAT(finds(scene, &sketches[i], i) == (i > 10));
	lsh_index_evict(&scene->index, 5000);
	CHECK_THAT(scene->index.count == 0 && !finds(scene, &sketches[39], 39));
	uint32_t id = add(scene, &sketches[39], 6000);
	CHECK_THAT(id == 40 && finds(scene, &sketches[39], 40) && scene->index.count == 1);
	scene_close(scene);
}

static void removes_one(struct scene *scene)
{
	scene_open(scene, 30);
	struct text_sketch a = sketch_of(scene, 1, 1, 0), b = sketch_of(scene, 2, 1, 200);
	uint32_t first = add(scene, &a, 0), second = add(scene, &b, 0), third = add(scene, &a, 0);
	CHECK_THAT(finds(scene, &a, first) && finds(scene, &a, second) && finds(scene, &a, third));
	remove_entry(scene, &a, first);
	CHECK_THAT(!finds(scene, &a, first) && finds(scene, &a, second) && finds(scene, &a, third));
	remove_entry(scene, &b, second);
	remove_entry(scene, &b, second);
	CHECK_THAT(!finds(scene, &b, second) && finds(scene, &b, third));
	scene_close(scene);
}

/* One text again and again: what is found stays bounded and the newest, each loss is counted, the others stay. */
static void survives_one_text(struct scene *scene)
{
	enum { OTHERS = 3000, COPIES = 1000000 };
	struct lsh_match matches[LSH_CANDIDATES];
	struct text_sketch flood = sketch_of(scene, 1u << 20, 0, 0);
	scene_open(scene, OTHERS + COPIES);
	for (uint32_t i = 0; i < OTHERS; i++) {
		struct text_sketch sketch = sketch_of(scene, i, i, 0);
		add(scene, &sketch, 0);
	}
	uint64_t before = scene->index.overflows;
	for (uint32_t i = 0; i < COPIES; i++)
		CHECK(add(scene, &flood, 0) == OTHERS + i);
	/* A full bucket may have lost one of the others to the first of the copies; all else that was lost are copies. */
	uint64_t copies_lost = (uint64_t)BANDS_COUNT * (COPIES - LSH_SAME_MAX);
	CHECK_THAT(scene->index.overflows >= before + copies_lost);
	CHECK_THAT(scene->index.overflows <= before + copies_lost + BANDS_COUNT * LSH_SAME_MAX);
	CHECK_THAT(find(scene, &flood, LSH_EQUAL_HALF, matches) == LSH_SAME_MAX);
	for (uint32_t i = 0; i < LSH_SAME_MAX; i++)
		CHECK_THAT(matches[i].id == OTHERS + COPIES - 1 - i && matches[i].equal == TEXT_SKETCH_K);
	for (uint32_t i = 0; i < OTHERS; i++) {
		struct text_sketch copy = sketch_of(scene, OTHERS + i, i, 200);
		CHECK_THAT(finds(scene, &copy, i));
	}
	scene_close(scene);
}

/* Different keys, crafted to fall into one bucket of every band: what one more meets there is bounded, and those that
 * stand in other buckets stay. */
static void survives_crafted_keys(struct scene *scene)
{
	enum { OTHERS = 1000, CRAFTED = 3000 };
	struct lsh_match matches[LSH_CANDIDATES];
	struct lsh_probe probe, target;
	struct text_sketch crafted = sketch_of(scene, 1u << 20, 0, 0);
	scene_open(scene, OTHERS + CRAFTED);
	for (uint32_t i = 0; i < OTHERS; i++) {
		struct text_sketch sketch = sketch_of(scene, i, i, 0);
		add(scene, &sketch, 0);
	}
	lsh_index_probe(&scene->index, &crafted, &target);
	for (uint32_t i = 0; i < CRAFTED; i++) {
		for (uint32_t band = 0; band < BANDS_COUNT; band++) {
			uint32_t *value = crafted.values + BANDS_ROWS * band;
			do {
				++*value;
				lsh_index_probe(&scene->index, &crafted, &probe);
			} while (i < 40 && probe.lines[band] != target.lines[band]);
		}
		add(scene, &crafted, 0);
		CHECK_THAT(find(scene, &crafted, 0, matches) <= LSH_CANDIDATES);
	}
	uint32_t found = 0;
	for (uint32_t i = 0; i < OTHERS; i++) {
		struct text_sketch sketch = sketch_of(scene, i, i, 0);
		found += finds(scene, &sketch, i);
	}
	CHECK_THAT(found == OTHERS); /* each has lost one band or two at most */
	scene_close(scene);
}

/* Each of many texts shares one band with one text: it meets LSH_SAME_MAX of them in every band, and of those no more than
 * LSH_CANDIDATES are verified. */
static void bounds_the_verified(struct scene *scene)
{
	struct lsh_match matches[LSH_CANDIDATES];
	struct text_sketch shared = sketch_of(scene, 1u << 20, 0, 0);
	scene_open(scene, 4000);
	for (uint32_t i = 0; i < 4000; i++) {
		struct text_sketch sketch = sketch_of(scene, i, 0, 0);
		size_t at = i % BANDS_COUNT * BANDS_ROWS;
		memcpy(sketch.values + at, shared.values + at, BANDS_ROWS * sizeof(*sketch.values));
		add(scene, &sketch, 0);
	}
	CHECK_THAT(find(scene, &shared, 0, matches) == LSH_CANDIDATES);
	for (uint32_t i = 0; i < LSH_CANDIDATES; i++)
		CHECK_THAT(matches[i].id % BANDS_COUNT == i / LSH_SAME_MAX); /* band by band, the newest first */
	CHECK_THAT(find(scene, &shared, LSH_EQUAL_HALF, matches) == 0);
	scene_close(scene);
}

static void empty_sets_meet_nothing(struct scene *scene)
{
	struct lsh_match matches[LSH_CANDIDATES];
	struct text_sketch empty = { TEXT_SKETCH_FSS32, TEXT_SKETCH_K, 1, 1, 0, { 0 } };
	scene_open(scene, 1);
	CHECK_THAT(add(scene, &empty, 0) == 0 && scene->index.count == 1);
	CHECK_THAT(find(scene, &empty, 0, matches) == 0);
	CHECK_THAT(add(scene, &empty, 0) == 0 && scene->index.count == 1);
	scene_close(scene);
}

static void states_its_memory(void)
{
	CHECK_THAT(lsh_index_bytes(1000000) == (size_t)100000 * 17 * 64 + (size_t)1000000 * 72);
	CHECK_THAT(lsh_index_bytes(1000000) < (size_t)181 * 1000000 && lsh_index_bytes(10000000) < (size_t)181 * 10000000);
}

int main(void)
{
	struct scene scene = { .chances = chance_seed() };
	for (size_t i = 0; kernel_here(i) != NULL; i++)
		scene.kernel = kernel_here(i);
	finds_copies(&scene);
	holds_a_window(&scene);
	evicts_by_time(&scene);
	removes_one(&scene);
	survives_one_text(&scene);
	survives_crafted_keys(&scene);
	bounds_the_verified(&scene);
	empty_sets_meet_nothing(&scene);
	states_its_memory();
	return check_that_result();
}
