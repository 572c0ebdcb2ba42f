/* A discrepancy keeps its id as long as two articles say against each other what they said. */
#include "by_hand.h"
#include "check_that.h"

#define HOUR CLOCK_HOUR

static const struct ledger_settings settings = { .single_source = false };

enum { TOWER = 101, HARBOUR = 102 };

static struct hand hand;
static uint64_t opened; /* the id */

/* Three articles, 31 and 36 and 40, in this order. */
static void three_articles(void)
{
	static const struct { const char *uri; double number; } rows[] = { { "urn:a", 31 }, { "urn:b", 36 }, { "urn:c", 40 } };
	hand_begin(&hand, &settings);
	for (uint32_t i = 0; i < 3; i++) {
		struct claim claim = claim_counted(COUNTED_DEAD, rows[i].number, 1, TOWER, HARBOUR);
		hand_in(&hand, rows[i].uri, 1, i + 1, 0, &claim, 1);
		if (i == 1)
			opened = hand.events[0].discrepancy;
	}
	CHECK_THAT(hand.events_count == 1 && hand.events[0].discrepancy == opened && hand.events[0].revision == 2);
}

/* What rested on the killed article alone would go with it: this does not. */
static void the_first_article_is_killed(void)
{
	three_articles();
	hand_out(&hand, "urn:a", true, HOUR);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].action == DISCREPANCY_UPDATED && hand.events[0].discrepancy == opened);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].revision == 3 && hand.events[0].assertions_count == 2);
	hand_out(&hand, "urn:b", true, HOUR);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].action == DISCREPANCY_RETRACTED && hand.events[0].discrepancy == opened);
	hand_end(&hand);
}

static void the_first_article_says_something_else(void)
{
	struct claim nothing = claim_counted(COUNTED_INJURED, 7, 1, TOWER, HARBOUR);
	three_articles();
	hand_in(&hand, "urn:a", 2, 1, HOUR, &nothing, 1);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->action == DISCREPANCY_UPDATED && step->discrepancy == opened);
	hand_end(&hand);
}

/* What two others say against each other that was not said before is another discrepancy. */
static void another_pair(void)
{
	struct claim claim = claim_counted(COUNTED_DEAD, 50, 1, TOWER, HARBOUR);
	three_articles();
	hand_out(&hand, "urn:b", false, HOUR);
	hand_in(&hand, "urn:d", 1, 4, HOUR, &claim, 1);
	CHECK_THAT(ledger_open_count(hand.ledger, HAND_STORY) == 1 && hand.events[0].discrepancy == opened); /* urn:a still names it */
	hand_out(&hand, "urn:a", false, HOUR);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].discrepancy == opened && hand.events[0].action == DISCREPANCY_UPDATED);
	hand_out(&hand, "urn:c", false, HOUR);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].action == DISCREPANCY_RESOLVED);
	claim.exact = claim.low = claim.high = 60;
	hand_in(&hand, "urn:e", 1, 5, HOUR, &claim, 1);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].action == DISCREPANCY_OPENED && hand.events[0].discrepancy != opened);
	CHECK_THAT(hand.events_count == 1 && hand.events[0].revision == 1);
	hand_end(&hand);
}

int main(void)
{
	the_first_article_is_killed();
	the_first_article_says_something_else();
	another_pair();
	return check_that_result();
}
