#include "shingle.h"

#include <math.h>

#include "kernel_help.h"
#include "word_hash.h"

#define WORDS_MAX 400

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

/* unit: sums small enough to be made by hand; the mix of 0 is 0. */
static void counts_and_sums(const struct kernel *kernel)
{
	uint64_t hashes[8] = { 0 };
	uint64_t words[8] = { 1, 2, 3, 0, 0, 0, 0, 0 };
	CHECK_THAT(shingle_count(0, 5) == 0);
	CHECK_THAT(shingle_count(1, 5) == 1);
	CHECK_THAT(shingle_count(4, 5) == 1);
	CHECK_THAT(shingle_count(5, 5) == 1);
	CHECK_THAT(shingle_count(6, 5) == 2);
	CHECK_THAT(shingle_count(3, 1) == 3);
	CHECK_THAT(shingle_hashes(kernel, words, 0, 5, hashes) == 0);
	CHECK_THAT(hashes[0] == 0);
	CHECK_THAT(shingle_hashes(kernel, words, 3, 5, hashes) == 1);
	CHECK_THAT(hashes[0] == hash_mix((1ULL << 48) + (2ULL << 24) + 3));
	CHECK_THAT(hashes[1] == 0);
	CHECK_THAT(shingle_hashes(kernel, words, 8, 4, hashes) == 5);
	CHECK_THAT(hashes[0] == hash_mix((1ULL << 8) + (2ULL << 48) + (3ULL << 24)));
	CHECK_THAT(hashes[3] == 0);
	CHECK_THAT(hashes[5] == 0);
	words[0] = UINT64_MAX; /* a carry out of the top is lost */
	words[1] = 1;
	CHECK_THAT(shingle_hashes(kernel, words, 2, 2, hashes) == 1);
	CHECK_THAT(hashes[0] == 0);
}

static void word_vectors(int argc, char **argv)
{
	struct vectors vectors = vectors_open(argc, argv);
	size_t seen = 0;
	for (; vectors_next(&vectors, "word"); seen++) {
		const uint8_t *word = (const uint8_t *)vectors.columns[1];
		CHECK_THAT(word_hash(word, strlen(vectors.columns[1])) == strtoull(vectors.columns[2], NULL, 16));
	}
	CHECK_THAT(seen >= 20);
}

static void shingle_vectors(const struct kernel *kernel, int argc, char **argv)
{
	struct vectors vectors = vectors_open(argc, argv);
	size_t seen = 0;
	for (; vectors_next(&vectors, "shingles"); seen++) {
		uint64_t words[WORDS_MAX];
		uint64_t hashes[WORDS_MAX];
		uint64_t pinned[WORDS_MAX];
		size_t words_count = words_of(vectors.columns[2], words);
		size_t pinned_count = vectors_numbers(vectors.columns[3], pinned, WORDS_MAX);
		size_t count = shingle_hashes(kernel, words, words_count, (uint32_t)atoi(vectors.columns[1]), hashes);
		CHECK_THAT(count == pinned_count);
		CHECK_THAT(memcmp(hashes, pinned, pinned_count * sizeof(pinned[0])) == 0);
	}
	CHECK_THAT(seen >= 10);
}

/* all: each kernel against scalar, every size up to 70, every width, every place of a word in a cache line. */
static void same_as_scalar(const struct kernel *kernel, uint64_t *chances)
{
	const struct kernel *scalar = kernel_here(0);
	uint64_t words[WORDS_MAX];
	uint64_t right[WORDS_MAX];
	uint64_t hashes[WORDS_MAX];
	for (size_t i = 0; i < WORDS_MAX; i++)
		words[i] = chance(chances);
	for (size_t count = 0; count <= 70; count++) {
		for (uint32_t width = 1; width <= SHINGLE_WIDTH_MAX; width++) {
			for (size_t at = 0; at < 8; at++) {
				memset(hashes, 0xee, sizeof(hashes));
				size_t shingles = shingle_hashes(kernel, words + at, count, width, hashes + (3 * at) % 8);
				CHECK_THAT(shingles == shingle_hashes(scalar, words + at, count, width, right));
				CHECK_THAT(memcmp(hashes + (3 * at) % 8, right, shingles * sizeof(right[0])) == 0);
				CHECK_THAT(hashes[(3 * at) % 8 + shingles] == 0xeeeeeeeeeeeeeeeeULL);
			}
		}
	}
	for (int trial = 0; trial < 200; trial++) {
		size_t count = chance_below(chances, WORDS_MAX);
		size_t shingles = shingle_hashes(kernel, words, count, SHINGLE_WORDS, hashes);
		shingle_hashes(scalar, words, count, SHINGLE_WORDS, right);
		CHECK_THAT(memcmp(hashes, right, shingles * sizeof(right[0])) == 0);
	}
}

/* safety: nothing is read or written beside the arrays. */
static void stays_inside(const struct kernel *kernel)
{
	struct fenced words = fenced_take(WORDS_MAX * 8);
	struct fenced hashes = fenced_take(WORDS_MAX * 8);
	for (size_t count = 1; count <= 70; count++) {
		for (uint32_t width = 1; width <= SHINGLE_WIDTH_MAX; width++) {
			size_t shingles = shingle_count(count, width);
			uint64_t *last = fenced_last(&words, count * 8);
			CHECK_THAT(shingle_hashes(kernel, last, count, width, fenced_last(&hashes, shingles * 8)) == shingles);
			CHECK_THAT(shingle_hashes(kernel, fenced_first(&words), count, width, fenced_first(&hashes)) == shingles);
		}
	}
	fenced_free(&words);
	fenced_free(&hashes);
}

