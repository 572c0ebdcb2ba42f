/* number_word.h: numbers that a language writes as one long word: dreihundertneunundneunzigtausend, duemilacinquecento,
 * tweehonderdvijftig. The lexicon knows the short ones; these are put together from them. Pure. */
#ifndef PARALLAX_CLAIMS_NUMBER_WORD_H
#define PARALLAX_CLAIMS_NUMBER_WORD_H

#include "reading.h"

/* Whether a word begins like one: most are told here. */
bool number_word_begins(const struct reading *reading, struct bytes word);

/* False for a word that is no such number; most words are told by their first letters. */
bool number_word_read(const struct reading *reading, struct bytes word, double *ret_value);

#endif
