/* When two stated numbers differ, and when rounding, a vague word or a round bound lets both be true. */
#include "claim_compare.h"

#include <math.h>

#include "check_that.h"
#include "measures.h"

static struct claim exact(double number)
{
	return (struct claim){ .kind = FIGURE_COUNT, .counted = COUNTED_DEAD, .exact = number, .low = number, .high = number };
}

static struct claim bounded(enum lexicon_bound bound, double number, double low, double high)
{
	struct claim claim = exact(number);
	claim.bound = (uint8_t)bound;
	claim.low = low;
	claim.high = high;
	return claim;
}

static struct claim vague(double low, double high)
{
	struct claim claim = bounded(BOUND_EXACT, low, low, high);
	claim.vague = true;
	return claim;
}

static enum claim_relation both_ways(struct claim a, struct claim b)
{
	CHECK_THAT(claim_compare(&a, &b) == claim_compare(&b, &a));
	return claim_compare(&a, &b);
}

int main(void)
{
	CHECK_THAT(both_ways(exact(95), exact(95)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(25490), exact(25700)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(1234567), exact(1200000)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(12400), exact(12000)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(12600), exact(12000)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(124), exact(120)) == CLAIMS_DIFFER); /* 3.3 % off: more than rounding explains */
	CHECK_THAT(both_ways(exact(1187000), exact(1200000)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(2.63), exact(2.6)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(2.9), exact(2.6)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(31), exact(34)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(0), exact(0)) == CLAIMS_AGREE);
	CHECK_THAT(both_ways(exact(0), exact(3)) == CLAIMS_DIFFER);

	/* Bounds do not excuse stated numbers, unless the number is a round one that the exact one satisfies. */
	CHECK_THAT(both_ways(bounded(BOUND_AT_LEAST, 25490, 25490, HUGE_VAL), bounded(BOUND_AT_LEAST, 25700, 25700, HUGE_VAL)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(95), bounded(BOUND_AT_LEAST, 84, 84, HUGE_VAL)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(26490), bounded(BOUND_MORE_THAN, 25000, 25000, HUGE_VAL)) == CLAIMS_COMPATIBLE);
	CHECK_THAT(both_ways(exact(24490), bounded(BOUND_MORE_THAN, 25000, 25000, HUGE_VAL)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(exact(96), bounded(BOUND_NEARLY, 100, 90, 100)) == CLAIMS_COMPATIBLE);

	CHECK_THAT(both_ways(exact(47), vague(20, 99)) == CLAIMS_COMPATIBLE);
	CHECK_THAT(both_ways(exact(118), vague(20, 99)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(vague(200, 999), vague(40, 199)) == CLAIMS_DIFFER);
	CHECK_THAT(both_ways(vague(200, 999), vague(20, 250)) == CLAIMS_COMPATIBLE);

	struct claim a = exact(25490), b = exact(95), hundreds = vague(200, 999), scores = vague(40, 199), half = exact(50);
	CHECK_THAT(claim_ratio(&a, &b) > 200.0);
	CHECK_THAT(claim_ratio(&hundreds, &scores) < 1.1);
	CHECK_THAT(claim_ratio(&half, &hundreds) == 4.0);
	struct claim injured = exact(95);
	injured.counted = COUNTED_INJURED;
	CHECK_THAT(claim_same_measure(&a, &b) && !claim_same_measure(&b, &injured));
	return check_that_result();
}
