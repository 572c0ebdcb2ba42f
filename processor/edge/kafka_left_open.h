/* kafka_left_open.h: what a broker has left open of this group's transactions, in the outputs and among the group's offsets: records that
 * readers of committed ones do not get, although all that was under way has ended. */
#ifndef PARALLAX_EDGE_KAFKA_LEFT_OPEN_H
#define PARALLAX_EDGE_KAFKA_LEFT_OPEN_H

#include "kafka_producer.h"

/* Of which transactions the records are that were read of a partition: flags, its opaque. By the group's count, those up to it are
 * committed, those behind it are not. */
enum { UP_TO_COUNT = 1, BEHIND_COUNT = 2, NEXT_OF_COUNT = 4 /* the first of these */, READ_TO_END = 8 };

struct kafka_left_open {
	int64_t count;     /* of the group's transactions, as its offsets tell */
	bool offsets_open; /* there are offsets of the next one, which do not count yet */
	bool next_seen;    /* if so: a reader of committed records gets some of it */
	rd_kafka_topic_partition_list_t *partitions; /* in which records of this group are open */
};

/* Asks the broker, by clients of its own, which know who leads the partitions now. Free what it found either way. */
rd_kafka_resp_err_t kafka_left_open_find(const struct kafka_producer *producer, struct kafka_left_open *ret_open);
void kafka_left_open_free(struct kafka_left_open *open);

#endif
