/* History read in (the setting backfill): readers of events are not flooded with stories that ended long ago, and nothing else differs:
 * each article has its receipt, and each story's value says that it is closed. */
#include <stdlib.h>

#include "check_that.h"
#include "feed.h"

#define DAYS 30 /* a story a day, with a window of seven: most have closed at the end */
#define PLACES (sizeof places / sizeof places[0])

static const char *const places[] = { "Ardmore", "Belgano", "Corvessa", "Dunholt", "Eskeby", "Farnow", "Gellinge", "Hestrup" };

static void take_day(struct feed *feed, int day, int turn)
{
	char uri[32], headline[128], body[256];
	snprintf(uri, sizeof uri, "urn:%d:%d", day, turn);
	snprintf(headline, sizeof headline, "Flood number %d hits %s", 1000 + day, places[(size_t)day % PLACES]);
	snprintf(body, sizeof body, "Flood %d destroyed %d houses in %s%d, Mayor Fergus Maclure%d said.", 1000 + day, 40 + day, places[(size_t)day % PLACES],
	         day, day);
	feed_take(feed, &(struct feed_article){ .uri = uri, .version = 1, .source = turn == 0 ? "A" : "B", .language = "en",
	                                        .minute = day * 24 * 60 + turn, .headline = headline, .body = body });
}

static void read_history(struct feed *feed, bool backfill)
{
	feed_begin(feed);
	feed->pass.settings.backfill = backfill;
	for (int day = 0; day < DAYS; day++) {
		take_day(feed, day, 0);
		take_day(feed, day, 1);
	}
}

static const struct output_message *next_but_closed(const struct feed *feed, uint32_t *at)
{
	while (*at < feed->outbox.count) {
		const struct output_message *message = &feed->outbox.messages[(*at)++];
		if (message->topic != TOPIC_STORY_EVENTS || !feed_holds(message->value, "\"action\":\"closed\""))
			return message;
	}
	return NULL;
}

/* All that the two published but the closings, in the same order. */
static bool are_equal_otherwise(const struct feed *live, const struct feed *history)
{
	uint32_t at = 0, other = 0;
	for (;;) {
		const struct output_message *a = next_but_closed(live, &at), *b = next_but_closed(history, &other);
		if (a == NULL || b == NULL)
			return a == b;
		if (a->topic != b->topic || !bytes_equal(a->key, b->key) || !bytes_equal(a->value, b->value))
			return false;
	}
}

int main(void)
{
	struct feed live, history;
	char story[32];
	read_history(&live, false);
	read_history(&history, true);
	CHECK_THAT(feed_count(&live, TOPIC_STORY_EVENTS, "\"action\":\"closed\"") > DAYS / 2);
	CHECK_THAT(feed_count(&history, TOPIC_STORY_EVENTS, "\"action\":\"closed\"") == 0);
	CHECK_THAT(feed_count(&history, TOPIC_STORY_EVENTS, "\"action\":\"opened\"") + feed_count(&history, TOPIC_STORY_EVENTS, "\"action\":\"joined\"") ==
	           2 * DAYS);
	CHECK_THAT(feed_count(&history, TOPIC_STORIES, "\"status\":\"closed\"") == feed_count(&live, TOPIC_STORIES, "\"status\":\"closed\""));
	CHECK_THAT(are_equal_otherwise(&live, &history));
	/* What closes from now on, when the work goes on without the setting, is told. */
	history.pass.settings.backfill = false;
	snprintf(story, sizeof story, "%s", feed_story(&history, "urn:29:0"));
	feed_tick(&history, (DAYS + 8) * 24 * 60);
	CHECK_THAT(feed_event(&history, story, "\"action\":\"closed\"").length > 0 && feed_holds(feed_value(&history, story), "\"status\":\"closed\""));
	feed_end(&live);
	feed_end(&history);
	return check_that_result();
}
