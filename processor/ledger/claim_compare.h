/* claim_compare.h: whether two statements of one thing differ. Pure. */
#ifndef PARALLAX_LEDGER_CLAIM_COMPARE_H
#define PARALLAX_LEDGER_CLAIM_COMPARE_H

#include "claim.h"

enum claim_relation {
	CLAIMS_AGREE,      /* equal, or one is the other rounded */
	CLAIMS_COMPATIBLE, /* an exact number that a vague word or a round bound allows: "95" and "dozens" */
	CLAIMS_DIFFER      /* the stated numbers differ beyond rounding, whatever their bounds */
};

enum claim_relation claim_compare(const struct claim *a, const struct claim *b);

/* A stated number alone: of a claim or of any other figure. */
struct stated {
	double exact, low, high;
	uint8_t bound; /* enum lexicon_bound */
	bool vague;
};

enum claim_relation stated_compare(const struct stated *a, const struct stated *b);

/* True for two numbers so far apart that neither can be the other one rounded. */
#define ROUNDING_MAX_LARGE 0.05 /* of the rounded number, where it is rounded to thousands or more: 12,000 for 12,400 */
static inline bool numbers_far_apart(double a, double b)
{
	double apart = a > b ? a - b : b - a, left = a < 0.0 ? -a : a, right = b < 0.0 ? -b : b;
	return apart > 1.01 * ROUNDING_MAX_LARGE * (left > right ? left : right);
}

/* True when a number satisfies a round bound: 330 "more than 300". */
bool claim_allows(const struct claim *bound, double number);

/* What a claim measures: its kind, thing counted, unit and currency; never 0. */
uint64_t claim_measure(const struct claim *claim);

static inline bool claim_same_measure(const struct claim *a, const struct claim *b)
{
	return claim_measure(a) == claim_measure(b);
}

/* The power of ten that the stated number is given in: of 25,700 it is 100. */
double claim_step(const struct claim *claim);

/* The larger stated number over the smaller; vague words at the end that is nearer. HUGE_VAL when one is 0. */
double claim_ratio(const struct claim *a, const struct claim *b);

#endif
