/* The life of discrepancies: which claims meet, what becomes of them when articles come, change and go. */
#include "ledger.h"

#include <math.h>
#include <stdio.h>

#include "check_that.h"
#include "measures.h"

#define STORY 7
#define HOUR CLOCK_HOUR

static struct arena arena;
static const struct ledger_settings settings = { .single_source = false };
static struct discrepancy_event *events;
static uint32_t events_count;
static uint64_t seq;

enum { VESTA = 101, PORT = 102, OLD_QUAKE = 103, MINISTRY = 104 };

/* A count of the dead or injured, said in a sentence with some names around it. */
static struct claim count(enum lexicon_counted counted, double number, uint16_t sentence, uint64_t name, uint64_t other_name)
{
	return (struct claim){ .kind = FIGURE_COUNT, .hard = true, .counted = (uint8_t)counted, .exact = number, .low = number, .high = number,
		.sentence_number = sentence, .line = sentence, .context = { name, other_name }, .context_count = 2,
		.as_of = CLOCK_ABSENT, .raw = bytes_of_string("raw"), .sentence = bytes_of_string("a sentence") };
}

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
	struct claim first[] = { count(COUNTED_DEAD, 12, 1, VESTA, PORT), count(COUNTED_INJURED, 40, 1, VESTA, PORT) };
	struct claim later[] = { count(COUNTED_DEAD, 15, 1, VESTA, PORT), count(COUNTED_INJURED, 52, 1, VESTA, PORT) };
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
	struct claim one[] = { count(COUNTED_DEAD, 31, 1, VESTA, PORT), count(COUNTED_DEAD, 34, 4, VESTA, PORT) };
	struct claim other[] = { count(COUNTED_DEAD, 38, 1, VESTA, PORT) };
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
	struct claim one[] = { count(COUNTED_DEAD, 31, 1, VESTA, PORT), count(COUNTED_DEAD, 25, 2, OLD_QUAKE, MINISTRY),
		count(COUNTED_DEAD, 22, 1, VESTA, PORT) };
	struct claim other[] = { count(COUNTED_DEAD, 31, 1, VESTA, PORT), count(COUNTED_INJURED, 34, 1, VESTA, PORT),
		count(COUNTED_DEAD, 4500, 2, VESTA, PORT) };
	article_in(ledger, "urn:a", 1, 0, one, 3);
	CHECK_THAT(events_count == 0); /* another event; a part of the toll in the same sentence */
	article_in(ledger, "urn:b", 1, 0, other, 3);
	CHECK_THAT(events_count == 0); /* another measure; another size */
	ledger_free(ledger);
}

static void a_kill_retracts(void)
{
	struct ledger *ledger = ledger_new(&settings);
	struct claim one[] = { count(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { count(COUNTED_DEAD, 36, 1, VESTA, PORT) };
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
	struct claim one[] = { count(COUNTED_DEAD, 31, 1, VESTA, PORT) }, other[] = { count(COUNTED_DEAD, 36, 1, VESTA, PORT) };
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

int main(void)
{
	arena_init(&arena, 1 << 20);
	a_rising_toll();
	one_time_and_one_text();
	what_never_meets();
	a_kill_retracts();
	merging_brings_claims_together();
	arena_free(&arena);
	return check_that_result();
}
