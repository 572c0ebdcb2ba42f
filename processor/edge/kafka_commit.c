#include "kafka_commit.h"

#include "fault_point.h"
#include "kafka_ready.h"
#include "log.h"

#define OFFSETS_TRIES 3

enum kafka_outcome kafka_send_offsets(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets)
{
	enum kafka_outcome outcome = KAFKA_AGAIN;
	rd_kafka_consumer_group_metadata_t *group = rd_kafka_consumer_group_metadata(kafka->consumer.handle);
	for (int i = 0; i < OFFSETS_TRIES && outcome == KAFKA_AGAIN; i++)
		outcome = kafka_producer_send_offsets(&kafka->producer, offsets, group);
	rd_kafka_consumer_group_metadata_destroy(group);
	return outcome;
}

enum kafka_outcome kafka_commit_transaction(struct kafka_port *kafka)
{
	enum kafka_outcome outcome;
	FAULT_POINT("before_commit");
	FAULT_POINT("during_commit"); /* with an action that comes a moment later */
	clock_ms began = kafka_wall_clock(), waited = 0;
	do {
		outcome = kafka_producer_commit(&kafka->producer);
		waited = kafka_wall_clock() - began;
		if (outcome == KAFKA_AGAIN)
			log_warning("Kafka: a commit is not confirmed after %.1f s: %s", (double)waited / 1000, kafka->producer.cause_words);
		kafka_watch(kafka);
	} while (outcome == KAFKA_AGAIN && waited < kafka->settings->transaction_timeout_ms);
	FAULT_POINT("after_commit");
	return outcome;
}

static enum kafka_outcome commit_with_offsets(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets)
{
	FAULT_POINT("before_offsets");
	enum kafka_outcome outcome = kafka_send_offsets(kafka, offsets);
	return outcome == KAFKA_DONE ? kafka_commit_transaction(kafka) : outcome;
}

/* Without transactions: what was published is there first, the offsets follow. */
static enum kafka_outcome commit_in_steps(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets)
{
	enum kafka_outcome outcome;
	FAULT_POINT("before_offsets");
	while ((outcome = kafka_producer_flush(&kafka->producer)) == KAFKA_AGAIN)
		kafka_consumer_serve(&kafka->consumer, 0);
	if (outcome != KAFKA_DONE)
		return outcome;
	FAULT_POINT("before_commit");
	FAULT_POINT("during_commit");
	rd_kafka_resp_err_t error = rd_kafka_commit(kafka->consumer.handle, offsets, 0);
	FAULT_POINT("after_commit");
	return error == RD_KAFKA_RESP_ERR_NO_ERROR ? KAFKA_DONE : kafka_producer_blame(&kafka->producer, error);
}

enum kafka_outcome kafka_commit_offsets(struct kafka_port *kafka, const rd_kafka_topic_partition_list_t *offsets)
{
	return kafka->producer.transactional ? commit_with_offsets(kafka, offsets) : commit_in_steps(kafka, offsets);
}

enum status kafka_commit_alone(struct kafka_port *kafka, const struct port_offset *offsets, uint32_t offsets_count)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	kafka_trial_note(&kafka->trial, consumer->instance, consumer->note, sizeof consumer->note);
	rd_kafka_topic_partition_list_t *list = kafka_consumer_offsets(consumer, offsets, offsets_count, kafka->transactions);
	enum kafka_outcome outcome = kafka_producer_begin(&kafka->producer, 0);
	if (outcome == KAFKA_DONE)
		outcome = kafka_commit_offsets(kafka, list);
	rd_kafka_topic_partition_list_destroy(list);
	if (outcome == KAFKA_DONE)
		return STATUS_OK;
	if (outcome == KAFKA_HOPELESS)
		return STATUS_FATAL;
	log_debug("the note beside the group's offsets was not taken: %s", kafka->producer.cause_words);
	kafka_producer_close(&kafka->producer);
	kafka->unsure = true;
	return STATUS_MORE;
}
