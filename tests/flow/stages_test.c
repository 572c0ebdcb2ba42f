/* The two stages, one behind the other, publish what both in one process do: the same stories, the same decisions, receipts with the
 * coordinates of the articles; with one or four instances that sketch. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "headers.h"
#include "kernel.h"
#include "pass.h"

#define LINES_MAX 512
#define START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */

static struct arena texts;
static struct input_message messages[LINES_MAX];
static uint32_t messages_count;

static void read_feed(void)
{
	static const struct header trace = { { (const uint8_t *)"traceparent", 11 }, { (const uint8_t *)"00-1-2-01", 9 } };
	char *line = NULL;
	size_t size = 0;
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson", "rb");
	CHECK_THAT(file != NULL);
	while (file != NULL && messages_count < LINES_MAX && getline(&line, &size, file) > 0) {
		uint32_t i = messages_count++;
		line[strcspn(line, "\r\n")] = 0;
		messages[i] = (struct input_message){ .at = { bytes_of_string("in"), (int32_t)(i % 4), i },
			.timestamp = START + i * CLOCK_SECOND, .key = bytes_of_string(i % 2 == 0 ? "even" : "odd"),
			.value = arena_copy(&texts, bytes_of_string(i % 19 == 7 ? "{ no article" : line)), .headers = &trace, .headers_count = i % 3 == 0 };
	}
	free(line);
	if (file != NULL)
		fclose(file);
}

/* A stage, with what it has published so far. */
struct running {
	struct arena arena;
	struct outbox outbox;
	struct pass pass;
	struct worker_pool *pool;
};

static void begin(struct running *running, enum stage stage, const char *group)
{
	struct pass_settings settings = { .stage = stage, .group = bytes_of_string(group), .article_bytes_max = 1 << 20, .internal_topics = true,
		.story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY } };
	const struct kernel *kernel;
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	*running = (struct running){ .pool = worker_pool_new(2) };
	arena_init(&running->arena, 1 << 20);
	pass_init(&running->pass, &settings, kernel, &running->arena, &running->outbox);
}

static void end(struct running *running)
{
	pass_free(&running->pass);
	outbox_free(&running->outbox);
	arena_free(&running->arena);
	worker_pool_free(running->pool);
}

static void take(struct running *running, const struct input_message *message)
{
	struct pass_article *article = arena_take(&running->arena, sizeof *article);
	memset(article, 0xa5, sizeof *article); /* nothing may be read that was not set */
	article->message = message;
	pass_records(&running->pass, article, 1, running->pool);
	pass_finish(&running->pass);
}

static struct input_message *as_read(struct running *of, const struct output_message *sketch, int64_t offset)
{
	struct input_message *message = arena_take(&of->arena, sizeof *message);
	*message = (struct input_message){ .at = { bytes_of_string("parallax.sketches"), sketch->partition, offset }, .timestamp = sketch->timestamp,
		.key = sketch->key, .value = sketch->value, .headers = sketch->headers, .headers_count = sketch->headers_count };
	return message;
}

static bool same(const struct output_message *a, const struct output_message *b)
{
	bool equal = a->topic == b->topic && a->timestamp == b->timestamp && bytes_equal(a->key, b->key) && bytes_equal(a->value, b->value) &&
		     a->headers_count == b->headers_count;
	for (uint32_t i = 0; equal && i < a->headers_count; i++)
		equal = bytes_equal(a->headers[i].name, b->headers[i].name) && bytes_equal(a->headers[i].value, b->headers[i].value);
	return equal;
}

/* The next message behind *at that the stage before this one has not published; NULL at the end. */
static const struct output_message *next_of_cluster(const struct outbox *outbox, uint32_t *at)
{
	while (*at < outbox->count) {
		const struct output_message *message = &outbox->messages[(*at)++];
		if (message->topic != TOPIC_SKETCHES && message->topic != TOPIC_DEADLETTER)
			return message;
	}
	return NULL;
}

static uint32_t count_of(const struct running *running, enum topic topic)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < running->outbox.count; i++)
		count += running->outbox.messages[i].topic == topic;
	return count;
}

