/* The life of discrepancies: which claims meet, what becomes of them when articles come, change and go. */
#include <math.h>
#include <stdio.h>

#include "by_hand.h"
#include "check_that.h"

#define STORY 7
#define HOUR CLOCK_HOUR

static struct arena arena;
static const struct ledger_settings settings = { .single_source = false };
static struct discrepancy_event *events;
static uint32_t events_count;
static uint64_t seq;

enum { VESTA = 101, PORT = 102, OLD_QUAKE = 103, MINISTRY = 104 };

static void article_in(struct ledger *ledger, const char *uri, uint64_t version, clock_ms time, const struct claim *claims, uint32_t claims_count)
{
	struct sketch_record record = { .uri = bytes_of_string(uri), .version = version, .source = bytes_of_string("test"),
		.language = bytes_of_string("en"), .created = time, .claims = claims, .claims_count = claims_count };
	ledger_article_in(ledger, STORY, &record, (uint64_t)uri[4], time);
	events_count = ledger_settle(ledger, STORY, ++seq, time, &arena, &events);
}

static void settle(struct ledger *ledger, clock_ms time)
{
	events_count = ledger_settle(ledger, STORY, ++seq, time, &arena, &events);
}

static void a_rising_toll(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim first[] = { claim_counted(COUNTED_DEAD, 12, 1, VESTA, PORT), claim_counted(COUNTED_INJURED, 40, 1, VESTA, PORT) };
	struct claim later[] = { claim_counted(COUNTED_DEAD, 15, 1, VESTA, PORT), claim_counted(COUNTED_INJURED, 52, 1, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, first, 2);
	CHECK_THAT(events_count == 0);
	article_in(ledger, "urn:b", 1, HOUR, later, 2);
	CHECK_THAT(events_count == 2 && ledger_open_count(ledger, STORY) == 2);
	for (uint32_t i = 0; i < events_count; i++) {
		CHECK_THAT(events[i].action == DISCREPANCY_OPENED && events[i].type == DISCREPANCY_FIGURE);
		CHECK_THAT(events[i].verdict == VERDICT_UPDATE && events[i].severity == SEVERITY_INFO && events[i].revision == 1);
		CHECK_THAT(events[i].articles == 2 && events[i].origins == 2 && events[i].assertions_count == 2);
	}
	CHECK_THAT(events[0].bulletin != 0 && events[0].bulletin == events[1].bulletin);
	uint64_t id = events[0].discrepancy;

	/* The first wire follows: nothing is left to disagree about but its own earlier version. */
	article_in(ledger, "urn:a", 2, 2 * HOUR, later, 2);
	uint32_t resolved = 0, version = 0;
	for (uint32_t i = 0; i < events_count; i++) {
		resolved += events[i].action == DISCREPANCY_RESOLVED && events[i].revision == 2;
		version += events[i].action == DISCREPANCY_OPENED && events[i].type == DISCREPANCY_VERSION;
	}
	CHECK_THAT(resolved == 2 && version == 2);

	/* It opens again under the same id when a third wire has an old number. */
	article_in(ledger, "urn:c", 1, 3 * HOUR, first, 2);
	bool again = false;
	for (uint32_t i = 0; i < events_count; i++)
		again |= events[i].discrepancy == id && events[i].action == DISCREPANCY_OPENED && events[i].verdict == VERDICT_DOWNWARD_REVISION;
	CHECK_THAT(again);
	ledger_free(ledger);
}

static void one_time_and_one_text(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT), claim_counted(COUNTED_DEAD, 34, 4, VESTA, PORT) };
	struct claim other[] = { claim_counted(COUNTED_DEAD, 38, 1, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, one, 2);
	CHECK_THAT(events_count == 1 && events[0].type == DISCREPANCY_INTRA_DOCUMENT && events[0].verdict == VERDICT_CONFLICT);
	CHECK_THAT(events_count == 1 && events[0].severity == SEVERITY_NOTICE); /* 34 is less than a tenth above 31 */
	article_in(ledger, "urn:b", 1, 0, other, 1);
	CHECK_THAT(events_count == 1 && events[0].type == DISCREPANCY_FIGURE && events[0].verdict == VERDICT_UNRESOLVED);
	CHECK_THAT(events_count == 1 && events[0].severity == SEVERITY_ALERT);
	ledger_free(ledger);
}

