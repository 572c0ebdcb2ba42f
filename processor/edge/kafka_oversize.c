#include "kafka_oversize.h"

#include <inttypes.h>
#include <stdio.h>

#include "headers.h"
#include "timestamp.h"

#define KEY_BYTES_MAX 4096
#define VALUE_BYTES_MAX 4096
static bool begins_with(struct bytes name, const char *prefix)
{
	size_t length = strlen(prefix);
	return name.length >= length && memcmp(name.data, prefix, length) == 0;
}

/* The headers that are ours. */
static bool is_kept(const struct header *header)
{
	return header->value.length <= VALUE_BYTES_MAX &&
	       (begins_with(header->name, "ce_") || begins_with(header->name, "trace") || header_is_of_failure(header->name));
}

/* Only a receipt answers its record, and so does the dead letter in its place. Of anything else the record is the cause. */
static struct bytes name_of(const struct output_message *message, struct bytes name)
{
	static const char *const names[][2] = { { "ce_sourcetopic", "ce_causetopic" }, { "ce_sourcepartition", "ce_causepartition" },
		                                { "ce_sourceoffset", "ce_causeoffset" } };
	bool answers = message->topic == TOPIC_STORY_EVENTS || message->topic == TOPIC_DEADLETTER;
	for (size_t i = 0; !answers && i < sizeof names / sizeof names[0]; i++)
		if (bytes_equal(name, bytes_of_string(names[i][0])))
			return bytes_of_string(names[i][1]);
	return name;
}

static uint32_t add_error(const struct output_message *message, const char *topic, int64_t bytes_max, struct header *headers,
                          struct arena *arena)
{
	char reason[512], time[TIMESTAMP_SIZE];
	snprintf(reason, sizeof reason, "A record for %s has %zu bytes, more than message.bytes.max allows (%" PRId64 ").", topic,
	         message->value.length, bytes_max);
	timestamp_print(message->timestamp, time);
	headers[0] = (struct header){ bytes_of_string("parallax_error_time"), arena_copy(arena, bytes_of_string(time)) };
	return 1 + headers_of_failure("publish", reason, message->value, headers + 1, arena);
}

struct output_message kafka_oversize_letter(const struct output_message *message, const char *topic, int64_t bytes_max,
                                            struct arena *arena)
{
	struct header *headers = arena_take(arena, (message->headers_count + (size_t)FAILURE_HEADERS_MAX + 1) * sizeof *headers);
	uint32_t count = 0;
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (is_kept(&message->headers[i]))
			headers[count++] = (struct header){ name_of(message, message->headers[i].name), message->headers[i].value };
	if (message->topic != TOPIC_DEADLETTER)
		count += add_error(message, topic, bytes_max, headers + count, arena);
	return (struct output_message){
		.topic = TOPIC_DEADLETTER, .partition = -1, .timestamp = message->timestamp,
		.key = message->key.length <= KEY_BYTES_MAX ? message->key : (struct bytes){ NULL, 0 },
		.headers = headers, .headers_count = count,
	};
}
