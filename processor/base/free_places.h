/* free_places.h: which places of an array are free. The lowest free one is given first, so that what is given next depends
 * on which places are taken alone: a state that was restored goes on with the same ones. A binary heap. */
#ifndef PARALLAX_BASE_FREE_PLACES_H
#define PARALLAX_BASE_FREE_PLACES_H

#include <stdint.h>

struct free_places {
	uint32_t *heap;
	uint32_t count, capacity;
};

void free_places_free(struct free_places *places);
void free_places_add(struct free_places *places, uint32_t place);

/* Takes the lowest out; there must be one. */
uint32_t free_places_take(struct free_places *places);

#endif
