#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "text_sketch.h"

uint32_t equal_neon(const uint32_t *a, const uint32_t *b)
{
	uint32x4_t sum = vdupq_n_u32(0);
	for (size_t i = 0; i < TEXT_SKETCH_K; i += 4)
		sum = vsubq_u32(sum, vceqq_u32(vld1q_u32(a + i), vld1q_u32(b + i))); /* all ones is -1 */
	return vaddvq_u32(sum);
}

#endif
