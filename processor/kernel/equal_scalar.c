#include "kernel_variants.h"
#include "text_sketch.h"

uint32_t equal_scalar(const uint32_t *a, const uint32_t *b)
{
	uint32_t equal = 0;
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		equal += a[i] == b[i];
	return equal;
}
