/* message.h: what comes out of a broker or a file, and what goes in. */
#ifndef PARALLAX_RECORD_MESSAGE_H
#define PARALLAX_RECORD_MESSAGE_H

#include "bytes.h"
#include "clock.h"
#include "coordinates.h"

struct header {
	struct bytes name;
	struct bytes value; /* may be absent */
};

struct input_message {
	struct coordinates at;
	clock_ms timestamp;
	struct bytes key;   /* may be absent */
	struct bytes value; /* may be absent: a tombstone */
	const struct header *headers;
	uint32_t headers_count;
	bool crashed; /* the process ended each time that it took this record */
};

/* The topics that Parallax writes; their names are settings. */
enum topic { TOPIC_STORIES, TOPIC_STORY_EVENTS, TOPIC_DISCREPANCIES, TOPIC_DEADLETTER, TOPIC_SKETCHES, TOPIC_CHANGELOG, TOPIC_COUNT };

struct output_message {
	enum topic topic;
	int32_t partition; /* -1: by key */
	clock_ms timestamp;
	struct bytes key;
	struct bytes value; /* absent: a tombstone */
	const struct header *headers;
	uint32_t headers_count;
};

#endif
