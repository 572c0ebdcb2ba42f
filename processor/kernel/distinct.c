#include "distinct.h"

#include <stdbool.h>
#include <string.h>

/* ---- one by one ---- */

#define SLOTS_A_HASH 16 /* with four a fourth of the look-ups met another hash, and the branch cost more than all else */
#define SLOTS_MAX (SLOTS_A_HASH * DISTINCT_EXACT_MAX)

static size_t slots_for(size_t count)
{
	size_t slots = SLOTS_A_HASH;
	while (slots < SLOTS_A_HASH * count && slots < SLOTS_MAX)
		slots *= 2;
	return slots;
}

static uint32_t list_each(const uint64_t *hashes, size_t count, uint64_t *ret_hashes)
{
	uint16_t places[SLOTS_MAX]; /* of a hash in the list, plus one; 0 is free; linear probing */
	size_t slots = slots_for(count);
	uint32_t listed = 0;
	memset(places, 0, slots * sizeof places[0]);
	for (size_t i = 0; i < count; i++) {
		uint64_t hash = hashes[i];
		size_t at = hash & (slots - 1);
		while (places[at] != 0 && ret_hashes[places[at] - 1u] != hash)
			at = (at + 1) & (slots - 1);
		if (places[at] != 0)
			continue;
		if (listed == DISTINCT_EXACT_MAX)
			return DISTINCT_EXACT_MAX + 1;
		ret_hashes[listed++] = hash;
		places[at] = (uint16_t)listed;
	}
	return listed;
}

/* ---- where none is repeated, as in most texts ---- */

/* As above, with eight bits of each hash instead of where it is listed, never 0: half of the memory to clear, and no list to
 * write. False is sure; two hashes that only look alike (one text in ten has such) are told apart above. */
static bool may_be_repeated(const uint64_t *hashes, size_t count)
{
	uint8_t tags[SLOTS_MAX];
	size_t mask = slots_for(count) - 1;
	memset(tags, 0, mask + 1);
	for (size_t i = 0; i < count; i++) {
		size_t at = hashes[i] & mask;
		uint8_t tag = (uint8_t)(hashes[i] >> 56) | 1;
		for (; tags[at] != 0; at = (at + 1) & mask)
			if (tags[at] == tag)
				return true;
		tags[at] = tag;
	}
	return false;
}

uint32_t distinct_list(const uint64_t *hashes, size_t count, uint64_t *room, const uint64_t **ret_list)
{
	*ret_list = hashes;
	if (count <= DISTINCT_EXACT_MAX && !may_be_repeated(hashes, count))
		return (uint32_t)count;
	*ret_list = room;
	return list_each(hashes, count, room);
}
