#include "timestamp.h"

/* The calendar is counted in years that begin in March, so that the leap day is a year's last; 400 of them have 146,097
 * days, and the 153 days of five months from March on repeat. Day 0 is 1970-01-01, 719,468 days after 0000-03-01. */
static int64_t days_of_date(int64_t year, int64_t month, int64_t day)
{
	int64_t march_year = month > 2 ? year : year - 1;
	int64_t march_month = (month + 9) % 12;
	return march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + (153 * march_month + 2) / 5 + day - 1 -
	       719468;
}

static int64_t days_in_month(int64_t year, int64_t month)
{
	static const uint8_t days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return days[month - 1] + (month == 2 && leap);
}

struct cursor {
	struct bytes text;
	size_t at;
};

static bool take(struct cursor *cursor, char character)
{
	if (cursor->at == cursor->text.length || cursor->text.data[cursor->at] != (uint8_t)character)
		return false;
	cursor->at++;
	return true;
}

static bool at_digit(const struct cursor *cursor)
{
	return cursor->at < cursor->text.length && cursor->text.data[cursor->at] >= '0' && cursor->text.data[cursor->at] <= '9';
}

/* Exactly as many digits as asked for, as a number. */
static bool take_number(struct cursor *cursor, int digits, int64_t *ret_number)
{
	int64_t number = 0;
	for (int i = 0; i < digits; i++) {
		if (!at_digit(cursor))
			return false;
		number = number * 10 + (cursor->text.data[cursor->at++] - '0');
	}
	*ret_number = number;
	return true;
}

static bool take_date(struct cursor *cursor, int64_t *ret_days)
{
	int64_t year, month, day;
	if (!take_number(cursor, 4, &year))
		return false;
	bool dashes = take(cursor, '-');
	if (!take_number(cursor, 2, &month) || (dashes && !take(cursor, '-')) || !take_number(cursor, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
		return false;
	*ret_days = days_of_date(year, month, day);
	return true;
}

static clock_ms take_fraction(struct cursor *cursor)
{
	clock_ms fraction = 0;
	for (clock_ms worth = 100; at_digit(cursor); worth /= 10)
		fraction += worth * (cursor->text.data[cursor->at++] - '0');
	return fraction;
}

/* Second 60 is the leap second: it is read as the moment behind it. */
static bool take_clock(struct cursor *cursor, clock_ms *ret_clock)
{
	int64_t hour, minute, second = 0;
	clock_ms fraction = 0;
	if (!take_number(cursor, 2, &hour))
		return false;
	bool colons = take(cursor, ':');
	if (!take_number(cursor, 2, &minute))
		return false;
	if (colons ? take(cursor, ':') : at_digit(cursor)) {
		if (!take_number(cursor, 2, &second))
			return false;
		if (take(cursor, '.') || take(cursor, ',')) {
			if (!at_digit(cursor))
				return false;
			fraction = take_fraction(cursor);
		}
	}
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	*ret_clock = ((hour * 60 + minute) * 60 + second) * CLOCK_SECOND + fraction;
	return true;
}

static bool take_offset(struct cursor *cursor, clock_ms *ret_offset)
{
	*ret_offset = 0;
	if (cursor->at == cursor->text.length || take(cursor, 'Z') || take(cursor, 'z'))
		return true;
	bool west = take(cursor, '-');
	int64_t hour, minute = 0;
	if ((!west && !take(cursor, '+')) || !take_number(cursor, 2, &hour))
		return false;
	bool colon = take(cursor, ':');
	if ((colon || at_digit(cursor)) && !take_number(cursor, 2, &minute))
		return false;
	if (hour > 23 || minute > 59)
		return false;
	*ret_offset = (hour * 60 + minute) * (west ? -60 : 60) * CLOCK_SECOND;
	return true;
}

static struct bytes trim(struct bytes text)
{
	while (text.length != 0 && text.data[0] <= ' ')
		text = bytes_of(text.data + 1, text.length - 1);
	while (text.length != 0 && text.data[text.length - 1] <= ' ')
		text.length--;
	return text;
}

bool timestamp_parse(struct bytes text, clock_ms *ret_time)
{
	struct cursor cursor = { .text = trim(text) };
	int64_t days;
	clock_ms clock = 0, offset = 0;
	if (!take_date(&cursor, &days))
		return false;
	if (take(&cursor, 'T') || take(&cursor, 't') || take(&cursor, ' ')) {
		if (!take_clock(&cursor, &clock) || !take_offset(&cursor, &offset))
			return false;
	}
	if (cursor.at != cursor.text.length)
		return false;
	*ret_time = days * CLOCK_DAY + clock - offset;
	return true;
}

static char *print_number(char *at, int64_t number, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		at[i] = (char)('0' + number % 10);
		number /= 10;
	}
	return at + digits;
}

void timestamp_print(clock_ms time, char ret_text[TIMESTAMP_SIZE])
{
	const clock_ms first = days_of_date(1, 1, 1) * CLOCK_DAY;
	const clock_ms last = (days_of_date(9999, 12, 31) + 1) * CLOCK_DAY - 1;
	time = time < first ? first : time > last ? last : time;

	int64_t days = time / CLOCK_DAY - (time % CLOCK_DAY < 0);
	clock_ms clock = time - days * CLOCK_DAY;
	int64_t day = days + 719468; /* since 0000-03-01; never negative from the year 1 on */
	int64_t era = day / 146097;
	day -= era * 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	day -= year * 365 + year / 4 - year / 100;
	int64_t month = (5 * day + 2) / 153;
	day -= (153 * month + 2) / 5;
	year += era * 400 + (month >= 10);
	month = month < 10 ? month + 3 : month - 9;

	char *at = print_number(ret_text, year, 4);
	*at++ = '-';
	at = print_number(at, month, 2);
	*at++ = '-';
	at = print_number(at, day + 1, 2);
	*at++ = 'T';
	at = print_number(at, clock / CLOCK_HOUR, 2);
	*at++ = ':';
	at = print_number(at, clock / (60 * CLOCK_SECOND) % 60, 2);
	*at++ = ':';
	at = print_number(at, clock / CLOCK_SECOND % 60, 2);
	*at++ = '.';
	at = print_number(at, clock % CLOCK_SECOND, 3);
	*at++ = 'Z';
	*at = 0;
}
