/* What two statements of one thing amount to: the verdict, how severe it is, what moves together, who is counted. */
#include <math.h>

#include "by_hand.h"
#include "check_that.h"

#define HOUR CLOCK_HOUR

static const struct ledger_settings settings = { .single_source = false };

enum { TOWER = 101, HARBOUR = 102, MINE = 103, WARDEN = 104 };

static struct claim said(enum lexicon_counted counted, double number)
{
	return claim_counted(counted, number, 1, TOWER, HARBOUR);
}

static struct claim said_of_day(double number, clock_ms day)
{
	struct claim claim = said(COUNTED_DEAD, number);
	claim.as_of = day;
	claim.as_of_basis = AS_OF_STATED;
	return claim;
}

static struct claim at_least(enum lexicon_counted counted, double number)
{
	struct claim claim = said(counted, number);
	claim.bound = BOUND_AT_LEAST;
	claim.high = HUGE_VAL;
	return claim;
}

static struct claim vague(enum lexicon_counted counted, double low, double high)
{
	struct claim claim = said(counted, low);
	claim.vague = true;
	claim.hard = false;
	claim.high = high;
	return claim;
}

/* Two articles, the second so many hours after the first. */
static void amounts_to(struct claim first, struct claim second, int hours, enum discrepancy_verdict verdict, enum discrepancy_severity severity)
{
	struct hand hand;
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, &first, 1);
	hand_in(&hand, "urn:b", 1, 2, hours * HOUR, &second, 1);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->verdict == verdict && step->severity == severity);
	hand_end(&hand);
}

static void nothing_between(struct claim first, struct claim second)
{
	struct hand hand;
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, &first, 1);
	hand_in(&hand, "urn:b", 1, 2, HOUR, &second, 1);
	CHECK_THAT(hand.events_count == 0);
	hand_end(&hand);
}

