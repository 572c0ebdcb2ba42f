/* kafka_left_open.h: what a broker has left open of this group's transactions, in the outputs and among the group's offsets: records that
 * readers of committed ones do not get, although the producer that opened last has ended all that was under way. */
#ifndef PARALLAX_EDGE_KAFKA_LEFT_OPEN_H
#define PARALLAX_EDGE_KAFKA_LEFT_OPEN_H

#include "kafka_producer.h"

/* Of which transactions what is open in a partition is: flags, the opaque of a partition. */
enum { OPEN_EARLIER = 1, OPEN_LATER = 2, OPEN_READ = 4 };

struct kafka_left_open {
	int64_t committed; /* the group's transactions, as its offsets tell; those up to it are the earlier ones */
	bool offsets;      /* there are offsets of a later one, which cannot be seen */
	bool seen;         /* if so: records of it can be seen in an output */
	rd_kafka_topic_partition_list_t *partitions; /* in which records of this group are open */
};

/* Asks the broker, by clients of its own, which know who leads the partitions now. Free what it found either way. */
rd_kafka_resp_err_t kafka_left_open_find(const struct kafka_producer *producer, struct kafka_left_open *ret_open);
void kafka_left_open_free(struct kafka_left_open *open);

#endif
