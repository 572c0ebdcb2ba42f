/* centroid.h: the weighted keys of a story: what its articles' keys add up to, the norms that a match divides by, and the
 * postings by which the fact index finds the story. Sums are whole numbers, so that articles may come and go in any order.
 * Private to story. */
#ifndef PARALLAX_STORY_CENTROID_H
#define PARALLAX_STORY_CENTROID_H

#include "story_store.h"

/* Adds an article's keys to a story's, or takes them out again. The norms are those of before until centroid_weigh. */
void centroid_add(struct story_store *store, uint32_t story, const struct sketch_record *record);
void centroid_subtract(struct story_store *store, uint32_t story, const struct sketch_record *record);

/* Moves all keys of one story into another. */
void centroid_move(struct story_store *store, uint32_t from, uint32_t into);

/* Enters the keys that a restored story has into the index. */
void centroid_restore(struct story_store *store, uint32_t story);

/* Takes a story's keys out of the index. */
void centroid_clear(struct story_store *store, uint32_t story);

/* Prunes to the heaviest keys and takes the norms anew, as articles of a language see them, of the words those of the
 * part in this language, and what the story adds to each key's mean over the stories. */
void centroid_weigh(struct story_store *store, uint32_t story, unsigned language, uint8_t language_mark);

#endif
