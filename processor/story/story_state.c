#include "story_state.h"

#include <stdlib.h>

#include "check.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

struct story_state *story_state_new(const struct story_settings *settings, const struct kernel *kernel)
{
	struct story_state *state = calloc(1, sizeof *state);
	CHECK(state != NULL);
	state->settings = *settings;
	state->now = CLOCK_ABSENT;
	story_store_init(&state->store, kernel);
	line_counts_init(&state->lines);
	timers_init(&state->timers);
	return state;
}

void story_state_free(struct story_state *state)
{
	if (state == NULL)
		return;
	story_held_free(state);
	free(state->ended);
	story_store_free(&state->store);
	line_counts_free(&state->lines);
	timers_free(&state->timers);
	free(state);
}

struct sketch_record *story_record(struct bytes encoded, struct arena *arena)
{
	struct sketch_record *record = arena_take(arena, sizeof *record);
	const char *reason;
	CHECK(record_decode(encoded, arena, record, &reason) == STATUS_OK);
	return record;
}

struct story_event story_event_of(const struct story_state *state, enum story_action action, const struct sketch_record *record)
{
	return (struct story_event){ .action = action, .seq = state->seq, .uri = record->uri, .version = record->version,
		                     .source = record->source, .language = record->language, .time = state->now };
}

void story_state_apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       struct arena *arena, struct story_outcome *outcome)
{
	state->seq++;
	story_take_record(state, record, encoded, STORY_JOINED, arena, outcome);
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
