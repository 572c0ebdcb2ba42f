/* claim_context.h: the names and places around a figure, by which the same slot is known in another article. Pure. */
#ifndef PARALLAX_CLAIMS_CLAIM_CONTEXT_H
#define PARALLAX_CLAIMS_CLAIM_CONTEXT_H

#include "arena.h"
#include "figures.h"
#include "reading.h"

/* Fills a claim's context: keys of the sentence, nearest to the figure first; when there are fewer than two, those of the
 * sentence before as well. Months and weekdays are no names. */
void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim *claim);

#endif
