#include "distinct.h"

#include <math.h>

#include "kernel_help.h"
#include "sketch_fill.h"

static void shuffle(uint64_t *hashes, size_t count, uint64_t *chances)
{
	for (size_t i = count; i > 1; i--) {
		size_t other = chance_below(chances, i);
		uint64_t held = hashes[i - 1];
		hashes[i - 1] = hashes[other];
		hashes[other] = held;
	}
}

static const struct kernel *kernel;

static uint32_t count_of(const uint64_t *hashes, size_t count)
{
	uint64_t room[DISTINCT_EXACT_MAX];
	return distinct_of(kernel, hashes, count, room).different;
}

static void by_hand(void)
{
	uint64_t few[] = { 0, 9, UINT64_MAX, 9, 0, 9, 1ULL << 63 };
	CHECK_THAT(count_of(few, 0) == 0);
	CHECK_THAT(count_of(few, 1) == 1);
	CHECK_THAT(count_of(few, 2) == 2);
	CHECK_THAT(count_of(few, 6) == 3);
	CHECK_THAT(count_of(few, 7) == 4);
}

/* Each hash one to three times, in any order. */
static void exact_up_to_the_bound(uint64_t *chances)
{
	uint64_t hashes[3 * DISTINCT_EXACT_MAX];
	for (uint32_t size = 1; size <= DISTINCT_EXACT_MAX; size += size < 80 ? 1 : 59) {
		size_t count = 0;
		for (uint32_t i = 0; i < size; i++) {
			uint64_t hash = chance(chances);
			for (uint64_t times = 1 + chance_below(chances, 3); times > 0; times--)
				hashes[count++] = hash;
		}
		shuffle(hashes, count, chances);
		CHECK_THAT(count_of(hashes, count) == size);
	}
}

