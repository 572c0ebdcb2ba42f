/* shingle.h: width consecutive words as one 64-bit hash. The set of a text's shingles is what its sketch is made of:
 * 5 words where words are written apart, 4 characters where they are not.
 *
 * Of the word hashes w[0] .. w[n-1] (word_hash.h), modulo 2^64:
 *
 *     s = w[0];  s = rotl(s, 24) + w[j]  for j = 1 .. n-1;  shingle = hash_mix(s)      (hash_mix: base/hash.h)
 *
 * Why: the word hashes are uniform already, so what is left to do is to keep the order and to break up what is linear.
 * Modulo 2^64 - 1 a rotation by 24 is a multiplication by 2^24, so s is a polynomial in it but for lost carries; for two
 * different sequences of up to 8 words all rotations differ (24 j mod 64) and chance collisions stay near 2^-56 or
 * below, also for sequences that differ in order only and for one word repeated. A rotation by whole bytes is one
 * instruction in AVX2. hash_mix is bijective: it adds no collision, and no sum of shingles' hashes vanishes because the
 * words repeat in a pattern.
 *
 * Changing any of it changes every stored sketch: tests/kernel/vectors.tsv pins it. */
#ifndef PARALLAX_KERNEL_SHINGLE_H
#define PARALLAX_KERNEL_SHINGLE_H

#include "kernel.h"

#define SHINGLE_WORDS 5      /* width where words are written apart */
#define SHINGLE_CHARACTERS 4 /* width where each character is a word */
#define SHINGLE_WIDTH_MAX 8
#define SHINGLE_ROTATION 24

/* How many shingles count words have: one for each run of width words; a text of fewer words is one shingle of all it
 * has; of none there is none. */
static inline size_t shingle_count(size_t count, uint32_t width)
{
	if (count == 0)
		return 0;
	return count < width ? 1 : count - width + 1;
}

/* Writes the shingle_count(count, width) hashes in the order of the text, repetitions and all, and returns how many.
 * 1 <= width <= SHINGLE_WIDTH_MAX. ret_hashes may not overlap words. */
size_t shingle_hashes(const struct kernel *kernel, const uint64_t *words, size_t count, uint32_t width,
	uint64_t *ret_hashes);

#endif
