/* calendar.h: days of the Gregorian calendar as numbers. Pure; the clock's millisecond is an argument. */
#ifndef PARALLAX_CLAIMS_CALENDAR_H
#define PARALLAX_CLAIMS_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"

struct calendar_date {
	int32_t year;
	uint8_t month; /* 1..12 */
	uint8_t day;   /* 1..31 */
};

/* Days since 1970-01-01, after H. Hinnant, "chrono-compatible low-level date algorithms". */
int32_t calendar_day(struct calendar_date date);
struct calendar_date calendar_date_of(int32_t day);

/* The UTC day of a time; times outside of the years 1 to 9999 give their first and last day. */
int32_t calendar_day_of_time(clock_ms time);

/* Monday is 1. */
uint8_t calendar_weekday(int32_t day);

/* True for a date that the calendar has; the 29th of February without a year (0) counts. */
bool calendar_valid(struct calendar_date date);

#endif
