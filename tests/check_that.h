/* check_that.h: the assertion of the tests. A failed one is printed with its place and counted, and the test runs on;
 * main ends with return check_that_result(). */
#ifndef PARALLAX_TESTS_CHECK_THAT_H
#define PARALLAX_TESTS_CHECK_THAT_H

#include <stdbool.h>
#include <stdio.h>

#define CHECK_THAT_SHOWN_MAX 20

static unsigned long check_that_count;
static unsigned long check_that_failed;

static inline bool check_that(bool holds, const char *condition, const char *file, int line)
{
	check_that_count++;
	if (holds)
		return true;
	if (check_that_failed++ < CHECK_THAT_SHOWN_MAX)
		fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	return false;
}

/* True when it holds, so that a test can say more about what failed. */
#define CHECK_THAT(condition) check_that((condition), #condition, __FILE__, __LINE__)

/* The exit code. A test that checked nothing has failed. */
static inline int check_that_result(void)
{
	printf("%lu checks, %lu failed\n", check_that_count, check_that_failed);
	return check_that_count > 0 && check_that_failed == 0 ? 0 : 1;
}

#endif
