/* Timers come out in the order of their time, and of their setting when they are due together. */
#include "timers.h"

#include "check_that.h"
#include "hash.h"

int main(void)
{
	struct timers timers;
	struct timer timer;
	timers_init(&timers);
	CHECK_THAT(!timers_take(&timers, INT64_MAX, &timer));
	for (uint64_t i = 0; i < 1000; i++)
		timers_set(&timers, (clock_ms)(hash_mix(i) % 50), TIMER_CLOSE, i);
	CHECK_THAT(!timers_take(&timers, -1, &timer));
	clock_ms last_due = -1;
	uint64_t last_number = 0;
	uint32_t taken = 0;
	while (timers_take(&timers, 24, &timer)) {
		CHECK_THAT(timer.due <= 24 && timer.due == (clock_ms)(hash_mix(timer.subject) % 50));
		CHECK_THAT(timer.due > last_due || (timer.due == last_due && timer.number > last_number));
		last_due = timer.due;
		last_number = timer.number;
		taken++;
	}
	uint32_t expected = 0;
	for (uint64_t i = 0; i < 1000; i++)
		expected += hash_mix(i) % 50 <= 24;
	CHECK_THAT(taken == expected);
	while (timers_take(&timers, 50, &timer))
		taken++;
	CHECK_THAT(taken == 1000);
	timers_free(&timers);
	return check_that_result();
}
