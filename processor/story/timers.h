/* timers.h: what is due at which record time: a heap. Entries are not taken back: whoever gets one checks that it still
 * holds. Of two that are due together the one set first comes first. */
#ifndef PARALLAX_STORY_TIMERS_H
#define PARALLAX_STORY_TIMERS_H

#include <stdbool.h>

#include "clock.h"

enum timer_kind { TIMER_CLOSE, TIMER_END, TIMER_RELEASE, TIMER_FORGET };

struct timer {
	clock_ms due;
	uint64_t number; /* the order in which they were set */
	uint64_t subject; /* a story's id; of a release the number of what is held; of forgetting the hash of a uri */
	enum timer_kind kind;
};

/* A timer that was set or taken out. */
struct timer_change {
	struct timer timer;
	bool set;
};

struct timers {
	struct timer *heap;
	uint32_t count, capacity;
	uint64_t next_number;
	struct timer_change *changes; /* since the last batch; whoever has read them sets the count to 0 */
	uint32_t changes_count, changes_capacity;
};

void timers_init(struct timers *timers);
void timers_free(struct timers *timers);
void timers_set(struct timers *timers, clock_ms due, enum timer_kind kind, uint64_t subject);

/* Sets one again that had this number. */
void timers_restore(struct timers *timers, const struct timer *timer);

/* Takes out the first timer that is due at now; false when none is. */
bool timers_take(struct timers *timers, clock_ms now, struct timer *ret_timer);

#endif
