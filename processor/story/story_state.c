#include "story_state.h"

#include <stdlib.h>

#include "check.h"
#include "grow.h"
#include "hash.h"
#include "match.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "timers.h"

#define VOTES_TO_MERGE 3 /* and at least as many as the smaller story has articles: one vote alone proves nothing */

/* An article under embargo: nothing of it reaches a public topic before its time. */
struct held {
	uint64_t number;
	uint8_t *encoded; /* its record */
	size_t encoded_length;
};

struct story_state {
	struct story_settings settings;
	struct story_store store;
	struct match_means means;
	struct timers timers;
	struct held *held;
	uint32_t held_count, held_capacity;
	uint64_t held_next;
	uint32_t *ended; /* stories whose time is over, to be swept */
	uint32_t ended_count, ended_capacity;
	clock_ms now;
	uint64_t seq;
	struct story_counters counters;
	struct match_article article; /* of the record being applied */
	struct match_result result;
};

struct story_state *story_state_new(const struct story_settings *settings, const struct kernel *kernel)
{
	struct story_state *state = calloc(1, sizeof *state);
	CHECK(state != NULL);
	state->settings = *settings;
	state->now = CLOCK_ABSENT;
	story_store_init(&state->store, kernel);
	timers_init(&state->timers);
	return state;
}

void story_state_free(struct story_state *state)
{
	if (state == NULL)
		return;
	for (uint32_t i = 0; i < state->held_count; i++)
		free(state->held[i].encoded);
	free(state->held);
	free(state->ended);
	story_store_free(&state->store);
	timers_free(&state->timers);
	free(state);
}

/* The record that an entry keeps, read again into the arena. */
static struct sketch_record *record_of(struct bytes encoded, struct arena *arena)
{
	struct sketch_record *record = arena_take(arena, sizeof *record);
	const char *reason;
	CHECK(record_decode(encoded, arena, record, &reason) == STATUS_OK);
	return record;
}

static struct story_event event_of(const struct story_state *state, enum story_action action, const struct sketch_record *record)
{
	return (struct story_event){ .action = action, .seq = state->seq, .uri = record->uri, .version = record->version,
		                     .source = record->source, .language = record->language, .time = state->now };
}

static void ignore(struct story_state *state, const struct sketch_record *record, uint32_t article, const char *why,
                   struct story_outcome *outcome)
{
	struct story_event event = event_of(state, STORY_IGNORED, record);
	event.why = why;
	if (article != NO_INDEX && state->store.articles[article].story != NO_INDEX)
		event.story = state->store.stories[state->store.articles[article].story].id;
	outcome_event(outcome, event);
	state->counters.ignored++;
}

/* Closes a story that lost its last article or whose window is over. */
static void close_story(struct story_state *state, uint32_t at, struct story_outcome *outcome)
{
	struct story *story = &state->store.stories[at];
	story_store_close(&state->store, at);
	story->seq = state->seq;
	outcome_event(outcome, (struct story_event){ .action = STORY_CLOSED, .seq = state->seq, .story = story->id, .time = state->now });
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ENDED, .story = story->id });
	outcome_touch(outcome, story->id);
	timers_set(&state->timers, state->now + state->settings.keep, TIMER_END, story->id);
}

/* Why an article leaves its story. For a newer version of itself, its claims stay to be compared with that one's. */
enum leaving { LEAVES_FOR_NEWER, LEAVES_REPLACED, LEAVES_RETRACTED };

/* Takes an article out of its story; the story stays open, even empty, until the caller has decided. Returns the story's
 * index, or NO_INDEX when the article was in none or its story has ended. */
static uint32_t take_out(struct story_state *state, uint32_t article, enum leaving leaving, struct arena *arena,
                         struct story_outcome *outcome)
{
	struct story_article *entry = &state->store.articles[article];
	uint32_t at = entry->story;
	if (at == NO_INDEX || state->store.stories[at].status != STORY_IS_OPEN)
		return NO_INDEX;
	struct bytes uri = arena_copy(arena, entry->uri);
	story_store_leave(&state->store, article, record_of(entry->record, arena));
	state->store.stories[at].seq = state->seq;
	if (leaving != LEAVES_FOR_NEWER)
		outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_OUT, .story = state->store.stories[at].id,
		                                               .uri = uri, .retracted = leaving == LEAVES_RETRACTED });
	outcome_touch(outcome, state->store.stories[at].id);
	return at;
}

