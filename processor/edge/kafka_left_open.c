#include "kafka_left_open.h"

#include <stdlib.h>

#include "headers.h"

#define ANSWER_MS 5000
#define STABLE_MS 3000
#define POLL_MS 100
#define TAIL_RECORDS 100 /* the last record of a transaction that can be seen is among so many */

struct search {
	const struct kafka_producer *producer;
	rd_kafka_t *all, *stable; /* of all records and offsets; of the committed ones, none of which may change */
	struct kafka_trouble troubles[2];
};

/* ---- The group's offsets. */

/* The group's offset of partition 0: of the changelog, the count of its transactions. */
static rd_kafka_resp_err_t ask_offset(const struct search *search, rd_kafka_t *handle, enum topic topic, int timeout_ms, int64_t *ret_offset)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, search->producer->settings->topics[topic], 0);
	rd_kafka_resp_err_t error = rd_kafka_committed(handle, list, timeout_ms);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = list->elems[0].err;
	*ret_offset = list->elems[0].offset < 0 ? 0 : list->elems[0].offset;
	rd_kafka_topic_partition_list_destroy(list);
	return error;
}

/* Offsets that are open are told by librdkafka as a time-out: it asks again and again. That the broker is only slow is ruled out by a
 * question for one that the group never has. */
static rd_kafka_resp_err_t find_offsets(const struct search *search, struct kafka_left_open *open)
{
	int64_t stable;
	rd_kafka_resp_err_t error = ask_offset(search, search->all, TOPIC_CHANGELOG, ANSWER_MS, &open->count);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = ask_offset(search, search->stable, TOPIC_STORIES, ANSWER_MS, &stable);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return error;
	error = ask_offset(search, search->stable, TOPIC_CHANGELOG, STABLE_MS, &stable);
	open->offsets_open = error == RD_KAFKA_RESP_ERR__TIMED_OUT || error == RD_KAFKA_RESP_ERR_UNSTABLE_OFFSET_COMMIT;
	if (open->offsets_open)
		return RD_KAFKA_RESP_ERR_NO_ERROR;
	open->count = stable; /* they may have been ended meanwhile */
	return error;
}

/* ---- Where the outputs end. */

static bool is_written(const struct settings *settings, const char *name)
{
	enum topic topic = settings_topic_of(settings, name);
	return topic != TOPIC_COUNT && (settings->stage == STAGE_ALL || topic != TOPIC_SKETCHES);
}

static rd_kafka_resp_err_t list_partitions(const struct kafka_producer *producer, rd_kafka_topic_partition_list_t *list)
{
	const rd_kafka_metadata_t *metadata;
	rd_kafka_resp_err_t error = rd_kafka_metadata(producer->handle, 0, NULL, &metadata, ANSWER_MS);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return error;
	for (int t = 0; t < metadata->topic_cnt && error == RD_KAFKA_RESP_ERR_NO_ERROR; t++) {
		const rd_kafka_metadata_topic_t *topic = &metadata->topics[t];
		if (!is_written(producer->settings, topic->topic))
			continue;
		error = topic->err;
		if (topic->partition_cnt > 0)
			rd_kafka_topic_partition_list_add_range(list, topic->topic, 0, topic->partition_cnt - 1);
	}
	rd_kafka_metadata_destroy(metadata);
	return error;
}

/* The offsets behind the last record that a reader with this handle gets. */
static rd_kafka_resp_err_t find_ends(rd_kafka_t *handle, rd_kafka_topic_partition_list_t *list)
{
	for (int i = 0; i < list->cnt; i++)
		list->elems[i].offset = RD_KAFKA_OFFSET_END;
	rd_kafka_resp_err_t error = rd_kafka_offsets_for_times(handle, list, ANSWER_MS);
	for (int i = 0; i < list->cnt && error == RD_KAFKA_RESP_ERR_NO_ERROR; i++)
		error = list->elems[i].err;
	return error;
}

/* ---- What is there. */

static uintptr_t flags_of(const struct search *search, int64_t count, const rd_kafka_message_t *message)
{
	rd_kafka_headers_t *headers;
	const void *value;
	const char *id = search->producer->transactional_id;
	size_t size, length = strlen(id);
	if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
	    rd_kafka_header_get_last(headers, HEADER_TRANSACTION, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	const char *words = value; /* librdkafka ends it with a zero */
	if (size <= length || memcmp(words, id, length) != 0 || words[length] != ':')
		return 0;
	int64_t number = strtoll(words + length + 1, NULL, 10);
	return number <= count ? UP_TO_COUNT : number == count + 1 ? BEHIND_COUNT | NEXT_OF_COUNT : BEHIND_COUNT;
}

/* Notes in the partition what was read of it; true when that was the last that is wanted, for the first time. */
static bool take(rd_kafka_topic_partition_t *partition, int64_t end, const rd_kafka_message_t *message, uintptr_t flags)
{
	uintptr_t before = (uintptr_t)partition->opaque;
	if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF || (message->err == RD_KAFKA_RESP_ERR_NO_ERROR && message->offset + 1 >= end))
		flags |= READ_TO_END;
	partition->opaque = (void *)(before | flags);
	return (flags & ~before & READ_TO_END) != 0;
}

