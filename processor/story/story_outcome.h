/* story_outcome.h: appending to an outcome. Private to story. */
#ifndef PARALLAX_STORY_STORY_OUTCOME_H
#define PARALLAX_STORY_STORY_OUTCOME_H

#include "story_state.h"

struct story_event *outcome_event(struct story_outcome *outcome, struct story_event event);
void outcome_change(struct story_outcome *outcome, struct story_change change);
void outcome_touch(struct story_outcome *outcome, uint64_t story);

#endif
