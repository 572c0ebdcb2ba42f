/* Lines by source: stories that used them, decay, and what makes room in a full bucket. */
#include "line_counts.h"

#include "check_that.h"
#include "hash.h"

static uint32_t use(struct line_counts *counts, uint64_t line, uint64_t story, bool same, uint16_t day)
{
	return line_counts_use(counts, line, &(struct line_use){ .story = story, .same = same, .article = story * 10, .day = day })->stories;
}

static void stories_count_not_uses(void)
{
	struct line_counts counts;
	line_counts_init(&counts);
	CHECK_THAT(line_counts_find(&counts, 7) == NULL);
	CHECK_THAT(use(&counts, 7, 1, false, 100) == 1);
	CHECK_THAT(use(&counts, 7, 1, true, 100) == 1 && use(&counts, 7, 1, true, 101) == 1);
	CHECK_THAT(use(&counts, 7, 2, false, 101) == 2 && use(&counts, 7, 1, false, 101) == 3);
	CHECK_THAT(use(&counts, 8, 1, false, 101) == 1);
	CHECK_THAT(line_counts_find(&counts, 7)->first == 10 && line_counts_find(&counts, 7)->story == 1);
	line_counts_free(&counts);
}

static void halved_every_two_weeks(void)
{
	struct line_counts counts;
	line_counts_init(&counts);
	for (uint64_t story = 1; story <= 8; story++)
		use(&counts, 7, story, false, 100);
	CHECK_THAT(use(&counts, 7, 8, true, 113) == 8);
	CHECK_THAT(use(&counts, 7, 8, true, 114) == 4);
	CHECK_THAT(use(&counts, 7, 9, false, 142) == 2); /* 4 halved twice, and this one */
	CHECK_THAT(use(&counts, 7, 5, false, 1000) == 1 && line_counts_find(&counts, 7)->first == 50);
	line_counts_free(&counts);
}

/* Four million lines of one day in a table of half a million: what repeats is still known, and so are the last ones. */
static void furniture_outlives_a_flood(void)
{
	enum { FLOOD = 1 << 22, REPEATED = 1000 };
	struct line_counts counts;
	line_counts_init(&counts);
	for (uint64_t line = 1; line <= REPEATED; line++)
		for (uint64_t story = 1; story <= 2; story++)
			use(&counts, hash_mix(line), story, false, 100);
	for (uint64_t line = REPEATED + 1; line <= FLOOD; line++)
		use(&counts, hash_mix(line), line, false, 100);
	uint32_t known = 0, last = 0;
	for (uint64_t line = 1; line <= REPEATED; line++)
		known += line_counts_find(&counts, hash_mix(line)) != NULL;
	for (uint64_t line = FLOOD - REPEATED + 1; line <= FLOOD; line++)
		last += line_counts_find(&counts, hash_mix(line)) != NULL;
	CHECK_THAT(known == REPEATED && last == REPEATED);
	line_counts_free(&counts);
}

int main(void)
{
	stories_count_not_uses();
	halved_every_two_weeks();
	furniture_outlives_a_flood();
	return check_that_result();
}
