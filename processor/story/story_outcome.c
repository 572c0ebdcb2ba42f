#include "story_outcome.h"

#include <stdlib.h>

#include "grow.h"

void story_outcome_clear(struct story_outcome *outcome)
{
	outcome->events_count = outcome->changes_count = outcome->touched_count = 0;
	outcome->deleted = 0;
}

void story_outcome_free(struct story_outcome *outcome)
{
	free(outcome->events);
	free(outcome->changes);
	free(outcome->touched);
	*outcome = (struct story_outcome){ .events_count = 0 };
}

struct story_event *outcome_event(struct story_outcome *outcome, struct story_event event)
{
	GROW(outcome->events, outcome->events_count, outcome->events_capacity);
	outcome->events[outcome->events_count] = event;
	return &outcome->events[outcome->events_count++];
}

void outcome_change(struct story_outcome *outcome, struct story_change change)
{
	GROW(outcome->changes, outcome->changes_count, outcome->changes_capacity);
	outcome->changes[outcome->changes_count++] = change;
}

void outcome_touch(struct story_outcome *outcome, uint64_t story)
{
	for (uint32_t i = 0; i < outcome->touched_count; i++)
		if (outcome->touched[i] == story)
			return;
	GROW(outcome->touched, outcome->touched_count, outcome->touched_capacity);
	outcome->touched[outcome->touched_count++] = story;
}
