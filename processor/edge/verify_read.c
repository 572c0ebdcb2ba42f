#include "verify_read.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "log.h"

#define ANSWER_MS 10000
#define SILENCE_MS 30000 /* so long nothing, and neither an end: an open transaction holds readers back, or a broker is away */
#define POLL_MS 100
#define PROGRESS_RECORDS 5000

enum status verify_reader_open(struct verify_reader *reader, const struct settings *settings)
{
	*reader = (struct verify_reader){ .settings = settings };
	reader->handle = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_reader_conf_new(settings, settings->input_group, NULL, 0, reader));
	if (reader->handle == NULL)
		return STATUS_FATAL;
	rd_kafka_poll_set_consumer(reader->handle);
	return STATUS_OK;
}

void verify_reader_close(struct verify_reader *reader)
{
	if (reader->handle == NULL)
		return;
	rd_kafka_consumer_close(reader->handle);
	rd_kafka_destroy(reader->handle);
}

static enum status cannot(const struct verify_reader *reader, const char *what, const char *topic, rd_kafka_resp_err_t error)
{
	log_error("%s %s cannot be read from %s: %s%s", what, topic, reader->settings->brokers, rd_kafka_err2str(error), kafka_advice(error));
	return STATUS_FATAL;
}

static enum status count_partitions(struct verify_reader *reader, const char *topic, int32_t *ret_count)
{
	const rd_kafka_metadata_t *metadata;
	rd_kafka_topic_t *handle = rd_kafka_topic_new(reader->handle, topic, NULL);
	rd_kafka_resp_err_t error = rd_kafka_metadata(reader->handle, 0, handle, &metadata, ANSWER_MS);
	rd_kafka_topic_destroy(handle);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return cannot(reader, "the partitions of", topic, error);
	error = metadata->topic_cnt == 1 ? metadata->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
	*ret_count = metadata->topic_cnt == 1 ? metadata->topics[0].partition_cnt : 0;
	rd_kafka_metadata_destroy(metadata);
	return error == RD_KAFKA_RESP_ERR_NO_ERROR ? STATUS_OK : cannot(reader, "the partitions of", topic, error);
}

static enum status watermarks(struct verify_reader *reader, const char *topic, int32_t partition, int64_t *ret_low, int64_t *ret_high)
{
	rd_kafka_resp_err_t error = rd_kafka_query_watermark_offsets(reader->handle, topic, partition, ret_low, ret_high, ANSWER_MS);
	return error == RD_KAFKA_RESP_ERR_NO_ERROR ? STATUS_OK : cannot(reader, "the offsets of", topic, error);
}

/* ---- Reading partitions from offset to metadata: what each of a list has still to come. */

struct part {
	int64_t from, to; /* done when from >= to */
};

static void show_progress(const struct verify_reader *reader, const char *topic, bool last)
{
	if (!isatty(STDERR_FILENO))
		return;
	if (last)
		fprintf(stderr, "\r\033[K");
	else
		fprintf(stderr, "\r\033[Kreading %s: %" PRIu64 " records", topic, reader->read);
}

static uint32_t unfinished(const struct part *parts, int count)
{
	uint32_t left = 0;
	for (int i = 0; i < count; i++)
		left += parts[i].from < parts[i].to;
	return left;
}

static void advance(const rd_kafka_topic_partition_list_t *list, struct part *parts, const rd_kafka_message_t *message, int64_t to)
{
	for (int i = 0; i < list->cnt; i++)
		if (list->elems[i].partition == message->partition && to > parts[i].from)
			parts[i].from = to;
}

static enum status read_on(struct verify_reader *reader, const char *topic, const rd_kafka_topic_partition_list_t *list, struct part *parts,
                           verify_visit *visit, void *context)
{
	clock_ms heard = kafka_wall_clock();
	while (unfinished(parts, list->cnt) > 0) {
		rd_kafka_message_t *message = rd_kafka_consumer_poll(reader->handle, POLL_MS);
		if (message == NULL) {
			if (kafka_wall_clock() - heard < SILENCE_MS)
				continue;
			log_error("nothing more of %s came within %d s: a transaction is open on it, or a broker is away", topic, SILENCE_MS / 1000);
			return STATUS_FATAL;
		}
		rd_kafka_resp_err_t error = message->err;
		if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
			heard = kafka_wall_clock();
			visit(context, message);
			advance(list, parts, message, message->offset + 1);
			if (++reader->read % PROGRESS_RECORDS == 0)
				show_progress(reader, topic, false);
		} else if (error == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
			advance(list, parts, message, message->offset);
		}
		rd_kafka_message_destroy(message);
		if (error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET || kafka_error_is_permanent(error))
			return cannot(reader, "the records of", topic, error);
	}
	return STATUS_OK;
}

static enum status read_list(struct verify_reader *reader, const char *topic, rd_kafka_topic_partition_list_t *list, struct part *parts,
                             verify_visit *visit, void *context)
{
	rd_kafka_resp_err_t error = rd_kafka_assign(reader->handle, list);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return cannot(reader, "the partitions of", topic, error);
	rd_kafka_resume_partitions(reader->handle, list);
	show_progress(reader, topic, false);
	enum status status = read_on(reader, topic, list, parts, visit, context);
	show_progress(reader, topic, true);
	rd_kafka_assign(reader->handle, NULL);
	return status;
}

