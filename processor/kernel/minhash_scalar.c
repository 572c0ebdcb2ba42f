#include "kernel_variants.h"
#include "text_sketch.h"

void minhash_scalar(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t x = (uint32_t)shingles[i];
		for (size_t lane = 0; lane < TEXT_SKETCH_K; lane++) {
			uint32_t value = factors[lane] * x;
			values[lane] = value < values[lane] ? value : values[lane];
		}
	}
}
