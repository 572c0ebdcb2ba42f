/* Entries of the changelog as bytes: keys, one entry by hand, round trips of every kind, cuts, changed bytes, other formats. */
#include "change_codec.h"

#include "check_that.h"

static struct arena arena;

static const struct changelog_head head = { .seq = 1, .now = CLOCK_ABSENT, .timers = 3, .records = UINT64_MAX, .listed = 4, .indexed = 5,
	.window = 1024, .window_entries = 7, .counted = 8, .line_uses = UINT32_MAX, .day = -2, .entries = 9, .digest = 0x1122334455667788 };
static const struct changelog_language language = { .number = 255, .articles = 1.5, .words = 1e9, .mean_sum = -0.25, .mean_count = 3 };
static struct changelog_record record = { .counted = 300, .day = 20157, .origin = 0xb, .came = 1706097600000, .base = 17 };
static const struct changelog_article article = { .record = 300, .place = 1, .story = 12, .joined = 299, .listed = 298, .indexed = 297,
	.fallen = 0x1ffff };
static struct changelog_story_language languages[] = { { 1, 2, 0xfe, 0.5 }, { 200, 0, 3, 0 } };
static struct changelog_story_key keys[] = { { 1, 255, -3 }, { 0x4000000000000000, 70000, 65536 }, { UINT64_MAX, 1, 0 } };
static const struct changelog_story story = { .id = 0xa, .status = STORY_IS_MERGED, .merged_into = 0x1122334455667788, .split_from = 3,
	.seq = UINT64_MAX, .first = CLOCK_ABSENT, .last = 1706097600000, .oldest = -5, .newest = 5, .norms = { 1, 2.5, 0, 3 },
	.votes = { { 77, 1 }, { 0, 0 }, { 78, 9 } }, .languages = languages, .languages_count = 2, .keys = keys, .keys_count = 3 };
static const struct changelog_timer timer = { .due = 1000, .kind = 3, .subject = 0x0102030405060708 };
static struct changelog_count items[] = { { 5, 0.75f, 20157 }, { 6, 12, -1 } };
static const struct changelog_counts counts = { .counted = 9, .items = items, .items_count = 2 };
static const struct changelog_line line = { .line = 1, .story = 2, .first = 3, .seen = 4, .day = 20157, .stories = 65535 };
static struct changelog_ledger_entry entries[] = { { 300, 0, 0, 2, { 0, 127 } }, { 0, 0, 3, 0, { 0 } }, { 301, 299, 9, 1, { 127 } } };
static struct changelog_claim claims[] = { { 0, 0 }, { 2, 23 }, { 2, 1 } };
static struct changelog_group groups[] = { { 0x55, claims, 3, 1 } };
static struct changelog_pairing pairings[] = { { 0, 0, 2 }, { 127, 2, 0 } };
static uint64_t retracted[] = { 0xdead };
static struct changelog_assertion assertions[] = { { 300, 0 }, { 301, UINT32_MAX } };
static struct changelog_discrepancy discrepancies[] = { { .id = 0xd1, .measure = 0x55, .fingerprint = 0xd2, .bulletin = 0xd3, .revision = 4,
	.type = DISCREPANCY_SINGLE_SOURCE, .verdict = VERDICT_BOUND_COMPATIBLE, .severity = SEVERITY_ALERT, .confidence = 0.875, .articles = 5,
	.origins = 3, .reasons_count = 1, .assertions = assertions, .assertions_count = 2 } };
static const struct changelog_ledger ledger = { .order_last = 9, .entries = entries, .entries_count = 3, .groups = groups,
	.groups_count = 1, .pairings_made = 5, .pairings = pairings, .pairings_count = 2, .retracted = retracted, .retracted_count = 1,
	.discrepancies = discrepancies, .discrepancies_count = 1 };

static const void *const one_of_each[CHANGELOG_KINDS] = { [CHANGELOG_HEAD] = &head, [CHANGELOG_LANGUAGE] = &language,
	[CHANGELOG_RECORD] = &record, [CHANGELOG_STORY] = &story, [CHANGELOG_ARTICLE] = &article, [CHANGELOG_HELD] = "",
	[CHANGELOG_TIMER] = &timer, [CHANGELOG_COUNTS] = &counts, [CHANGELOG_LINE] = &line, [CHANGELOG_LEDGER] = &ledger };

