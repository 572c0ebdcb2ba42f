#include "ledger.h"

#include <stdlib.h>

#include "grow.h"
#include "hash.h"
#include "ledger_private.h"
#include "settle.h"

#define SCRATCH_SIZE (1u << 18)

struct ledger *ledger_new(const struct ledger_settings *settings)
{
	struct ledger *ledger = calloc(1, sizeof *ledger);
	CHECK(ledger != NULL);
	ledger->settings = *settings;
	map64_init(&ledger->by_story);
	map64_init(&ledger->by_article);
	arena_init(&ledger->scratch, SCRATCH_SIZE);
	return ledger;
}

struct ledger_story *ledger_story_find(const struct ledger *ledger, uint64_t id)
{
	const uint64_t *place = map64_find(&ledger->by_story, id);
	return place == NULL ? NULL : (struct ledger_story *)(uintptr_t)*place;
}

/* Takes a story out of the list of those whose evidence is at hand. */
static void unlist(struct ledger *ledger, struct ledger_story *story)
{
	if (story->newer == NULL && ledger->newest != story)
		return; /* it is not there */
	*(story->newer == NULL ? &ledger->newest : &story->newer->older) = story->older;
	*(story->older == NULL ? &ledger->oldest : &story->older->newer) = story->newer;
	story->newer = story->older = NULL;
}

void ledger_story_use(struct ledger *ledger, struct ledger_story *story)
{
	unlist(ledger, story);
	ledger_story_wake(story, &ledger->scratch);
	story->older = ledger->newest;
	*(ledger->newest == NULL ? &ledger->oldest : &ledger->newest->newer) = story;
	ledger->newest = story;
}

void ledger_story_rest(struct ledger *ledger, struct ledger_story *story)
{
	unlist(ledger, story);
	ledger_story_let_go(story);
}

/* Those that rest longest, but for the newest. */
static void make_room(struct ledger *ledger)
{
	size_t room = ledger->settings.evidence_room > 0 ? ledger->settings.evidence_room : LEDGER_EVIDENCE_ROOM;
	size_t of_articles = LEDGER_EVIDENCE_OF_ARTICLE * ledger->by_article.count;
	while (ledger->account.bytes > (of_articles > room ? of_articles : room) && ledger->oldest != ledger->newest)
		ledger_story_rest(ledger, ledger->oldest);
}

/* Its entry of the changelog is another. */
static struct ledger_story *story_marked(struct ledger *ledger, uint64_t id)
{
	struct ledger_story *story = ledger_story_find(ledger, id);
	if (story == NULL)
		return NULL;
	GROW(ledger->marked, ledger->marked_count, ledger->marked_capacity);
	ledger->marked[ledger->marked_count++] = id;
	return story;
}

/* The same for one who reads what it claims. */
static struct ledger_story *story_changed(struct ledger *ledger, uint64_t id)
{
	struct ledger_story *story = story_marked(ledger, id);
	if (story != NULL)
		ledger_story_use(ledger, story);
	return story;
}

static void story_gone(struct ledger *ledger, struct ledger_story *story)
{
	map64_remove(&ledger->by_story, story->id);
	unlist(ledger, story);
	ledger_story_free(story);
}

static struct ledger_story *story_made(struct ledger *ledger, uint64_t id)
{
	uint64_t *place = map64_put(&ledger->by_story, id);
	if (*place == 0)
		*place = (uint64_t)(uintptr_t)ledger_story_new(id);
	return story_changed(ledger, id);
}

void ledger_free(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(&ledger->by_story, &at)) != NULL;)
		ledger_story_free((struct ledger_story *)(uintptr_t)entry->value);
	for (uint32_t i = 0; i < ledger->reasons_count; i++)
		free(ledger->reasons[i]);
	free(ledger->reasons);
	free(ledger->marked);
	map64_free(&ledger->by_story);
	map64_free(&ledger->by_article);
	arena_free(&ledger->scratch);
	free(ledger);
}

