#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "text_sketch.h"

#define LANES 4
#define ROWS 8 /* registers of minima and as many of multipliers, of 32 */

static inline void rows_fold(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	uint32x4_t minima[ROWS], rows[ROWS];
	for (size_t r = 0; r < ROWS; r++) {
		minima[r] = vld1q_u32(values + r * LANES);
		rows[r] = vld1q_u32(factors + r * LANES);
	}
	for (size_t i = 0; i < count; i++) {
		uint32x4_t x = vdupq_n_u32((uint32_t)shingles[i]);
		for (size_t r = 0; r < ROWS; r++)
			minima[r] = vminq_u32(minima[r], vmulq_u32(x, rows[r]));
	}
	for (size_t r = 0; r < ROWS; r++)
		vst1q_u32(values + r * LANES, minima[r]);
}

void minhash_neon(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	for (size_t lane = 0; lane < TEXT_SKETCH_K; lane += ROWS * LANES)
		rows_fold(shingles, count, factors + lane, values + lane);
}

#endif
