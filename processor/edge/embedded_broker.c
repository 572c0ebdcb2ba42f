#include "embedded_broker.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "kafka_topics.h"
#include "log.h"

#define KNOCK_US 2000

static void on_log(const rd_kafka_t *handle, int level, const char *facility, const char *words)
{
	(void)handle;
	(void)level;
	log_debug("embedded broker: %s: %s", facility, words);
}

/* The cluster's thread overlooks some calls until its next look around, a second later. A connection wakes it too: while a
 * call waits, a thread knocks. */
struct knocking {
	pthread_t thread;
	uint16_t port;
	bool began;
	atomic_bool over;
};

static void *knock(void *argument)
{
	struct knocking *knocking = argument;
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(knocking->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	while (!atomic_load(&knocking->over)) {
		int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (door < 0)
			break;
		connect(door, (const struct sockaddr *)&address, sizeof address);
		usleep(KNOCK_US);
		close(door);
	}
	return NULL;
}

static void knocking_begin(struct knocking *knocking, const struct embedded_broker *broker)
{
	const char *port = strrchr(broker->address, ':');
	knocking->port = (uint16_t)strtoul(port == NULL ? "0" : port + 1, NULL, 10);
	atomic_init(&knocking->over, false);
	knocking->began = pthread_create(&knocking->thread, NULL, knock, knocking) == 0;
}

static void knocking_end(struct knocking *knocking)
{
	atomic_store(&knocking->over, true);
	if (knocking->began)
		pthread_join(knocking->thread, NULL);
}

enum status embedded_broker_open(struct embedded_broker *broker)
{
	char words[256];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	*broker = (struct embedded_broker){ .handle = NULL };
	rd_kafka_conf_set_log_cb(conf, on_log);
	broker->handle = rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words);
	if (broker->handle == NULL) {
		rd_kafka_conf_destroy(conf);
		log_error("the embedded broker does not start: %s", words);
		return STATUS_FATAL;
	}
	broker->cluster = rd_kafka_mock_cluster_new(broker->handle, 1);
	if (broker->cluster == NULL) {
		log_error("the embedded broker does not start: is a TCP port of the loopback interface free?");
		return STATUS_FATAL;
	}
	broker->address = rd_kafka_mock_cluster_bootstraps(broker->cluster);
	return STATUS_OK;
}

void embedded_broker_close(struct embedded_broker *broker)
{
	if (broker->cluster != NULL) {
		struct knocking knocking;
		knocking_begin(&knocking, broker);
		rd_kafka_mock_cluster_destroy(broker->cluster);
		knocking_end(&knocking);
	}
	if (broker->handle != NULL)
		rd_kafka_destroy(broker->handle);
	*broker = (struct embedded_broker){ .handle = NULL };
}

static enum status make_topics(struct embedded_broker *broker, const struct settings *settings)
{
	struct kafka_topic_plan plan[KAFKA_TOPICS_MAX];
	uint32_t count = kafka_topics_plan(settings, plan);
	for (uint32_t i = 0; i < count; i++) {
		rd_kafka_resp_err_t error = rd_kafka_mock_topic_create(broker->cluster, plan[i].name, plan[i].partitions, 1);
		if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
			log_error("the embedded broker does not make the topic %s: %s", plan[i].name, rd_kafka_err2str(error));
			return STATUS_FATAL;
		}
	}
	return STATUS_OK;
}

enum status embedded_broker_prepare(struct embedded_broker *broker, struct settings *settings)
{
	struct knocking knocking;
	settings->brokers = broker->address;
	settings->guarantee = GUARANTEE_AT_LEAST_ONCE;
	settings->session_timeout_ms = EMBEDDED_SESSION_MS;
	knocking_begin(&knocking, broker);
	enum status status = make_topics(broker, settings);
	knocking_end(&knocking);
	return status;
}
