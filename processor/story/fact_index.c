#include "fact_index.h"

#include <stdlib.h>

#include "check.h"
#include "lines.h"
#include "postings.h"

#define CAPACITY_MIN 64

_Static_assert(sizeof(struct fact_entry) == 32, "two slots are a cache line");

void fact_index_init(struct fact_index *index)
{
	*index = (struct fact_index){ .capacity = 0 };
	pool_init(&index->pool);
}

void fact_index_free(struct fact_index *index)
{
	for (size_t i = 0; i < index->capacity; i++)
		postings_free(&index->pool, &index->slots[i]);
	free(index->slots);
	pool_free(&index->pool);
}

static size_t home_of(const struct fact_index *index, uint64_t id)
{
	return (size_t)hash_mix(id) & (index->capacity - 1);
}

/* The slot of the key, or the free one where it would stand. */
static struct fact_entry *slot_of(const struct fact_index *index, uint64_t id)
{
	size_t slot = home_of(index, id);
	while (index->slots[slot].count > 0 && index->slots[slot].id != id)
		slot = (slot + 1) & (index->capacity - 1);
	return &index->slots[slot];
}

const struct fact_entry *fact_index_find(const struct fact_index *index, uint64_t id)
{
	if (index->count == 0)
		return NULL;
	const struct fact_entry *entry = slot_of(index, id);
	return entry->count > 0 ? entry : NULL;
}

static void grow(struct fact_index *index)
{
	struct fact_index larger = *index;
	larger.capacity = index->capacity == 0 ? CAPACITY_MIN : 2 * index->capacity;
	larger.slots = lines_take(larger.capacity * sizeof *larger.slots);
	for (size_t i = 0; i < index->capacity; i++)
		if (index->slots[i].count > 0)
			*slot_of(&larger, index->slots[i].id) = index->slots[i];
	free(index->slots);
	*index = larger;
}

void fact_index_add(struct fact_index *index, uint64_t id, uint32_t story, int32_t part)
{
	if (4 * (index->count + 1) > 3 * index->capacity)
		grow(index);
	struct fact_entry *entry = slot_of(index, id);
	if (entry->count == 0) {
		*entry = (struct fact_entry){ .id = id };
		index->count++;
	}
	postings_add(&index->pool, entry, story);
	entry->parts += part;
}

/* Frees a slot; what probed past it moves up (backward shift: Knuth, TAOCP 6.4, algorithm R). */
static void slot_free(struct fact_index *index, size_t hole)
{
	for (size_t next = (hole + 1) & (index->capacity - 1); index->slots[next].count > 0; next = (next + 1) & (index->capacity - 1)) {
		size_t home = home_of(index, index->slots[next].id);
		bool may_stay = ((next - home) & (index->capacity - 1)) < ((next - hole) & (index->capacity - 1));
		if (may_stay)
			continue;
		index->slots[hole] = index->slots[next];
		hole = next;
	}
	index->slots[hole].count = 0;
	index->count--;
}

void fact_index_remove(struct fact_index *index, uint64_t id, uint32_t story, int32_t part)
{
	CHECK(index->count > 0);
	struct fact_entry *entry = slot_of(index, id);
	CHECK(entry->count > 0);
	postings_remove(&index->pool, entry, story);
	entry->parts -= part;
	if (entry->count == 0)
		slot_free(index, (size_t)(entry - index->slots));
}

void fact_index_prefetch_change(const struct fact_index *index, uint64_t id, uint32_t story)
{
	const struct fact_entry *entry = fact_index_find(index, id);
	if (entry != NULL)
		postings_prefetch(entry, story);
}

void fact_index_change_part(struct fact_index *index, const struct fact_entry *entry, int32_t difference)
{
	index->slots[entry - index->slots].parts += difference;
}
