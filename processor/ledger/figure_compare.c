#include "figure_compare.h"

#include <math.h>

#include "claim_compare.h"
#include "measures.h"

#define RIVAL_RATIO_MAX 3.0     /* beyond it two numbers are of two things, or one is misread */
#define CONVERSION_ERROR 0.03   /* converted numbers are mostly rounded */
#define FAHRENHEIT_ERROR 1.5
#define HALF_DAY 12.0

static bool same_number(double a, double b)
{
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b));
}

static bool share_reading(const struct placed_figure *a, const struct placed_figure *b)
{
	for (uint32_t i = 0; i < a->readings_count; i++)
		for (uint32_t k = 0; k < b->readings_count; k++)
			if (same_number(a->readings[i], b->readings[k]))
				return true;
	bool clock = a->kind == FIGURE_TIME || b->kind == FIGURE_TIME;
	return clock && same_number(fabs(a->readings[0] - b->readings[0]), HALF_DAY);
}

/* What one unit of a measure is in another one that texts convert it to. */
static bool is_converted(double a, double b)
{
	static const double factors[] = {
		1.609344,  /* mile, km */
		0.3048,    /* foot, m */
		3.2808399, /* m, foot */
		2.54,      /* inch, cm */
		0.9144,    /* yard, m */
		0.45359237, /* pound, kg */
		2.2046226,
		0.40468564, /* acre, ha */
		2.4710538,
		2.5899881, /* square mile, sq km */
		10.763910, /* sq m, sq ft */
		3.7854118, /* gallon, litre */
		1.1023113, /* tonne, short ton */
		1.852,     /* nautical mile, km */
		28.349523, /* ounce, g */
		30.48,     /* foot, cm */
	};
	double ratio = a > b ? a / b : b / a;
	for (size_t i = 0; i < sizeof factors / sizeof factors[0]; i++) {
		double factor = factors[i] < 1.0 ? 1.0 / factors[i] : factors[i];
		if (fabs(ratio / factor - 1.0) <= CONVERSION_ERROR)
			return true;
	}
	double low = a < b ? a : b, high = a < b ? b : a;
	return fabs(low * 1.8 + 32.0 - high) <= FAHRENHEIT_ERROR;
}

static struct claim claim_of(const struct placed_figure *figure)
{
	return (struct claim){ .exact = figure->readings[0], .low = figure->low, .high = figure->high, .bound = figure->bound, .vague = figure->vague };
}

enum figure_likeness figure_likeness(const struct placed_figure *a, const struct placed_figure *b)
{
	if (same_number(a->readings[0], b->readings[0]))
		return FIGURES_EQUAL;
	if (share_reading(a, b))
		return FIGURES_READ;
	struct claim left = claim_of(a), right = claim_of(b);
	if (claim_compare(&left, &right) != CLAIMS_DIFFER)
		return FIGURES_ROUNDED;
	bool measure = a->unit != UNIT_NONE || b->unit != UNIT_NONE;
	return measure && a->readings[0] > 0.0 && b->readings[0] > 0.0 && is_converted(a->readings[0], b->readings[0]) ? FIGURES_ROUNDED : FIGURES_UNLIKE;
}

/* Counts, and numbers whose kind only a word beside them could have told, may be anything. */
static bool kinds_exclude(const struct placed_figure *a, const struct placed_figure *b)
{
	if (a->kind == b->kind)
		return false;
	bool open_a = a->kind == FIGURE_COUNT, open_b = b->kind == FIGURE_COUNT;
	return !open_a && !open_b;
}

bool figures_are_rivals(const struct placed_figure *a, const struct placed_figure *b)
{
	double low = fabs(a->readings[0]), high = fabs(b->readings[0]);
	if (low > high) {
		double swap = low;
		low = high;
		high = swap;
	}
	if (!a->hard || !b->hard || a->vague || b->vague || a->kind == FIGURE_PHONE || b->kind == FIGURE_PHONE)
		return false;
	if (!(low > 0.0 && high <= RIVAL_RATIO_MAX * low) || kinds_exclude(a, b))
		return false;
	return (a->currency == b->currency || a->currency == 0 || b->currency == 0) &&
	       (a->unit == b->unit || a->unit == UNIT_NONE || b->unit == UNIT_NONE);
}
