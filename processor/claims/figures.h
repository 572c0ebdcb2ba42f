/* figures.h: every number of a text, with its value, how it is stated and what kind of number it is.
 * The kinds are there so that a year, an age or a telephone number is never taken for a toll; what can be compared between
 * articles is chosen from them in claims.h. Pure: memory is the arena's, work is linear in the text. */
#ifndef PARALLAX_CLAIMS_FIGURES_H
#define PARALLAX_CLAIMS_FIGURES_H

#include "arena.h"
#include "claim.h"
#include "document.h"
#include "lexicon.h"
#include "reading.h"

/* Further numbers of a text are not read. */
#define FIGURES_MAX 1024

/* What is shown of a figure (figure_text.h). */
struct figure_text {
	struct bytes raw;      /* the words as written */
	struct bytes sentence; /* around them, cut to CLAIM_SENTENCE_MAX code points; absent where no digits are */
	struct span received_bytes, received_points; /* raw in the received text of field */
	uint8_t field;         /* enum field */
};

struct figure {
	uint8_t kind;    /* enum figure_kind */
	uint8_t bound;   /* enum lexicon_bound */
	uint8_t unit;    /* enum lexicon_unit; of an age or a stretch of time as well */
	uint8_t counted; /* enum lexicon_counted of a word right beside it; COUNTED_NONE otherwise */
	uint8_t mark;    /* enum number_mark: the sign that makes it a year, a day, an hour */
	bool hard;       /* written in digits */
	bool vague;      /* an interval, from a vague word or a range (10-15); exact is its low */
	bool dated;      /* part of a date; set by dates_find */
	bool points;     /* percentage points */
	bool doubtful;   /* one separator before three digits: read as the language has it */
	bool leading_zero; /* 07 */
	uint8_t digits;  /* of a number that is digits only, without separators; 0 otherwise */
	uint32_t currency; /* as LEXICON_CURRENCY; 0 when none is named */
	double exact;    /* the number as stated, multiplied out */
	double low, high; /* what the statement allows, its bound applied; HUGE_VAL when open above */
	uint32_t word_start, word_count; /* of the number itself */
	uint32_t first_word, word_end;   /* with its bound before or behind, and the unit, currency or noun right beside it */
	uint32_t sentence_start, sentence_end; /* words */
	uint32_t sentence; /* counted through the whole text */
	uint32_t line;
	struct span plain; /* of the number itself */
	struct figure_text text; /* not of a dropped line's */
};

/* Finds the figures of all lines, the dropped ones too (line says where one stands), in the order of the text. Returns
 * how many; *ret_figures is the arena's. */
uint32_t figures_find(const struct reading *reading, struct arena *arena, struct figure **ret_figures);

#endif
