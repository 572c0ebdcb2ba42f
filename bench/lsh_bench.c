/* lsh_bench.c: what the LSH index costs: nanoseconds for one search and one addition in a full index of 100,000, a million
 * and ten million entries, one sketch at a time and with the next few probed ahead; beside it in the same round what the
 * memory costs: reading a cache line at random in as much memory, one after the other, and 17 asked for at once.
 *
 * One sketch in four is a re-edited copy (Jaccard 0.5 to 1) of one of the index; the rest are new. The sketches are made
 * before the clock starts, 256 at a time, so that they are in the cache as one that was just computed is.
 *
 *     lsh_bench [rounds [FILE.json]]        61 unless told; pin it to one core; needs 2 GB of memory */
#include <sys/mman.h>

#include "bench.h"
#include "hash.h"
#include "lsh_index.h"

#define ROUNDS_MAX 1001
#define BATCH 256u
#define BATCHES_A_ROUND 8u /* a millisecond: a round that nothing else on the core breaks into */
#define AHEAD 6u
#define READS 10000u

static const uint32_t sizes[] = { 100000, 1000000, 10000000 };

enum way { WAY_ONE, WAY_AHEAD, WAY_CHASE, WAY_PREFETCH, WAY_FLOOD, WAYS };

static const char *const way_names[WAYS] = { "one", "ahead", "line", "lines17", "flood" };
static const char *const way_says[WAYS] = { "find + add, one by one", "find + add, probed ahead", "one random line",
	"17 random lines at once", "one text again and again" };

struct workload {
	struct lsh_index index;
	void *memory;
	size_t bytes;
	uint64_t number;             /* of the next text */
	uint64_t *texts;             /* by id; 0 for a copy, of which no copy is made */
	struct text_sketch sketches[BATCH];
	uint64_t numbers[BATCH];
	uint32_t copied[BATCH];      /* the id it is a copy of, or UINT32_MAX */
	uint64_t copies, found;
	uint64_t sink; /* what keeps the compiler from dropping the work */
};

/* Values as a sketch has them: places that two texts share are equal, all others differ. */
static void make_sketch(uint64_t number, uint64_t of, uint32_t shared_of_1024, struct text_sketch *sketch)
{
	sketch->set_size = 400;
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++) {
		bool shared = hash_mix(number * TEXT_SKETCH_K + i) % 1024 < shared_of_1024;
		sketch->values[i] = (uint32_t)hash_mix(((shared ? of : number) << 8 | i) ^ 0x5bd1e995u);
	}
}

static void make_batch(struct workload *workload)
{
	for (uint32_t i = 0; i < BATCH; i++) {
		uint64_t number = workload->number++, chance = hash_mix(number ^ 0xabcdef);
		uint32_t id = (uint32_t)((chance >> 32) * workload->index.capacity >> 32);
		bool copies = workload->index.count == workload->index.capacity && chance % 4 == 0 && workload->texts[id] != 0;
		workload->copied[i] = copies ? id : UINT32_MAX;
		workload->numbers[i] = number;
		make_sketch(number, copies ? workload->texts[id] : 0, copies ? 512 + (uint32_t)(chance >> 8) % 513 : 0, &workload->sketches[i]);
	}
}

static void find_and_add(struct workload *workload, const struct lsh_probe *probe, uint32_t i)
{
	struct lsh_match matches[LSH_CANDIDATES];
	uint32_t count = lsh_index_find(&workload->index, probe, LSH_EQUAL_HALF, matches);
	uint32_t id = lsh_index_add(&workload->index, probe, 0);
	workload->copies += workload->copied[i] != UINT32_MAX;
	for (uint32_t k = 0; k < count; k++)
		workload->found += matches[k].id == workload->copied[i];
	workload->numbers[i] |= (uint64_t)id << 32; /* noted after the clock has stopped */
}

static void run_one(struct workload *workload)
{
	for (uint32_t i = 0; i < BATCH; i++) {
		struct lsh_probe probe;
		lsh_index_probe(&workload->index, &workload->sketches[i], &probe);
		find_and_add(workload, &probe, i);
	}
}

static void run_ahead(struct workload *workload)
{
	struct lsh_probe probes[AHEAD];
	for (uint32_t i = 0; i < BATCH + AHEAD; i++) {
		if (i >= AHEAD)
			find_and_add(workload, &probes[i % AHEAD], i - AHEAD);
		if (i < BATCH)
			lsh_index_probe(&workload->index, &workload->sketches[i], &probes[i % AHEAD]);
	}
}

static double run_batches(struct workload *workload, void (*run)(struct workload *), uint32_t batches)
{
	double spent = 0.0;
	for (uint32_t batch = 0; batch < batches; batch++) {
		make_batch(workload);
		double start = now_ns();
		run(workload);
		spent += now_ns() - start;
		for (uint32_t i = 0; i < BATCH; i++)
			workload->texts[workload->numbers[i] >> 32] = workload->copied[i] == UINT32_MAX ? (uint32_t)workload->numbers[i] : 0;
	}
	return spent / ((double)batches * BATCH);
}

