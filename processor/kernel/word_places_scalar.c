#include "kernel_variants.h"
#include "word_places.h"

static inline size_t put(uint64_t bits, uint32_t base, uint32_t *ret_places)
{
	return put_touching(bits, 0, base, ret_places);
}

struct word_places word_places_scalar(const struct word_bits *bits, uint32_t from, uint32_t to, uint32_t *ret_places)
{
	return places_of(bits, from, to, ret_places, put, put_touching);
}