static void publish_the_same(uint32_t instances)
{
	struct running all, cluster, sketching[4];
	uint32_t deadletters = 0;
	begin(&all, STAGE_ALL, "group");
	begin(&cluster, STAGE_CLUSTER, "group");
	for (uint32_t k = 0; k < instances; k++)
		begin(&sketching[k], STAGE_SKETCH, "group");
	for (uint32_t i = 0; i < messages_count; i++) {
		struct running *sketch = &sketching[i % instances];
		uint32_t before = sketch->outbox.count;
		take(&all, &messages[i]);
		take(sketch, &messages[i]);
		CHECK_THAT(sketch->outbox.count == before + 1);
		if (sketch->outbox.messages[before].topic == TOPIC_SKETCHES)
			take(&cluster, as_read(&cluster, &sketch->outbox.messages[before], i));
	}
	for (uint32_t a = 0, b = 0;;) {
		const struct output_message *one = next_of_cluster(&all.outbox, &a), *other = next_of_cluster(&cluster.outbox, &b);
		CHECK_THAT((one == NULL) == (other == NULL));
		if (one == NULL || other == NULL)
			break;
		CHECK_THAT(same(one, other));
	}
	for (uint32_t k = 0; k < instances; k++) {
		deadletters += count_of(&sketching[k], TOPIC_DEADLETTER);
		end(&sketching[k]);
	}
	CHECK_THAT(deadletters == count_of(&all, TOPIC_DEADLETTER) && deadletters > 0);
	CHECK_THAT(count_of(&cluster, TOPIC_SKETCHES) == 0 && count_of(&cluster, TOPIC_DEADLETTER) == 0);
	end(&all);
	end(&cluster);
}

static bool has_header(const struct output_message *message, const char *name, const char *value)
{
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (bytes_equal(message->headers[i].name, bytes_of_string(name)))
			return memmem(message->headers[i].value.data, message->headers[i].value.length, value, strlen(value)) != NULL;
	return false;
}

/* What is no sketch of this program's becomes a dead letter that names its article; what another group's sketch stage, or a run in one
 * process, has left is nobody's article here. */
static void answer_what_is_strange(void)
{
	struct running sketch, other, all, cluster;
	begin(&sketch, STAGE_SKETCH, "group");
	begin(&other, STAGE_SKETCH, "group2");
	begin(&all, STAGE_ALL, "group");
	begin(&cluster, STAGE_CLUSTER, "group");
	take(&sketch, &messages[0]);
	take(&other, &messages[0]);
	take(&all, &messages[0]);
	take(&cluster, as_read(&cluster, &other.outbox.messages[0], 0));
	CHECK_THAT(all.outbox.messages[0].topic == TOPIC_SKETCHES);
	take(&cluster, as_read(&cluster, &all.outbox.messages[0], 1));
	CHECK_THAT(cluster.outbox.count == 0);

	struct input_message *old = as_read(&cluster, &sketch.outbox.messages[0], 2);
	uint8_t *bytes = (uint8_t *)(uintptr_t)arena_copy(&cluster.arena, old->value).data;
	bytes[4] = 1; /* the format's version */
	old->value = bytes_of(bytes, old->value.length);
	take(&cluster, old);
	CHECK_THAT(cluster.outbox.count == 1);
	const struct output_message *letter = &cluster.outbox.messages[0];
	CHECK_THAT(letter->topic == TOPIC_DEADLETTER && has_header(letter, "parallax_error_stage", "sketch"));
	CHECK_THAT(has_header(letter, "parallax_error_reason", "format version 1") && has_header(letter, "parallax_error_reason", "--rebuild earliest"));
	CHECK_THAT(has_header(letter, "ce_sourcetopic", "in") && has_header(letter, "ce_sourceoffset", "0"));

	struct input_message *lost = as_read(&cluster, &sketch.outbox.messages[0], 3);
	struct header group = { bytes_of_string("parallax_group"), bytes_of_string("group") };
	lost->headers = &group;
	lost->headers_count = 1;
	take(&cluster, lost);
	CHECK_THAT(cluster.outbox.count == 2 && has_header(&cluster.outbox.messages[1], "ce_sourcetopic", "parallax.sketches"));
	end(&sketch);
	end(&other);
	end(&all);
	end(&cluster);
}

int main(void)
{
	arena_init(&texts, 1 << 20);
	read_feed();
	CHECK_THAT(messages_count > 100);
	publish_the_same(1);
	publish_the_same(4);
	answer_what_is_strange();
	arena_free(&texts);
	return check_that_result();
}
