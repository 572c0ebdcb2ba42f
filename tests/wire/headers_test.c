/* Headers: CloudEvents attributes, the way back, the trace, what a dead letter says. */
#include "headers.h"

#include "check_that.h"
#include "hash.h"

static struct arena arena;

static const struct header received[] = {
	{ { (const uint8_t *)"x-own", 5 }, { (const uint8_t *)"1", 1 } },
	{ { (const uint8_t *)"traceparent", 11 }, { (const uint8_t *)"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", 55 } },
	{ { (const uint8_t *)"tracestate", 10 }, { NULL, 0 } },
	{ { (const uint8_t *)"ce_sourceoffset", 15 }, { (const uint8_t *)"3", 1 } },
	{ { (const uint8_t *)"parallax_error_stage", 20 }, { (const uint8_t *)"old", 3 } },
	{ { (const uint8_t *)"x-empty", 7 }, { NULL, 0 } },
};

static struct input_message message(void)
{
	return (struct input_message){ .at = { .topic = bytes_of_string("wire.articles"), .partition = 2, .offset = 41 },
				       .timestamp = 1000, .key = bytes_of_string("k"), .value = bytes_of_string("{broken"),
				       .headers = received, .headers_count = 6 };
}

static unsigned count_of(const struct header_set *set, const char *name)
{
	unsigned count = 0;
	for (uint32_t i = 0; i < set->count; i++)
		count += bytes_equal(set->items[i].name, bytes_of_string(name));
	return count;
}

/* The header stands once and has the value; NULL: it does not stand. */
static bool has(const struct header_set *set, const char *name, const char *value)
{
	if (value == NULL)
		return count_of(set, name) == 0;
	for (uint32_t i = 0; i < set->count; i++) {
		if (bytes_equal(set->items[i].name, bytes_of_string(name)))
			return count_of(set, name) == 1 && bytes_equal(set->items[i].value, bytes_of_string(value));
	}
	return false;
}

static bool is_event(const struct header_set *set, const char *id, const char *type)
{
	return has(set, "ce_specversion", "1.0") && has(set, "ce_source", "parallax") && has(set, "ce_id", id) &&
	       has(set, "ce_type", type) && has(set, "content-type", "application/json");
}

