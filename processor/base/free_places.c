#include "free_places.h"

#include "grow.h"

void free_places_free(struct free_places *places)
{
	free(places->heap);
}

static void swap(uint32_t *a, uint32_t *b)
{
	uint32_t kept = *a;
	*a = *b;
	*b = kept;
}

void free_places_add(struct free_places *places, uint32_t place)
{
	GROW(places->heap, places->count, places->capacity);
	uint32_t at = places->count++;
	places->heap[at] = place;
	for (; at > 0 && places->heap[at] < places->heap[(at - 1) / 2]; at = (at - 1) / 2)
		swap(&places->heap[at], &places->heap[(at - 1) / 2]);
}

uint32_t free_places_take(struct free_places *places)
{
	CHECK(places->count > 0);
	uint32_t lowest = places->heap[0];
	places->heap[0] = places->heap[--places->count];
	for (uint32_t at = 0;;) {
		uint32_t first = at;
		for (uint32_t child = 2 * at + 1; child <= 2 * at + 2 && child < places->count; child++)
			if (places->heap[child] < places->heap[first])
				first = child;
		if (first == at)
			return lowest;
		swap(&places->heap[at], &places->heap[first]);
		at = first;
	}
}
