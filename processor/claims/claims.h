/* claims.h: what an article states that can be compared: so many dead, so much money, so many per cent.
 * Chosen from the figures of its kept lines: counts of something that the lexicon knows, money, percentages, measures.
 * Not what no rival can be stated of: the value before a change ("from 127"), the whole of a part ("of 90 seats"), parts
 * of dates, years, times, ids, percentage points (a change, not a share).
 *
 * As-of: the time at which a figure held is stated only where the text says so right before a day that has passed: "as
 * of 12 March", "hingga Senin"; and where a count of people stands beside a year that has passed ("in 2011 an explosion
 * killed 13"), which makes it history. The date of the event ("killed 95 on January 3") is not it: the count is as old as
 * the article. Nor is the article's own day, which says no more than its time does. Pure. */
#ifndef PARALLAX_CLAIMS_CLAIMS_H
#define PARALLAX_CLAIMS_CLAIMS_H

#include "arena.h"
#include "claim.h"
#include "dates.h"
#include "document.h"
#include "figures.h"
#include "lexicon.h"
#include "reading.h"

struct claims_input {
	const struct reading *reading;
	const struct figure *figures;
	uint32_t figures_count;
	const struct date *dates;
	uint32_t dates_count;
	clock_ms written; /* CLOCK_ABSENT when not known */
};

/* Collects the claims in the order of the text, at most RECORD_CLAIMS_MAX: where there are more, counted things and
 * written digits go first. A value that a text states again for the same slot is kept once, in the body rather than in
 * the headline. The authors of acts (authors.h) stand behind them. Returns how many; *ret_claims is the
 * arena's. */
uint32_t claims_collect(const struct claims_input *input, struct arena *arena, struct claim **ret_claims);

#endif
