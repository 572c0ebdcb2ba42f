/* map64.h: a hash map from 64-bit keys to 64-bit values, for state: open addressing with linear probing, deletion by
 * backward shift, at most three quarters full. Keys are mixed, so that any 64-bit number will do. Most look-ups read one
 * cache line. */
#ifndef PARALLAX_BASE_MAP64_H
#define PARALLAX_BASE_MAP64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h"

struct map64_slot {
	uint64_t key;
	uint64_t value;
};

struct map64 {
	struct map64_slot *slots; /* so many as its capacity, a free one with the key 0; behind them stands the key 0 itself */
	size_t capacity; /* a power of two */
	size_t count;
	bool has_zero;
};

void map64_init(struct map64 *map);
void map64_free(struct map64 *map);

/* The value's place, or NULL. It stays valid until the next put or remove. */
uint64_t *map64_find(const struct map64 *map, uint64_t key);

/* Asks for the memory that finding the key will read. */
void map64_prefetch(const struct map64 *map, uint64_t key);

/* The value's place, made with 0 when the key is new. */
uint64_t *map64_put(struct map64 *map, uint64_t key);

/* Room for so many entries in all, made at once. */
void map64_reserve(struct map64 *map, size_t count);

/* The entries of a map in chunks (a power of two) that a key's hash alone tells apart, whatever the map's capacity: to
 * write a large map down in turn. The entries of one, ordered by key, in the arena. Cost: what the chunk holds. */
uint32_t map64_chunk_of(uint64_t key, uint32_t chunks);
uint32_t map64_chunk(const struct map64 *map, uint32_t chunk, uint32_t chunks, struct arena *arena, struct map64_slot **ret_slots);

/* The next entry from slot *at on, which then stands behind it; NULL when there is none. In no order. */
struct map64_slot *map64_next(const struct map64 *map, size_t *at);

/* True when the key was there. */
bool map64_remove(struct map64 *map, uint64_t key);

#endif
