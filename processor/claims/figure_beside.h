/* figure_beside.h: what stands right beside a figure: the signs in the gaps and the lexicon's words behind it. */
#ifndef PARALLAX_CLAIMS_FIGURE_BESIDE_H
#define PARALLAX_CLAIMS_FIGURE_BESIDE_H

#include "figures.h"
#include "reading.h"

/* The last code point of a text that is no blank, and where it begins; 0 when there is none. */
uint32_t beside_last_point(struct bytes text, size_t *ret_at);

/* The first one, and where it ends. */
uint32_t beside_first_point(struct bytes text, size_t *ret_end);

/* Widens a figure to the words before word_end. */
void figure_widen(struct figure *figure, uint32_t word_end);

/* A hit of a kind right behind the number; over at most skip words, all of which the language puts between a number and
 * its noun. NULL when there is none. */
const struct lexicon_hit *figure_hit_behind(const struct reading *reading, const struct figure *figure, enum lexicon_kind kind, uint32_t skip);

#endif
