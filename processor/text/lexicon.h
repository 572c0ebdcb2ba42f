/* lexicon.h: every word and phrase that the program knows, found in one reading of a document's words.
 * The phrases come from a compiled table (processor/tables): names of places, concepts, months, numbers, units and what
 * else articles are read for, in some two hundred languages. names and claims read the hits; what a value means depends
 * on the kind. Pure, no allocation, nothing to set up. */
#ifndef PARALLAX_TEXT_LEXICON_H
#define PARALLAX_TEXT_LEXICON_H

#include "document.h"
#include "measures.h"

enum lexicon_kind {
	LEXICON_NONE,
	LEXICON_PLACE,      /* value: place code, lexicon_place_name() */
	LEXICON_CONCEPT,    /* value: concept number */
	LEXICON_MONTH,      /* 1..12 */
	LEXICON_WEEKDAY,    /* 1..7, Monday is 1 */
	LEXICON_NUMBER,     /* the number */
	LEXICON_ORDINAL,    /* the number */
	LEXICON_MULTIPLIER, /* lexicon_factor: log10 of the factor; 100 + the factor when it is no power of ten */
	LEXICON_VAGUE,      /* lexicon_vague_low, lexicon_vague_high */
	LEXICON_FRACTION,   /* lexicon_fraction_over, lexicon_fraction_under */
	LEXICON_PERCENT,    /* 1 per cent, 2 percentage points */
	LEXICON_CURRENCY,   /* three letters of ISO 4217, 'U' << 16 | 'S' << 8 | 'D' */
	LEXICON_UNIT,       /* enum lexicon_unit */
	LEXICON_COUNTED,    /* enum lexicon_counted */
	LEXICON_BOUND,      /* enum lexicon_bound */
	LEXICON_RELDATE,    /* days + 8: yesterday is 7 */
	LEXICON_AGE, LEXICON_SCORE, LEXICON_CUMULATIVE, LEXICON_CLAIMED, LEXICON_CORRECTION, LEXICON_RELATED, /* 1 */
	LEXICON_ACT,        /* enum lexicon_act */
	LEXICON_STOP,       /* function word: 1 */
	LEXICON_GROUP,      /* what a name of those who act stands beside: group, militia: 1 */
	LEXICON_ACTOR,      /* one who is called differently in every language: enum lexicon_actor */
	LEXICON_DAYPART,    /* lexicon_part_from, lexicon_part_until: hours, as the language divides the day */
	LEXICON_KINDS
};

enum lexicon_act {
	ACT_NONE, ACT_ATTACK, ACT_BOMBING, ACT_SHOOTING, ACT_STRIKE, ACT_KIDNAPPING, ACT_ASSASSINATION, ACT_ARREST,
	ACT_INVASION, ACT_KINDS
};

/* Named by initials or by words that are translated, so that the letters of the name say nothing. */
enum lexicon_actor {
	ACTOR_NONE, ACTOR_ISLAMIC_STATE, ACTOR_AL_QAEDA, ACTOR_TALIBAN, ACTOR_HAMAS, ACTOR_HEZBOLLAH, ACTOR_HOUTHIS, ACTOR_BOKO_HARAM,
	ACTOR_AL_SHABAAB, ACTOR_ISLAMIC_JIHAD, ACTOR_RAPID_SUPPORT_FORCES, ACTOR_KINDS
};

/* A language, as an index of the compiled table's list. */
#define LANGUAGE_UNKNOWN 0
#define LANGUAGES_MAX 256

struct lexicon_hit {
	uint32_t word;       /* the first word of the phrase */
	uint16_t words;      /* how many */
	uint8_t kind;        /* enum lexicon_kind */
	uint8_t skipped;     /* bytes of the first word before the phrase: an elided article or a prefix */
	uint8_t rest;        /* bytes of the last word behind the phrase: an ending */
	uint64_t value;
};

/* The index of a BCP 47 tag's primary language ("pt" of "pt-BR"), or LANGUAGE_UNKNOWN. */
unsigned lexicon_language(struct bytes tag);

/* The primary tag of an index, "und" for LANGUAGE_UNKNOWN. */
const char *lexicon_language_tag(unsigned language);

/* The code of a place as people write it: "IR" (ISO 3166), "city:Asia/Tehran" (a time-zone's exemplar city), "lang:ru". */
const char *lexicon_place_name(uint64_t place);

/* The emoji that a concept was read from, in UTF-8. */
const char *lexicon_concept_name(uint64_t concept);

/* What a multiplier multiplies by: value 6 is a million, 112 a dozen. */
static inline uint64_t lexicon_factor(uint64_t value)
{
	uint64_t factor = 1;
	if (value > 100)
		return value - 100;
	for (; value > 0; value--)
		factor *= 10;
	return factor;
}

/* Three quarters are 3 over 4. */
static inline uint32_t lexicon_fraction_over(uint64_t value)
{
	return (uint32_t)(value >> 32);
}

static inline uint32_t lexicon_fraction_under(uint64_t value)
{
	return (uint32_t)value;
}

/* Evening is from 18 until 21 o'clock in English; English night until 30, which is six of the next day. */
static inline uint32_t lexicon_part_from(uint64_t value)
{
	return (uint32_t)(value & 0xff);
}

static inline uint32_t lexicon_part_until(uint64_t value)
{
	return (uint32_t)(value >> 8);
}

/* The bounds of a vague count: "dozens" are 20 and 99. They stand in 32 bits each, in thousands where bit 63 is set. */
static inline uint64_t lexicon_vague_low(uint64_t value)
{
	return value >> 63 != 0 ? (value >> 32 & 0x7fffffff) * 1000 : value >> 32;
}

static inline uint64_t lexicon_vague_high(uint64_t value)
{
	return value >> 63 != 0 ? (value & 0xffffffff) * 1000 : value & 0xffffffff;
}

/* All hits of the document's words that hold for the language (all languages when it is unknown), ordered by word, the
 * longest first; of one kind only the longest at a word. A word holds a phrase when it is the phrase; when it goes on
 * with an ending that the phrase allows, or behind an apostrophe (rest); when it begins with an elided article, or in
 * Arabic and Hebrew with a known one- or two-letter prefix (skipped). In scripts written without spaces a phrase is
 * found anywhere, but places and concepts never begin or end inside a run of katakana. Returns how many were written,
 * at most hits_max. */
uint32_t lexicon_scan(const struct document *document, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max);

/* The meanings of one normalised phrase (text_normalise_phrase) in a language, whole and exactly; word, words, skipped
 * and rest are 0. Returns how many were written, at most hits_max. */
uint32_t lexicon_lookup(struct bytes phrase, unsigned language, struct lexicon_hit *ret_hits, uint32_t hits_max);

/* True when the compiled table is of this program's layout and its checksum holds. Reads all of it: for tests. */
bool lexicon_intact(void);

#endif
