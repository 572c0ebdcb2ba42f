/* What is sent in place of a record that is too large. */
#include "kafka_oversize.h"

#include "check_that.h"
#include "hash.h"
#include "json_write.h"

static struct bytes header_of(const struct output_message *message, const char *name)
{
	for (uint32_t i = 0; i < message->headers_count; i++)
		if (bytes_equal(message->headers[i].name, bytes_of_string(name)))
			return message->headers[i].value;
	return (struct bytes){ NULL, 0 };
}

static struct header header(const char *name, const char *value)
{
	return (struct header){ bytes_of_string(name), bytes_of_string(value) };
}

/* Its headers already say why, how long it was and its hash. */
static void a_dead_letter_goes_on_without_its_value(struct arena *arena)
{
	struct header headers[] = { header("from-outside", "x"), header("ce_sourcetopic", "t"), header("ce_sourceoffset", "7"),
		                    header("parallax_error_stage", "size"), header("parallax_error_xxh3", "00"), header("traceparent", "tp") };
	struct output_message message = { .topic = TOPIC_DEADLETTER, .partition = -1, .timestamp = 5, .key = bytes_of_string("k"),
		                          .value = bytes_of_string("a long value"), .headers = headers, .headers_count = 6 };
	struct output_message letter = kafka_oversize_letter(&message, "wire.deadletter", 10, arena);
	CHECK_THAT(letter.topic == TOPIC_DEADLETTER && letter.value.data == NULL && letter.timestamp == 5);
	CHECK_THAT(bytes_equal(letter.key, bytes_of_string("k")));
	CHECK_THAT(letter.headers_count == 5 && header_of(&letter, "from-outside").data == NULL);
	CHECK_THAT(bytes_equal(header_of(&letter, "ce_sourceoffset"), bytes_of_string("7")));
	CHECK_THAT(bytes_equal(header_of(&letter, "parallax_error_stage"), bytes_of_string("size")));
}

/* A receipt that cannot be published: the record must still have one answer. */
static void another_record_becomes_a_dead_letter(struct arena *arena)
{
	static char key[5000];
	char hash[ID_TEXT_SIZE];
	memset(key, 'k', sizeof key);
	struct bytes value = bytes_of_string("a long value");
	struct header headers[] = { header("ce_id", "i"), header("ce_sourcetopic", "t"), header("content-type", "application/json") };
	struct output_message message = { .topic = TOPIC_STORY_EVENTS, .partition = 3, .timestamp = 1741600800000, .value = value,
		                          .key = bytes_of(key, sizeof key), .headers = headers, .headers_count = 3 };
	struct output_message letter = kafka_oversize_letter(&message, "wire.story-events", 10, arena);
	id_print(hash_bytes(value), hash);
	CHECK_THAT(letter.topic == TOPIC_DEADLETTER && letter.partition == -1 && letter.value.data == NULL && letter.key.data == NULL);
	CHECK_THAT(bytes_equal(header_of(&letter, "ce_sourcetopic"), bytes_of_string("t")));
	CHECK_THAT(bytes_equal(header_of(&letter, "parallax_error_stage"), bytes_of_string("publish")));
	CHECK_THAT(bytes_equal(header_of(&letter, "parallax_error_bytes"), bytes_of_string("12")));
	CHECK_THAT(bytes_equal(header_of(&letter, "parallax_error_xxh3"), bytes_of_string(hash)));
	CHECK_THAT(bytes_equal(header_of(&letter, "parallax_error_time"), bytes_of_string("2025-03-10T10:00:00.000Z")));
	CHECK_THAT(header_of(&letter, "parallax_error_reason").length > 20);
	CHECK_THAT(header_of(&letter, "content-type").data == NULL);
}

/* The record has its receipt besides: a second answer would be one too many. */
static void a_sketch_answers_nothing(struct arena *arena)
{
	struct header headers[] = { header("ce_sourcetopic", "t"), header("ce_sourcepartition", "1"), header("ce_sourceoffset", "7") };
	struct output_message message = { .topic = TOPIC_SKETCHES, .partition = 1, .timestamp = 5, .value = bytes_of_string("a sketch"),
		                          .headers = headers, .headers_count = 3 };
	struct output_message letter = kafka_oversize_letter(&message, "parallax.sketches", 5, arena);
	CHECK_THAT(header_of(&letter, "ce_sourceoffset").data == NULL && header_of(&letter, "ce_sourcetopic").data == NULL);
	CHECK_THAT(bytes_equal(header_of(&letter, "ce_causeoffset"), bytes_of_string("7")));
	CHECK_THAT(bytes_equal(header_of(&letter, "__connect.errors.exception.class.name"), bytes_of_string("parallax.publish")));
}

int main(void)
{
	struct arena arena;
	arena_init(&arena, 4096);
	a_dead_letter_goes_on_without_its_value(&arena);
	another_record_becomes_a_dead_letter(&arena);
	a_sketch_answers_nothing(&arena);
	arena_free(&arena);
	return check_that_result();
}
