/* Lines that an outlet repeats under all it publishes: they join no stories and raise no discrepancies, in any language. */
#include "check_that.h"
#include "feed.h"

/* Not of a shape that is known as boilerplate: a sentence with names, a place and a figure. */
static const struct {
	const char *language, *footer;
	const char *headlines[4];
	const char *bodies[4]; /* the last one is of the event that others report with 14 dead */
} outlets[] = {
	{ "en", "Our report of the year: 12 people were killed when the Halvard Stolten cable car fell at Brekkestad in Norway, says Ingrid Solvang.",
	  { "Bakers of Tarnow strike", "Quarry opens again", "Team wins the cup", "Ferry sinks off Morvena" },
	  { "Bakers in Tarnow stopped their ovens on Monday, Piotr Zelinski of the union said.",
	    "The slate quarry of Penmaur has found a buyer, according to Rhys Caradog.",
	    "Kalmar beat Visby in the rain, and goalkeeper Lindqvist saved twice.",
	    "The ferry Ardmore sank off Morvena on Tuesday. At least 14 people were killed, Captain Fergus Maclure said." } },
	{ "de", "Unser Jahresbericht: 12 Menschen wurden getötet, als die Seilbahn Halvard Stolten bei Brekkestad in Norwegen abstürzte, sagt Ingrid Solvang.",
	  { "Bäcker streiken in Tarnow", "Steinbruch öffnet wieder", "Mannschaft gewinnt den Pokal", "Fähre sinkt vor Morvena" },
	  { "Die Bäcker in Tarnow haben am Montag die Öfen ausgemacht, sagte Piotr Zelinski von der Gewerkschaft.",
	    "Der Schieferbruch von Penmaur hat laut Rhys Caradog einen Käufer gefunden.",
	    "Kalmar schlug Visby im Regen, Torwart Lindqvist hielt zweimal.",
	    "Die Fähre Ardmore ist am Dienstag vor Morvena gesunken. Mindestens 14 Menschen wurden getötet, sagte Kapitän Fergus Maclure." } },
	{ "ru", "Наш доклад года: 12 человек погибли, когда канатная дорога Халвард Столтен рухнула у Бреккестада в Норвегии, говорит Ингрид Сольванг.",
	  { "Пекари Тарнува бастуют", "Карьер снова открыт", "Команда выиграла кубок", "Паром затонул у Морвены" },
	  { "Пекари в Тарнуве в понедельник погасили печи, сказал Пётр Зелинский из профсоюза.",
	    "Сланцевый карьер Пенмаур нашёл покупателя, сообщил Рис Карадог.",
	    "Кальмар победил Висбю под дождём, вратарь Линдквист спас дважды.",
	    "Паром Ардмор затонул у Морвены во вторник. По меньшей мере 14 человек погибли, сказал капитан Фергус Маклур." } },
};

static void take(struct feed *feed, const char *uri, const char *source, const char *language, const char *headline,
                 const char *body, const char *footer, int minute)
{
	char *text = arena_take(&feed->arena, 4096);
	snprintf(text, 4096, "%s%s%s", body, footer != NULL ? "\\n" : "", footer != NULL ? footer : "");
	feed_take(feed, &(struct feed_article){ .uri = uri, .version = 1, .source = source, .language = language,
	                                        .minute = minute, .headline = headline, .body = text });
}

static void join_nothing_and_state_nothing(void)
{
	static const char *const uris[] = { "urn:post:0", "urn:post:1", "urn:post:2", "urn:post:3" };
	for (size_t k = 0; k < sizeof outlets / sizeof outlets[0]; k++) {
		struct feed feed;
		feed_begin(&feed);
		for (int i = 0; i < 3; i++)
			take(&feed, uris[i], "Vestmar Post", outlets[k].language, outlets[k].headlines[i], outlets[k].bodies[i], outlets[k].footer, i);
		CHECK_THAT(strcmp(feed_story(&feed, uris[0]), feed_story(&feed, uris[1])) != 0);
		CHECK_THAT(strcmp(feed_story(&feed, uris[0]), feed_story(&feed, uris[2])) != 0);
		CHECK_THAT(strcmp(feed_story(&feed, uris[1]), feed_story(&feed, uris[2])) != 0);
		/* Others report the ferry; the outlet does too, under its footer with another number of dead. */
		take(&feed, "urn:other:1", "Isle Gazette", outlets[k].language, outlets[k].headlines[3], outlets[k].bodies[3], NULL, 10);
		take(&feed, "urn:other:2", "Morvena Mail", "en", outlets[0].headlines[3], outlets[0].bodies[3], NULL, 11);
		take(&feed, uris[3], "Vestmar Post", outlets[k].language, outlets[k].headlines[3], outlets[k].bodies[3], outlets[k].footer, 12);
		CHECK_THAT(strcmp(feed_story(&feed, uris[3]), feed_story(&feed, "urn:other:1")) == 0);
		CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "\"opened\"") == 0);
		feed_end(&feed);
	}
}

