/* word_hash.h: one word as 64 bits, what shingles are made of (shingle.h). */
#ifndef PARALLAX_KERNEL_WORD_HASH_H
#define PARALLAX_KERNEL_WORD_HASH_H

#include "hash.h"

#define WORD_HASH_BYTES_MIN 16

/* XXH3_64bits of the normalised bytes, of a word shorter than 16 bytes with zeros up to 16: one path through the hash for
 * nearly all words, and 16 bytes are what a vector register reads. Normalised text holds no zero byte, so that padding
 * makes no two words equal. norm is read up to length only. */
static inline uint64_t word_hash(const uint8_t *norm, size_t length)
{
	uint8_t padded[WORD_HASH_BYTES_MIN] = { 0 };
	if (length >= WORD_HASH_BYTES_MIN)
		return XXH3_64bits(norm, length);
	if (length > 0)
		memcpy(padded, norm, length);
	return XXH3_64bits(padded, sizeof(padded));
}

#endif
