#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "word_hash.h"
#include "word_hashes.h"

/* As word_hashes_avx512.c, four words at once. */
#define FLIP_LOW 0x6782737bea4239b9ULL
#define FLIP_HIGH 0xaf56bc3b0996523aULL
#define AVALANCHE 0x165667919e3779f9ULL

TARGET_AVX2 static inline __m256i constant(uint64_t value)
{
	return _mm256_set1_epi64x((long long)value);
}

TARGET_AVX2 static inline __m256i multiply_fold(__m256i a, __m256i b)
{
	__m256i a_high = _mm256_srli_epi64(a, 32), b_high = _mm256_srli_epi64(b, 32);
	__m256i low = _mm256_mul_epu32(a, b), high = _mm256_mul_epu32(a_high, b_high);
	__m256i cross = _mm256_mul_epu32(a_high, b), other = _mm256_mul_epu32(a, b_high);
	__m256i middle = _mm256_add_epi64(cross, _mm256_srli_epi64(low, 32));
	other = _mm256_add_epi64(other, _mm256_and_si256(middle, constant(0xffffffff)));
	high = _mm256_add_epi64(high, _mm256_add_epi64(_mm256_srli_epi64(middle, 32), _mm256_srli_epi64(other, 32)));
	low = _mm256_blend_epi32(_mm256_slli_epi64(other, 32), low, 0x55);
	return _mm256_xor_si256(high, low);
}

/* The lower half of a product, from three of 32 bits. */
TARGET_AVX2 static inline __m256i multiply(__m256i x, uint64_t factor)
{
	__m256i low = constant(factor & 0xffffffff), high = constant(factor >> 32);
	__m256i cross = _mm256_add_epi64(_mm256_mul_epu32(x, high), _mm256_mul_epu32(_mm256_srli_epi64(x, 32), low));
	return _mm256_add_epi64(_mm256_mul_epu32(x, low), _mm256_slli_epi64(cross, 32));
}

TARGET_AVX2 static inline __m256i hash(__m256i low, __m256i high)
{
	const __m256i swap = _mm256_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10,
		9, 8);
	low = _mm256_xor_si256(low, constant(FLIP_LOW));
	high = _mm256_xor_si256(high, constant(FLIP_HIGH));
	__m256i sum = _mm256_add_epi64(_mm256_add_epi64(_mm256_shuffle_epi8(low, swap), high), multiply_fold(low, high));
	sum = _mm256_add_epi64(sum, constant(16));
	sum = _mm256_xor_si256(sum, _mm256_srli_epi64(sum, 37));
	sum = multiply(sum, AVALANCHE);
	return _mm256_xor_si256(sum, _mm256_srli_epi64(sum, 32));
}

TARGET_AVX2 static inline __m256i two(const uint8_t *norm, uint32_t first, uint32_t second)
{
	__m128i low = _mm_loadu_si128((const __m128i *)(const void *)(norm + first));
	return _mm256_inserti128_si256(_mm256_castsi128_si256(low), _mm_loadu_si128((const __m128i *)(const void *)(norm + second)), 1);
}

/* Of two words' 16 bytes each, as many as the word has: its length is the byte of its half of lengths that is named. */
TARGET_AVX2 static inline __m256i cut(__m256i words, __m256i lengths, int named)
{
	const __m256i place = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15));
	__m256i length = _mm256_shuffle_epi8(lengths, _mm256_set1_epi8((char)named));
	return _mm256_and_si256(words, _mm256_cmpgt_epi8(length, place));
}

/* Four words; returns a bit for each that has more than 15 bytes. */
TARGET_AVX2 static inline unsigned four(const uint8_t *norm, const uint32_t *places, uint64_t *ret_hashes)
{
	__m256i pairs = _mm256_loadu_si256((const __m256i *)(const void *)places);
	__m256i lengths = _mm256_sub_epi64(_mm256_srli_epi64(pairs, 32), _mm256_and_si256(pairs, constant(0xffffffff)));
	__m256i longer = _mm256_cmpgt_epi64(lengths, constant(WORD_HASH_BYTES_MIN - 1));
	__m256i shorter = _mm256_min_epu32(lengths, constant(WORD_HASH_BYTES_MIN));
	__m256i even = cut(two(norm, places[0], places[4]), shorter, 0), odd = cut(two(norm, places[2], places[6]), shorter, 8);
	_mm256_storeu_si256((__m256i *)(void *)ret_hashes, hash(_mm256_unpacklo_epi64(even, odd), _mm256_unpackhi_epi64(even, odd)));
	return (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(longer));
}

TARGET_AVX2 size_t word_hashes_avx2(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes)
{
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		for (unsigned longer = four(norm, places + 2 * i, ret_hashes + i); longer != 0; longer &= longer - 1) {
			size_t k = i + (size_t)__builtin_ctz(longer);
			uint32_t length = places[2 * k + 1] - places[2 * k];
			if (length > WORD_BYTES_MAX)
				return k;
			ret_hashes[k] = XXH3_64bits(norm + places[2 * k], length);
		}
	}
	return i + word_hashes_scalar(norm, places + 2 * i, count - i, ret_hashes + i);
}

#endif
