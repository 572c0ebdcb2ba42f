/* story_pair.h: two articles side by side, as the match sees them: what they share and what it is worth. For explaining. */
#ifndef PARALLAX_STORY_STORY_PAIR_H
#define PARALLAX_STORY_STORY_PAIR_H

#include "story_state.h"

/* The groups of keys that are compared apart: names, places, figures and dates; the same with coarse names; concepts; words. */
enum pair_group { PAIR_NAMES, PAIR_COARSE, PAIR_CONCEPTS, PAIR_WORDS, PAIR_GROUPS };

struct pair_key {
	uint64_t id;
	double weight_a, weight_b; /* -ln of how often articles of its language hold it */
	double certainty_a, certainty_b; /* 0..1 */
	double share;              /* of the sum over all shared keys */
};

struct story_pair {
	struct pair_key *keys;     /* shared, the weightiest first */
	uint32_t keys_count;
	uint32_t keys_a, keys_b;   /* of each article, that the match reads */
	double cosines[PAIR_GROUPS]; /* of words 0 between two languages */
	double score_a, score_b;   /* of a joining a story of b alone, and the other way round, on the scale of joins */
	double join;               /* the score from which on an article joins */
	double text, copy;         /* Jaccard similarity of the texts, and from what on they are copies */
};

/* Compares them with the weights that the state has now; memory of the arena. */
void story_state_pair(const struct story_state *state, const struct sketch_record *a, const struct sketch_record *b,
                      struct arena *arena, struct story_pair *ret_pair);

#endif
