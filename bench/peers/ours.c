/* ours.c: our side of the comparison with the peers (bench/README.md): a program that the harness starts on the peers' core
 * and talks to line by line, so that its rounds take turns with theirs. It calls the public library for sketches
 * (parallax_sketch.h) and the kernel room for the index. What it answers is what its own clock says about the work alone:
 * no line, no pipe and no Python is in it.
 *
 *     sets FILE       sets of 64-bit hashes: u64 count, count + 1 u64 offsets, the hashes        → ok COUNT
 *     texts FILE      the same with bytes of UTF-8                                               → ok COUNT
 *     tokens FILE     u64 sets, sets + 1 u64 offsets of tokens, tokens + 1 u64 offsets, bytes    → ok COUNT
 *     kernels         which sets of inner loops run here                                         → ok NAME ..., best first
 *     kernel NAME     a set of inner loops, or best                                              → ok NAME
 *     run WAY         one pass over what was read                                                → ns NANOSECONDS
 *     values WAY FILE the same; writes the signatures, 128 u32 each                              → ok COUNT
 *     index CAPACITY COPIES   a new index for the signatures of `run hashes`; COPIES: u32 a set, the set of which it is a
 *                     copy, or 2^32 - 1                                                          → ok BYTES
 *     fill FROM TO    search and addition of these                          → ns NANOSECONDS COPIES FOUND
 *
 * WAY: hashes (by the library: values and the set's size), fss32, minhash (the values alone, as the peers give them, by the
 * kernel room), plain, native (the plain C loop) and bound (port_bound.h), all of sets; tokens (hashed by XXH3, then as
 * hashes); text (of texts). */
#include <inttypes.h>
#include <sys/mman.h>

#include "bench.h"
#include "cpu.h"
#include "fss32.h"
#include "hash.h"
#include "lsh_index.h"
#include "minhash.h"
#include "parallax_sketch.h"
#include "port_bound.h"

#define LINE_BYTES_MAX 4096
#define AHEAD 6u
#define SKETCHERS_MAX 8

void plain_minhash(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
void plain_minhash_native(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);

struct input {
	uint8_t *memory;
	uint64_t count;
	const uint64_t *offsets;
	const uint8_t *data;
};

struct named_sketcher {
	char name[32]; /* as asked for */
	struct parallax_sketcher *sketcher;
};

struct work {
	struct named_sketcher sketchers[SKETCHERS_MAX]; /* each made once, as a user makes them: a new one has its memory yet to get */
	struct parallax_sketcher *sketcher;             /* one of them */
	const struct kernel *kernel;
	struct input sets, texts, tokens;
	uint64_t *hashes; /* of one set's tokens */
	struct parallax_signature *signatures;
	uint64_t signatures_count;
	struct lsh_index index;
	void *index_memory;
	struct input copies;
};

static uint8_t *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	CHECK(file != NULL && fseek(file, 0, SEEK_END) == 0);
	size_t length = (size_t)ftell(file);
	uint8_t *bytes = malloc(length + 64);
	CHECK(bytes != NULL && fseek(file, 0, SEEK_SET) == 0 && fread(bytes, 1, length, file) == length);
	fclose(file);
	return bytes;
}

static void read_input(struct input *input, const char *path)
{
	free(input->memory);
	input->memory = read_file(path);
	memcpy(&input->count, input->memory, sizeof input->count);
	input->offsets = (const uint64_t *)(void *)(input->memory + 8);
	input->data = input->memory + 8 + 8 * (input->count + 1);
}

static void make_room(struct work *work, uint64_t count)
{
	free(work->signatures);
	work->signatures = calloc(count, sizeof *work->signatures);
	work->signatures_count = count;
	CHECK(work->signatures != NULL);
}

static const uint64_t *set_of(const struct input *sets, uint64_t i)
{
	return (const uint64_t *)(const void *)sets->data + sets->offsets[i];
}

static void run_library(struct work *work)
{
	for (uint64_t i = 0; i < work->sets.count; i++)
		CHECK(parallax_sketch_hashes(work->sketcher, set_of(&work->sets, i), work->sets.offsets[i + 1] - work->sets.offsets[i], PARALLAX_FSS32,
		                             &work->signatures[i]) == PARALLAX_OK);
}

static void run_fss32(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values)
{
	fss32_fill(work->kernel, hashes, count, values);
}

