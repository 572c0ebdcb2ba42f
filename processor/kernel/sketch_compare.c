#include "sketch_compare.h"

#include <stdbool.h>

#include "fss32.h"
#include "numeric.h"

static bool comparable(const struct text_sketch *a, const struct text_sketch *b)
{
	return a->scheme != TEXT_SKETCH_NONE && a->scheme == b->scheme && a->k == TEXT_SKETCH_K && b->k == TEXT_SKETCH_K &&
		a->seed == b->seed && a->normaliser == b->normaliser;
}

/* (a + b) / (1 + equal / K) = (a + b) K / (K + equal), to the nearest whole number: in integers, so that it is exact. */
static uint32_t union_size(uint32_t a, uint32_t b, uint32_t equal)
{
	uint64_t both = (uint64_t)a + b;
	uint64_t parts = TEXT_SKETCH_K + equal;
	uint64_t size = (both * TEXT_SKETCH_K + parts / 2) / parts;
	uint32_t larger = a > b ? a : b;
	if (size < larger)
		return larger;
	return size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

static double standard_error(const struct text_sketch *a, const struct text_sketch *b, uint32_t equal)
{
	double p = (equal + 1.0) / (TEXT_SKETCH_K + 2.0);
	double variance = p * (1.0 - p) / TEXT_SKETCH_K;
	if (a->scheme == TEXT_SKETCH_FSS32)
		variance *= fss32_variance_factor(union_size(a->set_size, b->set_size, equal));
	return numeric_sqrt(variance);
}

enum status sketch_compare(const struct kernel *kernel, const struct text_sketch *a, const struct text_sketch *b,
	struct sketch_similarity *ret_similarity)
{
	if (!comparable(a, b))
		return STATUS_BAD_INPUT;
	*ret_similarity = (struct sketch_similarity){ 0 };
	if (a->set_size == 0 || b->set_size == 0)
		return STATUS_OK;
	ret_similarity->equal = kernel->equal(a->values, b->values);
	ret_similarity->jaccard = (double)ret_similarity->equal / TEXT_SKETCH_K;
	ret_similarity->error = standard_error(a, b, ret_similarity->equal);
	return STATUS_OK;
}

enum status sketch_merge(const struct kernel *kernel, const struct text_sketch *a, const struct text_sketch *b,
	struct text_sketch *ret_sketch)
{
	struct sketch_similarity similarity;
	enum status status = sketch_compare(kernel, a, b, &similarity);
	if (status != STATUS_OK)
		return status;
	struct text_sketch merged = *a;
	merged.set_size = union_size(a->set_size, b->set_size, similarity.equal);
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		merged.values[i] = a->values[i] < b->values[i] ? a->values[i] : b->values[i];
	*ret_sketch = merged;
	return STATUS_OK;
}
