/* fact_index.h: which open stories hold a key, and what an average open story holds of it. */
#ifndef PARALLAX_STORY_FACT_INDEX_H
#define PARALLAX_STORY_FACT_INDEX_H

#include "map64.h"
#include "story_types.h"

struct fact_entry {
	uint64_t id;
	uint32_t *stories; /* indices of open stories, ascending: the same whatever order they came and went in */
	uint32_t count, capacity;
	int64_t parts;     /* sum of story_key.part over those stories */
};

struct fact_index {
	struct map64 by_id; /* key id → index of an entry */
	struct fact_entry *entries;
	uint32_t count, capacity;
	uint32_t *free; /* entries without stories, to be used again */
	uint32_t free_count, free_capacity;
};

void fact_index_init(struct fact_index *index);
void fact_index_free(struct fact_index *index);

/* NULL when no open story holds the key. */
const struct fact_entry *fact_index_find(const struct fact_index *index, uint64_t id);

/* Asks for the memory that finding the key will read. */
static inline void fact_index_prefetch(const struct fact_index *index, uint64_t id)
{
	map64_prefetch(&index->by_id, id);
}

/* Enters a story for a key, or takes it out. */
void fact_index_add(struct fact_index *index, uint64_t id, uint32_t story);
void fact_index_remove(struct fact_index *index, uint64_t id, uint32_t story);

void fact_index_change_part(struct fact_index *index, uint64_t id, int32_t difference);
void fact_index_change_part_of(struct fact_index *index, const struct fact_entry *entry, int32_t difference);

#endif
