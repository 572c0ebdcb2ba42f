/* claim.h: one figure that an article states about something that can be compared, with the words that state it. */
#ifndef PARALLAX_RECORD_CLAIM_H
#define PARALLAX_RECORD_CLAIM_H

#include "bytes.h"
#include "clock.h"

#define CLAIM_RAW_MAX 96       /* bytes of the words as written */
#define CLAIM_SENTENCE_MAX 160 /* code points of the sentence around them */
#define CLAIM_CONTEXT_MAX 12   /* names and places near the figure */

enum figure_kind {
	FIGURE_COUNT, FIGURE_MONEY, FIGURE_PERCENT, FIGURE_MEASURE, FIGURE_AGE, FIGURE_YEAR, FIGURE_TIME, FIGURE_SCORE,
	FIGURE_ORDINAL, FIGURE_VERSION, FIGURE_ID, FIGURE_PHONE,
	FIGURE_ACTOR, /* no figure: who is named as the author of an act */
	FIGURE_KINDS
};

enum as_of_basis { AS_OF_PUBLISHED, AS_OF_STATED };

struct claim {
	uint8_t kind;      /* enum figure_kind */
	uint8_t counted;   /* enum lexicon_counted: what is counted, COUNTED_NONE when not known */
	uint8_t bound;     /* enum lexicon_bound, as stated */
	uint8_t unit;      /* enum lexicon_unit of a measure */
	uint32_t currency; /* of money, as lexicon.h packs it; 0 otherwise */
	uint8_t field;     /* enum field: where the spans point */
	bool vague;        /* low and high come from a word such as "hundreds"; exact is absent */
	bool cumulative;   /* "so far", "has risen to" */
	bool hard;         /* written in digits; a spelled number may be said of something in passing. Of an actor: one whom every
	                      language knows by a name of its own */
	uint16_t line;     /* index into the record's lines */
	uint16_t sentence_number;
	double exact;      /* the stated number; of a vague word its low */
	double low, high;  /* the interval that the statement allows; HUGE_VAL when open above */
	uint64_t context[CLAIM_CONTEXT_MAX]; /* key ids of names and places near it, nearest first */
	uint8_t context_count;
	int32_t date;        /* as of a placed figure; a record's claims have none */
	uint8_t named;       /* of an actor: so many of them, the first, are of its own name */
	uint8_t as_of_basis; /* enum as_of_basis */
	clock_ms as_of;      /* when the figure held: the beginning of a day, or of the part of it that is stated */
	struct span received_bytes;  /* in the received text of field */
	struct span received_points; /* the same in code points */
	struct bytes raw;      /* the words as written, with their bound */
	struct bytes sentence; /* around them, cut to CLAIM_SENTENCE_MAX code points */
};

#endif
