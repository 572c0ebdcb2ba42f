/* fact_index.h: which open stories hold a key, and what an average open story holds of it. A hash table of half cache lines
 * (open addressing with linear probing, at most three quarters full): most keys are held by few stories, which stand in the
 * slot itself, so that a look-up and what it finds are one line: 43 to 85 bytes a key. More stand in a list elsewhere, 4 to 8
 * bytes each; of more than one story in 64 there is a bit for each story, so that however many hold a key, to enter one more
 * costs a line or two. */
#ifndef PARALLAX_STORY_FACT_INDEX_H
#define PARALLAX_STORY_FACT_INDEX_H

#include "hash.h"
#include "pool.h"
#include "story_types.h"

#define POSTINGS_IN_SLOT 3
#define POSTINGS_ARE_BITS UINT32_MAX

/* A slot, free when its count is 0. Stories are by their indices, ascending: the same whatever order they came and went in. */
struct fact_entry {
	uint64_t id;
	int64_t parts; /* sum of story_key.part over the stories */
	union {
		uint32_t count; /* of stories; the first member of all forms */
		struct {
			uint32_t count, stories[POSTINGS_IN_SLOT];
		} few;
		struct {
			uint32_t count, capacity; /* POSTINGS_ARE_BITS, or that of the list */
			uint32_t *stories; /* a list, or the number of words that follow with a bit for each story */
		} many;
	};
};

struct fact_index {
	struct fact_entry *slots;
	size_t capacity; /* a power of two */
	size_t count;
	struct pool pool; /* of the postings that do not fit into their slots */
};

void fact_index_init(struct fact_index *index);
void fact_index_free(struct fact_index *index);

/* NULL when no open story holds the key. Valid until a story is entered or taken out. */
const struct fact_entry *fact_index_find(const struct fact_index *index, uint64_t id);

/* Asks for the memory that finding the key will read. */
static inline void fact_index_prefetch(const struct fact_index *index, uint64_t id)
{
	if (index->capacity > 0)
		__builtin_prefetch(&index->slots[hash_mix(id) & (index->capacity - 1)]);
}

/* Enters a story for a key, with what it adds to the key's parts, or takes both out. */
void fact_index_add(struct fact_index *index, uint64_t id, uint32_t story, int32_t part);
void fact_index_remove(struct fact_index *index, uint64_t id, uint32_t story, int32_t part);

/* Asks for the memory that entering or taking out the story will touch beyond the key's slot, which was asked for before. */
void fact_index_prefetch_change(const struct fact_index *index, uint64_t id, uint32_t story);

/* Changes the parts of an entry that was found. */
void fact_index_change_part(struct fact_index *index, const struct fact_entry *entry, int32_t difference);

/* The first stories of an entry, at most so many. Returns how many. */
uint32_t fact_entry_stories(const struct fact_entry *entry, uint32_t stories_max, uint32_t *ret_stories);

/* Asks for the memory that reading its stories will read. */
static inline void fact_entry_prefetch(const struct fact_entry *entry)
{
	if (entry->count > POSTINGS_IN_SLOT)
		__builtin_prefetch(entry->many.stories);
}

#endif
