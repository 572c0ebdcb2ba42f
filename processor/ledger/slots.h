/* slots.h: which claims of a story speak of one thing.
 * Claims of one measure (dead, injured, euros, …) stand in one slot when the names and places around them agree and their
 * numbers are of one size. Names that stand around every claim of the story say little and weigh little. Two claims in one
 * sentence of one article are two things: nobody contradicts himself within a sentence. Private to ledger. */
#ifndef PARALLAX_LEDGER_SLOTS_H
#define PARALLAX_LEDGER_SLOTS_H

#include "arena.h"
#include "ledger_article.h"

#define SLOTS_CLAIMS_MAX 384 /* of a story; what is older is not compared */

struct slot_claim {
	struct ledger_article *article;
	uint32_t claim;    /* index into the article's claims */
	bool previous;     /* of the article's version before */
	uint32_t slot;     /* given by slots_assign: the index of the slot's first claim */
	double similarity; /* to the claim of the slot that it is most like; 1 for the first */
};

static inline const struct claim *slot_claim_of(const struct slot_claim *entry)
{
	return &entry->article->claims[entry->claim];
}

void slots_assign(struct slot_claim *claims, uint32_t count, struct arena *arena);

#endif
