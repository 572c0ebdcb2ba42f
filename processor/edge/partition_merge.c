#include "partition_merge.h"

static int oldest_head(const struct merge_view *view)
{
	int oldest = MERGE_NOTHING;
	clock_ms least = CLOCK_ABSENT;
	for (uint32_t i = 0; i < view->count; i++) {
		clock_ms head = view->at(view->context, i)->head;
		if (head == CLOCK_ABSENT || (oldest != MERGE_NOTHING && head >= least))
			continue;
		oldest = (int)i;
		least = head;
	}
	return oldest;
}

static void wait_no_more(struct merge_partition *partition, int64_t now)
{
	if (partition->waiting_since != 0) {
		partition->waited += now - partition->waiting_since;
		partition->left_at = now;
	}
	partition->waiting_since = 0;
}

static void begin_to_wait(struct merge_partition *partition, int64_t now)
{
	if (partition->waiting_since != 0)
		return;
	int64_t set_off = now - partition->left_at;
	partition->waited = partition->waited > set_off ? partition->waited - set_off : 0;
	partition->waiting_since = now;
}

/* True when it is to be waited for before a record of that order is taken. */
static bool is_waited_for(const struct merge_view *view, uint32_t place, clock_ms order, int64_t now, int64_t wait_ms)
{
	struct merge_partition *partition = view->at(view->context, place);
	bool here = partition->head != CLOCK_ABSENT;
	bool far = partition->latest == CLOCK_ABSENT || order - partition->latest > MERGE_APART_MS;
	bool lags = !here && far && view->has_more(view->context, place);
	/* Caught up: it has a younger one, or nothing. */
	if (here ? partition->head > order : !lags)
		partition->given_up = false;
	if (!lags || partition->given_up) {
		wait_no_more(partition, now);
		return false;
	}
	begin_to_wait(partition, now);
	if (partition->waited + now - partition->waiting_since < wait_ms)
		return true;
	wait_no_more(partition, now);
	partition->given_up = true;
	view->give_up(view->context, place);
	return false;
}

int merge_choose(const struct merge_view *view, int64_t now, int64_t wait_ms)
{
	int oldest = oldest_head(view);
	bool waits = false;
	if (oldest == MERGE_NOTHING || wait_ms == 0)
		return oldest;
	clock_ms order = view->at(view->context, (uint32_t)oldest)->head;
	for (uint32_t i = 0; i < view->count; i++)
		if (is_waited_for(view, i, order, now, wait_ms))
			waits = true;
	return waits ? MERGE_WAIT : oldest;
}
