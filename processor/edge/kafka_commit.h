/* kafka_commit.h: the end of a batch on the broker: its offsets, and all that was published before them, in one transaction or, with a
 * broker that has none, one after the other. */
#ifndef PARALLAX_EDGE_KAFKA_COMMIT_H
#define PARALLAX_EDGE_KAFKA_COMMIT_H

#include "kafka_port.h"

/* The producer has begun, and the batch is produced. */
enum kafka_outcome kafka_commit_offsets(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets);

/* The two halves of that, with transactions: offsets for the group, as the member that this process is, and the end. */
enum kafka_outcome kafka_send_offsets(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets);
enum kafka_outcome kafka_commit_transaction(struct kafka_port *kafka);

/* Offsets in a transaction of their own, and beside the token's what the trial (kafka_trial.h) has to say. STATUS_MORE: once more, when
 * ready; STATUS_FATAL, logged. */
enum status kafka_commit_alone(struct kafka_port *kafka, const struct port_offset *offsets, uint32_t offsets_count);

#endif
