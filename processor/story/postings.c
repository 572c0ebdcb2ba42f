#include "postings.h"

#include <string.h>

#include "check.h"

#define LIST_MIN 8
#define LIST_TO_BITS 64   /* a shorter list stays one: to move its end costs no more than to find a bit */
#define WORDS_A_POSTING 8 /* of a set of bits with more words than that for each of its stories a list is made again */

static bool are_few(const struct fact_entry *entry)
{
	return entry->count <= POSTINGS_IN_SLOT;
}

static bool are_bits(const struct fact_entry *entry)
{
	return !are_few(entry) && entry->many.capacity == POSTINGS_ARE_BITS;
}

/* What stands elsewhere: the words of a list, or of a set of bits with their number before them. */
static size_t bytes_of_words(size_t words)
{
	return words * sizeof(uint32_t);
}

static size_t bytes_elsewhere(const struct fact_entry *entry)
{
	return bytes_of_words(are_bits(entry) ? entry->many.stories[0] + (size_t)1 : entry->many.capacity);
}

/* Other words for those that the entry has had: the first so many are the same. */
static void move_words(struct pool *pool, struct fact_entry *entry, size_t kept, size_t words)
{
	uint32_t *moved = pool_take(pool, bytes_of_words(words));
	memcpy(moved, entry->many.stories, bytes_of_words(kept));
	pool_give(pool, entry->many.stories, bytes_elsewhere(entry));
	entry->many.stories = moved;
}

/* ---- Ordered lists, those in the slot too. */

