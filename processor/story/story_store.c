#include "story_store.h"

#include <stdlib.h>

#include "grow.h"
#include "hash.h"
#include "key_id.h"

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

void story_store_init(struct story_store *store, const struct kernel *kernel, uint32_t count_chunks)
{
	*store = (struct story_store){ .open = 0 };
	rarity_init(&store->rarity, count_chunks);
	fact_index_init(&store->facts);
	pool_init(&store->keys);
	text_index_init(&store->texts, kernel);
	map64_init(&store->by_uri);
	map64_init(&store->by_id);
	map64_init(&store->origins);
	uses_init(&store->records);
}

void story_store_free(struct story_store *store)
{
	for (uint32_t i = 0; i < store->articles_count; i++)
		free((void *)(uintptr_t)store->articles[i].uri.data);
	for (uint32_t i = 0; i < store->stories_count; i++) {
		pool_give(&store->keys, store->stories[i].keys, store->stories[i].keys_room * sizeof *store->stories[i].keys);
		free(store->stories[i].languages);
	}
	free(store->articles);
	free(store->stories);
	free_places_free(&store->free_articles);
	free_places_free(&store->free_stories);
	free(store->marked_articles);
	free(store->marked_stories);
	free(store->scratch.keys);
	free(store->scratch.heavy);
	free(store->scratch.held);
	free(store->scratch.weights);
	uses_free(&store->records);
	rarity_free(&store->rarity);
	fact_index_free(&store->facts);
	pool_free(&store->keys);
	text_index_free(&store->texts);
	map64_free(&store->by_uri);
	map64_free(&store->by_id);
	map64_free(&store->origins);
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
	CHECK(texts != NULL);
	article->uri = copy_part(&texts, record->uri);
	article->source = copy_part(&texts, record->source);
	article->language = copy_part(&texts, record->language);
	article->headline = copy_part(&texts, record->headline);
	article->record = uses_read(&store->records, record->number, encoded);
	article->version = record->version;
	article->created = record->created;
	article->came = now;
	article->written = record->created != CLOCK_ABSENT && record->created < now ? record->created : now;
	article->language_number = rarity_language(&store->rarity, record->language);
	article->text = record->text;
	article->origin = 0;
	article->story = NO_INDEX;
	article->place = ARTICLE_NOWHERE;
	article->number = record->number;
	article->joined = article->listed = 0;
	article->indexed = 0;
	article->text_fallen = 0;
	uses_add(&store->records, article->number);
	story_store_mark_article(store, (uint32_t)(article - store->articles));
}

static void article_empty(struct story_store *store, struct story_article *article)
{
	uses_drop(&store->records, article->number);
	story_store_mark_article(store, (uint32_t)(article - store->articles));
	free((void *)(uintptr_t)article->uri.data);
	uses_read_no_more(&store->records, article->number);
	article->uri = article->record = (struct bytes){ NULL, 0 };
}

uint32_t story_store_new_article(struct story_store *store, const struct sketch_record *record, struct bytes encoded, clock_ms now)
{
	uint32_t at;
	if (store->free_articles.count > 0) {
		at = free_places_take(&store->free_articles);
	} else {
		GROW(store->articles, store->articles_count, store->articles_capacity);
		at = store->articles_count++;
		store->articles[at] = (struct story_article){ .story = NO_INDEX };
	}
	article_fill(&store->articles[at], store, record, encoded, now);
	*map64_put(&store->by_uri, hash_bytes(record->uri)) = at;
	return at;
}

void story_store_restore_article(struct story_store *store, uint32_t at, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms came)
{
	while (store->articles_count <= at) {
		GROW(store->articles, store->articles_count, store->articles_capacity);
		store->articles[store->articles_count] = (struct story_article){ .story = NO_INDEX };
		if (store->articles_count++ < at)
			free_places_add(&store->free_articles, store->articles_count - 1);
	}
	article_fill(&store->articles[at], store, record, encoded, came);
}

