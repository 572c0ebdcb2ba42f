#include "minhash.h"

#include <math.h>

#include "kernel_help.h"
#include "numeric.h"
#include "sketch_fill.h"

#define SHINGLES_MAX 600

static void multipliers_from_seed(void)
{
	uint64_t state = SKETCH_SEED;
	for (size_t i = 0; i < TEXT_SKETCH_K; i++) {
		CHECK_THAT(multipliers[i] == ((uint32_t)(chance(&state) >> 32) | 1));
		for (size_t k = 0; k < i; k++)
			CHECK_THAT(multipliers[i] != multipliers[k]);
	}
}

/* unit: 0 takes every lane, 1 leaves the multipliers, 2^31 is its own product with an odd number; the upper half is not
 * looked at; what was smaller before stays. */
static void by_hand(const struct kernel *kernel)
{
	uint32_t values[TEXT_SKETCH_K];
	uint64_t one = 1 | 77ULL << 32;
	uint64_t half[2] = { 1ULL << 31, 1ULL << 63 | 1ULL << 31 };
	uint64_t zero = 5ULL << 32;
	memset(values, 0xff, sizeof(values));
	minhash_add(kernel, &one, 0, values);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		CHECK_THAT(values[i] == SKETCH_NONE);
	minhash_add(kernel, half, 2, values);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		CHECK_THAT(values[i] == 1u << 31);
	minhash_add(kernel, &one, 1, values);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++) {
		uint32_t multiplier = multipliers[i];
		CHECK_THAT(values[i] == (multiplier < 1u << 31 ? multiplier : 1u << 31));
	}
	minhash_add(kernel, &zero, 1, values);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		CHECK_THAT(values[i] == 0);
}

/* all: sizes, places in a cache line of the shingles and of the values, and values that are there already. */
static void same_as_scalar(const struct kernel *kernel, uint64_t *chances)
{
	uint64_t shingles[SHINGLES_MAX];
	uint32_t start[TEXT_SKETCH_K];
	uint32_t right[TEXT_SKETCH_K];
	uint32_t values[TEXT_SKETCH_K + 16];
	for (size_t i = 0; i < SHINGLES_MAX; i++)
		shingles[i] = chance(chances);
	for (int trial = 0; trial < 2000; trial++) {
		size_t count = trial < 70 ? (size_t)trial : chance_below(chances, SHINGLES_MAX - 8);
		size_t from = chance_below(chances, 8);
		uint32_t *place = values + chance_below(chances, 16);
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			start[i] = trial % 2 == 0 ? SKETCH_NONE : (uint32_t)(chance(chances) >> 38);
		memcpy(right, start, sizeof(right));
		memcpy(place, start, sizeof(start));
		minhash_add(kernel_here(0), shingles + from, count, right);
		minhash_add(kernel, shingles + from, count, place);
		CHECK_THAT(memcmp(place, right, sizeof(right)) == 0);
	}
}

static void stays_inside(const struct kernel *kernel)
{
	struct fenced shingles = fenced_take(SHINGLES_MAX * 8);
	struct fenced values = fenced_take(sizeof(uint32_t[TEXT_SKETCH_K]));
	uint32_t *last = fenced_last(&values, sizeof(uint32_t[TEXT_SKETCH_K]));
	for (size_t count = 1; count <= 100; count++) {
		memset(last, 0xff, sizeof(uint32_t[TEXT_SKETCH_K]));
		minhash_add(kernel, fenced_last(&shingles, count * 8), count, last);
		CHECK_THAT(last[TEXT_SKETCH_K - 1] == 0); /* fresh pages hold zeros */
		minhash_add(kernel, fenced_first(&shingles), count, fenced_first(&values));
	}
	fenced_free(&shingles);
	fenced_free(&values);
}

/* Pairs of sets of that size with any share in common, against what Jaccard and the binomial say. */
static void error_is_that_of_theory(const struct kernel *kernel, uint64_t *chances, size_t size, int trials)
{
	double squares = 0, bias = 0, theory = 0;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[2 * SHINGLES_MAX];
		size_t shared = chance_below(chances, size + 1);
		uint32_t a[TEXT_SKETCH_K], b[TEXT_SKETCH_K];
		for (size_t i = 0; i < 2 * size - shared; i++)
			shingles[i] = chance(chances);
		memset(a, 0xff, sizeof(a));
		memset(b, 0xff, sizeof(b));
		minhash_add(kernel, shingles, size, a);
		minhash_add(kernel, shingles + size - shared, size, b);
		double jaccard = (double)shared / (double)(2 * size - shared);
		double off = kernel->equal(a, b) / (double)TEXT_SKETCH_K - jaccard;
		squares += off * off;
		bias += off;
		theory += jaccard * (1 - jaccard) / TEXT_SKETCH_K;
	}
	double ratio = numeric_sqrt(squares / theory);
	printf("%zu shingles, %d pairs: bias %+.5f, error %.4f of theory\n", size, trials, bias / trials, ratio);
	CHECK_THAT(fabs(bias / trials) < 0.001);
	CHECK_THAT(ratio > 0.97 && ratio < 1.03);
}

int main(void)
{
	uint64_t chances = chance_seed();
	multipliers_from_seed();
	const struct kernel *best = NULL;
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		by_hand(kernel);
		same_as_scalar(kernel, &chances);
		stays_inside(kernel);
		best = kernel;
	}
	error_is_that_of_theory(best, &chances, 20, 60000);
	error_is_that_of_theory(best, &chances, 60, 40000);
	error_is_that_of_theory(best, &chances, 476, 20000);
	return check_that_result();
}
