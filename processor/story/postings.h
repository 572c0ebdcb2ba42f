/* postings.h: the stories that hold a key, in whatever form is smallest for their number (fact_index.h); what does not fit
 * into the slot is of a pool. Private to story. */
#ifndef PARALLAX_STORY_POSTINGS_H
#define PARALLAX_STORY_POSTINGS_H

#include "fact_index.h"

/* Enters a story that is not there, or takes out one that is. */
void postings_add(struct pool *pool, struct fact_entry *entry, uint32_t story);
void postings_remove(struct pool *pool, struct fact_entry *entry, uint32_t story);

/* Asks for the memory that this will touch: a list's end, where most come and go, or the word of the story's bit. */
void postings_prefetch(const struct fact_entry *entry, uint32_t story);

void postings_free(struct pool *pool, struct fact_entry *entry);

#endif
