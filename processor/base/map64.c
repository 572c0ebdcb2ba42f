#include "map64.h"

#include <stdlib.h>

#include "check.h"
#include "hash.h"
#include "lines.h"

#define CAPACITY_MIN 64

void map64_init(struct map64 *map)
{
	*map = (struct map64){ .capacity = 0 };
}

void map64_free(struct map64 *map)
{
	free(map->slots);
	map64_init(map);
}

static size_t home_of(const struct map64 *map, uint64_t key)
{
	return (size_t)hash_mix(key) & (map->capacity - 1);
}

static bool is_used(const struct map64 *map, size_t slot)
{
	return map->slots[slot].key != 0 || (slot == map->capacity && map->has_zero);
}

/* The slot that holds the key, or the free one where it would stand. */
static size_t slot_of(const struct map64 *map, uint64_t key)
{
	if (key == 0)
		return map->capacity;
	size_t slot = home_of(map, key);
	while (map->slots[slot].key != key && map->slots[slot].key != 0)
		slot = (slot + 1) & (map->capacity - 1);
	return slot;
}

static void grow(struct map64 *map, size_t capacity)
{
	struct map64 larger = { .capacity = capacity, .count = map->count, .has_zero = map->has_zero };
	larger.slots = lines_take((larger.capacity + 1) * sizeof *larger.slots);
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(map, &at)) != NULL;)
		larger.slots[slot_of(&larger, entry->key)] = *entry;
	free(map->slots);
	*map = larger;
}

struct map64_slot *map64_next(const struct map64 *map, size_t *at)
{
	while (map->capacity > 0 && *at <= map->capacity) {
		size_t slot = (*at)++;
		if (is_used(map, slot))
			return &map->slots[slot];
	}
	return NULL;
}

void map64_reserve(struct map64 *map, size_t count)
{
	size_t capacity = map->capacity == 0 ? CAPACITY_MIN : map->capacity;
	while (4 * count > 3 * capacity)
		capacity *= 2;
	if (capacity > map->capacity)
		grow(map, capacity);
}

void map64_prefetch(const struct map64 *map, uint64_t key)
{
	if (map->capacity > 0)
		__builtin_prefetch(&map->slots[home_of(map, key)]);
}

uint64_t *map64_find(const struct map64 *map, uint64_t key)
{
	if (map->count == 0)
		return NULL;
	size_t slot = slot_of(map, key);
	return is_used(map, slot) ? &map->slots[slot].value : NULL;
}

uint64_t *map64_put(struct map64 *map, uint64_t key)
{
	if (4 * (map->count + 1) > 3 * map->capacity)
		grow(map, map->capacity == 0 ? CAPACITY_MIN : 2 * map->capacity);
	size_t slot = slot_of(map, key);
	if (!is_used(map, slot)) {
		map->slots[slot] = (struct map64_slot){ .key = key };
		map->has_zero |= key == 0;
		map->count++;
	}
	return &map->slots[slot].value;
}

/* Backward shift (Knuth, TAOCP 6.4, algorithm R): what probed past the hole moves into it. */
static void close_hole(struct map64 *map, size_t hole)
{
	for (size_t next = (hole + 1) & (map->capacity - 1); map->slots[next].key != 0; next = (next + 1) & (map->capacity - 1)) {
		size_t home = home_of(map, map->slots[next].key);
		bool may_stay = ((next - home) & (map->capacity - 1)) < ((next - hole) & (map->capacity - 1));
		if (may_stay)
			continue;
		map->slots[hole] = map->slots[next];
		hole = next;
	}
	map->slots[hole].key = 0;
}

bool map64_remove(struct map64 *map, uint64_t key)
{
	if (map->count == 0)
		return false;
	size_t slot = slot_of(map, key);
	if (!is_used(map, slot))
		return false;
	if (key == 0)
		map->has_zero = false;
	else
		close_hole(map, slot);
	map->count--;
	return true;
}

uint32_t map64_chunk_of(uint64_t key, uint32_t chunks)
{
	return (uint32_t)(hash_mix(key) & (chunks - 1));
}

static int order_by_key(const void *a, const void *b)
{
	const struct map64_slot *left = a, *right = b;
	return left->key < right->key ? -1 : left->key > right->key;
}

/* Visits the entries whose home is this slot and that are of the chunk; writes them when there is room for it. */
static uint32_t visit_home(const struct map64 *map, size_t home, uint32_t chunk, uint32_t chunks, struct map64_slot *ret_slots)
{
	uint32_t count = 0;
	for (size_t slot = home; map->slots[slot].key != 0; slot = (slot + 1) & (map->capacity - 1)) {
		uint64_t key = map->slots[slot].key;
		if (home_of(map, key) != home || map64_chunk_of(key, chunks) != chunk)
			continue;
		if (ret_slots != NULL)
			ret_slots[count] = map->slots[slot];
		count++;
	}
	return count;
}

uint32_t map64_chunk(const struct map64 *map, uint32_t chunk, uint32_t chunks, struct arena *arena, struct map64_slot **ret_slots)
{
	size_t first = map->capacity > chunks ? chunk : chunk & (map->capacity - 1);
	*ret_slots = NULL;
	if (map->count == 0)
		return 0;
	bool zero = map->has_zero && map64_chunk_of(0, chunks) == chunk;
	uint32_t count = zero, filled = zero;
	for (size_t home = first; home < map->capacity; home += chunks) /* far apart: all are asked for before any is read */
		__builtin_prefetch(&map->slots[home]);
	for (size_t home = first; home < map->capacity; home += chunks)
		count += visit_home(map, home, chunk, chunks, NULL);
	*ret_slots = arena_take(arena, (count + (size_t)1) * sizeof **ret_slots);
	if (zero)
		(*ret_slots)[0] = map->slots[map->capacity];
	for (size_t home = first; home < map->capacity; home += chunks)
		filled += visit_home(map, home, chunk, chunks, *ret_slots + filled);
	qsort(*ret_slots, count, sizeof **ret_slots, order_by_key);
	return count;
}
