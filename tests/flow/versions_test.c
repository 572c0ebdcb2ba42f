/* Versions, write-throughs, kills, withholding and embargo, as an editor sees them in what is published: each sentence of what
 * the state promises about them, one case each. */
#include "check_that.h"
#include "feed.h"

#define SEA "Ferry Ardmore sinks off Morvena"
#define SEA_14 "The ferry Ardmore sank off Morvena. At least 14 people were killed, Captain Fergus Maclure said."
#define SEA_19 "The ferry Ardmore went down off Morvena. At least 19 people were killed, Captain Fergus Maclure said."
#define SEA_23 "Morvena counts its dead: at least 23 people were killed on the ferry Ardmore, Captain Fergus Maclure said."
#define KILL "\"pubstatus\":\"canceled\""
#define WITHHELD "\"pubstatus\":\"withheld\""
#define CAME_OF_A "\"evolvedfrom\":\"urn:a\""
#define CAME_OF_B "\"evolvedfrom\":\"urn:b\""
#define EMBARGO "\"embargoed\":\"2025-03-10T12:00:00Z\"" /* minute 120 */

static void take(struct feed *feed, int minute, const char *uri, unsigned version, const char *body, const char *more)
{
	feed_take(feed, &(struct feed_article){ .uri = uri, .version = version, .source = uri, .language = "en", .minute = minute,
	                                        .headline = SEA, .body = body, .more = more });
}

/* The receipt of the last article taken: the last event that is one. */
static bool receipt_is(const struct feed *feed, const char *action, const char *why)
{
	static const char *const receipts[] = { "\"action\":\"opened\"", "\"action\":\"joined\"", "\"action\":\"updated\"", "\"action\":\"ignored\"",
	                                        "\"action\":\"held\"", "\"action\":\"suspended\"", "\"action\":\"retracted\"" };
	for (uint32_t i = feed->outbox.count; i-- > 0;) {
		struct bytes value = feed->outbox.messages[i].value;
		for (size_t k = 0; feed->outbox.messages[i].topic == TOPIC_STORY_EVENTS && k < sizeof receipts / sizeof receipts[0]; k++)
			if (feed_holds(value, receipts[k]))
				return strstr(receipts[k], action) != NULL && (why == NULL || feed_holds(value, why));
	}
	return false;
}

static uint32_t receipts(const struct feed *feed)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < feed->outbox.count; i++)
		for (uint32_t k = 0; feed->outbox.messages[i].topic == TOPIC_STORY_EVENTS && k < feed->outbox.messages[i].headers_count; k++)
			count += bytes_equal(feed->outbox.messages[i].headers[k].name, bytes_of_string("ce_sourceoffset"));
	return count;
}

static bool member(struct feed *feed, const char *story, const char *uri, const char *version)
{
	char text[64];
	snprintf(text, sizeof text, "\"uri\":\"%s\",\"version\":%s,", uri, version);
	return feed_holds(feed_value(feed, story), text);
}

static void late_and_equal_versions_are_ignored_and_counted(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 3, SEA_14, NULL);
	const char *story = feed_story(&feed, "urn:a");
	take(&feed, 1, "urn:a", 2, SEA_19, NULL);
	CHECK_THAT(receipt_is(&feed, "ignored", "older version"));
	take(&feed, 2, "urn:a", 3, SEA_19, NULL);
	CHECK_THAT(receipt_is(&feed, "ignored", "duplicate"));
	CHECK_THAT(story_state_counters(feed.pass.stories).ignored == 2);
	take(&feed, 3, "urn:a", 5, SEA_19, NULL);
	CHECK_THAT(receipt_is(&feed, "updated", NULL) && member(&feed, story, "urn:a", "5"));
	take(&feed, 4, "urn:a", 4, SEA_14, NULL);
	CHECK_THAT(receipt_is(&feed, "ignored", "older version") && member(&feed, story, "urn:a", "5"));
	CHECK_THAT(receipts(&feed) == 5 && feed_holds(feed_value(&feed, story), "\"members_total\":1"));
	feed_end(&feed);
}

static void unnumbered_versions_go_by_time(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 0, SEA_14, "\"versioncreated\":\"2025-03-10T09:00:00Z\"");
	take(&feed, 1, "urn:a", 0, SEA_14, "\"versioncreated\":\"2025-03-10T08:00:00Z\"");
	CHECK_THAT(receipt_is(&feed, "ignored", "older version"));
	take(&feed, 2, "urn:a", 0, SEA_14, "\"versioncreated\":\"2025-03-10T09:00:00Z\"");
	CHECK_THAT(receipt_is(&feed, "ignored", "duplicate"));
	take(&feed, 3, "urn:a", 0, SEA_19, "\"versioncreated\":\"2025-03-10T09:30:00Z\"");
	CHECK_THAT(receipt_is(&feed, "updated", NULL));
	feed_end(&feed);
}

