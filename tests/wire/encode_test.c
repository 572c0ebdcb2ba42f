/* The values that are published: what a reader of the JSON finds. */
#include "encode.h"

#include <jansson.h>
#include <math.h>

#include "check_that.h"
#include "enum_names.h"

static struct arena arena;

static json_t *parse(struct bytes json)
{
	json_error_t error;
	json_t *value = json_loadb((const char *)json.data, json.length, JSON_REJECT_DUPLICATES, &error);
	if (!CHECK_THAT(json_is_object(value)))
		fprintf(stderr, "  %s in %.*s\n", error.text, (int)json.length, (const char *)json.data);
	return value;
}

static bool has_string(const json_t *object, const char *key, const char *expected)
{
	const json_t *value = json_object_get(object, key);
	return expected == NULL ? json_is_null(value) : json_is_string(value) && strcmp(json_string_value(value), expected) == 0;
}

static bool has_integer(const json_t *object, const char *key, json_int_t expected)
{
	const json_t *value = json_object_get(object, key);
	return json_is_integer(value) && json_integer_value(value) == expected;
}

static struct bytes text(const char *string)
{
	return string == NULL ? (struct bytes){ 0 } : bytes_of_string(string);
}

/* ---- wire.stories ---- */

static const struct story_member *members(void)
{
	static struct story_member list[5];
	static const struct {
		const char *uri, *language, *headline, *source;
	} rows[5] = {
		{ "urn:w:1", "de", "Brücke stürzt ein", "nord" },  { "urn:w:2", "en", "Bridge \"falls\"", "north" },
		{ "urn:w:3", NULL, "Untagged", NULL },		   { "urn:w:4", "de", "Drei Tote nach Einsturz", "ost" },
		{ "urn:w:5", "ar", NULL, "janub" },
	};
	for (int i = 0; i < 5; i++)
		list[i] = (struct story_member){ .uri = text(rows[i].uri), .version = (uint64_t)i, .source = text(rows[i].source),
						 .language = text(rows[i].language), .headline = text(rows[i].headline),
						 .origin = (uint64_t)i + 1, .created = i == 2 ? CLOCK_ABSENT : 1000 * i };
	return list;
}

static void test_story(void)
{
	struct story_view story = { .story = 0xfeedfacecafef00dULL, .status = STORY_IS_OPEN, .seq = 77, .first = 0, .last = 4000,
				    .members = members(), .members_count = 5, .members_total = 9, .origins = 4,
				    .open_discrepancies = 2 };
	struct bytes json = encode_story(&story, &arena);
	json_t *value = parse(json);
	CHECK_THAT(has_string(value, "story_id", "feedfacecafef00d") && has_string(value, "status", "open"));
	CHECK_THAT(has_string(value, "merged_into", NULL) && has_string(value, "split_from", NULL));
	CHECK_THAT(has_integer(value, "seq", 77) && has_integer(value, "members_total", 9) && has_integer(value, "origins", 4));
	CHECK_THAT(has_integer(value, "open_discrepancies", 2));
	CHECK_THAT(has_string(value, "first", "1970-01-01T00:00:00.000Z") && has_string(value, "last", "1970-01-01T00:00:04.000Z"));
	json_t *list = json_object_get(value, "members");
	CHECK_THAT(json_array_size(list) == 5);
	CHECK_THAT(has_string(json_array_get(list, 1), "uri", "urn:w:2") && has_integer(json_array_get(list, 1), "version", 1));
	CHECK_THAT(has_string(json_array_get(list, 1), "headline", "Bridge \"falls\""));
	CHECK_THAT(has_string(json_array_get(list, 1), "origin", "0000000000000002"));
	CHECK_THAT(has_string(json_array_get(list, 1), "created", "1970-01-01T00:00:01.000Z"));
	CHECK_THAT(has_string(json_array_get(list, 2), "language", "und") && has_string(json_array_get(list, 2), "source", NULL));
	CHECK_THAT(has_string(json_array_get(list, 2), "created", NULL) && has_string(json_array_get(list, 4), "headline", NULL));
	json_decref(value);

	/* Sorted, with counts; the newest headline of a language. */
	struct bytes part = bytes_of_string("\"languages\":{\"ar\":1,\"de\":2,\"en\":1,\"und\":1},\"headlines\":{\"de\":"
					    "\"Drei Tote nach Einsturz\",\"en\":\"Bridge \\\"falls\\\"\",\"und\":\"Untagged\"},");
	CHECK_THAT(memmem(json.data, json.length, part.data, part.length) != NULL);
}

