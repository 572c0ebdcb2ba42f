/* word_places.h: the walk over the bitmaps that every instruction set's word_places shares; for the word_places_*.c alone. */
#ifndef PARALLAX_KERNEL_WORD_PLACES_H
#define PARALLAX_KERNEL_WORD_PLACES_H

#include "word_bits.h"

static inline uint64_t bits_from(size_t block, uint32_t first)
{
	return first <= block * TEXT_BLOCK ? ~UINT64_C(0) : first >= (block + 1) * TEXT_BLOCK ? 0 : ~UINT64_C(0) << first % TEXT_BLOCK;
}

/* put writes the places of the bits, base more each, and returns how many; it may write up to WORD_PLACES_SLACK more. */
static inline __attribute__((always_inline)) struct word_places places_of(const struct word_bits *bits, uint32_t from, uint32_t to,
	uint32_t *ret_begins, uint32_t *ret_ends, size_t (*put)(uint64_t bits, uint32_t base, uint32_t *ret_places))
{
	struct word_places places = { 0 };
	for (size_t i = from / TEXT_BLOCK; from < to && i <= to / TEXT_BLOCK; i++) {
		uint32_t base = (uint32_t)(i * TEXT_BLOCK);
		uint64_t here = bits_from(i, from) & ~bits_from(i, to), behind = bits_from(i, from + 1) & ~bits_from(i, to + 1);
		places.begins += put(bits[i].begins & here, base, ret_begins + places.begins);
		places.ends += put(bits[i].ends & behind, base, ret_ends + places.ends);
		places.characters += (size_t)__builtin_popcountll(bits[i].characters & here);
	}
	return places;
}

#endif
