/* slots.h: which claims of one measure (dead, injured, euros, …) speak of one thing in a story.
 * Equal first: claims that state one number are one thing when anything around them agrees. Then what is left over: two
 * numbers of one size are rivals for one slot when the names and places around
 * them agree; the first count of the dead that each of two articles gives is the story's own even where its sentence
 * names nothing. Names that stand around every claim of the measure say little and weigh little. Two claims in one sentence of
 * one article are two things: nobody contradicts himself within a sentence. And of what only a unit names (money, percent,
 * kilometres, people) an article that states both numbers means two things; of the dead or the injured it may contradict
 * itself. Private to ledger. */
#ifndef PARALLAX_LEDGER_SLOTS_H
#define PARALLAX_LEDGER_SLOTS_H

#include "arena.h"
#include "ledger_article.h"

struct slot_claim {
	struct ledger_article *article;
	uint16_t claim;    /* index into the article's claims */
	uint16_t slot;     /* given by slots_assign: the index of the slot's first claim */
	bool previous;     /* of the article's version before */
	double similarity; /* of the contexts by which it came into the slot; 1 where it was first, or stated an equal number */
};

static inline const struct claim *slot_claim_of(const struct slot_claim *entry)
{
	return &entry->article->claims[entry->claim];
}

/* True where a word of the text names what is counted; and where that is the dead, the missing or hostages. */
bool slot_is_counted(const struct claim *claim);
bool slot_is_of_lives(const struct claim *claim);

void slots_assign(struct slot_claim *claims, uint32_t count, struct arena *arena);

#endif
