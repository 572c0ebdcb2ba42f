#include "calendar.h"

#define DAYS_PER_ERA 146097
#define DAYS_TO_EPOCH 719468 /* from 0000-03-01 */
#define DAY_MIN (-719162)   /* 0001-01-01 */
#define DAY_MAX 2932896     /* 9999-12-31 */

int32_t calendar_day(struct calendar_date date)
{
	int32_t year = date.year - (date.month <= 2);
	int32_t era = (year >= 0 ? year : year - 399) / 400;
	int32_t of_era = year - era * 400;
	int32_t of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
	return era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - DAYS_TO_EPOCH;
}

struct calendar_date calendar_date_of(int32_t day)
{
	int32_t shifted = day + DAYS_TO_EPOCH;
	int32_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
	int32_t of_era = shifted - era * DAYS_PER_ERA;
	int32_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int32_t shifted_month = (5 * of_year + 2) / 153;
	uint8_t month = (uint8_t)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
	return (struct calendar_date){ .year = year_of_era + era * 400 + (month <= 2), .month = month,
		                       .day = (uint8_t)(of_year - (153 * shifted_month + 2) / 5 + 1) };
}

int32_t calendar_day_of_time(clock_ms time)
{
	clock_ms day = time >= 0 ? time / CLOCK_DAY : -((-(time + 1)) / CLOCK_DAY) - 1;
	return (int32_t)(day < DAY_MIN ? DAY_MIN : day > DAY_MAX ? DAY_MAX : day);
}

uint8_t calendar_weekday(int32_t day)
{
	int32_t from_monday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
	return (uint8_t)((from_monday < 0 ? from_monday + 7 : from_monday) + 1);
}

bool calendar_valid(struct calendar_date date)
{
	static const uint8_t days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > days[date.month - 1])
		return false;
	bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
	return date.month != 2 || date.day < 29 || leap;
}
