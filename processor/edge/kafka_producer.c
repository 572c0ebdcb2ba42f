#include "kafka_producer.h"

#include <inttypes.h>
#include <stdio.h>

#include "check.h"
#include "headers.h"
#include "kafka_oversize.h"
#include "kafka_topics.h"
#include "log.h"

#define SCRATCH_BLOCK_BYTES ((size_t)64 << 10)
#define METADATA_MS 2000
#define INIT_MS 5000
#define OFFSETS_MS 10000
#define ABORT_MS 10000
#define FLUSH_MS 1000
#define QUEUE_WAIT_MS 100
/* librdkafka does not keep to the time-out of sending offsets (its issue 5456), nor always to that of a commit. By then the group
 * has given up on us. */
#define STUCK_MS 300000

void kafka_producer_init(struct kafka_producer *producer, const struct settings *settings, const char *instance)
{
	*producer = (struct kafka_producer){ .settings = settings, .transactional = settings->guarantee == GUARANTEE_EXACTLY_ONCE };
	if (settings->stage == STAGE_SKETCH)
		snprintf(producer->transactional_id, sizeof producer->transactional_id, "%s-sketch-%s", settings->group, instance);
	else
		snprintf(producer->transactional_id, sizeof producer->transactional_id, "%s-cluster", settings->group);
	arena_init(&producer->scratch, SCRATCH_BLOCK_BYTES);
	watchdog_init(&producer->watchdog,
	              "the broker has taken neither the offsets nor the end of a transaction for more than five minutes; ending: whoever "
	              "starts next asks the broker whether the batch is committed, and reads it again if not");
}

void kafka_producer_free(struct kafka_producer *producer)
{
	kafka_producer_close(producer);
	watchdog_free(&producer->watchdog);
	arena_free(&producer->scratch);
}

/* ---- Outcomes. */

static enum kafka_outcome remember(struct kafka_producer *producer, rd_kafka_resp_err_t code, const char *words, enum kafka_outcome outcome)
{
	producer->cause = code;
	snprintf(producer->cause_words, sizeof producer->cause_words, "%s", words);
	if (outcome == KAFKA_HOPELESS)
		log_error("Kafka: %s%s", words, kafka_advice(code));
	return outcome;
}

/* A record that was not delivered says more than the transaction that failed by it. */
static enum kafka_outcome aborted(struct kafka_producer *producer, rd_kafka_resp_err_t code, const char *words)
{
	if (producer->undelivered == RD_KAFKA_RESP_ERR_NO_ERROR)
		return remember(producer, code, words, KAFKA_ABORT);
	return remember(producer, producer->undelivered, producer->undelivered_words,
	                kafka_error_is_permanent(producer->undelivered) ? KAFKA_HOPELESS : KAFKA_ABORT);
}

static enum kafka_outcome outcome_of(struct kafka_producer *producer, rd_kafka_error_t *error)
{
	char words[512];
	if (error == NULL)
		return KAFKA_DONE;
	rd_kafka_resp_err_t code = rd_kafka_error_code(error);
	bool fatal = rd_kafka_error_is_fatal(error) != 0, abort = rd_kafka_error_txn_requires_abort(error) != 0;
	bool again = rd_kafka_error_is_retriable(error) != 0;
	snprintf(words, sizeof words, "%s", rd_kafka_error_string(error));
	rd_kafka_error_destroy(error);
	if (code == RD_KAFKA_RESP_ERR__FATAL)
		code = rd_kafka_fatal_error(producer->handle, words, sizeof words);
	if (kafka_error_is_permanent(code))
		return remember(producer, code, words, KAFKA_HOPELESS);
	if (fatal)
		return remember(producer, code, words, KAFKA_RENEW);
	if (abort)
		return aborted(producer, code, words);
	return remember(producer, code, words, again ? KAFKA_AGAIN : KAFKA_RENEW);
}

enum kafka_outcome kafka_producer_blame(struct kafka_producer *producer, rd_kafka_resp_err_t code)
{
	return remember(producer, code, rd_kafka_err2str(code), kafka_error_is_permanent(code) ? KAFKA_HOPELESS : KAFKA_ABORT);
}

bool kafka_producer_lost_membership(const struct kafka_producer *producer)
{
	switch (producer->cause) {
	case RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION:
	case RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID:
	case RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS:
	case RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID:
		return true;
	default:
		return false;
	}
}

/* ---- Opening and closing. */

/* Called for each record from within poll, flush, commit and abort. */
static void on_delivery(rd_kafka_t *handle, const rd_kafka_message_t *message, void *opaque)
{
	struct kafka_producer *producer = opaque;
	(void)handle;
	if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR || message->err == RD_KAFKA_RESP_ERR__PURGE_QUEUE ||
	    message->err == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT || producer->undelivered != RD_KAFKA_RESP_ERR_NO_ERROR)
		return;
	producer->undelivered = message->err;
	snprintf(producer->undelivered_words, sizeof producer->undelivered_words, "a record of %zu bytes for %s was not delivered: %s",
	         message->len, rd_kafka_topic_name(message->rkt), rd_kafka_err2str(message->err));
}