enum status verify_read_topic(struct verify_reader *reader, const char *topic, verify_visit *visit, void *context)
{
	int32_t count = 0;
	enum status status = count_partitions(reader, topic, &count);
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(count + 1);
	struct part *parts = calloc((size_t)count + 1, sizeof *parts);
	CHECK(parts != NULL);
	for (int32_t i = 0; status == STATUS_OK && i < count; i++) {
		status = watermarks(reader, topic, i, &parts[i].from, &parts[i].to);
		rd_kafka_topic_partition_list_add(list, topic, i)->offset = parts[i].from;
	}
	if (status == STATUS_OK && count > 0)
		status = read_list(reader, topic, list, parts, visit, context);
	free(parts);
	rd_kafka_topic_partition_list_destroy(list);
	return status;
}

enum status verify_read_ranges(struct verify_reader *reader, const struct verify_tally *tally, verify_visit *visit, void *context)
{
	enum status status = STATUS_OK;
	/* The ranges of one topic stand together. */
	for (uint32_t begin = 0, end; status == STATUS_OK && begin < tally->ranges_count; begin = end) {
		const char *topic = tally->ranges[begin].topic;
		for (end = begin; end < tally->ranges_count && strcmp(tally->ranges[end].topic, topic) == 0; end++)
			;
		rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)(end - begin));
		struct part *parts = calloc(end - begin + 1, sizeof *parts);
		CHECK(parts != NULL);
		for (uint32_t i = begin; i < end; i++) {
			const struct verify_range *range = &tally->ranges[i];
			if (range->from == range->to)
				continue;
			parts[list->cnt] = (struct part){ range->from, range->to };
			rd_kafka_topic_partition_list_add(list, topic, range->partition)->offset = range->from;
		}
		if (list->cnt > 0)
			status = read_list(reader, topic, list, parts, visit, context);
		free(parts);
		rd_kafka_topic_partition_list_destroy(list);
	}
	return status;
}

/* ---- What is to be judged. */

enum status verify_ranges(struct verify_reader *reader, const char *topic, clock_ms from, struct verify_tally *tally)
{
	int32_t count = 0;
	enum status status = count_partitions(reader, topic, &count);
	rd_kafka_topic_partition_list_t *committed = rd_kafka_topic_partition_list_new(count + 1);
	rd_kafka_topic_partition_list_t *times = rd_kafka_topic_partition_list_new(count + 1);
	for (int32_t i = 0; i < count; i++) {
		rd_kafka_topic_partition_list_add(committed, topic, i);
		rd_kafka_topic_partition_list_add(times, topic, i)->offset = from;
	}
	rd_kafka_resp_err_t error = status != STATUS_OK || count == 0 ? 0 : rd_kafka_committed(reader->handle, committed, ANSWER_MS);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR && status == STATUS_OK && count > 0 && from != CLOCK_ABSENT)
		error = rd_kafka_offsets_for_times(reader->handle, times, ANSWER_MS);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		status = cannot(reader, "the group's offsets in", topic, error);
	for (int32_t i = 0; status == STATUS_OK && i < count; i++) {
		int64_t low, high, to = committed->elems[i].offset;
		status = watermarks(reader, topic, i, &low, &high);
		int64_t begin = from == CLOCK_ABSENT ? low : times->elems[i].offset < 0 ? high : times->elems[i].offset;
		if (status == STATUS_OK)
			verify_tally_range(tally, topic, i, begin > low ? begin : low, to < high ? to : high);
	}
	rd_kafka_topic_partition_list_destroy(committed);
	rd_kafka_topic_partition_list_destroy(times);
	return status;
}

static void take_time(void *context, const rd_kafka_message_t *message)
{
	clock_ms *time = context;
	if (*time == CLOCK_ABSENT)
		*time = rd_kafka_message_timestamp(message, NULL);
}

enum status verify_oldest(struct verify_reader *reader, const char *const *topics, uint32_t topics_count, clock_ms *ret_time)
{
	enum status status = STATUS_OK;
	*ret_time = CLOCK_ABSENT;
	for (uint32_t t = 0; t < topics_count && status == STATUS_OK; t++) {
		int32_t count = 0;
		status = count_partitions(reader, topics[t], &count);
		for (int32_t i = 0; status == STATUS_OK && i < count; i++) {
			struct part part;
			clock_ms time = CLOCK_ABSENT;
			status = watermarks(reader, topics[t], i, &part.from, &part.to);
			if (status != STATUS_OK || part.from == 0 || part.from == part.to)
				continue;
			rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
			rd_kafka_topic_partition_list_add(list, topics[t], i)->offset = part.from;
			part.to = part.from + 1;
			status = read_list(reader, topics[t], list, &part, take_time, &time);
			rd_kafka_topic_partition_list_destroy(list);
			if (time != CLOCK_ABSENT && time > *ret_time)
				*ret_time = time;
		}
	}
	return status;
}
