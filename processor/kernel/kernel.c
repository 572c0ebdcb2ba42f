#include "kernel.h"

#include <string.h>

#include "cpu.h"
#include "hash.h"
#include "kernel_variants.h"
#include "sketch_constants.h"
#include "text_sketch.h"
#include "shingle.h"

static const struct kernel table[] = {
	{ "scalar", 0, shingle_scalar, minhash_scalar, fss32_scalar, text_blocks_scalar, word_places_scalar, word_hashes_scalar, not_own_scalar,
	  equal_scalar },
#if defined(__x86_64__)
	{ "avx2", CPU_AVX2, shingle_avx2, minhash_avx2, fss32_avx2, text_blocks_avx2, word_places_avx2, word_hashes_avx2, not_own_avx2, equal_avx2 },
	{ "avx512", CPU_AVX512, shingle_avx512, minhash_avx512, fss32_avx512, text_blocks_avx2, word_places_avx2,
	  word_hashes_avx512, not_own_avx2, equal_avx2 },
	{ "avx512vbmi", CPU_AVX512 | CPU_AVX512VBMI, shingle_avx512, minhash_avx512, fss32_avx512, text_blocks_vbmi, word_places_vbmi,
	  word_hashes_avx512, not_own_vbmi, equal_avx2 },
#elif defined(__aarch64__)
	/* The hashes of words and the places of bits are the scalar ones: they live on 64-bit multiplications and on counting zeros. */
	{ "neon", CPU_NEON, shingle_neon, minhash_neon, fss32_neon, text_blocks_neon, word_places_scalar, word_hashes_scalar, not_own_scalar, equal_neon },
#endif
};

const struct kernel *kernel_table(size_t *ret_count)
{
	*ret_count = sizeof(table) / sizeof(table[0]);
	return table;
}

enum status kernel_pick(const struct kernel *kernels, size_t count, uint32_t features, const char *forced_name,
	const struct kernel **ret_kernel)
{
	const struct kernel *best = NULL;
	for (size_t i = 0; i < count; i++) {
		bool runs = (kernels[i].needs & ~features) == 0;
		bool wanted = forced_name == NULL || strcmp(forced_name, kernels[i].name) == 0;
		if (runs && wanted)
			best = &kernels[i];
	}
	if (best == NULL)
		return STATUS_BAD_INPUT;
	if (kernel_check(best) != STATUS_OK)
		return STATUS_FATAL;
	*ret_kernel = best;
	return STATUS_OK;
}

enum status kernel_select(uint32_t features, const char *forced_name, const struct kernel **ret_kernel)
{
	return kernel_pick(table, sizeof(table) / sizeof(table[0]), features, forced_name, ret_kernel);
}

/* An odd number of words, so that what is left over behind whole registers is checked too. */
#define CHECK_WORDS 75
#define CHECK_FEW 3
#define CHECK_SHINGLES (CHECK_WORDS - SHINGLE_WORDS + 1)

/* The lines "check" of tests/kernel/vectors.tsv, computed apart from this code. */
#define CHECK_SHINGLE_DIGEST 0xf507529f8b9fdc06ULL
#define CHECK_MINHASH_DIGEST 0x5e0e4266b90676c0ULL
#define CHECK_FSS32_FEW_DIGEST 0xae9c926956f72cb7ULL
#define CHECK_FSS32_DIGEST 0xa0da1cd70b6032adULL

/* What the scalar kernel gives, which tests/text/plain_words_test.c holds against the text room. */
#define CHECK_TEXT_DIGEST 0x9cf69874496c0a82ULL
#define CHECK_WORDS_DIGEST 0x36b3df219e6ab3b4ULL

/* The words are the outputs of splitmix64 (S. Vigna) from 7. */
static void check_words(uint64_t *ret_words)
{
	uint64_t state = 7;
	for (size_t i = 0; i < CHECK_WORDS; i++) {
		uint64_t z = state += 0x9e3779b97f4a7c15ULL;
		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
		z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
		ret_words[i] = z ^ z >> 31;
	}
}

static bool values_right(const uint32_t *values, uint64_t right)
{
	uint64_t digest = 0;
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		digest = hash_mix(digest ^ values[i]);
	return digest == right;
}

static bool shingles_right(const uint64_t *shingles)
{
	uint64_t digest = 0;
	for (size_t i = 0; i < CHECK_SHINGLES; i++)
		digest = hash_mix(digest ^ shingles[i]);
	return digest == CHECK_SHINGLE_DIGEST;
}

