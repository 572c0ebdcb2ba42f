#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "word_places.h"

/* The numbers 0 to 63, of which those of the bits are pressed together: no branch, and no bit waits for the one before. A block
 * of 64 bytes has at most 32 words and two registers hold their places, but for a text of marks that are words (none is). */
TARGET_VBMI static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	static const uint8_t numbers[64] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
		29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63 };
	__m512i pressed = _mm512_maskz_compress_epi8(bits, _mm512_loadu_si512(numbers));
	__m512i from = _mm512_set1_epi32((int)base);
	_mm512_storeu_si512(ret_places, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(pressed))));
	size_t count = (size_t)__builtin_popcountll(bits);
	if (count > 16)
		_mm512_storeu_si512(ret_places + 16, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(pressed, 1))));
	return count;
}

TARGET_VBMI struct word_places word_places_vbmi(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_begins, uint32_t *ret_ends)
{
	return places_of(bits, from, to, ret_begins, ret_ends, put);
}

#endif
