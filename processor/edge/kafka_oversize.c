#include "kafka_oversize.h"

#include <inttypes.h>
#include <stdio.h>

#include "hash.h"
#include "json_write.h"
#include "timestamp.h"

#define KEY_BYTES_MAX 4096
#define VALUE_BYTES_MAX 4096
#define ERROR_HEADERS 5

static bool begins_with(struct bytes name, const char *prefix)
{
	size_t length = strlen(prefix);
	return name.length >= length && memcmp(name.data, prefix, length) == 0;
}

/* The headers that are ours. */
static bool is_kept(const struct header *header)
{
	return header->value.length <= VALUE_BYTES_MAX &&
	       (begins_with(header->name, "ce_") || begins_with(header->name, "parallax_error_") || begins_with(header->name, "trace"));
}

static void add(struct header *headers, uint32_t *count, const char *name, const char *value, struct arena *arena)
{
	headers[(*count)++] = (struct header){ bytes_of_string(name), arena_copy(arena, bytes_of_string(value)) };
}

static void add_error(const struct output_message *message, const char *topic, int64_t bytes_max, struct header *headers,
                      uint32_t *count, struct arena *arena)
{
	char reason[512], time[TIMESTAMP_SIZE], bytes[32], hash[ID_TEXT_SIZE];
	snprintf(reason, sizeof reason, "A record for %s has %zu bytes, more than message.bytes.max allows (%" PRId64 ").", topic,
	         message->value.length, bytes_max);
	timestamp_print(message->timestamp, time);
	snprintf(bytes, sizeof bytes, "%zu", message->value.length);
	id_print(hash_bytes(message->value), hash);
	add(headers, count, "parallax_error_stage", "publish", arena);
	add(headers, count, "parallax_error_reason", reason, arena);
	add(headers, count, "parallax_error_time", time, arena);
	add(headers, count, "parallax_error_bytes", bytes, arena);
	add(headers, count, "parallax_error_xxh3", hash, arena);
}

struct output_message kafka_oversize_letter(const struct output_message *message, const char *topic, int64_t bytes_max,
                                            struct arena *arena)
{
	struct header *headers = arena_take(arena, (message->headers_count + (size_t)ERROR_HEADERS) * sizeof *headers);
	uint32_t count = 0;
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (is_kept(&message->headers[i]))
			headers[count++] = message->headers[i];
	if (message->topic != TOPIC_DEADLETTER)
		add_error(message, topic, bytes_max, headers, &count, arena);
	return (struct output_message){
		.topic = TOPIC_DEADLETTER, .partition = -1, .timestamp = message->timestamp,
		.key = message->key.length <= KEY_BYTES_MAX ? message->key : (struct bytes){ NULL, 0 },
		.headers = headers, .headers_count = count,
	};
}
