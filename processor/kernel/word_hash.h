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

/* The same, where WORD_HASH_BYTES_MIN bytes can be read at norm, whatever is behind the word. */
static inline uint64_t word_hash_readable(const uint8_t *norm, size_t length)
{
	static const uint8_t keep[2 * WORD_HASH_BYTES_MIN] = { 255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255 };
	uint64_t bytes[2], mask[2];
	if (length >= WORD_HASH_BYTES_MIN)
		return XXH3_64bits(norm, length);
	memcpy(bytes, norm, sizeof(bytes));
	memcpy(mask, keep + WORD_HASH_BYTES_MIN - length, sizeof(mask));
	bytes[0] &= mask[0];
	bytes[1] &= mask[1];
	return XXH3_64bits(bytes, sizeof(bytes));
}

#endif
