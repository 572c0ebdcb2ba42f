#include "kafka_topic_settings.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "kafka_topics.h"
#include "log.h"

#define ANSWER_MS 5000

/* The value of one of a topic's settings; NULL when the broker did not tell. */
static const char *value_of(const rd_kafka_ConfigResource_t *topic, const char *name)
{
	size_t count;
	const rd_kafka_ConfigEntry_t **entries = rd_kafka_ConfigResource_configs(topic, &count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rd_kafka_ConfigEntry_name(entries[i]), name) == 0)
			return rd_kafka_ConfigEntry_value(entries[i]);
	return NULL;
}

static bool number_of(const rd_kafka_ConfigResource_t *topic, const char *name, int64_t *ret_number)
{
	const char *value = value_of(topic, name);
	*ret_number = value == NULL ? 0 : strtoll(value, NULL, 10);
	return value != NULL;
}

/* The words that come last in each line: how it is mended. */
#define MEND "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s"

static enum status check_changelog(const rd_kafka_ConfigResource_t *topic, const struct settings *settings)
{
	const char *name = rd_kafka_ConfigResource_name(topic), *policy = value_of(topic, "cleanup.policy");
	int64_t lag;
	char setting[64];
	if (policy != NULL && strcmp(policy, "compact") != 0) {
		log_error("the topic %s has cleanup.policy=%s and must have compact: the broker would delete what the state is restored from; "
		          "mend it: " MEND, name, policy, settings->brokers, name, "cleanup.policy=compact");
		return STATUS_FATAL;
	}
	if (settings->guarantee == GUARANTEE_AT_LEAST_ONCE && number_of(topic, "min.compaction.lag.ms", &lag) && lag < CHANGELOG_COMPACTION_LAG_MS) {
		snprintf(setting, sizeof setting, "min.compaction.lag.ms=%" PRId64, (int64_t)CHANGELOG_COMPACTION_LAG_MS);
		log_warning("the topic %s has min.compaction.lag.ms=%" PRId64 ": without transactions a batch that was cut off by a crash can be "
		            "taken back only while what it wrote over is there; mend it: " MEND, name, lag, settings->brokers, name, setting);
	}
	return STATUS_OK;
}

static void check_stories(const rd_kafka_ConfigResource_t *topic, const struct settings *settings)
{
	const char *name = rd_kafka_ConfigResource_name(topic), *policy = value_of(topic, "cleanup.policy");
	if (policy != NULL && strstr(policy, "compact") == NULL)
		log_warning("the topic %s has cleanup.policy=%s: the value of a story that does not change is deleted with time; mend it: " MEND, name,
		            policy, settings->brokers, name, "cleanup.policy=compact");
}

static void check_bytes(const rd_kafka_ConfigResource_t *topic, const struct settings *settings, int64_t bytes_max)
{
	const char *name = rd_kafka_ConfigResource_name(topic);
	int64_t allowed;
	char setting[64];
	if (!number_of(topic, "max.message.bytes", &allowed) || allowed >= bytes_max)
		return;
	snprintf(setting, sizeof setting, "max.message.bytes=%" PRId64, bytes_max + KAFKA_FRAME_BYTES);
	log_warning("the topic %s takes records of %" PRId64 " bytes and may get some of %" PRId64 ", on which the work would stop; mend it: " MEND
	            ", or lower message.bytes.max and article.bytes.max", name, allowed, bytes_max, settings->brokers, name, setting);
}

static enum status check_one(const rd_kafka_ConfigResource_t *topic, const struct settings *settings)
{
	const char *name = rd_kafka_ConfigResource_name(topic);
	enum topic which = settings_topic_of(settings, name);
	if (which == TOPIC_COUNT)
		return STATUS_OK;
	check_bytes(topic, settings, kafka_topics_bytes_max(settings, which));
	if (which == TOPIC_STORIES)
		check_stories(topic, settings);
	return which == TOPIC_CHANGELOG ? check_changelog(topic, settings) : STATUS_OK;
}

static enum status check_answer(rd_kafka_event_t *event, const struct settings *settings)
{
	size_t count;
	enum status status = STATUS_OK;
	if (event == NULL || rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
		log_debug("the settings of the topics are not checked: %s", event == NULL ? "no answer in time" : rd_kafka_event_error_string(event));
		return STATUS_OK;
	}
	const rd_kafka_ConfigResource_t **topics = rd_kafka_DescribeConfigs_result_resources(rd_kafka_event_DescribeConfigs_result(event), &count);
	for (size_t i = 0; status == STATUS_OK && i < count; i++) {
		if (rd_kafka_ConfigResource_error(topics[i]) == RD_KAFKA_RESP_ERR_NO_ERROR)
			status = check_one(topics[i], settings);
		else
			log_debug("the settings of %s are not checked: %s", rd_kafka_ConfigResource_name(topics[i]),
			          rd_kafka_err2str(rd_kafka_ConfigResource_error(topics[i])));
	}
	return status;
}

enum status kafka_topic_settings_check(rd_kafka_t *handle, const struct settings *settings)
{
	rd_kafka_ConfigResource_t *topics[TOPIC_COUNT];
	char words[256];
	for (enum topic i = 0; i < TOPIC_COUNT; i++)
		topics[i] = rd_kafka_ConfigResource_new(RD_KAFKA_RESOURCE_TOPIC, settings->topics[i]);
	rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS);
	rd_kafka_queue_t *queue = rd_kafka_queue_new(handle);
	rd_kafka_AdminOptions_set_request_timeout(options, ANSWER_MS, words, sizeof words);
	rd_kafka_DescribeConfigs(handle, topics, TOPIC_COUNT, options, queue);
	rd_kafka_event_t *event = rd_kafka_queue_poll(queue, ANSWER_MS + 1000);
	enum status status = check_answer(event, settings);
	if (event != NULL)
		rd_kafka_event_destroy(event);
	rd_kafka_queue_destroy(queue);
	rd_kafka_AdminOptions_destroy(options);
	rd_kafka_ConfigResource_destroy_array(topics, TOPIC_COUNT);
	return status;
}
