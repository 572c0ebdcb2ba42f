#include "story_store.h"

#include <stdlib.h>

#include "grow.h"
#include "hash.h"
#include "key_id.h"
#include "numeric.h"

#define KEYS_SLACK 128      /* a centroid may hold so many more than STORY_KEYS_MAX before it is pruned */
#define PART_SCALE 65536.0

unsigned story_key_groups(enum key_kind kind)
{
	switch (kind) {
	case KEY_NAME:
		return 1u << GROUP_PRECISE;
	case KEY_COARSE:
		return 1u << GROUP_COARSE;
	case KEY_PLACE:
	case KEY_FIGURE:
	case KEY_DATE:
		return 1u << GROUP_PRECISE | 1u << GROUP_COARSE;
	case KEY_CONCEPT:
		return 1u << GROUP_CONCEPT;
	case KEY_WORD:
		return 1u << GROUP_WORD;
	default:
		return 0;
	}
}

void story_store_init(struct story_store *store, const struct kernel *kernel)
{
	*store = (struct story_store){ .open = 0 };
	rarity_init(&store->rarity);
	fact_index_init(&store->facts);
	text_index_init(&store->texts, kernel);
	map64_init(&store->by_uri);
	map64_init(&store->by_id);
}

void story_store_free(struct story_store *store)
{
	for (uint32_t i = 0; i < store->articles_count; i++) {
		free((void *)(uintptr_t)store->articles[i].uri.data);
		free((void *)(uintptr_t)store->articles[i].record.data);
	}
	for (uint32_t i = 0; i < store->stories_count; i++) {
		free(store->stories[i].keys);
		free(store->stories[i].articles);
		free(store->stories[i].languages);
	}
	free(store->articles);
	free(store->stories);
	free(store->free_articles);
	free(store->free_stories);
	rarity_free(&store->rarity);
	fact_index_free(&store->facts);
	text_index_free(&store->texts);
	map64_free(&store->by_uri);
	map64_free(&store->by_id);
}

uint32_t story_store_find_article(const struct story_store *store, struct bytes uri)
{
	const uint64_t *place = map64_find(&store->by_uri, hash_bytes(uri));
	return place == NULL ? NO_INDEX : (uint32_t)*place;
}

uint32_t story_store_find_story(const struct story_store *store, uint64_t id)
{
	const uint64_t *place = map64_find(&store->by_id, id);
	return place == NULL ? NO_INDEX : (uint32_t)*place;
}

static struct bytes copy_part(uint8_t **at, struct bytes view)
{
	struct bytes copy = bytes_of(*at, view.length);
	if (view.length > 0)
		memcpy(*at, view.data, view.length);
	*at += view.length;
	return copy;
}

static void article_fill(struct story_article *article, struct story_store *store, const struct sketch_record *record,
                         struct bytes encoded, clock_ms now)
{
	uint8_t *texts = malloc(record->uri.length + record->source.length + record->language.length + record->headline.length + 1);
	uint8_t *blob = malloc(encoded.length + 1);
	CHECK(texts != NULL && blob != NULL);
	article->uri = copy_part(&texts, record->uri);
	article->source = copy_part(&texts, record->source);
	article->language = copy_part(&texts, record->language);
	article->headline = copy_part(&texts, record->headline);
	article->record = copy_part(&blob, encoded);
	article->version = record->version;
	article->created = record->created;
	article->came = now;
	article->written = record->created != CLOCK_ABSENT && record->created < now ? record->created : now;
	article->language_number = rarity_language(&store->rarity, record->language);
	article->text = record->text;
	article->origin = 0;
	article->story = NO_INDEX;
	article->place = ARTICLE_NOWHERE;
}

static void article_empty(struct story_article *article)
{
	free((void *)(uintptr_t)article->uri.data);
	free((void *)(uintptr_t)article->record.data);
	article->uri = article->record = (struct bytes){ NULL, 0 };
}

uint32_t story_store_new_article(struct story_store *store, const struct sketch_record *record, struct bytes encoded, clock_ms now)
{
	uint32_t at;
	if (store->free_articles_count > 0) {
		at = store->free_articles[--store->free_articles_count];
	} else {
		GROW(store->articles, store->articles_count, store->articles_capacity);
		at = store->articles_count++;
	}
	article_fill(&store->articles[at], store, record, encoded, now);
	*map64_put(&store->by_uri, hash_bytes(record->uri)) = at;
	return at;
}

void story_store_rewrite_article(struct story_store *store, uint32_t article, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms now)
{
	CHECK(store->articles[article].story == NO_INDEX);
	article_empty(&store->articles[article]);
	article_fill(&store->articles[article], store, record, encoded, now);
}

void story_store_forget_article(struct story_store *store, uint32_t article)
{
	map64_remove(&store->by_uri, hash_bytes(store->articles[article].uri));
}

