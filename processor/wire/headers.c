#include "headers.h"

#include <stdio.h>

#include "check.h"
#include "enum_names.h"
#include "hash.h"
#include "json_write.h"
#include "timestamp.h"

/* More than any set needs besides the headers as received. */
#define HEADERS_MAX 20

static void add(struct header_set *set, const char *name, struct bytes value)
{
	set->items[set->count++] = (struct header){ .name = bytes_of_string(name), .value = value };
}

static void add_string(struct header_set *set, const char *name, const char *value, struct arena *arena)
{
	add(set, name, arena_copy(arena, bytes_of_string(value)));
}

static void add_number(struct header_set *set, const char *name, int64_t number, struct arena *arena)
{
	char text[24];
	snprintf(text, sizeof text, "%lld", (long long)number);
	add_string(set, name, text, arena);
}

static void add_time(struct header_set *set, const char *name, clock_ms time, struct arena *arena)
{
	char text[TIMESTAMP_SIZE];
	if (time == CLOCK_ABSENT)
		return;
	timestamp_print(time, text);
	add_string(set, name, text, arena);
}

static struct header_set begin(uint32_t received, struct arena *arena)
{
	return (struct header_set){ .items = arena_take(arena, (received + (size_t)HEADERS_MAX) * sizeof(struct header)) };
}

static void add_event(struct header_set *set, const char *id, const char *type, clock_ms time, struct arena *arena)
{
	add(set, "ce_specversion", bytes_of_string("1.0"));
	add_string(set, "ce_id", id, arena);
	add(set, "ce_source", bytes_of_string("parallax"));
	add_string(set, "ce_type", type, arena);
	add_time(set, "ce_time", time, arena);
	add(set, "content-type", bytes_of_string("application/json"));
}

static void add_source(struct header_set *set, const struct coordinates *at, struct arena *arena)
{
	add(set, "ce_sourcetopic", at->topic);
	add_number(set, "ce_sourcepartition", at->partition, arena);
	add_number(set, "ce_sourceoffset", at->offset, arena);
}

static void add_cause(struct header_set *set, const struct coordinates *at, struct arena *arena)
{
	add(set, "ce_causetopic", at->topic);
	add_number(set, "ce_causepartition", at->partition, arena);
	add_number(set, "ce_causeoffset", at->offset, arena);
}

/* Longer ones are nobody's trace (the standard's own forms have 55 bytes and at most 512). */
#define TRACE_MAX 512

static void add_trace(struct header_set *set, const struct input_message *message)
{
	static const char *const names[] = { "traceparent", "tracestate" };
	for (size_t n = 0; n < sizeof names / sizeof names[0]; n++) {
		for (uint32_t i = 0; i < message->headers_count; i++) {
			const struct header *header = &message->headers[i];
			if (!bytes_equal(header->name, bytes_of_string(names[n])) || header->value.length - 1 >= TRACE_MAX)
				continue;
			add(set, names[n], header->value);
			break;
		}
	}
}

static void add_consequence(struct header_set *set, const struct input_message *cause, struct arena *arena)
{
	if (cause == NULL)
		return;
	add_cause(set, &cause->at, arena);
	add_trace(set, cause);
}

bool story_action_is_receipt(enum story_action action)
{
	return action <= STORY_RETRACTED;
}

struct header_set headers_of_story(const struct story_view *story, clock_ms time, const struct input_message *cause,
				   struct arena *arena)
{
	char id[64], story_id[ID_TEXT_SIZE];
	struct header_set set = begin(0, arena);
	id_print(story->story, story_id);
	snprintf(id, sizeof id, "story-%s-%llu", story_id, (unsigned long long)story->seq);
	add_event(&set, id, "parallax.story.state.v1", time, arena);
	add_consequence(&set, cause, arena);
	return set;
}

/* A receipt is known by its record; what follows, by what happened to which story, and to which article of it, at which
 * place in the state's order. */
static void print_event_id(const struct story_event *event, const struct input_message *cause, char *id, size_t size)
{
	char story[ID_TEXT_SIZE], article[ID_TEXT_SIZE];
	if (story_action_is_receipt(event->action)) {
		snprintf(id, size, "%.*s-%ld-%lld", (int)cause->at.topic.length, (const char *)cause->at.topic.data,
			 (long)cause->at.partition, (long long)cause->at.offset);
		return;
	}
	id_print(event->story, story);
	id_print(hash_bytes(event->uri), article);
	snprintf(id, size, "%s-%s-%llu%s%s", story_action_name(event->action), story, (unsigned long long)event->seq,
		 event->uri.data == NULL ? "" : "-", event->uri.data == NULL ? "" : article);
}

struct header_set headers_of_story_event(const struct story_event *event, const struct input_message *cause,
					 struct arena *arena)
{
	CHECK(cause != NULL || !story_action_is_receipt(event->action));
	char id[320], type[64]; /* a topic's name has at most 249 bytes */
	struct header_set set = begin(0, arena);
	print_event_id(event, cause, id, sizeof id);
	snprintf(type, sizeof type, "parallax.story.%s.v1", story_action_name(event->action));
	add_event(&set, id, type, event->time, arena);
	if (story_action_is_receipt(event->action)) {
		add_source(&set, &cause->at, arena);
		add_trace(&set, cause);
	} else {
		add_consequence(&set, cause, arena);
	}
	return set;
}

