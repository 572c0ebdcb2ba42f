#include "hash.h"
#include "kernel_variants.h"
#include "shingle.h"

static inline uint64_t rotate(uint64_t x)
{
	return x << SHINGLE_ROTATION | x >> (64 - SHINGLE_ROTATION);
}

void shingle_scalar(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	for (size_t i = 0; i < count; i++) {
		uint64_t sum = words[i];
		for (uint32_t j = 1; j < width; j++)
			sum = rotate(sum) + words[i + j];
		ret_hashes[i] = hash_mix(sum);
	}
}
