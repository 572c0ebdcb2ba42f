/* text_index.h: which articles of the window have a text much like this one: copies, re-edited copies, later versions.
 * Band keys find candidates, the sketches verify them. A band holds at most TEXT_INDEX_BUCKET articles, the newest; what
 * falls out is counted. */
#ifndef PARALLAX_STORY_TEXT_INDEX_H
#define PARALLAX_STORY_TEXT_INDEX_H

#include "kernel.h"
#include "map64.h"
#include "text_sketch.h"

#define TEXT_INDEX_BUCKET 16
#define TEXT_INDEX_CANDIDATES 64 /* verified at most, whatever the input */

struct text_bucket {
	uint32_t articles[TEXT_INDEX_BUCKET];
	uint32_t count;
	uint32_t next; /* the oldest, replaced next once the bucket is full */
};

struct text_index {
	const struct kernel *kernel;
	struct map64 by_band; /* band key → index of a bucket */
	struct text_bucket *buckets;
	uint32_t count, capacity;
	uint32_t *free;
	uint32_t free_count, free_capacity;
	uint64_t overflows;
};

void text_index_init(struct text_index *index, const struct kernel *kernel);
void text_index_free(struct text_index *index);
void text_index_add(struct text_index *index, const struct text_sketch *sketch, uint32_t article);
void text_index_remove(struct text_index *index, const struct text_sketch *sketch, uint32_t article);

/* The distinct articles that share a band with the sketch, at most TEXT_INDEX_CANDIDATES. Returns how many. */
uint32_t text_index_candidates(const struct text_index *index, const struct text_sketch *sketch,
                               uint32_t ret_articles[TEXT_INDEX_CANDIDATES]);

#endif
