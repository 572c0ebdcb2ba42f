/* error_bench.c: how far the estimates are off: for sets of several sizes and similarities the bias and the root mean square
 * error of both schemes, over seeded random sets, beside what theory says: sqrt(J (1 - J) / K) for classic MinHash, and that
 * times the root of fss32_variance_factor for FSS32. Nothing is timed.
 *
 *     error_bench [trials]        20,000 for each row unless told */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "cpu.h"
#include "fss32.h"
#include "hash.h"
#include "sketch_compare.h"
#include "sketch_fill.h"

#define SIZE_MAX_ 2000

struct row {
	double bias, error; /* of the similarity */
	double theory;
};

/* Two sets of size shingles each, of which shared are in both; every trial has its own. */
static struct row measure(const struct kernel *kernel, enum text_sketch_scheme scheme, size_t size, size_t shared, size_t trials)
{
	static uint64_t both[2 * SIZE_MAX_];
	double jaccard = (double)shared / (double)(2 * size - shared), sum = 0, squares = 0;
	for (size_t trial = 0; trial < trials; trial++) {
		struct text_sketch a, b;
		struct sketch_similarity similarity;
		for (size_t i = 0; i < 2 * size - shared; i++)
			both[i] = hash_mix(hash_mix(trial * 1000003 + size * 31 + shared) + i);
		sketch_fill(kernel, scheme, 1, both, size, &a);
		sketch_fill(kernel, scheme, 1, both + size - shared, size, &b);
		CHECK(sketch_compare(kernel, &a, &b, &similarity) == STATUS_OK);
		double off = similarity.jaccard - jaccard;
		sum += off;
		squares += off * off;
	}
	double theory = sqrt(jaccard * (1 - jaccard) / TEXT_SKETCH_K);
	if (scheme == TEXT_SKETCH_FSS32)
		theory *= sqrt(fss32_variance_factor((double)(2 * size - shared)));
	return (struct row){ sum / (double)trials, sqrt(squares / (double)trials), theory };
}

int main(int argc, char **argv)
{
	static const size_t sizes[] = { 5, 20, 40, 60, 200, 400, 476, 2000 };
	size_t trials = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
	const struct kernel *kernel;
	CHECK(trials >= 1 && kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	printf("%zu trials a row, %s kernel; ratio: error over classic theory, sqrt(J (1 - J) / %d); expected: the same by each scheme's own theory\n", trials,
	       kernel->name, TEXT_SKETCH_K);
	printf("%-8s %6s %6s %9s %8s %8s %9s\n", "scheme", "size", "J", "bias", "error", "ratio", "expected");
	for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
		for (size_t part = 1; part <= 3; part++) {
			size_t size = sizes[s], shared = size * part * 2 / (4 + part); /* J near 0.25, 0.5, 0.75 */
			double jaccard = (double)shared / (double)(2 * size - shared), classic = sqrt(jaccard * (1 - jaccard) / TEXT_SKETCH_K);
			for (enum text_sketch_scheme scheme = TEXT_SKETCH_CLASSIC; scheme <= TEXT_SKETCH_FSS32; scheme++) {
				struct row row = measure(kernel, scheme, size, shared, trials);
				printf("%-8s %6zu %6.3f %+9.5f %8.5f %8.4f %9.4f\n", scheme == TEXT_SKETCH_FSS32 ? "fss32" : "classic", size, jaccard, row.bias, row.error,
				       row.error / classic, row.theory / classic);
			}
		}
	}
	return 0;
}