/* As-of is what the text states, else the article's time. Only two stated times that are equal make a conflict. */
static void verdicts(void)
{
	amounts_to(said(COUNTED_DEAD, 31), said(COUNTED_DEAD, 36), 2, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(said(COUNTED_DEAD, 36), said(COUNTED_DEAD, 31), 2, VERDICT_DOWNWARD_REVISION, SEVERITY_NOTICE);
	amounts_to(said(COUNTED_DEAD, 31), said(COUNTED_DEAD, 36), 0, VERDICT_UNRESOLVED, SEVERITY_ALERT);
	amounts_to(said(COUNTED_TROOPS, 310), said(COUNTED_TROOPS, 360), 2, VERDICT_UNRESOLVED, SEVERITY_NOTICE); /* no count that only rises */
	amounts_to(said_of_day(31, 0), said_of_day(36, 0), 2, VERDICT_CONFLICT, SEVERITY_ALERT);
	amounts_to(said_of_day(31, 0), said_of_day(36, CLOCK_DAY), 48, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(said_of_day(31, 0), said_of_day(36, 18 * HOUR), 2, VERDICT_CONFLICT, SEVERITY_ALERT); /* Tuesday, and Tuesday evening */
	amounts_to(said_of_day(31, 18 * HOUR), said_of_day(36, 0), 2, VERDICT_CONFLICT, SEVERITY_ALERT);
	amounts_to(said_of_day(31, 6 * HOUR), said_of_day(36, 18 * HOUR), 2, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(said_of_day(31, 0), said(COUNTED_DEAD, 36), 2, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(said(COUNTED_DEAD, 36), said_of_day(31, 0), 2, VERDICT_DOWNWARD_REVISION, SEVERITY_NOTICE);
}

/* Alert for lives that differ by a tenth and more; below it, and of what is no life, a notice. */
static void severities(void)
{
	amounts_to(said(COUNTED_DEAD, 100), said(COUNTED_DEAD, 109), 0, VERDICT_UNRESOLVED, SEVERITY_NOTICE);
	amounts_to(said(COUNTED_DEAD, 100), said(COUNTED_DEAD, 110), 0, VERDICT_UNRESOLVED, SEVERITY_ALERT);
	amounts_to(said(COUNTED_MISSING, 60), said(COUNTED_MISSING, 90), 0, VERDICT_UNRESOLVED, SEVERITY_ALERT);
	amounts_to(said(COUNTED_HOSTAGES, 60), said(COUNTED_HOSTAGES, 90), 0, VERDICT_UNRESOLVED, SEVERITY_ALERT);
	amounts_to(said(COUNTED_INJURED, 60), said(COUNTED_INJURED, 90), 0, VERDICT_UNRESOLVED, SEVERITY_NOTICE);
}

/* Stated numbers differ whatever their bounds; what a vague word or a round bound allows is no difference. */
static void stated_numbers(void)
{
	amounts_to(at_least(COUNTED_DEAD, 25490), at_least(COUNTED_DEAD, 25700), 2, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(at_least(COUNTED_DEAD, 84), said(COUNTED_DEAD, 95), 2, VERDICT_UPDATE, SEVERITY_INFO);
	amounts_to(said(COUNTED_DEAD, 84), at_least(COUNTED_DEAD, 95), 0, VERDICT_UNRESOLVED, SEVERITY_ALERT);
	nothing_between(at_least(COUNTED_DEAD, 25000), said(COUNTED_DEAD, 26490));
	nothing_between(vague(COUNTED_INJURED, 20, 99), said(COUNTED_INJURED, 95));
	nothing_between(vague(COUNTED_INJURED, 200, 999), vague(COUNTED_INJURED, 40, 199)); /* words of two texts have no common bounds */
	nothing_between(said(COUNTED_DEAD, 12000), said(COUNTED_DEAD, 12400));
}

/* What words allow is told where it is asked for, and only as long as nothing differs; the same discrepancy goes on then. */
static void what_words_allow(void)
{
	static const struct ledger_settings asked = { .bound_compatible = true };
	struct claim dozens = vague(COUNTED_INJURED, 20, 99), exact = said(COUNTED_INJURED, 95), round = at_least(COUNTED_DEAD, 25000),
		     precise = said(COUNTED_DEAD, 26490), other = said(COUNTED_INJURED, 140);
	struct hand hand;
	hand_begin(&hand, &asked);
	hand_in(&hand, "urn:a", 1, 1, 0, &dozens, 1);
	hand_in(&hand, "urn:b", 1, 2, HOUR, &exact, 1);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->verdict == VERDICT_BOUND_COMPATIBLE && step->severity == SEVERITY_INFO && step->assertions_count == 2);
	uint64_t id = step == NULL ? 0 : step->discrepancy;
	hand_in(&hand, "urn:c", 1, 3, 2 * HOUR, &exact, 1);
	step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->action == DISCREPANCY_UPDATED && step->assertions_count == 3);
	hand_in(&hand, "urn:d", 1, 4, 3 * HOUR, &other, 1);
	step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->discrepancy == id && step->action == DISCREPANCY_UPDATED && step->verdict == VERDICT_UPDATE);
	hand_end(&hand);

	hand_begin(&hand, &asked);
	hand_in(&hand, "urn:a", 1, 1, 0, &round, 1);
	hand_in(&hand, "urn:b", 1, 2, HOUR, &precise, 1);
	step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->verdict == VERDICT_BOUND_COMPATIBLE);
	hand_in(&hand, "urn:c", 1, 3, HOUR, &round, 1);
	CHECK_THAT(hand.events_count == 1);
	hand_end(&hand);

	hand_begin(&hand, &asked);
	hand_in(&hand, "urn:a", 1, 1, 0, &exact, 1);
	hand_in(&hand, "urn:b", 1, 2, HOUR, &exact, 1);
	CHECK_THAT(hand.events_count == 0);
	hand_end(&hand);
}

/* One text that says hundreds and scores of one thing does differ from itself. */
static void one_text(void)
{
	struct hand hand;
	struct claim both[] = { vague(COUNTED_INJURED, 200, 999), vague(COUNTED_INJURED, 40, 199) };
	both[1].sentence_number = 3;
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, both, 2);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_INTRA_DOCUMENT);
	CHECK_THAT(step != NULL && step->verdict == VERDICT_CONFLICT && step->articles == 1 && step->origins == 1);
	hand_end(&hand);
}