uint64_t ledger_article_key(uint64_t story, struct bytes uri)
{
	return hash_bytes_seeded(uri, story);
}

/* The place of an article in its story; entries_count when it is not there. */
static uint32_t place_of(const struct ledger *ledger, const struct ledger_story *story, struct bytes uri)
{
	const uint64_t *order = map64_find(&ledger->by_article, ledger_article_key(story->id, uri));
	return order == NULL ? story->entries_count : ledger_story_place(story, *order - 1);
}

/* What rested on this article's words is retracted when it is gone at the next settling, not resolved. */
static void take_back(struct ledger_story *story, struct bytes uri)
{
	GROW(story->retracted, story->retracted_count, story->retracted_capacity);
	story->retracted[story->retracted_count++] = hash_bytes(uri);
}

void ledger_article_in(struct ledger *ledger, uint64_t id, const struct sketch_record *record, uint64_t origin, clock_ms time)
{
	struct ledger_story *story = story_made(ledger, id);
	struct ledger_article *article = ledger_article_new(record, origin, time);
	ledger_article_track(article, &ledger->account, (struct bytes){ NULL, 0 });
	uint32_t place = place_of(ledger, story, record->uri);
	if (place < story->entries_count && record->correction)
		take_back(story, record->uri);
	if (place < story->entries_count)
		ledger_story_replace(story, place, article, &ledger->scratch);
	else
		ledger_story_add(story, article, &ledger->scratch);
	*map64_put(&ledger->by_article, ledger_article_key(id, record->uri)) = article->order + 1;
}

void ledger_article_out(struct ledger *ledger, uint64_t id, struct bytes uri, bool retracted)
{
	struct ledger_story *story = story_changed(ledger, id);
	uint32_t place = story == NULL ? 0 : place_of(ledger, story, uri);
	if (story == NULL || place == story->entries_count)
		return;
	map64_remove(&ledger->by_article, ledger_article_key(id, uri));
	if (retracted)
		take_back(story, uri);
	ledger_story_remove(story, place, &ledger->scratch);
}

/* Takes the names of a story's articles out of the ledger. */
static void forget_names(struct ledger *ledger, const struct ledger_story *story)
{
	for (uint32_t i = 0; i < story->entries_count; i++)
		if (story->entries[i].article != NULL)
			map64_remove(&ledger->by_article, ledger_article_key(story->id, story->entries[i].article->uri));
}

void ledger_merge(struct ledger *ledger, uint64_t into_id, uint64_t from_id)
{
	struct ledger_story *from = story_changed(ledger, from_id);
	if (from == NULL)
		return;
	struct ledger_story *into = story_made(ledger, into_id);
	forget_names(ledger, from);
	uint32_t first = into->entries_count;
	ledger_story_merge(into, from, &ledger->scratch);
	for (uint32_t i = first; i < into->entries_count; i++)
		*map64_put(&ledger->by_article, ledger_article_key(into_id, into->entries[i].article->uri)) = into->entries[i].order + 1;
	story_gone(ledger, from);
}

void ledger_end(struct ledger *ledger, uint64_t id)
{
	struct ledger_story *story = story_marked(ledger, id);
	if (story == NULL)
		return;
	forget_names(ledger, story);
	story_gone(ledger, story);
}

uint32_t ledger_settle(struct ledger *ledger, uint64_t id, uint64_t seq, clock_ms time, struct arena *arena,
                       struct discrepancy_event **ret_events)
{
	struct ledger_story *story = story_changed(ledger, id);
	if (story == NULL)
		return 0;
	uint32_t count = ledger_story_settle(story, &ledger->settings, seq, time, &ledger->scratch, arena, ret_events);
	ledger_story_let_go_unneeded(story, &ledger->scratch);
	make_room(ledger);
	return count;
}

uint32_t ledger_open_count(const struct ledger *ledger, uint64_t id)
{
	const struct ledger_story *story = ledger_story_find(ledger, id);
	return story == NULL ? 0 : story->known_count;
}
