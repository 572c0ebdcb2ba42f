#include "centroid.h"

#include <stdlib.h>

#include "grow.h"
#include "key_id.h"
#include "numeric.h"

#define KEYS_SLACK 128 /* a centroid may hold so many more than STORY_KEYS_MAX before it is pruned */
#define PART_SCALE 65536.0

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
	fact_index_change_part(&store->facts, key->id, -key->part);
	fact_index_remove(&store->facts, key->id, at);
}

/* What a key adds to a centroid: the presence of an article's key, or a merged story's sum. */
struct key_sum {
	uint64_t id;
	uint32_t sum;
};

static int order_by_id(const void *a, const void *b)
{
	const struct key_sum *left = a, *right = b;
	return left->id < right->id ? -1 : left->id > right->id;
}

/* The record's keys that stories are matched by, ordered by id, in memory of their own. */
static struct key_sum *ordered_keys(const struct sketch_record *record, uint32_t *ret_count)
{
	struct key_sum *keys = malloc((record->keys_count + 1) * sizeof *keys);
	CHECK(keys != NULL);
	uint32_t count = 0;
	for (uint32_t i = 0; i < record->keys_count; i++)
		if (story_key_groups((enum key_kind)record->keys[i].kind) != 0)
			keys[count++] = (struct key_sum){ record->keys[i].id, record->keys[i].presence };
	qsort(keys, count, sizeof *keys, order_by_id);
	*ret_count = count;
	return keys;
}

/* Adds keys, ordered by id, to the story's: one pass over both. */
static void keys_add(struct story_store *store, uint32_t at, const struct key_sum *added, uint32_t added_count)
{
	story_store_mark_story(store, at);
	struct story *story = &store->stories[at];
	struct story_key *merged = malloc((story->keys_count + added_count + 1) * sizeof *merged);
	CHECK(merged != NULL);
	uint32_t count = 0, old = 0;
	for (uint32_t i = 0; i < added_count; i++) {
		while (old < story->keys_count && story->keys[old].id < added[i].id)
			merged[count++] = story->keys[old++];
		if (old < story->keys_count && story->keys[old].id == added[i].id) {
			merged[count] = story->keys[old++];
		} else {
			merged[count] = (struct story_key){ .id = added[i].id };
			fact_index_add(&store->facts, added[i].id, at);
		}
		merged[count++].sum += added[i].sum;
	}
	while (old < story->keys_count)
		merged[count++] = story->keys[old++];
	free(story->keys);
	story->keys = merged;
	story->keys_count = count;
}

static void keys_subtract(struct story_store *store, uint32_t at, const struct key_sum *removed, uint32_t removed_count)
{
	story_store_mark_story(store, at);
	struct story *story = &store->stories[at];
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
	struct key_sum *keys = ordered_keys(record, &count);
	keys_add(store, at, keys, count);
	free(keys);
}

