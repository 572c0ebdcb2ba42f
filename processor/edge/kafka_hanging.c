#include "kafka_hanging.h"

#include <inttypes.h>

#include "kafka_commit.h"
#include "kafka_left_open.h"
#include "log.h"

#define FLUSHES_MAX 10
#define NO_OFFSETS INT64_MIN

/* How what is open is to end. */
struct end {
	bool commit;
	uintptr_t of;      /* flag of the partitions whose open records end so */
	int64_t number;    /* of the transaction that ends them */
	int64_t offset;    /* that it sends for the group's token, so that the group's offsets end so as well; NO_OFFSETS */
};

static enum topic topic_of(const struct settings *settings, const char *name)
{
	enum topic topic = 0;
	while (topic < TOPIC_COUNT - 1 && strcmp(settings->topics[topic], name) != 0)
		topic++;
	return topic;
}

/* A record that says nothing in each of the partitions: only where a transaction has one its marker goes. Returns their number. */
static int send_records(struct kafka_port *kafka, const struct end *end, const struct kafka_left_open *open, enum kafka_outcome *outcome)
{
	int count = 0;
	for (int i = 0; i < open->partitions->cnt && *outcome == KAFKA_DONE; i++) {
		const rd_kafka_topic_partition_t *one = &open->partitions->elems[i];
		if (((uintptr_t)one->opaque & end->of) == 0)
			continue;
		struct output_message message = { .topic = topic_of(kafka->settings, one->topic), .partition = one->partition,
			                          .key = bytes_of_string("ended") };
		*outcome = kafka_producer_send(&kafka->producer, &message);
		log_warning("%s[%" PRId32 "]: the broker has left open records of %s that were %s: they are ended once more", one->topic, one->partition,
		            kafka->producer.transactional_id, end->commit ? "committed" : "aborted");
		count++;
	}
	return count;
}

static enum kafka_outcome flush(struct kafka_producer *producer)
{
	enum kafka_outcome outcome = kafka_producer_flush(producer);
	for (int i = 1; i < FLUSHES_MAX && outcome == KAFKA_AGAIN; i++)
		outcome = kafka_producer_flush(producer);
	return outcome;
}

/* The note beside the token (kafka_trial.h) is nobody's: whoever waits to hear of its batch does not take this for its own. */
static rd_kafka_topic_partition_list_t *token_list(const struct kafka_port *kafka, const struct end *end)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, kafka->settings->topics[TOPIC_CHANGELOG], 0)->offset = end->offset;
	return list;
}

static enum kafka_outcome end_open(struct kafka_port *kafka, const struct end *end, const struct kafka_left_open *open)
{
	enum kafka_outcome outcome = kafka_producer_begin(&kafka->producer, end->number);
	rd_kafka_topic_partition_list_t *token = end->offset == NO_OFFSETS ? NULL : token_list(kafka, end);
	int count = send_records(kafka, end, open, &outcome);
	if (token != NULL)
		log_warning("the broker has left open offsets of the group %s that were %s: they are ended once more", kafka->settings->group,
		            end->commit ? "committed" : "aborted");
	if (outcome == KAFKA_DONE && count > 0)
		outcome = flush(&kafka->producer);
	if (outcome == KAFKA_DONE && token != NULL)
		outcome = kafka_send_offsets(kafka, token);
	if (outcome == KAFKA_DONE)
		outcome = end->commit ? kafka_commit_transaction(kafka) : kafka_producer_abort(&kafka->producer);
	if (token != NULL)
		rd_kafka_topic_partition_list_destroy(token);
	return outcome == KAFKA_DONE || outcome == KAFKA_HOPELESS ? outcome : KAFKA_RENEW;
}

static bool has(const struct kafka_left_open *open, uintptr_t flag)
{
	bool found = false;
	for (int i = 0; i < open->partitions->cnt; i++)
		found = found || ((uintptr_t)open->partitions->elems[i].opaque & flag) != 0;
	return found;
}

/* A commit and an abort cannot both end what is in one partition. */
static bool is_clear(const struct kafka_port *kafka, const struct kafka_left_open *open)
{
	bool clear = true;
	for (int i = 0; i < open->partitions->cnt; i++) {
		const rd_kafka_topic_partition_t *one = &open->partitions->elems[i];
		if (((uintptr_t)one->opaque & (OPEN_EARLIER | OPEN_LATER)) != (OPEN_EARLIER | OPEN_LATER))
			continue;
		log_error("%s[%" PRId32 "]: the broker has left open records of %s that were committed, and behind them such as were aborted: one cannot "
		          "be ended without the other", one->topic, one->partition, kafka->producer.transactional_id);
		clear = false;
	}
	return clear;
}

static enum kafka_outcome end_all(struct kafka_port *kafka, const struct kafka_left_open *open)
{
	bool later_committed = open->offsets && open->seen;
	enum kafka_outcome outcome = KAFKA_DONE;
	if (!later_committed && !is_clear(kafka, open))
		return KAFKA_HOPELESS;
	if (has(open, OPEN_EARLIER) || later_committed) {
		struct end end = { true, OPEN_EARLIER | (later_committed ? OPEN_LATER : 0), open->committed + later_committed,
			           later_committed ? open->committed + 1 : NO_OFFSETS };
		outcome = end_open(kafka, &end, open);
	}
	if (outcome == KAFKA_DONE && !later_committed && (has(open, OPEN_LATER) || open->offsets)) {
		struct end end = { false, OPEN_LATER, open->committed + 1, open->offsets ? open->committed : NO_OFFSETS };
		outcome = end_open(kafka, &end, open);
	}
	return outcome;
}

enum kafka_outcome kafka_hanging_end(struct kafka_port *kafka)
{
	if (!kafka->producer.transactional)
		return KAFKA_DONE;
	enum kafka_outcome outcome = KAFKA_DONE;
	struct kafka_left_open open;
	rd_kafka_resp_err_t error = kafka_left_open_find(&kafka->producer, &open);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
		log_warning("Kafka: %s; what the broker has left open is asked for again", rd_kafka_err2str(error));
		outcome = kafka_error_is_permanent(error) ? kafka_producer_blame(&kafka->producer, error) : KAFKA_AGAIN;
	} else if (open.partitions->cnt > 0 || open.offsets) {
		kafka->unsure = true;
		outcome = end_all(kafka, &open);
		if (outcome == KAFKA_DONE) /* the markers come a moment later */
			outcome = KAFKA_AGAIN;
	}
	kafka_left_open_free(&open);
	return outcome;
}
