/* aligned.h: what the pairings of a story's articles amount to: which figures contradict each other by their place.
 * A left-over pair of figures is a discrepancy when no article compared with has the odd one's number and, where there are
 * two or more of them, at least half of those that could know give one other number. Private to ledger. */
#ifndef PARALLAX_LEDGER_ALIGNED_H
#define PARALLAX_LEDGER_ALIGNED_H

#include "align.h"
#include "derive.h"

/* What derive needs to know of a story: its articles in the order in which they came, and the pairings among them. */
struct laid_out {
	struct ledger_article *const *articles;
	uint32_t articles_count;
	const struct pairing *pairings;
	uint32_t pairings_count;
};

/* Adds to derived, which has room for two more per left-over pair, the discrepancies that the slots did not find already
 * (the first count of derived). Returns the new count. */
uint32_t aligned_derive(const struct laid_out *laid_out, struct arena *arena, struct derived *derived, uint32_t count);

/* True when an article of another origin states the numbers of two claims of one text as well: then they are of two things
 * rather than a contradiction. */
bool aligned_are_two(const struct laid_out *laid_out, const struct ledger_article *article, uint32_t claim, uint32_t other_claim);

/* True when the texts of two claims were compared and one's number is stated in the other's text as well. */
bool aligned_excuses(const struct laid_out *laid_out, const struct ledger_article *a, uint32_t claim_a, const struct ledger_article *b,
                     uint32_t claim_b);

#endif
