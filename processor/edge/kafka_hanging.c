#include "kafka_hanging.h"

#include <inttypes.h>

#include "log.h"

#define ANSWER_MS 5000
#define FLUSHES_MAX 10

/* ---- Where the partitions end. */

static bool is_written(const struct settings *settings, enum topic topic)
{
	if (settings->stage == STAGE_SKETCH)
		return topic == TOPIC_SKETCHES || topic == TOPIC_DEADLETTER;
	return settings->stage == STAGE_ALL || topic != TOPIC_SKETCHES;
}

static enum topic topic_of(const struct settings *settings, const char *name)
{
	enum topic topic = 0;
	while (topic < TOPIC_COUNT && strcmp(settings->topics[topic], name) != 0)
		topic++;
	return topic;
}

static rd_kafka_resp_err_t list_partitions(const struct kafka_producer *producer, rd_kafka_topic_partition_list_t *list)
{
	const rd_kafka_metadata_t *metadata;
	rd_kafka_resp_err_t error = rd_kafka_metadata(producer->handle, 0, NULL, &metadata, ANSWER_MS);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return error;
	for (int t = 0; t < metadata->topic_cnt; t++) {
		const rd_kafka_metadata_topic_t *topic = &metadata->topics[t];
		if (topic->partition_cnt > 0 && is_written(producer->settings, topic_of(producer->settings, topic->topic)))
			rd_kafka_topic_partition_list_add_range(list, topic->topic, 0, topic->partition_cnt - 1);
	}
	rd_kafka_metadata_destroy(metadata);
	return RD_KAFKA_RESP_ERR_NO_ERROR;
}

/* The offsets behind the last record that a reader with this handle may see; invalid of a partition that may not be asked for, which is not
 * written either. */
static rd_kafka_resp_err_t find_ends(rd_kafka_t *handle, rd_kafka_topic_partition_list_t *list)
{
	for (int i = 0; i < list->cnt; i++)
		list->elems[i].offset = RD_KAFKA_OFFSET_END;
	rd_kafka_resp_err_t error = list->cnt > 0 ? rd_kafka_offsets_for_times(handle, list, ANSWER_MS) : RD_KAFKA_RESP_ERR_NO_ERROR;
	for (int i = 0; i < list->cnt && error == RD_KAFKA_RESP_ERR_NO_ERROR; i++) {
		if (list->elems[i].err != RD_KAFKA_RESP_ERR_NO_ERROR)
			list->elems[i].offset = RD_KAFKA_OFFSET_INVALID;
		if (!kafka_error_is_permanent(list->elems[i].err))
			error = list->elems[i].err;
	}
	return error;
}

static rd_kafka_resp_err_t find_all_ends(const struct settings *settings, rd_kafka_topic_partition_list_t *list)
{
	const struct kafka_pair all = { "isolation.level", "read_uncommitted" };
	struct kafka_trouble trouble = { .quiet = true };
	rd_kafka_t *reader = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, settings->group, &all, 1, &trouble));
	if (reader == NULL)
		return RD_KAFKA_RESP_ERR__FAIL;
	rd_kafka_resp_err_t error = find_ends(reader, list);
	rd_kafka_destroy(reader);
	return error;
}

/* Keeps in the list the partitions whose committed records do not reach the offset that it has for them. */
static rd_kafka_resp_err_t keep_open(rd_kafka_t *committed, rd_kafka_topic_partition_list_t *list)
{
	rd_kafka_topic_partition_list_t *ends = rd_kafka_topic_partition_list_copy(list);
	rd_kafka_resp_err_t error = find_ends(committed, ends);
	for (int i = list->cnt; error == RD_KAFKA_RESP_ERR_NO_ERROR && i-- > 0;)
		if (ends->elems[i].offset < 0 || ends->elems[i].offset >= list->elems[i].offset)
			rd_kafka_topic_partition_list_del_by_idx(list, i);
	rd_kafka_topic_partition_list_destroy(ends);
	return error;
}

/* ---- Ending it. */

/* A record that nobody will see in each of the partitions, and an abort: its marker ends all that this transactional id has open there.
 * Whose it was that was open is not known: it may end by itself meanwhile. */
static enum kafka_outcome abort_in(struct kafka_producer *producer, const rd_kafka_topic_partition_list_t *open)
{
	enum kafka_outcome outcome = kafka_producer_begin(producer);
	for (int i = 0; i < open->cnt && outcome == KAFKA_DONE; i++) {
		struct output_message message = { .topic = topic_of(producer->settings, open->elems[i].topic), .partition = open->elems[i].partition,
			                          .key = bytes_of_string("aborted") };
		outcome = kafka_producer_send(producer, &message);
		log_info("%s[%" PRId32 "]: a transaction is open; if the broker left it behind of %s, it is aborted now", open->elems[i].topic,
		         open->elems[i].partition, producer->transactional_id);
	}
	if (outcome == KAFKA_DONE)
		outcome = kafka_producer_flush(producer);
	for (int i = 1; i < FLUSHES_MAX && outcome == KAFKA_AGAIN; i++)
		outcome = kafka_producer_flush(producer);
	return outcome == KAFKA_DONE ? kafka_producer_abort(producer) : outcome;
}

enum kafka_outcome kafka_hanging_abort(struct kafka_producer *producer, rd_kafka_t *committed)
{
	if (!producer->transactional)
		return KAFKA_DONE;
	enum kafka_outcome outcome = KAFKA_DONE;
	rd_kafka_topic_partition_list_t *open = rd_kafka_topic_partition_list_new(16);
	rd_kafka_resp_err_t error = list_partitions(producer, open);
	/* First where all records end, then the committed ones: what comes in between opens nothing. */
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_all_ends(producer->settings, open);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = keep_open(committed, open);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		outcome = kafka_producer_blame(producer, error);
	else if (open->cnt > 0)
		outcome = abort_in(producer, open);
	rd_kafka_topic_partition_list_destroy(open);
	return outcome;
}
