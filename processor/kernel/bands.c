#include "bands.h"

#include "hash.h"

size_t bands_keys(const struct text_sketch *sketch, uint64_t *ret_keys)
{
	_Static_assert(BANDS_COUNT * BANDS_ROWS <= TEXT_SKETCH_K && BANDS_ROWS == 3, "the bands lie within the sketch");
	if (sketch->set_size == 0)
		return 0;
	for (size_t band = 0; band < BANDS_COUNT; band++) {
		const uint32_t *v = sketch->values + band * BANDS_ROWS;
		uint64_t first = hash_mix(v[0] | (uint64_t)v[1] << 32);
		ret_keys[band] = hash_mix(first ^ (v[2] | (uint64_t)(band + 1) << 32));
	}
	return BANDS_COUNT;
}