/* A flipped bit of any word turns each bit of the shingle in half of the cases. */
static void avalanche(const struct kernel *kernel, uint64_t *chances)
{
	enum { TRIALS = 4000, BITS = 64 * SHINGLE_WORDS };
	static uint32_t turned[BITS][64];
	for (int trial = 0; trial < TRIALS; trial++) {
		uint64_t words[SHINGLE_WORDS];
		uint64_t plain;
		for (size_t i = 0; i < SHINGLE_WORDS; i++)
			words[i] = chance(chances);
		shingle_hashes(kernel, words, SHINGLE_WORDS, SHINGLE_WORDS, &plain);
		for (size_t bit = 0; bit < BITS; bit++) {
			uint64_t other;
			words[bit / 64] ^= 1ULL << bit % 64;
			shingle_hashes(kernel, words, SHINGLE_WORDS, SHINGLE_WORDS, &other);
			words[bit / 64] ^= 1ULL << bit % 64;
			for (size_t out = 0; out < 64; out++)
				turned[bit][out] += (uint32_t)((plain ^ other) >> out & 1);
		}
	}
	/* 20,480 shares with a standard deviation of 0.0079 each: chance alone stays within 5 of them, 0.04. */
	double worst = 0;
	for (size_t bit = 0; bit < BITS; bit++) {
		for (size_t out = 0; out < 64; out++)
			worst = fmax(worst, fabs(turned[bit][out] / (double)TRIALS - 0.5));
	}
	printf("avalanche: a bit turns in half of the cases within %.4f\n", worst);
	CHECK_THAT(worst < 0.05);
}

static int hash_order(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a;
	uint64_t right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* How many neighbours are equal when the hashes, cut to 64 - drop bits from bit from on, stand in order. */
static uint32_t pairs_equal(const uint64_t *hashes, uint32_t count, int from, int drop)
{
	uint64_t *cut = malloc(count * sizeof(cut[0]));
	uint32_t pairs = 0;
	CHECK(cut != NULL);
	for (uint32_t i = 0; i < count; i++)
		cut[i] = hashes[i] >> from << drop;
	qsort(cut, count, sizeof(cut[0]), hash_order);
	for (uint32_t i = 1; i < count; i++)
		pairs += cut[i] == cut[i - 1];
	free(cut);
	return pairs;
}

/* All 9^5 sequences of nine words: repeated words, each order, all prefixes in common. No two are equal, and no half of the
 * hash collides more often than chance has it: 59,049 values in 2^32 give 0.41 pairs. */
static void no_collisions(const struct kernel *kernel, uint64_t *chances)
{
	enum { LETTERS = 9, COUNT = 9 * 9 * 9 * 9 * 9 };
	uint64_t *hashes = malloc(COUNT * sizeof(hashes[0]));
	uint64_t letters[LETTERS];
	CHECK(hashes != NULL);
	for (size_t i = 0; i < LETTERS; i++)
		letters[i] = chance(chances);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint64_t words[SHINGLE_WORDS];
		for (uint32_t j = 0, rest = i; j < SHINGLE_WORDS; j++, rest /= LETTERS)
			words[j] = letters[rest % LETTERS];
		shingle_hashes(kernel, words, SHINGLE_WORDS, SHINGLE_WORDS, hashes + i);
	}
	CHECK_THAT(pairs_equal(hashes, COUNT, 0, 0) == 0);
	CHECK_THAT(pairs_equal(hashes, COUNT, 32, 0) <= 5);
	CHECK_THAT(pairs_equal(hashes, COUNT, 0, 32) <= 5);
	free(hashes);
}

/* Without the mix such sums vanish: h(A B) - h(A c) - h(d B) + h(d c) = 0 for any words. */
static void nothing_linear_left(const struct kernel *kernel, uint64_t *chances)
{
	int vanished = 0;
	for (int trial = 0; trial < 1000; trial++) {
		uint64_t w[SHINGLE_WORDS];
		uint64_t h[4];
		for (size_t i = 0; i < SHINGLE_WORDS; i++)
			w[i] = chance(chances) >> 8;
		uint64_t first = chance(chances) >> 8;
		uint64_t last = chance(chances) >> 8;
		for (size_t k = 0; k < 4; k++) {
			uint64_t changed[SHINGLE_WORDS] = { (k & 1) != 0 ? first : w[0], w[1], w[2], w[3], (k & 2) != 0 ? last : w[4] };
			shingle_hashes(kernel, changed, SHINGLE_WORDS, SHINGLE_WORDS, h + k);
		}
		vanished += h[0] - h[1] - h[2] + h[3] == 0;
	}
	CHECK_THAT(vanished == 0);
}

int main(int argc, char **argv)
{
	uint64_t chances = chance_seed();
	word_vectors(argc, argv);
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		counts_and_sums(kernel);
		shingle_vectors(kernel, argc, argv);
		same_as_scalar(kernel, &chances);
		stays_inside(kernel);
	}
	avalanche(kernel_here(0), &chances);
	no_collisions(kernel_here(0), &chances);
	nothing_linear_left(kernel_here(0), &chances);
	return check_that_result();
}