static rd_kafka_t *new_handle(struct kafka_producer *producer)
{
	const struct settings *settings = producer->settings;
	char timeout[32], bytes_max[32];
	snprintf(timeout, sizeof timeout, "%" PRId64, settings->transaction_timeout_ms);
	snprintf(bytes_max, sizeof bytes_max, "%" PRId64, kafka_topics_bytes_max(settings, TOPIC_CHANGELOG));
	const struct kafka_pair pairs[] = {
		{ "enable.idempotence", "true" },
		{ "message.max.bytes", bytes_max },
		{ "message.timeout.ms", timeout },
		{ "compression.codec", "lz4" },
		{ "linger.ms", "20" },
		/* The partition that Java clients would choose. */
		{ "partitioner", "murmur2_random" },
		/* The last two only with transactions. */
		{ "transactional.id", producer->transactional_id },
		{ "transaction.timeout.ms", timeout },
	};
	size_t pairs_count = sizeof pairs / sizeof pairs[0] - (producer->transactional ? 0 : 2);
	rd_kafka_conf_t *conf = kafka_conf_new(settings, pairs, pairs_count, producer);
	if (conf != NULL)
		rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
	return kafka_handle_new(RD_KAFKA_PRODUCER, conf);
}

/* The first record for a topic that is not known yet would wait for a second. */
static void learn_topics(struct kafka_producer *producer)
{
	const rd_kafka_metadata_t *metadata;
	for (enum topic topic = 0; topic < TOPIC_COUNT; topic++) {
		producer->topics[topic] = rd_kafka_topic_new(producer->handle, producer->settings->topics[topic], NULL);
		CHECK(producer->topics[topic] != NULL);
	}
	if (rd_kafka_metadata(producer->handle, 0, NULL, &metadata, METADATA_MS) == RD_KAFKA_RESP_ERR_NO_ERROR)
		rd_kafka_metadata_destroy(metadata);
}

enum kafka_outcome kafka_producer_open(struct kafka_producer *producer)
{
	enum kafka_outcome outcome = KAFKA_DONE;
	if (producer->handle == NULL) {
		producer->handle = new_handle(producer);
		if (producer->handle == NULL)
			return KAFKA_HOPELESS; /* logged */
		learn_topics(producer);
	}
	if (!producer->initialised && producer->transactional)
		outcome = outcome_of(producer, rd_kafka_init_transactions(producer->handle, INIT_MS));
	rd_kafka_poll(producer->handle, 0);
	producer->initialised = outcome == KAFKA_DONE;
	return outcome;
}

void kafka_producer_close(struct kafka_producer *producer)
{
	if (producer->handle == NULL)
		return;
	rd_kafka_purge(producer->handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
	for (enum topic topic = 0; topic < TOPIC_COUNT; topic++)
		rd_kafka_topic_destroy(producer->topics[topic]);
	rd_kafka_destroy(producer->handle);
	producer->handle = NULL;
	producer->initialised = producer->in_transaction = producer->cleared = false;
	producer->undelivered = RD_KAFKA_RESP_ERR_NO_ERROR;
}

/* ---- One transaction. */

bool kafka_producer_is_clear(struct kafka_producer *producer)
{
	rd_kafka_poll(producer->handle, 0); /* errors come by this */
	producer->cleared = producer->cleared && !producer->trouble.fresh;
	producer->trouble.fresh = false;
	return producer->cleared;
}

enum kafka_outcome kafka_producer_begin(struct kafka_producer *producer, int64_t number)
{
	producer->undelivered = RD_KAFKA_RESP_ERR_NO_ERROR;
	producer->transaction[0] = 0;
	if (!producer->transactional)
		return KAFKA_DONE;
	if (number > 0)
		snprintf(producer->transaction, sizeof producer->transaction, "%s:%" PRId64, producer->transactional_id, number);
	enum kafka_outcome outcome = outcome_of(producer, rd_kafka_begin_transaction(producer->handle));
	producer->in_transaction = outcome == KAFKA_DONE;
	return outcome;
}

static rd_kafka_headers_t *copy_headers(const struct kafka_producer *producer, const struct output_message *message)
{
	if (message->headers_count == 0 && producer->transaction[0] == 0)
		return NULL;
	rd_kafka_headers_t *headers = rd_kafka_headers_new(message->headers_count + 1);
	for (uint32_t i = 0; i < message->headers_count; i++) {
		const struct header *header = &message->headers[i];
		rd_kafka_header_add(headers, (const char *)header->name.data, (ssize_t)header->name.length, header->value.data,
		                    (ssize_t)header->value.length);
	}
	if (producer->transaction[0] != 0)
		rd_kafka_header_add(headers, HEADER_TRANSACTION, -1, producer->transaction, -1);
	return headers;
}

/* Waits while the queue is full. */
static rd_kafka_resp_err_t enqueue(struct kafka_producer *producer, const struct output_message *message)
{
	rd_kafka_headers_t *headers = copy_headers(producer, message);
	rd_kafka_resp_err_t error;
	int64_t timestamp = message->timestamp > 0 ? message->timestamp : 0; /* 0: librdkafka takes the wall clock */
	void *value = (void *)(uintptr_t)message->value.data;
	for (;;) {
		/* The headers are the queue's once it has taken the record. */
		error = rd_kafka_producev(producer->handle, RD_KAFKA_V_RKT(producer->topics[message->topic]),
		                          RD_KAFKA_V_PARTITION(message->partition), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
		                          RD_KAFKA_V_KEY(message->key.data, message->key.length),
		                          RD_KAFKA_V_VALUE(value, message->value.length),
		                          RD_KAFKA_V_TIMESTAMP(timestamp),
		                          RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
		if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL)
			break;
		rd_kafka_poll(producer->handle, QUEUE_WAIT_MS);
	}
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR && headers != NULL)
		rd_kafka_headers_destroy(headers);
	return error;
}

