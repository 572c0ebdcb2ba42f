#include "kafka_hanging.h"

#include <inttypes.h>
#include <stdlib.h>

#include "log.h"

#define ANSWER_MS 5000
#define POLL_MS 100
#define FLUSHES_MAX 10

/* What of this group is open in a partition, and whether all of it was read: flags. */
enum { OPEN_ABORTED = 1, OPEN_COMMITTED = 2, OPEN_BOTH = 3, OPEN_READ = 4 };

/* Partitions in which something is open: from where on, and behind what. The opaque of a partition in to is its flags. */
struct open_partitions {
	rd_kafka_topic_partition_list_t *from, *to;
};

/* ---- Where something is open. */

static bool is_written(const struct settings *settings, enum topic topic)
{
	return topic != TOPIC_COUNT && (settings->stage == STAGE_ALL || topic != TOPIC_SKETCHES);
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
	rd_kafka_resp_err_t error = rd_kafka_offsets_for_times(handle, list, ANSWER_MS);
	for (int i = 0; i < list->cnt && error == RD_KAFKA_RESP_ERR_NO_ERROR; i++) {
		if (list->elems[i].err != RD_KAFKA_RESP_ERR_NO_ERROR)
			list->elems[i].offset = RD_KAFKA_OFFSET_INVALID;
		if (!kafka_error_is_permanent(list->elems[i].err))
			error = list->elems[i].err;
	}
	return error;
}

/* First where all records end, then the committed ones: what comes in between opens nothing. */
static rd_kafka_resp_err_t find_open(rd_kafka_t *all, rd_kafka_t *committed, struct open_partitions *open)
{
	rd_kafka_resp_err_t error = find_ends(all, open->to);
	open->from = rd_kafka_topic_partition_list_copy(open->to);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_ends(committed, open->from);
	for (int i = open->to->cnt; error == RD_KAFKA_RESP_ERR_NO_ERROR && i-- > 0;)
		if (open->from->elems[i].offset < 0 || open->from->elems[i].offset >= open->to->elems[i].offset) {
			rd_kafka_topic_partition_list_del_by_idx(open->from, i);
			rd_kafka_topic_partition_list_del_by_idx(open->to, i);
		}
	return error;
}

/* ---- What it is. */

static uintptr_t flags_of(const struct kafka_producer *producer, int64_t transactions, const rd_kafka_message_t *message)
{
	rd_kafka_headers_t *headers;
	const void *value;
	size_t size, length = strlen(producer->transactional_id);
	if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR ||
	    rd_kafka_header_get_last(headers, KAFKA_TRANSACTION_HEADER, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	const char *words = value; /* librdkafka ends it with a zero */
	if (size <= length || memcmp(words, producer->transactional_id, length) != 0 || words[length] != ':')
		return 0;
	return strtoll(words + length + 1, NULL, 10) > transactions ? OPEN_ABORTED : OPEN_COMMITTED;
}

/* Notes in the partition what was read of it; true when that was its end, for the first time. */
static bool take(rd_kafka_topic_partition_t *partition, const struct kafka_producer *producer, int64_t transactions, const rd_kafka_message_t *message)
{
	uintptr_t before = (uintptr_t)partition->opaque, flags = before;
	if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR)
		flags |= flags_of(producer, transactions, message);
	else if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF)
		flags |= OPEN_READ;
	partition->opaque = (void *)flags;
	return (flags & ~before & OPEN_READ) != 0;
}

static rd_kafka_resp_err_t read_open(rd_kafka_t *all, const struct kafka_producer *producer, int64_t transactions,
                                     const struct open_partitions *open)
{
	clock_ms until = kafka_wall_clock() + ANSWER_MS;
	int left = open->to->cnt;
	rd_kafka_resp_err_t error = rd_kafka_assign(all, open->from);
	while (left > 0 && error == RD_KAFKA_RESP_ERR_NO_ERROR) {
		rd_kafka_message_t *message = rd_kafka_consumer_poll(all, POLL_MS);
		rd_kafka_topic_partition_t *partition =
			message == NULL || message->rkt == NULL ? NULL :
			rd_kafka_topic_partition_list_find(open->to, rd_kafka_topic_name(message->rkt), message->partition);
		if (partition != NULL)
			left -= take(partition, producer, transactions, message);
		if (message != NULL)
			rd_kafka_message_destroy(message);
		if (kafka_wall_clock() > until)
			error = RD_KAFKA_RESP_ERR__TIMED_OUT;
	}
	return error;
}