static void what_never_meets(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT), claim_counted(COUNTED_DEAD, 25, 2, OLD_QUAKE, MINISTRY),
		claim_counted(COUNTED_DEAD, 22, 1, VESTA, PORT) };
	struct claim other[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT), claim_counted(COUNTED_INJURED, 34, 1, VESTA, PORT),
		claim_counted(COUNTED_DEAD, 4500, 2, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, one, 3);
	CHECK_THAT(events_count == 0); /* another event; a part of the toll in the same sentence */
	article_in(ledger, "urn:b", 1, 0, other, 3);
	CHECK_THAT(events_count == 0); /* another measure; another size */
	ledger_free(ledger);
}

static void a_kill_retracts(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { claim_counted(COUNTED_DEAD, 36, 1, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, one, 1);
	article_in(ledger, "urn:b", 1, 0, other, 1);
	CHECK_THAT(ledger_open_count(ledger, STORY) == 1);
	ledger_article_out(ledger, STORY, bytes_of_string("urn:b"), true);
	settle(ledger, HOUR);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_RETRACTED && events[0].assertions_count == 2);
	CHECK_THAT(ledger_open_count(ledger, STORY) == 0);
	settle(ledger, HOUR);
	CHECK_THAT(events_count == 0);
	ledger_free(ledger);
}

static void merging_brings_claims_together(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { claim_counted(COUNTED_DEAD, 36, 1, VESTA, PORT) };
	struct sketch_record record = { .uri = bytes_of_string("urn:z"), .source = bytes_of_string("s"), .language = bytes_of_string("de"),
		.created = 0, .claims = other, .claims_count = 1 };
	article_in(ledger, "urn:a", 1, 0, one, 1);
	ledger_article_in(ledger, STORY + 1, &record, 9, 0);
	CHECK_THAT(ledger_settle(ledger, STORY + 1, ++seq, 0, &arena, &events) == 0);
	ledger_merge(ledger, STORY, STORY + 1);
	settle(ledger, HOUR);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_OPENED);
	ledger_end(ledger, STORY);
	CHECK_THAT(ledger_open_count(ledger, STORY) == 0);
	ledger_free(ledger);
}

/* ---- What only some carry, and who is named. */

enum { REED = 201, ELMS = 202 };

static struct claim author(uint64_t name, bool known)
{
	return (struct claim){ .kind = FIGURE_ACTOR, .hard = known, .sentence_number = 2, .context = { name, VESTA, PORT }, .context_count = 3,
		.named = 1, .as_of = CLOCK_ABSENT, .raw = bytes_of_string("a name"), .sentence = bytes_of_string("a sentence") };
}

/* An article of an origin of its own, in a language, as long as `length` letters. */
static void long_article_in(struct ledger *ledger, const char *uri, const char *language, clock_ms time, uint32_t length, const struct claim *claims,
                            uint32_t claims_count)
{
	static uint64_t origin = 1000;
	const struct placed_key anchors[] = { { .key = 1, .place = length } };
	struct sketch_record record = { .uri = bytes_of_string(uri), .version = 1, .source = bytes_of_string("test"),
		.language = bytes_of_string(language), .created = time, .claims = claims, .claims_count = claims_count, .anchors = anchors,
		.anchors_count = 1 };
	ledger_article_in(ledger, STORY, &record, ++origin, time);
	settle(ledger, time);
}

static uint32_t of_type(enum discrepancy_type type, const struct discrepancy_event **ret_event)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < events_count; i++)
		if (events[i].type == type) {
			*ret_event = &events[i];
			count++;
		}
	return count;
}

