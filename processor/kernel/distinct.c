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

/* A bit for each of 64 places that are not their own number, which begins at first. */
static uint64_t not_own(const uint16_t *places, size_t first)
{
	uint8_t other[64];
	uint64_t bits = 0;
	for (size_t i = 0; i < 64; i++)
		other[i] = places[i] != (uint16_t)(first + i);
	for (size_t i = 0; i < 64; i += 8) {
		uint64_t eight;
		memcpy(&eight, other + i, sizeof eight);
		bits |= (eight * UINT64_C(0x0102040810204080) >> 56) << i;
	}
	return bits;
}

/* Each hash writes its place into its slot, and then looks who wrote last. It is itself: one of those to count. A hash like it:
 * a repetition. Another one: it goes on to ret_others, turned, so that the next round looks at other bits; hashes that are equal
 * stay together all the way. No hash waits for another, and no slot is read that was not written, so that none needs to be
 * cleared. Returns how many are counted. */
static size_t count_winners(const uint64_t *hashes, size_t count, uint64_t *ret_others, size_t *ret_others_count)
{
	uint16_t last[SLOTS], winners[DISTINCT_EXACT_MAX + 63];
	size_t losers = 0, others = 0;
#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++)
		last[hashes[i] % SLOTS] = (uint16_t)i;
#pragma GCC unroll 4
	for (size_t i = 0; i < count; i++)
		winners[i] = last[hashes[i] % SLOTS];
	for (size_t i = count; i % 64 != 0; i++)
		winners[i] = (uint16_t)i;
	for (size_t from = 0; from < count; from += 64) {
		for (uint64_t left = not_own(winners + from, from); left != 0; left &= left - 1) {
			size_t i = from + (size_t)__builtin_ctzll(left);
			ret_others[others] = hashes[i] >> SLOT_BITS | hashes[i] << (64 - SLOT_BITS);
			others += hashes[i] != hashes[winners[i]];
			losers++;
		}
	}
	*ret_others_count = others;
	return count - losers;
}

static uint32_t count_different(const uint64_t *hashes, size_t count)
{
	uint64_t others[2][DISTINCT_EXACT_MAX];
	size_t different = count_winners(hashes, count, others[0], &count);
	for (unsigned round = 0; count > 0; round++)
		different += count_winners(others[round % 2], count, others[1 - round % 2], &count);
	return (uint32_t)different;
}

uint32_t distinct_list(const uint64_t *hashes, size_t count, uint64_t *room, const uint64_t **ret_list)
{
	*ret_list = hashes;
	if (count <= DISTINCT_EXACT_MAX) {
		uint32_t different = count_different(hashes, count);
		if (2 * different > count || count == 0)
			return different;
	}
	*ret_list = room;
	return list_each(hashes, count, room);
}
