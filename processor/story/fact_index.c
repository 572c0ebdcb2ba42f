#include "fact_index.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "grow.h"

void fact_index_init(struct fact_index *index)
{
	*index = (struct fact_index){ .count = 0 };
	map64_init(&index->by_id);
}

void fact_index_free(struct fact_index *index)
{
	for (uint32_t i = 0; i < index->count; i++)
		free(index->entries[i].stories);
	free(index->entries);
	free(index->free);
	map64_free(&index->by_id);
}

static struct fact_entry *entry_of(const struct fact_index *index, uint64_t id)
{
	const uint64_t *place = map64_find(&index->by_id, id);
	return place == NULL ? NULL : &index->entries[*place];
}

const struct fact_entry *fact_index_find(const struct fact_index *index, uint64_t id)
{
	return entry_of(index, id);
}

static struct fact_entry *entry_new(struct fact_index *index, uint64_t id)
{
	uint32_t at;
	if (index->free_count > 0) {
		at = index->free[--index->free_count];
	} else {
		GROW(index->entries, index->count, index->capacity);
		at = index->count++;
		index->entries[at] = (struct fact_entry){ .count = 0 };
	}
	index->entries[at].id = id;
	*map64_put(&index->by_id, id) = at;
	return &index->entries[at];
}

/* Where the story stands in the entry's list, or where it would. */
static uint32_t place_of(const struct fact_entry *entry, uint32_t story)
{
	uint32_t low = 0, high = entry->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (entry->stories[middle] < story)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void fact_index_add(struct fact_index *index, uint64_t id, uint32_t story)
{
	struct fact_entry *entry = entry_of(index, id);
	if (entry == NULL)
		entry = entry_new(index, id);
	GROW(entry->stories, entry->count, entry->capacity);
	uint32_t place = place_of(entry, story);
	memmove(entry->stories + place + 1, entry->stories + place, (entry->count - place) * sizeof *entry->stories);
	entry->stories[place] = story;
	entry->count++;
}

void fact_index_remove(struct fact_index *index, uint64_t id, uint32_t story)
{
	struct fact_entry *entry = entry_of(index, id);
	CHECK(entry != NULL);
	uint32_t place = place_of(entry, story);
	CHECK(place < entry->count && entry->stories[place] == story);
	entry->count--;
	memmove(entry->stories + place, entry->stories + place + 1, (entry->count - place) * sizeof *entry->stories);
	if (entry->count > 0)
		return;
	uint32_t at = (uint32_t)(entry - index->entries);
	entry->parts = 0;
	map64_remove(&index->by_id, id);
	GROW(index->free, index->free_count, index->free_capacity);
	index->free[index->free_count++] = at;
}

void fact_index_change_part(struct fact_index *index, uint64_t id, int32_t difference)
{
	struct fact_entry *entry = entry_of(index, id);
	CHECK(entry != NULL);
	entry->parts += difference;
}

void fact_index_change_part_of(struct fact_index *index, const struct fact_entry *entry, int32_t difference)
{
	index->entries[entry - index->entries].parts += difference;
}