static void test_story_that_ended(void)
{
	struct story_view story = { .story = 1, .status = STORY_IS_MERGED, .merged_into = 2, .split_from = 3, .first = CLOCK_ABSENT,
				    .last = CLOCK_ABSENT };
	json_t *value = parse(encode_story(&story, &arena));
	CHECK_THAT(has_string(value, "status", "merged") && has_string(value, "merged_into", "0000000000000002"));
	CHECK_THAT(has_string(value, "split_from", "0000000000000003") && has_string(value, "first", NULL));
	CHECK_THAT(json_array_size(json_object_get(value, "members")) == 0);
	CHECK_THAT(json_object_size(json_object_get(value, "languages")) == 0);
	json_decref(value);
}

static void test_story_of_many(void)
{
	static struct story_member many[STORY_VIEW_MEMBERS_MAX];
	static char tags[STORY_VIEW_MEMBERS_MAX][8];
	for (int i = 0; i < STORY_VIEW_MEMBERS_MAX; i++) {
		snprintf(tags[i], sizeof tags[i], "x%03d", (i * 7) % STORY_VIEW_MEMBERS_MAX);
		many[i] = (struct story_member){ .uri = text("u"), .language = text(tags[i]), .headline = text(tags[i]) };
	}
	struct story_view story = { .story = 1, .members = many, .members_count = STORY_VIEW_MEMBERS_MAX };
	json_t *value = parse(encode_story(&story, &arena));
	json_t *languages = json_object_get(value, "languages");
	CHECK_THAT(json_object_size(languages) == STORY_VIEW_MEMBERS_MAX);
	const char *tag, *before = "";
	json_t *count;
	bool in_order = true;
	json_object_foreach(languages, tag, count) {
		in_order = in_order && strcmp(before, tag) < 0;
		before = tag;
	}
	CHECK_THAT(in_order);
	json_decref(value);
}

/* ---- wire.story-events ---- */

static struct story_event event_of(enum story_action action)
{
	return (struct story_event){ .action = action, .seq = 5, .story = 0x11, .uri = text("urn:w:1"), .version = 3,
				     .source = text("nord"), .language = text("de"), .origin = 0x22, .score = 0.41237,
				     .reasons = { { .text = "place:IR", .share = 0.5 }, { .text = "name:PTRSF", .share = 0.25 } },
				     .reasons_count = 2, .time = 1000 };
}

static void test_story_event(void)
{
	struct story_event joined = event_of(STORY_JOINED);
	struct bytes json = encode_story_event(&joined, &arena);
	CHECK_THAT(bytes_equal(json, bytes_of_string(
		"{\"action\":\"joined\",\"seq\":5,\"story_id\":\"0000000000000011\",\"uri\":\"urn:w:1\",\"version\":3,\"source\":\"nord\","
		"\"language\":\"de\",\"origin\":\"0000000000000022\",\"copy_of\":null,\"score\":0.4124,\"why\":null,\"reasons\":[{\"key\":\"place:IR\","
		"\"share\":0.500},{\"key\":\"name:PTRSF\",\"share\":0.250}],\"time\":\"1970-01-01T00:00:01.000Z\"}")));

	struct story_event ignored = { .action = STORY_IGNORED, .seq = 6, .uri = text("urn:w:1"), .version = 1, .why = "older version",
				       .time = 0 };
	json_t *value = parse(encode_story_event(&ignored, &arena));
	CHECK_THAT(has_string(value, "story_id", NULL) && has_string(value, "why", "older version"));
	CHECK_THAT(has_string(value, "score", NULL) && has_integer(value, "version", 1));
	json_decref(value);

	struct story_event closed = { .action = STORY_CLOSED, .seq = 6, .story = 1, .time = CLOCK_ABSENT };
	value = parse(encode_story_event(&closed, &arena));
	CHECK_THAT(has_string(value, "uri", NULL) && has_string(value, "version", NULL) && has_string(value, "time", NULL));
	json_decref(value);
}

static void test_other_story(void)
{
	static const struct {
		enum story_action action;
		const char *key;
	} cases[] = { { STORY_MERGED, "merged_into" }, { STORY_SPLIT, "split_from" }, { STORY_MOVED, "moved_from" } };
	for (size_t i = 0; i < 3; i++) {
		struct story_event event = event_of(cases[i].action);
		event.other_story = 0xabc;
		json_t *value = parse(encode_story_event(&event, &arena));
		CHECK_THAT(has_string(value, cases[i].key, "0000000000000abc"));
		CHECK_THAT(json_object_size(value) == 14);
		json_decref(value);
	}
}

