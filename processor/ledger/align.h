/* align.h: two texts of one story laid side by side: which figures of the one stand where which of the other stand.
 *
 * What both texts name, figures and names about equally often, gives points (a place in the one, a place in the other);
 * the heaviest chain of points that rises in both is the order they share, and between two points of it places are linear.
 * Where most of the points lie in the chain the texts are parallel, and the order is trusted: a figure's place in the
 * other text is known. Elsewhere only what stands around a figure counts: the points near both figures.
 * Equal figures are matched first, one to one, the nearest first. What is then left over on both sides, written in digits,
 * of one size and kind, in one place, and neither rounded nor converted, contradicts each other. Private to ledger. */
#ifndef PARALLAX_LEDGER_ALIGN_H
#define PARALLAX_LEDGER_ALIGN_H

#include "arena.h"
#include "ledger_article.h"

#define PAIRING_LEFT_MAX 16 /* pairs of figures; two texts with more are of two things */

struct figure_pair {
	uint8_t a, b; /* figures of the pairing's articles */
	bool sure;    /* the order brings them together, or much that stands around both: enough without a third article */
};

struct pairing {
	struct ledger_article *a, *b;
	bool parallel; /* the order is trusted */
	float strength; /* of what both texts name once, so much a thousand letters in one order */
	uint8_t left_count;
	struct figure_pair left[PAIRING_LEFT_MAX];
	uint64_t matched_a[RECORD_FIGURES_MAX / 64], matched_b[RECORD_FIGURES_MAX / 64]; /* the other text has the number somewhere */
	uint64_t stated_a[RECORD_FIGURES_MAX / 64], stated_b[RECORD_FIGURES_MAX / 64];   /* and, as far as is known, there */
};

/* Fills a pairing; memory of the arena is given back. Work: the tokens of both, the points times their logarithm, and every
 * pair of figures once. */
void align_articles(struct ledger_article *a, struct ledger_article *b, struct arena *arena, struct pairing *ret_pairing);

static inline bool pairing_states(const uint64_t *stated, uint32_t figure)
{
	return (stated[figure / 64] >> (figure % 64) & 1) != 0;
}

#endif
