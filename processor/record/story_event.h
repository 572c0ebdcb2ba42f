/* story_event.h: what happened to a story, and the story as it stands: what wire/encode turns into JSON. */
#ifndef PARALLAX_RECORD_STORY_EVENT_H
#define PARALLAX_RECORD_STORY_EVENT_H

#include "bytes.h"
#include "clock.h"

/* The first seven are receipts: every consumed article yields exactly one of them. The rest follows from one. */
enum story_action {
	STORY_OPENED, STORY_JOINED, STORY_UPDATED, STORY_IGNORED, STORY_HELD, STORY_SUSPENDED, STORY_RETRACTED,
	STORY_MERGED, STORY_SPLIT, STORY_MOVED, STORY_CLOSED, STORY_RELEASED,
	STORY_ACTIONS
};

#define STORY_REASONS_MAX 5
#define STORY_REASON_MAX 48

/* Why an article joined: a key that both hold and its share of the score. */
struct story_reason {
	char text[STORY_REASON_MAX]; /* "place:IR", "name:PTRSF", "copy", … */
	double share;
};

struct story_event {
	enum story_action action;
	uint64_t seq;
	uint64_t story;       /* 0 when there is none: an article ignored or held without a story */
	uint64_t other_story; /* merged into, split from, moved from; 0 otherwise */
	struct bytes uri;     /* of the article; absent for closed, merged, split */
	uint64_t version;
	struct bytes source;
	struct bytes language;
	uint64_t origin;      /* id of the origin (independent source of the text) */
	struct bytes copy_of; /* uri of the article whose text this one's is a copy of; absent when it is none */
	uint64_t joined;      /* seq at which the article took its place in the story; 0 when it has none */
	double score;         /* of a join */
	const char *why;      /* of an ignored or held article, in a word: "older version", "duplicate", "embargo", … */
	struct story_reason reasons[STORY_REASONS_MAX];
	uint32_t reasons_count;
	clock_ms time;        /* record time */
};

enum story_status { STORY_IS_OPEN, STORY_IS_CLOSED, STORY_IS_MERGED };

struct story_member {
	struct bytes uri;
	uint64_t version;
	struct bytes source;
	struct bytes language;
	struct bytes headline;
	uint64_t origin;
	clock_ms created;
};

struct story_view {
	uint64_t story;
	enum story_status status;
	uint64_t merged_into; /* 0 when not merged */
	uint64_t split_from;  /* 0 when not split */
	uint64_t seq;         /* of the last change */
	clock_ms first, last; /* record times of its first and last article */
	const struct story_member *members; /* the newest, in the order in which they came */
	uint32_t members_count;
	uint32_t members_total;
	uint32_t origins;
	uint32_t open_discrepancies;
};

#define STORY_VIEW_MEMBERS_MAX 500

#endif
