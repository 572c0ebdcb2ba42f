/* Where reading begins, as users say it. */
#include "start_time.h"

#include "check_that.h"

int main(void)
{
	struct start_time start = { .kind = START_LATEST, .time = 7 };
	CHECK_THAT(start_time_parse("earliest", &start) == STATUS_OK && start.kind == START_EARLIEST);
	CHECK_THAT(start_time_parse("latest", &start) == STATUS_OK && start.kind == START_LATEST);
	CHECK_THAT(start_time_parse("committed", &start) == STATUS_OK && start.kind == START_COMMITTED);
	CHECK_THAT(start_time_parse("2024-01-24T12:00:00+01:00", &start) == STATUS_OK && start.kind == START_TIME && start.time == 1706094000000);
	CHECK_THAT(start_time_parse("2024-01-24", &start) == STATUS_OK && start.time == 1706054400000);
	CHECK_THAT(start_time_parse("20240124", &start) == STATUS_OK && start.time == 1706054400000); /* a date, not milliseconds */
	CHECK_THAT(start_time_parse("1706094000000", &start) == STATUS_OK && start.kind == START_TIME && start.time == 1706094000000);
	static const char *const wrong[] = { "", "Earliest", "yesterday", "2024-13-01", "-1", "99999999999999999999", "2024-01-24T25:00:00Z" };
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct start_time kept = { .kind = START_COMMITTED, .time = 42 };
		CHECK_THAT(start_time_parse(wrong[i], &kept) == STATUS_BAD_INPUT && kept.kind == START_COMMITTED && kept.time == 42);
	}
	return check_that_result();
}
