/* kafka_merge.h: the records that have come and were not taken yet, by partition, and which of them is next (partition_merge.h). */
#ifndef PARALLAX_EDGE_KAFKA_MERGE_H
#define PARALLAX_EDGE_KAFKA_MERGE_H

#include "kafka_consumer.h"

/* Keeps a record, which is the consumer's from now on, until it is taken; drops it when it has come before or nobody reads its
 * partition. time: the record's. */
void kafka_merge_keep(struct kafka_consumer *consumer, rd_kafka_message_t *message, clock_ms time);

/* True while there is room for more: beyond that what waits here is taken, and nobody waited for. */
bool kafka_merge_has_room(const struct kafka_consumer *consumer);

/* The next record, to be destroyed by the caller, with its time and its partition; NULL when none is here, or one is waited for. */
rd_kafka_message_t *kafka_merge_take(struct kafka_consumer *consumer, clock_ms *ret_time, struct kafka_partition **ret_partition);

/* Forgets what waits: it is fetched again. */
void kafka_merge_drop(struct kafka_consumer *consumer);

/* Nothing of a partition waits here, nor, for all that is known, on the broker. */
bool kafka_merge_is_at_end(const struct kafka_partition *partition);

#endif