/* The towers' 95 and the war's 25,490: two events of one measure in the same articles never meet, nor do theirs of others. */
static void two_events(void)
{
	struct hand hand;
	struct claim one[] = { said(COUNTED_DEAD, 95), claim_counted(COUNTED_DEAD, 25490, 6, MINE, WARDEN) };
	struct claim other[] = { said(COUNTED_DEAD, 95), claim_counted(COUNTED_DEAD, 25700, 9, MINE, WARDEN) };
	struct claim near[] = { said(COUNTED_DEAD, 95), claim_counted(COUNTED_DEAD, 130, 9, MINE, WARDEN) };
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, one, 2);
	CHECK_THAT(hand.events_count == 0);
	hand_in(&hand, "urn:b", 1, 2, HOUR, other, 2);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(hand.events_count == 1 && step != NULL && step->assertions_count == 2);
	for (uint32_t i = 0; step != NULL && i < step->assertions_count; i++)
		CHECK_THAT(step->assertions[i].claim->exact > 25000.0);
	hand_end(&hand);

	/* Numbers of a size: what stands around them tells them apart. */
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, &one[0], 1);
	hand_in(&hand, "urn:b", 1, 2, HOUR, near, 2);
	CHECK_THAT(hand.events_count == 0);
	hand_end(&hand);
}

/* The dead and the injured of one count move together; where only one of them moves, or they stand apart, they do not. */
static void bulletins(void)
{
	static const struct { double injured; uint16_t line; bool together; } rows[] = { { 52, 1, true }, { 52, 5, false }, { 40, 1, false } };
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct hand hand;
		struct claim first[] = { said(COUNTED_DEAD, 12), said(COUNTED_INJURED, 40) };
		struct claim later[] = { said(COUNTED_DEAD, 15), said(COUNTED_INJURED, rows[i].injured) };
		first[1].line = later[1].line = rows[i].line;
		hand_begin(&hand, &settings);
		hand_in(&hand, "urn:a", 1, 1, 0, first, 2);
		hand_in(&hand, "urn:b", 1, 2, HOUR, later, 2);
		CHECK_THAT(hand.events_count >= 1 && (hand.events[0].bulletin != 0) == rows[i].together);
		CHECK_THAT(!rows[i].together || (hand.events_count == 2 && hand.events[0].bulletin == hand.events[1].bulletin));
		hand_end(&hand);
	}
}

/* Counts name articles and origins: outlets that print one text are one origin. */
static void who_is_counted(void)
{
	struct hand hand;
	struct claim low = said(COUNTED_DEAD, 31), high = said(COUNTED_DEAD, 36);
	hand_begin(&hand, &settings);
	hand_in(&hand, "urn:a", 1, 1, 0, &low, 1);
	hand_in(&hand, "urn:copy", 1, 1, HOUR, &low, 1);
	hand_in(&hand, "urn:b", 1, 2, 2 * HOUR, &high, 1);
	const struct discrepancy_event *step = hand_step(&hand, DISCREPANCY_FIGURE);
	CHECK_THAT(step != NULL && step->articles == 3 && step->origins == 2 && step->assertions_count == 3);
	CHECK_THAT(step != NULL && step->assertions[0].origin == step->assertions[1].origin && step->assertions[2].origin == 2);
	hand_end(&hand);
}

/* Each step has the order in which the state took what caused it, and the next number of its discrepancy's life. */
static void life(void)
{
	struct hand hand;
	double numbers[] = { 31, 36, 40, 44 };
	hand_begin(&hand, &settings);
	for (uint32_t i = 0; i < 4; i++) {
		struct claim toll = said(COUNTED_DEAD, numbers[i]);
		char uri[] = "urn:0";
		uri[4] = (char)('a' + i);
		hand_in(&hand, uri, 1, i, i * HOUR, &toll, 1);
		CHECK_THAT(hand.events_count == (i > 0));
		CHECK_THAT(i == 0 || (hand.events[0].revision == i && hand.events[0].seq == hand.seq && hand.events[0].time == i * HOUR));
		CHECK_THAT(i == 0 || hand.events[0].action == (i == 1 ? DISCREPANCY_OPENED : DISCREPANCY_UPDATED));
	}
	hand_end(&hand);
}

int main(void)
{
	verdicts();
	severities();
	stated_numbers();
	what_words_allow();
	one_text();
	two_events();
	bulletins();
	who_is_counted();
	life();
	return check_that_result();
}
