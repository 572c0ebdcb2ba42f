/* Writes one <topic>.ndjson per published topic into a folder, as replay does, with every action, type and verdict that
 * there is: what tests/schemas/validate.py checks besides the events that feeds happen to bring about.
 * usage: published_lines DIR */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "encode.h"
#include "headers.h"
#include "json_write.h"
#include "measures.h"

static struct arena arena;

static const struct input_message cause = {
	.at = { .topic = { (const uint8_t *)"wire.articles", 13 }, .partition = 0, .offset = 7 },
	.timestamp = 1706097600000,
	.key = { (const uint8_t *)"k\"", 2 },
	.value = { (const uint8_t *)"{\"uri\":", 7 },
};

static FILE *open_topic(const char *folder, const char *topic)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.ndjson", folder, topic);
	FILE *file = fopen(path, "w");
	if (file == NULL) {
		perror(path);
		exit(1);
	}
	return file;
}

static void put_line(FILE *file, struct bytes key, struct header_set headers, struct bytes value)
{
	struct json_write write;
	json_write_begin(&write, &arena, 0);
	json_write_open(&write, '{');
	json_write_key(&write, "key");
	json_write_text(&write, key);
	json_write_key(&write, "headers");
	json_write_open(&write, '{');
	for (uint32_t i = 0; i < headers.count; i++) {
		json_write_key_bytes(&write, headers.items[i].name);
		json_write_text(&write, headers.items[i].value);
	}
	json_write_close(&write, '}');
	json_write_key(&write, "value");
	struct bytes line = json_write_end(&write);
	fwrite(line.data, 1, line.length, file);
	fwrite(value.data, 1, value.length, file);
	fputs("}\n", file);
}

static struct bytes key_of(uint64_t id)
{
	char text[ID_TEXT_SIZE];
	id_print(id, text);
	return arena_copy(&arena, bytes_of_string(text));
}

static void put_stories(FILE *file)
{
	const struct story_member members[] = {
		{ .uri = bytes_of_string("urn:w:1"), .version = 1, .source = bytes_of_string("nord"), .language = bytes_of_string("de"),
		  .headline = bytes_of_string("Brücke \"stürzt\" ein\n"), .origin = 1, .created = 0 },
		{ .uri = bytes_of_string("urn:w:2"), .created = CLOCK_ABSENT },
	};
	for (int status = STORY_IS_OPEN; status <= STORY_IS_MERGED; status++) {
		struct story_view story = { .story = 1, .status = (enum story_status)status,
					    .merged_into = status == STORY_IS_MERGED ? 2 : 0, .split_from = 3, .first = 0,
					    .last = CLOCK_ABSENT, .members = members, .members_count = 2, .members_total = 3 };
		put_line(file, key_of(1), headers_of_story(&story, 1000, &cause, &arena), encode_story(&story, &arena));
	}
	put_line(file, key_of(1), (struct header_set){ 0 }, bytes_of_string("null"));
}

static void put_story_events(FILE *file)
{
	for (int action = 0; action < STORY_ACTIONS; action++) {
		bool of_article = action <= STORY_RETRACTED || action == STORY_MOVED || action == STORY_RELEASED;
		bool of_two = action == STORY_MERGED || action == STORY_SPLIT || action == STORY_MOVED;
		struct story_event event = { .action = (enum story_action)action, .seq = 5, .story = 1,
					     .other_story = of_two ? 2 : 0, .time = 1000 };
		if (of_article) {
			event.uri = bytes_of_string("urn:w:1");
			event.language = bytes_of_string("de");
			event.copy_of = action == STORY_JOINED ? bytes_of_string("urn:w:0") : (struct bytes){ NULL, 0 };
			event.score = 0.25;
			event.reasons_count = 1;
			event.reasons[0] = (struct story_reason){ .text = "copy", .share = 1 };
		}
		put_line(file, key_of(1), headers_of_story_event(&event, &cause, &arena), encode_story_event(&event, &arena));
		if (!story_action_is_receipt(event.action))
			put_line(file, key_of(1), headers_of_story_event(&event, NULL, &arena), encode_story_event(&event, &arena));
	}
	struct story_event ignored = { .action = STORY_IGNORED, .uri = bytes_of_string("urn:w:1"), .why = "older version",
				       .time = 1000 };
	put_line(file, ignored.uri, headers_of_story_event(&ignored, &cause, &arena), encode_story_event(&ignored, &arena));
}

