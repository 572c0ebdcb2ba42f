/* explain_pair.h: what two articles share, for `parallax explain --pair`: collected while the files are folded, printed at
 * their end. */
#ifndef PARALLAX_EDGE_EXPLAIN_PAIR_H
#define PARALLAX_EDGE_EXPLAIN_PAIR_H

#include <stdio.h>

#include "sketch.h"
#include "story_state.h"

/* One of the two. */
struct pair_side {
	const char *uri;
	struct sketch_record record; /* of the last version; memory of pair's arena */
	bool found;
	bool opened;
	uint64_t story; /* where it is now; 0: in none */
	char why[64];   /* of its last receipt when it is in none */
	struct pair_word *words; /* how its keys are written in it */
	uint32_t words_count, words_capacity;
};

struct explain_pair {
	struct arena arena;
	struct pair_side sides[2];
};

void explain_pair_begin(struct explain_pair *pair, const char *uri_a, const char *uri_b);
void explain_pair_free(struct explain_pair *pair);

/* Notes an article that was taken, and what came of it. */
void explain_pair_note(struct explain_pair *pair, const struct sketch_trace *trace, const struct sketch_record *record,
                       const struct story_outcome *outcome);

/* Prints the comparison; false, with a sentence on stderr for each, when one of them was not in the files. */
bool explain_pair_print(struct explain_pair *pair, const struct story_state *state, FILE *out);

#endif
