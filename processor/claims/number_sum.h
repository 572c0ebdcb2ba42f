/* number_sum.h: how the parts of one number add up, as languages say them: two thousand three hundred, quatre-vingt-dix, 2 lakh
 * 30 thousand, drei Viertel. Private to number_phrase.c. */
#ifndef PARALLAX_CLAIMS_NUMBER_SUM_H
#define PARALLAX_CLAIMS_NUMBER_SUM_H

#include "number_atoms.h"

#define NUMBER_TERMS_MAX 8

/* A number as it grows: terms to be added, the largest first. */
struct number_term {
	double value;
	double scale; /* only what is below may be added behind; 0 for digits, to which nothing is */
	uint8_t decimals;
	bool digits;
	bool multiplied;
};

struct number_sum {
	struct number_term terms[NUMBER_TERMS_MAX];
	uint32_t count;
	bool spelled_digits; /* 二〇二五 */
};

/* Terms are set as they come. */
static inline void number_sum_init(struct number_sum *sum)
{
	sum->count = 0;
	sum->spelled_digits = false;
}

double number_sum_value(const struct number_sum *sum);

/* Adds a term. False when there is no room. */
bool number_sum_push(struct number_sum *sum, struct number_term term);

/* Adds the next piece of a number, multiplies by it, or divides. False when it is no part of it. */
bool number_sum_add(const struct reading *reading, struct number_sum *sum, const struct atom *atom, uint32_t end);

/* The power of ten of the multiplier right behind a piece, 0 when none stands there. */
int number_multiplier_behind(const struct reading *reading, const struct atom *atom, uint32_t end);

#endif