static struct claim claim_of(int number)
{
	struct claim claim = { .kind = FIGURE_COUNT, .bound = (uint8_t)(number % BOUND_KINDS), .unit = (uint8_t)(number % UNIT_KINDS),
			       .field = (uint8_t)(number % 2), .vague = number % 5 == 4, .exact = 84.5, .low = 84.5,
			       .high = number % 3 == 0 ? 84.5 : HUGE_VAL, .as_of_basis = (uint8_t)(number % 2), .as_of = 0,
			       .raw = bytes_of_string("at least 84"), .sentence = bytes_of_string("At least 84 …") };
	if (number % 7 == DISCREPANCY_ATTRIBUTION)
		claim = (struct claim){ .kind = FIGURE_ACTOR, .raw = bytes_of_string("Sons of Orlany"), .sentence = claim.sentence };
	if (number % 7 == DISCREPANCY_DATE)
		claim = (struct claim){ .kind = FIGURE_ORDINAL, .exact = 6, .low = 6, .high = 6, .date = 19849, .raw = bytes_of_string("6"),
			.sentence = bytes_of_string("On 6 May …") };
	else if (number % 4 == 1 && claim.kind == FIGURE_COUNT) {
		claim.kind = FIGURE_MONEY;
		claim.currency = 'E' << 16 | 'U' << 8 | 'R';
	}
	return claim;
}

static void put_discrepancies(FILE *file)
{
	for (int number = 0; number < 84; number++) {
		struct claim claim = claim_of(number);
		const struct assertion assertions[] = {
			{ .uri = bytes_of_string("urn:w:1"), .version = 1, .language = bytes_of_string("de"), .origin = 1,
			  .published = 0, .claim = &claim },
			{ .uri = bytes_of_string("urn:w:2"), .published = CLOCK_ABSENT },
		};
		struct discrepancy_event event = { .discrepancy = 9, .story = 1, .revision = 1, .confidence = 1, .slot = "dead",
						   .action = (enum discrepancy_action)(number % DISCREPANCY_ACTIONS),
						   .type = (enum discrepancy_type)(number % DISCREPANCY_TYPES),
						   .verdict = (enum discrepancy_verdict)(number % VERDICTS),
						   .severity = (enum discrepancy_severity)(number % SEVERITIES),
						   .reasons = { "one slot" }, .reasons_count = 1, .assertions = assertions,
						   .assertions_count = 2, .time = 1000 };
		put_line(file, key_of(1), headers_of_discrepancy(&event, &cause, &arena), encode_discrepancy(&event, &arena));
	}
}

static void put_deadletters(FILE *file)
{
	struct header_set set = headers_of_deadletter(&cause, "decode", "The JSON ends too early.", &arena);
	put_line(file, cause.key, set, bytes_of_string("\"{\\\"uri\\\":\""));
	struct input_message tombstone = { .at = cause.at, .timestamp = CLOCK_ABSENT };
	set = headers_of_deadletter(&tombstone, "decode", "There is no value: the record is a tombstone.", &arena);
	put_line(file, tombstone.key, set, bytes_of_string("null"));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *topic;
		void (*put)(FILE *file);
	} topics[] = {
		{ "wire.stories", put_stories },
		{ "wire.story-events", put_story_events },
		{ "wire.discrepancies", put_discrepancies },
		{ "wire.deadletter", put_deadletters },
	};
	if (argc != 2) {
		fprintf(stderr, "usage: published_lines DIR\n");
		return 2;
	}
	arena_init(&arena, 1 << 16);
	int failed = 0;
	for (size_t i = 0; i < sizeof topics / sizeof topics[0]; i++) {
		FILE *file = open_topic(argv[1], topics[i].topic);
		topics[i].put(file);
		failed |= ferror(file) | fclose(file);
	}
	arena_free(&arena);
	return failed != 0;
}
