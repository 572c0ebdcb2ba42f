#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "byte_places.h"

/* The places of eight bits, base more each. */
TARGET_AVX2 static inline size_t put(unsigned bits, __m128i base, uint16_t *ret_places)
{
	__m128i places = _mm_cvtepu8_epi16(_mm_loadl_epi64((const __m128i *)(const void *)&places_of_byte[bits]));
	_mm_storeu_si128((__m128i *)(void *)ret_places, _mm_add_epi16(places, base));
	return (size_t)__builtin_popcount(bits);
}

TARGET_AVX2 size_t not_own_avx2(const uint16_t *numbers, size_t count, uint16_t *ret_places)
{
	const __m128i eight = _mm_set1_epi16(8);
	__m128i own = _mm_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7), base = _mm_setzero_si128();
	size_t found = 0;
	for (size_t i = 0; i < count; i += 16) {
		__m128i next = _mm_add_epi16(own, eight), next_base = _mm_add_epi16(base, eight);
		__m128i same = _mm_cmpeq_epi16(own, _mm_loadu_si128((const __m128i *)(const void *)(numbers + i)));
		__m128i next_same = _mm_cmpeq_epi16(next, _mm_loadu_si128((const __m128i *)(const void *)(numbers + i + 8)));
		unsigned others = ~(unsigned)_mm_movemask_epi8(_mm_packs_epi16(same, next_same));
		others &= count - i >= 16 ? 0xffff : (1u << (count - i)) - 1;
		found += put(others & 0xff, base, ret_places + found);
		found += put(others >> 8, next_base, ret_places + found);
		own = _mm_add_epi16(next, eight);
		base = _mm_add_epi16(next_base, eight);
	}
	return found;
}

#endif
