#include "centroid.h"

#include <stdlib.h>

#include "check.h"
#include "key_id.h"
#include "numeric.h"

#define KEYS_SLACK 128 /* a centroid may hold so many more than STORY_KEYS_MAX before it is pruned */

/* Where the key stands in the story's ordered keys, or where it would. */
static uint32_t key_place(const struct story *story, uint64_t id)
{
	uint32_t low = 0, high = story->keys_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (story->keys[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void posting_remove(struct story_store *store, uint32_t at, const struct story_key *key)
{
	fact_index_remove(&store->facts, key->id, at, key->part);
}

/* Merges the ordered keys [start, middle) and [middle, end) of one array into another; which is next decides no branch. */
static void merge(const struct key_sum *keys, uint32_t start, uint32_t middle, uint32_t end, struct key_sum *merged)
{
	uint32_t left = start, right = middle, i = start;
	while (left < middle && right < end) {
		bool from_left = keys[left].id < keys[right].id;
		merged[i++] = keys[from_left ? left : right];
		left += from_left;
		right += !from_left;
	}
	memcpy(merged + i, keys + left, (middle - left) * sizeof *merged);
	memcpy(merged + i + (middle - left), keys + right, (end - right) * sizeof *merged);
}

/* The same of two that are equally long, from both ends at once: two chains of steps that do not wait for each other. */
static void merge_equal(const struct key_sum *keys, uint32_t start, uint32_t run, struct key_sum *merged)
{
	uint32_t left = start, right = start + run, left_last = right - 1, right_last = right + run - 1;
	for (uint32_t i = 0; i < run; i++) {
		bool from_left = keys[left].id < keys[right].id, from_right = keys[left_last].id < keys[right_last].id;
		merged[start + i] = keys[from_left ? left : right];
		merged[start + 2 * run - 1 - i] = keys[from_right ? right_last : left_last];
		left += from_left;
		right += !from_left;
		right_last -= from_right;
		left_last -= !from_right;
	}
}

/* The record's keys that stories are matched by, ordered by id (merge sort), in the store's scratch memory. */
static const struct key_sum *ordered_keys(struct story_store *store, const struct sketch_record *record, uint32_t *ret_count)
{
	struct key_sum *keys = store->scratch.sums[0], *merged = store->scratch.sums[1];
	uint32_t count = 0;
	CHECK(record->keys_count <= RECORD_KEYS_MAX);
	for (uint32_t i = 0; i < record->keys_count; i++)
		if (story_key_groups((enum key_kind)record->keys[i].kind) != 0)
			keys[count++] = (struct key_sum){ record->keys[i].id, record->keys[i].presence };
	for (uint32_t run = 1; run < count; run *= 2) {
		for (uint32_t start = 0; start < count; start += 2 * run) {
			if (count - start >= 2 * run) {
				merge_equal(keys, start, run, merged);
				continue;
			}
			uint32_t middle = start + run < count ? start + run : count;
			merge(keys, start, middle, count, merged);
		}
		struct key_sum *ordered = merged;
		merged = keys;
		keys = ordered;
	}
	*ret_count = count;
	return keys;
}

/* Asks for what entering the keys will read, in two steps: their slots, then the postings that these lead to. */
static void prefetch_postings(const struct story_store *store, uint32_t at, const struct key_sum *keys, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		fact_index_prefetch(&store->facts, keys[i].id);
	for (uint32_t i = 0; i < count; i++)
		fact_index_prefetch_change(&store->facts, keys[i].id, at);
}

/* Adds keys, ordered by id, to the story's: one pass over both. */
static void keys_add(struct story_store *store, uint32_t at, const struct key_sum *added, uint32_t added_count)
{
	story_store_mark_story(store, at);
	struct story *story = &store->stories[at];
	uint32_t room = story->keys_count + added_count;
	struct story_key *merged = pool_take(&store->keys, room * sizeof *merged);
	uint32_t count = 0, old = 0;
	prefetch_postings(store, at, added, added_count);
	for (uint32_t i = 0; i < added_count; i++) {
		while (old < story->keys_count && story->keys[old].id < added[i].id)
			merged[count++] = story->keys[old++];
		if (old < story->keys_count && story->keys[old].id == added[i].id) {
			merged[count] = story->keys[old++];
		} else {
			merged[count] = (struct story_key){ .id = added[i].id };
			fact_index_add(&store->facts, added[i].id, at, 0);
		}
		merged[count++].sum += added[i].sum;
	}
	while (old < story->keys_count)
		merged[count++] = story->keys[old++];
	pool_give(&store->keys, story->keys, story->keys_room * sizeof *story->keys);
	story->keys = merged;
	story->keys_room = room;
	story->keys_count = count;
}

static void keys_subtract(struct story_store *store, uint32_t at, const struct key_sum *removed, uint32_t removed_count)
{
	story_store_mark_story(store, at);
	struct story *story = &store->stories[at];
	prefetch_postings(store, at, removed, removed_count);
	for (uint32_t i = 0; i < removed_count; i++) {
		uint32_t place = key_place(story, removed[i].id);
		if (place == story->keys_count || story->keys[place].id != removed[i].id)
			continue; /* it was pruned */
		struct story_key *key = &story->keys[place];
		key->sum = key->sum > removed[i].sum ? key->sum - removed[i].sum : 0;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		if (story->keys[i].sum == 0)
			posting_remove(store, at, &story->keys[i]);
		else
			story->keys[kept++] = story->keys[i];
	}
	story->keys_count = kept;
}

void centroid_add(struct story_store *store, uint32_t at, const struct sketch_record *record)
{
	uint32_t count;
	const struct key_sum *keys = ordered_keys(store, record, &count);
	keys_add(store, at, keys, count);
}

void centroid_subtract(struct story_store *store, uint32_t at, const struct sketch_record *record)
{
	uint32_t count;
	const struct key_sum *keys = ordered_keys(store, record, &count);
	keys_subtract(store, at, keys, count);
}

void centroid_clear(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	for (uint32_t i = 0; i < story->keys_count; i++)
		posting_remove(store, at, &story->keys[i]);
	story->keys_count = 0;
}

void centroid_restore(struct story_store *store, uint32_t at)
{
	const struct story *story = &store->stories[at];
	for (uint32_t i = 0; i < story->keys_count; i++)
		fact_index_add(&store->facts, story->keys[i].id, at, story->keys[i].part);
}

void centroid_move(struct story_store *store, uint32_t from_at, uint32_t into_at)
{
	const struct story *from = &store->stories[from_at];
	uint32_t count = from->keys_count;
	struct key_sum *keys = malloc((count + 1) * sizeof *keys);
	CHECK(keys != NULL);
	for (uint32_t i = 0; i < count; i++)
		keys[i] = (struct key_sum){ from->keys[i].id, from->keys[i].sum };
	centroid_clear(store, from_at);
	keys_add(store, into_at, keys, count);
	free(keys);
}

/* Room for what is found of so many keys. */
static void scratch_for(struct weigh_scratch *scratch, uint32_t count)
{
	if (count <= scratch->room)
		return;
	free(scratch->keys);
	free(scratch->heavy);
	free(scratch->held);
	free(scratch->weights);
	scratch->room = count + count / 2;
	scratch->keys = malloc(scratch->room * sizeof *scratch->keys);
	scratch->heavy = malloc(scratch->room * sizeof *scratch->heavy);
	scratch->held = malloc(scratch->room * sizeof *scratch->held);
	scratch->weights = malloc(scratch->room * sizeof *scratch->weights);
	CHECK(scratch->keys != NULL && scratch->heavy != NULL && scratch->held != NULL && scratch->weights != NULL);
}

/* Whether a key counts the same for all, or is a word of the language with this mark: in other parts nothing has changed. */
static bool is_seen(uint64_t id, uint8_t mark)
{
	return key_kind_of(id) != KEY_WORD || key_word_language(id) == mark;
}

/* Weighs the story's keys, or those of them that are seen. What is read lies anywhere in memory: each step asks for what the
 * next one reads. */
static void keys_look_up(struct story_store *store, const struct story *story, unsigned language, uint8_t mark, bool all)
{
	struct weighed_key *keys = store->scratch.keys;
	struct held_key *held = store->scratch.held;
	double *weights = store->scratch.weights;
	uint32_t count = 0;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		keys[i].wanted = all || is_seen(story->keys[i].id, mark);
		if (!keys[i].wanted)
			continue;
		fact_index_prefetch(&store->facts, story->keys[i].id);
		rarity_prefetch(&store->rarity, language, story->keys[i].id);
	}
	for (uint32_t i = 0; i < story->keys_count; i++)
		if (keys[i].wanted) {
			keys[i].entry = fact_index_find(&store->facts, story->keys[i].id);
			CHECK(keys[i].entry != NULL);
			held[count++] = (struct held_key){ story->keys[i].id, keys[i].entry->count };
		}
	rarity_weigh(&store->rarity, language, store->open, held, count, weights);
	for (uint32_t i = 0; i < story->keys_count; i++)
		if (keys[i].wanted)
			keys[i].weight = *weights++;
}

/* Unmarks all but the heaviest `room` of the story's words, or of its other keys, as wanted. */
static void want_heaviest(struct weigh_scratch *scratch, const struct story *story, bool words, uint32_t room)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < story->keys_count; i++)
		if ((key_kind_of(story->keys[i].id) == KEY_WORD) == words)
			scratch->heavy[count++] = (struct heavy_key){ story->keys[i].sum * scratch->keys[i].weight, story->keys[i].id, i };
	select_heaviest(scratch->heavy, count, room);
	for (uint32_t i = room; i < count; i++)
		scratch->keys[scratch->heavy[i].at].wanted = false;
}

