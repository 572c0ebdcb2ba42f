#include "kafka_inputs.h"

#include <inttypes.h>
#include <regex.h>

#include "check.h"
#include "grow.h"
#include "log.h"

#define ANSWER_MS 3000

/* ---- Which partitions there are. */

static bool has_partition(const struct kafka_consumer *consumer, const char *topic, int32_t partition)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (consumer->partitions[i].partition == partition && strcmp(consumer->partitions[i].topic, topic) == 0)
			return true;
	return false;
}

/* Adds the partitions of one input that are not known yet to a list. */
static enum status list_topic(struct kafka_consumer *consumer, const char *topic, rd_kafka_topic_partition_list_t *list)
{
	const rd_kafka_metadata_t *metadata;
	rd_kafka_topic_t *handle = rd_kafka_topic_new(consumer->handle, topic, NULL);
	CHECK(handle != NULL);
	rd_kafka_resp_err_t error = rd_kafka_metadata(consumer->handle, 0, handle, &metadata, ANSWER_MS);
	rd_kafka_topic_destroy(handle);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_MORE;
	if (metadata->topic_cnt == 1)
		error = metadata->topics[0].err;
	int32_t count = metadata->topic_cnt == 1 ? metadata->topics[0].partition_cnt : 0;
	for (int32_t i = 0; i < count; i++)
		if (!has_partition(consumer, topic, i))
			rd_kafka_topic_partition_list_add(list, topic, i);
	rd_kafka_metadata_destroy(metadata);
	if (kafka_error_is_permanent(error)) {
		log_error("cannot read %s: %s%s", topic, rd_kafka_err2str(error), kafka_advice(error));
		return STATUS_FATAL;
	}
	return count == 0 ? STATUS_MORE : STATUS_OK;
}

/* What Parallax writes, and what brokers keep for themselves, is no input though the pattern fits it. */
bool kafka_inputs_is_passed_over(const struct settings *settings, const char *topic)
{
	if (strncmp(topic, "__", 2) == 0)
		return true;
	for (enum topic i = 0; i < TOPIC_COUNT; i++)
		if (strcmp(settings->topics[i], topic) == 0)
			return true;
	return false;
}

static enum status list_matching(struct kafka_consumer *consumer, const char *pattern, rd_kafka_topic_partition_list_t *list)
{
	const rd_kafka_metadata_t *metadata;
	regex_t regex;
	if (rd_kafka_metadata(consumer->handle, 1, NULL, &metadata, ANSWER_MS) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_MORE;
	CHECK(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) == 0); /* settings.c has tried it */
	for (int t = 0; t < metadata->topic_cnt; t++) {
		const rd_kafka_metadata_topic_t *topic = &metadata->topics[t];
		if (kafka_inputs_is_passed_over(consumer->settings, topic->topic) || regexec(&regex, topic->topic, 0, NULL, 0) != 0)
			continue;
		for (int32_t i = 0; i < topic->partition_cnt; i++)
			if (!has_partition(consumer, topic->topic, i) && rd_kafka_topic_partition_list_find(list, topic->topic, i) == NULL)
				rd_kafka_topic_partition_list_add(list, topic->topic, i);
	}
	regfree(&regex);
	rd_kafka_metadata_destroy(metadata);
	return STATUS_OK;
}

enum status kafka_inputs_list(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list)
{
	enum status status = STATUS_OK;
	for (uint32_t i = 0; status == STATUS_OK && i < consumer->settings->inputs_count; i++) {
		const char *input = consumer->settings->inputs[i];
		status = settings_input_is_pattern(input) ? list_matching(consumer, input, list) : list_topic(consumer, input, list);
	}
	return status;
}

const char *kafka_inputs_name(struct kafka_consumer *consumer, const char *topic)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (strcmp(consumer->partitions[i].topic, topic) == 0)
			return consumer->partitions[i].topic;
	return (const char *)arena_copy(&consumer->names, bytes_of_string(topic)).data;
}

/* ---- Where they begin. */

/* The first record from a time on; where there is none, the end. */
static enum status ask_for_time(struct kafka_consumer *consumer, rd_kafka_topic_partition_t *partition, clock_ms time)
{
	int64_t low, high;
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, partition->topic, partition->partition)->offset = time;
	rd_kafka_resp_err_t error = time == CLOCK_ABSENT ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_offsets_for_times(consumer->handle, list, ANSWER_MS);
	int64_t found = time == CLOCK_ABSENT ? RD_KAFKA_OFFSET_END : list->elems[0].offset;
	rd_kafka_topic_partition_list_destroy(list);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR && found < 0) {
		error = rd_kafka_query_watermark_offsets(consumer->handle, partition->topic, partition->partition, &low, &high, ANSWER_MS);
		found = high;
	}
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_MORE;
	partition->offset = found;
	return STATUS_OK;
}

static enum status ask_for_beginning(struct kafka_consumer *consumer, rd_kafka_topic_partition_t *partition)
{
	int64_t high;
	rd_kafka_resp_err_t error =
		rd_kafka_query_watermark_offsets(consumer->handle, partition->topic, partition->partition, &partition->offset, &high, ANSWER_MS);
	return error == RD_KAFKA_RESP_ERR_NO_ERROR ? STATUS_OK : STATUS_MORE;
}

enum status kafka_inputs_begin(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list)
{
	const struct settings *settings = consumer->settings;
	enum status status = STATUS_OK;
	for (int i = 0; status == STATUS_OK && i < list->cnt; i++) {
		rd_kafka_topic_partition_t *one = &list->elems[i];
		bool committed = one->offset >= 0 && (!settings->dry_run || settings->start.kind == START_COMMITTED);
		if (committed)
			continue;
		one->offset = RD_KAFKA_OFFSET_INVALID;
		switch (settings->start.kind) {
		case START_EARLIEST:
			if (settings->stage == STAGE_SKETCH) /* a note stands beside each offset from the start */
				status = ask_for_beginning(consumer, one);
			break;
		case START_COMMITTED:
			log_error("%s[%" PRId32 "]: the group %s has read nothing of it, and --from committed only goes on from where it has read to",
			          one->topic, one->partition, settings->group);
			return STATUS_FATAL;
		case START_LATEST:
		case START_TIME:
			status = ask_for_time(consumer, one, settings->start.kind == START_TIME ? settings->start.time : CLOCK_ABSENT);
			consumer->begins_anew = true;
			break;
		}
	}
	return status;
}