/* ---- wire.discrepancies ---- */

static const struct claim exact_claim = {
	.kind = FIGURE_COUNT, .counted = COUNTED_DEAD, .bound = BOUND_EXACT, .field = 1, .exact = 25490, .low = 25490, .high = 25490,
	.as_of_basis = AS_OF_PUBLISHED, .as_of = 0, .received_bytes = { 120, 6 }, .received_points = { 100, 6 },
};

static struct discrepancy_event event_of_claims(struct assertion *assertions, uint32_t count)
{
	return (struct discrepancy_event){ .discrepancy = 0xd1, .story = 0x51, .seq = 9, .revision = 2,
					   .action = DISCREPANCY_UPDATED, .type = DISCREPANCY_FIGURE, .verdict = VERDICT_UPDATE,
					   .severity = SEVERITY_NOTICE, .confidence = 0.85, .slot = "dead", .bulletin = 0xb1,
					   .reasons = { "shared slot", "same place" }, .reasons_count = 2,
					   .assertions = assertions, .assertions_count = count, .articles = 4, .origins = 3,
					   .time = 60000 };
}

static struct assertion assertion_of(const char *uri, const struct claim *claim)
{
	return (struct assertion){ .uri = text(uri), .version = 1, .source = text("nord"), .language = text("de"), .origin = 7,
				   .published = 1000, .claim = claim };
}

static void test_discrepancy(void)
{
	struct claim claim = exact_claim;
	claim.raw = text("25,490");
	claim.sentence = text("At least 25,490 …");
	struct claim at_least = claim;
	at_least.bound = BOUND_AT_LEAST;
	at_least.exact = at_least.low = 84;
	at_least.high = HUGE_VAL;
	at_least.as_of_basis = AS_OF_STATED;
	at_least.field = 0;
	struct claim hundreds = claim;
	hundreds.vague = true;
	hundreds.low = 200;
	hundreds.high = 999;
	struct assertion assertions[4] = { assertion_of("urn:w:1", &claim), assertion_of("urn:w:2", &at_least),
					   assertion_of("urn:w:1", &hundreds), assertion_of("urn:w:3", NULL) };
	struct discrepancy_event event = event_of_claims(assertions, 4);
	json_t *value = parse(encode_discrepancy(&event, &arena));
	CHECK_THAT(has_string(value, "discrepancy_id", "00000000000000d1") && has_string(value, "story_id", "0000000000000051"));
	CHECK_THAT(has_integer(value, "seq", 9) && has_integer(value, "revision", 2) && has_string(value, "action", "updated"));
	CHECK_THAT(has_string(value, "type", "figure") && has_string(value, "verdict", "update"));
	CHECK_THAT(has_string(value, "severity", "notice") && has_string(value, "slot", "dead"));
	CHECK_THAT(has_string(value, "bulletin_id", "00000000000000b1"));
	CHECK_THAT(json_real_value(json_object_get(value, "confidence")) == 0.85);
	CHECK_THAT(json_array_size(json_object_get(value, "reasons")) == 2);
	CHECK_THAT(has_integer(value, "articles", 4) && has_integer(value, "origins", 3));
	json_t *references = json_object_get(value, "references");
	CHECK_THAT(json_array_size(references) == 3 && strcmp(json_string_value(json_array_get(references, 2)), "urn:w:3") == 0);

	json_t *first = json_array_get(json_object_get(value, "assertions"), 0);
	json_t *span = json_object_get(first, "span");
	CHECK_THAT(has_integer(first, "value", 25490) && has_string(first, "raw", "25,490") && has_string(first, "unit", NULL));
	CHECK_THAT(has_integer(span, "byte_start", 120) && has_integer(span, "byte_length", 6) && has_integer(span, "start", 100));
	CHECK_THAT(has_integer(span, "length", 6) && has_string(span, "field", "body"));
	CHECK_THAT(has_string(first, "sentence", "At least 25,490 …") && has_string(first, "as_of_basis", "published"));
	CHECK_THAT(has_string(first, "as_of", "1970-01-01T00:00:00.000Z") && has_string(first, "published", "1970-01-01T00:00:01.000Z"));

	json_t *second = json_array_get(json_object_get(value, "assertions"), 1);
	json_t *interval = json_object_get(second, "value");
	CHECK_THAT(has_integer(interval, "low", 84) && has_string(interval, "high", NULL) && has_integer(interval, "exact", 84));
	CHECK_THAT(has_string(interval, "bound", "at_least") && has_string(second, "as_of_basis", "stated"));
	CHECK_THAT(has_string(json_object_get(second, "span"), "field", "headline"));

	interval = json_object_get(json_array_get(json_object_get(value, "assertions"), 2), "value");
	CHECK_THAT(has_integer(interval, "low", 200) && has_integer(interval, "high", 999) && has_string(interval, "exact", NULL));
	CHECK_THAT(has_string(interval, "bound", "vague"));

	json_t *silent = json_array_get(json_object_get(value, "assertions"), 3);
	CHECK_THAT(has_string(silent, "value", NULL) && has_string(silent, "span", NULL) && has_string(silent, "uri", "urn:w:3"));
	CHECK_THAT(json_object_size(silent) == json_object_size(first));
	json_decref(value);
}

