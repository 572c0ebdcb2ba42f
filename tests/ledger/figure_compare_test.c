/* Which figures of two texts are one number, and which contradict each other. */
#include "figure_compare.h"

#include "check_that.h"
#include "measures.h"

static struct placed_figure hard(double number)
{
	return (struct placed_figure){ .readings = { number }, .readings_count = 1, .low = number, .high = number, .kind = FIGURE_COUNT, .hard = true };
}

static struct placed_figure of_kind(double number, enum figure_kind kind, enum lexicon_unit unit)
{
	struct placed_figure figure = hard(number);
	figure.kind = (uint8_t)kind;
	figure.unit = (uint8_t)unit;
	return figure;
}

static struct placed_figure bounded(double number, enum lexicon_bound bound, double low, double high)
{
	struct placed_figure figure = hard(number);
	figure.bound = (uint8_t)bound;
	figure.low = low;
	figure.high = high;
	return figure;
}

static enum figure_likeness likeness(struct placed_figure a, struct placed_figure b)
{
	enum figure_likeness there = figure_likeness(&a, &b);
	CHECK_THAT(there == figure_likeness(&b, &a));
	return there;
}

static bool rivals(struct placed_figure a, struct placed_figure b)
{
	CHECK_THAT(figures_are_rivals(&a, &b) == figures_are_rivals(&b, &a));
	return figures_are_rivals(&a, &b);
}

static void one_number(void)
{
	struct placed_figure billions = hard(16e9), misread = hard(16e6);
	billions.readings[1] = misread.readings[1] = 16.0;
	CHECK_THAT(likeness(billions, misread) == FIGURES_UNLIKE);
	billions.readings_count = misread.readings_count = 2;
	CHECK_THAT(likeness(billions, misread) == FIGURES_READ);
	CHECK_THAT(likeness(hard(105), hard(105)) == FIGURES_EQUAL);
	CHECK_THAT(likeness(hard(105), hard(150)) == FIGURES_UNLIKE);
	CHECK_THAT(likeness(hard(25700), hard(25690)) == FIGURES_ROUNDED);
	CHECK_THAT(likeness(hard(25.7), hard(24.9)) == FIGURES_UNLIKE);
}

static void clocks(void)
{
	struct placed_figure dawn = of_kind(3, FIGURE_TIME, UNIT_NONE);
	CHECK_THAT(likeness(of_kind(18, FIGURE_TIME, UNIT_NONE), hard(6)) == FIGURES_READ);
	CHECK_THAT(likeness(hard(17.3), of_kind(5, FIGURE_TIME, UNIT_NONE)) == FIGURES_READ);
	CHECK_THAT(likeness(hard(18.3), hard(18)) == FIGURES_READ);   /* 18.30 and 18h30 */
	CHECK_THAT(likeness(hard(18), hard(6)) == FIGURES_UNLIKE);    /* no clock */
	CHECK_THAT(likeness(of_kind(18, FIGURE_TIME, UNIT_NONE), hard(7)) == FIGURES_UNLIKE);
	dawn.readings[dawn.readings_count++] = 9;
	CHECK_THAT(likeness(dawn, of_kind(9, FIGURE_TIME, UNIT_NONE)) == FIGURES_READ);
}

static void conversions(void)
{
	CHECK_THAT(likeness(of_kind(100, FIGURE_MEASURE, UNIT_MILE), of_kind(160, FIGURE_MEASURE, UNIT_KM)) == FIGURES_ROUNDED);
	CHECK_THAT(likeness(hard(33), of_kind(10, FIGURE_MEASURE, UNIT_M)) == FIGURES_ROUNDED);
	CHECK_THAT(likeness(of_kind(68, FIGURE_MEASURE, UNIT_FAHRENHEIT), of_kind(20, FIGURE_MEASURE, UNIT_CELSIUS)) == FIGURES_ROUNDED);
	CHECK_THAT(likeness(of_kind(100, FIGURE_MEASURE, UNIT_KM), of_kind(161, FIGURE_MEASURE, UNIT_KM)) == FIGURES_UNLIKE);
	CHECK_THAT(likeness(of_kind(10, FIGURE_MEASURE, UNIT_DAY), hard(16)) == FIGURES_UNLIKE); /* nobody converts days */
}

