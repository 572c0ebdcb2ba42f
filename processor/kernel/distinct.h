/* distinct.h: the different hashes of an array, as long as they are not too many: what makes the set size of a sketch exact, and
 * keeps a text that says one thing over and over from costing more than what it says.
 * Uses 32 KiB of stack, nothing else; two look-ups an element. */
#ifndef PARALLAX_KERNEL_DISTINCT_H
#define PARALLAX_KERNEL_DISTINCT_H

#include "kernel.h"

#define DISTINCT_EXACT_MAX 1024u

struct distinct {
	uint32_t different; /* hashes; DISTINCT_EXACT_MAX + 1: there are more */
	const uint64_t *list; /* unless there are more, an array that holds each of them at least once */
	size_t count; /* of the list */
};

/* The list is hashes itself when less than half of them are repetitions, else room, with each once; room is for
 * DISTINCT_EXACT_MAX. The hashes are mixed ones (shingle.h): their lower bits are uniform. */
struct distinct distinct_of(const struct kernel *kernel, const uint64_t *hashes, size_t count, uint64_t *room);

#endif