static void test_keys(void)
{
	for (int kind = 0; kind < CHANGELOG_KINDS; kind++) {
		struct changelog_key key = { .kind = (enum changelog_kind)kind, .id = 0x1122334455667788 }, read = { 0 };
		struct bytes bytes = changelog_key_encode(key, &arena);
		CHECK_THAT(changelog_key_decode(bytes, &read) == STATUS_OK && read.kind == key.kind && read.id == key.id);
	}
	struct bytes bytes = changelog_key_encode((struct changelog_key){ CHANGELOG_STORY, 0x1122334455667788 }, &arena);
	CHECK_THAT(bytes_equal(bytes, bytes_of("s\x11\x22\x33\x44\x55\x66\x77\x88", 9)));
	struct changelog_key untouched = { .id = 42 };
	CHECK_THAT(changelog_key_decode(bytes_of("s1234567", 8), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode(bytes_of("s123456789", 10), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode(bytes_of("x12345678", 9), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode(bytes_of("\0" "12345678", 9), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode((struct bytes){ 0 }, &untouched) == STATUS_BAD_INPUT && untouched.id == 42);
}

static void test_one_by_hand(void)
{
	/* 1000 zigzagged is 2000, as a varint d0 0f. */
	static const uint8_t expected[] = { CHANGELOG_FORMAT, 0xd0, 0x0f, 3, 8, 7, 6, 5, 4, 3, 2, 1 };
	CHECK_THAT(bytes_equal(changelog_encode(CHANGELOG_TIMER, &timer, &arena), bytes_of(expected, sizeof expected)));
}

static void test_round_trips(void)
{
	for (int kind = 0; kind < CHANGELOG_KINDS; kind++) {
		union changelog_any read;
		const char *reason = NULL;
		struct bytes bytes = changelog_encode((enum changelog_kind)kind, one_of_each[kind], &arena);
		CHECK_THAT(changelog_decode((enum changelog_kind)kind, bytes, &arena, &read, &reason) == STATUS_OK);
		CHECK_THAT(bytes_equal(changelog_encode((enum changelog_kind)kind, &read, &arena), bytes));
	}
	union changelog_any read;
	const char *reason;
	struct bytes bytes = changelog_encode(CHANGELOG_STORY, &story, &arena);
	CHECK_THAT(changelog_decode(CHANGELOG_STORY, bytes, &arena, &read, &reason) == STATUS_OK);
	CHECK_THAT(read.story.keys_count == 3 && read.story.keys[2].id == UINT64_MAX && read.story.keys[0].part == -3);
	CHECK_THAT(read.story.split_from == 3 && read.story.votes[2].votes == 9);
	CHECK_THAT(read.story.languages[1].number == 200 && read.story.languages[0].word_norm == 0.5);
	bytes = changelog_encode(CHANGELOG_LEDGER, &ledger, &arena);
	CHECK_THAT(changelog_decode(CHANGELOG_LEDGER, bytes, &arena, &read, &reason) == STATUS_OK);
	CHECK_THAT(read.ledger.discrepancies[0].assertions[1].claim == UINT32_MAX && read.ledger.discrepancies[0].revision == 4);
	CHECK_THAT(bytes_equal(read.ledger.discrepancies[0].slot, bytes_of_string("money EUR")));
	CHECK_THAT(read.ledger.entries[2].order == 9 && read.ledger.groups[0].claims[1].claim == 23 && read.ledger.pairings[1].place == 127);
}

static void test_cuts_and_changes(void)
{
	for (int kind = 0; kind < CHANGELOG_KINDS; kind++) {
		union changelog_any read;
		const char *reason = NULL;
		struct bytes bytes = changelog_encode((enum changelog_kind)kind, one_of_each[kind], &arena);
		uint8_t *copy = arena_take(&arena, bytes.length + 1);
		for (size_t length = 0; length < bytes.length; length++)
			CHECK_THAT(changelog_decode((enum changelog_kind)kind, bytes_of(bytes.data, length), &arena, &read, &reason) == STATUS_BAD_INPUT);
		memcpy(copy, bytes.data, bytes.length);
		copy[bytes.length] = 0;
		CHECK_THAT(changelog_decode((enum changelog_kind)kind, bytes_of(copy, bytes.length + 1), &arena, &read, &reason) == STATUS_BAD_INPUT);
		for (size_t i = 1; i < bytes.length; i++) { /* read or refused, never more than it has */
			copy[i] ^= 0xff;
			changelog_decode((enum changelog_kind)kind, bytes_of(copy, bytes.length), &arena, &read, &reason);
			copy[i] ^= 0xff;
		}
	}
}

static void test_other_formats(void)
{
	union changelog_any read;
	const char *reason = NULL;
	uint8_t later[] = { CHANGELOG_FORMAT + 1, 0xd0, 0x0f, 3, 8, 7, 6, 5, 4, 3, 2, 1 };
	CHECK_THAT(changelog_decode(CHANGELOG_TIMER, bytes_of(later, sizeof later), &arena, &read, &reason) == STATUS_BAD_INPUT);
	CHECK_THAT(strstr(reason, "format 4") != NULL && strstr(reason, "format 3") != NULL);
	CHECK_THAT(changelog_format_of(bytes_of("PXCS\x01", 5)) == 1 && changelog_format_of(bytes_of("", 0)) == 0);
	CHECK_THAT(changelog_decode(CHANGELOG_STORY, bytes_of("PXCS\x01", 5), &arena, &read, &reason) == STATUS_BAD_INPUT);
	CHECK_THAT(strstr(reason, "format 1") != NULL);
}

static void test_hashes(void)
{
	struct changelog_key one = { CHANGELOG_STORY, 1 }, other = { CHANGELOG_STORY, 2 }, kind = { CHANGELOG_ARTICLE, 1 };
	struct bytes value = bytes_of("value", 5);
	CHECK_THAT(changelog_hash(one, value) == changelog_hash(one, value));
	CHECK_THAT(changelog_hash(one, value) != changelog_hash(other, value) && changelog_hash(one, value) != changelog_hash(kind, value));
	CHECK_THAT(changelog_hash(one, value) != changelog_hash(one, bytes_of("valuf", 5)));
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	record.out = bytes_of("\x05", 1);
	record.record = bytes_of("a record's bytes", 16);
	discrepancies[0].slot = bytes_of_string("money EUR");
	discrepancies[0].reasons[0] = bytes_of_string("one text gives both numbers");
	test_keys();
	test_one_by_hand();
	test_round_trips();
	test_cuts_and_changes();
	test_other_formats();
	test_hashes();
	arena_free(&arena);
	return check_that_result();
}
