/* lexicon_affix.h: what may stand before and behind a phrase inside a word. Private to lexicon_scan.c. */
#ifndef PARALLAX_TEXT_LEXICON_AFFIX_H
#define PARALLAX_TEXT_LEXICON_AFFIX_H

#include "bytes.h"
#include "document.h"

#define LEXICON_PREFIXES_MAX 4

/* The lengths, in bytes, of the conjunctions, prepositions and articles that are written onto an Arabic or Hebrew word and
 * may be what it begins with; three letters of it are always left. Returns how many. */
uint32_t lexicon_prefixes(struct bytes word, enum script script, uint8_t ret_lengths[LEXICON_PREFIXES_MAX]);

/* Latin, Cyrillic, Greek and Georgian letters in lower case. */
bool lexicon_vowel(uint32_t point);

/* True when rest can be an ending of a place's name or of a thing's: some letters; in Arabic, Hebrew and Korean letters one
 * of a list. Behind a stem that lost its vowel a vowel comes first. Names are told from other words by less. */
bool lexicon_ending(struct bytes stem, struct bytes rest, bool lost_vowel, bool is_name);

#endif
