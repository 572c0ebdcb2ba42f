/* language_rules.h: what the reading of numbers has to know of a language besides its words: how it writes decimals and
 * ordinals, on which side of the number a bound or the verb stands, and the few particles that decide a reading. Words
 * that are evidence themselves are in the lexicon. */
#ifndef PARALLAX_CLAIMS_LANGUAGE_RULES_H
#define PARALLAX_CLAIMS_LANGUAGE_RULES_H

#include "bytes.h"

struct language_rules {
	char tag[4];
	char decimal;        /* '.' or ','; the other one separates thousands */
	bool ordinal_point;  /* "3." is third */
	bool bound_behind;   /* "100 से अधिक", "100人以上" */
	bool verb_behind;    /* what happened to the counted stands behind them, often at the sentence's end */
	bool month_first;    /* 3/10 is the tenth of March */
	bool multiplier_first; /* milioni 125 */
	/* Lists of normalised words, each with a blank before and behind it. */
	const char *and_words;  /* link the parts of a spelled number: cuarenta y siete */
	const char *point_words; /* zwei Komma drei */
	const char *of_words;   /* between a number and its noun: 4 millones de euros; between a part and its whole: 3 of 9 */
	const char *in_words;   /* before a number that counts places or times, not what the verb did: killed in two raids */
	const char *from_words; /* before the value that no longer holds: from 127 to 121 */
	const char *to_words;   /* before the value that holds now */
	const char *hour_words; /* before or behind a time of day */
	const char *as_of_words; /* before the date at which a figure held */
	const char *one_words; /* one, where the lexicon leaves it out because it is the article as well: a number behind another
				* or behind a minus */
	const char *minus_words;
	const char *over_words; /* between two numbers that are a fraction: واحد على ثلاثة */
	const char *under_words; /* the same with the denominator first: 五分之三 */
	const char *number_starts; /* how numbers begin that are written as one long word: dreitausendfünfhundert */
};

/* The rules of a primary language tag. A language without an entry has those of none: a decimal point, no particles. */
const struct language_rules *language_rules_of(const char *tag);

/* True when list holds word, which is not empty, or a beginning of it. */
bool language_word_in(struct bytes word, const char *list);
bool language_word_starts(struct bytes word, const char *list);

/* Whether a primary tag is one of tags: " de nl ". */
static inline bool language_tag_in(const char *tag, const char *tags)
{
	for (const char *at = tags + 1; *at != '\0';) {
		size_t length = at[2] == ' ' ? 2 : 3;
		if (at[0] == tag[0] && at[1] == tag[1] && (length == 2 ? tag[2] == '\0' : at[2] == tag[2]))
			return true;
		at += length + 1;
	}
	return false;
}

/* Tells of most words that they are in none of some lists, and begin with none of their words, by two bytes. */
struct language_filter {
	uint64_t bits[16];
};

static inline uint32_t language_filter_bit(uint8_t first, uint8_t second)
{
	return ((uint32_t)first & 31) << 5 | (second & 31);
}

/* Adds a list. Of one whose words are beginnings of others all have two bytes at least. */
void language_filter_add(struct language_filter *filter, const char *list);

/* Whether a word may be in one of the lists or begin with one of their words. */
static inline bool language_filter_holds(const struct language_filter *filter, struct bytes word)
{
	if (word.length == 0)
		return false;
	uint32_t bit = language_filter_bit(word.data[0], word.length > 1 ? word.data[1] : ' ');
	return (filter->bits[bit >> 6] >> (bit & 63) & 1) != 0;
}

#endif