/* What is in no story any more stays known by its uri for a window, so that what comes late is ignored. */
static void set_forget(struct story_state *state, uint32_t article)
{
	timers_set(&state->timers, state->now + state->settings.window, TIMER_FORGET, hash_bytes(state->store.articles[article].uri));
}

static uint64_t origin_of(const struct story_state *state, const struct sketch_record *record, uint32_t copy_of)
{
	if (copy_of != NO_INDEX)
		return state->store.articles[copy_of].origin;
	if (record->credit.length > 0)
		return hash_bytes_seeded(record->credit, 'O');
	return hash_bytes_seeded(record->uri, 'U');
}

static void put_in(struct story_state *state, uint32_t at, uint32_t article, const struct sketch_record *record,
                   struct story_outcome *outcome)
{
	struct story_article *entry = &state->store.articles[article];
	struct story *story = &state->store.stories[at];
	entry->origin = origin_of(state, record, state->result.copy_of);
	story_store_join(&state->store, at, article, record);
	story->seq = state->seq;
	story->last = state->now > story->last ? state->now : story->last;
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_IN, .story = story->id, .uri = record->uri,
	                                               .origin = entry->origin, .record = record });
	outcome_touch(outcome, story->id);
}

static uint64_t story_id_of(const struct story_state *state, const struct sketch_record *record)
{
	uint64_t id = hash_bytes_seeded(record->uri, record->version + 1);
	while (id == 0 || map64_find(&state->store.by_id, id) != NULL)
		id = hash_mix(id + 1); /* the same article founds a second story: it was taken out of its first */
	return id;
}

/* The story whose evidence is best, or NO_INDEX: a copy's story, else the best candidate above the threshold. */
static uint32_t decide(const struct story_state *state, double *ret_score)
{
	const struct match_result *result = &state->result;
	if (result->copy_of != NO_INDEX && state->store.articles[result->copy_of].story != NO_INDEX) {
		*ret_score = result->copy_jaccard;
		return state->store.articles[result->copy_of].story;
	}
	if (result->count > 0 && result->candidates[0].score >= MATCH_JOIN) {
		*ret_score = result->candidates[0].score;
		return result->candidates[0].story;
	}
	return NO_INDEX;
}

static uint32_t *vote_place(struct story *story, uint64_t other)
{
	struct story_vote *least = &story->votes[0];
	for (uint32_t i = 0; i < STORY_VOTES_MAX; i++) {
		if (story->votes[i].story == other)
			return &story->votes[i].votes;
		if (story->votes[i].votes < least->votes)
			least = &story->votes[i];
	}
	*least = (struct story_vote){ .story = other };
	return &least->votes;
}

static void merge(struct story_state *state, uint32_t a, uint32_t b, struct story_outcome *outcome)
{
	struct story *left = &state->store.stories[a], *right = &state->store.stories[b];
	bool left_stays = left->articles_count != right->articles_count ? left->articles_count > right->articles_count
	                                                                : left->first <= right->first;
	uint32_t into = left_stays ? a : b, from = left_stays ? b : a;
	story_store_merge(&state->store, from, into);
	struct story *gone = &state->store.stories[from], *kept = &state->store.stories[into];
	gone->seq = kept->seq = state->seq;
	outcome_event(outcome, (struct story_event){ .action = STORY_MERGED, .seq = state->seq, .story = gone->id,
	                                             .other_story = kept->id, .time = state->now });
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_MERGED, .story = kept->id, .other_story = gone->id });
	outcome_touch(outcome, gone->id);
	outcome_touch(outcome, kept->id);
	timers_set(&state->timers, state->now + state->settings.keep, TIMER_END, gone->id);
	state->counters.merges++;
}

/* An article that joined one story and resembles others as well speaks for their being one. */
static void vote(struct story_state *state, uint32_t joined, struct story_outcome *outcome)
{
	const struct match_result *result = &state->result;
	for (uint32_t i = 0; i < result->count && result->candidates[i].score >= MATCH_VOTE; i++) {
		uint32_t other = result->candidates[i].story;
		struct story *a = &state->store.stories[joined], *b = &state->store.stories[other];
		if (other == joined || a->status != STORY_IS_OPEN || b->status != STORY_IS_OPEN)
			continue;
		uint32_t votes = ++*vote_place(a, b->id) + *vote_place(b, a->id);
		uint32_t smaller = a->articles_count < b->articles_count ? a->articles_count : b->articles_count;
		if (votes >= VOTES_TO_MERGE && votes >= smaller) {
			merge(state, joined, other, outcome);
			return;
		}
	}
}

