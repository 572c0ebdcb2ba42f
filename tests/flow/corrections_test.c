/* Corrections as an editor sees them: the words that say so, in the text or in the editor's note, and what they do to a
 * disagreement that rested on the number corrected. */
#include "check_that.h"
#include "feed.h"

#define HEADLINE "Ferry Ardmore sinks off Morvena"
#define BODY_94 "The ferry Ardmore sank off Morvena. At least 94 people were killed, Captain Fergus Maclure said."
#define BODY_84 "The ferry Ardmore went down off Morvena. At least 84 people were killed, Captain Fergus Maclure said."

static void take(struct feed *feed, int minute, const char *uri, unsigned version, const char *body, const char *more)
{
	feed_take(feed, &(struct feed_article){ .uri = uri, .version = version, .source = uri, .language = "en", .minute = minute,
	                                        .headline = HEADLINE, .body = body, .more = more });
}

/* What becomes of 94 against 84 when the first article's second version has the other number too. */
static void second_version(const char *body, const char *more, bool corrects)
{
	struct feed feed;
	feed_begin(&feed);
	take(&feed, 0, "urn:a", 1, BODY_94, NULL);
	take(&feed, 1, "urn:b", 1, BODY_84, NULL);
	const char *story = feed_story(&feed, "urn:a");
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "\"opened\"") == 1);
	take(&feed, 2, "urn:a", 2, body, more);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, corrects ? "\"retracted\"" : "\"resolved\"") == 1);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, corrects ? "\"resolved\"" : "\"retracted\"") == 0);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "\"type\":\"version\"") == 1);
	CHECK_THAT(feed_count(&feed, TOPIC_DISCREPANCIES, "says that it corrects the older") == (corrects ? 1u : 0u));
	CHECK_THAT(feed_holds(feed_value(&feed, story), "\"open_discrepancies\":1")); /* against its own version before */
	feed_end(&feed);
}

int main(void)
{
	second_version(BODY_84, NULL, false);
	second_version(BODY_84, "\"ednote\":\"CORRECTS to 84, not 94, in the first paragraph.\"", true);
	second_version(BODY_84, "\"ednote\":\"Corrected version: the toll is 84.\"", true);
	second_version(BODY_84, "\"ednote\":\"Adds quotes.\"", false);
	second_version(BODY_84, "\"ednote\":\"Figures from the coast guard are incorrect in places, says the ministry.\"", false);
	second_version("CORRECTION\\n" BODY_84, NULL, true);
	second_version("CORRECTS to 84 the number of dead.\\n" BODY_84, NULL, true);
	return check_that_result();
}
