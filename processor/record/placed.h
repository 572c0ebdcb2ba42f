/* placed.h: where things stand in a text, for comparing it with another text of the same story: its figures, whatever they
 * count, and the names and places between them. */
#ifndef PARALLAX_RECORD_PLACED_H
#define PARALLAX_RECORD_PLACED_H

#include "claim.h"

#define PLACED_READINGS_MAX 4

/* One number of a text. A place is counted in letters of the kept text; a Han character or kana counts three and a Hangul
 * syllable two, so that a text and its translation are about equally long. */
struct placed_figure {
	double readings[PLACED_READINGS_MAX]; /* as stated; then what it could mean otherwise: before its multiplier, with the
	                                         separator read the other way, the end of a range, a year's last two digits */
	double low, high;      /* as of a claim */
	uint32_t currency;
	uint32_t place;
	int32_t date;          /* the day of which this is the number, in days since 1970-01-01; 0 when it is of none */
	uint16_t line;         /* index into the record's lines */
	uint16_t sentence_number;
	uint8_t readings_count; /* 1.. */
	uint8_t kind;          /* enum figure_kind */
	uint8_t bound;         /* enum lexicon_bound */
	uint8_t unit;          /* enum lexicon_unit */
	uint8_t counted;       /* enum lexicon_counted, as far as a word beside it says */
	uint8_t field;
	bool hard;             /* written in digits; else spelled, Roman or a month's name */
	bool vague;
	struct span received_bytes, received_points; /* as of a claim; of a month or a Roman numeral empty */
	struct bytes raw, sentence; /* of a hard one */
};

/* A name or place in the text. */
struct placed_key {
	uint32_t key; /* the lower half of the key's id */
	uint32_t place;
	uint16_t sentence_number;
	uint16_t line;
};

#endif