static void what_an_article_lacks(void)
{
	const struct discrepancy_event *event = NULL;
	struct ledger *ledger = ledger_new(&settings);
	struct claim toll[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { claim_counted(COUNTED_DEAD, 33, 1, VESTA, PORT) };
	long_article_in(ledger, "urn:early", "en", -HOUR, 1000, NULL, 0); /* it came before the number was out */
	long_article_in(ledger, "urn:a", "en", 0, 1000, toll, 1);
	long_article_in(ledger, "urn:b", "de", 0, 1000, toll, 1);
	long_article_in(ledger, "urn:flash", "fr", HOUR, 300, NULL, 0); /* too short */
	CHECK_THAT(of_type(DISCREPANCY_OMISSION, &event) == 0);
	long_article_in(ledger, "urn:c", "id", HOUR, 1000, other, 1);
	CHECK_THAT(of_type(DISCREPANCY_OMISSION, &event) == 0);
	long_article_in(ledger, "urn:lacking", "ar", HOUR, 900, NULL, 0);
	CHECK_THAT(of_type(DISCREPANCY_OMISSION, &event) == 1 && event->action == DISCREPANCY_OPENED && event->severity == SEVERITY_INFO);
	CHECK_THAT(event != NULL && event->articles == 3 && event->origins == 3 && event->assertions_count == 4);
	CHECK_THAT(event != NULL && event->assertions[3].claim == NULL && bytes_equal(event->assertions[3].uri, bytes_of_string("urn:lacking")));

	/* Its newer version has it. */
	struct sketch_record record = { .uri = bytes_of_string("urn:lacking"), .version = 2, .language = bytes_of_string("ar"), .created = 2 * HOUR,
		.claims = other, .claims_count = 1 };
	ledger_article_in(ledger, STORY, &record, 5, 2 * HOUR);
	settle(ledger, 2 * HOUR);
	CHECK_THAT(of_type(DISCREPANCY_OMISSION, &event) == 1 && event->action == DISCREPANCY_RESOLVED);
	ledger_free(ledger);
}

static void one_source_alone(void)
{
	const struct discrepancy_event *event = NULL;
	const struct ledger_settings asked = { .single_source = true };
	struct claim toll[] = { claim_counted(COUNTED_HOSTAGES, 12, 1, VESTA, PORT) };
	for (int round = 0; round < 2; round++) {
		struct ledger *ledger = ledger_new(round == 0 ? &settings : &asked);
		long_article_in(ledger, "urn:a", "en", 0, 1000, toll, 1);
		long_article_in(ledger, "urn:b", "de", 0, 1000, NULL, 0);
		long_article_in(ledger, "urn:c", "id", 0, 1000, NULL, 0);
		CHECK_THAT(of_type(DISCREPANCY_SINGLE_SOURCE, &event) == 0);
		long_article_in(ledger, "urn:d", "fr", 0, 1000, NULL, 0);
		CHECK_THAT(of_type(DISCREPANCY_SINGLE_SOURCE, &event) == (uint32_t)round); /* off by default */
		CHECK_THAT(round == 0 || (event->severity == SEVERITY_INFO && event->assertions_count == 1 && event->origins == 1));
		ledger_free(ledger);
	}
}

static void who_did_it(void)
{
	const struct discrepancy_event *event = NULL;
	struct ledger *ledger = ledger_new(&settings);
	struct claim reed[] = { author(REED, false) }, elms[] = { author(ELMS, false) }, known[] = { author(REED, true) }, too[] = { author(ELMS, true) };
	long_article_in(ledger, "urn:a", "en", 0, 1000, reed, 1);
	long_article_in(ledger, "urn:b", "de", 0, 1000, elms, 1); /* a name of another language may be the same, translated */
	CHECK_THAT(of_type(DISCREPANCY_ATTRIBUTION, &event) == 0);
	long_article_in(ledger, "urn:c", "fr", 0, 1000, reed, 1); /* the same letters are the same name */
	CHECK_THAT(of_type(DISCREPANCY_ATTRIBUTION, &event) == 0);
	long_article_in(ledger, "urn:d", "en", 0, 1000, elms, 1);
	CHECK_THAT(of_type(DISCREPANCY_ATTRIBUTION, &event) == 1 && event->severity == SEVERITY_INFO && event->verdict == VERDICT_UNRESOLVED);
	CHECK_THAT(event != NULL && event->assertions_count == 2 && event->assertions[0].claim->kind == FIGURE_ACTOR);
	ledger_free(ledger);

	ledger = ledger_new(&settings);
	long_article_in(ledger, "urn:a", "en", 0, 1000, known, 1);
	long_article_in(ledger, "urn:b", "de", 0, 1000, too, 1); /* but these every language knows */
	CHECK_THAT(of_type(DISCREPANCY_ATTRIBUTION, &event) == 1);
	ledger_free(ledger);
}

/* ---- The life of what changes. */

static void vague_words(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim hundreds = claim_counted(COUNTED_INJURED, 200, 1, VESTA, PORT), dozens = claim_counted(COUNTED_INJURED, 20, 1, VESTA, PORT);
	hundreds.vague = dozens.vague = true;
	hundreds.high = 999;
	dozens.high = 99;
	struct claim number = claim_counted(COUNTED_INJURED, 118, 1, VESTA, PORT), allowed = claim_counted(COUNTED_INJURED, 95, 1, VESTA, PORT);
	struct claim both[] = { dozens, claim_counted(COUNTED_INJURED, 60, 2, OLD_QUAKE, MINISTRY) };
	article_in(ledger, "urn:a", 1, 0, &hundreds, 1);
	article_in(ledger, "urn:b", 1, 0, &number, 1); /* "hundreds" does not allow 118 */
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_OPENED && events[0].verdict == VERDICT_UNRESOLVED);
	ledger_free(ledger);

	ledger = ledger_new(&settings);
	article_in(ledger, "urn:a", 1, 0, &dozens, 1);
	article_in(ledger, "urn:b", 1, 0, &allowed, 1); /* "dozens" does allow 95 */
	CHECK_THAT(events_count == 0);
	article_in(ledger, "urn:c", 1, 0, both, 2); /* "dozens" in the headline, and further down 60 */
	CHECK_THAT(events_count == 1 && events[0].type == DISCREPANCY_FIGURE);
	CHECK_THAT(events_count == 1 && events[0].assertions_count == 2 && events[0].assertions[1].claim->exact == 60.0);
	ledger_free(ledger);
}

