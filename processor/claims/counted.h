/* counted.h: which figure of a sentence counts what: the dead, the injured, seats. A word of the lexicon belongs to one
 * figure, the one to which the way is shortest over what stands between; "95 people were killed and hundreds injured"
 * and "менее 95 человек погибли, ещё 30 ранены" are settled by the same costs. Pure. */
#ifndef PARALLAX_CLAIMS_COUNTED_H
#define PARALLAX_CLAIMS_COUNTED_H

#include "figures.h"
#include "reading.h"

/* A sentence is looked at up to so many words; figures behind them keep the word right beside them. */
#define COUNTED_WORDS_MAX 512
#define COUNTED_FIGURES_MAX 128

struct counted_figure {
	uint8_t counted; /* enum lexicon_counted */
	bool superseded; /* the value before a change: from 127 to 121 */
	bool whole;      /* the sum of which another figure is a part: 33 of 90 seats */
};

/* Fills one entry for each of the count figures, which are all of one sentence. */
void counted_find(const struct reading *reading, const struct figure *figures, uint32_t count, struct counted_figure *ret_counted);

#endif
