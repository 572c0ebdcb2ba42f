/* membership.h: articles come into stories and go out of them; centroid, languages, times and indexes follow.
 * Private to story. */
#ifndef PARALLAX_STORY_MEMBERSHIP_H
#define PARALLAX_STORY_MEMBERSHIP_H

#include "story_store.h"

/* Adds an article, with its record's keys, to an open story, or takes it out. */
void membership_join(struct story_store *store, uint32_t story, uint32_t article, const struct sketch_record *record);
void membership_leave(struct story_store *store, uint32_t article, const struct sketch_record *record);

/* Takes some keys of an article, those of the record, out of its open story; the article stays. */
void membership_subtract(struct story_store *store, uint32_t article, const struct sketch_record *record);

/* Builds the same again: a story's entry with its languages and keys, then its articles in the order of the list. */
void membership_restore_story(struct story_store *store, uint32_t story);
void membership_restore_article(struct story_store *store, uint32_t story, uint32_t article);

/* Takes an article out of a story that is not open any more. */
void membership_detach(struct story_store *store, uint32_t article);

/* Moves all articles and keys of one story into another. */
void membership_merge(struct story_store *store, uint32_t from, uint32_t into);

/* Takes a story out of the indexes; its entry and its articles' stay until membership_end. */
void membership_close(struct story_store *store, uint32_t story);

/* Gives back the entries of a story that is not open and of its articles. */
void membership_end(struct story_store *store, uint32_t story);

#endif
