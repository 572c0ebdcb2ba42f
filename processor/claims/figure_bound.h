/* figure_bound.h: how tightly a number is stated: at least, about, up to; and the interval that this allows. */
#ifndef PARALLAX_CLAIMS_FIGURE_BOUND_H
#define PARALLAX_CLAIMS_FIGURE_BOUND_H

#include "figures.h"
#include "reading.h"

/* Finds the bound before or behind a figure whose words, value and sentence are known; attached is one written on to it.
 * Sets bound, low and high, and widens first_word and word_end to the bound's words. */
void figure_bound_find(const struct reading *reading, enum lexicon_bound attached, struct figure *figure);

#endif
