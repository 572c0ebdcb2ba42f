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

/* The same for what is mostly one, or a few. */
static inline void *grow_from_one(void *array, uint32_t *capacity, size_t size)
{
	uint32_t doubled = *capacity == 0 ? 1 : 2 * *capacity;
	CHECK(*capacity < UINT32_MAX / 2);
	void *larger = realloc(array, doubled * size);
	CHECK(larger != NULL);
	*capacity = doubled;
	return larger;
}

/* Makes room for one more element behind the first count. */
#define GROW(array, count, capacity)                                                           \
	((void)((count) < (capacity) ? 0 : ((array) = grow_double((array), &(capacity), sizeof *(array)), 0)))
#define GROW_FROM_ONE(array, count, capacity)                                                  \
	((void)((count) < (capacity) ? 0 : ((array) = grow_from_one((array), &(capacity), sizeof *(array)), 0)))

#endif
