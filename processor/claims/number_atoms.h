/* number_atoms.h: the pieces that a number in a text is put together from: a string of digits, a spelled number, a
 * multiplier, a fraction, a vague word. Private to number_phrase.c. */
#ifndef PARALLAX_CLAIMS_NUMBER_ATOMS_H
#define PARALLAX_CLAIMS_NUMBER_ATOMS_H

#include "number_phrase.h"

enum atom_kind {
	ATOM_NONE, ATOM_DIGITS, ATOM_NUMBER, ATOM_MULTIPLIER, ATOM_DOZEN, ATOM_FRACTION, ATOM_VAGUE, ATOM_ORDINAL
};

struct atom {
	uint8_t kind;        /* enum atom_kind */
	uint8_t decimals;    /* of digits and fractions */
	int8_t exponent;     /* of a multiplier */
	bool linked;         /* "and" stands before it */
	bool character;      /* one character of an unsegmented script */
	bool article;        /* one, by a word that is the article as well */
	bool parts;          /* a fraction with its number: three fifths */
	bool definite;       /* with the Arabic article */
	uint32_t under;      /* of a fraction that is one part: of a fifth 5; 0 otherwise */
	double part;         /* of a number whose word is a fraction as well, that; 0 otherwise */
	double value, high;
	uint32_t word_end;   /* the word behind it */
	uint16_t offset_end; /* bytes of the word before that: where the piece ends; 0 at the word's end */
};

/* The string of digits in a word from a byte on, with the groups of thousands in the words behind and what is written on
 * to it. Fills a digits atom and a multiplier's, when one is written on, and what the phrase keeps of digits. Returns how
 * many atoms. */
uint32_t atoms_read_digits(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                           struct atom ret_atoms[2], struct number_phrase *phrase);

/* Whether a word has nothing of what the spelled pieces begin with: true of most. */
static inline bool atoms_none_spelled(const struct reading *reading, uint32_t word, bool follows)
{
	struct bytes norm = reading_norm(reading, word);
	return (reading->kinds[word] & READING_NUMERALS) == 0 && reading->document->words[word].script != SCRIPT_HANGUL &&
	       !reading_may_start(reading, word) && (!follows || (norm.data[0] != 'k' && !multiplier_stem_begins(norm)));
}

/* The spelled piece that begins at a word, behind at least one other when follows. False when there is none. */
bool atoms_read_spelled(const struct reading *reading, uint32_t word, uint32_t end, bool follows, struct atom *ret_atom);

#endif
