#include "kafka_left_open.h"

#include <stdlib.h>

#define ANSWER_MS 5000
#define STABLE_MS 3000
#define POLL_MS 100
#define TAIL_RECORDS 100 /* of what can be seen of a transaction, the last record is among so many */

struct search {
	const struct kafka_producer *producer;
	rd_kafka_t *all, *stable; /* of all records and offsets; of the committed ones, none of which may change */
	struct kafka_trouble troubles[2];
};

/* ---- The group's offsets. */

static rd_kafka_resp_err_t ask_transactions(const struct search *search, rd_kafka_t *handle, int timeout_ms, int64_t *ret_transactions)
{
	rd_kafka_topic_partition_list_t *token = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(token, search->producer->settings->topics[TOPIC_CHANGELOG], 0);
	rd_kafka_resp_err_t error = rd_kafka_committed(handle, token, timeout_ms);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = token->elems[0].err;
	*ret_transactions = token->elems[0].offset < 0 ? 0 : token->elems[0].offset;
	rd_kafka_topic_partition_list_destroy(token);
	return error;
}

static rd_kafka_resp_err_t find_offsets(const struct search *search, struct kafka_left_open *open)
{
	int64_t same;
	rd_kafka_resp_err_t error = ask_transactions(search, search->all, ANSWER_MS, &open->committed);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return error;
	error = ask_transactions(search, search->stable, STABLE_MS, &same);
	/* librdkafka asks again and again while they are not stable. */
	open->offsets = error == RD_KAFKA_RESP_ERR__TIMED_OUT || error == RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT;
	return open->offsets ? RD_KAFKA_RESP_ERR_NO_ERROR : error;
}

/* ---- Where the outputs end. */

static bool is_written(const struct settings *settings, const char *name)
{
	for (enum topic topic = 0; topic < TOPIC_COUNT; topic++)
		if (strcmp(settings->topics[topic], name) == 0)
			return settings->stage == STAGE_ALL || topic != TOPIC_SKETCHES;
	return false;
}

