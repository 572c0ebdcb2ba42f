#include "line_counts.h"

#include <stdlib.h>

#include "grow.h"
#include "hash.h"

#define BUCKET 8
#define HALVED_AFTER_DAYS 14

void line_counts_init(struct line_counts *counts)
{
	*counts = (struct line_counts){ .slots = calloc(LINE_COUNTS_SLOTS, sizeof *counts->slots) };
	CHECK(counts->slots != NULL);
}

void line_counts_free(struct line_counts *counts)
{
	free(counts->slots);
	free(counts->marked);
}

static struct line_count *bucket_of(const struct line_counts *counts, uint64_t line)
{
	return counts->slots + (hash_mix(line) & (LINE_COUNTS_SLOTS / BUCKET - 1)) * BUCKET;
}

const struct line_count *line_counts_find(const struct line_counts *counts, uint64_t line)
{
	const struct line_count *bucket = bucket_of(counts, line);
	for (uint32_t i = 0; i < BUCKET; i++)
		if (bucket[i].line == line)
			return &bucket[i];
	return NULL;
}

/* Whether a makes room before b does. */
static bool goes_before(const struct line_count *a, const struct line_count *b)
{
	bool furniture = a->stories >= LINE_REPEATED;
	if (furniture != (b->stories >= LINE_REPEATED))
		return !furniture;
	return a->seen < b->seen;
}

static struct line_count *slot_made(struct line_counts *counts, uint64_t line)
{
	struct line_count *bucket = bucket_of(counts, line), *room = &bucket[0];
	for (uint32_t i = 0; i < BUCKET; i++) {
		if (bucket[i].line == line)
			return &bucket[i];
		if (room->line != 0 && (bucket[i].line == 0 || goes_before(&bucket[i], room)))
			room = &bucket[i];
	}
	*room = (struct line_count){ .line = line };
	return room;
}

static void decay(struct line_count *slot, uint16_t day)
{
	unsigned halvings = day > slot->day ? (unsigned)(day - slot->day) / HALVED_AFTER_DAYS : 0;
	if (halvings == 0)
		return;
	slot->stories = (uint16_t)(halvings < 16 ? slot->stories >> halvings : 0);
	slot->day = day;
}

const struct line_count *line_counts_use(struct line_counts *counts, uint64_t line, const struct line_use *use)
{
	struct line_count *slot = slot_made(counts, line);
	decay(slot, use->day);
	if (slot->stories == 0)
		slot->first = use->article;
	if (slot->stories == 0 || !use->same) {
		slot->stories = (uint16_t)(slot->stories < UINT16_MAX ? slot->stories + 1 : UINT16_MAX);
		slot->day = use->day;
	}
	slot->story = use->story;
	slot->seen = ++counts->uses;
	GROW(counts->marked, counts->marked_count, counts->marked_capacity);
	counts->marked[counts->marked_count++] = (uint32_t)(slot - counts->slots);
	return slot;
}