static void count_keys(struct story_state *state, const struct sketch_record *record, unsigned language)
{
	uint32_t words = 0;
	for (uint32_t i = 0; i < record->keys_count; i++)
		words += record->keys[i].kind == KEY_WORD;
	rarity_count_article(&state->store.rarity, language, words, state->now);
	for (uint32_t i = 0; i < record->keys_count; i++)
		if (story_key_groups((enum key_kind)record->keys[i].kind) != 0)
			rarity_count_key(&state->store.rarity, language, record->keys[i].id);
	state->counters.articles++;
}

/* Joins the article to the story that it belongs to, or opens one. action is what the event is called if not opened or
 * joined (a release), else STORY_JOINED. */
static void place(struct story_state *state, uint32_t article, const struct sketch_record *record, uint32_t forced,
                  enum story_action action, struct story_outcome *outcome)
{
	unsigned language = state->store.articles[article].language_number;
	count_keys(state, record, language);
	match_article_read(&state->store, record, language, &state->article);
	match_find(&state->store, &state->means, &state->article, &record->text, state->store.articles[article].written, &state->result);
	state->counters.postings += state->result.postings_read;
	struct story_event event = event_of(state, action, record);
	uint32_t at = forced != NO_INDEX ? forced : decide(state, &event.score);
	bool opens = at == NO_INDEX;
	if (opens) {
		at = story_store_new_story(&state->store, story_id_of(state, record), state->now);
		timers_set(&state->timers, state->now + state->settings.window, TIMER_CLOSE, state->store.stories[at].id);
		event.action = action == STORY_JOINED ? STORY_OPENED : action;
		state->counters.stories++;
	} else {
		event.reasons_count = match_reasons(&state->store, &state->article, at, event.reasons);
		state->counters.joins++;
		state->counters.copies += state->result.copy_of != NO_INDEX;
		if (forced == NO_INDEX && state->result.count > 0 && state->result.candidates[0].story == at)
			match_means_add(&state->means, language, state->result.candidates[0].evidence);
	}
	put_in(state, at, article, record, outcome);
	event.story = state->store.stories[at].id;
	event.origin = state->store.articles[article].origin;
	event.joined = state->store.articles[article].joined = state->seq;
	outcome_event(outcome, event);
	if (!opens)
		vote(state, at, outcome);
}

/* A newer version: what the old one said goes, the story stays. */
static void update(struct story_state *state, uint32_t article, const struct sketch_record *record, struct bytes encoded,
                   struct arena *arena, struct story_outcome *outcome)
{
	uint64_t origin = state->store.articles[article].origin, joined = state->store.articles[article].joined;
	uint32_t at = take_out(state, article, LEAVES_FOR_NEWER, arena, outcome);
	story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	state->result.copy_of = NO_INDEX;
	put_in(state, at, article, record, outcome);
	state->store.articles[article].origin = origin;
	state->store.articles[article].joined = joined;
	outcome->changes[outcome->changes_count - 1].origin = origin;
	struct story_event event = event_of(state, STORY_UPDATED, record);
	event.story = state->store.stories[at].id;
	event.origin = origin;
	event.joined = joined;
	outcome_event(outcome, event);
}

static void forget_held(struct story_state *state, uint32_t index)
{
	free(state->held[index].encoded);
	state->held[index] = state->held[--state->held_count];
}

static void hold(struct story_state *state, const struct sketch_record *record, struct bytes encoded, struct story_outcome *outcome)
{
	GROW(state->held, state->held_count, state->held_capacity);
	uint8_t *copy = malloc(encoded.length + 1);
	CHECK(copy != NULL);
	memcpy(copy, encoded.data, encoded.length);
	state->held[state->held_count++] = (struct held){ ++state->held_next, copy, encoded.length };
	timers_set(&state->timers, record->embargoed, TIMER_RELEASE, state->held_next);
	struct story_event event = event_of(state, STORY_HELD, record);
	event.why = "embargo";
	outcome_event(outcome, event);
}

