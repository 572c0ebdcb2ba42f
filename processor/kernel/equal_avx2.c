#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "text_sketch.h"

/* AVX-512 sets take this too: with 64-byte registers it was no faster (7.4 against 6.9 ns a call on Zen 4). */
TARGET_AVX2 uint32_t equal_avx2(const uint32_t *a, const uint32_t *b)
{
	__m256i sum = _mm256_setzero_si256();
	for (size_t i = 0; i < TEXT_SKETCH_K; i += 8) {
		__m256i left = _mm256_loadu_si256((const __m256i *)(const void *)(a + i));
		__m256i right = _mm256_loadu_si256((const __m256i *)(const void *)(b + i));
		/* An equal lane is all ones, which is -1. */
		sum = _mm256_sub_epi32(sum, _mm256_cmpeq_epi32(left, right));
	}
	__m128i half = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
	half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
	half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1));
	return (uint32_t)_mm_cvtsi128_si32(half);
}

#endif
