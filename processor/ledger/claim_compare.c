#include "claim_compare.h"

#include <math.h>

#include "measures.h"

#define ROUNDING_MAX 0.025      /* a rounded number is at most so far from the precise one */
#define LARGE_STEP 1000.0
#define WHOLE_MAX 9e15 /* doubles below it hold every whole number */
#define HALF_OF_ONE 0.51 /* what differs by more is rounded to tens at least */

uint64_t claim_measure(const struct claim *claim)
{
	return (uint64_t)(claim->kind + 1u) << 56 | (uint64_t)claim->counted << 48 | (uint64_t)claim->unit << 40 | claim->currency;
}

/* The step that a number was rounded to, by its trailing zeros: of 25,700 it is 100, of 2.6 it is 0.1. */
static double step_of(double number)
{
	double thousandths = fabs(number) * 1000.0, step = 1e-3;
	if (number == 0.0)
		return 1.0;
	if (!(thousandths < WHOLE_MAX) || thousandths != floor(thousandths))
		return step; /* more decimals than are told apart, or more digits than a double holds */
	for (uint64_t rest = (uint64_t)thousandths; rest % 10 == 0 && step < 1e15; rest /= 10)
		step *= 10.0;
	return step;
}

double claim_step(const struct claim *claim)
{
	return step_of(claim->exact);
}

/* A whole number that is rounded to no step above 1. */
static bool is_no_ten(double number)
{
	double size = fabs(number);
	return size < WHOLE_MAX / 1000.0 && size == floor(size) && (uint64_t)size % 10 != 0;
}

static bool rounds_to(double precise, double rough)
{
	/* First: most numbers are far apart, or whole and not rounded at all, and a step costs divisions. */
	if (fabs(precise - rough) > ROUNDING_MAX_LARGE * fabs(rough) || (fabs(precise - rough) > HALF_OF_ONE && is_no_ten(rough)))
		return false;
	double step = step_of(rough), most = step >= LARGE_STEP ? ROUNDING_MAX_LARGE : ROUNDING_MAX;
	return step > step_of(precise) && fabs(precise - rough) <= most * fabs(rough) && fabs(precise - rough) <= step / 2.0 * (1.0 + 1e-9);
}

static bool numbers_agree(double a, double b)
{
	if (a == b || numbers_far_apart(a, b))
		return a == b;
	return fabs(a - b) <= 1e-9 * (fabs(a) + fabs(b)) || rounds_to(a, b) || rounds_to(b, a);
}

/* Two significant digits or fewer: what a bound such as "more than 25,000" is stated in. */
static bool is_round(double number)
{
	double step = step_of(number);
	return step >= 10.0 && number / step < 100.0;
}

static bool allows(const struct stated *bound, double number)
{
	if (bound->bound == BOUND_EXACT || bound->bound == BOUND_ABOUT)
		return false;
	return is_round(bound->exact) && number >= bound->low && number <= bound->high;
}

static struct stated stated_of(const struct claim *claim)
{
	return (struct stated){ claim->exact, claim->low, claim->high, claim->bound, claim->vague };
}

bool claim_allows(const struct claim *bound, double number)
{
	struct stated stated = stated_of(bound);
	return allows(&stated, number);
}

static enum claim_relation compare_vague(const struct stated *a, const struct stated *b)
{
	if (a->vague && b->vague)
		return a->high < b->low || b->high < a->low ? CLAIMS_DIFFER : CLAIMS_COMPATIBLE;
	const struct stated *vague = a->vague ? a : b, *number = a->vague ? b : a;
	bool open = number->bound != BOUND_EXACT && number->bound != BOUND_ABOUT; /* "more than a thousand" and "several thousand" */
	if (open && number->low <= vague->high && number->high >= vague->low)
		return CLAIMS_COMPATIBLE;
	return number->exact >= vague->low && number->exact <= vague->high ? CLAIMS_COMPATIBLE : CLAIMS_DIFFER;
}

enum claim_relation stated_compare(const struct stated *a, const struct stated *b)
{
	if (a->vague || b->vague)
		return compare_vague(a, b);
	if (numbers_agree(a->exact, b->exact))
		return CLAIMS_AGREE;
	if ((b->bound == BOUND_EXACT && allows(a, b->exact)) || (a->bound == BOUND_EXACT && allows(b, a->exact)))
		return CLAIMS_COMPATIBLE;
	return CLAIMS_DIFFER;
}

static bool share_name(const struct claim *a, const struct claim *b)
{
	for (uint32_t i = 0; i < a->named; i++)
		for (uint32_t k = 0; k < b->named; k++)
			if (a->context[i] == b->context[k])
				return true;
	return false;
}

enum claim_relation claim_compare(const struct claim *a, const struct claim *b)
{
	if (a->kind == FIGURE_ACTOR)
		return share_name(a, b) ? CLAIMS_AGREE : CLAIMS_DIFFER;
	if (!a->vague && !b->vague && a->exact == b->exact)
		return CLAIMS_AGREE;
	struct stated left = stated_of(a), right = stated_of(b);
	return stated_compare(&left, &right);
}

static double nearer_end(const struct claim *claim, double to)
{
	if (!claim->vague)
		return claim->exact;
	return to < claim->low ? claim->low : to > claim->high ? claim->high : to;
}

double claim_ratio(const struct claim *a, const struct claim *b)
{
	if (a->kind == FIGURE_ACTOR)
		return 1.0;
	double left = fabs(nearer_end(a, b->vague ? b->low : b->exact));
	double right = fabs(nearer_end(b, left));
	double small = left < right ? left : right, large = left < right ? right : left;
	return small > 0.0 ? large / small : large > 0.0 ? HUGE_VAL : 1.0;
}
