#include "uses.h"

#include "grow.h"

void uses_init(struct uses *uses)
{
	*uses = (struct uses){ .unused_count = 0 };
	map64_init(&uses->counts);
}

void uses_free(struct uses *uses)
{
	map64_free(&uses->counts);
	free(uses->unused);
}

void uses_add(struct uses *uses, uint64_t number)
{
	if (uses != NULL && number != 0)
		++*map64_put(&uses->counts, number);
}

void uses_drop(struct uses *uses, uint64_t number)
{
	if (uses == NULL || number == 0)
		return;
	uint64_t *count = map64_find(&uses->counts, number);
	CHECK(count != NULL && *count > 0);
	if (--*count > 0)
		return;
	map64_remove(&uses->counts, number);
	GROW(uses->unused, uses->unused_count, uses->unused_capacity);
	uses->unused[uses->unused_count++] = number;
}

bool uses_has(const struct uses *uses, uint64_t number)
{
	return map64_find(&uses->counts, number) != NULL;
}
