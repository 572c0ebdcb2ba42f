/* split_parts.h: whether the articles of a story still hold together. Reads the state, changes nothing.
 *
 * Two articles hold together when one is a copy of the other or, alone, scores SPLIT_HOLDS against it; what hangs together by
 * such pairs is a part. Then each part is held against the others as a whole: an article of the smaller that scores
 * SPLIT_HOLDS against all of the larger holds both together. SPLIT_HOLDS is less than what a join needs, and a part that did
 * not hang on what is gone stays where it is: a story that was built up article by article does not fall apart because one
 * of them is gone.
 *
 * Of a large story SPLIT_SAMPLE articles are looked at so: those that came next after what is gone, as what hung on it came behind
 * it, and others evenly. Only when these fall apart is each of the rest held against the parts, and one that holds to two of them holds
 * them together. Private to story. */
#ifndef PARALLAX_STORY_SPLIT_PARTS_H
#define PARALLAX_STORY_SPLIT_PARTS_H

#include "arena.h"
#include "match.h"

#define SPLIT_SAMPLE 64
#define SPLIT_CAME_NEXT 32      /* of them, in a larger story */
#define SPLIT_ARTICLES_MAX 4096 /* a larger story does not rest on one article: it is not looked at */
#define SPLIT_HOLDS 0.12 /* strangers score up to .1; of 411 stories that each lost one article none split */

struct split_parts {
	uint32_t *articles; /* of the story, in the order in which they came */
	uint32_t *parts;    /* to which part each belongs; 0 is the largest */
	uint32_t articles_count;
	uint32_t parts_count; /* 1: the story holds together, and the rest is not told */
};

/* What an article of the story said until now, and the article itself when it is still in the story and says something else. */
struct split_gone {
	const struct sketch_record *record; /* NULL: not known, and every part may fall off */
	uint32_t changed;                   /* NO_INDEX when it left */
	uint64_t listed;                    /* where it stood among the story's articles */
};

/* The parts are in memory of the arena. */
void split_parts_find(const struct story_store *store, const struct match_means *means, uint32_t story, const struct split_gone *gone,
                      struct arena *arena, struct split_parts *ret_parts);

#endif