static int hash_order(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a;
	uint64_t right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* The list holds what there is, each once. */
static void lists_each_once(uint64_t *chances)
{
	uint64_t once[DISTINCT_EXACT_MAX];
	uint64_t hashes[3 * DISTINCT_EXACT_MAX];
	uint64_t list[DISTINCT_EXACT_MAX];
	for (size_t size = 1; size <= DISTINCT_EXACT_MAX; size += 93) {
		for (size_t i = 0; i < size; i++)
			once[i] = i == size / 2 ? 0 : chance(chances);
		for (size_t i = 0; i < 3 * size; i++)
			hashes[i] = once[i % size];
		shuffle(hashes, 3 * size, chances);
		struct distinct each = distinct_of(kernel, hashes, 3 * size, list);
		CHECK_THAT(each.different == size && each.list == list && each.count == size);
		qsort(once, size, sizeof(once[0]), hash_order);
		qsort(list, size, sizeof(list[0]), hash_order);
		CHECK_THAT(memcmp(once, list, size * sizeof(once[0])) == 0);
	}
	CHECK_THAT(distinct_of(kernel, hashes, 0, list).different == 0);
}

/* An answer within the bound is exact: one more than the bound is never taken for less. */
static void never_below_the_bound(uint64_t *chances)
{
	uint64_t hashes[DISTINCT_EXACT_MAX + 1];
	for (int trial = 0; trial < 200; trial++) {
		for (size_t i = 0; i <= DISTINCT_EXACT_MAX; i++)
			hashes[i] = trial % 2 == 0 || i > 0 ? chance(chances) : 0;
		CHECK_THAT(count_of(hashes, DISTINCT_EXACT_MAX + 1) == DISTINCT_EXACT_MAX + 1);
	}
}

/* Hashes that all want one place in the table, up to the bound and around its end. */
static void crowded(void)
{
	uint64_t hashes[DISTINCT_EXACT_MAX];
	for (uint64_t low = 0; low < 16384; low += 8191) {
		for (uint64_t i = 0; i < DISTINCT_EXACT_MAX; i++)
			hashes[i] = i << 40 | low;
		CHECK_THAT(count_of(hashes, DISTINCT_EXACT_MAX) == DISTINCT_EXACT_MAX);
	}
}

/* One hash a million times over costs no room. */
static void one_over_and_over(void)
{
	uint64_t *hashes = malloc(1000000 * sizeof(hashes[0]));
	CHECK(hashes != NULL);
	for (size_t i = 0; i < 1000000; i++)
		hashes[i] = 0x123456789abcdef0ULL;
	CHECK_THAT(count_of(hashes, 1000000) == 1);
	free(hashes);
}

/* A sketch is one of the set: the same in any order, and whatever of it is there again. */
static void sketched_as_a_set(uint64_t *chances)
{
	uint64_t hashes[2 * DISTINCT_EXACT_MAX];
	struct text_sketch once, again;
	for (size_t size = 1; size <= DISTINCT_EXACT_MAX; size += size < 80 ? 1 : 59) {
		for (size_t i = 0; i < size; i++)
			hashes[i] = chance(chances);
		sketch_fill(kernel, TEXT_SKETCH_FSS32, 1, hashes, size, &once);
		size_t count = size + chance_below(chances, size + 1);
		for (size_t i = size; i < count; i++)
			hashes[i] = hashes[chance_below(chances, size)];
		shuffle(hashes, count, chances);
		sketch_fill(kernel, TEXT_SKETCH_FSS32, 1, hashes, count, &again);
		CHECK_THAT(once.set_size == size && memcmp(&again, &once, sizeof again) == 0);
	}
}

/* Beyond the bound the size is read off the sketch: near the truth, not biased, the same in any order and however often the
 * hashes are repeated. */
static void near_beyond_the_bound(enum text_sketch_scheme scheme, uint64_t *chances, uint32_t size, int trials)
{
	uint64_t *hashes = malloc(2 * size * sizeof(hashes[0]));
	double off_sum = 0, squares = 0;
	const struct kernel *best = NULL;
	CHECK(hashes != NULL && kernel_select(cpu_features(), NULL, &best) == STATUS_OK);
	for (int trial = 0; trial < trials; trial++) {
		struct text_sketch sketch, again;
		for (uint32_t i = 0; i < size; i++)
			hashes[i] = hashes[size + i] = chance(chances);
		sketch_fill(best, scheme, 1, hashes, size, &sketch);
		if (trial < 3) {
			shuffle(hashes, 2 * size, chances);
			sketch_fill(best, scheme, 1, hashes, 2 * size, &again);
			CHECK_THAT(memcmp(&again, &sketch, sizeof again) == 0);
		}
		CHECK_THAT(sketch.set_size > DISTINCT_EXACT_MAX);
		double off = sketch.set_size / (double)size - 1;
		off_sum += off;
		squares += off * off;
	}
	double bias = off_sum / trials, error = sqrt(squares / trials);
	printf("%s, %u different: bias %+.4f, error %.4f\n", scheme == TEXT_SKETCH_FSS32 ? "fss32" : "classic", size, bias, error);
	CHECK_THAT(fabs(bias) < 5 * 0.09 / sqrt(trials));
	CHECK_THAT(error < 0.09 * 1.2);
	free(hashes);
}

int main(void)
{
	uint64_t chances = chance_seed();
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		by_hand();
		exact_up_to_the_bound(&chances);
		crowded();
		one_over_and_over();
		lists_each_once(&chances);
		never_below_the_bound(&chances);
		sketched_as_a_set(&chances);
	}
	near_beyond_the_bound(TEXT_SKETCH_FSS32, &chances, 1500, 400);
	near_beyond_the_bound(TEXT_SKETCH_CLASSIC, &chances, 1500, 400);
	near_beyond_the_bound(TEXT_SKETCH_FSS32, &chances, 3000, 400);
	near_beyond_the_bound(TEXT_SKETCH_CLASSIC, &chances, 3000, 400);
	near_beyond_the_bound(TEXT_SKETCH_FSS32, &chances, 65532, 200);
	near_beyond_the_bound(TEXT_SKETCH_CLASSIC, &chances, 65532, 200);
	return check_that_result();
}
