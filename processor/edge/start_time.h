/* start_time.h: where reading begins or ends, as a user says it: earliest, latest (now), committed, or a time. Pure. */
#ifndef PARALLAX_EDGE_START_TIME_H
#define PARALLAX_EDGE_START_TIME_H

#include "status.h"
#include "timestamp.h"

enum start_kind { START_EARLIEST, START_LATEST, START_COMMITTED, START_TIME };

struct start_time {
	enum start_kind kind;
	clock_ms time; /* of START_TIME */
};

/* A time is a date and a time of day (timestamp.h), or milliseconds since 1970. BAD_INPUT for anything else. */
enum status start_time_parse(const char *text, struct start_time *ret_start);

#endif
