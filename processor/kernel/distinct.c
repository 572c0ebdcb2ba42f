#include "distinct.h"

#include <stdbool.h>
#include <string.h>

#include "check.h"

#define SLOTS_MAX (4 * DISTINCT_EXACT_MAX) /* a quarter full at most: half full took 4.1 ns a hash instead of 2.6 */

struct table {
	uint64_t slots[SLOTS_MAX]; /* 0 is free; linear probing from the hash's lower bits */
	size_t mask;
	uint32_t kept;
	uint32_t halvings; /* only hashes whose upper so many bits are zero are kept */
	bool zero;         /* the hash 0, which has no slot */
};

static void clear(struct table *table, size_t hashes_count)
{
	size_t slots = 2;
	while (slots < 4 * hashes_count && slots < SLOTS_MAX)
		slots *= 2;
	memset(table->slots, 0, slots * sizeof(table->slots[0]));
	table->mask = slots - 1;
	table->kept = 0;
	table->halvings = 0;
	table->zero = false;
}

static void insert(struct table *table, uint64_t hash)
{
	size_t at = hash & table->mask;
	while (table->slots[at] != hash) {
		if (table->slots[at] == 0) {
			table->slots[at] = hash;
			table->kept++;
			return;
		}
		at = (at + 1) & table->mask;
	}
}

static void halve(struct table *table)
{
	uint64_t left[DISTINCT_EXACT_MAX + 1];
	uint32_t left_count = 0;
	uint64_t limit = UINT64_MAX >> ++table->halvings;
	for (size_t at = 0; at < SLOTS_MAX; at++) {
		if (table->slots[at] != 0 && table->slots[at] <= limit)
			left[left_count++] = table->slots[at];
	}
	memset(table->slots, 0, sizeof(table->slots));
	table->kept = 0;
	for (uint32_t i = 0; i < left_count; i++)
		insert(table, left[i]);
}

static void insert_all(struct table *table, const uint64_t *hashes, size_t count)
{
	clear(table, count);
	for (size_t i = 0; i < count; i++) {
		if (hashes[i] == 0)
			table->zero = true;
		else if (hashes[i] <= UINT64_MAX >> table->halvings)
			insert(table, hashes[i]);
		/* Ends: after 54 halvings there are only 1,023 hashes left that could be kept. */
		while (table->kept + table->zero > DISTINCT_EXACT_MAX)
			halve(table);
	}
}

uint32_t distinct_count(const uint64_t *hashes, size_t count)
{
	struct table table;
	insert_all(&table, hashes, count);
	uint64_t size = ((uint64_t)table.kept << table.halvings) + table.zero;
	if (table.halvings > 0 && size <= DISTINCT_EXACT_MAX)
		return DISTINCT_EXACT_MAX + 1;
	return size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

size_t distinct_list(const uint64_t *hashes, size_t count, uint64_t *ret_hashes)
{
	struct table table;
	size_t listed = 0;
	insert_all(&table, hashes, count);
	CHECK(table.halvings == 0);
	for (size_t at = 0; at <= table.mask; at++) {
		if (table.slots[at] != 0)
			ret_hashes[listed++] = table.slots[at];
	}
	if (table.zero)
		ret_hashes[listed++] = 0;
	return listed;
}
