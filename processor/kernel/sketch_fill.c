#include "sketch_fill.h"

#include "check.h"
#include "distinct.h"
#include "fss32.h"
#include "minhash.h"

static void values_fill(const struct kernel *kernel, enum text_sketch_scheme scheme, const uint64_t *shingles, size_t count,
	uint32_t *ret_values)
{
	for (size_t i = 0; i < TEXT_SKETCH_K; i++)
		ret_values[i] = SKETCH_NONE;
	if (count == 0)
		return;
	if (scheme == TEXT_SKETCH_FSS32)
		fss32_fill(kernel, shingles, count, ret_values);
	else
		minhash_add(kernel, shingles, count, ret_values);
}

void sketch_fill(const struct kernel *kernel, enum text_sketch_scheme scheme, uint32_t normaliser,
	const uint64_t *shingles, size_t count, struct text_sketch *ret_sketch)
{
	CHECK(scheme == TEXT_SKETCH_CLASSIC || scheme == TEXT_SKETCH_FSS32);
	uint32_t set_size = distinct_count(shingles, count);
	uint64_t once[DISTINCT_EXACT_MAX];
	if (set_size <= DISTINCT_EXACT_MAX && set_size < count / 2) {
		/* A text that says one thing over and over costs no more than what it says: few shingles take many rounds, and
		 * each round reads all of them. */
		count = distinct_list(shingles, count, once);
		shingles = once;
	}
	ret_sketch->scheme = scheme;
	ret_sketch->k = TEXT_SKETCH_K;
	ret_sketch->seed = SKETCH_SEED;
	ret_sketch->normaliser = normaliser;
	ret_sketch->set_size = set_size;
	values_fill(kernel, scheme, shingles, count, ret_sketch->values);
}
