#include "kernel_variants.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include "text_sketch.h"

#define LANES 8 /* in a register */
#define ROWS 8  /* registers of minima held over one reading of the shingles: with x and a product, 10 of 16 */

TARGET_AVX2 static inline void rows_fold(const uint64_t *shingles, size_t count, const uint32_t *factors,
	uint32_t *values)
{
	__m256i minima[ROWS];
	for (size_t r = 0; r < ROWS; r++)
		minima[r] = _mm256_loadu_si256((const __m256i *)(const void *)(values + r * LANES));
	for (size_t i = 0; i < count; i++) {
		__m256i x = _mm256_set1_epi32((int)(uint32_t)shingles[i]);
		for (size_t r = 0; r < ROWS; r++) {
			__m256i factor = _mm256_loadu_si256((const __m256i *)(const void *)(factors + r * LANES));
			minima[r] = _mm256_min_epu32(minima[r], _mm256_mullo_epi32(x, factor));
		}
	}
	for (size_t r = 0; r < ROWS; r++)
		_mm256_storeu_si256((__m256i *)(void *)(values + r * LANES), minima[r]);
}

TARGET_AVX2 void minhash_avx2(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	for (size_t lane = 0; lane < TEXT_SKETCH_K; lane += ROWS * LANES)
		rows_fold(shingles, count, factors + lane, values + lane);
}

#endif
