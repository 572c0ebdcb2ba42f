#include "timers.h"

#include "grow.h"

void timers_init(struct timers *timers)
{
	*timers = (struct timers){ .count = 0 };
}

void timers_free(struct timers *timers)
{
	free(timers->heap);
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

void timers_set(struct timers *timers, clock_ms due, enum timer_kind kind, uint64_t subject)
{
	GROW(timers->heap, timers->count, timers->capacity);
	uint32_t at = timers->count++;
	timers->heap[at] = (struct timer){ due, timers->next_number++, subject, kind };
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
	timers->heap[0] = timers->heap[--timers->count];
	sink(timers);
	return true;
}
