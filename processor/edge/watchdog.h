/* watchdog.h: ends the process when something does not end in time: a call into a library that may hang, or the work after
 * SIGTERM. What was not committed is read again by whoever comes next. */
#ifndef PARALLAX_EDGE_WATCHDOG_H
#define PARALLAX_EDGE_WATCHDOG_H

#include <stdint.h>
#include <time.h>

struct watchdog {
	timer_t timer;
};

/* Not armed. words is a string constant: what is printed when it bites. */
void watchdog_init(struct watchdog *watchdog, const char *words);
void watchdog_free(struct watchdog *watchdog);

/* Unless it is disarmed within time_ms the process prints the words and exits with EXIT_WRONG. May be called in a signal
 * handler. */
void watchdog_arm(struct watchdog *watchdog, int64_t time_ms);
void watchdog_disarm(struct watchdog *watchdog);

#endif
