#include "kernel_variants.h"
#include "word_hash.h"
#include "word_hashes.h"

size_t word_hashes_scalar(const uint8_t *norm, const uint32_t *begins, const uint32_t *ends, size_t count, uint64_t *ret_hashes)
{
	for (size_t i = 0; i < count; i++) {
		uint32_t length = ends[i] - begins[i];
		if (length > WORD_BYTES_MAX)
			return i;
		ret_hashes[i] = word_hash_readable(norm + begins[i], length);
	}
	return count;
}
