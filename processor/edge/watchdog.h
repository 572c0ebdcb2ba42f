/* watchdog.h: ends the process when something does not return in time. For calls into a library that may hang, and for the
 * grace period after SIGTERM. What was not committed is read again by whoever comes next. */
#ifndef PARALLAX_EDGE_WATCHDOG_H
#define PARALLAX_EDGE_WATCHDOG_H

#include <stdint.h>

struct watchdog;

/* Unless it is stopped within time_ms the process prints the words, a string constant, and exits with EXIT_WRONG. */
struct watchdog *watchdog_start(int64_t time_ms, const char *words);
void watchdog_stop(struct watchdog *watchdog);

#endif
