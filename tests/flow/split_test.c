/* A story that rested on one article, a round-up of two events: when it is killed, withheld or corrected, each event is a story
 * of its own, with its articles, its figures and its disagreements. A healthy story survives the loss of any article. */
#include "check_that.h"
#include "feed.h"

static const struct {
	const char *uri, *source, *language, *headline, *body;
} ferry[] = {
	{ "urn:ferry:1", "Isle Gazette", "en", "Ferry Ardmore sinks off Morvena", "The ferry Ardmore sank off Morvena on Tuesday. At least 14 people were killed, Captain Fergus Maclure said in Kinlochard." },
	{ "urn:ferry:2", "Morvena Bote", "de", "Fähre Ardmore sinkt vor Morvena", "Die Fähre Ardmore ist am Dienstag vor Morvena gesunken. Mindestens 19 Menschen wurden getötet, sagte Kapitän Fergus Maclure in Kinlochard." },
	{ "urn:ferry:3", "Le Phare", "fr", "Le ferry Ardmore coule au large de Morvena", "Le ferry Ardmore a coulé mardi au large de Morvena. Au moins 14 personnes ont été tuées, a dit le capitaine Fergus Maclure à Kinlochard." },
}, strike[] = {
	{ "urn:strike:1", "Kurier", "en", "Bakers of Tarnow strike", "Bakers in Tarnow went on strike on Tuesday. Piotr Zelinski of the union Chleb said 300 people were detained at the mill of Bochnia." },
	{ "urn:strike:2", "Tarnow Bote", "de", "Bäcker streiken in Tarnow", "Die Bäcker in Tarnow streiken seit Dienstag. Piotr Zelinski von der Gewerkschaft Chleb sagte, 450 Menschen seien an der Mühle von Bochnia festgenommen worden." },
};

#define FERRY "The ferry Ardmore sank off Morvena, Captain Fergus Maclure said in Kinlochard."
#define STRIKE "Bakers in Tarnow went on strike, Piotr Zelinski of the union Chleb said at the mill of Bochnia."

static const struct feed_article round_up = { .uri = "urn:round-up", .version = 1, .source = "Evening Wire", .language = "en",
	.headline = "Tuesday at a glance: Ardmore off Morvena, bakers of Tarnow", .body = FERRY "\\n" STRIKE };

static void take_all(struct feed *feed)
{
	feed_take(feed, &round_up);
	for (int i = 0; i < 3; i++) {
		feed_take(feed, &(struct feed_article){ ferry[i].uri, 1, ferry[i].source, ferry[i].language, 2 * i + 1, ferry[i].headline, ferry[i].body, NULL });
		if (i < 2)
			feed_take(feed, &(struct feed_article){ strike[i].uri, 1, strike[i].source, strike[i].language, 2 * i + 2, strike[i].headline, strike[i].body, NULL });
	}
}

/* Each event in a story of its own that says so: its members and no others, the split, and its own disagreement. */
static void check_two_stories(struct feed *feed, const char *bridged)
{
	const char *at_sea = feed_story(feed, "urn:ferry:1"), *on_land = feed_story(feed, "urn:strike:1");
	CHECK_THAT(strcmp(at_sea, on_land) != 0);
	CHECK_THAT(strcmp(feed_story(feed, "urn:ferry:2"), at_sea) == 0 && strcmp(feed_story(feed, "urn:ferry:3"), at_sea) == 0);
	CHECK_THAT(strcmp(feed_story(feed, "urn:strike:2"), on_land) == 0);
	struct bytes sea = feed_value(feed, at_sea), land = feed_value(feed, on_land);
	CHECK_THAT(feed_holds(sea, "urn:ferry:1") && feed_holds(sea, "urn:ferry:2") && feed_holds(sea, "urn:ferry:3"));
	CHECK_THAT(!feed_holds(sea, "urn:strike") && !feed_holds(land, "urn:ferry"));
	CHECK_THAT(feed_holds(land, "urn:strike:1") && feed_holds(land, "urn:strike:2") && feed_holds(land, "\"members_total\":2"));
	/* One of them is the bridged story still, the other one came off it. */
	const char *off = strcmp(at_sea, bridged) == 0 ? on_land : at_sea;
	CHECK_THAT(strcmp(at_sea, bridged) == 0 || strcmp(on_land, bridged) == 0);
	char *from = arena_take(&feed->arena, 64);
	snprintf(from, 64, "\"split_from\":\"%s\"", bridged);
	CHECK_THAT(feed_holds(feed_value(feed, off), from));
	CHECK_THAT(feed_event(feed, "\"split\"", from).length > 0);
	snprintf(from, 64, "\"moved_from\":\"%s\"", bridged);
	CHECK_THAT(feed_event(feed, "\"moved\"", from).length > 0);
	CHECK_THAT(feed_holds(sea, "\"open_discrepancies\":1"));
	CHECK_THAT(feed_holds(land, "\"open_discrepancies\":1"));
}

