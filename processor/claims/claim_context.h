/* claim_context.h: the names and places around a figure, by which the same slot is known in another article. Pure. */
#ifndef PARALLAX_CLAIMS_CLAIM_CONTEXT_H
#define PARALLAX_CLAIMS_CLAIM_CONTEXT_H

#include "arena.h"
#include "figures.h"
#include "reading.h"

/* A stretch of words whose keys are looked up when they are asked for, and once. */
struct context_words {
	uint32_t start, end;
	uint8_t *marks; /* for each word: enum in claim_context.c */
	uint16_t *first; /* for each word that has been looked up: its first key */
	uint8_t *counts;
	uint64_t *ids;
	uint32_t ids_count;
};

/* The sentence of the last figure asked for and the one before it. */
struct claim_context {
	uint32_t sentence; /* UINT32_MAX: none yet */
	struct context_words own, before;
};

void claim_context_init(struct claim_context *context, struct arena *arena);

/* Fills a claim's context: keys of the sentence, nearest to the figure first; when there are fewer than two, those of the
 * sentence before as well. Months and weekdays are no names. */
void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim_context *context, struct claim *claim);

#endif
