/* The Kafka port against the broker in the process: real clients over TCP. What that broker cannot do (transactions that can
 * be aborted, fencing) is tried on a real one by tests/kafka. */
#include "kafka_port.h"

#include "check.h"
#include "check_that.h"
#include "embedded_broker.h"
#include "log.h"

#define TOPIC "wire.articles"
#define RECORDS 30
#define PARTITIONS 3
#define API_PRODUCE 0
#define API_OFFSET_COMMIT 8
#define API_END_TXN 26
#define API_TXN_OFFSET_COMMIT 28

struct trial {
	struct embedded_broker broker;
	struct settings settings;
};

static void trial_begin(struct trial *trial)
{
	settings_init(&trial->settings);
	CHECK(settings_set(&trial->settings, "create.partitions", "3", "test") == STATUS_OK);
	CHECK(settings_finish(&trial->settings) == STATUS_OK);
	CHECK(embedded_broker_open(&trial->broker) == STATUS_OK);
	CHECK(embedded_broker_prepare(&trial->broker, &trial->settings) == STATUS_OK);
}

static void trial_end(struct trial *trial)
{
	embedded_broker_close(&trial->broker);
	settings_free(&trial->settings);
}

/* ---- The other side: whoever sends and whoever reads. */

static rd_kafka_t *new_client(const struct trial *trial, rd_kafka_type_t type)
{
	char words[256];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	CHECK(rd_kafka_conf_set(conf, "bootstrap.servers", trial->broker.address, words, sizeof words) == RD_KAFKA_CONF_OK);
	if (type == RD_KAFKA_PRODUCER)
		CHECK(rd_kafka_conf_set(conf, "linger.ms", "1", words, sizeof words) == RD_KAFKA_CONF_OK);
	rd_kafka_t *client = rd_kafka_new(type, conf, words, sizeof words);
	CHECK(client != NULL);
	return client;
}

/* Record i goes to partition i modulo 3; every fifth has no value, number 7 comes from the future. */
static void send_records(const struct trial *trial, int from, int to)
{
	rd_kafka_t *client = new_client(trial, RD_KAFKA_PRODUCER);
	for (int i = from; i < to; i++) {
		char value[32], key[32];
		int32_t partition = i % PARTITIONS;
		snprintf(value, sizeof value, "value %d", i);
		snprintf(key, sizeof key, "key %d", i);
		void *payload = i % 5 == 0 ? NULL : value;
		size_t length = i % 5 == 0 ? 0 : strlen(value);
		clock_ms time = i == 7 ? kafka_wall_clock() + 3 * CLOCK_HOUR : 1741600800000 + i;
		CHECK(rd_kafka_producev(client, RD_KAFKA_V_TOPIC(TOPIC), RD_KAFKA_V_PARTITION(partition),
		                        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(key, strlen(key)),
		                        RD_KAFKA_V_VALUE(payload, length),
		                        RD_KAFKA_V_TIMESTAMP(time), RD_KAFKA_V_HEADER("number", key + 4, (ssize_t)strlen(key + 4)),
		                        RD_KAFKA_V_END) == RD_KAFKA_RESP_ERR_NO_ERROR);
	}
	CHECK(rd_kafka_flush(client, 10000) == RD_KAFKA_RESP_ERR_NO_ERROR);
	rd_kafka_destroy(client);
}

static int64_t end_of(const struct trial *trial, enum topic topic, int32_t partition)
{
	int64_t low, high = -1;
	rd_kafka_t *client = new_client(trial, RD_KAFKA_CONSUMER);
	CHECK(rd_kafka_query_watermark_offsets(client, trial->settings.topics[topic], partition, &low, &high, 5000) == RD_KAFKA_RESP_ERR_NO_ERROR);
	rd_kafka_destroy(client);
	return high;
}

static int64_t records_in(const struct trial *trial, enum topic topic)
{
	int64_t count = 0;
	for (int32_t partition = 0; partition < (topic == TOPIC_CHANGELOG ? 1 : PARTITIONS); partition++)
		count += end_of(trial, topic, partition);
	return count;
}

/* ---- This side. */

static enum status open_port(struct kafka_port *kafka, const struct trial *trial)
{
	struct kafka_port_options options = { .idle_ms = 200, .embedded = true };
	return kafka_port_open(kafka, &trial->settings, options);
}

/* The next record; STATUS_MORE once the port has ended. */
static enum status poll_next(struct kafka_port *kafka, struct input_message *ret_message)
{
	enum status status;
	do
		status = kafka->port.poll(&kafka->port, 100, ret_message);
	while (status == STATUS_MORE && !kafka->port.ended);
	return status;
}

