/* claim_context.h: the names and places around a figure, by which the same slot is known in another article. Pure. */
#ifndef PARALLAX_CLAIMS_CLAIM_CONTEXT_H
#define PARALLAX_CLAIMS_CLAIM_CONTEXT_H

#include "arena.h"
#include "figures.h"
#include "reading.h"

/* The keys of one sentence and the one before it, collected once for all of its figures. */
struct claim_context {
	uint32_t sentence; /* UINT32_MAX: nothing collected yet */
	uint32_t count;
	uint32_t own; /* keys of the sentence itself: so many at the beginning */
	uint64_t *ids;
	uint32_t *words;
};

void claim_context_init(struct claim_context *context, struct arena *arena);

/* Fills a claim's context: keys of the sentence, nearest to the figure first; when there are fewer than two, those of the
 * sentence before as well. Months and weekdays are no names. */
void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim_context *context, struct claim *claim);

#endif