struct header_set headers_of_discrepancy(const struct discrepancy_event *event, const struct input_message *cause,
					 struct arena *arena)
{
	char id[96], type[64], discrepancy[ID_TEXT_SIZE];
	struct header_set set = begin(0, arena);
	id_print(event->discrepancy, discrepancy);
	/* Its life may begin again, at revision 1, under the id that it had: an article comes back, or goes to another story. */
	snprintf(id, sizeof id, "discrepancy-%s-%llu-%lu", discrepancy, (unsigned long long)event->seq, (unsigned long)event->revision);
	snprintf(type, sizeof type, "parallax.discrepancy.%s.v1", discrepancy_action_name(event->action));
	add_event(&set, id, type, event->time, arena);
	add_consequence(&set, cause, arena);
	return set;
}

static const char group_header[] = "parallax_group";

struct header_set headers_of_sketch(const struct input_message *article, struct bytes group, struct arena *arena)
{
	struct header_set set = begin(0, arena);
	add_source(&set, &article->at, arena);
	if (group.data != NULL)
		add(&set, group_header, group);
	add(&set, "content-type", bytes_of_string("application/octet-stream"));
	add_trace(&set, article);
	return set;
}

static struct bytes value_of(const struct input_message *message, const char *name)
{
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (bytes_equal(message->headers[i].name, bytes_of_string(name)))
			return message->headers[i].value;
	return (struct bytes){ NULL, 0 };
}

bool headers_are_for_group(const struct input_message *sketch, struct bytes group)
{
	struct bytes found = value_of(sketch, group_header);
	return found.data != NULL && bytes_equal(found, group);
}

/* As add_number wrote it; at most 18 digits, which fit. */
static bool read_number(struct bytes text, int64_t max, int64_t *ret_number)
{
	int64_t number = 0;
	if (text.length == 0 || text.length > 18)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return false;
		number = number * 10 + (text.data[i] - '0');
	}
	*ret_number = number;
	return number <= max;
}

bool headers_article_of_sketch(const struct input_message *sketch, struct coordinates *ret_article)
{
	int64_t partition, offset;
	struct bytes topic = value_of(sketch, "ce_sourcetopic");
	if (topic.length == 0 || !read_number(value_of(sketch, "ce_sourcepartition"), INT32_MAX, &partition) ||
	    !read_number(value_of(sketch, "ce_sourceoffset"), INT64_MAX, &offset))
		return false;
	*ret_article = (struct coordinates){ topic, (int32_t)partition, offset };
	return true;
}

bool header_is_of_failure(struct bytes name)
{
	static const char *const prefixes[] = { "ce_source", "ce_cause", "parallax_error_", HEADER_TRANSACTION, "__connect.errors." };
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		size_t length = strlen(prefixes[i]);
		if (name.length >= length && memcmp(name.data, prefixes[i], length) == 0)
			return true;
	}
	return false;
}

uint32_t headers_of_failure(const char *stage, const char *reason, struct bytes value, struct header *items, struct arena *arena)
{
	char class[64];
	struct header_set set = { .items = items };
	snprintf(class, sizeof class, "parallax.%s", stage);
	add_string(&set, "parallax_error_stage", stage, arena);
	add_string(&set, "parallax_error_reason", reason, arena);
	if (value.data != NULL) {
		char hash[ID_TEXT_SIZE];
		add_number(&set, "parallax_error_bytes", (int64_t)value.length, arena);
		id_print(hash_bytes(value), hash);
		add_string(&set, "parallax_error_xxh3", hash, arena);
	}
	add_string(&set, "__connect.errors.stage", stage, arena);
	add_string(&set, "__connect.errors.exception.class.name", class, arena);
	add_string(&set, "__connect.errors.exception.message", reason, arena);
	return set.count;
}

static void add_place_for_connect(struct header_set *set, const struct coordinates *at, struct arena *arena)
{
	add(set, "__connect.errors.topic", at->topic);
	add_number(set, "__connect.errors.partition", at->partition, arena);
	add_number(set, "__connect.errors.offset", at->offset, arena);
}

struct header_set headers_of_deadletter(const struct input_message *message, const char *stage, const char *reason,
					struct arena *arena)
{
	struct header_set set = begin(message->headers_count, arena);
	for (uint32_t i = 0; i < message->headers_count; i++) {
		if (!header_is_of_failure(message->headers[i].name))
			set.items[set.count++] = message->headers[i];
	}
	add_source(&set, &message->at, arena);
	add_time(&set, "parallax_error_time", message->timestamp, arena);
	set.count += headers_of_failure(stage, reason, message->value, set.items + set.count, arena);
	add_place_for_connect(&set, &message->at, arena);
	return set;
}
