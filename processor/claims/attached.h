/* attached.h: what is written on to a number without a space: 95명, 46mila, 21st, 1970s, 3.2bn, 18h30.
 * Pure. */
#ifndef PARALLAX_CLAIMS_ATTACHED_H
#define PARALLAX_CLAIMS_ATTACHED_H

#include "reading.h"

/* What a sign beside a number makes of it, where the lexicon has no kind for that. */
enum number_mark {
	MARK_NONE,
	MARK_YEAR,    /* 2025年 */
	MARK_MONTH,   /* 3月 */
	MARK_DAY,     /* 11日 */
	MARK_HOUR,    /* 18h, 9시 */
	MARK_MINUTE,  /* 41分 */
	MARK_ORDINAL, /* 21st, 第3 */
	MARK_DECADE,  /* 1970s */
	MARK_CODE     /* 5G: letters that make it a name */
};

struct attached {
	uint16_t length;   /* bytes of the text that were understood */
	int8_t exponent;   /* a multiplier's power of ten; 0 for none */
	uint8_t mark;      /* enum number_mark */
	uint8_t unit;
	uint8_t counted;
	uint8_t bound;
	uint8_t percent;   /* as LEXICON_PERCENT */
	bool age;
	uint32_t currency;
};

/* Reads the letters behind a number's digits, from the beginning of text to the next digit. money: a currency stands
 * before, so that a lone m or b is a million or a billion; capital: it is written as a capital. */
void attached_read(const struct reading *reading, struct bytes text, bool money, bool capital, struct attached *ret_attached);

/* The mark that a character of an unsegmented script, or a Hangul syllable, makes at the beginning of text, and its
 * bytes. */
enum number_mark number_mark_of(struct bytes text, uint32_t *ret_length);

/* The power of ten of a word that begins like million, thousand and their like in any language and goes on with an ending
 * the lexicon does not list (milionům, 25-тысячный); 0 for others. For words right behind a number only. */
int multiplier_stem_exponent(struct bytes word);

/* Whether a word, which is not empty, may begin like one: they begin with m or t, or with a Cyrillic or a Greek letter. */
static inline bool multiplier_stem_begins(struct bytes word)
{
	uint8_t first = word.data[0];
	return first == 'm' || first == 't' || first == 0xce || first == 0xd0 || first == 0xd1;
}

/* The power of ten of a multiplier's hit; 0 when it is none (a dozen). */
int multiplier_exponent(const struct lexicon_hit *hit);

#endif
