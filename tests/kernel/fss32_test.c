#include "fss32.h"

#include <math.h>

#include "kernel_help.h"

#define SHINGLES_MAX 6000

/* unit: 0 goes to bin 0 with rank 0 in every round, and is 0 to every multiplier of the last resort; 2^31 is its own
 * product with an odd number: bin 64, and 2^26 when all else fails. Upper halves are not looked at. */
static void by_hand(const struct kernel *kernel)
{
	uint64_t zeros[2] = { 0, 7ULL << 32 };
	uint64_t half = 1ULL << 63 | 1ULL << 31;
	uint32_t values[TEXT_SKETCH_K];
	fss32_fill(kernel, zeros, 2, values);
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		CHECK_THAT(values[bin] == (bin == 0 ? 0 : 31u << 27));
	fss32_fill(kernel, &half, 1, values);
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		CHECK_THAT(values[bin] == (bin == 64 ? 0 : 31u << 27 | 1u << 26));
}

/* One shingle 1: a product is the multiplier itself, so that each value can be looked up in the table of multipliers. */
static void one_by_hand(const struct kernel *kernel)
{
	uint64_t one = 1;
	uint32_t values[TEXT_SKETCH_K];
	fss32_fill(kernel, &one, 1, values);
	for (uint32_t bin = 0; bin < TEXT_SKETCH_K; bin++) {
		uint32_t round = 0;
		while (round < 31 && multipliers[round] / 33554432 != bin)
			round++;
		uint32_t rank = round < 31 ? multipliers[round] % 134217728 : multipliers[31 + bin] / 32;
		CHECK_THAT(values[bin] / 134217728 == round && values[bin] % 134217728 == rank);
	}
}

/* The one product of round 0 that looks like an empty bin, 2^32 - 1, in the last bin: alone there, not alone, and not there. */
static void last_bin(const struct kernel *kernel, uint64_t *chances)
{
	static const size_t counts[] = { 7, 199, 200, 476, 1024, 1025, 3000 };
	uint64_t shingles[SHINGLES_MAX];
	uint32_t values[TEXT_SKETCH_K], inverse = 1;
	for (int digits = 0; digits < 5; digits++)
		inverse *= 2 - multipliers[0] * inverse;
	for (size_t trial = 0; trial < 70; trial++) {
		size_t count = counts[trial % 7];
		for (size_t i = 0; i < count; i++) {
			do
				shingles[i] = chance(chances);
			while (multipliers[0] * (uint32_t)shingles[i] >> 25 == 127);
		}
		fss32_fill(kernel, shingles, count, values);
		CHECK_THAT(values[127] / 134217728 >= 1);
		shingles[count / 2] = UINT32_MAX * inverse;
		fss32_fill(kernel, shingles, count, values);
		CHECK_THAT(values[127] == 134217727);
		shingles[count - 1] = (UINT32_MAX - 1) * inverse;
		fss32_fill(kernel, shingles, count, values);
		CHECK_THAT(values[127] == 134217726);
	}
}

/* all: sizes around every limit of the loops, each place in a cache line, whatever stood in the output. */
static void same_as_scalar(const struct kernel *kernel, uint64_t *chances)
{
	static const size_t limits[] = { 159, 160, 161, 199, 200, 201, 1023, 1024, 1025, 2048, 5000 };
	uint64_t shingles[SHINGLES_MAX];
	uint32_t right[TEXT_SKETCH_K];
	uint32_t values[TEXT_SKETCH_K + 16];
	for (size_t i = 0; i < SHINGLES_MAX; i++)
		shingles[i] = chance(chances);
	for (size_t trial = 0; trial < 3000; trial++) {
		size_t count = trial < 140 ? trial + 1 : trial < 200 ? limits[trial % 11] : 1 + chance_below(chances, 1200);
		const uint64_t *from = shingles + chance_below(chances, SHINGLES_MAX - count);
		uint32_t *place = values + chance_below(chances, 16);
		memset(values, (int)(trial % 3 * 100), sizeof(values));
		fss32_fill(kernel_here(0), from, count, right);
		fss32_fill(kernel, from, count, place);
		CHECK_THAT(memcmp(place, right, sizeof(right)) == 0);
	}
}

/* Few different shingles, over and over, and many: bins stay empty whatever the count. */
static void repeated_same_as_once(const struct kernel *kernel, uint64_t *chances)
{
	uint64_t shingles[SHINGLES_MAX];
	uint32_t once[TEXT_SKETCH_K];
	uint32_t values[TEXT_SKETCH_K];
	for (size_t different = 1; different <= 40; different++) {
		for (size_t i = 0; i < different; i++)
			shingles[i] = chance(chances);
		fss32_fill(kernel, shingles, different, once);
		for (size_t i = different; i < SHINGLES_MAX; i++)
			shingles[i] = shingles[chance_below(chances, different)];
		for (size_t count = different; count <= SHINGLES_MAX; count += 997) {
			fss32_fill(kernel, shingles, count, values);
			CHECK_THAT(memcmp(values, once, sizeof(once)) == 0);
		}
	}
}

