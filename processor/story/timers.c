#include "timers.h"

#include "grow.h"

void timers_init(struct timers *timers)
{
	*timers = (struct timers){ .count = 0 };
}

void timers_free(struct timers *timers)
{
	free(timers->heap);
	free(timers->changes);
}

static bool comes_before(const struct timer *a, const struct timer *b)
{
	return a->due != b->due ? a->due < b->due : a->number < b->number;
}

static void swap(struct timer *a, struct timer *b)
{
	struct timer kept = *a;
	*a = *b;
	*b = kept;
}

static void note(struct timers *timers, const struct timer *timer, bool set)
{
	GROW(timers->changes, timers->changes_count, timers->changes_capacity);
	timers->changes[timers->changes_count++] = (struct timer_change){ *timer, set };
}

void timers_set(struct timers *timers, clock_ms due, enum timer_kind kind, uint64_t subject)
{
	struct timer timer = { due, timers->next_number++, subject, kind };
	timers_restore(timers, &timer);
	note(timers, &timer, true);
}

void timers_restore(struct timers *timers, const struct timer *timer)
{
	GROW(timers->heap, timers->count, timers->capacity);
	uint32_t at = timers->count++;
	timers->heap[at] = *timer;
	for (; at > 0 && comes_before(&timers->heap[at], &timers->heap[(at - 1) / 2]); at = (at - 1) / 2)
		swap(&timers->heap[at], &timers->heap[(at - 1) / 2]);
}

static void sink(struct timers *timers)
{
	uint32_t at = 0;
	for (;;) {
		uint32_t first = at, left = 2 * at + 1;
		if (left < timers->count && comes_before(&timers->heap[left], &timers->heap[first]))
			first = left;
		if (left + 1 < timers->count && comes_before(&timers->heap[left + 1], &timers->heap[first]))
			first = left + 1;
		if (first == at)
			return;
		swap(&timers->heap[at], &timers->heap[first]);
		at = first;
	}
}

bool timers_take(struct timers *timers, clock_ms now, struct timer *ret_timer)
{
	if (timers->count == 0 || timers->heap[0].due > now)
		return false;
	*ret_timer = timers->heap[0];
	note(timers, ret_timer, false);
	timers->heap[0] = timers->heap[--timers->count];
	sink(timers);
	return true;
}
