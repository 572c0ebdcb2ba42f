/* number_phrase.h: one number as a text says it, over as many words as it takes: 25 700; 2.3 lakh; 37만 5,000; two hundred
 * and fifty; dos mil trescientos; 三百二十; half a million; dozens. Pure. */
#ifndef PARALLAX_CLAIMS_NUMBER_PHRASE_H
#define PARALLAX_CLAIMS_NUMBER_PHRASE_H

#include "attached.h"
#include "number_text.h"
#include "reading.h"

struct number_phrase {
	double value;          /* of a vague word its low */
	double high;           /* of a vague word; the value otherwise */
	uint32_t word_start, word_end;
	uint16_t offset;       /* in bytes of the first word's normalised text: where the number begins in it */
	uint16_t offset_end;   /* in bytes of the last word: where it ends, when that word holds another number; 0 otherwise */
	uint8_t shape;         /* enum number_shape, of digits */
	uint8_t decimals;
	uint16_t digits;       /* of the first string of digits */
	bool hard;             /* written in digits */
	bool vague;
	bool ordinal;
	bool fraction;         /* spelled without a whole number: a third */
	bool multiplied;       /* a multiplier is part of it */
	bool leading_zero, mixed, doubtful;
	bool code;             /* letters before the digits: A380 */
	bool linked;           /* "and" is written on to it */
	uint32_t currency;     /* written on to it in front: Rs500; 0 for none */
	bool magnitude;        /* M7.1 */
	struct attached attached;
};

/* Reads the number that begins at a word, from a byte of its normalised text on (0, or where the phrase before it ended);
 * money: a currency sign stands before it. The words [word, end) are its sentence. False when none begins there. */
bool number_phrase_read(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                        struct number_phrase *ret_phrase);

/* Whether a word that is the article as well stands where it can only be a number: alone in its sentence, which ends at end,
 * or behind a minus. */
bool number_phrase_is_one(const struct reading *reading, uint32_t word, uint32_t end);

#endif
