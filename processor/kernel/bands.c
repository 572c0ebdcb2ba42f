#include "bands.h"

#include "hash.h"

size_t bands_keys(const struct text_sketch *sketch, uint64_t *ret_keys)
{
	_Static_assert(BANDS_COUNT * BANDS_ROWS <= TEXT_SKETCH_K && BANDS_ROWS == 2, "the bands lie within the sketch");
	if (sketch->set_size == 0)
		return 0;
	for (size_t band = 0; band < BANDS_COUNT; band++) {
		const uint32_t *v = sketch->values + band * BANDS_ROWS;
		ret_keys[band] = hash_mix((v[0] | (uint64_t)v[1] << 32) + (band + 1) * 0x9e3779b97f4a7c15u);
	}
	return BANDS_COUNT;
}
