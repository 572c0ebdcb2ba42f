/* sketch_written.h: a sketch as bytes, the same on every machine: "PXS1", then scheme, k, seed, normaliser, set size and the
 * values, each of 32 bits, little-endian. What libparallax_sketch and `parallax sketch --binary` hand out. Pure. */
#ifndef PARALLAX_KERNEL_SKETCH_WRITTEN_H
#define PARALLAX_KERNEL_SKETCH_WRITTEN_H

#include <string.h>

#include "text_sketch.h"

#define SKETCH_WRITTEN_MAGIC "PXS1"
#define SKETCH_WRITTEN_BYTES (4 + sizeof(struct text_sketch))

static inline void sketch_write(const struct text_sketch *sketch, uint8_t ret_bytes[SKETCH_WRITTEN_BYTES])
{
	uint32_t fields[sizeof *sketch / 4];
	memcpy(fields, sketch, sizeof fields);
	memcpy(ret_bytes, SKETCH_WRITTEN_MAGIC, 4);
	for (size_t i = 0; i < sizeof fields / 4; i++)
		for (unsigned k = 0; k < 4; k++)
			ret_bytes[4 + 4 * i + k] = (uint8_t)(fields[i] >> 8 * k);
}

#endif