/* A kill is of the article: in whatever order it and the versions come, with a number or without. */
static void kill_sticks_in_any_order(void)
{
	for (int order = 0; order < 4; order++) {
		struct feed feed;
		feed_begin(&feed);
		take(&feed, 0, "urn:b", 1, SEA_14, NULL);
		if (order == 0) /* first */
			take(&feed, 1, "urn:a", 2, SEA_19, KILL);
		take(&feed, 2, "urn:a", 3, SEA_19, NULL);
		if (order == 1) /* late, of an older version */
			take(&feed, 3, "urn:a", 2, SEA_19, KILL);
		if (order == 2) /* without a number */
			take(&feed, 3, "urn:a", 0, SEA_19, KILL);
		if (order == 3)
			take(&feed, 3, "urn:a", 4, SEA_19, KILL);
		CHECK_THAT(order == 0 ? receipt_is(&feed, "ignored", "killed") : receipt_is(&feed, "retracted", NULL));
		take(&feed, 4, "urn:a", 9, SEA_19, NULL);
		CHECK_THAT(receipt_is(&feed, "ignored", "killed"));
		take(&feed, 5, "urn:a", 10, SEA_19, KILL);
		CHECK_THAT(receipt_is(&feed, "ignored", "killed"));
		CHECK_THAT(!feed_holds(feed_value(&feed, feed_story(&feed, "urn:b")), "urn:a"));
		feed_end(&feed);
	}
}

/* What rested on a killed article alone goes with it, and is said to be retracted. */
static void kill_retracts_what_rested_on_it(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 1, SEA_14, NULL);
	take(&feed, 1, "urn:b", 1, SEA_19, NULL);
	const char *story = feed_story(&feed, "urn:a");
	CHECK_THAT(strcmp(feed_story(&feed, "urn:b"), story) == 0 && feed_holds(feed_value(&feed, story), "\"open_discrepancies\":1"));
	take(&feed, 2, "urn:b", 2, SEA_19, KILL);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "\"retracted\"") == 1);
	CHECK_THAT(feed_holds(feed_value(&feed, story), "\"open_discrepancies\":0") && !feed_holds(feed_value(&feed, story), "urn:b"));
	take(&feed, 3, "urn:a", 2, SEA_14, KILL);
	CHECK_THAT(feed_event(&feed, "\"closed\"", story).length > 0 && feed_holds(feed_value(&feed, story), "\"members_total\":0"));
	feed_end(&feed);
}

/* A kill reaches a story that has closed already, as long as its value is there. */
static void kill_reaches_a_closed_story(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 1, SEA_14, NULL);
	take(&feed, 1, "urn:b", 1, SEA_19, NULL);
	const char *story = feed_story(&feed, "urn:a");
	feed_tick(&feed, 8 * 24 * 60);
	CHECK_THAT(feed_holds(feed_value(&feed, story), "\"closed\"") && member(&feed, story, "urn:b", "1"));
	take(&feed, 9 * 24 * 60, "urn:b", 2, SEA_19, KILL);
	CHECK_THAT(receipt_is(&feed, "retracted", story) && !feed_holds(feed_value(&feed, story), "urn:b"));
	CHECK_THAT(member(&feed, story, "urn:a", "1") && feed_holds(feed_value(&feed, story), "\"closed\""));
	feed_tick(&feed, 40 * 24 * 60); /* all is forgotten, none of it twice */
	feed_tick(&feed, 41 * 24 * 60);
	CHECK_THAT(feed_value(&feed, story).length == 0);
	feed_end(&feed);
}

/* Withheld is suspended, and comes back under the same number or a higher one; an old version does not bring it back. */
static void withheld_and_back(void)
{
	for (unsigned number = 2; number <= 3; number++) {
		struct feed feed;
		feed_begin(&feed);
		take(&feed, 0, "urn:b", 1, SEA_14, NULL);
		take(&feed, 1, "urn:a", 1, SEA_19, NULL);
		const char *story = feed_story(&feed, "urn:b");
		take(&feed, 2, "urn:a", 2, SEA_19, WITHHELD);
		CHECK_THAT(receipt_is(&feed, "suspended", story) && !feed_holds(feed_value(&feed, story), "urn:a"));
		CHECK_THAT(feed_holds(feed_value(&feed, story), "\"open_discrepancies\":0"));
		take(&feed, 3, "urn:a", 1, SEA_19, NULL);
		CHECK_THAT(receipt_is(&feed, "ignored", "older version"));
		take(&feed, 4, "urn:a", number, SEA_19, NULL);
		CHECK_THAT(receipt_is(&feed, "joined", story) && strcmp(feed_story(&feed, "urn:a"), story) == 0);
		CHECK_THAT(feed_holds(feed_value(&feed, story), "\"open_discrepancies\":1"));
		take(&feed, 5, "urn:a", number, SEA_19, NULL);
		CHECK_THAT(receipt_is(&feed, "ignored", "duplicate"));
		feed_end(&feed);
	}
}

