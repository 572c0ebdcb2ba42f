/* clock.h: the type of time. No room below edge reads a clock: time comes in with each record. */
#ifndef PARALLAX_BASE_CLOCK_H
#define PARALLAX_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since 1970-01-01T00:00:00Z, UTC, without leap seconds. */
typedef int64_t clock_ms;

#define CLOCK_ABSENT INT64_MIN
#define CLOCK_SECOND ((clock_ms)1000)
#define CLOCK_HOUR (3600 * CLOCK_SECOND)
#define CLOCK_DAY (24 * CLOCK_HOUR)

#endif