void centroid_subtract(struct story_store *store, uint32_t at, const struct sketch_record *record)
{
	uint32_t count;
	struct key_sum *keys = ordered_keys(record, &count);
	keys_subtract(store, at, keys, count);
	free(keys);
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
	for (uint32_t i = 0; i < story->keys_count; i++) {
		fact_index_add(&store->facts, story->keys[i].id, at);
		fact_index_change_part(&store->facts, story->keys[i].id, story->keys[i].part);
	}
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

struct heavy_key {
	double weight;
	uint32_t place;
};

static int order_by_weight(const void *a, const void *b)
{
	const struct heavy_key *left = a, *right = b;
	if (left->weight != right->weight)
		return left->weight > right->weight ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

/* Keeps the heaviest keys, words and others apart, when there are many more. */
static void keys_prune(struct story_store *store, uint32_t at, unsigned language)
{
	struct story *story = &store->stories[at];
	if (story->keys_count <= STORY_KEYS_MAX + STORY_WORDS_MAX + KEYS_SLACK)
		return;
	struct heavy_key *heavy = malloc(story->keys_count * sizeof *heavy);
	bool *keep = calloc(story->keys_count, sizeof *keep);
	CHECK(heavy != NULL && keep != NULL);
	for (uint32_t i = 0; i < story->keys_count; i++)
		heavy[i] = (struct heavy_key){ story->keys[i].sum * story_store_weight(store, language, story->keys[i].id), i };
	qsort(heavy, story->keys_count, sizeof *heavy, order_by_weight);
	uint32_t left[2] = { STORY_KEYS_MAX, STORY_WORDS_MAX };
	for (uint32_t i = 0; i < story->keys_count; i++) {
		uint32_t *room = &left[key_kind_of(story->keys[heavy[i].place].id) == KEY_WORD];
		keep[heavy[i].place] = *room > 0;
		*room -= *room > 0;
	}
	uint32_t kept = 0;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		if (keep[i])
			story->keys[kept++] = story->keys[i];
		else
			posting_remove(store, at, &story->keys[i]);
	}
	story->keys_count = kept;
	free(heavy);
	free(keep);
}

/* Takes the norm of the words of a language's part anew and returns it; their weights go into values. A word's key tells
 * its language by key_word_language. */
static double words_weigh(struct story_store *store, struct story *story, unsigned language, uint8_t mark, double *values)
{
	struct story_language *part = story_language_made(story, language, mark);
	double squares = 0.0;
	for (uint32_t i = 0; part->articles > 0 && i < story->keys_count; i++) {
		const struct story_key *key = &story->keys[i];
		if (key_kind_of(key->id) != KEY_WORD || key_word_language(key->id) != mark)
			continue;
		double value = key->sum / (255.0 * part->articles) * story_store_weight(store, language, key->id);
		squares += value * value;
		values[i] = value;
	}
	return part->word_norm = numeric_sqrt(squares);
}

/* What each key adds to its mean over the stories. values are the keys' weights here; of words only those of the language
 * with this mark are taken anew: in no other part anything has changed. */
static void parts_take(struct story_store *store, struct story *story, uint8_t mark, double word_norm, const double *values)
{
	for (uint32_t i = 0; i < story->keys_count; i++) {
		struct story_key *key = &story->keys[i];
		unsigned groups = story_key_groups(key_kind_of(key->id));
		bool word = (groups & 1u << GROUP_WORD) != 0;
		if (word && key_word_language(key->id) != mark)
			continue;
		bool counts = word || (groups & 1u << GROUP_PRECISE) != 0;
		double norm = word ? word_norm : story->norms[GROUP_PRECISE];
		int32_t part = counts && norm > 0.0 ? (int32_t)(values[i] / norm * PART_SCALE) : 0;
		fact_index_change_part(&store->facts, key->id, part - key->part);
		key->part = part;
	}
}

void centroid_weigh(struct story_store *store, uint32_t at, unsigned language, uint8_t mark)
{
	struct story *story = &store->stories[at];
	double squares[GROUPS] = { 0.0 };
	double articles = story->articles_count > 0 ? (double)story->articles_count : 1.0;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		fact_index_prefetch(&store->facts, story->keys[i].id);
		rarity_prefetch(&store->rarity, language, story->keys[i].id);
	}
	story_store_mark_story(store, at);
	keys_prune(store, at, language);
	double *values = malloc((story->keys_count + 1) * sizeof *values);
	CHECK(values != NULL);
	for (uint32_t i = 0; i < story->keys_count; i++) {
		const struct story_key *key = &story->keys[i];
		unsigned groups = story_key_groups(key_kind_of(key->id)) & ~(1u << GROUP_WORD);
		values[i] = groups == 0 ? 0.0 : key->sum / (255.0 * articles) * story_store_weight(store, language, key->id);
		for (unsigned group = 0; group < GROUPS; group++)
			if ((groups & 1u << group) != 0)
				squares[group] += values[i] * values[i];
	}
	for (unsigned group = 0; group < GROUPS; group++)
		story->norms[group] = numeric_sqrt(squares[group]);
	parts_take(store, story, mark, words_weigh(store, story, language, mark, values), values);
	free(values);
}