/* Keeps the heaviest keys, words and others apart. All are looked up, and what is kept stays so. */
static void keys_prune(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	struct weighed_key *keys = store->scratch.keys;
	uint32_t kept = 0;
	want_heaviest(&store->scratch, story, false, STORY_KEYS_MAX);
	want_heaviest(&store->scratch, story, true, STORY_WORDS_MAX);
	for (uint32_t i = 0; i < story->keys_count; i++) {
		if (!keys[i].wanted) {
			posting_remove(store, at, &story->keys[i]);
			continue;
		}
		story->keys[kept] = story->keys[i];
		keys[kept++] = keys[i];
	}
	story->keys_count = kept;
	for (uint32_t i = 0; i < kept; i++) /* what was taken out has moved others */
		keys[i].entry = fact_index_find(&store->facts, story->keys[i].id);
}

/* Takes the norms anew, of words that of the part whose they are, which is returned; the keys' values stay with them. */
static double norms_take(struct story *story, struct story_language *part, uint8_t mark, struct weighed_key *keys)
{
	double squares[GROUPS] = { 0.0 };
	double articles = 255.0 * (story->articles_count > 0 ? (double)story->articles_count : 1.0), part_articles = 255.0 * part->articles;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		const struct story_key *key = &story->keys[i];
		unsigned groups = story_key_groups(key_kind_of(key->id));
		bool word = (groups & 1u << GROUP_WORD) != 0;
		if (!is_seen(key->id, mark) || (word && part->articles == 0))
			continue;
		double value = keys[i].value = key->sum / (word ? part_articles : articles) * keys[i].weight;
		for (unsigned group = 0; group < GROUPS; group++)
			if ((groups & 1u << group) != 0)
				squares[group] += value * value;
	}
	for (unsigned group = 0; group < GROUPS; group++)
		story->norms[group] = group == GROUP_WORD ? 0.0 : numeric_sqrt(squares[group]);
	return part->word_norm = numeric_sqrt(squares[GROUP_WORD]);
}

