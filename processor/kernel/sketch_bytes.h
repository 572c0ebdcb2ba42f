/* sketch_bytes.h: a sketch in one byte a value, for an index that holds millions (b-bit minwise hashing: P. Li and A. C. König,
 * 2010). A quarter of the memory, and little of the precision: two bytes are equal with probability J + (1 - J) / 256. */
#ifndef PARALLAX_KERNEL_SKETCH_BYTES_H
#define PARALLAX_KERNEL_SKETCH_BYTES_H

#include "text_sketch.h"

/* The upper byte of each value's product with an odd number: it depends on all of the value's bits, on a classic value's small
 * ones as on an FSS32 value's rank. */
static inline void sketch_bytes(const struct text_sketch *sketch, uint8_t ret_bytes[TEXT_SKETCH_K])
{
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		ret_bytes[i] = (uint8_t)((sketch->values[i] * 0x9e3779b1u) >> 24);
}

/* At how many places two are equal. */
static inline uint32_t sketch_bytes_equal(const uint8_t a[TEXT_SKETCH_K], const uint8_t b[TEXT_SKETCH_K])
{
	uint8_t equal = 0; /* at most 128 */
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		equal = (uint8_t)(equal + (a[i] == b[i]));
	return equal;
}

/* The Jaccard similarity of the sets, from that; unbiased but for what is cut off at 0. */
static inline double sketch_bytes_jaccard(uint32_t equal)
{
	double jaccard = ((double)equal / TEXT_SKETCH_K * 256.0 - 1.0) / 255.0;
	return jaccard > 0.0 ? jaccard : 0.0;
}

#endif
