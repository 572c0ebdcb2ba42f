/* kafka_inputs.h: the input topics: as they are named, or all that a pattern fits, and the partitions that they have now. */
#ifndef PARALLAX_EDGE_KAFKA_INPUTS_H
#define PARALLAX_EDGE_KAFKA_INPUTS_H

#include "kafka_consumer.h"

/* Adds the partitions of all inputs that are not read yet to a list. STATUS_MORE when the broker does not say now; STATUS_FATAL,
 * logged. */
enum status kafka_inputs_list(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list);

/* True of a topic that is no input though a pattern may fit its name. */
bool kafka_inputs_is_passed_over(const struct settings *settings, const char *topic);

/* The topic's name, in words that live as long as the consumer. */
const char *kafka_inputs_name(struct kafka_consumer *consumer, const char *topic);

/* Where partitions that have no committed offset begin, as the setting from says: sets the offsets of those in the list. The
 * logical offset of the beginning stays for earliest. STATUS_MORE, STATUS_FATAL as above. */
enum status kafka_inputs_begin(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list);

#endif
