#include "figure_compare.h"

#include <math.h>

#include "claim_compare.h"
#include "measures.h"

#define CONVERSION_ERROR 0.03   /* converted numbers are mostly rounded */
#define FAHRENHEIT_ERROR 1.5
#define BOUND_NEAR 0.1
#define HALF_DAY 12.0
#define DAYS_APART_MAX 366 /* two days of one event */

static bool same_number(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

/* Hours of one time of day, whatever the text's clock starts at and whether it gives the minutes: 17.30, 5, 5h30. */
static bool same_hour(double a, double b)
{
	double difference = fabs(floor(a) - floor(b));
	return same_number(difference, HALF_DAY) || difference == 0.0;
}

/* 18.30 and 18, 30.9. and 30, 68.78 and 68: a time or a date read as a decimal, or a decimal cut short, and its first part. */
static bool is_first_part(double whole, double pointed)
{
	return pointed > whole && floor(pointed) == whole;
}

static bool share_reading(const struct placed_figure *a, const struct placed_figure *b)
{
	bool clock = (a->kind == FIGURE_TIME || b->kind == FIGURE_TIME) && a->readings[0] <= 24.0 && b->readings[0] <= 24.0;
	for (uint32_t i = 0; i < a->readings_count; i++)
		for (uint32_t k = 0; k < b->readings_count; k++)
			if (same_number(a->readings[i], b->readings[k]) || (clock && same_hour(a->readings[i], b->readings[k])))
				return true;
	return is_first_part(a->readings[0], b->readings[0]) || is_first_part(b->readings[0], a->readings[0]);
}

/* Units of length, area, weight, volume and speed are converted; those of time are not. */
static bool is_physical(uint8_t unit)
{
	return unit != UNIT_NONE && unit != UNIT_HOUR && unit != UNIT_MINUTE && unit != UNIT_SECOND && unit != UNIT_DAY &&
	       unit != UNIT_WEEK && unit != UNIT_MONTH && unit != UNIT_YEAR && unit != UNIT_MAGNITUDE && unit != UNIT_MEGAWATT;
}

static bool is_degree(uint8_t unit)
{
	return unit == UNIT_CELSIUS || unit == UNIT_FAHRENHEIT;
}

/* A number in a unit that the other text converted to another one; one of the units may be unknown to the lexicon. */
static bool is_converted(const struct placed_figure *a, const struct placed_figure *b)
{
	static const double factors[] = {
		1.609344,  /* mile, km */
		3.2808399, /* m, foot */
		2.54,      /* inch, cm */
		1.0936133, /* m, yard */
		2.2046226, /* kg, pound */
		2.4710538, /* ha, acre */
		2.5899881, /* square mile, sq km */
		10.763910, /* sq m, sq ft */
		3.7854118, /* gallon, litre */
		1.1023113, /* tonne, short ton */
		1.852,     /* nautical mile, km */
		28.349523, /* ounce, g */
		30.48      /* foot, cm */
	};
	if (a->unit == b->unit || (!is_physical(a->unit) && !is_physical(b->unit)))
		return false;
	bool rises = a->readings[0] < b->readings[0];
	double low = (rises ? a : b)->readings[0], high = (rises ? b : a)->readings[0];
	if (is_degree(a->unit) || is_degree(b->unit))
		return fabs(low * 1.8 + 32.0 - high) <= FAHRENHEIT_ERROR;
	for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++)
		if (fabs(high - low * factors[i]) <= CONVERSION_ERROR * high)
			return true;
	return false;
}

/* "More than 100" and 109: a round bound on one side only, and the number not far from it. */
static bool is_bounded(const struct placed_figure *bound, const struct placed_figure *number)
{
	return bound->bound != BOUND_EXACT && number->bound == BOUND_EXACT &&
	       fabs(bound->readings[0] - number->readings[0]) <= BOUND_NEAR * fabs(bound->readings[0]);
}

bool figure_is_plain(const struct placed_figure *figure)
{
	double number = figure->readings[0];
	return figure->readings_count == 1 && figure->date == 0 && figure->kind != FIGURE_TIME && !figure->vague && figure->bound == BOUND_EXACT &&
	       !is_physical(figure->unit) && number == floor(number);
}

static struct stated stated_of(const struct placed_figure *figure)
{
	return (struct stated){ figure->readings[0], figure->low, figure->high, figure->bound, figure->vague };
}

enum figure_likeness figure_likeness(const struct placed_figure *a, const struct placed_figure *b)
{
	if (a->date != 0 && b->date != 0)
		return a->date == b->date ? FIGURES_EQUAL : FIGURES_UNLIKE;
	if ((a->date != 0 && b->kind == FIGURE_YEAR) || (b->date != 0 && a->kind == FIGURE_YEAR))
		return FIGURES_UNLIKE; /* the 24th is not said by 2024 */
	if (same_number(a->readings[0], b->readings[0]))
		return FIGURES_EQUAL;
	if (share_reading(a, b))
		return FIGURES_READ;
	struct stated left = stated_of(a), right = stated_of(b);
	enum claim_relation relation = stated_compare(&left, &right);
	if (relation == CLAIMS_AGREE || is_converted(a, b))
		return FIGURES_ROUNDED;
	bool open = a->vague || b->vague || is_bounded(a, b) || is_bounded(b, a);
	return relation == CLAIMS_COMPATIBLE && open ? FIGURES_ROUNDED : FIGURES_UNLIKE;
}

/* A count may be of anything that a word beside it would have told in the other text; but days and hours are told by their
 * own form. */
static bool kinds_exclude(const struct placed_figure *a, const struct placed_figure *b)
{
	if (a->kind == b->kind)
		return false;
	bool day_or_hour = a->date != 0 || b->date != 0 || a->kind == FIGURE_TIME || b->kind == FIGURE_TIME;
	bool told = (a->kind == FIGURE_COUNT && a->counted != COUNTED_NONE && b->unit != UNIT_NONE) ||
	            (b->kind == FIGURE_COUNT && b->counted != COUNTED_NONE && a->unit != UNIT_NONE); /* so many people are no acres */
	bool open = (a->kind == FIGURE_COUNT || b->kind == FIGURE_COUNT) && !day_or_hour && !told;
	bool years = a->unit == UNIT_YEAR && b->unit == UNIT_YEAR; /* an age is told from a time by a word that may be missing */
	return !open && !years;
}

/* The words beside both say what is counted: if it is one thing they meet by it, in slots; if it is not, never. */
static bool are_told_by_words(const struct placed_figure *a, const struct placed_figure *b)
{
	return a->counted != COUNTED_NONE && b->counted != COUNTED_NONE && a->counted != COUNTED_PEOPLE &&
	       b->counted != COUNTED_PEOPLE;
}

bool figures_are_rivals(const struct placed_figure *a, const struct placed_figure *b)
{
	if (a->date != 0 && b->date != 0)
		return a->date - b->date <= DAYS_APART_MAX && b->date - a->date <= DAYS_APART_MAX;
	double low = fabs(a->readings[0]), high = fabs(b->readings[0]);
	if (low > high) {
		double swap = low;
		low = high;
		high = swap;
	}
	if (!a->hard || !b->hard || a->vague || b->vague || a->kind == FIGURE_PHONE || b->kind == FIGURE_PHONE)
		return false;
	if (!(low > 0.0 && high <= RIVAL_RATIO_MAX * low) || kinds_exclude(a, b) || are_told_by_words(a, b))
		return false;
	return (a->currency == b->currency || a->currency == 0 || b->currency == 0) &&
	       (a->unit == b->unit || a->unit == UNIT_NONE || b->unit == UNIT_NONE);
}