/* Where the story stands in a list, or where it would. Most are entered at the end. */
static uint32_t place_of(const uint32_t *stories, uint32_t count, uint32_t story)
{
	uint32_t low = 0, high = count;
	if (count > 0 && stories[count - 1] < story)
		return count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (stories[middle] < story)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void list_put(uint32_t *stories, uint32_t count, uint32_t story)
{
	uint32_t place = place_of(stories, count, story);
	memmove(stories + place + 1, stories + place, (count - place) * sizeof *stories);
	stories[place] = story;
}

static void list_drop(uint32_t *stories, uint32_t count, uint32_t story)
{
	uint32_t place = place_of(stories, count, story);
	CHECK(place < count && stories[place] == story);
	memmove(stories + place, stories + place + 1, (count - place - 1) * sizeof *stories);
}

/* ---- Sets of bits. */

static uint32_t words_for(uint32_t story)
{
	return story / 32 + 1;
}

/* Makes a set of bits of a list, of so many words. */
static void list_to_bits(struct pool *pool, struct fact_entry *entry, uint32_t words)
{
	uint32_t *list = entry->many.stories, *bits = pool_take(pool, bytes_of_words(words + (size_t)1));
	memset(bits + 1, 0, bytes_of_words(words));
	bits[0] = words;
	for (uint32_t i = 0; i < entry->count; i++)
		bits[1 + list[i] / 32] |= 1u << list[i] % 32;
	pool_give(pool, list, bytes_elsewhere(entry));
	entry->many.stories = bits;
	entry->many.capacity = POSTINGS_ARE_BITS;
}

static void bits_to_list(struct pool *pool, struct fact_entry *entry)
{
	uint32_t *list = pool_take(pool, bytes_of_words(2 * (size_t)entry->count));
	fact_entry_stories(entry, entry->count, list);
	pool_give(pool, entry->many.stories, bytes_elsewhere(entry));
	entry->many.stories = list;
	entry->many.capacity = 2 * entry->count;
}

/* Where there is no room for the bit, half as much again is made. */
static void bits_put(struct pool *pool, struct fact_entry *entry, uint32_t story)
{
	uint32_t had = entry->many.stories[0], words = words_for(story) + words_for(story) / 2;
	if (words_for(story) > had) {
		move_words(pool, entry, had + (size_t)1, words + (size_t)1);
		memset(entry->many.stories + 1 + had, 0, bytes_of_words(words - had));
		entry->many.stories[0] = words;
	}
	entry->many.stories[1 + story / 32] |= 1u << story % 32;
}

static void bits_drop(struct fact_entry *entry, uint32_t story)
{
	uint32_t *bits = entry->many.stories;
	CHECK(words_for(story) <= bits[0] && (bits[1 + story / 32] >> story % 32 & 1) != 0);
	bits[1 + story / 32] &= ~(1u << story % 32);
}

/* A full list becomes one of twice the room or, when that is no more, a set of bits. */
static void list_grow(struct pool *pool, struct fact_entry *entry, uint32_t story)
{
	uint32_t last = entry->many.stories[entry->count - 1];
	uint32_t words = words_for(last > story ? last : story);
	if (entry->count >= LIST_TO_BITS && words <= 2 * entry->count) {
		list_to_bits(pool, entry, words);
		return;
	}
	move_words(pool, entry, entry->count, 2 * (size_t)entry->many.capacity);
	entry->many.capacity *= 2;
}

/* ---- All forms. */

static void few_to_list(struct pool *pool, struct fact_entry *entry)
{
	uint32_t *list = pool_take(pool, bytes_of_words(LIST_MIN));
	memcpy(list, entry->few.stories, sizeof entry->few.stories);
	entry->many.stories = list;
	entry->many.capacity = LIST_MIN;
}

static void many_to_few(struct pool *pool, struct fact_entry *entry)
{
	uint32_t few[POSTINGS_IN_SLOT];
	fact_entry_stories(entry, POSTINGS_IN_SLOT, few);
	pool_give(pool, entry->many.stories, bytes_elsewhere(entry));
	entry->count = POSTINGS_IN_SLOT;
	memcpy(entry->few.stories, few, sizeof few);
}

void postings_add(struct pool *pool, struct fact_entry *entry, uint32_t story)
{
	if (entry->count < POSTINGS_IN_SLOT) {
		list_put(entry->few.stories, entry->count++, story);
		return;
	}
	if (entry->count == POSTINGS_IN_SLOT)
		few_to_list(pool, entry);
	else if (are_bits(entry) && words_for(story) / WORDS_A_POSTING > entry->count)
		bits_to_list(pool, entry);
	else if (!are_bits(entry) && entry->count == entry->many.capacity)
		list_grow(pool, entry, story);
	if (are_bits(entry))
		bits_put(pool, entry, story);
	else
		list_put(entry->many.stories, entry->count, story);
	entry->count++;
}

void postings_remove(struct pool *pool, struct fact_entry *entry, uint32_t story)
{
	if (are_few(entry)) {
		list_drop(entry->few.stories, entry->count--, story);
		return;
	}
	if (are_bits(entry))
		bits_drop(entry, story);
	else
		list_drop(entry->many.stories, entry->count, story);
	if (entry->count == POSTINGS_IN_SLOT + 1) {
		many_to_few(pool, entry);
		return;
	}
	entry->count--;
	if (are_bits(entry) && entry->many.stories[0] / WORDS_A_POSTING > entry->count)
		bits_to_list(pool, entry);
}

void postings_prefetch(const struct fact_entry *entry, uint32_t story)
{
	if (!are_few(entry))
		__builtin_prefetch(&entry->many.stories[are_bits(entry) ? 1 + story / 32 : entry->count - 1], 1);
}

void postings_free(struct pool *pool, struct fact_entry *entry)
{
	if (!are_few(entry))
		pool_give(pool, entry->many.stories, bytes_elsewhere(entry));
}

uint32_t fact_entry_stories(const struct fact_entry *entry, uint32_t stories_max, uint32_t *ret_stories)
{
	uint32_t count = entry->count < stories_max ? entry->count : stories_max, read = 0;
	if (!are_bits(entry)) {
		memcpy(ret_stories, are_few(entry) ? entry->few.stories : entry->many.stories, bytes_of_words(count));
		return count;
	}
	for (uint32_t at = 0; read < count && at < entry->many.stories[0]; at++)
		for (uint32_t word = entry->many.stories[1 + at]; word != 0 && read < count; word &= word - 1)
			ret_stories[read++] = 32 * at + (uint32_t)__builtin_ctz(word);
	return read;
}