static void falling_and_old(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim high[] = { claim_counted(COUNTED_DEAD, 127, 1, VESTA, PORT) }, low[] = { claim_counted(COUNTED_DEAD, 121, 1, VESTA, PORT) };
	struct claim stated[] = { claim_counted(COUNTED_DEAD, 127, 1, VESTA, PORT) }, same_day[] = { claim_counted(COUNTED_DEAD, 140, 1, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, high, 1);
	article_in(ledger, "urn:b", 1, HOUR, low, 1); /* never an error without a word */
	CHECK_THAT(events_count == 1 && events[0].verdict == VERDICT_DOWNWARD_REVISION && events[0].severity == SEVERITY_NOTICE);
	article_in(ledger, "urn:c", 1, 2 * HOUR, high, 1); /* the higher number again, after the lower one was out */
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_UPDATED && events[0].verdict == VERDICT_STALE_BACKGROUND);
	CHECK_THAT(events_count == 1 && events[0].severity == SEVERITY_INFO);
	ledger_free(ledger);

	ledger = ledger_new(&settings);
	stated[0].as_of = same_day[0].as_of = 0;
	stated[0].as_of_basis = same_day[0].as_of_basis = AS_OF_STATED;
	article_in(ledger, "urn:a", 1, HOUR, stated, 1);
	article_in(ledger, "urn:b", 1, 2 * HOUR, same_day, 1); /* both say of which day: a conflict, though one came later */
	CHECK_THAT(events_count == 1 && events[0].verdict == VERDICT_CONFLICT && events[0].severity == SEVERITY_ALERT);
	ledger_free(ledger);
}