/* Random lines of the index's memory: each address depends on what the last one held, or 17 are asked for before the first
 * is read. */
static double run_lines(struct workload *workload, uint32_t at_once)
{
	const uint64_t *memory = workload->memory;
	uint64_t lines = workload->bytes / 64, state = workload->number++ + workload->sink;
	double start = now_ns();
	for (uint32_t i = 0; i < READS; i += at_once) {
		const uint64_t *asked[BANDS_COUNT];
		for (uint32_t k = 0; k < at_once; k++) {
			asked[k] = memory + (size_t)(((hash_mix(state + k) >> 32) * lines) >> 32) * 8;
			__builtin_prefetch(asked[k]);
		}
		for (uint32_t k = 0; k < at_once; k++)
			state += *asked[k] + 1;
	}
	workload->sink += state & 1;
	return (now_ns() - start) / READS;
}

/* One text again and again: the worst that can come for the buckets that it meets. */
static double run_flood(struct workload *workload)
{
	double start;
	for (uint32_t i = 0; i < BATCH; i++) {
		make_sketch(1, 0, 0, &workload->sketches[i]);
		workload->copied[i] = UINT32_MAX;
	}
	start = now_ns();
	for (uint32_t batch = 0; batch < BATCHES_A_ROUND; batch++)
		run_ahead(workload);
	return (now_ns() - start) / (BATCHES_A_ROUND * BATCH);
}

static void fill(struct workload *workload)
{
	uint32_t batches = workload->index.capacity / BATCH + 1;
	for (uint32_t batch = 0; batch < batches; batch++) {
		run_batches(workload, run_ahead, 1);
		if (batch % 4096 == 0)
			fprintf(stderr, "\r  filling: %3.0f %% of %u ", 100.0 * batch / batches, workload->index.capacity);
	}
	fprintf(stderr, "\r%40s\r", "");
}

static void measure(uint32_t capacity, size_t rounds, FILE *json)
{
	static double took[WAYS][ROUNDS_MAX];
	static struct workload workload;
	size_t page = (size_t)1 << 21;
	workload = (struct workload){ .number = 1, .bytes = (lsh_index_bytes(capacity) + page - 1) / page * page };
	workload.memory = aligned_alloc(page, workload.bytes);
	workload.texts = calloc(capacity, sizeof *workload.texts);
	CHECK(workload.memory != NULL && workload.texts != NULL);
	madvise(workload.memory, workload.bytes, MADV_HUGEPAGE);
	memset(workload.memory, 0, workload.bytes);
	lsh_index_init(&workload.index, capacity, workload.memory);
	fill(&workload);
	for (size_t round = 0; round < rounds; round++) {
		took[WAY_ONE][round] = run_batches(&workload, run_one, BATCHES_A_ROUND);
		took[WAY_AHEAD][round] = run_batches(&workload, run_ahead, BATCHES_A_ROUND);
		took[WAY_CHASE][round] = run_lines(&workload, 1);
		took[WAY_PREFETCH][round] = run_lines(&workload, BANDS_COUNT);
	}
	uint64_t overflows = workload.index.overflows;
	for (size_t round = 0; round < rounds; round++) /* last, for it fills the window with copies */
		took[WAY_FLOOD][round] = run_flood(&workload);
	double bytes = (double)lsh_index_bytes(capacity) / capacity, found = (double)workload.found / (double)workload.copies;
	for (int way = 0; way < WAYS; way++) {
		sort_rounds(took[way], rounds);
		printf("%9u  %-26s %8.1f %8.1f %8.1f\n", capacity, way_says[way], took[way][0], took[way][rounds / 2], took[way][rounds - 1]);
		if (json != NULL)
			fprintf(json, "{\"entries\": %u, \"way\": \"%s\", \"min\": %.2f, \"median\": %.2f, \"max\": %.2f, \"bytes\": %.1f, \"found\": %.4f}\n",
			        capacity, way_names[way], took[way][0], took[way][rounds / 2], took[way][rounds - 1], bytes, found);
	}
	printf("%9s  %.1f bytes an entry; %.4f of %llu copies found; %llu losses to full buckets in %llu additions\n", "", bytes, found,
	       (unsigned long long)workload.copies, (unsigned long long)overflows, (unsigned long long)workload.number);
	free(workload.memory);
	free(workload.texts);
}

int main(int argc, char **argv)
{
	size_t rounds = rounds_of(argc, argv, 61, ROUNDS_MAX);
	FILE *json = argc > 2 ? fopen(argv[2], "w") : NULL;
	CHECK(argc <= 2 || json != NULL);
	print_machine();
	printf("\nns: a search and an addition, or a line read\n%9s  %-26s %8s %8s %8s\n", "entries", "what", "min", "median", "max");
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		measure(sizes[i], rounds, json);
	if (json != NULL)
		fclose(json);
	return 0;
}