static void run_minhash(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values)
{
	memset(values, 0xff, TEXT_SKETCH_K * sizeof *values);
	minhash_add(work->kernel, hashes, count, values);
}

static void run_plain(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values)
{
	(void)work;
	plain_minhash(hashes, count, multipliers, values);
}

static void run_native(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values)
{
	(void)work;
	plain_minhash_native(hashes, count, multipliers, values);
}

static void run_bound(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values)
{
	(void)hashes, (void)values;
	port_bound(work->kernel->name, count);
}

static const struct {
	const char *way;
	void (*run)(const struct work *work, const uint64_t *hashes, size_t count, uint32_t *values);
} loops[] = {
	{ "fss32", run_fss32 }, { "minhash", run_minhash }, { "plain", run_plain }, { "native", run_native }, { "bound", run_bound },
};

static void run_loop(struct work *work, const char *way)
{
	size_t at = 0;
	while (at < sizeof loops / sizeof loops[0] && strcmp(loops[at].way, way) != 0)
		at++;
	CHECK(at < sizeof loops / sizeof loops[0]);
	for (uint64_t i = 0; i < work->sets.count; i++)
		loops[at].run(work, set_of(&work->sets, i), work->sets.offsets[i + 1] - work->sets.offsets[i], work->signatures[i].values);
}

static void run_texts(struct work *work)
{
	for (uint64_t i = 0; i < work->texts.count; i++)
		CHECK(parallax_sketch_text(work->sketcher, (const char *)work->texts.data + work->texts.offsets[i],
		                           work->texts.offsets[i + 1] - work->texts.offsets[i], PARALLAX_FSS32, &work->signatures[i]) == PARALLAX_OK);
}

static void run_tokens(struct work *work)
{
	const struct input *tokens = &work->tokens;
	const uint64_t *ends = (const uint64_t *)(const void *)tokens->data;
	const uint8_t *bytes = tokens->data + 8 * (tokens->offsets[tokens->count] + 1);
	for (uint64_t i = 0; i < tokens->count; i++) {
		size_t count = 0;
		for (uint64_t k = tokens->offsets[i]; k < tokens->offsets[i + 1]; k++)
			work->hashes[count++] = hash_bytes(bytes_of(bytes + ends[k], ends[k + 1] - ends[k]));
		CHECK(parallax_sketch_hashes(work->sketcher, work->hashes, count, PARALLAX_FSS32, &work->signatures[i]) == PARALLAX_OK);
	}
}

/* One pass; returns what it took. */
static double run(struct work *work, const char *way)
{
	uint64_t count = strcmp(way, "text") == 0 ? work->texts.count : strcmp(way, "tokens") == 0 ? work->tokens.count : work->sets.count;
	if (work->signatures_count != count)
		make_room(work, count);
	double start = now_ns();
	if (strcmp(way, "hashes") == 0)
		run_library(work);
	else if (strcmp(way, "tokens") == 0)
		run_tokens(work);
	else if (strcmp(way, "text") == 0)
		run_texts(work);
	else
		run_loop(work, way);
	return now_ns() - start;
}

static void write_values(const struct work *work, const char *path)
{
	FILE *file = fopen(path, "wb");
	CHECK(file != NULL);
	for (uint64_t i = 0; i < work->signatures_count; i++)
		CHECK(fwrite(work->signatures[i].values, sizeof work->signatures[i].values, 1, file) == 1);
	CHECK(fclose(file) == 0);
}

static struct parallax_sketcher *sketcher_of(struct work *work, const char *name)
{
	size_t at = 0;
	while (at < SKETCHERS_MAX && work->sketchers[at].sketcher != NULL && strcmp(work->sketchers[at].name, name) != 0)
		at++;
	CHECK(at < SKETCHERS_MAX);
	struct named_sketcher *named = &work->sketchers[at];
	if (named->sketcher == NULL) {
		snprintf(named->name, sizeof named->name, "%s", name);
		named->sketcher = parallax_sketcher_new(strcmp(name, "best") == 0 ? NULL : name, NULL);
	}
	return named->sketcher;
}

static void choose_kernel(struct work *work, const char *name)
{
	work->sketcher = sketcher_of(work, name);
	if (work->sketcher == NULL) {
		printf("none\n");
		return;
	}
	CHECK(kernel_select(cpu_features(), parallax_sketcher_kernel(work->sketcher), &work->kernel) == STATUS_OK);
	printf("ok %s\n", work->kernel->name);
}

