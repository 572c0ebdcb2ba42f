/* kafka_handle.h: what every librdkafka handle of ours has in common: the brokers, the user's rdkafka.* settings, where its log
 * lines and its errors go; and what a person can do about an error. */
#ifndef PARALLAX_EDGE_KAFKA_HANDLE_H
#define PARALLAX_EDGE_KAFKA_HANDLE_H

#include <librdkafka/rdkafka.h>

#include "clock.h"
#include "settings.h"

/* The opaque of a handle begins with this: the last thing that librdkafka said went wrong. */
struct kafka_trouble {
	rd_kafka_resp_err_t code;
	char words[512];
	clock_ms logged_at; /* the same trouble is logged twice a minute at most */
	bool quiet;         /* not at all: it is told by whoever asked */
	bool fresh;         /* something went wrong since whoever sees to it set this to false */
	int brokers_up;     /* connections, as the last statistics told, where statistics.interval.ms asks for them */
};

struct kafka_pair {
	const char *name;
	const char *value;
};

/* A configuration with what all handles have, then pairs[0 .. pairs_count), over which the user's rdkafka.* go. opaque begins
 * with a struct kafka_trouble. NULL with the error logged. */
rd_kafka_conf_t *kafka_conf_new(const struct settings *settings, const struct kafka_pair *pairs, size_t pairs_count, void *opaque);

/* As that, of a reader who is shown no record before its transaction is committed, commits nothing by itself, is told of each partition's
 * end, and skips nothing: a position that is gone is an error. group is the group that it joins, or whose offsets it asks for; librdkafka
 * wants a name of every reader, and another name would need rights of its own. pairs go over the reader's own. */
rd_kafka_conf_t *kafka_reader_conf_new(const struct settings *settings, const char *group, const struct kafka_pair *pairs, size_t pairs_count,
                                       void *opaque);

/* The handle of a configuration, which is used up. NULL with the error logged. */
rd_kafka_t *kafka_handle_new(rd_kafka_type_t type, rd_kafka_conf_t *conf);

/* What a person can do about an error, as ": …"; "" when there is nothing to say. */
const char *kafka_advice(rd_kafka_resp_err_t code);

/* True when trying again will not mend it: someone has to change rights, topics or settings first. */
bool kafka_error_is_permanent(rd_kafka_resp_err_t code);

/* The wall clock. */
clock_ms kafka_wall_clock(void);

#endif
