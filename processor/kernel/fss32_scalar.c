#include <stdbool.h>

#include "fss32_throw.h"
#include "kernel_variants.h"

static bool all_full(const uint32_t *values)
{
	bool full = true;
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		full &= values[bin] != SKETCH_NONE;
	return full;
}

void fss32_scalar(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		ret_values[bin] = SKETCH_NONE;
	for (uint32_t round = 0; round < FSS32_ROUNDS; round++) {
		fss32_throw_all(shingles, count, round, ret_values);
		if (all_full(ret_values))
			return;
	}
	fss32_last_resort(shingles, count, ret_values);
}
