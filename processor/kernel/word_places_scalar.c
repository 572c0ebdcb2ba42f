#include "kernel_variants.h"
#include "word_places.h"

#define AT_ONCE 12 /* an English block has ten words: more than this is rare, and the loop's end is seldom mispredicted */

static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	size_t count = (size_t)__builtin_popcountll(bits), i = 0;
	do {
		for (size_t k = 0; k < AT_ONCE; k++) {
			ret_places[i + k] = base + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
			bits &= bits - 1;
		}
		i += AT_ONCE;
	} while (i < count);
	return count;
}

struct word_places word_places_scalar(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_begins, uint32_t *ret_ends)
{
	return places_of(bits, from, to, ret_begins, ret_ends, put);
}