/* a ← b ← c, in every order of coming: only c is left, and nothing brings the others back. */
static void chain_of_write_throughs(void)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
	static const char *const uris[] = { "urn:a", "urn:b", "urn:c" }, *const bodies[] = { SEA_14, SEA_19, SEA_23 };
	static const char *const more[] = { NULL, CAME_OF_A, CAME_OF_B };
	for (int k = 0; k < 6; k++) {
		struct feed feed;
		feed_begin(&feed);
		for (int i = 0; i < 3; i++)
			take(&feed, i, uris[orders[k][i]], 1, bodies[orders[k][i]], more[orders[k][i]]);
		CHECK_THAT(receipts(&feed) == 3);
		const char *story = feed_story(&feed, "urn:c");
		CHECK_THAT(member(&feed, story, "urn:c", "1") && feed_holds(feed_value(&feed, story), "\"members_total\":1"));
		take(&feed, 10, "urn:a", 2, SEA_14, NULL);
		CHECK_THAT(receipt_is(&feed, "ignored", "replaced"));
		take(&feed, 11, "urn:b", 2, SEA_19, CAME_OF_A);
		CHECK_THAT(receipt_is(&feed, "ignored", "replaced"));
		CHECK_THAT(feed_holds(feed_value(&feed, story), "\"open\"") && feed_holds(feed_value(&feed, story), "\"members_total\":1"));
		feed_end(&feed);
	}
}

/* Two articles that each say they came of the other are a fault of the wire: nothing is lost. */
static void ring_of_write_throughs(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 1, SEA_14, CAME_OF_B);
	take(&feed, 1, "urn:b", 1, SEA_19, CAME_OF_A);
	CHECK_THAT(member(&feed, feed_story(&feed, "urn:a"), "urn:a", "1"));
	take(&feed, 2, "urn:c", 1, SEA_19, "\"evolvedfrom\":\"urn:c\"");
	CHECK_THAT(member(&feed, feed_story(&feed, "urn:c"), "urn:c", "1"));
	feed_end(&feed);
}

/* Nothing that a held article says is in a public topic before its time; then it is released, once, as what it is. */
static void embargo_holds(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 1, SEA_14, NULL);
	const char *story = feed_story(&feed, "urn:a");
	feed_take(&feed, &(struct feed_article){ .uri = "urn:h", .version = 1, .source = "Held Wire", .language = "en", .minute = 1,
	                                         .headline = "Secret Ardmore inquiry", .body = SEA_23, .more = EMBARGO });
	CHECK_THAT(receipt_is(&feed, "held", "embargo"));
	take(&feed, 2, "urn:a", 2, SEA_23 " Secret Quillan.", EMBARGO); /* a new version of what is published is held as well */
	CHECK_THAT(receipt_is(&feed, "held", "embargo") && member(&feed, story, "urn:a", "1"));
	take(&feed, 3, "urn:a", 2, SEA_23 " Secret Quillan.", EMBARGO);
	CHECK_THAT(receipt_is(&feed, "ignored", "duplicate"));
	feed_tick(&feed, 119);
	for (uint32_t i = 0; i < feed.outbox.count; i++)
		if (feed.outbox.messages[i].topic != TOPIC_SKETCHES && feed.outbox.messages[i].topic != TOPIC_CHANGELOG)
			CHECK_THAT(!feed_holds(feed.outbox.messages[i].value, "Secret") && !feed_holds(feed.outbox.messages[i].value, "23"));
	uint32_t before = receipts(&feed);
	feed_tick(&feed, 120);
	CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"action\":\"released\"") == 2 && receipts(&feed) == before);
	CHECK_THAT(member(&feed, story, "urn:a", "2") && member(&feed, story, "urn:h", "1"));
	feed_tick(&feed, 240);
	CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"action\":\"released\"") == 2);
	feed_end(&feed);
}

/* A kill or a newer version that came meanwhile wins over what was held, however long that takes. */
static void held_and_overtaken(void)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:k", 1, SEA_14, "\"embargoed\":\"2025-04-10T12:00:00Z\"");
	take(&feed, 1, "urn:n", 1, SEA_19, EMBARGO);
	take(&feed, 2, "urn:w", 1, SEA_19, EMBARGO);
	take(&feed, 3, "urn:k", 2, SEA_14, KILL);
	CHECK_THAT(receipt_is(&feed, "retracted", NULL));
	take(&feed, 4, "urn:n", 2, SEA_23, NULL);
	CHECK_THAT(receipt_is(&feed, "opened", NULL));
	take(&feed, 5, "urn:w", 2, SEA_19, WITHHELD);
	feed_tick(&feed, 200);
	CHECK_THAT(member(&feed, feed_story(&feed, "urn:n"), "urn:n", "2"));
	CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"released\"") == 0);
	feed_tick(&feed, 60 * 24 * 60); /* the kill itself is forgotten by then */
	CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"released\"") == 0);
	feed_end(&feed);
}

int main(void)
{
	late_and_equal_versions_are_ignored_and_counted();
	unnumbered_versions_go_by_time();
	kill_sticks_in_any_order();
	kill_retracts_what_rested_on_it();
	kill_reaches_a_closed_story();
	withheld_and_back();
	chain_of_write_throughs();
	ring_of_write_throughs();
	embargo_holds();
	held_and_overtaken();
	return check_that_result();
}