static rd_kafka_resp_err_t list_partitions(const struct kafka_producer *producer, rd_kafka_topic_partition_list_t *list)
{
	const rd_kafka_metadata_t *metadata;
	rd_kafka_resp_err_t error = rd_kafka_metadata(producer->handle, 0, NULL, &metadata, ANSWER_MS);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return error;
	for (int t = 0; t < metadata->topic_cnt; t++) {
		const rd_kafka_metadata_topic_t *topic = &metadata->topics[t];
		if (topic->partition_cnt > 0 && is_written(producer->settings, topic->topic))
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
	rd_kafka_resp_err_t error = rd_kafka_offsets_for_times(handle, list, ANSWER_MS);
	for (int i = 0; i < list->cnt && error == RD_KAFKA_RESP_ERR_NO_ERROR; i++) {
		if (list->elems[i].err != RD_KAFKA_RESP_ERR_NO_ERROR)
			list->elems[i].offset = RD_KAFKA_OFFSET_INVALID;
		if (!kafka_error_is_permanent(list->elems[i].err))
			error = list->elems[i].err;
	}
	return error;
}

/* ---- What is there. */

static uintptr_t flags_of(const struct search *search, int64_t committed, const rd_kafka_message_t *message)
{
	rd_kafka_headers_t *headers;
	const void *value;
	const char *id = search->producer->transactional_id;
	size_t size, length = strlen(id);
	if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
	    rd_kafka_header_get_last(headers, KAFKA_TRANSACTION_HEADER, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	const char *words = value; /* librdkafka ends it with a zero */
	if (size <= length || memcmp(words, id, length) != 0 || words[length] != ':')
		return 0;
	return strtoll(words + length + 1, NULL, 10) > committed ? OPEN_LATER : OPEN_EARLIER;
}

/* Notes in the partition what was read of it; true when that was its end, for the first time. */
static bool take(const struct search *search, int64_t committed, rd_kafka_topic_partition_t *partition, const rd_kafka_message_t *message)
{
	uintptr_t before = (uintptr_t)partition->opaque, flags = before;
	if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
		flags |= flags_of(search, committed, message);
	/* What stood there first is deleted: so is all that was to be read. */
	else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF || message->err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET)
		flags |= OPEN_READ;
	partition->opaque = (void *)flags;
	return (flags & ~before & OPEN_READ) != 0;
}

/* Reads each partition of the list from its offset to its end. */
static rd_kafka_resp_err_t read_to_end(const struct search *search, rd_kafka_t *handle, int64_t committed, rd_kafka_topic_partition_list_t *list)
{
	clock_ms until = kafka_wall_clock() + ANSWER_MS;
	int left = list->cnt;
	rd_kafka_resp_err_t error = left > 0 ? rd_kafka_assign(handle, list) : RD_KAFKA_RESP_ERR_NO_ERROR;
	while (left > 0 && error == RD_KAFKA_RESP_ERR_NO_ERROR) {
		rd_kafka_message_t *message = rd_kafka_consumer_poll(handle, POLL_MS);
		rd_kafka_topic_partition_t *partition =
			message == NULL || message->rkt == NULL ? NULL :
			rd_kafka_topic_partition_list_find(list, rd_kafka_topic_name(message->rkt), message->partition);
		if (partition != NULL)
			left -= take(search, committed, partition, message);
		if (message != NULL && kafka_error_is_permanent(message->err))
			error = message->err;
		else if (kafka_wall_clock() > until)
			error = RD_KAFKA_RESP_ERR__TIMED_OUT;
		if (message != NULL)
			rd_kafka_message_destroy(message);
	}
	return error;
}

/* First where all records end, then those that are stable: what comes in between opens nothing. */
static rd_kafka_resp_err_t find_records(const struct search *search, struct kafka_left_open *open)
{
	rd_kafka_topic_partition_list_t *ends = rd_kafka_topic_partition_list_copy(open->partitions);
	rd_kafka_resp_err_t error = find_ends(search->all, ends);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_ends(search->stable, open->partitions);
	for (int i = ends->cnt; error == RD_KAFKA_RESP_ERR_NO_ERROR && i-- > 0;)
		if (open->partitions->elems[i].offset < 0 || open->partitions->elems[i].offset >= ends->elems[i].offset)
			rd_kafka_topic_partition_list_del_by_idx(open->partitions, i);
	rd_kafka_topic_partition_list_destroy(ends);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = read_to_end(search, search->all, open->committed, open->partitions);
	for (int i = open->partitions->cnt; i-- > 0;)
		if (((uintptr_t)open->partitions->elems[i].opaque & (OPEN_EARLIER | OPEN_LATER)) == 0) /* another's */
			rd_kafka_topic_partition_list_del_by_idx(open->partitions, i);
	return error;
}

/* Whether of the transaction whose offsets are open something can be seen. */
static rd_kafka_resp_err_t find_seen(const struct search *search, struct kafka_left_open *open)
{
	rd_kafka_topic_partition_list_t *tails = rd_kafka_topic_partition_list_new(16);
	rd_kafka_resp_err_t error = list_partitions(search->producer, tails);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_ends(search->stable, tails);
	for (int i = tails->cnt; error == RD_KAFKA_RESP_ERR_NO_ERROR && i-- > 0;) {
		int64_t *offset = &tails->elems[i].offset;
		if (*offset < 0)
			rd_kafka_topic_partition_list_del_by_idx(tails, i);
		else
			*offset = *offset > TAIL_RECORDS ? *offset - TAIL_RECORDS : 0;
	}
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = read_to_end(search, search->stable, open->committed, tails);
	for (int i = 0; i < tails->cnt; i++)
		open->seen = open->seen || ((uintptr_t)tails->elems[i].opaque & OPEN_LATER) != 0;
	rd_kafka_topic_partition_list_destroy(tails);
	return error;
}

/* ---- The whole. */

static rd_kafka_t *open_reader(const struct settings *settings, const char *isolation, struct kafka_trouble *trouble)
{
	const struct kafka_pair pair = { "isolation.level", isolation };
	*trouble = (struct kafka_trouble){ .quiet = true };
	rd_kafka_t *reader = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, settings->group, &pair, 1, trouble));
	if (reader != NULL)
		rd_kafka_poll_set_consumer(reader);
	return reader;
}

static rd_kafka_resp_err_t find(const struct search *search, struct kafka_left_open *open)
{
	rd_kafka_resp_err_t error = find_offsets(search, open);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = list_partitions(search->producer, open->partitions);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_records(search, open);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR && open->offsets)
		error = find_seen(search, open);
	return error;
}

rd_kafka_resp_err_t kafka_left_open_find(const struct kafka_producer *producer, struct kafka_left_open *ret_open)
{
	struct search search = { .producer = producer };
	*ret_open = (struct kafka_left_open){ .partitions = rd_kafka_topic_partition_list_new(16) };
	search.all = open_reader(producer->settings, "read_uncommitted", &search.troubles[0]);
	search.stable = open_reader(producer->settings, "read_committed", &search.troubles[1]);
	rd_kafka_resp_err_t error = search.all == NULL || search.stable == NULL ? RD_KAFKA_RESP_ERR__FAIL : find(&search, ret_open);
	if (search.all != NULL)
		rd_kafka_destroy(search.all);
	if (search.stable != NULL)
		rd_kafka_destroy(search.stable);
	return error;
}

void kafka_left_open_free(struct kafka_left_open *open)
{
	rd_kafka_topic_partition_list_destroy(open->partitions);
}
