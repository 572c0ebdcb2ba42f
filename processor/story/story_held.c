#include <stdlib.h>

#include "grow.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

static void note(struct story_state *state, uint64_t number)
{
	GROW(state->held_changes, state->held_changes_count, state->held_changes_capacity);
	state->held_changes[state->held_changes_count++] = number;
}

static void forget_held(struct story_state *state, uint32_t index)
{
	note(state, state->held[index].number);
	uses_drop(&state->store.records, state->held[index].number);
	free(state->held[index].encoded);
	state->held[index] = state->held[--state->held_count];
}

void story_keep_held(struct story_state *state, uint64_t number, struct bytes encoded)
{
	GROW(state->held, state->held_count, state->held_capacity);
	uint8_t *copy = malloc(encoded.length + 1);
	CHECK(copy != NULL);
	memcpy(copy, encoded.data, encoded.length);
	state->held[state->held_count++] = (struct held){ number, copy, encoded.length };
	uses_add(&state->store.records, number);
}

void story_hold(struct story_state *state, const struct sketch_record *record, struct bytes encoded, struct story_outcome *outcome)
{
	story_keep_held(state, record->number, encoded);
	note(state, record->number);
	timers_set(&state->timers, record->embargoed, TIMER_RELEASE, record->number);
	struct story_event event = story_event_of(state, STORY_HELD, record);
	event.why = "embargo";
	outcome_event(outcome, event);
}

void story_release(struct story_state *state, uint64_t number, struct arena *arena, struct story_outcome *outcome)
{
	uint32_t index = 0;
	while (index < state->held_count && state->held[index].number != number)
		index++;
	if (index == state->held_count)
		return;
	struct bytes encoded = arena_copy(arena, bytes_of(state->held[index].encoded, state->held[index].encoded_length));
	forget_held(state, index);
	const struct sketch_record *record = story_record(encoded, number, arena);
	uint32_t article = story_store_find_article(&state->store, record->uri);
	if (story_reason_to_ignore(state, article, record) != NULL)
		return; /* killed, or a newer version was published meanwhile */
	state->seq++; /* two that are released together have an order */
	story_note_taken(state, number, encoded);
	story_take_record(state, record, encoded, STORY_RELEASED, arena, outcome);
}

bool story_is_held(const struct story_state *state, const struct sketch_record *record, struct arena *arena)
{
	if (record->status != ARTICLE_USABLE || record->embargoed == CLOCK_ABSENT || record->embargoed <= state->now)
		return false;
	for (uint32_t i = 0; i < state->held_count; i++) {
		struct bytes encoded = bytes_of(state->held[i].encoded, state->held[i].encoded_length);
		if (!bytes_equal(record_uri(encoded), record->uri))
			continue;
		const struct sketch_record *held = story_record(encoded, state->held[i].number, arena);
		if (held->version == record->version && held->created == record->created && held->embargoed == record->embargoed)
			return true;
	}
	return false;
}

void story_held_drop(struct story_state *state, struct bytes uri)
{
	for (uint32_t i = state->held_count; i-- > 0;)
		if (bytes_equal(record_uri(bytes_of(state->held[i].encoded, state->held[i].encoded_length)), uri))
			forget_held(state, i);
}

void story_held_free(struct story_state *state)
{
	for (uint32_t i = 0; i < state->held_count; i++)
		free(state->held[i].encoded);
	free(state->held);
	free(state->held_changes);
}
