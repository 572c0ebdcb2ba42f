#include "distinct.h"

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

/* ---- counted only ---- */

#define SLOT_BITS 12
#define SLOTS (1u << SLOT_BITS)

/* Each hash writes its place into its slot, and then looks who wrote last. It is itself: one of those to count. A hash like it:
 * a repetition. Another one: it goes on to ret_others, turned, so that the next round looks at other bits; hashes that are equal
 * stay together all the way. No hash waits for another, and no slot is read that was not written, so that none needs to be
 * cleared. Returns how many are counted. */
static size_t count_winners(const struct kernel *kernel, const uint64_t *hashes, size_t count, uint64_t *ret_others, size_t *ret_others_count)
{
	uint16_t last[SLOTS], winners[DISTINCT_EXACT_MAX + NOT_OWN_SLACK], losers[DISTINCT_EXACT_MAX + NOT_OWN_SLACK];
	size_t others = 0;
#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++)
		last[hashes[i] % SLOTS] = (uint16_t)i;
#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++)
		winners[i] = last[hashes[i] % SLOTS];
	size_t losers_count = kernel->not_own(winners, count, losers);
	for (size_t k = 0; k < losers_count; k++) {
		uint64_t hash = hashes[losers[k]];
		ret_others[others] = hash >> SLOT_BITS | hash << (64 - SLOT_BITS);
		others += hash != hashes[winners[losers[k]]];
	}
	*ret_others_count = others;
	return count - losers_count;
}

static uint32_t count_different(const struct kernel *kernel, const uint64_t *hashes, size_t count)
{
	uint64_t others[2][DISTINCT_EXACT_MAX];
	size_t different = count_winners(kernel, hashes, count, others[0], &count);
	for (unsigned round = 0; count > 0; round++)
		different += count_winners(kernel, others[round % 2], count, others[1 - round % 2], &count);
	return (uint32_t)different;
}

struct distinct distinct_of(const struct kernel *kernel, const uint64_t *hashes, size_t count, uint64_t *room)
{
	if (count <= DISTINCT_EXACT_MAX) {
		uint32_t different = count_different(kernel, hashes, count);
		if (2 * different > count || count == 0)
			return (struct distinct){ different, hashes, count };
	}
	uint32_t listed = list_each(hashes, count, room);
	return (struct distinct){ listed, room, listed };
}
