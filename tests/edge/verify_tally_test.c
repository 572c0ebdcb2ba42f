/* The judgement of `parallax verify` on records and answers told by hand. */
#include "verify_tally.h"

#include "check_that.h"

#define TOPIC "wire.articles"

static void test_each_answered_once(void)
{
	struct verify_tally tally;
	struct verify_verdict verdict;
	verify_tally_init(&tally);
	verify_tally_range(&tally, TOPIC, 0, 5, 10);
	verify_tally_range(&tally, TOPIC, 1, 0, 0);
	for (int64_t i = 5; i < 10; i++) {
		if (i != 7) /* the end of a transaction: no record has this offset */
			verify_tally_record(&tally, TOPIC, 0, i);
		if (i != 7)
			verify_tally_answer(&tally, TOPIC, 0, i);
	}
	/* Outside what is judged: behind the committed offset, of another partition, of another topic. */
	verify_tally_answer(&tally, TOPIC, 0, 10);
	verify_tally_answer(&tally, TOPIC, 0, 4);
	verify_tally_answer(&tally, TOPIC, 1, 0);
	verify_tally_answer(&tally, "other", 0, 5);
	verify_tally_judge(&tally, &verdict);
	CHECK_THAT(verdict.records == 4 && verdict.answered == 4 && verdict.missing.count == 0 && verdict.doubled.count == 0);
	verify_verdict_free(&verdict);
	verify_tally_free(&tally);
}

static void test_missing_and_doubled_are_named(void)
{
	struct verify_tally tally;
	struct verify_verdict verdict;
	verify_tally_init(&tally);
	verify_tally_range(&tally, TOPIC, 2, 100, 104);
	for (int64_t i = 100; i < 104; i++)
		verify_tally_record(&tally, TOPIC, 2, i);
	verify_tally_answer(&tally, TOPIC, 2, 100);
	for (int times = 0; times < 300; times++) /* more often than a byte counts */
		verify_tally_answer(&tally, TOPIC, 2, 102);
	verify_tally_answer(&tally, TOPIC, 2, 103);
	verify_tally_judge(&tally, &verdict);
	CHECK_THAT(verdict.missing.count == 1 && verdict.missing.items[0].offset == 101 && verdict.missing.items[0].partition == 2);
	CHECK_THAT(verdict.doubled.count == 1 && verdict.doubled.items[0].offset == 102 && strcmp(verdict.doubled.items[0].topic, TOPIC) == 0);
	CHECK_THAT(verdict.records == 4 && verdict.answered == 2);
	verify_verdict_free(&verdict);
	verify_tally_free(&tally);
}

static void test_a_story_goes_back(void)
{
	struct verify_tally tally;
	struct verify_verdict verdict;
	verify_tally_init(&tally);
	verify_tally_story(&tally, bytes_of_string("a"), 3, 0, 0);
	verify_tally_story(&tally, bytes_of_string("b"), 1, 0, 1);
	verify_tally_story(&tally, bytes_of_string("a"), 3, 0, 2);
	verify_tally_story(&tally, bytes_of_string("a"), 9, 0, 3);
	verify_tally_story(&tally, bytes_of_string("a"), 8, 0, 4);
	verify_tally_judge(&tally, &verdict);
	CHECK_THAT(verdict.stories == 5 && verdict.backwards.count == 1 && verdict.backwards.items[0].offset == 4);
	verify_verdict_free(&verdict);
	verify_tally_free(&tally);
}

int main(void)
{
	test_each_answered_once();
	test_missing_and_doubled_are_named();
	test_a_story_goes_back();
	return check_that_result();
}