static void test_units(void)
{
	static const struct {
		enum figure_kind kind;
		enum lexicon_unit unit;
		uint32_t currency;
		const char *expected;
	} cases[] = {
		{ FIGURE_MONEY, UNIT_NONE, 'E' << 16 | 'U' << 8 | 'R', "EUR" },
		{ FIGURE_PERCENT, UNIT_NONE, 0, "percent" },
		{ FIGURE_MEASURE, UNIT_KM, 0, "km" },
		{ FIGURE_MEASURE, UNIT_MEGAWATT, 0, "megawatt" },
		{ FIGURE_COUNT, UNIT_NONE, 0, NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct claim claim = exact_claim;
		claim.kind = (uint8_t)cases[i].kind;
		claim.unit = (uint8_t)cases[i].unit;
		claim.currency = cases[i].currency;
		claim.exact = claim.low = claim.high = 2.6;
		struct assertion assertion = assertion_of("u", &claim);
		struct discrepancy_event event = event_of_claims(&assertion, 1);
		event.bulletin = 0;
		json_t *value = parse(encode_discrepancy(&event, &arena));
		json_t *first = json_array_get(json_object_get(value, "assertions"), 0);
		CHECK_THAT(has_string(first, "unit", cases[i].expected) && has_string(value, "bulletin_id", NULL));
		CHECK_THAT(json_real_value(json_object_get(first, "value")) == 2.6);
		json_decref(value);
	}
}

/* Every number of an enum has a word of its own. */
static void test_names(void)
{
	CHECK_THAT(strcmp(story_action_name(STORY_RELEASED), "released") == 0);
	CHECK_THAT(strcmp(story_action_name(STORY_RETRACTED), "retracted") == 0);
	CHECK_THAT(strcmp(discrepancy_verdict_name(VERDICT_STALE_BACKGROUND), "stale_background") == 0);
	CHECK_THAT(strcmp(discrepancy_type_name(DISCREPANCY_SINGLE_SOURCE), "single_source") == 0);
	CHECK_THAT(strcmp(figure_kind_name(FIGURE_SCORE), "score") == 0 && strcmp(figure_kind_name(FIGURE_PHONE), "phone") == 0);
	CHECK_THAT(strcmp(key_kind_name(KEY_WORD), "word") == 0 && strcmp(counted_name(COUNTED_SEATS), "seats") == 0);
	CHECK_THAT(strcmp(unit_name(UNIT_SQKM), "sqkm") == 0 && strcmp(unit_name(UNIT_MAGNITUDE), "magnitude") == 0);
	CHECK_THAT(counted_name(COUNTED_NONE) == NULL && unit_name(UNIT_NONE) == NULL);
	for (int i = 0; i < UNIT_KINDS; i++) {
		for (int j = 1; j < i; j++)
			CHECK_THAT(strcmp(unit_name((enum lexicon_unit)i), unit_name((enum lexicon_unit)j)) != 0);
	}
}

/* Text that is no UTF-8, from a record that was read back, still gives JSON. */
static void test_bad_text(void)
{
	struct story_event event = event_of(STORY_OPENED);
	event.uri = text("urn:\xff\xc3");
	json_t *value = parse(encode_story_event(&event, &arena));
	CHECK_THAT(has_string(value, "uri", "urn:\xef\xbf\xbd\xef\xbf\xbd"));
	json_decref(value);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_story();
	test_story_that_ended();
	test_story_of_many();
	test_story_event();
	test_other_story();
	test_discrepancy();
	test_units();
	test_names();
	test_bad_text();
	arena_free(&arena);
	return check_that_result();
}
