/* figure_text.h: the evidence of figures: the words as written, the sentence around them and where the words stand in the
 * received text. Pure. */
#ifndef PARALLAX_CLAIMS_FIGURE_TEXT_H
#define PARALLAX_CLAIMS_FIGURE_TEXT_H

#include "figures.h"
#include "reading.h"

/* Sets the text of figures, one at least, that are all of one sentence; the sentence only of those in digits, as others are
 * seldom shown. Their raw is the figure with its bound and the unit, currency or noun right beside it, the number alone when that
 * is longer than CLAIM_RAW_MAX; the spans are raw's. Both are views of plain. */
void figure_texts_set(const struct reading *reading, struct figure *figures, uint32_t count);

/* Copies a figure's text to its claim, with the sentence. */
void figure_text_copy(const struct reading *reading, const struct figure *figure, struct claim *claim);

#endif
