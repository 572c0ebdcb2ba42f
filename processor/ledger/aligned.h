/* aligned.h: what the pairings of a story's articles amount to: which figures contradict each other by their place.
 * A left-over pair of figures is a discrepancy when hardly any article compared with has the odd one's number and two other
 * origins or more, two in five of those that could know, give one other number. One other origin is enough where the texts
 * are parallel, the place is sure and nobody else has it. Private to ledger. */
#ifndef PARALLAX_LEDGER_ALIGNED_H
#define PARALLAX_LEDGER_ALIGNED_H

#include "derive.h"

/* Adds the discrepancies that others, those of slots, do not say already. */
void aligned_derive(const struct ledger_story *story, const struct derived *const *others, uint32_t others_count, struct derived_list *list);

/* True when a discrepancy says of an article's figure that it differs. */
bool aligned_is_said(const struct derived *derived, const struct ledger_article *article, uint32_t figure);

/* True when an article of another origin states the numbers of two claims of one text as well: then they are of two things
 * rather than a contradiction. */
bool aligned_are_two(const struct ledger_story *story, const struct ledger_article *article, uint32_t claim, uint32_t other_claim);

/* True when the texts of two claims were compared and one's number is stated in the other's text as well. */
bool aligned_excuses(const struct ledger_story *story, const struct ledger_article *a, uint32_t claim_a, const struct ledger_article *b,
                     uint32_t claim_b);

#endif
