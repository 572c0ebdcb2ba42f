#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>

#include "fss32_throw.h"

/* The first two throws a bin are thrown one after the other. Rounds after that are computed 8 throws at a time, and only
 * what falls into an empty bin is taken up. Emptiness is looked at between batches of rounds, not in them: a throw too
 * much, or a round too many, changes nothing. */

#define LANES 8
#define PACKED_MAX 1024 /* shingles packed to 32 bits and kept for all rounds: 4 KiB */
#define THROWS_A_BATCH 256

/* At most PACKED_MAX shingles as whole registers: the last one is filled up with the first shingle again, which a set does
 * not mind. */
struct packed {
	_Alignas(32) uint32_t shingles[PACKED_MAX];
	size_t registers;
};

static void pack(const uint64_t *shingles, size_t count, struct packed *ret_packed)
{
	ret_packed->registers = (count + LANES - 1) / LANES;
	for (size_t i = 0; i < ret_packed->registers * LANES; i++)
		ret_packed->shingles[i] = (uint32_t)shingles[i < count ? i : 0];
}

/* A bit for each empty bin, the 128 of them twice over. */
TARGET_AVX2 static bool look(const uint32_t *values, __m256i *ret_empty)
{
	uint32_t empty[4] = { 0 };
	for (uint32_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES) {
		__m256i value = _mm256_loadu_si256((const __m256i *)(const void *)(values + bin));
		__m256i none = _mm256_cmpeq_epi32(value, _mm256_set1_epi32(-1));
		empty[bin / 32] |= (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(none)) << (bin % 32);
	}
	__m128i words = _mm_setr_epi32((int)empty[0], (int)empty[1], (int)empty[2], (int)empty[3]);
	*ret_empty = _mm256_broadcastsi128_si256(words);
	return (empty[0] | empty[1] | empty[2] | empty[3]) != 0;
}

/* A bit for each lane of m that falls into an empty bin. */
TARGET_AVX2 static inline unsigned hits(__m256i m, __m256i empty)
{
	/* Bits 30 and 31 of m say in which word the bin's bit is, bits 25 to 29 in which place; it goes to the sign. */
	__m256i word = _mm256_castps_si256(_mm256_permutevar_ps(_mm256_castsi256_ps(empty), _mm256_srli_epi32(m, 30)));
	__m256i place = _mm256_srli_epi32(_mm256_slli_epi32(m, 2), 27);
	__m256i bit = _mm256_slli_epi32(_mm256_srlv_epi32(word, place), 31);
	return (unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(bit));
}

TARGET_AVX2 static void throw_some(const struct packed *packed, uint32_t round, __m256i empty, uint32_t *values)
{
	uint32_t factor = multipliers[round];
	uint32_t tag = round << FSS32_RANK_BITS;
	for (size_t i = 0; i < packed->registers; i++) {
		const uint32_t *shingles = packed->shingles + i * LANES;
		__m256i x = _mm256_load_si256((const __m256i *)(const void *)shingles);
		unsigned lanes = hits(_mm256_mullo_epi32(x, _mm256_set1_epi32((int)factor)), empty);
		for (; lanes != 0; lanes &= lanes - 1) {
			uint32_t m = factor * shingles[__builtin_ctz(lanes)];
			fss32_keep(values, m >> FSS32_BIN_SHIFT, tag | (m & FSS32_RANK_MASK));
		}
	}
}

/* At most PACKED_MAX shingles, from round on until no bin is empty. */
TARGET_AVX2 static void throw_few(const uint64_t *shingles, size_t count, uint32_t round, uint32_t *values)
{
	struct packed packed;
	__m256i empty;
	pack(shingles, count, &packed);
	while (look(values, &empty)) {
		if (round == FSS32_ROUNDS) {
			fss32_last_resort(shingles, count, values);
			return;
		}
		for (size_t thrown = 0; thrown < THROWS_A_BATCH && round < FSS32_ROUNDS; thrown += count)
			throw_some(&packed, round++, empty, values);
	}
}

TARGET_AVX2 void fss32_avx2(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	uint32_t round = 0;
	__m256i empty;
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		ret_values[bin] = SKETCH_NONE;
	for (size_t thrown = 0; thrown < THROWS_A_BATCH && round < FSS32_ROUNDS; thrown += count)
		fss32_throw_all(shingles, count, round++, ret_values);
	if (count <= PACKED_MAX && look(ret_values, &empty)) {
		throw_few(shingles, count, round, ret_values);
		return;
	}
	while (look(ret_values, &empty) && round < FSS32_ROUNDS)
		fss32_throw_all(shingles, count, round++, ret_values);
	if (look(ret_values, &empty))
		fss32_last_resort(shingles, count, ret_values);
}

#endif
