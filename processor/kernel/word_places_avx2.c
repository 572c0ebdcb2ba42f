#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "word_places.h"

/* The places of the bits of a byte, one byte each, the lowest first; what is behind them is 0. */
#define WITH(rest, byte, bit) ((rest) << 8 * ((byte) >> (bit) & 1) | (uint64_t)((byte) >> (bit) & 1) * (bit))
#define OF_1(byte) WITH(WITH(WITH(WITH(WITH(WITH(WITH(WITH(UINT64_C(0), byte, 7), byte, 6), byte, 5), byte, 4), byte, 3), byte, 2), byte, 1), byte, 0)
#define OF_4(byte) OF_1(byte), OF_1((byte) + 1), OF_1((byte) + 2), OF_1((byte) + 3)
#define OF_16(byte) OF_4(byte), OF_4((byte) + 4), OF_4((byte) + 8), OF_4((byte) + 12)
#define OF_64(byte) OF_16(byte), OF_16((byte) + 16), OF_16((byte) + 32), OF_16((byte) + 48)

static const uint64_t places_of_byte[256] = { OF_64(0), OF_64(64), OF_64(128), OF_64(192) };

/* Eight bits at a time, however many of them are set: no branch, and eight places with one load and one store. */
TARGET_AVX2 static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	__m256i from = _mm256_set1_epi32((int)base);
	uint32_t *out = ret_places;
	for (int i = 0; i < 8; i++) {
		uint64_t byte = bits & 0xff;
		__m256i places = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)&places_of_byte[byte]));
		_mm256_storeu_si256((__m256i *)(void *)out, _mm256_add_epi32(places, from));
		out += __builtin_popcountll(byte);
		from = _mm256_add_epi32(from, _mm256_set1_epi32(8));
		bits >>= 8;
	}
	return (size_t)(out - ret_places);
}

TARGET_AVX2 struct word_places word_places_avx2(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places)
{
	return places_of(bits, from, to, ret_places, put, put_touching);
}

#endif
