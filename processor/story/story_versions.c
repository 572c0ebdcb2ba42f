#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

#define RING_MAX 16 /* so long a chain of write-throughs is followed */

static void ignore(struct story_state *state, const struct sketch_record *record, uint32_t article, const char *why,
                   struct story_outcome *outcome)
{
	struct story_event event = story_event_of(state, STORY_IGNORED, record);
	event.why = why;
	if (article != NO_INDEX && state->store.articles[article].story != NO_INDEX)
		event.story = state->store.stories[state->store.articles[article].story].id;
	outcome_event(outcome, event);
	state->counters.ignored++;
}

const char *story_reason_to_ignore(const struct story_state *state, uint32_t article, const struct sketch_record *record)
{
	if (article == NO_INDEX)
		return NULL;
	const struct story_article *entry = &state->store.articles[article];
	if (entry->place == ARTICLE_RETRACTED)
		return "killed";
	if (record->status == ARTICLE_CANCELED)
		return NULL; /* a kill is of the article, in whatever order it and the versions come */
	if (entry->place == ARTICLE_REPLACED)
		return "replaced";
	/* A wire that does not number its versions tells them by their time. */
	bool numbered = record->version > 0 && entry->version > 0;
	bool timed = record->created != CLOCK_ABSENT && entry->created != CLOCK_ABSENT;
	if (numbered ? record->version < entry->version : timed && record->created < entry->created)
		return "older version";
	bool same = record->version == entry->version && (numbered || record->created == entry->created);
	bool back = entry->place == ARTICLE_SUSPENDED; /* what was withheld comes back under the number that it had */
	return same && record->status == ARTICLE_USABLE && !back ? "duplicate" : NULL;
}

/* Why an article leaves its story. For a newer version of itself, its claims stay to be compared with that one's. */
enum leaving { LEAVES_FOR_NEWER, LEAVES_REPLACED, LEAVES_RETRACTED };

/* Takes an article out of a story that has closed. */
static void detach(struct story_state *state, uint32_t article, struct story_outcome *outcome)
{
	struct story *story = &state->store.stories[state->store.articles[article].story];
	membership_detach(&state->store, article);
	story->seq = state->seq;
	outcome_touch(outcome, story->id);
}

/* Takes an article out of its story; the story stays open, even empty, until the caller has decided. Returns the story's
 * index, or NO_INDEX when the article was in none or its story has closed. */
static uint32_t take_out(struct story_state *state, uint32_t article, enum leaving leaving, struct arena *arena,
                         struct story_outcome *outcome)
{
	struct story_article *entry = &state->store.articles[article];
	uint32_t at = entry->story;
	if (at == NO_INDEX)
		return NO_INDEX;
	if (state->store.stories[at].status != STORY_IS_OPEN) {
		detach(state, article, outcome);
		return NO_INDEX;
	}
	struct bytes uri = arena_copy(arena, entry->uri);
	membership_leave(&state->store, article, story_record(entry->record, entry->number, arena));
	state->store.stories[at].seq = state->seq;
	if (leaving != LEAVES_FOR_NEWER)
		outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_OUT, .story = state->store.stories[at].id,
		                                               .uri = uri, .retracted = leaving == LEAVES_RETRACTED });
	outcome_touch(outcome, state->store.stories[at].id);
	return at;
}

/* A newer version: what the old one said goes, the story stays. */
static void update(struct story_state *state, uint32_t article, const struct sketch_record *record, struct bytes encoded,
                   enum story_action action, struct arena *arena, struct story_outcome *outcome)
{
	uint64_t joined = state->store.articles[article].joined, listed = state->store.articles[article].listed;
	double similarity = 0.0;
	const struct sketch_record *before = story_record(arena_copy(arena, state->store.articles[article].record),
	                                                  state->store.articles[article].number, arena);
	uint32_t at = take_out(state, article, LEAVES_FOR_NEWER, arena, outcome);
	uint32_t copy_of = text_index_copied(&state->store.texts, state->store.articles, &record->text, MATCH_COPY, &similarity);
	uint64_t origin = story_origin(state, record, copy_of);
	story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	story_put_in(state, at, article, origin, record, arena, outcome);
	state->store.articles[article].joined = joined;
	struct story_event event = story_event_of(state, action == STORY_JOINED ? STORY_UPDATED : action, record);
	event.story = state->store.stories[at].id;
	event.origin = origin;
	if (copy_of != NO_INDEX)
		event.copy_of = arena_copy(arena, state->store.articles[copy_of].uri);
	event.joined = joined;
	outcome_event(outcome, event);
	if (story_says_other(before, story_record(arena_copy(arena, state->store.articles[article].record), 0, arena), arena))
		story_split_check(state, at, &(struct split_gone){ before, article, listed }, arena, outcome);
}

/* A story that an article has left may be empty, or fall apart. */
static void settle_left(struct story_state *state, uint32_t at, const struct sketch_record *gone, uint64_t listed, struct arena *arena,
                        struct story_outcome *outcome)
{
	if (at == NO_INDEX)
		return;
	if (state->store.stories[at].articles_count == 0)
		story_close(state, at, outcome);
	else
		story_split_check(state, at, &(struct split_gone){ gone, NO_INDEX, listed }, arena, outcome);
}

