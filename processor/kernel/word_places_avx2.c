#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "byte_places.h"
#include "word_places.h"

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
