/* heaviest.h: the heaviest of many keys, without a sort. Private to story. */
#ifndef PARALLAX_STORY_HEAVIEST_H
#define PARALLAX_STORY_HEAVIEST_H

#include <stdint.h>

struct heavy_key {
	double weight;
	uint64_t id; /* of two of one weight the lower id is heavier */
	uint32_t at; /* the caller's place of it */
};

/* Moves the heaviest `wanted` of the keys to the front, in no order. Linear on average. */
void select_heaviest(struct heavy_key *keys, uint32_t count, uint32_t wanted);

#endif
