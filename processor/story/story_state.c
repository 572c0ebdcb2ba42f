#include "story_state.h"

#include <stdlib.h>

#include "check.h"
#include "grow.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

struct story_state *story_state_new(const struct story_settings *settings, const struct kernel *kernel)
{
	struct story_state *state = calloc(1, sizeof *state);
	CHECK(state != NULL);
	state->settings = *settings;
	state->now = CLOCK_ABSENT;
	state->ending = NO_INDEX;
	story_store_init(&state->store, kernel, settings->count_chunks);
	line_counts_init(&state->lines);
	map64_init(&state->bases);
	timers_init(&state->timers);
	return state;
}

void story_state_free(struct story_state *state)
{
	if (state == NULL)
		return;
	story_held_free(state);
	free(state->taken);
	story_store_free(&state->store);
	line_counts_free(&state->lines);
	map64_free(&state->bases);
	timers_free(&state->timers);
	free(state);
}

struct sketch_record *story_record(struct bytes encoded, uint64_t number, struct arena *arena)
{
	struct sketch_record *record = arena_take(arena, sizeof *record);
	const char *reason;
	CHECK(record_decode(encoded, arena, record, &reason) == STATUS_OK);
	record->number = number;
	return record;
}

struct story_event story_event_of(const struct story_state *state, enum story_action action, const struct sketch_record *record)
{
	return (struct story_event){ .action = action, .seq = state->seq, .uri = record->uri, .version = record->version,
		                     .source = record->source, .language = record->language, .time = state->now };
}

void story_note_taken(struct story_state *state, uint64_t number, struct bytes encoded)
{
	GROW(state->taken, state->taken_count, state->taken_capacity);
	state->taken[state->taken_count++] = (struct taken){ .number = number, .came = state->now, .encoded = encoded };
}

struct taken *story_taken(const struct story_state *state, uint64_t number)
{
	for (uint32_t i = state->taken_count; i > 0; i--)
		if (state->taken[i - 1].number == number)
			return &state->taken[i - 1];
	return NULL;
}

void story_note_origin(struct story_state *state, uint64_t number, uint64_t origin, clock_ms came)
{
	struct taken *taken = story_taken(state, number);
	if (taken == NULL)
		return;
	taken->origin = origin;
	taken->came = came;
}

uint64_t story_note_reduced(struct story_state *state, const struct sketch_record *record, const bool *out, struct arena *arena)
{
	uint8_t *bits = arena_take_cleared(arena, record->lines_count / 8 + 1, 1);
	for (uint32_t i = 0; i < record->lines_count; i++)
		bits[i / 8] |= (uint8_t)(out[i] << i % 8);
	story_note_taken(state, ++state->numbers, (struct bytes){ NULL, 0 });
	struct taken *taken = &state->taken[state->taken_count - 1];
	taken->base = record->number;
	taken->out = bytes_of(bits, record->lines_count / 8 + 1);
	if (record->number != 0) {
		*map64_put(&state->bases, taken->number) = record->number;
		uses_add(&state->store.records, record->number);
	}
	return taken->number;
}

void story_state_apply(struct story_state *state, const struct sketch_record *record, struct bytes encoded,
                       struct arena *arena, struct story_outcome *outcome)
{
	struct sketch_record *numbered = arena_take(arena, sizeof *numbered);
	*numbered = *record;
	numbered->number = ++state->numbers;
	state->seq++;
	story_note_taken(state, numbered->number, encoded);
	story_take_record(state, numbered, encoded, STORY_JOINED, arena, outcome);
}

uint64_t story_state_seq(const struct story_state *state)
{
	return state->seq;
}

clock_ms story_state_now(const struct story_state *state)
{
	return state->now;
}

struct story_counters story_state_counters(const struct story_state *state)
{
	return state->counters;
}

struct story_sizes story_state_sizes(const struct story_state *state)
{
	const struct story_store *store = &state->store;
	return (struct story_sizes){ store->open, store->stories_count - store->free_stories.count, store->articles_count - store->free_articles.count };
}