static void bounds(void)
{
	CHECK_THAT(likeness(bounded(100, BOUND_MORE_THAN, 100, 1e300), hard(109)) == FIGURES_ROUNDED);
	CHECK_THAT(likeness(bounded(100, BOUND_MORE_THAN, 100, 1e300), hard(150)) == FIGURES_UNLIKE);
	CHECK_THAT(likeness(bounded(100, BOUND_MORE_THAN, 100, 1e300), bounded(109, BOUND_MORE_THAN, 109, 1e300)) == FIGURES_UNLIKE);
}

static void who_contradicts(void)
{
	struct placed_figure spelled = hard(150), euros = of_kind(105, FIGURE_MONEY, UNIT_NONE), crowns = euros;
	spelled.hard = false;
	euros.currency = 1;
	crowns.currency = 2;
	CHECK_THAT(rivals(hard(105), hard(150)));
	CHECK_THAT(!rivals(hard(105), spelled));
	CHECK_THAT(rivals(hard(100), hard(300)) && !rivals(hard(100), hard(301)));
	CHECK_THAT(rivals(euros, hard(150)) && !rivals(euros, crowns));
	CHECK_THAT(!rivals(of_kind(10, FIGURE_PERCENT, UNIT_NONE), of_kind(12, FIGURE_MEASURE, UNIT_KM)));
	CHECK_THAT(rivals(of_kind(52, FIGURE_AGE, UNIT_YEAR), of_kind(36, FIGURE_MEASURE, UNIT_YEAR)));
	CHECK_THAT(!rivals(of_kind(52, FIGURE_MEASURE, UNIT_DAY), of_kind(36, FIGURE_MEASURE, UNIT_YEAR)));
	CHECK_THAT(!rivals(hard(0), hard(1)));
	CHECK_THAT(rivals(of_kind(34, FIGURE_ORDINAL, UNIT_NONE), hard(27))); /* her 34th start; start number 27 in another language */
	CHECK_THAT(!rivals(of_kind(18, FIGURE_TIME, UNIT_NONE), hard(21)));
}

/* What words tell on both sides is compared by the words, in slots; people are of anything. */
static void told_by_words(void)
{
	struct placed_figure dead = hard(34), missing = hard(60), people = hard(41);
	dead.counted = COUNTED_DEAD;
	missing.counted = COUNTED_MISSING;
	people.counted = COUNTED_PEOPLE;
	CHECK_THAT(!rivals(dead, missing) && !rivals(dead, dead));
	CHECK_THAT(rivals(dead, people) && rivals(hard(30), missing));
	CHECK_THAT(!rivals(people, of_kind(50, FIGURE_MEASURE, UNIT_ACRE)));
}

/* A day and another one; a day and a number that only looks like one. */
static void days(void)
{
	struct placed_figure one = of_kind(22, FIGURE_ORDINAL, UNIT_NONE), other = one, far = one;
	one.date = 20018;
	other.date = 20049; /* the 22nd of the month after */
	far.date = 20018 + 400;
	CHECK_THAT(likeness(one, one) == FIGURES_EQUAL && likeness(one, other) == FIGURES_UNLIKE);
	CHECK_THAT(rivals(one, other) && !rivals(one, far) && !rivals(one, hard(24)));
	CHECK_THAT(likeness(one, hard(22)) == FIGURES_EQUAL);
	struct placed_figure year = of_kind(2022, FIGURE_YEAR, UNIT_NONE);
	year.readings[year.readings_count++] = 22;
	CHECK_THAT(likeness(one, year) == FIGURES_UNLIKE && likeness(hard(22), year) == FIGURES_READ);
}

int main(void)
{
	told_by_words();
	days();
	one_number();
	clocks();
	conversions();
	bounds();
	who_contradicts();
	return check_that_result();
}
