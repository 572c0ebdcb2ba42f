/* dates.h: the days that a text names: 24 January, le mercredi 24 janvier, 1月24日, 24.01.2024, on Tuesday, yesterday.
 * A date without a year, a weekday and "yesterday" are resolved by the time at which the article was written; the basis
 * says so. A part of the day beside it (Tuesday evening, dienstagabend, вечером во вторник) makes it some hours of that day, as
 * CLDR divides the day in the text's language; the day stays the same. Gregorian calendar; days and hours are those of UTC. Pure. */
#ifndef PARALLAX_CLAIMS_DATES_H
#define PARALLAX_CLAIMS_DATES_H

#include "arena.h"
#include "clock.h"
#include "document.h"
#include "figures.h"
#include "lexicon.h"

#define DATES_MAX 256
#define DATE_UNRESOLVED INT32_MIN

enum date_basis {
	DATE_WRITTEN,  /* day, month and year stand in the text */
	DATE_DAY,      /* day and month; the year is the one nearest to the article, rather before than after it */
	DATE_OF_MONTH, /* the day alone: 11日 */
	DATE_WEEKDAY,  /* the last such day, the article's own day included */
	DATE_RELATIVE  /* yesterday */
};

struct date {
	uint32_t word_start, word_count;
	uint32_t sentence;
	uint32_t line;
	int32_t first_day, last_day; /* days since 1970-01-01, both included; DATE_UNRESOLVED when the article has no time */
	int32_t year;                /* as resolved; 0 when unresolved */
	uint8_t month, day;          /* of the first day; 0 when unresolved */
	uint8_t basis;               /* enum date_basis */
	bool of_part;                /* the hours are those of a part of the day; else all of it */
	uint8_t from_hour, until_hour; /* counted from the first day's beginning: of a night until 30, of a whole day 0 and 24 */
	struct span plain;
};

/* Finds the dates of all lines in the order of the text and marks the figures that are part of one (dated; their kind
 * becomes FIGURE_ORDINAL, a year's FIGURE_YEAR). written may be CLOCK_ABSENT. Returns how many; *ret_dates is the arena's. */
uint32_t dates_find(const struct reading *reading, struct figure *figures, uint32_t figures_count, clock_ms written, struct arena *arena,
                    struct date **ret_dates);

#endif