/* Of 128 values every third is changed in another bit, from value 0 on: 43, so that 85 stay equal. */
static bool equal_right(const struct kernel *kernel, const uint32_t *values)
{
	uint32_t changed[TEXT_SKETCH_K];
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		changed[i] = values[i] ^ (i % 3 == 0 ? 1u << (i % 32) : 0u);
	return kernel->equal(values, changed) == 85 && kernel->equal(values, values) == TEXT_SKETCH_K;
}

/* A line of many scripts, more than three blocks of it, with zero bytes around. */
#define CHECK_TEXT "Don't 3.5 A\u2019B \u00c9cole \u00dfe \u0141\u00f3d\u017a, \u039f\u03b4\u03cc\u03c2 \u0416\u0438\u0437\u043d\u044c " \
	"\u05e9\u05dc\u05d5\u05dd \u0623\u0647\u0644\u0627 \u0939\u093f\u0928\u094d\u0926\u0940 \u0e44\u0e17\u0e22 \u4e2d\u56fd\u3002\u3072\u3089 " \
	"\ud55c\uad6d \u1ec6 \u4dc0 \U0001f600 extraordinarily_long; and words behind it, 12,5% of them"
#define CHECK_BLOCKS 3

static bool text_right(const struct kernel *kernel)
{
	uint8_t text[TEXT_BEFORE + sizeof CHECK_TEXT + TEXT_BEHIND] = { 0 }, folded[CHECK_BLOCKS * TEXT_BLOCK];
	struct text_block blocks[CHECK_BLOCKS];
	uint64_t digest = 0;
	size_t length = sizeof CHECK_TEXT - 1;
	memcpy(text + TEXT_BEFORE, CHECK_TEXT, length);
	if (length < CHECK_BLOCKS * TEXT_BLOCK || !kernel->text_blocks(text + TEXT_BEFORE, CHECK_BLOCKS, folded, blocks))
		return false;
	digest = XXH3_64bits(blocks, sizeof blocks) ^ XXH3_64bits_withSeed(folded, sizeof folded, 1);
	text[TEXT_BEFORE] = 0xc3;
	return digest == CHECK_TEXT_DIGEST && !kernel->text_blocks(text + TEXT_BEFORE, CHECK_BLOCKS, folded, blocks);
}

/* Of every length up to 40 bytes. */
static bool words_right(const struct kernel *kernel, const uint64_t *words)
{
	uint32_t places[2 * 40];
	uint64_t hashes[40 + 8], digest = 0;
	for (uint32_t i = 0; i < 40; i++) {
		places[2 * i] = 3 * i;
		places[2 * i + 1] = 4 * i + 1;
	}
	if (kernel->word_hashes((const uint8_t *)words, places, 40, hashes) != 40)
		return false;
	for (size_t i = 0; i < 40; i++)
		digest = hash_mix(digest ^ hashes[i]);
	return digest == CHECK_WORDS_DIGEST;
}

/* Every seventh is another's, of more than two registers and a part of one. */
static bool not_own_right(const struct kernel *kernel)
{
	enum { COUNT = 77, STEP = 7 };
	uint16_t numbers[COUNT + NOT_OWN_SLACK] = { 0 }, places[COUNT + NOT_OWN_SLACK];
	for (size_t i = 0; i < COUNT; i++)
		numbers[i] = (uint16_t)(i % STEP == 3 ? i + 1 : i);
	size_t found = kernel->not_own(numbers, COUNT, places);
	for (size_t i = 0; i < found; i++)
		if (places[i] != i * STEP + 3)
			return false;
	return found == COUNT / STEP;
}

enum status kernel_check(const struct kernel *kernel)
{
	uint64_t words[CHECK_WORDS];
	uint64_t shingles[CHECK_SHINGLES];
	uint32_t values[TEXT_SKETCH_K];
	check_words(words);
	kernel->shingle(words, CHECK_SHINGLES, SHINGLE_WORDS, shingles);
	if (!shingles_right(shingles))
		return STATUS_FATAL;
	memset(values, 0xff, sizeof(values));
	kernel->minhash(shingles, CHECK_SHINGLES, multipliers, values);
	if (!values_right(values, CHECK_MINHASH_DIGEST) || !equal_right(kernel, values))
		return STATUS_FATAL;
	/* Few, for which the rounds do not suffice, and all. */
	kernel->fss32(shingles, CHECK_FEW, values);
	if (!values_right(values, CHECK_FSS32_FEW_DIGEST))
		return STATUS_FATAL;
	kernel->fss32(shingles, CHECK_SHINGLES, values);
	if (!values_right(values, CHECK_FSS32_DIGEST))
		return STATUS_FATAL;
	if (!text_right(kernel) || !words_right(kernel, words) || !not_own_right(kernel))
		return STATUS_FATAL;
	return STATUS_OK;
}
