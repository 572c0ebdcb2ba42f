/* sketch_compare.h: how alike two sketched sets are, and the sketch of their union. */
#ifndef PARALLAX_KERNEL_SKETCH_COMPARE_H
#define PARALLAX_KERNEL_SKETCH_COMPARE_H

#include "kernel.h"
#include "text_sketch.h"

struct sketch_similarity {
	uint32_t equal; /* of TEXT_SKETCH_K values */
	double jaccard; /* equal / TEXT_SKETCH_K: unbiased; 0 when either set is empty */
	double error;   /* its standard error; 0 when either set is empty, for then nothing is estimated */
};

/* STATUS_BAD_INPUT when the sketches cannot be compared: another scheme, length, seed or normaliser.
 * The error is sqrt(p (1 - p) / K) of the binomial, with p = (equal + 1) / (K + 2) (Laplace) for J, so that no value or
 * every value equal is not taken for certainty; for FSS32 times the square root of fss32_variance_factor. */
enum status sketch_compare(const struct kernel *kernel, const struct text_sketch *a, const struct text_sketch *b,
	struct sketch_similarity *ret_similarity);

/* The sketch of the union: the smaller value in each place. Its set_size is (|a| + |b|) / (1 + J) with J as estimated,
 * never less than the larger set nor more than both. ret_sketch may be a or b. STATUS_BAD_INPUT as above. */
enum status sketch_merge(const struct kernel *kernel, const struct text_sketch *a, const struct text_sketch *b,
	struct text_sketch *ret_sketch);

#endif
