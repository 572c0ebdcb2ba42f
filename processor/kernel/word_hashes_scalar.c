#include "kernel_variants.h"
#include "word_hash.h"
#include "word_hashes.h"

size_t word_hashes_scalar(const uint8_t *norm, const uint32_t *places, size_t count, uint64_t *ret_hashes)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t length = places[2 * i + 1] - places[2 * i];
		if (length > WORD_BYTES_MAX)
			return i;
		ret_hashes[i] = word_hash_readable(norm + places[2 * i], length);
	}
	return count;
}
