/* Any hashes as a set: both schemes by every kernel give the same sketch, the same for the set in another order and twice over;
 * it resembles itself, and merged with itself it is itself. */
#include <string.h>

#include "check.h"
#include "cpu.h"
#include "sketch_compare.h"
#include "sketch_fill.h"

#define COUNT_MAX 4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_one(const struct kernel *kernel, enum text_sketch_scheme scheme, const uint64_t *hashes, size_t count, const struct text_sketch *right)
{
	struct text_sketch sketch, merged;
	struct sketch_similarity similarity;
	sketch_fill(kernel, scheme, 1, hashes, count, &sketch);
	CHECK(memcmp(&sketch, right, sizeof sketch) == 0);
	CHECK(sketch_compare(kernel, &sketch, right, &similarity) == STATUS_OK && similarity.equal == (count == 0 ? 0u : TEXT_SKETCH_K));
	CHECK(sketch_merge(kernel, &sketch, right, &merged) == STATUS_OK && memcmp(merged.values, sketch.values, sizeof merged.values) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint64_t hashes[COUNT_MAX], again[2 * COUNT_MAX];
	size_t width = size > 0 ? 1 + data[0] % 8u : 1, count = 0, kernels_count;
	const struct kernel *kernels = kernel_table(&kernels_count);
	for (size_t at = 1; at + width <= size && count < COUNT_MAX; at += width, count++) { /* few bytes a hash: many alike */
		hashes[count] = 0;
		memcpy(&hashes[count], data + at, width);
	}
	for (size_t i = 0; i < count; i++)
		again[i] = again[2 * count - 1 - i] = hashes[count - 1 - i];
	for (enum text_sketch_scheme scheme = TEXT_SKETCH_CLASSIC; scheme <= TEXT_SKETCH_FSS32; scheme++) {
		struct text_sketch right;
		sketch_fill(&kernels[0], scheme, 1, hashes, count, &right);
		for (size_t k = 0; k < kernels_count; k++) {
			if ((kernels[k].needs & ~cpu_features()) != 0)
				continue;
			check_one(&kernels[k], scheme, hashes, count, &right);
			check_one(&kernels[k], scheme, again, 2 * count, &right);
		}
	}
	return 0;
}
