#include "feed.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "cpu.h"
#include "kernel.h"

void feed_begin(struct feed *feed)
{
	static const struct pass_settings settings = { .story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY },
		.article_bytes_max = 1 << 20, .internal_topics = true };
	const struct kernel *kernel;
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	*feed = (struct feed){ .offset = 0 };
	arena_init(&feed->arena, 1 << 20);
	pass_init(&feed->pass, &settings, kernel, &feed->arena, &feed->outbox);
}

static struct bytes id_of(const struct output_message *message)
{
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (bytes_equal(message->headers[i].name, bytes_of_string("ce_id")))
			return message->headers[i].value;
	return (struct bytes){ NULL, 0 };
}

/* Whoever reads knows an event by its id: two that differ have two. */
static void check_ids(const struct feed *feed)
{
	for (uint32_t i = 0; i < feed->outbox.count; i++)
		for (uint32_t k = 0; k < i; k++) {
			const struct output_message *a = &feed->outbox.messages[i], *b = &feed->outbox.messages[k];
			if (id_of(a).data == NULL || !bytes_equal(id_of(a), id_of(b)) || bytes_equal(a->value, b->value))
				continue;
			fprintf(stderr, "one id, two events: %.*s\n  %.*s\n  %.*s\n", (int)id_of(a).length, (const char *)id_of(a).data,
			        (int)b->value.length, (const char *)b->value.data, (int)a->value.length, (const char *)a->value.data);
			CHECK(false);
		}
}

void feed_end(struct feed *feed)
{
	check_ids(feed);
	pass_free(&feed->pass);
	outbox_free(&feed->outbox);
	arena_free(&feed->arena);
}

static size_t put_field(char *at, size_t left, const char *format, const char *value)
{
	return value == NULL ? 0 : (size_t)snprintf(at, left, format, value);
}

void feed_take(struct feed *feed, const struct feed_article *article)
{
	enum { SIZE = 1 << 16 };
	char *json = arena_take(&feed->arena, SIZE);
	size_t length = (size_t)snprintf(json, SIZE, "{\"uri\":\"%s\",\"version\":\"%u\"", article->uri, article->version);
	length += put_field(json + length, SIZE - length, ",\"language\":\"%s\"", article->language);
	length += put_field(json + length, SIZE - length, ",\"infosources\":[{\"name\":\"%s\"}]", article->source);
	length += put_field(json + length, SIZE - length, ",\"headlines\":[{\"value\":\"%s\"}]", article->headline);
	length += put_field(json + length, SIZE - length, ",\"bodies\":[{\"contenttype\":\"text/plain\",\"value\":\"%s\"}]", article->body);
	length += put_field(json + length, SIZE - length, ",%s", article->more);
	CHECK(length + 2 < SIZE);
	json[length++] = '}';
	struct input_message message = { .at = { bytes_of_string("wire.articles"), 0, feed->offset++ },
		.timestamp = FEED_START + article->minute * 60 * CLOCK_SECOND, .value = bytes_of(json, length) };
	pass_record(&feed->pass, &message);
	pass_finish(&feed->pass);
}

void feed_tick(struct feed *feed, int minute)
{
	pass_tick(&feed->pass, FEED_START + minute * 60 * CLOCK_SECOND);
	pass_finish(&feed->pass);
}

bool feed_holds(struct bytes text, const char *part)
{
	return text.length > 0 && memmem(text.data, text.length, part, strlen(part)) != NULL;
}

struct bytes feed_event(const struct feed *feed, const char *text, const char *other)
{
	for (uint32_t i = feed->outbox.count; i-- > 0;) {
		const struct output_message *message = &feed->outbox.messages[i];
		if (message->topic == TOPIC_STORY_EVENTS && feed_holds(message->value, text) &&
		    (other == NULL || feed_holds(message->value, other)))
			return message->value;
	}
	return (struct bytes){ NULL, 0 };
}

uint32_t feed_count(const struct feed *feed, enum topic topic, const char *text)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < feed->outbox.count; i++)
		count += feed->outbox.messages[i].topic == topic && feed_holds(feed->outbox.messages[i].value, text);
	return count;
}

const char *feed_story(struct feed *feed, const char *uri)
{
	static const char *const placing[] = { "\"opened\"", "\"joined\"", "\"updated\"", "\"released\"", "\"moved\"" };
	char *quoted = arena_take(&feed->arena, strlen(uri) + 3);
	sprintf(quoted, "\"%s\"", uri);
	for (uint32_t i = feed->outbox.count; i-- > 0;) {
		const struct output_message *message = &feed->outbox.messages[i];
		for (size_t k = 0; k < sizeof placing / sizeof placing[0]; k++)
			if (message->topic == TOPIC_STORY_EVENTS && feed_holds(message->value, placing[k]) && feed_holds(message->value, quoted))
				return (const char *)arena_copy(&feed->arena, message->key).data;
	}
	return "";
}

struct bytes feed_value(const struct feed *feed, const char *story)
{
	for (uint32_t i = feed->outbox.count; i-- > 0;)
		if (feed->outbox.messages[i].topic == TOPIC_STORIES && bytes_equal(feed->outbox.messages[i].key, bytes_of_string(story)))
			return feed->outbox.messages[i].value;
	return (struct bytes){ NULL, 0 };
}