/* An article that is merely withdrawn from a story resolves; a kill retracts, and what does not rest on it stays. */
static void what_a_kill_leaves(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { claim_counted(COUNTED_DEAD, 36, 1, VESTA, PORT) },
		     third[] = { claim_counted(COUNTED_DEAD, 40, 1, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, one, 1);
	article_in(ledger, "urn:b", 1, 0, other, 1);
	article_in(ledger, "urn:c", 1, 0, third, 1);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_UPDATED && events[0].assertions_count == 3);
	uint64_t id = events[0].discrepancy;
	ledger_article_out(ledger, STORY, bytes_of_string("urn:c"), true);
	settle(ledger, HOUR);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_UPDATED && events[0].discrepancy == id && events[0].assertions_count == 2);
	ledger_article_out(ledger, STORY, bytes_of_string("urn:b"), false);
	settle(ledger, HOUR);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_RESOLVED);
	ledger_free(ledger);
}

/* A version that says it corrects takes back what rested on the older one; any other that fixes its number resolves it. */
static void corrections(void)
{
	for (int correction = 0; correction < 2; correction++) {
		struct ledger *ledger = ledger_new(&settings);
		struct claim wrong[] = { claim_counted(COUNTED_DEAD, 94, 1, VESTA, PORT) }, right[] = { claim_counted(COUNTED_DEAD, 84, 1, VESTA, PORT) };
		article_in(ledger, "urn:a", 1, 0, wrong, 1);
		article_in(ledger, "urn:b", 1, 0, right, 1);
		CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_OPENED);
		struct sketch_record record = { .uri = bytes_of_string("urn:a"), .version = 2, .language = bytes_of_string("en"), .created = HOUR,
			.claims = right, .claims_count = 1, .correction = correction == 1 };
		ledger_article_in(ledger, STORY, &record, 'a', HOUR);
		settle(ledger, HOUR);
		CHECK_THAT(events_count == 2 && events[0].action == (correction == 1 ? DISCREPANCY_RETRACTED : DISCREPANCY_RESOLVED));
		CHECK_THAT(events_count == 2 && events[1].type == DISCREPANCY_VERSION && events[1].verdict == VERDICT_DOWNWARD_REVISION);
		CHECK_THAT(events_count == 2 && (strstr(events[1].reasons[0], "corrects") != NULL) == (correction == 1));
		ledger_free(ledger);
	}
}

/* However long a story grows: the first claims keep giving their name, a new number is told, a known one is no step. */
static void a_long_story(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim background = claim_counted(COUNTED_DEAD, 450, 4, OLD_QUAKE, MINISTRY); /* so that a full group holds fewer articles */
	struct claim first[] = { claim_counted(COUNTED_DEAD, 31, 1, VESTA, PORT), background };
	struct claim second[] = { claim_counted(COUNTED_DEAD, 36, 1, VESTA, PORT), background };
	struct claim news[] = { claim_counted(COUNTED_DEAD, 50, 1, VESTA, PORT), background };
	char uri[32];
	uint32_t steps = 0;
	article_in(ledger, "urn:first", 1, 0, first, 2);
	article_in(ledger, "urn:second", 1, 0, second, 2);
	uint64_t id = events[0].discrepancy;
	for (int i = 0; i < 400; i++) {
		struct arena_mark mark = arena_mark(&arena);
		snprintf(uri, sizeof uri, "urn:%d", i);
		article_in(ledger, uri, 1, 0, i % 2 == 0 ? first : second, 2);
		steps += events_count;
		arena_rewind(&arena, mark);
	}
	CHECK_THAT(steps <= 24); /* an assertion more each, until the list is full */
	article_in(ledger, "urn:news", 1, 0, news, 2);
	CHECK_THAT(events_count == 1 && events[0].discrepancy == id && events[0].action == DISCREPANCY_UPDATED);
	bool told = false;
	for (uint32_t i = 0; i < events[0].assertions_count; i++)
		told |= events[0].assertions[i].claim->exact == 50.0;
	CHECK_THAT(told);
	ledger_free(ledger);
}

