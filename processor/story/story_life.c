#include "hash.h"
#include "story_outcome.h"
#include "story_parts.h"

void story_close(struct story_state *state, uint32_t at, struct story_outcome *outcome)
{
	struct story *story = &state->store.stories[at];
	membership_close(&state->store, at);
	story->seq = state->seq;
	outcome_event(outcome, (struct story_event){ .action = STORY_CLOSED, .seq = state->seq, .story = story->id, .time = state->now });
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ENDED, .story = story->id });
	outcome_touch(outcome, story->id);
	timers_set(&state->timers, state->now + state->settings.keep, TIMER_END, story->id);
}

void story_set_forget(struct story_state *state, uint32_t article)
{
	timers_set(&state->timers, state->now + state->settings.window, TIMER_FORGET, hash_bytes(state->store.articles[article].uri));
}

static void fire(struct story_state *state, const struct timer *timer, struct arena *arena, struct story_outcome *outcome)
{
	if (timer->kind == TIMER_RELEASE) {
		story_release(state, timer->subject, arena, outcome);
		return;
	}
	if (timer->kind == TIMER_FORGET) {
		const uint64_t *place = map64_find(&state->store.by_uri, timer->subject);
		uint32_t article = place == NULL ? NO_INDEX : (uint32_t)*place;
		if (article != NO_INDEX && state->store.articles[article].story == NO_INDEX)
			story_store_drop_article(&state->store, article);
		return;
	}
	uint32_t at = story_store_find_story(&state->store, timer->subject);
	if (at == NO_INDEX)
		return;
	struct story *story = &state->store.stories[at];
	if (timer->kind == TIMER_END) {
		if (story->status == STORY_IS_OPEN)
			return;
		state->ending = at;
		outcome->deleted = story->id;
	} else if (story->status == STORY_IS_OPEN) {
		clock_ms due = story->last + state->settings.window;
		if (due <= timer->due) {
			state->seq++; /* what time does has its place in the order as well */
			story_close(state, at, outcome);
		} else {
			timers_set(&state->timers, due, TIMER_CLOSE, story->id);
		}
	}
}

/* A story's time is over: its articles are unknown from now on. Its place is free at once and not with the next batch: places
 * decide between equals, and where batches end is chance. */
static void end_story(struct story_state *state)
{
	if (state->ending != NO_INDEX)
		membership_end(&state->store, state->ending);
	state->ending = NO_INDEX;
}

enum status story_state_advance(struct story_state *state, clock_ms now, struct arena *arena, struct story_outcome *outcome)
{
	struct timer timer;
	end_story(state);
	while (timers_take(&state->timers, now, &timer)) {
		state->now = timer.due > state->now ? timer.due : state->now;
		fire(state, &timer, arena, outcome);
		if (state->ending != NO_INDEX)
			return STATUS_MORE;
	}
	state->now = now > state->now ? now : state->now;
	return STATUS_OK;
}
