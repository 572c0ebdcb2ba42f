/* read_text.h: a short text in a language, read by the claims room and told as a line of words, so that a test's table
 * can say what it expects. */
#ifndef PARALLAX_TESTS_READ_TEXT_H
#define PARALLAX_TESTS_READ_TEXT_H

#include "claims.h"

struct read_text {
	struct article article;
	struct document document;
	struct lexicon_hit *hits;
	struct reading reading;
	struct figure *figures;
	struct date *dates;
	struct claim *claims;
	uint32_t hits_count, figures_count, dates_count, claims_count;
	unsigned language;
};

/* Reads headline (may be NULL) and body, written at a time (CLOCK_ABSENT for none). All memory is the arena's. */
void read_text(const char *language, const char *headline, const char *body, clock_ms written, struct arena *arena, struct read_text *ret_text);

/* Each figure as "kind bound value[..high] unit|currency", a spelled one with a ~ before it, separated by "; ":
 * "count at_least 25700; money 4200000000 EUR; ~count 200..999". A part of a date has a * behind it. */
void figures_tell(const struct read_text *text, char *ret_line, size_t line_size);

/* Each claim in the same way, a count with what is counted: "dead at_least 31; injured 200..999; percent 34.2". */
void claims_tell(const struct read_text *text, char *ret_line, size_t line_size);

#endif
