/* kernel_bench.c: what the inner loops cost, by instruction set: nanoseconds per shingle for set sizes from a flash to a
 * long document, and per comparison. The variants run in turn, round after round, so that a change of the machine's pace
 * meets all of them; each figure is the minimum, median and maximum over the rounds.
 *
 *     kernel_bench [rounds]        31 unless told; pin it to one core */
#include "bands.h"
#include "bench.h"
#include "distinct.h"
#include "fss32.h"
#include "hash.h"
#include "kernels_here.h"
#include "minhash.h"
#include "shingle.h"
#include "sketch_fill.h"

#define ROUNDS_MAX 1001
#define COUNT_MAX 20000
#define SETS_MAX 8192
#define SHINGLES_A_ROUND 40000 /* so that a round takes far longer than the clock's step */

static const size_t counts[] = { 20, 60, 200, 476, 2000, 20000 };

struct workload {
	uint64_t words[COUNT_MAX + SETS_MAX + SHINGLE_WORDS];
	uint64_t shingles[COUNT_MAX + SETS_MAX];
	size_t set; /* moves on, so that no set is met again and again: their rounds and branches differ */
	struct text_sketch sketch;
	uint64_t sink; /* what keeps the compiler from dropping the work */
};

static const uint64_t *next_set(struct workload *workload)
{
	workload->set = (workload->set + 37) % SETS_MAX;
	return workload->shingles + workload->set;
}

static void run_shingle(const struct kernel *kernel, struct workload *workload, size_t count)
{
	kernel->shingle(workload->words, count, SHINGLE_WORDS, workload->shingles);
	workload->sink += workload->shingles[count - 1];
}

static void run_minhash(const struct kernel *kernel, struct workload *workload, size_t count)
{
	memset(workload->sketch.values, 0xff, sizeof(workload->sketch.values));
	minhash_add(kernel, next_set(workload), count, workload->sketch.values);
	workload->sink += workload->sketch.values[count % TEXT_SKETCH_K];
}

static void run_fss32(const struct kernel *kernel, struct workload *workload, size_t count)
{
	fss32_fill(kernel, next_set(workload), count, workload->sketch.values);
	workload->sink += workload->sketch.values[count % TEXT_SKETCH_K];
}

static void run_distinct(const struct kernel *kernel, struct workload *workload, size_t count)
{
	static uint64_t room[DISTINCT_EXACT_MAX];
	workload->sink += distinct_of(kernel, next_set(workload), count, room).different;
}

static void run_all(const struct kernel *kernel, struct workload *workload, size_t count)
{
	sketch_fill(kernel, TEXT_SKETCH_FSS32, 1, next_set(workload), count, &workload->sketch);
	workload->sink += workload->sketch.values[0];
}

static void run_equal(const struct kernel *kernel, struct workload *workload, size_t count)
{
	const uint32_t *values = (const uint32_t *)workload->words;
	for (size_t i = 0; i < count; i++)
		workload->sink += kernel->equal(values + i, values + 2 * i);
}

static void run_bands(const struct kernel *kernel, struct workload *workload, size_t count)
{
	uint64_t keys[BANDS_COUNT];
	(void)kernel;
	for (size_t i = 0; i < count; i++) {
		workload->sketch.values[i % TEXT_SKETCH_K]++;
		workload->sink += bands_keys(&workload->sketch, keys) + keys[i % BANDS_COUNT];
	}
}

/* One row for each kernel: what one unit of count units took. */
static void compare(const char *what, void (*run)(const struct kernel *, struct workload *, size_t), size_t count,
	size_t rounds, const struct kernel *const *kernels, struct workload *workload)
{
	static double took[KERNELS_MAX][ROUNDS_MAX];
	size_t times = SHINGLES_A_ROUND / count + 1;
	for (size_t round = 0; round < rounds + 1; round++) {
		for (size_t k = 0; kernels[k] != NULL; k++) {
			double start = now_ns();
			for (size_t i = 0; i < times; i++)
				run(kernels[k], workload, count);
			/* The first round warms up; the next one overwrites it. */
			took[k][round == 0 ? 0 : round - 1] = (now_ns() - start) / (double)(times * count);
		}
	}
	for (size_t k = 0; kernels[k] != NULL; k++) {
		sort_rounds(took[k], rounds);
		printf("%-10s %6zu  %-7s %8.3f %8.3f %8.3f\n", what, count, kernels[k]->name, took[k][0], took[k][rounds / 2],
			took[k][rounds - 1]);
	}
}

static void print_heading(const struct kernel *const *kernels)
{
	print_machine();
	printf("kernels:");
	for (size_t k = 0; kernels[k] != NULL; k++)
		printf(" %s", kernels[k]->name);
	printf("\n\nns per shingle, or per call where it says so\n%-10s %6s  %-7s %8s %8s %8s\n", "what", "n", "kernel", "min",
		"median", "max");
}

int main(int argc, char **argv)
{
	static struct workload workload;
	const struct kernel *kernels[KERNELS_MAX + 1] = { NULL };
	size_t rounds = rounds_of(argc, argv, 31, ROUNDS_MAX);
	kernels_here(kernels);
	for (size_t i = 0; i < COUNT_MAX + SETS_MAX + SHINGLE_WORDS; i++)
		workload.words[i] = hash_mix(i + 1);
	kernels[0]->shingle(workload.words, COUNT_MAX + SETS_MAX, SHINGLE_WORDS, workload.shingles);
	print_heading(kernels);

	const struct kernel *const plain[] = { kernels[0], NULL };
	for (size_t c = 0; c < sizeof(counts) / sizeof(counts[0]); c++) {
		compare("shingle", run_shingle, counts[c], rounds, kernels, &workload);
		compare("minhash", run_minhash, counts[c], rounds, kernels, &workload);
		compare("fss32", run_fss32, counts[c], rounds, kernels, &workload);
		compare("distinct", run_distinct, counts[c], rounds, kernels, &workload);
		compare("all", run_all, counts[c], rounds, kernels, &workload);
	}
	compare("equal/call", run_equal, 1000, rounds, kernels, &workload);
	compare("bands/call", run_bands, 1000, rounds, plain, &workload);
	fprintf(stderr, "(checksum %llx)\n", (unsigned long long)workload.sink);
	return 0;
}
