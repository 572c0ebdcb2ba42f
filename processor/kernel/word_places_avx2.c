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

/* Eight bits at a time, however many of them are set: no branch, and eight places with one load and one store. With two bits for
 * each byte of the text, both halved. */
TARGET_AVX2 static inline size_t put_halved(uint64_t bits, uint32_t base, bool halved, uint32_t *ret_places)
{
	__m256i from = _mm256_set1_epi32((int)base), step = _mm256_set1_epi32(8 >> halved);
	__asm__("" : "+x"(step)); /* else gcc makes a constant of each sum, which takes three instructions */
	uint32_t *out = ret_places;
#pragma GCC unroll 8
	for (int i = 0; i < 8; i++) {
		uint64_t byte = bits & 0xff;
		__m256i places = _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)&places_of_byte[byte]));
		places = halved ? _mm256_srli_epi32(places, 1) : places;
		_mm256_storeu_si256((__m256i *)(void *)out, _mm256_add_epi32(places, from));
		out += __builtin_popcountll(byte);
		from = _mm256_add_epi32(from, step);
		bits >>= 8;
	}
	return (size_t)(out - ret_places);
}

TARGET_AVX2 static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	return put_halved(bits, base, false, ret_places);
}

/* Half a block at a time, two bits for each byte: whether a word ends there, and whether one begins. */
TARGET_AVX2 __attribute__((noinline)) static size_t put_two(uint64_t begins, uint64_t ends, uint32_t base, uint32_t *ret_places)
{
	const uint64_t first = 0x5555555555555555, second = 0xaaaaaaaaaaaaaaaa;
	size_t count = put_halved(_pdep_u64(ends, first) | _pdep_u64(begins, second), base, true, ret_places);
	return count + put_halved(_pdep_u64(ends >> 32, first) | _pdep_u64(begins >> 32, second), base + 32, true, ret_places + count);
}

TARGET_AVX2 struct word_places word_places_avx2(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places)
{
	return places_of(bits, from, to, ret_places, put, put_two);
}

#endif
