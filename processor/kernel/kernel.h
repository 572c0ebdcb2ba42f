/* kernel.h: one set of the inner loops for each instruction set, picked once at start and handed to whoever computes.
 * Every set gives the same bits; they differ in time alone. The functions in a set are the bare loops: call them by
 * shingle.h, minhash.h, fss32.h, sketch_fill.h, sketch_compare.h, word_hashes.h and text's plain_words.h, which say what they compute.
 * Pure: no allocation, no clock, no mutable globals. */
#ifndef PARALLAX_KERNEL_KERNEL_H
#define PARALLAX_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "status.h"
#include "word_bits.h"

#define NOT_OWN_SLACK 32

struct kernel {
	const char *name;
	uint32_t needs; /* set of enum cpu_feature */

	/* count >= 1 shingle hashes of words[0 .. count + width - 2], 1 <= width <= SHINGLE_WIDTH_MAX; see shingle.h. */
	void (*shingle)(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes);

	/* values[i] = min(values[i], factors[i] * shingle) modulo 2^32, over count shingles, for i < TEXT_SKETCH_K; see
	 * minhash.h. */
	void (*minhash)(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);

	/* Writes the TEXT_SKETCH_K values of count >= 1 shingles; see fss32.h. */
	void (*fss32)(const uint64_t *shingles, size_t count, uint32_t *ret_values);

	/* Sorts blocks of TEXT_BLOCK bytes; see text_blocks.h. TEXT_BEFORE zero bytes stand before the text and TEXT_BEHIND behind it, the
	 * first of which is in the last block. ret_folded is the text with capital letters made small, and what else point_table.h
	 * folds; it may not overlap the text. False when the text is not UTF-8 (RFC 3629): what was written then means nothing. */
	bool (*text_blocks)(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks);

	/* Where the words of a range begin, from byte from on, and end, up to byte to, in the order of the text: beginning, end,
	 * beginning, end. The range holds nothing rare. A word that reaches into it has no beginning, one that reaches out of it no
	 * end. to lies within the blocks of bits. ret_places has room for as many as the range has bytes, and WORD_PLACES_SLACK more. */
	struct word_places (*word_places)(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places);

	/* See word_hashes.h. */
	size_t (*word_hashes)(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes);

	/* Lists which of count numbers are not those of their own places, and returns how many. NOT_OWN_SLACK more of either array may be
	 * read and written. */
	size_t (*not_own)(const uint16_t *numbers, size_t count, uint16_t *ret_places);

	/* At how many of TEXT_SKETCH_K places a and b are equal. */
	uint32_t (*equal)(const uint32_t *a, const uint32_t *b);
};

/* The sets that this build has, plain first, best last. */
const struct kernel *kernel_table(size_t *ret_count);

/* Picks the last set whose needs are all in features (cpu_features()), or the one called forced_name unless that is NULL.
 * STATUS_BAD_INPUT: no set has that name, or the processor lacks what it needs. STATUS_FATAL: the set gives wrong
 * answers on this machine. */
enum status kernel_select(uint32_t features, const char *forced_name, const struct kernel **ret_kernel);

/* The known-answer check that kernel_select makes: STATUS_OK, or STATUS_FATAL when a function of the set gives another
 * answer than the pinned one. Some microseconds. */
enum status kernel_check(const struct kernel *kernel);

#endif
