/* Times as wires write them, read and printed. */
#include "check_that.h"
#include "timestamp.h"

struct time_case {
	const char *text;
	const char *printed; /* NULL: no time */
};

static const struct time_case cases[] = {
	{ "2024-01-24T12:00:00Z", "2024-01-24T12:00:00.000Z" },
	{ "2024-01-24T12:00:00.5Z", "2024-01-24T12:00:00.500Z" },
	{ "2024-01-24T12:00:00,123456789Z", "2024-01-24T12:00:00.123Z" },
	{ "2025-03-11T08:15:00+0000", "2025-03-11T08:15:00.000Z" },
	{ "2025-03-11T08:15:00+00:00", "2025-03-11T08:15:00.000Z" },
	{ "2025-03-11T08:15:00+05:30", "2025-03-11T02:45:00.000Z" },
	{ "2025-03-11T08:15:00-0930", "2025-03-11T17:45:00.000Z" },
	{ "2025-01-01T00:30:00+01", "2024-12-31T23:30:00.000Z" },
	{ "2025-03-11 08:15:00", "2025-03-11T08:15:00.000Z" },
	{ "  2025-03-11t08:15z\n", "2025-03-11T08:15:00.000Z" },
	{ "2025-03-11", "2025-03-11T00:00:00.000Z" },
	{ "20250311", "2025-03-11T00:00:00.000Z" },
	{ "20250311T081500Z", "2025-03-11T08:15:00.000Z" },
	{ "20250311T0815+0200", "2025-03-11T06:15:00.000Z" },
	{ "2024-02-29T23:59:60Z", "2024-03-01T00:00:00.000Z" }, /* the leap second */
	{ "1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z" },
	{ "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
	{ "1600-02-29", "1600-02-29T00:00:00.000Z" },
	{ "0001-01-01", "0001-01-01T00:00:00.000Z" },
	{ "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z" },
	{ "0001-01-01T00:00:00+12:00", "0001-01-01T00:00:00.000Z" }, /* before what the form can tell */
	{ "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59.999Z" },
	{ "", NULL },
	{ "yesterday", NULL },
	{ "2024", NULL },
	{ "2024-01", NULL },
	{ "2024-0124", NULL },
	{ "202401-24", NULL },
	{ "2023-02-29", NULL },
	{ "1900-02-29", NULL },
	{ "2024-13-01", NULL },
	{ "2024-00-01", NULL },
	{ "2024-04-31", NULL },
	{ "2024-04-00", NULL },
	{ "0000-01-01", NULL },
	{ "-2024-01-01", NULL },
	{ "2024-01-24T", NULL },
	{ "2024-01-24T24:00:00Z", NULL },
	{ "2024-01-24T12:60:00Z", NULL },
	{ "2024-01-24T12:00:61Z", NULL },
	{ "2024-01-24T12:00:00.Z", NULL },
	{ "2024-01-24T12:00:Z", NULL },
	{ "2024-01-24T12Z", NULL },
	{ "2024-01-24T12:00:00X", NULL },
	{ "2024-01-24T12:00:00+24:00", NULL },
	{ "2024-01-24T12:00:00+01:60", NULL },
	{ "2024-01-24T12:00:00+1", NULL },
	{ "2024-01-24T12:00:00+01:", NULL },
	{ "2024-01-24T12:00:00Z and more", NULL },
	{ "2024-01-24Z", NULL },
	{ "٢٠٢٤-٠١-٢٤", NULL },
};

static void test_cases(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		clock_ms time = 42;
		bool read = timestamp_parse(bytes_of_string(cases[i].text), &time);
		char printed[TIMESTAMP_SIZE] = "";
		if (read)
			timestamp_print(time, printed);
		bool right = cases[i].printed == NULL ? !read && time == 42 : read && strcmp(printed, cases[i].printed) == 0;
		if (!CHECK_THAT(right))
			fprintf(stderr, "  of %s: %s\n", cases[i].text, read ? printed : "no time");
	}
}

/* Known numbers, from the definition of the Unix epoch. */
static void test_numbers(void)
{
	clock_ms time = 0;
	CHECK_THAT(timestamp_parse(bytes_of_string("2001-09-09T01:46:40Z"), &time) && time == 1000000000000);
	CHECK_THAT(timestamp_parse(bytes_of_string("2038-01-19T03:14:08.007Z"), &time) && time == 2147483648007);
	CHECK_THAT(timestamp_parse(bytes_of_string("1969-12-31T23:59:59.999Z"), &time) && time == -1);
	char text[TIMESTAMP_SIZE];
	timestamp_print(INT64_MAX, text);
	CHECK_THAT(strcmp(text, "9999-12-31T23:59:59.999Z") == 0);
	timestamp_print(INT64_MIN + 1, text);
	CHECK_THAT(strcmp(text, "0001-01-01T00:00:00.000Z") == 0);
}

/* Every day of the form comes back as it was printed, and each is the one behind the day before. */
static void test_every_day(void)
{
	char text[TIMESTAMP_SIZE], before[TIMESTAMP_SIZE] = "";
	clock_ms first = 0, last = 0;
	unsigned long wrong = 0, days = 0;
	CHECK_THAT(timestamp_parse(bytes_of_string("0001-01-01"), &first) && timestamp_parse(bytes_of_string("9999-12-31"), &last));
	for (clock_ms day = first; day <= last; day += CLOCK_DAY, days++) {
		clock_ms time = 0;
		timestamp_print(day, text);
		wrong += !timestamp_parse(bytes_of(text, 10), &time) || time != day || strcmp(before, text) >= 0;
		memcpy(before, text, sizeof before);
	}
	CHECK_THAT(wrong == 0);
	CHECK_THAT(days == 3652059); /* of 9,999 Gregorian years */
}

int main(void)
{
	test_cases();
	test_numbers();
	test_every_day();
	return check_that_result();
}
