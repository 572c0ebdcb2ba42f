#include "sketch_compare.h"

#include <math.h>

#include "kernel_help.h"
#include "sketch_fill.h"

static struct text_sketch sketch_of(const struct kernel *kernel, enum text_sketch_scheme scheme, const uint64_t *shingles,
	size_t count)
{
	struct text_sketch sketch;
	sketch_fill(kernel, scheme, 1, shingles, count, &sketch);
	return sketch;
}

/* unit: of 128 values 96 equal. */
static void by_hand(const struct kernel *kernel)
{
	struct text_sketch a = { TEXT_SKETCH_CLASSIC, TEXT_SKETCH_K, 1, 1, 50, { 0 } };
	struct text_sketch b = a;
	struct sketch_similarity similarity;
	CHECK_THAT(sketch_compare(kernel, &a, &b, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.equal == 128 && similarity.jaccard == 1.0);
	CHECK_THAT(similarity.error > 0.007 && similarity.error < 0.008); /* sqrt(129/130 * 1/130 / 128) = 0.00772 */
	for (size_t i = 0; i < 32; i++)
		b.values[4 * i + i % 4] = 1u << i;
	CHECK_THAT(sketch_compare(kernel, &a, &b, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.equal == 96 && similarity.jaccard == 0.75);
	CHECK_THAT(fabs(similarity.error - 0.03847) < 0.00001); /* sqrt(97/130 * 33/130 / 128) */
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		b.values[i] = 7;
	CHECK_THAT(sketch_compare(kernel, &a, &b, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.equal == 0 && similarity.jaccard == 0.0 && similarity.error > 0.007);
}

static void only_like_with_like(const struct kernel *kernel)
{
	struct text_sketch a = { TEXT_SKETCH_CLASSIC, TEXT_SKETCH_K, 1, 1, 50, { 0 } };
	struct text_sketch kinds[5] = { a, a, a, a, { 0 } };
	kinds[0].scheme = TEXT_SKETCH_FSS32;
	kinds[1].k = 64;
	kinds[2].seed = 2;
	kinds[3].normaliser = 2;
	for (size_t i = 0; i < 5; i++) {
		struct sketch_similarity similarity = { .equal = 99 };
		struct text_sketch merged = { .set_size = 99 };
		CHECK_THAT(sketch_compare(kernel, &a, &kinds[i], &similarity) == STATUS_BAD_INPUT);
		CHECK_THAT(sketch_compare(kernel, &kinds[i], &a, &similarity) == STATUS_BAD_INPUT);
		CHECK_THAT(sketch_merge(kernel, &a, &kinds[i], &merged) == STATUS_BAD_INPUT);
		CHECK_THAT(similarity.equal == 99 && merged.set_size == 99);
	}
	struct sketch_similarity similarity;
	CHECK_THAT(sketch_compare(kernel, &kinds[4], &kinds[4], &similarity) == STATUS_BAD_INPUT);
	kinds[4].k = TEXT_SKETCH_K;
	CHECK_THAT(sketch_compare(kernel, &kinds[4], &kinds[4], &similarity) == STATUS_BAD_INPUT);
}

static void nothing_is_like_nothing(const struct kernel *kernel, enum text_sketch_scheme scheme)
{
	uint64_t shingle = 12345;
	struct text_sketch none = sketch_of(kernel, scheme, &shingle, 0);
	struct text_sketch one = sketch_of(kernel, scheme, &shingle, 1);
	struct text_sketch merged;
	struct sketch_similarity similarity;
	CHECK_THAT(sketch_compare(kernel, &none, &none, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.equal == 0 && similarity.jaccard == 0.0 && similarity.error == 0.0);
	CHECK_THAT(sketch_compare(kernel, &none, &one, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.jaccard == 0.0 && similarity.error == 0.0);
	CHECK_THAT(sketch_compare(kernel, &one, &none, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.jaccard == 0.0 && similarity.error == 0.0);
	CHECK_THAT(sketch_compare(kernel, &one, &one, &similarity) == STATUS_OK);
	CHECK_THAT(similarity.jaccard == 1.0);
	CHECK_THAT(sketch_merge(kernel, &none, &one, &merged) == STATUS_OK);
	CHECK_THAT(memcmp(&merged, &one, sizeof(one)) == 0);
	CHECK_THAT(sketch_merge(kernel, &none, &none, &merged) == STATUS_OK);
	CHECK_THAT(merged.set_size == 0);
}

/* The merged values are those of the union's own sketch; its size is near the truth and within its bounds. */
static void merge_is_union(const struct kernel *kernel, enum text_sketch_scheme scheme, uint64_t *chances)
{
	double squares = 0;
	int trials = 300;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[1000];
		size_t a_size = 1 + chance_below(chances, 500);
		size_t b_size = 1 + chance_below(chances, 500);
		size_t shared = chance_below(chances, (a_size < b_size ? a_size : b_size) + 1);
		size_t all = a_size + b_size - shared;
		for (size_t i = 0; i < all; i++)
			shingles[i] = chance(chances);
		struct text_sketch a = sketch_of(kernel, scheme, shingles, a_size);
		struct text_sketch b = sketch_of(kernel, scheme, shingles + a_size - shared, b_size);
		struct text_sketch both = sketch_of(kernel, scheme, shingles, all);
		struct text_sketch merged;
		CHECK_THAT(sketch_merge(kernel, &a, &b, &merged) == STATUS_OK);
		CHECK_THAT(memcmp(merged.values, both.values, sizeof(both.values)) == 0);
		CHECK_THAT(merged.set_size >= (a_size > b_size ? a_size : b_size) && merged.set_size <= a_size + b_size);
		CHECK_THAT(merged.scheme == a.scheme && merged.k == a.k && merged.seed == a.seed);
		double off = merged.set_size / (double)all - 1;
		squares += off * off;
		CHECK_THAT(sketch_merge(kernel, &a, &b, &a) == STATUS_OK);
		CHECK_THAT(memcmp(&a, &merged, sizeof(a)) == 0);
	}
	CHECK_THAT(sqrt(squares / trials) < 0.04);
}

/* The stated error covers the truth as often as a standard error should: 68 and 95 % of cases. */
static void error_is_honest(const struct kernel *kernel, enum text_sketch_scheme scheme, size_t size, uint64_t *chances)
{
	int trials = 4000, within_one = 0, within_two = 0;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[400];
		size_t shared = size / 10 + chance_below(chances, size * 8 / 10);
		for (size_t i = 0; i < 2 * size - shared; i++)
			shingles[i] = chance(chances);
		struct text_sketch a = sketch_of(kernel, scheme, shingles, size);
		struct text_sketch b = sketch_of(kernel, scheme, shingles + size - shared, size);
		struct sketch_similarity similarity;
		CHECK_THAT(sketch_compare(kernel, &a, &b, &similarity) == STATUS_OK);
		double off = fabs(similarity.jaccard - (double)shared / (double)(2 * size - shared));
		within_one += off <= similarity.error;
		within_two += off <= 2 * similarity.error;
	}
	printf("within one error %.3f, within two %.3f\n", within_one / (double)trials, within_two / (double)trials);
	CHECK_THAT(within_one > 0.62 * trials && within_one < 0.74 * trials);
	CHECK_THAT(within_two > 0.93 * trials && within_two < 0.98 * trials);
}

/* all: every single place differing, both arrays at any place and at the end of their page. */
static void equal_same_as_scalar(const struct kernel *kernel, uint64_t *chances)
{
	size_t size = sizeof(uint32_t[TEXT_SKETCH_K]);
	struct fenced left = fenced_take(size + 64), right = fenced_take(size + 64);
	for (size_t shift = 0; shift <= 64; shift += 4) {
		uint32_t *a = (uint32_t *)(void *)((uint8_t *)fenced_last(&left, size) - shift);
		uint32_t *b = (uint32_t *)(void *)((uint8_t *)fenced_last(&right, size) - (shift * 3) % 64);
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			a[i] = b[i] = (uint32_t)chance(chances);
		CHECK_THAT(kernel->equal(a, b) == TEXT_SKETCH_K);
		for (size_t i = 0; i < TEXT_SKETCH_K; i++) {
			a[i] ^= 1u << (i % 32);
			CHECK_THAT(kernel->equal(a, b) == TEXT_SKETCH_K - 1);
			a[i] ^= 1u << (i % 32);
		}
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			a[i] ^= (uint32_t)(chance(chances) & 1);
		CHECK_THAT(kernel->equal(a, b) == kernel_here(0)->equal(a, b));
	}
	fenced_free(&left);
	fenced_free(&right);
}

int main(void)
{
	uint64_t chances = chance_seed();
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		by_hand(kernel);
		only_like_with_like(kernel);
		for (enum text_sketch_scheme scheme = TEXT_SKETCH_CLASSIC; scheme <= TEXT_SKETCH_FSS32; scheme++) {
			nothing_is_like_nothing(kernel, scheme);
			merge_is_union(kernel, scheme, &chances);
			error_is_honest(kernel, scheme, 200, &chances);
			error_is_honest(kernel, scheme, 40, &chances);
		}
		equal_same_as_scalar(kernel, &chances);
	}
	return check_that_result();
}
