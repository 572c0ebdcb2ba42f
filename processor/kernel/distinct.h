/* distinct.h: how many different hashes an array holds: the set size that a sketch states.
 * Exact up to DISTINCT_EXACT_MAX different ones. Of more, adaptive sampling (M. Wegman; P. Flajolet, "On adaptive
 * sampling", 1990): only those below a threshold are kept, the threshold halves whenever too many are, and the answer is
 * what is left times the halvings; unbiased, standard error about 1.2 / sqrt(DISTINCT_EXACT_MAX), 4 %. Either way it
 * depends on the set alone, not on order or repetition.
 * Uses 40 KiB of stack, nothing else. Bounded work: one look-up an element in a table that is at most a quarter full. */
#ifndef PARALLAX_KERNEL_DISTINCT_H
#define PARALLAX_KERNEL_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

#define DISTINCT_EXACT_MAX 1024u

/* The hashes are mixed ones (shingle.h): their upper and lower bits are both uniform. An answer of at most
 * DISTINCT_EXACT_MAX is exact, a larger one means more than that. At most UINT32_MAX. */
uint32_t distinct_count(const uint64_t *hashes, size_t count);

/* Writes each hash once, in an order that depends on all of them; returns how many. Only for an array whose
 * distinct_count is at most DISTINCT_EXACT_MAX, which is also the room that ret_hashes needs. */
size_t distinct_list(const uint64_t *hashes, size_t count, uint64_t *ret_hashes);

#endif
