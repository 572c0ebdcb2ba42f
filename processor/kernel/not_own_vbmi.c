#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

TARGET_VBMI size_t not_own_vbmi(const uint16_t *numbers, size_t count, uint16_t *ret_places)
{
	static const uint16_t first[32] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27,
		28, 29, 30, 31 };
	__m512i own = _mm512_loadu_si512(first);
	size_t found = 0;
	for (size_t i = 0; i < count; i += 32) {
		__mmask32 among = count - i >= 32 ? 0xffffffff : (1u << (count - i)) - 1;
		__mmask32 others = _mm512_mask_cmpneq_epi16_mask(among, own, _mm512_loadu_si512(numbers + i));
		_mm512_storeu_si512(ret_places + found, _mm512_maskz_compress_epi16(others, own));
		found += (size_t)__builtin_popcount(others);
		own = _mm512_add_epi16(own, _mm512_set1_epi16(32));
	}
	return found;
}

#endif