struct story *story_store_restore_story(struct story_store *store, uint32_t at, uint64_t id)
{
	while (store->stories_count <= at) {
		GROW(store->stories, store->stories_count, store->stories_capacity);
		store->stories[store->stories_count] = (struct story){ .status = STORY_IS_CLOSED };
		if (store->stories_count++ < at)
			free_places_add(&store->free_stories, store->stories_count - 1);
	}
	store->stories[at] = (struct story){ .id = id, .earliest = NO_INDEX, .latest = NO_INDEX };
	*map64_put(&store->by_id, id) = at;
	return &store->stories[at];
}

void story_store_rewrite_article(struct story_store *store, uint32_t article, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms now)
{
	CHECK(store->articles[article].story == NO_INDEX);
	article_empty(store, &store->articles[article]);
	article_fill(&store->articles[article], store, record, encoded, now);
}

void story_store_keep_record(struct story_store *store, uint32_t article, struct bytes encoded, uint64_t number)
{
	struct story_article *entry = &store->articles[article];
	entry->record = uses_read(&store->records, number, encoded);
	uses_read_no_more(&store->records, entry->number);
	uses_add(&store->records, number);
	uses_drop(&store->records, entry->number);
	entry->number = number;
	story_store_mark_article(store, article);
}

void story_store_drop_article(struct story_store *store, uint32_t article)
{
	CHECK(store->articles[article].story == NO_INDEX);
	map64_remove(&store->by_uri, hash_bytes(store->articles[article].uri));
	article_empty(store, &store->articles[article]);
	free_places_add(&store->free_articles, article);
}

uint32_t story_store_new_story(struct story_store *store, uint64_t id, clock_ms now)
{
	uint32_t at;
	if (store->free_stories.count > 0) {
		at = free_places_take(&store->free_stories);
	} else {
		GROW(store->stories, store->stories_count, store->stories_capacity);
		at = store->stories_count++;
		store->stories[at].marked = false; /* read before it is written */
	}
	store->stories[at] = (struct story){ .id = id, .status = STORY_IS_OPEN, .first = now, .last = now, .oldest = now, .newest = now,
	                                        .earliest = NO_INDEX, .latest = NO_INDEX, .marked = store->stories[at].marked };
	story_store_mark_story(store, at);
	*map64_put(&store->by_id, id) = at;
	store->open++;
	return at;
}

void story_store_mark_article(struct story_store *store, uint32_t article)
{
	if (store->articles[article].marked)
		return;
	store->articles[article].marked = true;
	GROW(store->marked_articles, store->marked_articles_count, store->marked_articles_capacity);
	store->marked_articles[store->marked_articles_count++] = article;
}

void story_store_mark_story(struct story_store *store, uint32_t story)
{
	if (store->stories[story].marked)
		return;
	store->stories[story].marked = true;
	GROW(store->marked_stories, store->marked_stories_count, store->marked_stories_capacity);
	store->marked_stories[store->marked_stories_count++] = story;
}

void story_store_drop_story(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	CHECK(story->status != STORY_IS_OPEN);
	map64_remove(&store->by_id, story->id);
	pool_give(&store->keys, story->keys, story->keys_room * sizeof *story->keys);
	free(story->languages);
	story_store_mark_story(store, at);
	*story = (struct story){ .status = STORY_IS_CLOSED, .marked = true };
	free_places_add(&store->free_stories, at);
}

const struct story_language *story_language_part(const struct story *story, unsigned language)
{
	for (uint32_t i = 0; i < story->languages_count; i++)
		if (story->languages[i].number == language)
			return &story->languages[i];
	return NULL;
}

struct story_language *story_language_made(struct story *story, unsigned language, uint8_t mark)
{
	const struct story_language *part = story_language_part(story, language);
	if (part != NULL)
		return (struct story_language *)(uintptr_t)part;
	GROW(story->languages, story->languages_count, story->languages_capacity);
	story->languages[story->languages_count] = (struct story_language){ .number = language, .mark = mark };
	return &story->languages[story->languages_count++];
}