/* The hectares of a fire: nothing stands around, but each article gives one number of hectares. */
static void one_number_of_a_kind(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim usual = { .kind = FIGURE_MEASURE, .unit = UNIT_HA, .hard = true, .exact = 12400, .low = 12400, .high = 12400,
		.as_of = CLOCK_ABSENT, .raw = bytes_of_string("12,400 hectares"), .sentence = bytes_of_string("a sentence") }, odd = usual;
	odd.exact = odd.low = odd.high = 14200;
	article_in(ledger, "urn:a", 1, 0, &usual, 1);
	article_in(ledger, "urn:c", 1, 0, &odd, 1);
	CHECK_THAT(events_count == 0); /* one against one */
	article_in(ledger, "urn:b", 1, 0, &usual, 1);
	CHECK_THAT(events_count == 1 && events[0].type == DISCREPANCY_FIGURE && events[0].severity == SEVERITY_INFO);
	CHECK_THAT(events_count == 1 && strcmp(events[0].slot, "measure ha") == 0 && events[0].assertions_count == 3);
	article_in(ledger, "urn:d", 1, 0, &odd, 1); /* two against two is no slip */
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_RESOLVED);
	ledger_article_out(ledger, STORY, bytes_of_string("urn:d"), false);
	settle(ledger, 0);
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_OPENED);
	struct claim two[] = { usual, odd };
	two[1].sentence_number = 7;
	article_in(ledger, "urn:c", 2, 0, two, 2); /* it has both: they are of two things */
	CHECK_THAT(events_count == 1 && events[0].action == DISCREPANCY_RESOLVED);
	ledger_free(ledger);
}

/* A kind of number of which each article has one, by its unit: what it says is told by the kind alone. */
static struct claim lone(enum figure_kind kind, enum lexicon_unit unit, double number)
{
	return (struct claim){ .kind = (uint8_t)kind, .unit = (uint8_t)unit, .hard = true, .exact = number, .low = number, .high = number,
		.as_of = CLOCK_ABSENT, .raw = bytes_of_string("raw"), .sentence = bytes_of_string("a sentence") };
}

static uint32_t open_after(const struct claim *odd, uint32_t odd_count, const struct claim *usual)
{
	struct ledger *ledger = ledger_new(&settings);
	article_in(ledger, "urn:a", 1, 0, usual, 1);
	article_in(ledger, "urn:b", 1, 0, usual, 1);
	article_in(ledger, "urn:c", 1, 0, odd, odd_count);
	uint32_t count = ledger_open_count(ledger, STORY);
	ledger_free(ledger);
	return count;
}

static void shares_and_bounds(void)
{
	struct claim usual = lone(FIGURE_PERCENT, UNIT_NONE, 92), odd[] = { lone(FIGURE_PERCENT, UNIT_NONE, 94), lone(FIGURE_PERCENT, UNIT_NONE, 12) };
	CHECK_THAT(open_after(odd, 1, &usual) == 1);
	CHECK_THAT(open_after(odd, 2, &usual) == 0); /* percentages in a row are of anything */

	struct claim more = lone(FIGURE_COUNT, UNIT_NONE, 330), round = more, exact = more;
	more.counted = round.counted = exact.counted = COUNTED_PEOPLE;
	more.bound = round.bound = BOUND_MORE_THAN;
	more.high = round.high = HUGE_VAL;
	round.exact = round.low = 300;
	exact.exact = exact.low = exact.high = 310;
	CHECK_THAT(open_after(&round, 1, &more) == 0); /* "more than 300" where others have "more than 330" */
	CHECK_THAT(open_after(&exact, 1, &more) == 1);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	a_rising_toll();
	one_time_and_one_text();
	what_never_meets();
	a_kill_retracts();
	merging_brings_claims_together();
	what_an_article_lacks();
	one_source_alone();
	who_did_it();
	vague_words();
	falling_and_old();
	what_a_kill_leaves();
	corrections();
	a_long_story();
	one_number_of_a_kind();
	shares_and_bounds();
	arena_free(&arena);
	return check_that_result();
}
