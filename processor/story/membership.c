#include "membership.h"

#include "centroid.h"
#include "check.h"
#include "hash.h"
#include "key_id.h"

#define SPAN_LOOKED_AT_MAX 512 /* articles whose times a story's span is taken of anew; of a larger story it only widens */

/* An article's own time widens its story's span; the first one is it. */
static void span_widen(struct story *story, clock_ms written, bool first)
{
	story->oldest = first || written < story->oldest ? written : story->oldest;
	story->newest = first || written > story->newest ? written : story->newest;
}

static void span_take(const struct story_store *store, struct story *story)
{
	if (story->articles_count > SPAN_LOOKED_AT_MAX)
		return;
	for (uint32_t i = story->earliest; i != NO_INDEX; i = store->articles[i].next)
		span_widen(story, store->articles[i].written, i == story->earliest);
}

/* How many articles of a story have an origin. */
static uint64_t *origin_count(struct story_store *store, const struct story *story, uint64_t origin)
{
	return map64_put(&store->origins, hash_mix(story->id ^ hash_mix(origin)));
}

static void count_in(struct story_store *store, struct story *story, const struct story_article *article)
{
	if (story_language_made(story, article->language_number, key_language_mark(article->language))->articles++ == 0)
		store->open_in[article->language_number]++;
	story->origins += (*origin_count(store, story, article->origin))++ == 0;
}

/* Takes an article's origin off its story's. */
static void origin_out(struct story_store *store, struct story *story, uint64_t origin)
{
	uint64_t *count = origin_count(store, story, origin);
	if (--*count > 0)
		return;
	story->origins--;
	map64_remove(&store->origins, hash_mix(story->id ^ hash_mix(origin)));
}

static void count_out(struct story_store *store, struct story *story, const struct story_article *article)
{
	struct story_language *part = story_language_made(story, article->language_number, key_language_mark(article->language));
	if (--part->articles == 0 && story->status == STORY_IS_OPEN)
		store->open_in[article->language_number]--;
	origin_out(store, story, article->origin);
}

/* The story is not open any more. */
static void leave_languages(struct story_store *store, const struct story *story)
{
	for (uint32_t i = 0; i < story->languages_count; i++)
		store->open_in[story->languages[i].number] -= story->languages[i].articles > 0;
}

/* Puts the article at the end of the story's list. */
static void list_append(struct story_store *store, uint32_t at, uint32_t article)
{
	struct story *story = &store->stories[at];
	struct story_article *entry = &store->articles[article];
	entry->story = at;
	entry->listed = ++store->listed;
	entry->previous = story->latest;
	entry->next = NO_INDEX;
	if (story->latest == NO_INDEX)
		story->earliest = article;
	else
		store->articles[story->latest].next = article;
	story->latest = article;
	story->articles_count++;
	story_store_mark_article(store, article);
	story_store_mark_story(store, at);
}

static void list_remove(struct story_store *store, uint32_t article)
{
	struct story_article *entry = &store->articles[article];
	struct story *story = &store->stories[entry->story];
	story_store_mark_article(store, article);
	story_store_mark_story(store, entry->story);
	if (entry->previous == NO_INDEX)
		story->earliest = entry->next;
	else
		store->articles[entry->previous].next = entry->next;
	if (entry->next == NO_INDEX)
		story->latest = entry->previous;
	else
		store->articles[entry->next].previous = entry->previous;
	story->articles_count--;
	entry->story = NO_INDEX;
	entry->place = ARTICLE_NOWHERE;
}

static void mark_texts(struct story_store *store)
{
	for (uint32_t i = 0; i < store->texts.changed_count; i++)
		story_store_mark_article(store, store->texts.changed[i]);
	store->texts.changed_count = 0;
}

static void texts_in(struct story_store *store, uint32_t article)
{
	store->articles[article].indexed = ++store->indexed;
	text_index_add(&store->texts, store->articles, article);
	story_store_mark_article(store, article);
	mark_texts(store);
}

static void texts_out(struct story_store *store, uint32_t article)
{
	text_index_remove(&store->texts, store->articles, article);
	store->articles[article].indexed = 0;
	story_store_mark_article(store, article);
}