/* Reads each partition of the list from its offset to its end in ends, which are in the same order. Fails when nothing comes for a while. */
static rd_kafka_resp_err_t read_to_ends(const struct search *search, rd_kafka_t *handle, int64_t count, rd_kafka_topic_partition_list_t *list,
                                        const rd_kafka_topic_partition_list_t *ends)
{
	clock_ms heard = kafka_wall_clock();
	int left = list->cnt;
	rd_kafka_resp_err_t error = left > 0 ? rd_kafka_assign(handle, list) : RD_KAFKA_RESP_ERR_NO_ERROR;
	while (left > 0 && error == RD_KAFKA_RESP_ERR_NO_ERROR) {
		rd_kafka_message_t *message = rd_kafka_consumer_poll(handle, POLL_MS);
		if (message == NULL) {
			error = kafka_wall_clock() - heard > ANSWER_MS ? RD_KAFKA_RESP_ERR__TIMED_OUT : RD_KAFKA_RESP_ERR_NO_ERROR;
			continue;
		}
		heard = kafka_wall_clock();
		for (int i = 0; i < list->cnt && message->rkt != NULL; i++)
			if (list->elems[i].partition == message->partition && strcmp(list->elems[i].topic, rd_kafka_topic_name(message->rkt)) == 0)
				left -= take(&list->elems[i], ends->elems[i].offset, message,
				             message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? flags_of(search, count, message) : 0);
		if (message->err != RD_KAFKA_RESP_ERR__PARTITION_EOF)
			error = message->err;
		rd_kafka_message_destroy(message);
	}
	return error;
}

static void remove_at(rd_kafka_topic_partition_list_t *list, rd_kafka_topic_partition_list_t *ends, int i)
{
	rd_kafka_topic_partition_list_del_by_idx(list, i);
	rd_kafka_topic_partition_list_del_by_idx(ends, i);
}

/* First where all records end, then those that are stable: what comes in between opens nothing. */
static rd_kafka_resp_err_t find_records(const struct search *search, struct kafka_left_open *open)
{
	rd_kafka_topic_partition_list_t *list = open->partitions, *ends = rd_kafka_topic_partition_list_copy(list);
	rd_kafka_resp_err_t error = find_ends(search->all, ends);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_ends(search->stable, list);
	for (int i = list->cnt; error == RD_KAFKA_RESP_ERR_NO_ERROR && i-- > 0;)
		if (list->elems[i].offset >= ends->elems[i].offset)
			remove_at(list, ends, i);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = read_to_ends(search, search->all, open->count, list, ends);
	for (int i = list->cnt; i-- > 0;)
		if (((uintptr_t)list->elems[i].opaque & (UP_TO_COUNT | BEHIND_COUNT)) == 0) /* another's */
			remove_at(list, ends, i);
	rd_kafka_topic_partition_list_destroy(ends);
	return error;
}

/* Whether of the transaction whose offsets are open a reader of committed records gets any. */
static rd_kafka_resp_err_t find_seen(const struct search *search, struct kafka_left_open *open)
{
	rd_kafka_topic_partition_list_t *tails = rd_kafka_topic_partition_list_new(16);
	rd_kafka_resp_err_t error = list_partitions(search->producer, tails);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_ends(search->stable, tails);
	rd_kafka_topic_partition_list_t *ends = rd_kafka_topic_partition_list_copy(tails);
	for (int i = 0; i < tails->cnt; i++)
		tails->elems[i].offset = tails->elems[i].offset > TAIL_RECORDS ? tails->elems[i].offset - TAIL_RECORDS : 0;
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = read_to_ends(search, search->stable, open->count, tails, ends);
	for (int i = 0; i < tails->cnt; i++)
		open->next_seen = open->next_seen || ((uintptr_t)tails->elems[i].opaque & NEXT_OF_COUNT) != 0;
	rd_kafka_topic_partition_list_destroy(ends);
	rd_kafka_topic_partition_list_destroy(tails);
	return error;
}

/* ---- The whole. */

static rd_kafka_t *open_reader(const struct settings *settings, const char *isolation, struct kafka_trouble *trouble)
{
	/* What was to be read first may be deleted. */
	const struct kafka_pair pairs[] = { { "isolation.level", isolation }, { "auto.offset.reset", "earliest" } };
	*trouble = (struct kafka_trouble){ .quiet = true };
	rd_kafka_t *reader = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, settings->group, pairs, 2, trouble));
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
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR && open->offsets_open)
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