struct taken {
	uint32_t count, wrong;
	struct port_offset offsets[PARTITIONS];
	bool seen[RECORDS];
};

static bool record_is(const struct input_message *message, int i)
{
	char value[32], key[32];
	clock_ms now = kafka_wall_clock();
	snprintf(value, sizeof value, "value %d", i);
	snprintf(key, sizeof key, "key %d", i);
	bool timely = i == 7 ? message->timestamp <= now && message->timestamp > now - 60000 : message->timestamp == 1741600800000 + i;
	bool right_value = i % 5 == 0 ? message->value.data == NULL : bytes_equal(message->value, bytes_of_string(value));
	return timely && right_value && bytes_equal(message->key, bytes_of_string(key)) && message->headers_count == 1 &&
	       bytes_equal(message->headers[0].name, bytes_of_string("number")) &&
	       bytes_equal(message->headers[0].value, bytes_of_string(key + 4)) && bytes_equal(message->at.topic, bytes_of_string(TOPIC));
}

static void take_record(struct taken *taken, const struct input_message *message)
{
	int i = (int)(message->at.offset * PARTITIONS + message->at.partition);
	bool right = i < RECORDS && !taken->seen[i] && record_is(message, i);
	taken->wrong += !right;
	taken->count++;
	if (i < RECORDS)
		taken->seen[i] = true;
	taken->offsets[message->at.partition] = (struct port_offset){ message->at.topic, message->at.partition, message->at.offset + 1 };
}

static struct output_message output(const char *value)
{
	return (struct output_message){ .topic = TOPIC_STORIES, .partition = -1, .timestamp = 1741600800000, .key = bytes_of_string("k"),
		                        .value = bytes_of_string(value) };
}

static enum status publish(struct kafka_port *kafka, const char *value, const struct port_offset *offsets, uint32_t offsets_count)
{
	struct output_message message = output(value);
	enum status status = kafka->port.begin(&kafka->port);
	if (status == STATUS_OK)
		status = kafka->port.produce(&kafka->port, &message);
	if (status == STATUS_OK)
		status = kafka->port.commit(&kafka->port, offsets, offsets_count);
	return status;
}

/* ---- The cases. */

static void reads_everything_once(struct kafka_port *kafka, struct taken *taken)
{
	struct input_message message;
	while (taken->count < RECORDS && poll_next(kafka, &message) == STATUS_OK)
		take_record(taken, &message);
	CHECK_THAT(taken->count == RECORDS && taken->wrong == 0);
	CHECK_THAT(kafka_port_counters(kafka).clamped == 1);
	CHECK_THAT(kafka->port.now(&kafka->port) != CLOCK_ABSENT); /* records in hand: the batch's time runs */
	CHECK_THAT(!kafka->port.hurry(&kafka->port));
}

static void commits_behind_what_was_read(const struct trial *trial, struct kafka_port *kafka, const struct taken *taken)
{
	CHECK_THAT(publish(kafka, "one", taken->offsets, PARTITIONS) == STATUS_OK);
	CHECK_THAT(records_in(trial, TOPIC_STORIES) == 1);
	CHECK_THAT(kafka->transactions == 1 && kafka->consumer.held_count == 0);
}

static void replaces_what_is_too_large(const struct trial *trial, struct kafka_port *kafka)
{
	static char value[1100000];
	memset(value, 'x', sizeof value - 1);
	CHECK_THAT(publish(kafka, value, NULL, 0) == STATUS_OK);
	CHECK_THAT(records_in(trial, TOPIC_STORIES) == 1 && records_in(trial, TOPIC_DEADLETTER) == 1);
	CHECK_THAT(kafka_port_counters(kafka).oversize == 1);
}

/* The group's coordinator refuses the offsets: the batch is to be sent again, and then goes through. */
static void tries_again_when_offsets_are_refused(const struct trial *trial, struct kafka_port *kafka)
{
	rd_kafka_mock_push_request_errors(trial->broker.cluster, API_OFFSET_COMMIT, 1, RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION);
	CHECK_THAT(publish(kafka, "two", NULL, 0) == STATUS_ABORT_TXN);
	CHECK_THAT(kafka_producer_lost_membership(&kafka->producer));
	CHECK_THAT(kafka->transactions == 2);
}