/* A kill or a withholding: what the article said goes, and what rested on it alone. */
static void withdraw(struct story_state *state, uint32_t article, const struct sketch_record *record, struct bytes encoded,
                     struct arena *arena, struct story_outcome *outcome)
{
	bool killed = record->status == ARTICLE_CANCELED;
	struct story_event event = event_of(state, killed ? STORY_RETRACTED : STORY_SUSPENDED, record);
	uint32_t at = article == NO_INDEX ? NO_INDEX : take_out(state, article, LEAVES_RETRACTED, arena, outcome);
	if (article == NO_INDEX)
		article = story_store_new_article(&state->store, record, encoded, state->now);
	else if (state->store.articles[article].story == NO_INDEX)
		story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	state->store.articles[article].place = killed ? ARTICLE_RETRACTED : ARTICLE_SUSPENDED;
	set_forget(state, article);
	if (at != NO_INDEX)
		event.story = state->store.stories[at].id;
	outcome_event(outcome, event);
	if (at != NO_INDEX && state->store.stories[at].articles_count == 0)
		close_story(state, at, outcome);
}

/* The story of the article that this one says it evolved from, whose place it takes; NO_INDEX when there is none. */
static uint32_t replace_evolved(struct story_state *state, const struct sketch_record *record, struct arena *arena,
                                struct story_outcome *outcome)
{
	if (record->evolvedfrom.length == 0)
		return NO_INDEX;
	uint32_t old = story_store_find_article(&state->store, record->evolvedfrom);
	if (old == NO_INDEX || state->store.articles[old].place != ARTICLE_IN_STORY || bytes_equal(record->evolvedfrom, record->uri))
		return NO_INDEX;
	uint32_t at = take_out(state, old, LEAVES_REPLACED, arena, outcome);
	if (at != NO_INDEX) {
		state->store.articles[old].place = ARTICLE_REPLACED;
		set_forget(state, old);
	}
	return at;
}

static const char *reason_to_ignore(const struct story_state *state, uint32_t article, const struct sketch_record *record)
{
	if (article == NO_INDEX)
		return NULL;
	const struct story_article *entry = &state->store.articles[article];
	if (entry->place == ARTICLE_RETRACTED)
		return "killed";
	if (entry->place == ARTICLE_REPLACED)
		return "replaced";
	/* A wire that does not number its versions tells them by their time. */
	bool older = record->version < entry->version || (record->version == 0 && entry->version == 0 && record->created < entry->created);
	bool same = record->version == entry->version && (record->version > 0 || record->created == entry->created);
	if (older)
		return "older version";
	return same && record->status == ARTICLE_USABLE ? "duplicate" : NULL;
}

static void apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                  enum story_action action, struct arena *arena, struct story_outcome *outcome)
{
	uint32_t article = story_store_find_article(&state->store, record->uri);
	const char *why = reason_to_ignore(state, article, record);
	if (why != NULL) {
		ignore(state, record, article, why, outcome);
		return;
	}
	if (record->status != ARTICLE_USABLE) {
		withdraw(state, article, record, encoded, arena, outcome);
		return;
	}
	if (record->embargoed != CLOCK_ABSENT && record->embargoed > state->now) {
		hold(state, record, encoded, outcome);
		return;
	}
	bool in_story = article != NO_INDEX && state->store.articles[article].place == ARTICLE_IN_STORY;
	if (in_story && state->store.stories[state->store.articles[article].story].status == STORY_IS_OPEN) {
		update(state, article, record, encoded, arena, outcome);
		return;
	}
	if (in_story)
		story_store_detach(&state->store, article); /* its story has closed: the new version starts anew */
	uint32_t forced = replace_evolved(state, record, arena, outcome);
	if (article == NO_INDEX)
		article = story_store_new_article(&state->store, record, encoded, state->now);
	else
		story_store_rewrite_article(&state->store, article, record, encoded, state->now);
	place(state, article, record, forced, action, outcome);
}

void story_state_apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       struct arena *arena, struct story_outcome *outcome)
{
	state->seq++;
	apply(state, record, encoded, STORY_JOINED, arena, outcome);
}

static void release(struct story_state *state, uint64_t number, struct arena *arena, struct story_outcome *outcome)
{
	uint32_t index = 0;
	while (index < state->held_count && state->held[index].number != number)
		index++;
	if (index == state->held_count)
		return;
	struct bytes encoded = arena_copy(arena, bytes_of(state->held[index].encoded, state->held[index].encoded_length));
	forget_held(state, index);
	const struct sketch_record *record = record_of(encoded, arena);
	uint32_t article = story_store_find_article(&state->store, record->uri);
	if (reason_to_ignore(state, article, record) != NULL)
		return; /* killed, or a newer version was published meanwhile */
	apply(state, record, encoded, STORY_RELEASED, arena, outcome);
}

