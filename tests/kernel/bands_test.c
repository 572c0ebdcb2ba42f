#include "bands.h"

#include <math.h>

#include "kernel_help.h"
#include "sketch_fill.h"

static void pinned(int argc, char **argv)
{
	struct vectors sketches = vectors_open(argc, argv);
	struct vectors bands = vectors_open(argc, argv);
	size_t seen = 0;
	for (; vectors_next(&sketches, "sketch"); seen++) {
		uint64_t values[TEXT_SKETCH_K];
		uint64_t right[BANDS_COUNT];
		uint64_t keys[BANDS_COUNT];
		struct text_sketch sketch = { TEXT_SKETCH_CLASSIC, TEXT_SKETCH_K, 1, 1, 1, { 0 } };
		vectors_numbers(sketches.columns[4], values, TEXT_SKETCH_K);
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			sketch.values[i] = (uint32_t)values[i];
		CHECK_THAT(bands_keys(&sketch, keys) == BANDS_COUNT);
		CHECK(vectors_next(&bands, "bands"));
		CHECK_THAT(vectors_numbers(bands.columns[3], right, BANDS_COUNT) == BANDS_COUNT);
		CHECK_THAT(memcmp(keys, right, sizeof(keys)) == 0);
	}
	CHECK_THAT(seen >= 10);
	CHECK_THAT(!vectors_next(&bands, "bands"));
}

/* Each of the first 34 values changes the key of its band and no other; the last 94 change none. */
static void each_value_one_band(void)
{
	struct text_sketch sketch = { TEXT_SKETCH_CLASSIC, TEXT_SKETCH_K, 1, 1, 1, { 0 } };
	uint64_t before[BANDS_COUNT];
	uint64_t after[BANDS_COUNT];
	bands_keys(&sketch, before);
	for (size_t i = 0; i < BANDS_COUNT; i++) {
		for (size_t k = 0; k < i; k++)
			CHECK_THAT(before[i] != before[k]); /* all values are equal, the keys are not */
	}
	for (size_t i = 0; i < TEXT_SKETCH_K; i++) {
		sketch.values[i] = 1u << (i % 32);
		bands_keys(&sketch, after);
		sketch.values[i] = 0;
		for (size_t band = 0; band < BANDS_COUNT; band++)
			CHECK_THAT((before[band] != after[band]) == (band == i / BANDS_ROWS));
	}
}

static void nothing_meets_nothing(void)
{
	struct text_sketch sketch = { TEXT_SKETCH_CLASSIC, TEXT_SKETCH_K, 1, 1, 0, { 0 } };
	uint64_t keys[BANDS_COUNT] = { 5 };
	CHECK_THAT(bands_keys(&sketch, keys) == 0);
	CHECK_THAT(keys[0] == 5);
}

/* The share of pairs with that similarity that meet is the one of the header's table. */
static void meets_as_stated(const struct kernel *kernel, enum text_sketch_scheme scheme, uint64_t *chances, size_t size,
	size_t shared, double low, double high)
{
	int met = 0, trials = 3000;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[1000];
		uint64_t a_keys[BANDS_COUNT], b_keys[BANDS_COUNT];
		struct text_sketch a, b;
		for (size_t i = 0; i < 2 * size - shared; i++)
			shingles[i] = chance(chances);
		sketch_fill(kernel, scheme, 1, shingles, size, &a);
		sketch_fill(kernel, scheme, 1, shingles + size - shared, size, &b);
		bands_keys(&a, a_keys);
		bands_keys(&b, b_keys);
		bool meet = false;
		for (size_t i = 0; i < BANDS_COUNT; i++)
			meet = meet || a_keys[i] == b_keys[i];
		met += meet;
	}
	double share = met / (double)trials;
	printf("similarity %.2f: %.4f meet\n", (double)shared / (double)(2 * size - shared), share);
	CHECK_THAT(share >= low && share <= high);
}

int main(int argc, char **argv)
{
	uint64_t chances = chance_seed();
	const struct kernel *best = NULL;
	for (size_t i = 0; kernel_here(i) != NULL; i++)
		best = kernel_here(i);
	pinned(argc, argv);
	each_value_one_band();
	nothing_meets_nothing();
	for (enum text_sketch_scheme scheme = TEXT_SKETCH_CLASSIC; scheme <= TEXT_SKETCH_FSS32; scheme++) {
		meets_as_stated(best, scheme, &chances, 220, 40, 0.13, 0.185); /* 0.1: 0.157 */
		meets_as_stated(best, scheme, &chances, 130, 60, 0.765, 0.835); /* 0.3: 0.799 */
		meets_as_stated(best, scheme, &chances, 210, 140, 0.985, 1.0); /* 0.5: 0.9925 */
		meets_as_stated(best, scheme, &chances, 15, 10, 0.985, 1.0);
		meets_as_stated(best, scheme, &chances, 300, 0, 0.0, 0.002);
	}
	return check_that_result();
}
