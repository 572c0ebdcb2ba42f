#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <stdbool.h>

#include "fss32_throw.h"

/* Many shingles fill nearly all bins in the first round, which is thrown one after the other. Few shingles take many
 * rounds: these are computed 16 throws at a time and noted, and the notes are taken up together, so that no loop is as
 * short as a round. Once half of the bins are full only throws into bins that are still empty are noted. Emptiness is
 * looked at between batches of rounds, not in them: a note too much, or a round too many, changes nothing. */

#define LANES 16
#define PACKED_MAX 1024    /* shingles packed to 32 bits and kept for all rounds: 4 KiB */
#define THROWS_FIRST 160   /* noted without looking: after them 1 bin in 4 is empty */
#define THROWS_A_BATCH 256 /* between two looks */
#define NOTES_MAX (PACKED_MAX + THROWS_A_BATCH + LANES)

struct notes {
	uint32_t bins[NOTES_MAX];
	uint32_t values[NOTES_MAX];
	size_t count;
};

/* At most PACKED_MAX shingles as whole registers: the last one is filled up with the first shingle again, which a set does
 * not mind. */
struct packed {
	_Alignas(64) uint32_t shingles[PACKED_MAX];
	size_t count;
	size_t registers;
};

TARGET_AVX512 static void pack(const uint64_t *shingles, size_t count, struct packed *ret_packed)
{
	size_t i = 0;
	for (; i + 8 <= count; i += 8) {
		__m256i low = _mm512_cvtepi64_epi32(_mm512_loadu_si512(shingles + i));
		_mm256_store_si256((__m256i *)(void *)(ret_packed->shingles + i), low);
	}
	ret_packed->count = count;
	ret_packed->registers = (count + LANES - 1) / LANES;
	for (; i < ret_packed->registers * LANES; i++)
		ret_packed->shingles[i] = (uint32_t)shingles[i < count ? i : 0];
}

/* A bit for each empty bin, the 128 of them four times over. */
TARGET_AVX512 static bool look(const uint32_t *values, __m512i *ret_empty)
{
	uint64_t empty[2] = { 0, 0 };
	for (uint32_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES) {
		__mmask16 lanes = _mm512_cmpeq_epi32_mask(_mm512_loadu_si512(values + bin), _mm512_set1_epi32(-1));
		empty[bin / 64] |= (uint64_t)lanes << (bin % 64);
	}
	*ret_empty = _mm512_broadcast_i32x4(_mm_set_epi64x((long long)empty[1], (long long)empty[0]));
	return (empty[0] | empty[1]) != 0;
}

/* What a throw brings to its bin. */
TARGET_AVX512 static inline __m512i value_of(__m512i m, __m512i tag)
{
	return _mm512_or_si512(tag, _mm512_and_si512(m, _mm512_set1_epi32(FSS32_RANK_MASK)));
}

TARGET_AVX512 static void note_all(const struct packed *packed, uint32_t round, struct notes *notes)
{
	__m512i factor = _mm512_set1_epi32((int)multipliers[round]);
	__m512i tag = _mm512_set1_epi32((int)(round << FSS32_RANK_BITS));
	for (size_t i = 0; i < packed->registers; i++) {
		__m512i m = _mm512_mullo_epi32(_mm512_load_si512(packed->shingles + i * LANES), factor);
		_mm512_storeu_si512(notes->bins + notes->count + i * LANES, _mm512_srli_epi32(m, FSS32_BIN_SHIFT));
		_mm512_storeu_si512(notes->values + notes->count + i * LANES, value_of(m, tag));
	}
	notes->count += packed->count;
}

/* Only what falls into an empty bin. */
TARGET_AVX512 static void note_some(const struct packed *packed, uint32_t round, __m512i empty, struct notes *notes)
{
	__m512i factor = _mm512_set1_epi32((int)multipliers[round]);
	__m512i tag = _mm512_set1_epi32((int)(round << FSS32_RANK_BITS));
	size_t count = notes->count; /* in a register: any store might change what is behind a pointer */
	for (size_t i = 0, registers = packed->registers; i < registers; i++) {
		__m512i m = _mm512_mullo_epi32(_mm512_load_si512(packed->shingles + i * LANES), factor);
		/* The bin's bit: bits 30 and 31 of m say in which word, bits 25 to 29 in which place. */
		__m512i bin = _mm512_srli_epi32(m, FSS32_BIN_SHIFT);
		__m512i word = _mm512_castps_si512(_mm512_permutevar_ps(_mm512_castsi512_ps(empty), _mm512_srli_epi32(m, 30)));
		__mmask16 lanes = _mm512_test_epi32_mask(_mm512_rorv_epi32(word, bin), _mm512_set1_epi32(1));
		_mm512_storeu_si512(notes->bins + count, _mm512_maskz_compress_epi32(lanes, bin));
		_mm512_storeu_si512(notes->values + count, _mm512_maskz_compress_epi32(lanes, value_of(m, tag)));
		count += (size_t)__builtin_popcount(lanes);
	}
	notes->count = count;
}

/* Not inlined: within AVX-512 code the compiler makes the minimum in vector registers, twice as slow. */
__attribute__((noinline)) static void take_up(struct notes *notes, uint32_t *values)
{
	size_t i = 0;
	for (; i + 4 <= notes->count; i += 4) {
		for (size_t j = 0; j < 4; j++)
			fss32_keep(values, notes->bins[i + j], notes->values[i + j]);
	}
	for (; i < notes->count; i++)
		fss32_keep(values, notes->bins[i], notes->values[i]);
	notes->count = 0;
}

/* At most PACKED_MAX shingles, from round on until no bin is empty. */
TARGET_AVX512 static void throw_few(const uint64_t *shingles, size_t count, uint32_t round, uint32_t *values)
{
	struct packed packed;
	struct notes notes;
	__m512i empty;
	notes.count = 0;
	pack(shingles, count, &packed);
	if (round == 0) {
		for (size_t thrown = 0; thrown < THROWS_FIRST && round < FSS32_ROUNDS; thrown += count)
			note_all(&packed, round++, &notes);
		take_up(&notes, values);
	}
	while (look(values, &empty)) {
		if (round == FSS32_ROUNDS) {
			fss32_last_resort(shingles, count, values);
			return;
		}
		for (size_t thrown = 0; thrown < THROWS_A_BATCH && round < FSS32_ROUNDS; thrown += count)
			note_some(&packed, round++, empty, &notes);
		take_up(&notes, values);
	}
}

TARGET_AVX512 void fss32_avx512(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	uint32_t round = 0;
	__m512i empty;
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES)
		_mm512_storeu_si512(ret_values + bin, _mm512_set1_epi32(-1));
	if (count >= THROWS_A_BATCH)
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
