#include "shingle.h"

#include "check.h"

size_t shingle_hashes(const struct kernel *kernel, const uint64_t *words, size_t count, uint32_t width,
	uint64_t *ret_hashes)
{
	CHECK(width >= 1 && width <= SHINGLE_WIDTH_MAX);
	size_t shingles = shingle_count(count, width);
	if (shingles == 0)
		return 0;
	kernel->shingle(words, shingles, count < width ? (uint32_t)count : width, ret_hashes);
	return shingles;
}
