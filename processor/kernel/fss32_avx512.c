#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "fss32_rounds.h"

#define LANES 16

TARGET_AVX512 static inline __m512i product(const struct fss32_packed *packed, size_t i, __m512i factor)
{
	return _mm512_mullo_epi32(_mm512_load_si512(packed->shingles + i), factor);
}

TARGET_AVX512 static inline __m512i bin_of(__m512i m)
{
	return _mm512_srli_epi32(m, FSS32_BIN_SHIFT);
}

/* What a throw brings to its bin. */
TARGET_AVX512 static inline __m512i value_of(__m512i m, __m512i tag)
{
	return _mm512_or_si512(tag, _mm512_and_si512(m, _mm512_set1_epi32(FSS32_RANK_MASK)));
}

TARGET_AVX512 static inline __m512i factor_of(uint32_t round)
{
	return _mm512_set1_epi32((int)multipliers[round]);
}

TARGET_AVX512 static inline __m512i tag_of(uint32_t round)
{
	return _mm512_set1_epi32((int)(round << FSS32_RANK_BITS));
}

TARGET_AVX512 static struct fss32_empty look(const uint32_t values[TEXT_SKETCH_K])
{
	uint64_t empty[2] = { 0, 0 };
	for (uint32_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES) {
		__mmask16 lanes = _mm512_cmpeq_epi32_mask(_mm512_loadu_si512(values + bin), _mm512_set1_epi32(-1));
		empty[bin / 64] |= (uint64_t)lanes << (bin % 64);
	}
	return (struct fss32_empty){ empty[0], empty[1] };
}

TARGET_AVX512 static void note_all(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_notes *ret_notes)
{
	size_t at = 0;
	for (uint32_t round = first; round < end; round++, at += packed->count) {
		__m512i factor = factor_of(round), tag = tag_of(round);
		for (size_t i = 0; i < packed->count; i += LANES) {
			__m512i m = product(packed, i, factor);
			_mm512_storeu_si512(ret_notes->bins + at + i, bin_of(m));
			_mm512_storeu_si512(ret_notes->values + at + i, value_of(m, tag));
		}
	}
	ret_notes->count = at;
}

/* Writes what of the lanes `among` falls into an empty bin, and returns how many. empty: the 128 bits, four times over. */
TARGET_AVX512 static inline size_t note(__m512i m, __m512i tag, __m512i empty, __mmask16 among, uint32_t *ret_bins, uint32_t *ret_values)
{
	/* Bits 30 and 31 of m say in which word the bin's bit is, bits 25 to 29 in which place. */
	__m512i bin = bin_of(m);
	__m512i word = _mm512_castps_si512(_mm512_permutevar_ps(_mm512_castsi512_ps(empty), _mm512_srli_epi32(m, 30)));
	__mmask16 lanes = _mm512_mask_test_epi32_mask(among, _mm512_rorv_epi32(word, bin), _mm512_set1_epi32(1));
	_mm512_storeu_si512(ret_bins, _mm512_maskz_compress_epi32(lanes, bin));
	_mm512_storeu_si512(ret_values, _mm512_maskz_compress_epi32(lanes, value_of(m, tag)));
	return (size_t)__builtin_popcount(lanes);
}

TARGET_AVX512 static void note_some(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_empty empty,
	struct fss32_notes *ret_notes)
{
	__m512i four_times = _mm512_broadcast_i32x4(_mm_set_epi64x((long long)empty.high, (long long)empty.low));
	size_t count = 0, last = (packed->count - 1) / LANES * LANES;
	__mmask16 left = (__mmask16)(0xffffu >> (last + LANES - packed->count));
	for (uint32_t round = first; round < end; round++) {
		__m512i factor = factor_of(round), tag = tag_of(round);
		for (size_t i = 0; i < last; i += LANES)
			count += note(product(packed, i, factor), tag, four_times, 0xffff, ret_notes->bins + count, ret_notes->values + count);
		count += note(product(packed, last, factor), tag, four_times, left, ret_notes->bins + count, ret_notes->values + count);
	}
	ret_notes->count = count;
}

TARGET_AVX512 static uint32_t least(const struct fss32_packed *packed, uint32_t factor)
{
	__m512i factors = _mm512_set1_epi32((int)factor), sixteen = _mm512_set1_epi32(-1);
	for (size_t i = 0; i < packed->count; i += LANES)
		sixteen = _mm512_min_epu32(sixteen, product(packed, i, factors));
	return _mm512_reduce_min_epu32(sixteen);
}

/* A throw is one value for one bin: wider registers have nothing to give it. */
static const struct fss32_loops loops = { fss32_throw_first_avx2, fss32_take_up_avx2, look, note_all, note_some, least, minhash_avx512 };

TARGET_AVX512 void fss32_avx512(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin += LANES)
		_mm512_storeu_si512(ret_values + bin, _mm512_set1_epi32(-1));
	fss32_rounds(&loops, shingles, count, ret_values);
}

#endif
