#include "sketch_fill.h"

#include <math.h>

#include "kernel_help.h"
#include "minhash.h"
#include "shingle.h"
#include "word_hash.h"

#define WORDS_MAX 400
#define NORMALISER 3

static size_t words_of(const char *text, uint64_t *ret_words)
{
	size_t count = 0;
	while (*text != 0) {
		size_t length = strcspn(text, " ");
		ret_words[count++] = word_hash((const uint8_t *)text, length);
		text += length;
		text += strspn(text, " ");
	}
	return count;
}

static struct text_sketch sketch_of(const struct kernel *kernel, enum text_sketch_scheme scheme, const char *text,
	uint32_t width)
{
	uint64_t words[WORDS_MAX];
	uint64_t shingles[WORDS_MAX];
	struct text_sketch sketch;
	size_t count = shingle_hashes(kernel, words, words_of(text, words), width, shingles);
	sketch_fill(kernel, scheme, NORMALISER, shingles, count, &sketch);
	return sketch;
}

static void pinned(const struct kernel *kernel, enum text_sketch_scheme scheme, const char *kind, int argc, char **argv)
{
	struct vectors vectors = vectors_open(argc, argv);
	size_t seen = 0;
	for (; vectors_next(&vectors, kind); seen++) {
		uint64_t values[TEXT_SKETCH_K];
		struct text_sketch sketch = sketch_of(kernel, scheme, vectors.columns[2], (uint32_t)atoi(vectors.columns[1]));
		CHECK_THAT(vectors_numbers(vectors.columns[4], values, TEXT_SKETCH_K) == TEXT_SKETCH_K);
		CHECK_THAT(sketch.set_size == (uint32_t)atoi(vectors.columns[3]));
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			CHECK_THAT(sketch.values[i] == values[i]);
	}
	CHECK_THAT(seen >= 10);
}

static void says_what_it_is(const struct kernel *kernel, enum text_sketch_scheme scheme)
{
	struct text_sketch sketch = sketch_of(kernel, scheme, "a ferry ran aground near harlen", 5);
	CHECK_THAT(sketch.scheme == scheme);
	CHECK_THAT(sketch.k == 128);
	CHECK_THAT(sketch.seed == 1);
	CHECK_THAT(sketch.normaliser == NORMALISER);
	CHECK_THAT(sketch.set_size == 2);
	sketch = sketch_of(kernel, scheme, "", 5);
	CHECK_THAT(sketch.scheme == scheme);
	CHECK_THAT(sketch.set_size == 0);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		CHECK_THAT(sketch.values[i] == SKETCH_NONE);
	CHECK_THAT(sketch_of(kernel, scheme, "ferry", 5).set_size == 1);
	CHECK_THAT(sketch_of(kernel, scheme, "no no no no no no no no no", 5).set_size == 1);
}

/* The same set in another order and with repetitions is the same sketch, to the bit: a few shingles, so many that they are
 * not all kept apart, and the hash 0 among them. */
static void of_the_set_alone(const struct kernel *kernel, enum text_sketch_scheme scheme, uint64_t *chances)
{
	static const size_t sizes[] = { 1, 2, 10, 300, 1000, 3000 };
	for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
		uint64_t shingles[3000];
		uint64_t again[9000];
		size_t size = sizes[s];
		struct text_sketch a, b;
		for (size_t i = 0; i < size; i++)
			shingles[i] = i == 1 ? 0 : chance(chances);
		for (size_t i = 0; i < 3 * size; i++)
			again[i] = shingles[i * 7 % size]; /* 7 has no factor in common with any of the sizes */
		sketch_fill(kernel, scheme, NORMALISER, shingles, size, &a);
		sketch_fill(kernel, scheme, NORMALISER, again, 3 * size, &b);
		if (!CHECK_THAT(memcmp(&a, &b, sizeof(a)) == 0))
			fprintf(stderr, "scheme %d, %zu shingles: %u and %u\n", scheme, size, a.set_size, b.set_size);
	}
}

/* A word a million times is one shingle, in either scheme. */
static void bounded_by_what_is_said(const struct kernel *kernel, enum text_sketch_scheme scheme)
{
	size_t count = 1000000;
	uint64_t *shingles = malloc(count * sizeof(shingles[0]));
	struct text_sketch many, one;
	CHECK(shingles != NULL);
	for (size_t i = 0; i < count; i++)
		shingles[i] = 0x5bd1e995a3c59ac3ULL;
	sketch_fill(kernel, scheme, NORMALISER, shingles, 1, &one);
	sketch_fill(kernel, scheme, NORMALISER, shingles, count, &many);
	CHECK_THAT(many.set_size == 1);
	CHECK_THAT(memcmp(&many, &one, sizeof(one)) == 0);
	free(shingles);
}

int main(int argc, char **argv)
{
	static const struct { enum text_sketch_scheme scheme; const char *kind; } schemes[] = {
		{ TEXT_SKETCH_CLASSIC, "sketch" }, { TEXT_SKETCH_FSS32, "fss32" },
	};
	uint64_t chances = chance_seed();
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		for (size_t s = 0; s < 2; s++) {
			pinned(kernel, schemes[s].scheme, schemes[s].kind, argc, argv);
			says_what_it_is(kernel, schemes[s].scheme);
			of_the_set_alone(kernel, schemes[s].scheme, &chances);
			bounded_by_what_is_said(kernel, schemes[s].scheme);
		}
	}
	return check_that_result();
}
