#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "text_sketch.h"

#define LANES 16 /* in a register */
#define ROWS 8   /* all 128 minima and all multipliers stay in registers: 16 of 32 */

TARGET_AVX512 void minhash_avx512(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	__m512i minima[ROWS];
	__m512i rows[ROWS];
	_Static_assert(ROWS * LANES == TEXT_SKETCH_K, "the registers hold the whole sketch");
	for (size_t r = 0; r < ROWS; r++) {
		minima[r] = _mm512_loadu_si512(values + r * LANES);
		rows[r] = _mm512_loadu_si512(factors + r * LANES);
	}
	for (size_t i = 0; i < count; i++) {
		__m512i x = _mm512_set1_epi32((int)(uint32_t)shingles[i]);
		for (size_t r = 0; r < ROWS; r++)
			minima[r] = _mm512_min_epu32(minima[r], _mm512_mullo_epi32(x, rows[r]));
	}
	for (size_t r = 0; r < ROWS; r++)
		_mm512_storeu_si512(values + r * LANES, minima[r]);
}

#endif
