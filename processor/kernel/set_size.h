/* set_size.h: how many different shingles a sketch was made of, from its values alone: the more there are, the smaller are
 * the smallest. For sets too large to be counted for nothing. */
#ifndef PARALLAX_KERNEL_SET_SIZE_H
#define PARALLAX_KERNEL_SET_SIZE_H

#include "text_sketch.h"

/* The estimate for a sketch of either scheme, of more than a few hundred shingles; standard error 9 %, 1 / sqrt(K - 2).
 * 0 when it says nothing: the hash 0, one in 2^32, is the smallest in all of a classic sketch.
 * Classic: n shingles have a minimum of about 2^32 / n, exponentially distributed; of K of them the estimate is (K - 1) / sum.
 * FSS32: a bin's smallest rank of the first round likewise, of n / K; a bin that a later round filled says only that it got
 * none in the first, and the sum goes by as much as a whole round (the maximum likelihood for a censored exponential). */
uint32_t set_size_estimate(enum text_sketch_scheme scheme, const uint32_t values[TEXT_SKETCH_K]);

#endif
