/* distinct.h: the different hashes of an array, as long as they are not too many: what makes the set size of a sketch exact, and
 * keeps a text that says one thing over and over from costing more than what it says.
 * Uses 32 KiB of stack, nothing else; two look-ups an element. */
#ifndef PARALLAX_KERNEL_DISTINCT_H
#define PARALLAX_KERNEL_DISTINCT_H

#include "kernel.h"

#define DISTINCT_EXACT_MAX 1024u

/* Returns how many different hashes there are, with an array that holds them all in *ret_list: hashes itself when less than half
 * of them are repetitions, else room, with each once, which has room for DISTINCT_EXACT_MAX. Stops behind DISTINCT_EXACT_MAX of them and returns DISTINCT_EXACT_MAX + 1.
 * The hashes are mixed ones (shingle.h): their lower bits are uniform. */
uint32_t distinct_list(const struct kernel *kernel, const uint64_t *hashes, size_t count, uint64_t *room, const uint64_t **ret_list);

#endif