/* What each key that is seen adds to its mean over the stories. */
static void parts_take(struct story_store *store, struct story *story, uint8_t mark, double word_norm)
{
	for (uint32_t i = 0; i < story->keys_count; i++) {
		struct story_key *key = &story->keys[i];
		const struct weighed_key *weighed = &store->scratch.keys[i];
		if (!is_seen(key->id, mark))
			continue;
		unsigned groups = story_key_groups(key_kind_of(key->id));
		bool word = (groups & 1u << GROUP_WORD) != 0;
		bool counts = word || (groups & 1u << GROUP_PRECISE) != 0;
		double norm = word ? word_norm : story->norms[GROUP_PRECISE];
		int32_t part = counts && norm > 0.0 ? (int32_t)(weighed->value / norm * PART_SCALE) : 0;
		fact_index_change_part(&store->facts, weighed->entry, part - key->part);
		key->part = part;
	}
}

void centroid_weigh(struct story_store *store, uint32_t at, unsigned language, uint8_t mark)
{
	struct story *story = &store->stories[at];
	bool too_many = story->keys_count > STORY_KEYS_MAX + STORY_WORDS_MAX + KEYS_SLACK;
	story_store_mark_story(store, at);
	scratch_for(&store->scratch, story->keys_count);
	keys_look_up(store, story, language, mark, too_many);
	if (too_many)
		keys_prune(store, at);
	parts_take(store, story, mark, norms_take(story, story_language_made(story, language, mark), mark, store->scratch.keys));
}