/* A story's time is over: its articles are unknown from now on. */
static void end_story(struct story_state *state, uint32_t at, struct story_outcome *outcome)
{
	const struct story *story = &state->store.stories[at];
	for (uint32_t i = 0; i < story->articles_count; i++) {
		outcome_forget(outcome, hash_bytes(state->store.articles[story->articles[i]].uri));
		story_store_forget_article(&state->store, story->articles[i]);
	}
	GROW(state->ended, state->ended_count, state->ended_capacity);
	state->ended[state->ended_count++] = at;
}

void story_state_sweep(struct story_state *state, struct story_outcome *outcome)
{
	for (uint32_t i = 0; i < state->ended_count; i++) {
		outcome_delete(outcome, state->store.stories[state->ended[i]].id);
		story_store_drop_story(&state->store, state->ended[i]);
	}
	state->ended_count = 0;
}

static void fire(struct story_state *state, const struct timer *timer, struct arena *arena, struct story_outcome *outcome)
{
	if (timer->kind == TIMER_RELEASE) {
		release(state, timer->subject, arena, outcome);
		return;
	}
	if (timer->kind == TIMER_FORGET) {
		const uint64_t *place = map64_find(&state->store.by_uri, timer->subject);
		uint32_t article = place == NULL ? NO_INDEX : (uint32_t)*place;
		if (article != NO_INDEX && state->store.articles[article].place != ARTICLE_IN_STORY) {
			outcome_forget(outcome, timer->subject);
			story_store_forget_article(&state->store, article);
			story_store_drop_article(&state->store, article);
		}
		return;
	}
	uint32_t at = story_store_find_story(&state->store, timer->subject);
	if (at == NO_INDEX)
		return;
	struct story *story = &state->store.stories[at];
	if (timer->kind == TIMER_END) {
		if (story->status == STORY_IS_OPEN)
			return;
		end_story(state, at, outcome);
	} else if (story->status == STORY_IS_OPEN) {
		clock_ms due = story->last + state->settings.window;
		if (due <= timer->due)
			close_story(state, at, outcome);
		else
			timers_set(&state->timers, due, TIMER_CLOSE, story->id);
	}
}

void story_state_advance(struct story_state *state, clock_ms now, struct arena *arena, struct story_outcome *outcome)
{
	struct timer timer;
	while (timers_take(&state->timers, now, &timer)) {
		state->now = timer.due > state->now ? timer.due : state->now;
		fire(state, &timer, arena, outcome);
	}
	state->now = now > state->now ? now : state->now;
}

static int order_by_origin(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

static uint32_t count_origins(const struct story_store *store, const struct story *story, struct arena *arena)
{
	uint64_t *origins = arena_take(arena, (story->articles_count + 1) * sizeof *origins);
	for (uint32_t i = 0; i < story->articles_count; i++)
		origins[i] = store->articles[story->articles[i]].origin;
	qsort(origins, story->articles_count, sizeof *origins, order_by_origin);
	uint32_t count = 0;
	for (uint32_t i = 0; i < story->articles_count; i++)
		count += i == 0 || origins[i] != origins[i - 1];
	return count;
}

enum status story_state_view(const struct story_state *state, uint64_t id, struct arena *arena, struct story_view *ret_view)
{
	uint32_t at = story_store_find_story(&state->store, id);
	if (at == NO_INDEX)
		return STATUS_BAD_INPUT;
	const struct story *story = &state->store.stories[at];
	uint32_t shown = story->articles_count < STORY_VIEW_MEMBERS_MAX ? story->articles_count : STORY_VIEW_MEMBERS_MAX;
	struct story_member *members = arena_take(arena, (shown + 1) * sizeof *members);
	for (uint32_t i = 0; i < shown; i++) {
		const struct story_article *article = &state->store.articles[story->articles[story->articles_count - shown + i]];
		members[i] = (struct story_member){ article->uri, article->version, article->source, article->language,
			                            article->headline, article->origin, article->created };
	}
	*ret_view = (struct story_view){ .story = id, .status = story->status, .merged_into = story->merged_into, .seq = story->seq,
		                         .first = story->first, .last = story->last, .members = members, .members_count = shown,
		                         .members_total = story->articles_count, .origins = count_origins(&state->store, story, arena) };
	return STATUS_OK;
}

uint64_t story_state_seq(const struct story_state *state)
{
	return state->seq;
}

uint64_t story_state_next_seq(struct story_state *state)
{
	return ++state->seq;
}

struct story_counters story_state_counters(const struct story_state *state)
{
	return state->counters;
}
