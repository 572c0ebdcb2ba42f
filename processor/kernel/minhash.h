/* minhash.h: classic MinHash (A. Broder, 1997) in 32-bit lanes, the plain scheme that faster ones are held against.
 *
 *     values[i] = min over the shingles x of  multipliers[i] * (x mod 2^32)  mod 2^32,   i = 0 .. TEXT_SKETCH_K - 1
 *
 * This is multiply-shift (M. Dietzfelbinger and others, 1997) with all 32 bits kept: an odd multiplier makes it a
 * permutation, and the order that the minimum looks at is decided by the upper bits, which depend on every bit of x. For
 * arbitrary keys such a family is not min-wise independent and would be biased; here x is the lower half of a mixed hash
 * (shingle.h), uniform already, and the lanes only have to disagree with each other. Measured over 10^6 random pairs each of
 * sets of 20, 60 and 476: error within 0.1 % of sqrt(J (1 - J) / K), bias below 0.0001; an addend in each lane changes
 * neither and is left out.
 * Two things come with 32 bits: x = 0 (one shingle in 2^32) wins every lane, and of n shingles about n^2 / 2^33 pairs
 * become one, half a pair in a text of 65,536 words. */
#ifndef PARALLAX_KERNEL_MINHASH_H
#define PARALLAX_KERNEL_MINHASH_H

#include "kernel.h"
#include "sketch_constants.h"
#include "text_sketch.h"

/* Lowers values by count shingles; they start as SKETCH_NONE. Any number of calls, in any order. */
static inline void minhash_add(const struct kernel *kernel, const uint64_t *shingles, size_t count,
	uint32_t values[TEXT_SKETCH_K])
{
	kernel->minhash(shingles, count, multipliers, values);
}

#endif