void story_store_drop_article(struct story_store *store, uint32_t article)
{
	CHECK(store->articles[article].story == NO_INDEX);
	article_empty(&store->articles[article]);
	GROW(store->free_articles, store->free_articles_count, store->free_articles_capacity);
	store->free_articles[store->free_articles_count++] = article;
}

uint32_t story_store_new_story(struct story_store *store, uint64_t id, clock_ms now)
{
	uint32_t at;
	if (store->free_stories_count > 0) {
		at = store->free_stories[--store->free_stories_count];
	} else {
		GROW(store->stories, store->stories_count, store->stories_capacity);
		at = store->stories_count++;
	}
	store->stories[at] = (struct story){ .id = id, .status = STORY_IS_OPEN, .first = now, .last = now, .oldest = now, .newest = now };
	*map64_put(&store->by_id, id) = at;
	store->open++;
	return at;
}

double story_store_weight(const struct story_store *store, unsigned language, uint64_t key)
{
	const struct fact_entry *entry = fact_index_find(&store->facts, key);
	return rarity_weight(&store->rarity, language, key, entry == NULL ? 0 : entry->count, store->open);
}

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

static void posting_remove(struct story_store *store, const struct story_key *key)
{
	uint32_t moved;
	fact_index_change_part(&store->facts, key->id, -key->part);
	fact_index_remove(&store->facts, key->id, key->posting, &moved);
	if (moved != NO_INDEX) {
		struct story *other = &store->stories[moved];
		other->keys[key_place(other, key->id)].posting = key->posting;
	}
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
	struct story *story = &store->stories[at];
	struct story_key *merged = malloc((story->keys_count + added_count + 1) * sizeof *merged);
	CHECK(merged != NULL);
	uint32_t count = 0, old = 0;
	for (uint32_t i = 0; i < added_count; i++) {
		while (old < story->keys_count && story->keys[old].id < added[i].id)
			merged[count++] = story->keys[old++];
		if (old < story->keys_count && story->keys[old].id == added[i].id)
			merged[count] = story->keys[old++];
		else
			merged[count] = (struct story_key){ .id = added[i].id, .posting = fact_index_add(&store->facts, added[i].id, at) };
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
			posting_remove(store, &story->keys[i]);
		else
			story->keys[kept++] = story->keys[i];
	}
	story->keys_count = kept;
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
			posting_remove(store, &story->keys[i]);
	}
	story->keys_count = kept;
	free(heavy);
	free(keep);
}

const struct story_language *story_language_part(const struct story *story, unsigned language)
{
	for (uint32_t i = 0; i < story->languages_count; i++)
		if (story->languages[i].number == language)
			return &story->languages[i];
	return NULL;
}

static struct story_language *language_made(struct story *story, unsigned language)
{
	const struct story_language *part = story_language_part(story, language);
	if (part != NULL)
		return (struct story_language *)(uintptr_t)part;
	GROW(story->languages, story->languages_count, story->languages_capacity);
	story->languages[story->languages_count] = (struct story_language){ .number = language };
	return &story->languages[story->languages_count++];
}

/* Counts an article into the story's part in its language. */
static void count_in(struct story_store *store, struct story *story, unsigned language)
{
	if (language_made(story, language)->articles++ == 0)
		store->open_in[language]++;
}

/* The story is not open any more. */
static void leave_languages(struct story_store *store, const struct story *story)
{
	for (uint32_t i = 0; i < story->languages_count; i++)
		store->open_in[story->languages[i].number] -= story->languages[i].articles > 0;
}

/* Takes the norm of the words of a language's part anew and returns it; their weights go into values. A word's key tells
 * its language by key_word_language. */
