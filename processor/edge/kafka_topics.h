/* kafka_topics.h: the topics on the broker: can it be reached, are they there, are they as they must be; makes those that are
 * missing when told to. Used once at start. */
#ifndef PARALLAX_EDGE_KAFKA_TOPICS_H
#define PARALLAX_EDGE_KAFKA_TOPICS_H

#include "settings.h"

/* STATUS_OK when every topic is there, or was made. Otherwise STATUS_FATAL, with the reason and what to do logged: command is
 * how the user called us, for the command that makes what is missing. */
enum status kafka_topics_prepare(const struct settings *settings, const char *command);

/* Room that a topic's max.message.bytes leaves for a record's frame beside the largest record. */
#define KAFKA_FRAME_BYTES 65536

/* How one topic is made: for the broker, for the embedded broker and for the README. */
struct kafka_topic_plan {
	const char *name;
	int partitions;
	const char *cleanup_policy;
	int64_t retention_ms; /* -1: for ever */
	int64_t compaction_lag_ms; /* how long at least what was written over stays */
	int64_t bytes_max;    /* of a record */
};

/* The largest record of a topic that Parallax writes. An entry of the changelog holds what an article may be made of (its uri may
 * be almost all of it) and what was read from it. */
int64_t kafka_topics_bytes_max(const struct settings *settings, enum topic topic);

#define KAFKA_TOPICS_MAX (SETTINGS_INPUTS_MAX + TOPIC_COUNT)

/* The inputs, then the outputs. Returns their number. */
uint32_t kafka_topics_plan(const struct settings *settings, struct kafka_topic_plan ret_plan[KAFKA_TOPICS_MAX]);

#endif