static rd_kafka_resp_err_t enqueue_letter(struct kafka_producer *producer, const struct output_message *message)
{
	const char *topic = producer->settings->topics[message->topic];
	struct arena_mark mark = arena_mark(&producer->scratch);
	struct output_message letter = kafka_oversize_letter(message, topic, producer->settings->message_bytes_max, &producer->scratch);
	log_warning("a record of %zu bytes for %s is larger than message.bytes.max: %s has its hash in its place", message->value.length,
	            topic, producer->settings->topics[TOPIC_DEADLETTER]);
	producer->oversize++;
	rd_kafka_resp_err_t error = enqueue(producer, &letter);
	arena_rewind(&producer->scratch, mark);
	return error;
}

/* An entry of the changelog has no substitute: without it the state could not be restored. Its topic takes more. */
static bool is_oversize(const struct kafka_producer *producer, const struct output_message *message)
{
	size_t bytes = message->key.length + message->value.length;
	for (uint32_t i = 0; i < message->headers_count; i++)
		bytes += message->headers[i].name.length + message->headers[i].value.length;
	return message->topic != TOPIC_CHANGELOG && bytes > (size_t)producer->settings->message_bytes_max;
}

enum kafka_outcome kafka_producer_send(struct kafka_producer *producer, const struct output_message *message)
{
	char words[512];
	rd_kafka_resp_err_t error = is_oversize(producer, message) ? enqueue_letter(producer, message) : enqueue(producer, message);
	rd_kafka_poll(producer->handle, 0);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return KAFKA_DONE;
	snprintf(words, sizeof words, "a record of %zu bytes for %s was not taken: %s", message->value.length,
	         producer->settings->topics[message->topic], rd_kafka_err2str(error));
	if (kafka_error_is_permanent(error))
		return remember(producer, error, words, KAFKA_HOPELESS);
	if (error == RD_KAFKA_RESP_ERR__FATAL || error == RD_KAFKA_RESP_ERR__FENCED)
		return remember(producer, error, words, KAFKA_RENEW);
	return aborted(producer, error, words);
}

enum kafka_outcome kafka_producer_send_offsets(struct kafka_producer *producer, const rd_kafka_topic_partition_list_t *offsets,
                                               const rd_kafka_consumer_group_metadata_t *group)
{
	watchdog_arm(&producer->watchdog, STUCK_MS);
	enum kafka_outcome outcome =
		outcome_of(producer, rd_kafka_send_offsets_to_transaction(producer->handle, offsets, group, OFFSETS_MS));
	watchdog_disarm(&producer->watchdog);
	return outcome;
}

enum kafka_outcome kafka_producer_commit(struct kafka_producer *producer)
{
	/* librdkafka 2.0 takes -1, which it recommends, for as long as it takes: where the broker's replies are lost, that is for ever.
	 * It takes the same call again, and whoever gives up asks the broker what became of the transaction. */
	watchdog_arm(&producer->watchdog, STUCK_MS + producer->settings->transaction_timeout_ms);
	enum kafka_outcome outcome =
		outcome_of(producer, rd_kafka_commit_transaction(producer->handle, (int)producer->settings->transaction_timeout_ms));
	watchdog_disarm(&producer->watchdog);
	if (outcome == KAFKA_DONE)
		producer->in_transaction = false;
	return outcome;
}

enum kafka_outcome kafka_producer_abort(struct kafka_producer *producer)
{
	if (!producer->transactional)
		return KAFKA_DONE;
	enum kafka_outcome outcome = outcome_of(producer, rd_kafka_abort_transaction(producer->handle, ABORT_MS));
	if (outcome == KAFKA_DONE)
		producer->in_transaction = false;
	return outcome;
}

enum kafka_outcome kafka_producer_flush(struct kafka_producer *producer)
{
	rd_kafka_resp_err_t error = rd_kafka_flush(producer->handle, FLUSH_MS);
	if (producer->undelivered != RD_KAFKA_RESP_ERR_NO_ERROR)
		return aborted(producer, producer->undelivered, producer->undelivered_words);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return remember(producer, error, rd_kafka_err2str(error), KAFKA_AGAIN);
	return KAFKA_DONE;
}