static void test_receipt(void)
{
	struct input_message cause = message();
	struct story_event event = { .action = STORY_JOINED, .seq = 9, .story = 0xab, .uri = bytes_of_string("u"), .time = 2000 };
	struct header_set set = headers_of_story_event(&event, &cause, &arena);
	CHECK_THAT(is_event(&set, "wire.articles-2-41", "parallax.story.joined.v1"));
	CHECK_THAT(has(&set, "ce_time", "1970-01-01T00:00:02.000Z"));
	CHECK_THAT(has(&set, "ce_sourcetopic", "wire.articles") && has(&set, "ce_sourcepartition", "2"));
	CHECK_THAT(has(&set, "ce_sourceoffset", "41") && has(&set, "ce_causetopic", NULL));
	CHECK_THAT(has(&set, "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
	CHECK_THAT(has(&set, "tracestate", NULL) && has(&set, "x-own", NULL));
}

static void test_consequences(void)
{
	struct input_message cause = message();
	struct story_event merged = { .action = STORY_MERGED, .seq = 9, .story = 0xab, .other_story = 0xcd };
	struct header_set set = headers_of_story_event(&merged, &cause, &arena);
	CHECK_THAT(is_event(&set, "merged-00000000000000ab-9", "parallax.story.merged.v1"));
	CHECK_THAT(has(&set, "ce_causetopic", "wire.articles") && has(&set, "ce_causepartition", "2"));
	CHECK_THAT(has(&set, "ce_causeoffset", "41") && has(&set, "ce_sourcetopic", NULL));
	CHECK_THAT(count_of(&set, "traceparent") == 1);

	/* Two articles that one record moves have two ids. */
	struct story_event moved = { .action = STORY_MOVED, .seq = 9, .story = 0xab, .uri = bytes_of_string("a") };
	struct header_set first = headers_of_story_event(&moved, &cause, &arena);
	moved.uri = bytes_of_string("b");
	struct header_set second = headers_of_story_event(&moved, &cause, &arena);
	CHECK_THAT(!bytes_equal(first.items[1].value, second.items[1].value));

	struct story_event closed = { .action = STORY_CLOSED, .seq = 9, .story = 0xab, .time = CLOCK_ABSENT };
	set = headers_of_story_event(&closed, NULL, &arena);
	CHECK_THAT(is_event(&set, "closed-00000000000000ab-9", "parallax.story.closed.v1") && set.count == 5);

	struct discrepancy_event event = { .discrepancy = 0xd, .seq = 9, .revision = 3, .action = DISCREPANCY_RESOLVED, .time = 1 };
	set = headers_of_discrepancy(&event, &cause, &arena);
	CHECK_THAT(is_event(&set, "discrepancy-000000000000000d-9-3", "parallax.discrepancy.resolved.v1"));
	CHECK_THAT(has(&set, "ce_causeoffset", "41"));

	struct story_view story = { .story = 0xab, .seq = 12 };
	set = headers_of_story(&story, 5, &cause, &arena);
	CHECK_THAT(is_event(&set, "story-00000000000000ab-12", "parallax.story.state.v1"));
	CHECK_THAT(has(&set, "ce_time", "1970-01-01T00:00:00.005Z"));
}

static void test_which_are_receipts(void)
{
	unsigned receipts = 0;
	for (int action = 0; action < STORY_ACTIONS; action++)
		receipts += story_action_is_receipt((enum story_action)action);
	CHECK_THAT(receipts == 7);
	CHECK_THAT(story_action_is_receipt(STORY_OPENED) && story_action_is_receipt(STORY_RETRACTED));
	CHECK_THAT(!story_action_is_receipt(STORY_MERGED) && !story_action_is_receipt(STORY_RELEASED));
}

static void test_sketch(void)
{
	struct input_message article = message();
	struct header_set set = headers_of_sketch(&article, (struct bytes){ NULL, 0 }, &arena);
	CHECK_THAT(has(&set, "ce_sourcetopic", "wire.articles") && has(&set, "ce_sourceoffset", "41"));
	CHECK_THAT(has(&set, "content-type", "application/octet-stream") && count_of(&set, "traceparent") == 1);
}

static void test_deadletter(void)
{
	struct input_message bad = message();
	struct header_set set = headers_of_deadletter(&bad, "decode", "The JSON ends too early.", &arena);
	CHECK_THAT(has(&set, "x-own", "1") && count_of(&set, "x-empty") == 1 && count_of(&set, "traceparent") == 1);
	CHECK_THAT(has(&set, "ce_sourcetopic", "wire.articles") && has(&set, "ce_sourcepartition", "2"));
	CHECK_THAT(has(&set, "ce_sourceoffset", "41") && has(&set, "parallax_error_stage", "decode"));
	CHECK_THAT(has(&set, "parallax_error_reason", "The JSON ends too early."));
	CHECK_THAT(has(&set, "__connect.errors.exception.message", "The JSON ends too early.") && has(&set, "__connect.errors.stage", "decode"));
	CHECK_THAT(has(&set, "__connect.errors.exception.class.name", "parallax.decode") && has(&set, "__connect.errors.offset", "41"));
	CHECK_THAT(has(&set, "parallax_error_time", "1970-01-01T00:00:01.000Z") && has(&set, "parallax_error_bytes", "7"));
	char hash[17];
	snprintf(hash, sizeof hash, "%016llx", (unsigned long long)XXH3_64bits("{broken", 7));
	CHECK_THAT(has(&set, "parallax_error_xxh3", hash));

	struct input_message tombstone = { .at = { .topic = bytes_of_string("t"), .partition = 0, .offset = 0 },
					   .timestamp = CLOCK_ABSENT };
	set = headers_of_deadletter(&tombstone, "decode", "x", &arena);
	CHECK_THAT(set.count == 11 && has(&set, "parallax_error_bytes", NULL) && has(&set, "ce_sourceoffset", "0"));
}

/* A header that only claims to be a trace is not passed on. */
static void test_long_trace(void)
{
	static uint8_t long_value[600];
	struct header headers[] = { { bytes_of_string("traceparent"), bytes_of(long_value, sizeof long_value) },
				    { bytes_of_string("tracestate"), bytes_of(long_value, 0) } };
	struct input_message cause = message();
	cause.headers = headers;
	cause.headers_count = 2;
	struct header_set set = headers_of_sketch(&cause, (struct bytes){ NULL, 0 }, &arena);
	CHECK_THAT(count_of(&set, "traceparent") == 0 && count_of(&set, "tracestate") == 0);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_receipt();
	test_consequences();
	test_which_are_receipts();
	test_sketch();
	test_deadletter();
	test_long_trace();
	arena_free(&arena);
	return check_that_result();
}
