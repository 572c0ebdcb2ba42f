#include "set_size.h"

#include "fss32.h"

/* Bits 25 and 26 of a rank are the same for all of a bin. */
#define RANK_BITS 25
#define RANK_MASK ((1u << RANK_BITS) - 1)

/* Rounded; 0 when there is nothing to divide by. */
static uint32_t divide(uint64_t counted, unsigned shift, uint64_t sum)
{
	if (sum == 0)
		return 0;
	double size = (double)counted * (double)(UINT64_C(1) << shift) / (double)sum + 0.5;
	return size < (double)UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

uint32_t set_size_estimate(enum text_sketch_scheme scheme, const uint32_t values[TEXT_SKETCH_K])
{
	uint64_t sum = 0, filled = 0;
	if (scheme == TEXT_SKETCH_CLASSIC) {
		for (size_t i = 0; i < TEXT_SKETCH_K; i++)
			sum += values[i];
		return divide(TEXT_SKETCH_K - 1, 32, sum);
	}
	for (size_t i = 0; i < TEXT_SKETCH_K; i++) {
		uint32_t first = values[i] >> FSS32_RANK_BITS == 0;
		filled += first;
		sum += first ? values[i] & RANK_MASK : RANK_MASK;
	}
	return divide((filled > 1 ? filled - 1 : 1) * TEXT_SKETCH_K, RANK_BITS, sum);
}