static void list_kernels(void)
{
	size_t count;
	const struct kernel *table = kernel_table(&count), *kernel;
	printf("ok");
	while (count-- > 0)
		if (kernel_select(cpu_features(), table[count].name, &kernel) == STATUS_OK)
			printf(" %s", kernel->name);
	printf("\n");
}

static void open_index(struct work *work, uint32_t capacity, const char *copies)
{
	size_t page = (size_t)1 << 21, bytes = (lsh_index_bytes(capacity) + page - 1) / page * page;
	free(work->index_memory);
	free(work->copies.memory);
	work->copies.memory = read_file(copies);
	work->index_memory = aligned_alloc(page, bytes);
	CHECK(work->index_memory != NULL);
	madvise(work->index_memory, bytes, MADV_HUGEPAGE);
	memset(work->index_memory, 0, bytes);
	lsh_index_init(&work->index, capacity, work->index_memory);
	printf("ok %zu\n", lsh_index_bytes(capacity));
}

static void fill_index(struct work *work, uint32_t from, uint32_t to)
{
	struct lsh_probe probes[AHEAD];
	struct lsh_match matches[LSH_CANDIDATES];
	const uint32_t *copies = (const uint32_t *)(const void *)work->copies.memory;
	uint64_t asked = 0, found = 0;
	double start = now_ns();
	for (uint32_t i = from; i < to + AHEAD; i++) {
		if (i >= from + AHEAD) {
			uint32_t copied = copies[i - AHEAD];
			uint32_t count = lsh_index_find(&work->index, &probes[i % AHEAD], LSH_EQUAL_HALF, matches);
			lsh_index_add(&work->index, &probes[i % AHEAD], 0);
			asked += copied != UINT32_MAX;
			for (uint32_t k = 0; k < count; k++)
				found += matches[k].id == copied;
		}
		if (i < to)
			lsh_index_probe(&work->index, (const struct text_sketch *)(const void *)&work->signatures[i], &probes[i % AHEAD]);
	}
	printf("ns %.0f %" PRIu64 " %" PRIu64 "\n", now_ns() - start, asked, found);
}

/* False when the line is none of the above. */
static bool obey(struct work *work, const char *line)
{
	char what[32], a[LINE_BYTES_MAX], b[LINE_BYTES_MAX];
	int given = sscanf(line, "%31s %4095s %4095s", what, a, b);
	if (given == 1 && strcmp(what, "kernels") == 0) {
		list_kernels();
	} else if (given == 2 && strcmp(what, "kernel") == 0) {
		choose_kernel(work, a);
	} else if (given == 2 && strcmp(what, "run") == 0) {
		printf("ns %.0f\n", run(work, a));
	} else if (given == 3 && strcmp(what, "values") == 0) {
		run(work, a);
		write_values(work, b);
		printf("ok %" PRIu64 "\n", work->signatures_count);
	} else if (given == 3 && strcmp(what, "index") == 0) {
		open_index(work, (uint32_t)strtoul(a, NULL, 10), b);
	} else if (given == 3 && strcmp(what, "fill") == 0) {
		fill_index(work, (uint32_t)strtoul(a, NULL, 10), (uint32_t)strtoul(b, NULL, 10));
	} else {
		struct input *input = strcmp(what, "sets") == 0 ? &work->sets : strcmp(what, "texts") == 0 ? &work->texts : &work->tokens;
		if (given != 2 || (input == &work->tokens && strcmp(what, "tokens") != 0))
			return false;
		read_input(input, a);
		work->signatures_count = 0;
		printf("ok %" PRIu64 "\n", input->count);
	}
	return true;
}

int main(void)
{
	static struct work work;
	char line[LINE_BYTES_MAX];
	work.sketcher = sketcher_of(&work, "best");
	CHECK(kernel_select(cpu_features(), NULL, &work.kernel) == STATUS_OK);
	work.hashes = malloc(sizeof *work.hashes * (1u << 20));
	CHECK(work.sketcher != NULL && work.hashes != NULL);
	while (fgets(line, sizeof line, stdin) != NULL) {
		if (!obey(&work, line)) {
			fprintf(stderr, "peers_ours: not understood: %s", line);
			return 2;
		}
		fflush(stdout);
	}
	return 0;
}
