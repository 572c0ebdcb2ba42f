#include "sketch_fill.h"

#include <stdbool.h>

#include "check.h"
#include "distinct.h"
#include "fss32.h"
#include "minhash.h"
#include "set_size.h"

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

/* Whether the text may be the same few shingles over and over. Each round of FSS32 reads all that there are, and few
 * take many rounds. */
static bool repeats_itself(const struct kernel *kernel, const uint64_t *shingles, uint64_t *room)
{
	return distinct_of(kernel, shingles, DISTINCT_EXACT_MAX, room).different < DISTINCT_EXACT_MAX / 4;
}

void sketch_fill(const struct kernel *kernel, enum text_sketch_scheme scheme, uint32_t normaliser,
	const uint64_t *shingles, size_t count, struct text_sketch *ret_sketch)
{
	CHECK(scheme == TEXT_SKETCH_CLASSIC || scheme == TEXT_SKETCH_FSS32);
	uint64_t room[DISTINCT_EXACT_MAX];
	struct distinct distinct = { .different = DISTINCT_EXACT_MAX + 1 };
	*ret_sketch = (struct text_sketch){ .scheme = scheme, .k = TEXT_SKETCH_K, .seed = SKETCH_SEED, .normaliser = normaliser };
	if (count <= DISTINCT_EXACT_MAX || repeats_itself(kernel, shingles, room))
		distinct = distinct_of(kernel, shingles, count, room);
	if (distinct.different <= DISTINCT_EXACT_MAX) {
		ret_sketch->set_size = distinct.different;
		values_fill(kernel, scheme, distinct.list, distinct.count, ret_sketch->values);
		return;
	}
	values_fill(kernel, scheme, shingles, count, ret_sketch->values);
	ret_sketch->set_size = set_size_estimate(scheme, ret_sketch->values);
	if (ret_sketch->set_size >= 2 * DISTINCT_EXACT_MAX)
		return; /* of a set within the bound that far off once in 10^12 */
	distinct = distinct_of(kernel, shingles, count, room);
	if (distinct.different <= DISTINCT_EXACT_MAX || ret_sketch->set_size <= DISTINCT_EXACT_MAX)
		ret_sketch->set_size = distinct.different;
}
