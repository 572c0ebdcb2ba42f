/* bench.h: what the benchmarks share: the clocks, rounds in order of size, the machine and the day, and results as JSON for
 * those that draw or compare. */
#ifndef PARALLAX_BENCH_BENCH_H
#define PARALLAX_BENCH_BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"

static inline double now_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* Processor time of this thread: what others take of the machine is not in it. */
static inline double thread_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static inline int number_order(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;
	return left < right ? -1 : left > right;
}

/* From here on rounds[0] is the minimum, rounds[count / 2] the median and rounds[count - 1] the maximum. */
static inline void sort_rounds(double *rounds, size_t count)
{
	qsort(rounds, count, sizeof(double), number_order);
}

/* The first argument as a number of rounds, or what is usual. */
static inline size_t rounds_of(int argc, char **argv, size_t usual, size_t most)
{
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : usual;
	if (rounds < 1 || rounds > most) {
		fprintf(stderr, "usage: %s [rounds], 1 to %zu\n", argv[0], most);
		exit(2);
	}
	return rounds;
}

/* The processor's name, as Linux tells it; and the day. */
static inline void print_machine(void)
{
	char line[256], date[32];
	time_t seconds = time(NULL);
	struct tm utc;
	FILE *file = fopen("/proc/cpuinfo", "r");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		char *name = strchr(line, ':');
		if (strncmp(line, "model name", 10) == 0 && name != NULL) {
			printf("machine:%s", name + 1);
			break;
		}
	}
	if (file != NULL)
		fclose(file);
	strftime(date, sizeof date, "%Y-%m-%d %H:%M UTC", gmtime_r(&seconds, &utc));
	printf("date: %s\n", date);
}

#endif