static void stays_inside(const struct kernel *kernel)
{
	size_t size = sizeof(uint32_t[TEXT_SKETCH_K]);
	struct fenced shingles = fenced_take(SHINGLES_MAX * 8);
	struct fenced values = fenced_take(size);
	for (size_t count = 1; count <= 1100; count += count < 70 ? 1 : 101) {
		uint64_t *last = fenced_last(&shingles, count * 8);
		for (size_t i = 0; i < count; i++)
			last[i] = 0x9e3779b97f4a7c15ULL * (i + 1);
		fss32_fill(kernel, last, count, fenced_last(&values, size));
		CHECK_THAT(*(uint32_t *)fenced_last(&values, 4) != SKETCH_NONE);
		fss32_fill(kernel, fenced_first(&shingles), count, fenced_first(&values));
	}
	fenced_free(&shingles);
	fenced_free(&values);
}

/* The smaller value in each place is the sketch of the union, for sets that stop after different rounds. */
static void merges(const struct kernel *kernel, uint64_t *chances)
{
	for (int trial = 0; trial < 500; trial++) {
		uint64_t shingles[1400];
		size_t a_size = 1 + chance_below(chances, trial % 2 == 0 ? 40 : 700);
		size_t b_size = 1 + chance_below(chances, 700);
		size_t shared = chance_below(chances, (a_size < b_size ? a_size : b_size) + 1);
		size_t all = a_size + b_size - shared;
		uint32_t a[TEXT_SKETCH_K], b[TEXT_SKETCH_K], both[TEXT_SKETCH_K];
		for (size_t i = 0; i < all; i++)
			shingles[i] = chance(chances);
		fss32_fill(kernel, shingles, a_size, a);
		fss32_fill(kernel, shingles + a_size - shared, b_size, b);
		fss32_fill(kernel, shingles, all, both);
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			CHECK_THAT((a[i] < b[i] ? a[i] : b[i]) == both[i]);
	}
}

struct errors {
	double bias;
	double ratio; /* to classic MinHash's in theory */
};

/* Over pairs of sets of that size with shared of them in common; SIZE_MAX: any number. */
static struct errors measure(const struct kernel *kernel, uint64_t *chances, size_t size, size_t shared, int trials)
{
	double squares = 0, bias = 0, theory = 0;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[SHINGLES_MAX];
		size_t common = shared == SIZE_MAX ? chance_below(chances, size + 1) : shared;
		uint32_t a[TEXT_SKETCH_K], b[TEXT_SKETCH_K];
		for (size_t i = 0; i < 2 * size - common; i++)
			shingles[i] = chance(chances);
		fss32_fill(kernel, shingles, size, a);
		fss32_fill(kernel, shingles + size - common, size, b);
		double jaccard = (double)common / (double)(2 * size - common);
		double off = kernel->equal(a, b) / (double)TEXT_SKETCH_K - jaccard;
		squares += off * off;
		bias += off;
		theory += jaccard * (1 - jaccard) / TEXT_SKETCH_K;
	}
	return (struct errors){ bias / trials, sqrt(squares / theory) };
}

static void smaller_error_than_classic(const struct kernel *kernel, uint64_t *chances)
{
	static const struct { size_t size; int trials; double ratio_max; } cases[] = {
		{ 20, 30000, 0.72 }, { 40, 30000, 0.73 }, { 60, 30000, 0.735 }, { 200, 30000, 0.82 }, { 476, 20000, 0.92 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct errors errors = measure(kernel, chances, cases[i].size, SIZE_MAX, cases[i].trials);
		printf("%zu shingles: bias %+.5f, error %.4f of classic's\n", cases[i].size, errors.bias, errors.ratio);
		CHECK_THAT(fabs(errors.bias) < 0.001);
		CHECK_THAT(errors.ratio < cases[i].ratio_max);
	}
}

/* The factor that the header derives, for sets that are filled by the last resort, in many rounds, in one. */
static void variance_as_derived(const struct kernel *kernel, uint64_t *chances)
{
	static const size_t sizes[] = { 2, 4, 15, 45, 100, 200, 400, 975 };
	CHECK_THAT(fss32_variance_factor(1.0) == 0.0);
	CHECK_THAT(fss32_variance_factor(1e9) > 0.999 && fss32_variance_factor(1e9) <= 1.0);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t shared = sizes[i] / 2 + (sizes[i] == 2 ? 0 : sizes[i] / 6);
		struct errors errors = measure(kernel, chances, sizes[i], shared, 20000);
		double derived = sqrt(fss32_variance_factor((double)(2 * sizes[i] - shared)));
		printf("union of %zu: error %.4f, derived %.4f\n", 2 * sizes[i] - shared, errors.ratio, derived);
		CHECK_THAT(fabs(errors.ratio / derived - 1) < 0.03);
	}
}

int main(void)
{
	uint64_t chances = chance_seed();
	const struct kernel *best = NULL;
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		by_hand(kernel);
		one_by_hand(kernel);
		last_bin(kernel, &chances);
		same_as_scalar(kernel, &chances);
		repeated_same_as_once(kernel, &chances);
		stays_inside(kernel);
		merges(kernel, &chances);
		best = kernel;
	}
	smaller_error_than_classic(best, &chances);
	variance_as_derived(best, &chances);
	return check_that_result();
}
