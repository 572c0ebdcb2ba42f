/* partition_merge.h: which partition's record is taken next, so that records of several partitions are taken in the order of their
 * times, as far as that can be had.
 *
 * The oldest of those that are here is next. But a partition of which none is here may have an older one: it lags. It is waited for, for
 * a bounded time, after which the others go on without it until it has caught up: neither is it overtaken at once, nor does it hold the
 * others up for ever. Time in which nobody waited for it is set off against the time in which somebody did, so that one that always
 * lags a little costs the others at most half of their time, and in the end is given up too. */
#ifndef PARALLAX_EDGE_PARTITION_MERGE_H
#define PARALLAX_EDGE_PARTITION_MERGE_H

#include <stdbool.h>

#include "clock.h"

#define MERGE_NOTHING (-1) /* no record is here */
#define MERGE_WAIT (-2)    /* one that lags is waited for */
/* Partitions that are apart by less than this are not held to lag: records of one moment reach them in any order. */
#define MERGE_APART_MS 1000

struct merge_partition {
	clock_ms latest; /* what the last record taken is ordered by; CLOCK_ABSENT: none was taken */
	clock_ms head;   /* the same of the next that is here; CLOCK_ABSENT: none is */
	int64_t waiting_since; /* monotonic; 0: nobody waits for it */
	int64_t waited;        /* ms that are not set off yet, as of left_at */
	int64_t left_at;
	bool given_up;
};

/* The partition at that place, and whether it may have more although none is here. */
struct merge_view {
	struct merge_partition *(*at)(void *context, uint32_t place);
	bool (*has_more)(void *context, uint32_t place);
	void (*give_up)(void *context, uint32_t place); /* it is, from now on: to be told */
	void *context;
	uint32_t count;
};

/* The place to take from, or one of the above. now is monotonic; wait_ms 0 waits for nobody. */
int merge_choose(const struct merge_view *view, int64_t now, int64_t wait_ms);

#endif
