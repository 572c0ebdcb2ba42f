/* feed.h: a pass fed with articles by hand, and what it published, for tests of what an editor would see. */
#ifndef PARALLAX_TESTS_FEED_H
#define PARALLAX_TESTS_FEED_H

#include "arena.h"
#include "pass.h"

#define FEED_START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */

struct feed {
	struct arena arena;
	struct outbox outbox;
	struct pass pass;
	int64_t offset;
};

/* One article. What is NULL or 0 is left out of it. */
struct feed_article {
	const char *uri;
	unsigned version;
	const char *source, *language;
	int minute; /* of its timestamp, after FEED_START */
	const char *headline, *body; /* JSON strings without their quotes: a line break is \\n */
	const char *more; /* further fields: "\"pubstatus\":\"canceled\"" */
};

void feed_begin(struct feed *feed);
void feed_end(struct feed *feed);

/* Takes an article and appends all that follows, the values of stories as well, to the outbox. */
void feed_take(struct feed *feed, const struct feed_article *article);
void feed_tick(struct feed *feed, int minute);

/* The last value of wire.story-events that holds all of the two texts (the second may be NULL); absent when none. */
struct bytes feed_event(const struct feed *feed, const char *text, const char *other);

/* How many values of a topic hold the text. */
uint32_t feed_count(const struct feed *feed, enum topic topic, const char *text);

/* The id of the story where the last event about the article put it, as printed; "" when none did. */
const char *feed_story(struct feed *feed, const char *uri);

/* The last published value of a story; absent when none. */
struct bytes feed_value(const struct feed *feed, const char *story);

bool feed_holds(struct bytes text, const char *part);

#endif
