/* Which partition is next, who is waited for, and for how long. */
#include "partition_merge.h"

#include "check_that.h"

#define PARTITIONS 3
#define WAIT 1000
#define MINUTE 60000

struct bench {
	struct merge_partition partitions[PARTITIONS];
	bool more[PARTITIONS];
	unsigned given_up;
};

static struct merge_partition *at(void *context, uint32_t place)
{
	struct bench *bench = context;
	return &bench->partitions[place];
}

static bool has_more(void *context, uint32_t place)
{
	const struct bench *bench = context;
	return bench->more[place];
}

static void give_up(void *context, uint32_t place)
{
	struct bench *bench = context;
	(void)place;
	bench->given_up++;
}

static void begin(struct bench *bench)
{
	*bench = (struct bench){ .given_up = 0 };
	for (int i = 0; i < PARTITIONS; i++)
		bench->partitions[i] = (struct merge_partition){ .latest = CLOCK_ABSENT, .head = CLOCK_ABSENT };
}

static int choose(struct bench *bench, int64_t now)
{
	const struct merge_view view = { at, has_more, give_up, bench, PARTITIONS };
	return merge_choose(&view, now, WAIT);
}

static void oldest_first(void)
{
	struct bench bench;
	begin(&bench);
	CHECK_THAT(choose(&bench, 1) == MERGE_NOTHING);
	bench.partitions[2].head = 5 * MINUTE;
	CHECK_THAT(choose(&bench, 2) == 2);
	bench.partitions[1].head = 4 * MINUTE;
	CHECK_THAT(choose(&bench, 3) == 1);
	bench.partitions[0].head = 4 * MINUTE; /* of equals the first */
	CHECK_THAT(choose(&bench, 4) == 0 && bench.given_up == 0);
}

/* One that lags is waited for, then given up, until it has caught up. */
static void bounded_wait(void)
{
	struct bench bench;
	begin(&bench);
	bench.partitions[0].head = 10 * MINUTE;
	bench.partitions[1].latest = 5 * MINUTE;
	bench.more[1] = true;
	CHECK_THAT(choose(&bench, 100) == MERGE_WAIT && choose(&bench, 100 + WAIT - 1) == MERGE_WAIT && bench.given_up == 0);
	CHECK_THAT(choose(&bench, 100 + WAIT) == 0 && bench.given_up == 1);
	CHECK_THAT(choose(&bench, 100 + 9 * WAIT) == 0 && bench.given_up == 1);
	/* It brings an old one: that is taken first, but it still lags. */
	bench.partitions[1].head = 6 * MINUTE;
	CHECK_THAT(choose(&bench, 100 + 10 * WAIT) == 1);
	bench.partitions[1] = (struct merge_partition){ .latest = 6 * MINUTE, .head = CLOCK_ABSENT, .given_up = bench.partitions[1].given_up };
	CHECK_THAT(choose(&bench, 100 + 11 * WAIT) == 0 && bench.given_up == 1);
	/* It has nothing more: caught up; when it lags again it is waited for again. */
	bench.more[1] = false;
	CHECK_THAT(choose(&bench, 100 + 12 * WAIT) == 0);
	bench.more[1] = true;
	CHECK_THAT(choose(&bench, 100 + 13 * WAIT) == MERGE_WAIT);
}

static void who_is_not_waited_for(void)
{
	struct bench bench;
	const struct merge_view view = { at, has_more, give_up, &bench, PARTITIONS };
	begin(&bench);
	bench.partitions[0].head = 10 * MINUTE;
	CHECK_THAT(choose(&bench, 1) == 0); /* nobody has more */
	bench.more[1] = true;
	CHECK_THAT(choose(&bench, 2) == MERGE_WAIT); /* nothing of it was seen yet */
	CHECK_THAT(merge_choose(&view, 3, 0) == 0);
	begin(&bench);
	bench.partitions[0].head = 10 * MINUTE;
	bench.more[1] = true;
	bench.partitions[1].latest = 10 * MINUTE - MERGE_APART_MS;
	CHECK_THAT(choose(&bench, 4) == 0); /* of one moment */
	bench.partitions[1].latest--;
	CHECK_THAT(choose(&bench, 5) == MERGE_WAIT);
}

/* One that brings a record now and then, always just before it would be given up, costs the others a bounded time all the same. */
static void always_late(void)
{
	struct bench bench;
	int64_t now = 1, waited = 0;
	begin(&bench);
	bench.partitions[0].head = 100 * MINUTE;
	bench.more[1] = true;
	for (int i = 0; i < 100 && bench.given_up == 0; i++) {
		bench.partitions[1].latest = i * MINUTE / 10;
		bench.partitions[1].head = CLOCK_ABSENT;
		for (; bench.given_up == 0 && waited < 50 * WAIT && now % 800 != 0; now++)
			if (choose(&bench, now) == MERGE_WAIT)
				waited++;
		bench.partitions[1].head = bench.partitions[1].latest + 1;
		now += choose(&bench, now) == 1;
	}
	CHECK_THAT(bench.given_up == 1 && waited < 2 * WAIT);
	/* Whoever is in time most of the time is never given up. */
	begin(&bench);
	bench.partitions[0].head = 100 * MINUTE;
	bench.more[1] = true;
	for (int i = 1; i < 200; i++) {
		bench.partitions[1].latest = i;
		bench.partitions[1].head = CLOCK_ABSENT;
		CHECK_THAT(choose(&bench, i * 2000) == MERGE_WAIT && choose(&bench, i * 2000 + 500) == MERGE_WAIT);
		bench.partitions[1].head = i + 1;
		CHECK_THAT(choose(&bench, i * 2000 + 600) == 1);
	}
	CHECK_THAT(bench.given_up == 0);
}

int main(void)
{
	oldest_first();
	bounded_wait();
	who_is_not_waited_for();
	always_late();
	return check_that_result();
}
