/* Entries of the changelog as bytes: round trips, cuts, changed bytes, foreign versions. */
#include "change_codec.h"

#include "check_that.h"

static struct arena arena;

static const struct changelog_story story = { .status = STORY_IS_MERGED, .merged_into = 0x1122334455667788, .split_from = 3,
					      .seq = UINT64_MAX, .first = CLOCK_ABSENT, .last = 1706097600000,
					      .members_total = 70000, .open_discrepancies = 2 };

static struct changelog_article an_article(void)
{
	return (struct changelog_article){ .story = 0xa, .seq = 300, .joined = 299, .origin = 0xb,
					   .record = bytes_of_string("a record's bytes") };
}

static struct changelog_discrepancy a_discrepancy(void)
{
	return (struct changelog_discrepancy){ .story = 0xa, .seq = 1, .bulletin = 0xc, .fingerprint = 0xd, .revision = 4,
					       .action = DISCREPANCY_RETRACTED, .type = DISCREPANCY_SINGLE_SOURCE,
					       .verdict = VERDICT_BOUND_COMPATIBLE, .severity = SEVERITY_ALERT,
					       .slot = bytes_of_string("money EUR") };
}

static void test_keys(void)
{
	static const enum changelog_kind kinds[] = { CHANGELOG_ARTICLE, CHANGELOG_STORY, CHANGELOG_DISCREPANCY };
	for (size_t i = 0; i < 3; i++) {
		struct changelog_key key = { .kind = kinds[i], .id = 0x1122334455667788 }, read = { 0 };
		struct bytes bytes = changelog_key_encode(key, &arena);
		CHECK_THAT(changelog_key_decode(bytes, &read) == STATUS_OK && read.kind == key.kind && read.id == key.id);
	}
	struct bytes bytes = changelog_key_encode((struct changelog_key){ CHANGELOG_STORY, 0x1122334455667788 }, &arena);
	CHECK_THAT(bytes_equal(bytes, bytes_of("s\x11\x22\x33\x44\x55\x66\x77\x88", 9)));
	struct changelog_key untouched = { .id = 42 };
	CHECK_THAT(changelog_key_decode(bytes_of("s1234567", 8), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode(bytes_of("s123456789", 10), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode(bytes_of("x12345678", 9), &untouched) == STATUS_BAD_INPUT);
	CHECK_THAT(changelog_key_decode((struct bytes){ 0 }, &untouched) == STATUS_BAD_INPUT && untouched.id == 42);
}

static void test_round_trips(void)
{
	const char *reason = NULL;
	struct changelog_story story_read = { 0 };
	CHECK_THAT(changelog_story_decode(changelog_story_encode(&story, &arena), &arena, &story_read, &reason) == STATUS_OK);
	CHECK_THAT(story_read.status == story.status && story_read.merged_into == story.merged_into && story_read.split_from == 3);
	CHECK_THAT(story_read.seq == UINT64_MAX && story_read.first == CLOCK_ABSENT && story_read.last == story.last);
	CHECK_THAT(story_read.members_total == 70000 && story_read.open_discrepancies == 2);

	struct changelog_article article = an_article(), article_read = { 0 };
	CHECK_THAT(changelog_article_decode(changelog_article_encode(&article, &arena), &arena, &article_read, &reason) == STATUS_OK);
	CHECK_THAT(article_read.story == 0xa && article_read.seq == 300 && article_read.joined == 299 && article_read.origin == 0xb);
	CHECK_THAT(bytes_equal(article_read.record, article.record) && article_read.record.data != article.record.data);

	struct changelog_discrepancy step = a_discrepancy(), step_read = { 0 };
	CHECK_THAT(changelog_discrepancy_decode(changelog_discrepancy_encode(&step, &arena), &arena, &step_read, &reason) ==
		   STATUS_OK);
	CHECK_THAT(step_read.story == 0xa && step_read.seq == 1 && step_read.bulletin == 0xc && step_read.fingerprint == 0xd);
	CHECK_THAT(step_read.revision == 4 && step_read.action == DISCREPANCY_RETRACTED && step_read.severity == SEVERITY_ALERT);
	CHECK_THAT(step_read.type == DISCREPANCY_SINGLE_SOURCE && step_read.verdict == VERDICT_BOUND_COMPATIBLE);
	CHECK_THAT(bytes_equal(step_read.slot, bytes_of_string("money EUR")));
}

/* What any of the three decoders says of the bytes. */
static enum status decode(int which, struct bytes bytes, const char **ret_reason)
{
	struct changelog_story a_story;
	struct changelog_article article;
	struct changelog_discrepancy discrepancy;
	switch (which) {
	case 0:
		return changelog_story_decode(bytes, &arena, &a_story, ret_reason);
	case 1:
		return changelog_article_decode(bytes, &arena, &article, ret_reason);
	default:
		return changelog_discrepancy_decode(bytes, &arena, &discrepancy, ret_reason);
	}
}

static struct bytes encode(int which)
{
	struct changelog_article article = an_article();
	struct changelog_discrepancy discrepancy = a_discrepancy();
	if (which == 0)
		return changelog_story_encode(&story, &arena);
	return which == 1 ? changelog_article_encode(&article, &arena) : changelog_discrepancy_encode(&discrepancy, &arena);
}

static void test_refused(void)
{
	for (int which = 0; which < 3; which++) {
		struct bytes bytes = encode(which);
		uint8_t *copy = arena_take(&arena, bytes.length);
		const char *reason = NULL;
		for (size_t length = 0; length < bytes.length; length++)
			CHECK_THAT(decode(which, bytes_of(bytes.data, length), &reason) == STATUS_BAD_INPUT && reason != NULL);
		memcpy(copy, bytes.data, bytes.length);
		for (size_t at = 0; at < bytes.length; at++) {
			copy[at] ^= 0x40;
			CHECK_THAT(decode(which, bytes_of(copy, bytes.length), &reason) == STATUS_BAD_INPUT);
			copy[at] ^= 0x40;
		}
		CHECK_THAT(decode(which, bytes_of(copy, bytes.length), &reason) == STATUS_OK);
		CHECK_THAT(decode((which + 1) % 3, bytes, &reason) == STATUS_BAD_INPUT && strstr(reason, "not a changelog"));
		CHECK_THAT(decode(which, (struct bytes){ 0 }, &reason) == STATUS_BAD_INPUT);
		copy[4] = 9;
		CHECK_THAT(decode(which, bytes_of(copy, bytes.length), &reason) == STATUS_BAD_INPUT &&
			   strstr(reason, "format version 9; this program reads version 1"));
	}
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_keys();
	test_round_trips();
	test_refused();
	arena_free(&arena);
	return check_that_result();
}
