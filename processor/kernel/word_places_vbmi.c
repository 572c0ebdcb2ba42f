#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "word_places.h"

/* Of 64 bytes those whose bits are set are pressed together: no branch, and no bit waits for the one before. */
TARGET_VBMI static inline size_t press(uint64_t bits, const uint8_t bytes[64], uint32_t base, uint32_t *ret_places)
{
	__m512i pressed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(bytes)), from = _mm512_set1_epi32((int)base);
	size_t count = (size_t)__builtin_popcountll(bits);
	_mm512_storeu_si512(ret_places, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(pressed))));
	_mm512_storeu_si512(ret_places + 16, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(pressed, 1))));
	if (count > 32) { /* hardly ever: sixteen words in a block */
		_mm512_storeu_si512(ret_places + 32, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(pressed, 2))));
		_mm512_storeu_si512(ret_places + 48, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(pressed, 3))));
	}
	return count;
}

TARGET_VBMI static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	static const uint8_t numbers[64] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
		29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63 };
	return press(bits, numbers, base, ret_places);
}

/* Half a block at a time, two bits for each byte: whether a word ends there, and whether one begins. */
TARGET_VBMI static inline size_t put_two(uint64_t begins, uint64_t ends, uint32_t base, uint32_t *ret_places)
{
	static const uint8_t twice[64] = { 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15,
		16, 16, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 26, 26, 27, 27, 28, 28, 29, 29, 30, 30, 31, 31 };
	const uint64_t first = 0x5555555555555555, second = 0xaaaaaaaaaaaaaaaa;
	size_t count = press(_pdep_u64(ends, first) | _pdep_u64(begins, second), twice, base, ret_places);
	return count + press(_pdep_u64(ends >> 32, first) | _pdep_u64(begins >> 32, second), twice, base + 32, ret_places + count);
}

TARGET_VBMI struct word_places word_places_vbmi(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places)
{
	return places_of(bits, from, to, ret_places, put, put_two);
}

#endif