static void weigh(struct story_store *store, uint32_t at, const struct story_article *by)
{
	centroid_weigh(store, at, by->language_number, key_language_mark(by->language));
}

void membership_join(struct story_store *store, uint32_t at, uint32_t article, const struct sketch_record *record)
{
	struct story_article *entry = &store->articles[article];
	CHECK(entry->story == NO_INDEX && store->stories[at].status == STORY_IS_OPEN);
	list_append(store, at, article);
	entry->place = ARTICLE_IN_STORY;
	span_widen(&store->stories[at], entry->written, store->stories[at].articles_count == 1);
	count_in(store, &store->stories[at], entry);
	centroid_add(store, at, record);
	weigh(store, at, entry);
	texts_in(store, article);
}

void membership_detach(struct story_store *store, uint32_t article)
{
	struct story *story = &store->stories[store->articles[article].story];
	CHECK(story->status != STORY_IS_OPEN);
	count_out(store, story, &store->articles[article]);
	list_remove(store, article);
}

void membership_leave(struct story_store *store, uint32_t article, const struct sketch_record *record)
{
	struct story_article *entry = &store->articles[article];
	uint32_t at = entry->story;
	count_out(store, &store->stories[at], entry);
	list_remove(store, article);
	span_take(store, &store->stories[at]);
	centroid_subtract(store, at, record);
	weigh(store, at, entry);
	texts_out(store, article);
}

void membership_subtract(struct story_store *store, uint32_t article, const struct sketch_record *record)
{
	const struct story_article *entry = &store->articles[article];
	centroid_subtract(store, entry->story, record);
	weigh(store, entry->story, entry);
}

void membership_merge(struct story_store *store, uint32_t from_at, uint32_t into_at)
{
	struct story *from = &store->stories[from_at], *into = &store->stories[into_at];
	story_store_mark_story(store, from_at);
	story_store_mark_story(store, into_at);
	centroid_move(store, from_at, into_at);
	for (uint32_t i = from->earliest, next; i != NO_INDEX; i = next) {
		next = store->articles[i].next;
		origin_out(store, from, store->articles[i].origin);
		list_append(store, into_at, i);
		count_in(store, into, &store->articles[i]);
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
	for (uint32_t i = 0; i < from->languages_count; i++)
		if (from->languages[i].articles > 0)
			centroid_weigh(store, into_at, from->languages[i].number, from->languages[i].mark);
	from->earliest = from->latest = NO_INDEX;
	from->articles_count = from->languages_count = 0;
}

void membership_close(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	CHECK(story->status == STORY_IS_OPEN);
	story_store_mark_story(store, at);
	centroid_clear(store, at);
	for (uint32_t i = story->earliest; i != NO_INDEX; i = store->articles[i].next)
		texts_out(store, i);
	leave_languages(store, story);
	story->status = STORY_IS_CLOSED;
	store->open--;
}

void membership_end(struct story_store *store, uint32_t at)
{
	struct story *story = &store->stories[at];
	CHECK(story->status != STORY_IS_OPEN);
	for (uint32_t i = story->earliest, next; i != NO_INDEX; i = next) {
		next = store->articles[i].next;
		origin_out(store, story, store->articles[i].origin);
		store->articles[i].story = NO_INDEX;
		story_store_drop_article(store, i);
	}
	story_store_drop_story(store, at);
}

void membership_restore_story(struct story_store *store, uint32_t at)
{
	const struct story *story = &store->stories[at];
	if (story->status != STORY_IS_OPEN)
		return;
	store->open++;
	for (uint32_t i = 0; i < story->languages_count; i++)
		store->open_in[story->languages[i].number] += story->languages[i].articles > 0;
	centroid_restore(store, at);
}

void membership_restore_article(struct story_store *store, uint32_t at, uint32_t article)
{
	uint64_t listed = store->articles[article].listed, last = store->listed;
	list_append(store, at, article);
	store->articles[article].listed = listed;
	store->listed = last;
	store->stories[at].origins += (*origin_count(store, &store->stories[at], store->articles[article].origin))++ == 0;
}
