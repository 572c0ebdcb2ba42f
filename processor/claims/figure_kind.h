/* figure_kind.h: what kind of number a figure is, told by the signs and words right beside it. */
#ifndef PARALLAX_CLAIMS_FIGURE_KIND_H
#define PARALLAX_CLAIMS_FIGURE_KIND_H

#include "figures.h"
#include "number_phrase.h"
#include "reading.h"

/* Sets kind, unit, currency, counted and mark of a figure whose words, value and bound are known, and widens word_end to
 * the words that say so. phrase is what it was read from. */
void figure_kind_find(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure);

/* The words right before a figure name the time of day, or those right behind it do. */
bool figure_beside_hour(const struct reading *reading, const struct figure *figure);

#endif
