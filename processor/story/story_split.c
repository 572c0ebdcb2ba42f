#include <stdlib.h>

#include "check.h"
#include "hash.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

static void tell(struct story_state *state, enum story_action action, uint32_t story, uint64_t other, uint32_t article,
                 struct arena *arena, struct story_outcome *outcome)
{
	struct story_event event = { .action = action, .seq = state->seq, .story = state->store.stories[story].id,
		                     .other_story = other, .time = state->now };
	if (article != NO_INDEX) {
		const struct story_article *entry = &state->store.articles[article];
		event.uri = arena_copy(arena, entry->uri);
		event.version = entry->version;
		event.source = arena_copy(arena, entry->source);
		event.language = arena_copy(arena, entry->language);
		event.origin = entry->origin;
		event.joined = entry->joined;
	}
	outcome_event(outcome, event);
}

/* An article goes from one open story into another, with its claims. */
static void move(struct story_state *state, uint32_t article, uint32_t into, struct arena *arena, struct story_outcome *outcome)
{
	struct story_article *entry = &state->store.articles[article];
	uint32_t from = entry->story;
	uint64_t from_id = state->store.stories[from].id;
	const struct sketch_record *record = story_record(arena_copy(arena, entry->record), entry->number, arena);
	membership_leave(&state->store, article, record);
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_OUT, .story = from_id, .uri = record->uri });
	membership_join(&state->store, into, article, record);
	struct story *story = &state->store.stories[into];
	story->first = entry->came < story->first ? entry->came : story->first;
	story->last = entry->came > story->last ? entry->came : story->last;
	story->seq = state->store.stories[from].seq = state->seq;
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_IN, .story = story->id, .uri = record->uri,
	                                               .origin = entry->origin, .came = entry->came, .record = record });
	outcome_touch(outcome, from_id);
	outcome_touch(outcome, story->id);
	tell(state, STORY_MOVED, into, from_id, article, arena, outcome);
}

/* The open story, other than its own, that an article taken for itself joins; NO_INDEX when there is none. */
static uint32_t other_story(struct story_state *state, uint32_t article, struct arena *arena)
{
	const struct story_article *entry = &state->store.articles[article];
	const struct sketch_record *record = story_record(arena_copy(arena, entry->record), entry->number, arena);
	struct match_article *read = arena_take(arena, sizeof *read);
	struct match_result result;
	match_article_read(&state->store, record, entry->language_number, read);
	match_find(&state->store, &state->means, read, &record->text, entry->written, &result);
	state->counters.postings += result.postings_read;
	state->counters.candidates += result.count;
	for (uint32_t i = 0; i < result.count; i++)
		if (result.candidates[i].story != entry->story)
			return result.candidates[i].score >= MATCH_JOIN ? result.candidates[i].story : NO_INDEX;
	return NO_INDEX;
}

/* A part becomes a story of its own; an article alone may go to another story. */
static void split_off(struct story_state *state, uint32_t from, const struct split_parts *found, uint32_t part,
                      struct arena *arena, struct story_outcome *outcome)
{
	uint32_t count = 0, first = NO_INDEX, into = NO_INDEX;
	for (uint32_t i = found->articles_count; i-- > 0;)
		if (found->parts[i] == part) {
			first = found->articles[i];
			count++;
		}
	if (count == 1)
		into = other_story(state, first, arena);
	if (into == NO_INDEX) {
		const struct story_article *entry = &state->store.articles[first];
		into = story_open(state, story_record(arena_copy(arena, entry->record), entry->number, arena), entry->came);
		state->store.stories[into].split_from = state->store.stories[from].id;
		tell(state, STORY_SPLIT, into, state->store.stories[from].id, NO_INDEX, arena, outcome);
		state->counters.splits++;
	}
	for (uint32_t i = 0; i < found->articles_count; i++)
		if (found->parts[i] == part)
			move(state, found->articles[i], into, arena, outcome);
}

void story_split_check(struct story_state *state, uint32_t at, const struct split_gone *gone, struct arena *arena,
                       struct story_outcome *outcome)
{
	struct split_parts found;
	split_parts_find(&state->store, &state->means, at, gone, arena, &found);
	for (uint32_t part = 1; part < found.parts_count; part++)
		split_off(state, at, &found, part, arena, outcome);
	if (found.parts_count > 1)
		memset(state->store.stories[at].votes, 0, sizeof state->store.stories[at].votes);
}

#define OTHER_OF 4 /* when one key of so many is another one, a version says something else */

static int order_by_id(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

static uint64_t *ordered_ids(const struct sketch_record *record, struct arena *arena)
{
	uint64_t *ids = arena_take(arena, (record->keys_count + 1) * sizeof *ids);
	for (uint32_t i = 0; i < record->keys_count; i++)
		ids[i] = record->keys[i].id;
	qsort(ids, record->keys_count, sizeof *ids, order_by_id);
	return ids;
}

bool story_says_other(const struct sketch_record *before, const struct sketch_record *now, struct arena *arena)
{
	const uint64_t *left = ordered_ids(before, arena), *right = ordered_ids(now, arena);
	uint32_t shared = 0;
	for (uint32_t i = 0, k = 0; i < before->keys_count && k < now->keys_count;) {
		shared += left[i] == right[k];
		uint64_t lower = left[i] < right[k] ? left[i] : right[k];
		i += left[i] == lower;
		k += right[k] == lower;
	}
	uint32_t more = before->keys_count > now->keys_count ? before->keys_count : now->keys_count;
	return shared * OTHER_OF < more * (OTHER_OF - 1);
}
