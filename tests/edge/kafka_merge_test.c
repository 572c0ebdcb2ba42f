/* Records of several partitions come in the order of their times, though the broker gives them partition by partition; and a partition
 * whose broker is away is waited for, but not for ever. Against the broker in the process. */
#include "kafka_port.h"

#include "check.h"
#include "check_that.h"
#include "embedded_broker.h"
#include "log.h"
#include "monotonic.h"

#define TOPIC "wire.articles"
#define PARTITIONS 3
#define EACH 400 /* records of a partition */
#define FIRST 1741600800000
#define APART 60000
#define WAIT_MS 1500

static void send_records(const struct embedded_broker *broker)
{
	char words[256];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	CHECK(rd_kafka_conf_set(conf, "bootstrap.servers", broker->address, words, sizeof words) == RD_KAFKA_CONF_OK);
	rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, words, sizeof words);
	CHECK(client != NULL);
	for (int partition = 0; partition < PARTITIONS; partition++)
		for (int i = 0; i < EACH; i++)
			CHECK(rd_kafka_producev(client, RD_KAFKA_V_TOPIC(TOPIC), RD_KAFKA_V_PARTITION(partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
			                        RD_KAFKA_V_VALUE("x", 1), RD_KAFKA_V_TIMESTAMP(FIRST + (int64_t)(i * PARTITIONS + partition) * APART),
			                        RD_KAFKA_V_END) == RD_KAFKA_RESP_ERR_NO_ERROR);
	CHECK(rd_kafka_flush(client, 10000) == RD_KAFKA_RESP_ERR_NO_ERROR);
	rd_kafka_destroy(client);
}

/* Polls until so many have come, or for a minute; how many did, and how many of them were older than the one before. */
static int take(struct kafka_port *kafka, int count, int *ret_backwards, int32_t *ret_partitions)
{
	int taken = 0;
	clock_ms before = CLOCK_ABSENT;
	int64_t until = monotonic_ms() + 60000;
	while (taken < count && monotonic_ms() < until) {
		struct input_message message;
		enum status status = kafka->port.poll(&kafka->port, 100, &message);
		CHECK(status == STATUS_OK || status == STATUS_MORE);
		if (status != STATUS_OK)
			continue;
		taken++;
		*ret_backwards += message.timestamp < before;
		*ret_partitions |= 1 << message.at.partition;
		before = message.timestamp;
	}
	return taken;
}

static void in_order(const struct settings *settings)
{
	struct kafka_port kafka;
	int backwards = 0;
	int32_t partitions = 0;
	CHECK(kafka_port_open(&kafka, settings, (struct kafka_port_options){ .idle_ms = -1, .embedded = true }) == STATUS_OK);
	CHECK_THAT(take(&kafka, PARTITIONS * EACH, &backwards, &partitions) == PARTITIONS * EACH && backwards == 0);
	CHECK_THAT(kafka_consumer_at_end(&kafka.consumer) || kafka.consumer.waiting_count == 0);
	kafka_port_close(&kafka);
}

static void one_is_away(const struct settings *settings, const struct embedded_broker *broker)
{
	struct kafka_port kafka;
	int backwards = 0;
	int32_t partitions = 0;
	CHECK(rd_kafka_mock_partition_set_leader(broker->cluster, TOPIC, 1, -1) == RD_KAFKA_RESP_ERR_NO_ERROR);
	CHECK(kafka_port_open(&kafka, settings, (struct kafka_port_options){ .idle_ms = -1, .embedded = true }) == STATUS_OK);
	int64_t began = monotonic_ms();
	CHECK_THAT(take(&kafka, (PARTITIONS - 1) * EACH, &backwards, &partitions) == (PARTITIONS - 1) * EACH && backwards == 0 && partitions == 5);
	CHECK_THAT(monotonic_ms() - began >= WAIT_MS && !kafka_consumer_at_end(&kafka.consumer));
	CHECK(rd_kafka_mock_partition_set_leader(broker->cluster, TOPIC, 1, 1) == RD_KAFKA_RESP_ERR_NO_ERROR);
	partitions = 0;
	CHECK_THAT(take(&kafka, EACH, &backwards, &partitions) == EACH && backwards == 0 && partitions == 2);
	kafka_port_close(&kafka);
}

int main(void)
{
	struct embedded_broker broker;
	struct settings settings;
	log_open(LOG_LEVEL_ERROR);
	settings_init(&settings);
	CHECK(settings_set(&settings, "create.partitions", "3", "test") == STATUS_OK && settings_set(&settings, "merge.wait.ms", "60000", "test") == STATUS_OK);
	CHECK(settings_finish(&settings) == STATUS_OK);
	CHECK(embedded_broker_open(&broker) == STATUS_OK && embedded_broker_prepare(&broker, &settings) == STATUS_OK);
	send_records(&broker);
	in_order(&settings);
	CHECK(settings_set(&settings, "group", "another", "test") == STATUS_OK && settings_set(&settings, "merge.wait.ms", "1500", "test") == STATUS_OK &&
	      settings_finish(&settings) == STATUS_OK);
	one_is_away(&settings, &broker);
	embedded_broker_close(&broker);
	settings_free(&settings);
	return check_that_result();
}
