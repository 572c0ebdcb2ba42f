/* Which articles are one origin: those that run one text, and those that credit one agency, however they write its name. */
#include "check_that.h"
#include "feed.h"

#define SEA "Ferry Ardmore sinks off Morvena"

static const struct feed_article agency = { .uri = "urn:afp:1", .version = 1, .source = "AFP", .language = "fr", .headline = "Le ferry Ardmore coule",
	.body = "Le ferry Ardmore a coulé mardi au large de Morvena, a dit le capitaine Fergus Maclure à Kinlochard." };

/* Two outlets word it each in its own way and credit the agency, one at the end of its text and one in its metadata. */
static const struct feed_article rewritten = { .uri = "urn:gazette:1", .version = 1, .source = "Isle Gazette", .language = "en", .minute = 1, .headline = SEA,
	.body = "The ferry Ardmore sank off Morvena on Tuesday, Captain Fergus Maclure said in Kinlochard. (AFP)" };
static const struct feed_article credited = { .uri = "urn:bote:1", .version = 1, .source = "Morvena Bote", .language = "de", .minute = 2, .headline = "Fähre Ardmore gesunken",
	.body = "Vor Morvena ist am Dienstag die Fähre Ardmore gesunken, sagte Kapitän Fergus Maclure in Kinlochard.",
	.more = "\"creditline\":\"Agence France-Presse\"" };

static const struct feed_article own = { .uri = "urn:phare:1", .version = 1, .source = "Le Phare", .language = "en", .minute = 3, .headline = "Our man in Morvena: the Ardmore is gone",
	.body = "From the harbour wall of Morvena we watched the ferry Ardmore go under. Fergus Maclure, its captain, wept in Kinlochard." };
/* The same text, but for a word, at another outlet. */
static const struct feed_article copied = { .uri = "urn:echo:1", .version = 1, .source = "Echo", .language = "en", .minute = 4, .headline = "Our man in Morvena: the Ardmore is gone",
	.body = "From the harbour wall of Morvena we watched the ferry Ardmore go under. Fergus Maclure, its captain, wept in Kinlochard today." };

static bool origins_are(struct feed *feed, const char *count)
{
	char text[32];
	snprintf(text, sizeof text, "\"origins\":%s,", count);
	return feed_holds(feed_value(feed, feed_story(feed, "urn:afp:1")), text);
}

static void agencies_and_copies(void)
{
	struct feed feed;
	feed_begin(&feed);
	feed_take(&feed, &agency);
	feed_take(&feed, &rewritten);
	CHECK_THAT(origins_are(&feed, "1"));
	feed_take(&feed, &credited);
	CHECK_THAT(origins_are(&feed, "1"));
	feed_take(&feed, &own);
	CHECK_THAT(origins_are(&feed, "2"));
	CHECK_THAT(feed_event(&feed, "urn:phare:1", "\"copy_of\":null").length > 0);
	feed_take(&feed, &copied);
	CHECK_THAT(origins_are(&feed, "2") && feed_holds(feed_value(&feed, feed_story(&feed, "urn:afp:1")), "\"members_total\":5"));
	CHECK_THAT(feed_event(&feed, "urn:echo:1", "\"copy_of\":\"urn:phare:1\"").length > 0);
	/* A version that is rewritten is a text of its own, and one that is a copy again is none. */
	struct feed_article rewritten_copy = copied;
	rewritten_copy.version = 2;
	rewritten_copy.body = "The ferry Ardmore is lost. Divers from Kinlochard found it off Morvena at noon, and Fergus Maclure was with them.";
	feed_take(&feed, &rewritten_copy);
	CHECK_THAT(origins_are(&feed, "3") && feed_event(&feed, "urn:echo:1", "\"version\":2").length > 0);
	rewritten_copy.version = 3;
	rewritten_copy.body = copied.body;
	feed_take(&feed, &rewritten_copy);
	CHECK_THAT(origins_are(&feed, "2") && feed_holds(feed_event(&feed, "urn:echo:1", "\"version\":3"), "\"copy_of\":\"urn:phare:1\""));
	/* What goes takes its origin along. */
	struct feed_article gone = own;
	gone.version = 2;
	gone.minute = 5;
	gone.more = "\"pubstatus\":\"canceled\"";
	feed_take(&feed, &gone);
	CHECK_THAT(origins_are(&feed, "2"));
	gone = copied;
	gone.version = 4;
	gone.minute = 6;
	gone.more = "\"pubstatus\":\"canceled\"";
	feed_take(&feed, &gone);
	CHECK_THAT(origins_are(&feed, "1"));
	feed_end(&feed);
}

int main(void)
{
	agencies_and_copies();
	return check_that_result();
}