/* A kill or a withholding: what the article said goes, and what rested on it alone. */
static void withdraw(struct story_state *state, uint32_t article, const struct sketch_record *record, struct bytes encoded,
                     struct arena *arena, struct story_outcome *outcome)
{
	bool killed = record->status == ARTICLE_CANCELED;
	struct story_event event = story_event_of(state, killed ? STORY_RETRACTED : STORY_SUSPENDED, record);
	const struct sketch_record *before =
		article == NO_INDEX ? NULL : story_record(arena_copy(arena, state->store.articles[article].record), 0, arena);
	uint32_t last = article == NO_INDEX ? NO_INDEX : state->store.articles[article].story;
	uint64_t listed = article == NO_INDEX ? 0 : state->store.articles[article].listed;
	uint32_t at = article == NO_INDEX ? NO_INDEX : take_out(state, article, LEAVES_RETRACTED, arena, outcome);
	if (killed)
		story_held_drop(state, record->uri);
	if (article == NO_INDEX)
		article = story_store_new_article(&state->store, record, encoded, state->now);
	else
		story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	state->store.articles[article].place = killed ? ARTICLE_RETRACTED : ARTICLE_SUSPENDED;
	story_store_mark_article(&state->store, article);
	story_set_forget(state, article);
	if (last != NO_INDEX)
		event.story = state->store.stories[last].id;
	outcome_event(outcome, event);
	settle_left(state, at, before, listed, arena, outcome);
}

/* True when one of the articles that this one came of, as far as they are known, says that it came of this one: a ring. */
static bool is_ring(const struct story_state *state, const struct sketch_record *record, struct arena *arena)
{
	struct bytes uri = record->evolvedfrom;
	for (int i = 0; i < RING_MAX; i++) {
		uint32_t article = story_store_find_article(&state->store, uri);
		if (bytes_equal(uri, record->uri))
			return true;
		if (article == NO_INDEX)
			return false;
		uri = story_record(arena_copy(arena, state->store.articles[article].record), 0, arena)->evolvedfrom;
		if (uri.length == 0)
			return false;
	}
	return false;
}

/* What is known of an article that is replaced before it came. */
static void replace_unknown(struct story_state *state, struct bytes uri, struct arena *arena)
{
	struct sketch_record nothing = { .uri = uri, .created = CLOCK_ABSENT, .embargoed = CLOCK_ABSENT };
	struct bytes encoded = record_encode(&nothing, arena);
	nothing.number = ++state->numbers;
	story_note_taken(state, nothing.number, encoded);
	uint32_t article = story_store_new_article(&state->store, &nothing, encoded, state->now);
	state->store.articles[article].place = ARTICLE_REPLACED;
	story_set_forget(state, article);
}

/* The story of the article that this one says it evolved from, whose place it takes, and where it stood in it; NO_INDEX when there is
 * none. */
static uint32_t replace_evolved(struct story_state *state, const struct sketch_record *record, struct arena *arena,
                                struct story_outcome *outcome, uint64_t *ret_listed)
{
	if (record->evolvedfrom.length == 0 || is_ring(state, record, arena))
		return NO_INDEX;
	uint32_t old = story_store_find_article(&state->store, record->evolvedfrom);
	if (old != NO_INDEX)
		*ret_listed = state->store.articles[old].listed;
	if (old == NO_INDEX)
		replace_unknown(state, record->evolvedfrom, arena);
	if (old == NO_INDEX || state->store.articles[old].place == ARTICLE_RETRACTED || state->store.articles[old].place == ARTICLE_REPLACED)
		return NO_INDEX;
	uint32_t at = take_out(state, old, LEAVES_REPLACED, arena, outcome);
	state->store.articles[old].place = ARTICLE_REPLACED;
	story_set_forget(state, old);
	return at;
}

void story_take_record(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       enum story_action action, struct arena *arena, struct story_outcome *outcome)
{
	uint32_t article = story_store_find_article(&state->store, record->uri), left;
	uint64_t listed = 0;
	const char *why = story_reason_to_ignore(state, article, record);
	if (why != NULL) {
		ignore(state, record, article, why, outcome);
		if (state->store.articles[article].place == ARTICLE_REPLACED) { /* and so is what it came of itself */
			left = replace_evolved(state, record, arena, outcome, &listed);
			settle_left(state, left, NULL, listed, arena, outcome);
		}
		return;
	}
	if (story_is_held(state, record, arena)) {
		ignore(state, record, article, "duplicate", outcome);
		return;
	}
	if (record->status != ARTICLE_USABLE) {
		withdraw(state, article, record, encoded, arena, outcome);
		return;
	}
	if (record->embargoed != CLOCK_ABSENT && record->embargoed > state->now) {
		story_hold(state, record, encoded, outcome);
		return;
	}
	bool in_story = article != NO_INDEX && state->store.articles[article].place == ARTICLE_IN_STORY;
	if (in_story && state->store.stories[state->store.articles[article].story].status == STORY_IS_OPEN) {
		left = replace_evolved(state, record, arena, outcome, &listed);
		update(state, article, record, encoded, action, arena, outcome); /* its receipt comes first */
		settle_left(state, left, NULL, listed, arena, outcome);
		return;
	}
	if (in_story)
		detach(state, article, outcome); /* its story has closed: the new version starts anew */
	uint32_t forced = replace_evolved(state, record, arena, outcome, &listed);
	if (article == NO_INDEX)
		article = story_store_new_article(&state->store, record, encoded, state->now);
	else
		story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	story_place(state, article, record, forced, action, arena, outcome);
}