/* Nothing mends a topic that may not be written. */
static void gives_up_when_it_may_not_write(const struct trial *trial, struct kafka_port *kafka)
{
	rd_kafka_mock_push_request_errors(trial->broker.cluster, API_PRODUCE, 5, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
	                                  RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
	                                  RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
	CHECK_THAT(publish(kafka, "three", NULL, 0) == STATUS_FATAL);
	rd_kafka_mock_clear_request_errors(trial->broker.cluster, API_PRODUCE);
}

static void at_least_once(struct trial *trial)
{
	struct kafka_port kafka;
	struct taken taken = { .count = 0 };
	send_records(trial, 0, RECORDS);
	CHECK(open_port(&kafka, trial) == STATUS_OK);
	reads_everything_once(&kafka, &taken);
	commits_behind_what_was_read(trial, &kafka, &taken);
	replaces_what_is_too_large(trial, &kafka);
	tries_again_when_offsets_are_refused(trial, &kafka);
	gives_up_when_it_may_not_write(trial, &kafka);
	kafka_port_close(&kafka);
}

/* Another instance of the group goes on where the first one left off, and knows the number of transactions. */
static void goes_on_where_the_group_was(struct trial *trial)
{
	struct kafka_port kafka;
	struct input_message message;
	send_records(trial, RECORDS, RECORDS + 1);
	CHECK(open_port(&kafka, trial) == STATUS_OK);
	CHECK_THAT(poll_next(&kafka, &message) == STATUS_OK);
	CHECK_THAT(message.at.partition == RECORDS % PARTITIONS && message.at.offset == RECORDS / PARTITIONS);
	CHECK_THAT(kafka.transactions == 2);
	CHECK_THAT(poll_next(&kafka, &message) == STATUS_MORE && kafka.port.ended);
	kafka_port_close(&kafka);
}

/* An instance of the group, with the first record in hand and the offset behind it. */
static struct port_offset open_and_take(struct kafka_port *kafka, struct trial *trial, const char *group)
{
	struct input_message message;
	trial->settings.group = group;
	CHECK(open_port(kafka, trial) == STATUS_OK);
	CHECK_THAT(poll_next(kafka, &message) == STATUS_OK);
	return (struct port_offset){ message.at.topic, message.at.partition, message.at.offset + 1 };
}

/* The end of a commit that is not known: another producer, the broker's count, and the batch again. */
static void starts_over_after_an_unknown_end(struct trial *trial)
{
	struct kafka_port kafka;
	trial->settings.guarantee = GUARANTEE_EXACTLY_ONCE;
	struct port_offset offset = open_and_take(&kafka, trial, "transactional");
	rd_kafka_mock_push_request_errors(trial->broker.cluster, API_END_TXN, 1, RD_KAFKA_RESP_ERR_PRODUCER_FENCED);
	CHECK_THAT(publish(&kafka, "four", &offset, 1) == STATUS_ABORT_TXN);
	CHECK_THAT(kafka_port_counters(&kafka).renewals == 1 && !kafka.expelled && kafka.consumer.held_count == 1);
	CHECK_THAT(kafka.port.abort(&kafka.port) == STATUS_OK);
	CHECK_THAT(publish(&kafka, "four", &offset, 1) == STATUS_OK);
	CHECK_THAT(kafka.transactions == 1 && kafka.consumer.held_count == 0);
	kafka_port_close(&kafka);
}

/* What is sent again after an abort is another producer's, to whose numbers the broker knows no duplicate. */
static void sends_again_as_another_producer(struct trial *trial)
{
	struct kafka_port kafka;
	struct port_offset offset = open_and_take(&kafka, trial, "aborted");
	rd_kafka_mock_push_request_errors(trial->broker.cluster, API_TXN_OFFSET_COMMIT, 1, RD_KAFKA_RESP_ERR_INVALID_COMMIT_OFFSET_SIZE);
	CHECK_THAT(publish(&kafka, "five", &offset, 1) == STATUS_ABORT_TXN);
	CHECK_THAT(kafka.port.abort(&kafka.port) == STATUS_OK);
	CHECK_THAT(kafka.producer.handle == NULL && !kafka.producer.initialised);
	CHECK_THAT(publish(&kafka, "five", &offset, 1) == STATUS_OK);
	CHECK_THAT(kafka.transactions == 1 && kafka.consumer.held_count == 0);
	kafka_port_close(&kafka);
}

int main(void)
{
	struct trial trial;
	log_open(LOG_LEVEL_ERROR);
	trial_begin(&trial);
	at_least_once(&trial);
	goes_on_where_the_group_was(&trial);
	starts_over_after_an_unknown_end(&trial);
	sends_again_as_another_producer(&trial);
	trial_end(&trial);
	return check_that_result();
}
