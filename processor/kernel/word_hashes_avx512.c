#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "word_hash.h"
#include "word_hashes.h"

/* XXH3_64bits of 16 bytes (xxHash 0.8, XXH3_len_9to16_64b), eight words at once: lanes of 64 bits. Its two constants are of
 * the default secret. Longer words are done one by one behind them. */
#define FLIP_LOW 0x6782737bea4239b9ULL
#define FLIP_HIGH 0xaf56bc3b0996523aULL
#define AVALANCHE 0x165667919e3779f9ULL

TARGET_AVX512 static inline __m512i constant(uint64_t value)
{
	return _mm512_set1_epi64((long long)value);
}

/* The upper half of the 128-bit product xor the lower. */
TARGET_AVX512 static inline __m512i multiply_fold(__m512i a, __m512i b)
{
	__m512i a_high = _mm512_srli_epi64(a, 32), b_high = _mm512_srli_epi64(b, 32);
	__m512i low = _mm512_mul_epu32(a, b), high = _mm512_mul_epu32(a_high, b_high);
	__m512i cross = _mm512_mul_epu32(a_high, b), other = _mm512_mul_epu32(a, b_high);
	__m512i middle = _mm512_add_epi64(cross, _mm512_srli_epi64(low, 32)); /* does not overflow: (2^32 - 1)^2 + 2^32 - 1 */
	other = _mm512_add_epi64(other, _mm512_and_si512(middle, constant(0xffffffff)));
	high = _mm512_add_epi64(high, _mm512_add_epi64(_mm512_srli_epi64(middle, 32), _mm512_srli_epi64(other, 32)));
	/* The lower half: low's low half, and other's as its upper one. */
	low = _mm512_mask_mov_epi32(_mm512_slli_epi64(other, 32), 0x5555, low);
	return _mm512_xor_si512(high, low);
}

TARGET_AVX512 static inline __m512i hash(__m512i low, __m512i high)
{
	const __m512i swap = _mm512_broadcast_i32x4(_mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8));
	low = _mm512_xor_si512(low, constant(FLIP_LOW));
	high = _mm512_xor_si512(high, constant(FLIP_HIGH));
	__m512i sum = _mm512_add_epi64(_mm512_add_epi64(_mm512_shuffle_epi8(low, swap), high), multiply_fold(low, high));
	sum = _mm512_add_epi64(sum, constant(16));
	sum = _mm512_xor_si512(sum, _mm512_srli_epi64(sum, 37));
	sum = _mm512_mullo_epi64(sum, constant(AVALANCHE));
	return _mm512_xor_si512(sum, _mm512_srli_epi64(sum, 32));
}

/* 16 bytes from each of four places. */
TARGET_AVX512 static inline __m512i four(const uint8_t *norm, const uint32_t *places)
{
	__m512i words = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)(const void *)(norm + places[0])));
	words = _mm512_inserti32x4(words, _mm_loadu_si128((const __m128i *)(const void *)(norm + places[4])), 1);
	words = _mm512_inserti32x4(words, _mm_loadu_si128((const __m128i *)(const void *)(norm + places[8])), 2);
	return _mm512_inserti32x4(words, _mm_loadu_si128((const __m128i *)(const void *)(norm + places[12])), 3);
}

/* Keeps the bytes of a lane that lie within so many bits. */
TARGET_AVX512 static inline __m512i cut(__m512i lane, __m512i bits, uint64_t lane_bits)
{
	__m512i beyond = _mm512_subs_epu16(constant(lane_bits), bits);
	return _mm512_srlv_epi64(_mm512_sllv_epi64(lane, beyond), beyond);
}

/* Eight words; returns a bit for each that has more than 15 bytes, whose hash is yet to be made. */
TARGET_AVX512 static inline __mmask8 eight(const uint8_t *norm, const uint32_t *places, __m512i *ret_hashes)
{
	__m512i pairs = _mm512_loadu_si512(places);
	__m512i lengths = _mm512_sub_epi64(_mm512_srli_epi64(pairs, 32), _mm512_and_si512(pairs, constant(0xffffffff)));
	__m512i even = four(norm, places), odd = four(norm, places + 2);
	__mmask8 longer = _mm512_cmpgt_epu64_mask(lengths, constant(WORD_HASH_BYTES_MIN - 1));
	/* So short that the bits fit 16. */
	__m512i bits = _mm512_slli_epi64(_mm512_min_epu64(lengths, constant(WORD_HASH_BYTES_MIN)), 3);
	__m512i low = cut(_mm512_unpacklo_epi64(even, odd), bits, 64), high = cut(_mm512_unpackhi_epi64(even, odd), bits, 128);
	*ret_hashes = hash(low, high);
	return longer;
}

TARGET_AVX512 size_t word_hashes_avx512(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes)
{
	size_t i = 0;
	for (; i + 8 <= count; i += 8) {
		__m512i hashes;
		unsigned longer = eight(norm, places + 2 * i, &hashes);
		_mm512_storeu_si512(ret_hashes + i, hashes);
		for (; longer != 0; longer &= longer - 1) {
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
