/* fss32.h: Fast Similarity Sketching in 32-bit lanes (after S. Dahlgaard, M. Knudsen, M. Thorup, "Fast Similarity
 * Sketching", 2017). Where classic MinHash asks 128 times which shingle is the smallest, this throws the shingles into 128
 * bins and keeps the smallest of each; bins that stay empty are filled by further throws. Less work for all but the
 * smallest sets, and a smaller error: in one round no shingle can be the smallest of two bins.
 *
 * With x = shingle mod 2^32 and m = multipliers[r] * x mod 2^32, in round r = 0 .. 30 every shingle goes to
 *
 *     bin  m >> 25   with value  r 2^27 + (m mod 2^27)
 *
 * and each bin keeps its smallest value, so that what an earlier round brought stays. Rounds are thrown until no bin is
 * empty. A bin that is empty after all of them gets, as classic MinHash does,
 *
 *     values[bin] = 31 2^27 + min over the shingles of  (multipliers[31 + bin] * x mod 2^32) >> 5
 *
 * The rank within a bin is what the multiplication left below the bin's number (bits 25 and 26 of m are the same for all
 * of a bin): multiply-shift again, enough because x is uniform (see minhash.h).
 *
 * A round after the bins are full changes nothing, so that the values depend on the set alone: not on the order, not on
 * repetitions, not on how many rounds were thrown; the smaller value in each place is the sketch of the union; and a
 * place is equal in two sketches with probability J, whatever filled it.
 *
 * The error. Two places that were filled in one round never show the same shingle of the union U; two of different rounds,
 * and two that were empty after all rounds, show the same one with probability 1 / |U|. With a = (1 - 1/K)^|U| and
 * b = (1 - 2/K)^|U|, the chances that a round misses a bin and that it misses both of two, a pair is filled in one round
 * with probability T = (1 - 2 a + b) (1 + b + .. + b^30), and the variance of the estimate is J (1 - J) / K times
 *
 *     1 - T (K - 1) / (|U| - 1)
 *
 * |U|                           2      5      20     60     133    266    533    1300
 * square root of that factor    0.830  0.737  0.708  0.713  0.735  0.792  0.877  0.950
 *
 * fss32_test.c holds it against the truth. No scheme of K places can do better on large sets: K shingles drawn without
 * replacement have the factor 1 - (K - 1) / (|U| - 1). */
#ifndef PARALLAX_KERNEL_FSS32_H
#define PARALLAX_KERNEL_FSS32_H

#include "kernel.h"
#include "sketch_constants.h"
#include "text_sketch.h"

#define FSS32_ROUNDS 31u
#define FSS32_BIN_SHIFT 25
#define FSS32_RANK_BITS 27
#define FSS32_RANK_MASK ((1u << FSS32_RANK_BITS) - 1)

/* Writes the values of count >= 1 shingles. */
static inline void fss32_fill(const struct kernel *kernel, const uint64_t *shingles, size_t count,
	uint32_t ret_values[TEXT_SKETCH_K])
{
	kernel->fss32(shingles, count, ret_values);
}

/* What the binomial variance of an estimate is to be multiplied with when the union has union_size >= 1 shingles. */
double fss32_variance_factor(double union_size);

#endif
