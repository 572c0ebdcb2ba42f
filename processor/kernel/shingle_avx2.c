#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "shingle.h"

/* AVX2 has no 64-bit multiply: three 32-bit ones make the low half. */
TARGET_AVX2 static inline __m256i multiply(__m256i x, uint64_t factor)
{
	__m256i low = _mm256_set1_epi64x((long long)(factor & 0xffffffff));
	__m256i high = _mm256_set1_epi64x((long long)(factor >> 32));
	__m256i cross = _mm256_add_epi64(_mm256_mul_epu32(x, high), _mm256_mul_epu32(_mm256_srli_epi64(x, 32), low));
	return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(cross, 32));
}

TARGET_AVX2 static inline __m256i fold(__m256i x)
{
	return _mm256_xor_si256(x, _mm256_srli_epi64(x, 33));
}

/* hash_mix of base/hash.h, lane by lane. */
TARGET_AVX2 static inline __m256i mix(__m256i x)
{
	x = multiply(fold(x), 0xff51afd7ed558ccdULL);
	x = multiply(fold(x), 0xc4ceb9fe1a85ec53ULL);
	return fold(x);
}

/* Left by 24 bits: byte k comes from byte k - 3 of its lane. */
TARGET_AVX2 static inline __m256i rotate(__m256i x)
{
	const __m256i from = _mm256_setr_epi8(5, 6, 7, 0, 1, 2, 3, 4, 13, 14, 15, 8, 9, 10, 11, 12, 5, 6, 7, 0, 1, 2, 3, 4,
		13, 14, 15, 8, 9, 10, 11, 12);
	return _mm256_shuffle_epi8(x, from);
}

TARGET_AVX2 static inline __m256i load(const uint64_t *words)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)words);
}

/* Four shingles that begin at words[0] .. words[3]; reads words[0 .. width + 2]. */
TARGET_AVX2 static inline __m256i four(const uint64_t *words, uint32_t width)
{
	__m256i sum = load(words);
	for (uint32_t j = 1; j < width; j++)
		sum = _mm256_add_epi64(rotate(sum), load(words + j));
	return mix(sum);
}

TARGET_AVX2 static inline size_t fours(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	size_t i = 0;
	for (; i + 4 <= count; i += 4)
		_mm256_storeu_si256((__m256i *)(void *)(ret_hashes + i), four(words + i, width));
	return i;
}

TARGET_AVX2 void shingle_avx2(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	/* The usual widths as constants, so that the loop over a shingle's words is unrolled. */
	size_t done = width == SHINGLE_WORDS ? fours(words, count, SHINGLE_WORDS, ret_hashes)
		: width == SHINGLE_CHARACTERS ? fours(words, count, SHINGLE_CHARACTERS, ret_hashes)
		: fours(words, count, width, ret_hashes);
	if (done < count)
		shingle_scalar(words + done, count - done, width, ret_hashes + done);
}

#endif