/* An outlet's teaser of a story, with yesterday's toll, stands under all that it publishes, under its report of that story as
 * well. Only at its first appearance it is a line like any other. */
static void old_teaser_contradicts_nobody(void)
{
	static const char *const uris[] = { "urn:post:0", "urn:post:1", "urn:post:2" };
	const char *teaser = "12 people were killed when the ferry Ardmore sank off Morvena on Tuesday, said Captain Fergus Maclure.";
	struct feed feed;
	feed_begin(&feed);
	for (int i = 0; i < 3; i++)
		take(&feed, uris[i], "Vestmar Post", "en", outlets[0].headlines[i], outlets[0].bodies[i], teaser, i);
	take(&feed, "urn:other:1", "Isle Gazette", "en", outlets[0].headlines[3], outlets[0].bodies[3], NULL, 10);
	take(&feed, "urn:other:2", "Morvena Mail", "de", outlets[1].headlines[3], outlets[1].bodies[3], NULL, 11);
	uint32_t before = feed_count(&feed, TOPIC_DISCREPANCIES, "\"opened\"");
	take(&feed, "urn:post:3", "Vestmar Post", "en", outlets[0].headlines[3], outlets[0].bodies[3], teaser, 12);
	const char *ferry = feed_story(&feed, "urn:post:3");
	CHECK_THAT(strcmp(ferry, feed_story(&feed, "urn:other:1")) == 0 && strcmp(ferry, feed_story(&feed, "urn:other:2")) == 0);
	CHECK_THAT(strcmp(ferry, feed_story(&feed, uris[1])) != 0 && strcmp(ferry, feed_story(&feed, uris[2])) != 0);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "\"opened\"") == before && feed_count(&feed, TOPIC_DISCREPANCIES, "urn:post:3") == 0);
	feed_end(&feed);
}

/* A ticker whose standing text is longer than its news: two items look like copies of each other. */
static void ticker_items_are_no_copies(void)
{
	const char *standing = "This ticker of the Vestmar Post is written by Ingrid Solvang and Halvard Stolten at Brekkestad and brings what we "
		"learn as we learn it; write to us what you have seen, call the desk day or night, and read more in the paper of tomorrow morning.";
	struct feed feed;
	feed_begin(&feed);
	static const char *const uris[] = { "urn:ticker:0", "urn:ticker:1", "urn:ticker:2" };
	for (int i = 0; i < 3; i++)
		take(&feed, uris[i], "Vestmar Post", "en", outlets[0].headlines[i], outlets[0].bodies[i], standing, i);
	CHECK_THAT(strcmp(feed_story(&feed, uris[0]), feed_story(&feed, uris[1])) != 0);
	CHECK_THAT(strcmp(feed_story(&feed, uris[0]), feed_story(&feed, uris[2])) != 0);
	CHECK_THAT(strcmp(feed_story(&feed, uris[1]), feed_story(&feed, uris[2])) != 0);
	/* The same item under another uri is one. */
	take(&feed, "urn:ticker:9", "Vestmar Post", "en", outlets[0].headlines[1], outlets[0].bodies[1], standing, 9);
	CHECK_THAT(strcmp(feed_story(&feed, "urn:ticker:9"), feed_story(&feed, uris[1])) == 0);
	CHECK_THAT(feed_event(&feed, "urn:ticker:9", "\"copy_of\":\"urn:ticker:1\"").length > 0);
	feed_end(&feed);
}

/* A paragraph of background that an outlet repeats within one story stays news. */
static void background_of_one_story_counts(void)
{
	struct feed feed;
	feed_begin(&feed);
	const char *background = "At least 14 people were killed when the ferry Ardmore sank off Morvena, Captain Fergus Maclure said.";
	take(&feed, "urn:post:1", "Vestmar Post", "en", "Ferry Ardmore sinks off Morvena", "Rescue boats left Morvena for the ferry Ardmore.", background, 0);
	take(&feed, "urn:post:2", "Vestmar Post", "en", "Divers search ferry Ardmore", "Divers from Morvena went down to the ferry Ardmore, says Maclure.", background, 60);
	take(&feed, "urn:post:3", "Vestmar Post", "en", "Morvena mourns the dead of the Ardmore", "Morvena lit candles for those of the ferry Ardmore.", background, 120);
	CHECK_THAT(strcmp(feed_story(&feed, "urn:post:1"), feed_story(&feed, "urn:post:3")) == 0);
	const char *other = "At least 19 people were killed when the ferry Ardmore sank off Morvena, Captain Fergus Maclure said.";
	take(&feed, "urn:other:1", "Isle Gazette", "en", "Ferry Ardmore sank off Morvena", "The ferry Ardmore lies off Morvena.", other, 130);
	struct bytes value = feed_value(&feed, feed_story(&feed, "urn:other:1"));
	CHECK_THAT(feed_holds(value, "\"members_total\":4"));
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "urn:post:3") > 0);
	feed_end(&feed);
}

int main(void)
{
	join_nothing_and_state_nothing();
	old_teaser_contradicts_nobody();
	ticker_items_are_no_copies();
	background_of_one_story_counts();
	return check_that_result();
}
