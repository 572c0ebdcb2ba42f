/* match_collect.h: which stories are worth comparing with an article. Private to story. */
#ifndef PARALLAX_STORY_MATCH_COLLECT_H
#define PARALLAX_STORY_MATCH_COLLECT_H

#include "match.h"

/* Reads the postings of the article's keys by weight over the length of their lists until MATCH_POSTINGS are spent; writes
 * the stories that collect most, best first. Returns how many. */
uint32_t match_collect(const struct story_store *store, const struct match_article *article,
                       uint32_t ret_stories[MATCH_CANDIDATES], uint32_t *ret_postings_read);

#endif
