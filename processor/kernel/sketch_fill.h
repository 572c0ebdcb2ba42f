/* sketch_fill.h: from the shingle hashes of a text to its sketch (record/text_sketch.h). The same for every order and
 * repetition of the shingles. */
#ifndef PARALLAX_KERNEL_SKETCH_FILL_H
#define PARALLAX_KERNEL_SKETCH_FILL_H

#include "kernel.h"
#include "text_sketch.h"

/* Honest about little: no shingles give set_size 0 and a sketch that resembles nothing, not even its like; one shingle
 * gives set_size 1 and a sketch that resembles whatever has the same. set_size is exact up to DISTINCT_EXACT_MAX (1,024); of a larger
 * set it is the estimate of set_size.h, standard error 9 %, and more than that. normaliser is the
 * version of the normaliser that made the words. scheme: TEXT_SKETCH_FSS32 (fss32.h) or TEXT_SKETCH_CLASSIC (minhash.h). */
void sketch_fill(const struct kernel *kernel, enum text_sketch_scheme scheme, uint32_t normaliser,
	const uint64_t *shingles, size_t count, struct text_sketch *ret_sketch);

#endif
