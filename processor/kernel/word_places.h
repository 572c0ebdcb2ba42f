/* word_places.h: the walk over the bitmaps that every instruction set's word_places shares; for the word_places_*.c alone. */
#ifndef PARALLAX_KERNEL_WORD_PLACES_H
#define PARALLAX_KERNEL_WORD_PLACES_H

#include "word_bits.h"

/* Each writes places, base more each, and returns how many; it may write up to WORD_PLACES_SLACK more. */
typedef size_t places_put(uint64_t bits, uint32_t base, uint32_t *ret_places);
typedef size_t places_put_touching(uint64_t begins, uint64_t ends, uint32_t base, uint32_t *ret_places);

/* One bit after the other, where a word may begin at the byte behind another: that place is written twice. */
static inline size_t put_touching(uint64_t begins, uint64_t ends, uint32_t base, uint32_t *ret_places)
{
	size_t count = 0;
	for (uint64_t left = begins | ends; left != 0; left &= left - 1) {
		int at = __builtin_ctzll(left);
		ret_places[count] = base + (uint32_t)at;
		count += ends >> at & 1;
		ret_places[count] = base + (uint32_t)at;
		count += begins >> at & 1;
	}
	return count;
}

/* touching is asked for blocks that have a place where one word ends and another begins: of scripts without spaces. */
static inline __attribute__((always_inline)) struct word_places places_of(const struct word_bits *bits, uint32_t from, uint32_t to,
	uint32_t *ret_places, places_put *put, places_put_touching *touching)
{
	struct word_places places = { 0 };
	size_t first = from / TEXT_BLOCK, last = to / TEXT_BLOCK;
	for (size_t i = first; from < to && i <= last; i++) {
		uint32_t base = (uint32_t)(i * TEXT_BLOCK);
		uint64_t here = ~UINT64_C(0), behind = here; /* where words may begin, from byte from on, and end, behind it */
		if (i == first) {
			here <<= from % TEXT_BLOCK;
			behind = here << 1;
		}
		if (i == last) {
			here &= (UINT64_C(1) << to % TEXT_BLOCK) - 1;
			behind &= (UINT64_C(2) << to % TEXT_BLOCK) - 1;
		}
		uint64_t begins = bits[i].begins & here, ends = bits[i].ends & behind;
		places.count += (begins & ends) == 0 ? put(begins | ends, base, ret_places + places.count)
		                                     : touching(begins, ends, base, ret_places + places.count);
		places.characters += (size_t)__builtin_popcountll(bits[i].characters & here);
	}
	return places;
}

#endif