static void bridge_withdrawn(const char *more)
{
	struct feed feed;
	feed_begin(&feed);
	take_all(&feed);
	const char *bridged = feed_story(&feed, "urn:round-up");
	CHECK_THAT(strcmp(feed_story(&feed, "urn:ferry:2"), bridged) == 0 && strcmp(feed_story(&feed, "urn:strike:2"), bridged) == 0);
	struct feed_article gone = round_up;
	gone.version = 2;
	gone.minute = 20;
	gone.more = more;
	feed_take(&feed, &gone);
	check_two_stories(&feed, bridged);
	CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"split\"") == 1);
	/* What comes later finds its way. */
	feed_take(&feed, &(struct feed_article){ "urn:strike:3", 1, "Glos", "en", 30, "Tarnow: bakers' strike goes on", STRIKE, NULL });
	CHECK_THAT(strcmp(feed_story(&feed, "urn:strike:3"), feed_story(&feed, "urn:strike:1")) == 0);
	feed_end(&feed);
}

static void bridge_corrected(void)
{
	struct feed feed;
	feed_begin(&feed);
	take_all(&feed);
	const char *bridged = feed_story(&feed, "urn:round-up");
	struct feed_article corrected = round_up;
	corrected.version = 2;
	corrected.minute = 20;
	corrected.headline = "CORRECTED: bakers of Tarnow";
	corrected.body = STRIKE;
	feed_take(&feed, &corrected);
	const char *on_land = feed_story(&feed, "urn:strike:1"), *at_sea = feed_story(&feed, "urn:ferry:1");
	CHECK_THAT(strcmp(at_sea, on_land) != 0 && strcmp(feed_story(&feed, "urn:strike:2"), on_land) == 0);
	CHECK_THAT(strcmp(feed_story(&feed, "urn:round-up"), on_land) == 0);
	CHECK_THAT(strcmp(feed_story(&feed, "urn:ferry:2"), at_sea) == 0 && strcmp(feed_story(&feed, "urn:ferry:3"), at_sea) == 0);
	CHECK_THAT(!feed_holds(feed_value(&feed, at_sea), "urn:strike") && !feed_holds(feed_value(&feed, at_sea), "urn:round-up"));
	CHECK_THAT(feed_holds(feed_value(&feed, on_land), "\"members_total\":3"));
	CHECK_THAT(strcmp(bridged, at_sea) == 0 || strcmp(bridged, on_land) == 0);
	feed_end(&feed);
}

/* An article corrected to report another event goes to that one's story, or to one of its own; its old story stays whole. */
static void article_corrected_to_another_event(void)
{
	for (int told = 0; told < 2; told++) {
		struct feed feed;
		feed_begin(&feed);
		for (int i = 0; i < 3; i++)
			feed_take(&feed, &(struct feed_article){ ferry[i].uri, 1, ferry[i].source, ferry[i].language, i, ferry[i].headline, ferry[i].body, NULL });
		if (told == 1)
			feed_take(&feed, &(struct feed_article){ strike[1].uri, 1, strike[1].source, strike[1].language, 4, strike[1].headline, strike[1].body, NULL });
		const char *at_sea = feed_story(&feed, "urn:ferry:1");
		CHECK_THAT(strcmp(feed_story(&feed, "urn:ferry:3"), at_sea) == 0);
		feed_take(&feed, &(struct feed_article){ "urn:ferry:1", 2, "Isle Gazette", "en", 9, strike[0].headline, strike[0].body, NULL });
		CHECK_THAT(strcmp(feed_story(&feed, "urn:ferry:1"), at_sea) != 0);
		CHECK_THAT(told == 0 || strcmp(feed_story(&feed, "urn:ferry:1"), feed_story(&feed, "urn:strike:2")) == 0);
		CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"split\"") == (told == 0));
		CHECK_THAT(feed_holds(feed_value(&feed, at_sea), "\"members_total\":2"));
		feed_end(&feed);
	}
}

static void healthy_story_stays(void)
{
	for (int gone = 0; gone < 3; gone++) {
		struct feed feed;
		feed_begin(&feed);
		for (int i = 0; i < 3; i++)
			feed_take(&feed, &(struct feed_article){ ferry[i].uri, 1, ferry[i].source, ferry[i].language, i, ferry[i].headline, ferry[i].body, NULL });
		feed_take(&feed, &(struct feed_article){ ferry[gone].uri, 2, ferry[gone].source, ferry[gone].language, 9, ferry[gone].headline,
		                                         ferry[gone].body, "\"pubstatus\":\"canceled\"" });
		CHECK_THAT(feed_count(&feed, TOPIC_STORY_EVENTS, "\"split\"") == 0 && feed_count(&feed, TOPIC_STORY_EVENTS, "\"moved\"") == 0);
		CHECK_THAT(feed_holds(feed_value(&feed, feed_story(&feed, ferry[(gone + 1) % 3].uri)), "\"members_total\":2"));
		feed_end(&feed);
	}
}

int main(void)
{
	bridge_withdrawn("\"pubstatus\":\"canceled\"");
	bridge_withdrawn("\"pubstatus\":\"withheld\"");
	bridge_corrected();
	article_corrected_to_another_event();
	healthy_story_stays();
	return check_that_result();
}
