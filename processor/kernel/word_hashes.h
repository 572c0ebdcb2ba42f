/* word_hashes.h: the hashes (word_hash.h) of many words at once. */
#ifndef PARALLAX_KERNEL_WORD_HASHES_H
#define PARALLAX_KERNEL_WORD_HASHES_H

#include "kernel.h"

#define WORD_BYTES_MAX 1024 /* a longer word is not hashed as one */

/* The hashes of norm[places[2 i] .. places[2 i + 1] - 1], i < count. 16 bytes can be read wherever a word begins, and there is room
 * for 7 more hashes. Returns count, or the place of the first word that is longer than WORD_BYTES_MAX: the hashes before it are
 * there. */
static inline size_t word_hashes(const struct kernel *kernel, const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes)
{
	return kernel->word_hashes(norm, places, count, ret_hashes);
}

#endif