/* A new client asks who leads the partitions now. */
static rd_kafka_t *open_reader(const struct settings *settings, const char *isolation, struct kafka_trouble *trouble)
{
	const struct kafka_pair pair = { "isolation.level", isolation };
	*trouble = (struct kafka_trouble){ .quiet = true };
	rd_kafka_t *reader = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, settings->group, &pair, 1, trouble));
	if (reader != NULL)
		rd_kafka_poll_set_consumer(reader);
	return reader;
}

static rd_kafka_resp_err_t look(const struct kafka_producer *producer, int64_t transactions, struct open_partitions *open)
{
	struct kafka_trouble troubles[2];
	rd_kafka_t *all = open_reader(producer->settings, "read_uncommitted", &troubles[0]);
	rd_kafka_t *committed = open_reader(producer->settings, "read_committed", &troubles[1]);
	rd_kafka_resp_err_t error = all == NULL || committed == NULL ? RD_KAFKA_RESP_ERR__FAIL : list_partitions(producer, open->to);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		error = find_open(all, committed, open);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR && open->to->cnt > 0)
		error = read_open(all, producer, transactions, open);
	if (all != NULL)
		rd_kafka_destroy(all);
	if (committed != NULL)
		rd_kafka_destroy(committed);
	return error;
}

/* ---- Ending it. */

/* Keeps what is to be aborted. False where that would take committed records with it. */
static bool choose(const struct kafka_producer *producer, rd_kafka_topic_partition_list_t *open)
{
	bool clear = true;
	for (int i = open->cnt; i-- > 0;) {
		const rd_kafka_topic_partition_t *one = &open->elems[i];
		uintptr_t flags = (uintptr_t)one->opaque & OPEN_BOTH;
		if (flags == OPEN_BOTH)
			log_error("%s[%" PRId32 "]: the broker has left open records of %s that were committed, and behind them such as were aborted: "
			          "one cannot be ended without the other", one->topic, one->partition, producer->transactional_id);
		else if (flags == OPEN_COMMITTED)
			log_warning("%s[%" PRId32 "]: the broker has left open records of %s that were committed; the next commit there ends them",
			            one->topic, one->partition, producer->transactional_id);
		else if (flags == OPEN_ABORTED)
			log_warning("%s[%" PRId32 "]: the broker has left open records of %s that were aborted; they are aborted once more", one->topic,
			            one->partition, producer->transactional_id);
		clear = clear && flags != OPEN_BOTH;
		if (flags != OPEN_ABORTED)
			rd_kafka_topic_partition_list_del_by_idx(open, i);
	}
	return clear;
}

/* A record that nobody will see in each of the partitions, and an abort: its marker ends all that this transactional id has open there. */
static enum kafka_outcome abort_in(struct kafka_producer *producer, int64_t transactions, const rd_kafka_topic_partition_list_t *open)
{
	enum kafka_outcome outcome = kafka_producer_begin(producer, transactions + 1);
	for (int i = 0; i < open->cnt && outcome == KAFKA_DONE; i++) {
		struct output_message message = { .topic = topic_of(producer->settings, open->elems[i].topic), .partition = open->elems[i].partition,
			                          .key = bytes_of_string("aborted") };
		outcome = kafka_producer_send(producer, &message);
	}
	if (outcome == KAFKA_DONE)
		outcome = kafka_producer_flush(producer);
	for (int i = 1; i < FLUSHES_MAX && outcome == KAFKA_AGAIN; i++)
		outcome = kafka_producer_flush(producer);
	if (outcome == KAFKA_DONE)
		outcome = kafka_producer_abort(producer);
	return outcome == KAFKA_DONE || outcome == KAFKA_HOPELESS ? outcome : KAFKA_RENEW;
}

enum kafka_outcome kafka_hanging_end(struct kafka_producer *producer, int64_t transactions)
{
	if (!producer->transactional)
		return KAFKA_DONE;
	enum kafka_outcome outcome = KAFKA_DONE;
	struct open_partitions open = { .to = rd_kafka_topic_partition_list_new(16) };
	rd_kafka_resp_err_t error = look(producer, transactions, &open);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		outcome = kafka_producer_blame(producer, error) == KAFKA_HOPELESS ? KAFKA_HOPELESS : KAFKA_AGAIN;
	else if (!choose(producer, open.to))
		outcome = KAFKA_HOPELESS;
	else if (open.to->cnt > 0)
		outcome = abort_in(producer, transactions, open.to);
	rd_kafka_topic_partition_list_destroy(open.to);
	if (open.from != NULL)
		rd_kafka_topic_partition_list_destroy(open.from);
	return outcome;
}