static double words_weigh(struct story_store *store, struct story *story, unsigned language, uint8_t mark, double *values)
{
	struct story_language *part = language_made(story, language);
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

/* Takes the centroid's norms anew, and what it adds to each key's mean over the stories. */
static void story_weigh(struct story_store *store, uint32_t at, const struct story_article *by)
{
	struct story *story = &store->stories[at];
	unsigned language = by->language_number;
	uint8_t mark = key_language_mark(by->language);
	double squares[GROUPS] = { 0.0 };
	double articles = story->articles_count > 0 ? (double)story->articles_count : 1.0;
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

/* An article's own time widens its story's span; the first one is it. */
static void span_widen(struct story *story, clock_ms written, bool first)
{
	story->oldest = first || written < story->oldest ? written : story->oldest;
	story->newest = first || written > story->newest ? written : story->newest;
}

static void span_take(const struct story_store *store, struct story *story)
{
	for (uint32_t i = 0; i < story->articles_count; i++)
		span_widen(story, store->articles[story->articles[i]].written, i == 0);
}

void story_store_join(struct story_store *store, uint32_t at, uint32_t article, const struct sketch_record *record)
{
	struct story *story = &store->stories[at];
	struct story_article *entry = &store->articles[article];
	CHECK(entry->story == NO_INDEX);
	GROW(story->articles, story->articles_count, story->articles_capacity);
	story->articles[story->articles_count++] = article;
	entry->story = at;
	entry->place = ARTICLE_IN_STORY;
	span_widen(story, entry->written, story->articles_count == 1);
	count_in(store, story, entry->language_number);
	uint32_t count;
	struct key_sum *keys = ordered_keys(record, &count);
	keys_add(store, at, keys, count);
	free(keys);
	story_weigh(store, at, entry);
	text_index_add(&store->texts, &entry->text, article);
}

/* Takes the article off its story's list. */
static void list_remove(struct story_store *store, uint32_t article)
{
	struct story_article *entry = &store->articles[article];
	struct story *story = &store->stories[entry->story];
	uint32_t place = 0;
	while (story->articles[place] != article)
		place++;
	story->articles_count--;
	memmove(story->articles + place, story->articles + place + 1, (story->articles_count - place) * sizeof *story->articles);
	if (--language_made(story, entry->language_number)->articles == 0 && story->status == STORY_IS_OPEN)
		store->open_in[entry->language_number]--;
	entry->story = NO_INDEX;
	entry->place = ARTICLE_NOWHERE;
}

void story_store_detach(struct story_store *store, uint32_t article)
{
	CHECK(store->stories[store->articles[article].story].status != STORY_IS_OPEN);
	list_remove(store, article);
}

void story_store_leave(struct story_store *store, uint32_t article, const struct sketch_record *record)
{
	struct story_article *entry = &store->articles[article];
	uint32_t at = entry->story, count;
	list_remove(store, article);
	span_take(store, &store->stories[at]);
	struct key_sum *keys = ordered_keys(record, &count);
	keys_subtract(store, at, keys, count);
	free(keys);
	story_weigh(store, at, entry);
	text_index_remove(&store->texts, &entry->text, article);
}

/* True when no article of into between `since` and `at` has the language of the one at `at`. */
static bool is_first_of_language(const struct story_store *store, const struct story *into, uint32_t at, uint32_t since)
{
	for (uint32_t i = since; i < at; i++)
		if (store->articles[into->articles[i]].language_number == store->articles[into->articles[at]].language_number)
			return false;
	return true;
}

void story_store_merge(struct story_store *store, uint32_t from_at, uint32_t into_at)
{
	struct story *from = &store->stories[from_at], *into = &store->stories[into_at];
	struct key_sum *keys = malloc((from->keys_count + 1) * sizeof *keys);
	CHECK(keys != NULL);
	for (uint32_t i = 0; i < from->keys_count; i++) {
		keys[i] = (struct key_sum){ from->keys[i].id, from->keys[i].sum };
		posting_remove(store, &from->keys[i]);
	}
	keys_add(store, into_at, keys, from->keys_count);
	from->keys_count = 0;
	free(keys);
	for (uint32_t i = 0; i < from->articles_count; i++) {
		struct story_article *moved = &store->articles[from->articles[i]];
		GROW(into->articles, into->articles_count, into->articles_capacity);
		into->articles[into->articles_count++] = from->articles[i];
		count_in(store, into, moved->language_number);
		moved->story = into_at;
	}
	into->first = from->first < into->first ? from->first : into->first;
	into->last = from->last > into->last ? from->last : into->last;
	span_widen(into, from->oldest, false);
	span_widen(into, from->newest, false);
	leave_languages(store, from);
	from->status = STORY_IS_MERGED;
	from->merged_into = into->id;
	store->open--;
	/* Once for each language that came along: its words have another norm now. */
	for (uint32_t i = into->articles_count - from->articles_count; i < into->articles_count; i++)
		if (is_first_of_language(store, into, i, into->articles_count - from->articles_count))
			story_weigh(store, into_at, &store->articles[into->articles[i]]);
	from->articles_count = 0;
	from->languages_count = 0;
}

void story_store_close(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	CHECK(story->status == STORY_IS_OPEN);
	for (uint32_t i = 0; i < story->keys_count; i++)
		posting_remove(store, &story->keys[i]);
	story->keys_count = 0;
	for (uint32_t i = 0; i < story->articles_count; i++)
		text_index_remove(&store->texts, &store->articles[story->articles[i]].text, story->articles[i]);
	leave_languages(store, story);
	story->status = STORY_IS_CLOSED;
	store->open--;
}

void story_store_drop_story(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	CHECK(story->status != STORY_IS_OPEN);
	for (uint32_t i = 0; i < story->articles_count; i++) {
		store->articles[story->articles[i]].story = NO_INDEX;
		story_store_drop_article(store, story->articles[i]);
	}
	map64_remove(&store->by_id, story->id);
	free(story->keys);
	free(story->articles);
	free(story->languages);
	*story = (struct story){ .status = STORY_IS_CLOSED };
	GROW(store->free_stories, store->free_stories_count, store->free_stories_capacity);
	store->free_stories[store->free_stories_count++] = at;
}
