#include "kernel_variants.h"

#if defined(__aarch64__)

#include <arm_neon.h>

#include "hash.h"
#include "shingle.h"

/* The sums two at a time; the mix one by one, for the processor multiplies 64 bits by 64 and its vectors do not. */
static inline uint64x2_t rotate(uint64x2_t x)
{
	return vsriq_n_u64(vshlq_n_u64(x, SHINGLE_ROTATION), x, 64 - SHINGLE_ROTATION);
}

void shingle_neon(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		uint64x2_t first = vld1q_u64(words + i), second = vld1q_u64(words + i + 2);
		for (uint32_t j = 1; j < width; j++) {
			first = vaddq_u64(rotate(first), vld1q_u64(words + i + j));
			second = vaddq_u64(rotate(second), vld1q_u64(words + i + j + 2));
		}
		ret_hashes[i] = hash_mix(vgetq_lane_u64(first, 0));
		ret_hashes[i + 1] = hash_mix(vgetq_lane_u64(first, 1));
		ret_hashes[i + 2] = hash_mix(vgetq_lane_u64(second, 0));
		ret_hashes[i + 3] = hash_mix(vgetq_lane_u64(second, 1));
	}
	if (i < count)
		shingle_scalar(words + i, count - i, width, ret_hashes + i);
}

#endif
