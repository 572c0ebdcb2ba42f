/* authors.h: who is named as the author of an act: in a sentence that says who did it ("claimed responsibility", "carried
 * out by", "verübt von"), the name that stands beside a word such as group or militia, or one of those who are called
 * differently in every language (Islamic State, Daesh, ИГ). Names are known by capitals or by quotes; a place is none.
 * Pure. */
#ifndef PARALLAX_CLAIMS_AUTHORS_H
#define PARALLAX_CLAIMS_AUTHORS_H

#include "claims.h"

#define AUTHORS_MAX 3 /* of an article */

/* Collects the authors that the kept lines name, as claims of kind FIGURE_ACTOR, each once, in the order of the text.
 * Returns how many. */
uint32_t authors_collect(const struct claims_input *input, struct claim ret_claims[AUTHORS_MAX]);

#endif
