/* grow.h: arrays that grow by doubling, for state. */
#ifndef PARALLAX_BASE_GROW_H
#define PARALLAX_BASE_GROW_H

#include <stdint.h>
#include <stdlib.h>

#include "check.h"

/* A larger copy of an array, of first elements if it was empty; ends the process when the system has no memory left. */
static inline void *grow_double(void *array, uint32_t *capacity, uint32_t first, size_t size)
{
	CHECK(*capacity < UINT32_MAX / 2);
	*capacity = *capacity == 0 ? first : 2 * *capacity;
	void *larger = realloc(array, *capacity * size);
	CHECK(larger != NULL);
	return larger;
}

#define GROW_FROM(first, array, count, capacity) \
	((void)((count) < (capacity) ? 0 : ((array) = grow_double((array), &(capacity), (first), sizeof *(array)), 0)))

/* Makes room for one more element behind the first count; FROM_ONE for what is mostly one, or a few. */
#define GROW(array, count, capacity) GROW_FROM(8, array, count, capacity)
#define GROW_FROM_ONE(array, count, capacity) GROW_FROM(1, array, count, capacity)

#endif
