/* article_group.h: some articles taken together as a story of their own, beside the state: so that articles of one story, or
 * two articles alone, can be compared by the very score that joins are decided by. Changes nothing in the store.
 * Private to story. */
#ifndef PARALLAX_STORY_ARTICLE_GROUP_H
#define PARALLAX_STORY_ARTICLE_GROUP_H

#include "arena.h"
#include "match.h"

/* A story of these articles, in memory of the arena; written are the times of the articles. */
struct story article_group(const struct match_article *const *articles, const clock_ms *written, uint32_t count, struct arena *arena);

#endif
