/* text_sketch.h: a fixed-size sketch of a set of shingle hashes; plain data, computed and compared in kernel. */
#ifndef PARALLAX_RECORD_TEXT_SKETCH_H
#define PARALLAX_RECORD_TEXT_SKETCH_H

#include <stdint.h>

#define TEXT_SKETCH_K 128

enum text_sketch_scheme { TEXT_SKETCH_NONE = 0, TEXT_SKETCH_CLASSIC = 1, TEXT_SKETCH_FSS32 = 2 };

struct text_sketch {
	uint32_t scheme;     /* enum text_sketch_scheme */
	uint32_t k;          /* how many values count: TEXT_SKETCH_K */
	uint32_t seed;
	uint32_t normaliser; /* version of the normaliser whose words were hashed */
	uint32_t set_size;   /* distinct shingles; 0 resembles nothing */
	uint32_t values[TEXT_SKETCH_K];
};

#endif
