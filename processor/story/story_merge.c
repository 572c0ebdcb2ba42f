#include "story_outcome.h"
#include "story_parts.h"

#define VOTES_TO_MERGE 3 /* and at least as many as the smaller story has articles: one vote alone proves nothing */

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
	membership_merge(&state->store, from, into);
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

void story_vote(struct story_state *state, uint32_t joined, struct story_outcome *outcome)
{
	const struct match_result *result = &state->result;
	for (uint32_t i = 0; i < result->count && result->candidates[i].score >= MATCH_VOTE; i++) {
		uint32_t other = result->candidates[i].story;
		struct story *a = &state->store.stories[joined], *b = &state->store.stories[other];
		if (other == joined || a->status != STORY_IS_OPEN || b->status != STORY_IS_OPEN)
			continue;
		uint32_t votes = ++*vote_place(a, b->id) + *vote_place(b, a->id);
		story_store_mark_story(&state->store, joined);
		story_store_mark_story(&state->store, other);
		uint32_t smaller = a->articles_count < b->articles_count ? a->articles_count : b->articles_count;
		if (votes >= VOTES_TO_MERGE && votes >= smaller) {
			merge(state, joined, other, outcome);
			return;
		}
	}
}
