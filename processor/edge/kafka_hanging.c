#include "kafka_hanging.h"

#include <inttypes.h>

#include "kafka_commit.h"
#include "kafka_left_open.h"
#include "log.h"

#define FLUSHES_MAX 10
#define ROUNDS_MAX 20
#define NO_OFFSETS INT64_MIN

/* How what is open is to end. */
struct end {
	bool commit;
	uintptr_t flags; /* of the partitions in which it ends so */
	int64_t number;  /* of the transaction that ends it */
	int64_t token;   /* the offset that it sends for the group's token, so that the group's offsets end so as well; NO_OFFSETS */
};

static uintptr_t flags_at(const struct kafka_left_open *open, int i)
{
	return (uintptr_t)open->partitions->elems[i].opaque;
}

static uintptr_t flags_of_all(const struct kafka_left_open *open)
{
	uintptr_t flags = 0;
	for (int i = 0; i < open->partitions->cnt; i++)
		flags |= flags_at(open, i);
	return flags;
}

static enum kafka_outcome send_records(struct kafka_port *kafka, const struct end *end, const struct kafka_left_open *open)
{
	enum kafka_outcome outcome = KAFKA_DONE;
	for (int i = 0; i < open->partitions->cnt && outcome == KAFKA_DONE; i++) {
		const rd_kafka_topic_partition_t *one = &open->partitions->elems[i];
		if ((flags_at(open, i) & end->flags) == 0)
			continue;
		log_warning("%s[%" PRId32 "]: the broker has left open records of %s that were %s: they are ended once more", one->topic, one->partition,
		            kafka->producer.transactional_id, end->commit ? "committed" : "aborted");
		struct output_message message = { .topic = settings_topic_of(kafka->settings, one->topic), .partition = one->partition,
			                          .key = bytes_of_string("ended") };
		outcome = kafka_producer_send(&kafka->producer, &message);
	}
	if (outcome == KAFKA_DONE)
		outcome = kafka_producer_flush(&kafka->producer);
	for (int i = 1; i < FLUSHES_MAX && outcome == KAFKA_AGAIN; i++)
		outcome = kafka_producer_flush(&kafka->producer);
	return outcome;
}

/* Without a note beside it (kafka_trial.h), so that nobody takes the batch for its own: a process that has state restores it. */
static enum kafka_outcome send_token(struct kafka_port *kafka, const struct end *end)
{
	if (end->token == NO_OFFSETS)
		return KAFKA_DONE;
	log_warning("the broker has left open offsets of the group %s that were %s: they are ended once more", kafka->settings->group,
	            end->commit ? "committed" : "aborted");
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, kafka->settings->topics[TOPIC_CHANGELOG], 0)->offset = end->token;
	enum kafka_outcome outcome = kafka_send_offsets(kafka, list);
	rd_kafka_topic_partition_list_destroy(list);
	return outcome;
}

static enum kafka_outcome end_open(struct kafka_port *kafka, const struct end *end, const struct kafka_left_open *open)
{
	enum kafka_outcome outcome = kafka_producer_begin(&kafka->producer, end->number);
	if (outcome == KAFKA_DONE)
		outcome = send_records(kafka, end, open);
	if (outcome == KAFKA_DONE)
		outcome = send_token(kafka, end);
	if (outcome == KAFKA_DONE)
		outcome = end->commit ? kafka_commit_transaction(kafka) : kafka_producer_abort(&kafka->producer);
	return outcome == KAFKA_DONE || outcome == KAFKA_HOPELESS ? outcome : KAFKA_RENEW;
}

/* The offsets are open, and some of their batch is committed: all of it is. */
static enum kafka_outcome commit_next(struct kafka_port *kafka, const struct kafka_left_open *open)
{
	struct end end = { true, UP_TO_COUNT | BEHIND_COUNT, open->count + 1, open->count + 1 };
	return end_open(kafka, &end, open);
}

/* A commit and an abort cannot both end what is in one partition. */
static bool is_mixed(const struct kafka_port *kafka, const struct kafka_left_open *open)
{
	bool mixed = false;
	for (int i = 0; i < open->partitions->cnt; i++) {
		const rd_kafka_topic_partition_t *one = &open->partitions->elems[i];
		if ((flags_at(open, i) & UP_TO_COUNT) == 0 || (flags_at(open, i) & BEHIND_COUNT) == 0)
			continue;
		log_error("%s[%" PRId32 "]: the broker has left open records of %s that were committed, and behind them such as were aborted: one cannot "
		          "be ended without the other. kafka-transactions.sh find-hanging shows it; ended with its abort, all of it is lost",
		          one->topic, one->partition, kafka->producer.transactional_id);
		mixed = true;
	}
	return mixed;
}

static enum kafka_outcome end_by_count(struct kafka_port *kafka, const struct kafka_left_open *open)
{
	enum kafka_outcome outcome = is_mixed(kafka, open) ? KAFKA_HOPELESS : KAFKA_DONE;
	if (outcome == KAFKA_DONE && (flags_of_all(open) & UP_TO_COUNT) != 0) {
		struct end end = { true, UP_TO_COUNT, open->count, NO_OFFSETS };
		outcome = end_open(kafka, &end, open);
	}
	if (outcome == KAFKA_DONE && ((flags_of_all(open) & BEHIND_COUNT) != 0 || open->offsets_open)) {
		struct end end = { false, BEHIND_COUNT, open->count + 1, open->offsets_open ? open->count : NO_OFFSETS };
		outcome = end_open(kafka, &end, open);
	}
	return outcome;
}

/* Markers that were told to go come a moment later. */
static enum kafka_outcome end_all(struct kafka_port *kafka, const struct kafka_left_open *open)
{
	kafka->unsure = true;
	if (++kafka->endings > ROUNDS_MAX) {
		log_error("what the broker has left open of %s does not end: it may be of a producer id that has expired; end it with "
		          "kafka-transactions.sh find-hanging and abort", kafka->producer.transactional_id);
		return KAFKA_HOPELESS;
	}
	enum kafka_outcome outcome = open->offsets_open && open->next_seen ? commit_next(kafka, open) : end_by_count(kafka, open);
	return outcome == KAFKA_DONE ? KAFKA_AGAIN : outcome;
}

static enum kafka_outcome not_known(struct kafka_port *kafka, rd_kafka_resp_err_t error)
{
	if (error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED || error == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED)
		return kafka_producer_blame(&kafka->producer, error);
	log_warning("Kafka: %s; what the broker has left open is asked for again", rd_kafka_err2str(error));
	return KAFKA_AGAIN;
}

enum kafka_outcome kafka_hanging_end(struct kafka_port *kafka)
{
	if (!kafka->producer.transactional)
		return KAFKA_DONE;
	enum kafka_outcome outcome = KAFKA_DONE;
	struct kafka_left_open open;
	rd_kafka_resp_err_t error = kafka_left_open_find(&kafka->producer, &open);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		outcome = not_known(kafka, error);
	else if (open.partitions->cnt > 0 || open.offsets_open)
		outcome = end_all(kafka, &open);
	else
		kafka->endings = 0;
	kafka_left_open_free(&open);
	return outcome;
}
