#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "shingle.h"

TARGET_AVX512 static inline __m512i fold(__m512i x)
{
	return _mm512_xor_si512(x, _mm512_srli_epi64(x, 33));
}

/* hash_mix of base/hash.h, lane by lane. */
TARGET_AVX512 static inline __m512i mix(__m512i x)
{
	x = _mm512_mullo_epi64(fold(x), _mm512_set1_epi64((long long)0xff51afd7ed558ccdULL));
	x = _mm512_mullo_epi64(fold(x), _mm512_set1_epi64((long long)0xc4ceb9fe1a85ec53ULL));
	return fold(x);
}

/* The shingles that begin where lanes has a one, at words[0] .. words[7]. No word behind the last of them is read. */
TARGET_AVX512 static inline __m512i eight(const uint64_t *words, __mmask8 lanes, uint32_t width)
{
	__m512i sum = _mm512_maskz_loadu_epi64(lanes, words);
	for (uint32_t j = 1; j < width; j++)
		sum = _mm512_add_epi64(_mm512_rol_epi64(sum, SHINGLE_ROTATION), _mm512_maskz_loadu_epi64(lanes, words + j));
	return mix(sum);
}

TARGET_AVX512 static inline void eights(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	size_t i = 0;
	for (; i + 8 <= count; i += 8)
		_mm512_storeu_si512(ret_hashes + i, eight(words + i, 0xff, width));
	if (i < count) {
		__mmask8 lanes = (__mmask8)((1u << (count - i)) - 1);
		_mm512_mask_storeu_epi64(ret_hashes + i, lanes, eight(words + i, lanes, width));
	}
}

TARGET_AVX512 void shingle_avx512(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	/* The usual widths as constants, so that the loop over a shingle's words is unrolled. */
	if (width == SHINGLE_WORDS)
		eights(words, count, SHINGLE_WORDS, ret_hashes);
	else if (width == SHINGLE_CHARACTERS)
		eights(words, count, SHINGLE_CHARACTERS, ret_hashes);
	else
		eights(words, count, width, ret_hashes);
}

#endif
