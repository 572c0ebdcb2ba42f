/* embedded_broker.h: a Kafka broker inside this process, for demo and tests: librdkafka's mock cluster, reached over TCP as
 * any other. It has groups, offsets, compression and headers, but no transactions: at least once only. It keeps 5 MiB a
 * partition and drops the oldest beyond that. A group forms in it only with session.timeout.ms from 3100 to 6000. */
#ifndef PARALLAX_EDGE_EMBEDDED_BROKER_H
#define PARALLAX_EDGE_EMBEDDED_BROKER_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "settings.h"

struct embedded_broker {
	rd_kafka_t *handle;
	rd_kafka_mock_cluster_t *cluster;
	const char *address; /* HOST:PORT */
};

#define EMBEDDED_SESSION_MS 3100

/* STATUS_FATAL, logged, when it does not start. Close it either way. */
enum status embedded_broker_open(struct embedded_broker *broker);
void embedded_broker_close(struct embedded_broker *broker);

/* Sets what only this broker needs, and makes the topics. STATUS_FATAL, logged, when it cannot. */
enum status embedded_broker_prepare(struct embedded_broker *broker, struct settings *settings);

#endif
