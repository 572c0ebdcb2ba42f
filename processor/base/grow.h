/* grow.h: arrays that grow by doubling, for state. */
#ifndef PARALLAX_BASE_GROW_H
#define PARALLAX_BASE_GROW_H

#include <stdint.h>
#include <stdlib.h>

#include "check.h"

/* A larger copy of an array; ends the process when the system has no memory left. */
static inline void *grow_double(void *array, uint32_t *capacity, size_t size)
{
	CHECK(*capacity < UINT32_MAX / 2);
	*capacity = *capacity == 0 ? 8 : 2 * *capacity;
	void *larger = realloc(array, *capacity * size);
	CHECK(larger != NULL);
	return larger;
}

/* Makes room for one more element behind the first count. */
#define GROW(array, count, capacity)                                                           \
	((void)((count) < (capacity) ? 0 : ((array) = grow_double((array), &(capacity), sizeof *(array)), 0)))

#endif
