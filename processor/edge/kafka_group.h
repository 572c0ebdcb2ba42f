/* kafka_group.h: the consumer as a member of its group: the rounds in which the token is given, and where reading begins. */
#ifndef PARALLAX_EDGE_KAFKA_GROUP_H
#define PARALLAX_EDGE_KAFKA_GROUP_H

#include "kafka_consumer.h"

/* Subscribes to the token. STATUS_FATAL, logged, when librdkafka does not take it. */
enum status kafka_group_join(struct kafka_consumer *consumer);

/* librdkafka's rebalance callback; called from within the polls. */
void kafka_group_changed(rd_kafka_t *handle, rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t *partitions, void *opaque);

#endif
