#include "kafka_topics.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "kafka_topic_settings.h"
#include "log.h"

#define RDKAFKA_BYTES_MAX 1000000000
#define ANSWER_MS 5000      /* how long the brokers may take to say anything */
#define MAKING_MS 15000     /* and to make topics */
#define SIGHT_TRIES 50      /* made topics are looked for so often, */
#define SIGHT_WAIT_US 100000 /* so far apart */

/* How each topic is made. What is compacted keeps the last record of each key for ever. */
struct topic_rule {
	bool compact;
	bool one_partition;
};

static const struct topic_rule rules[TOPIC_COUNT] = {
	[TOPIC_STORIES] = { .compact = true },
	[TOPIC_STORY_EVENTS] = { .compact = false },
	[TOPIC_DISCREPANCIES] = { .compact = false },
	[TOPIC_DEADLETTER] = { .compact = false },
	[TOPIC_SKETCHES] = { .compact = false },
	[TOPIC_CHANGELOG] = { .compact = true, .one_partition = true },
};

#define CHANGELOG_BYTES_MORE ((int64_t)1 << 20)

int64_t kafka_topics_bytes_max(const struct settings *settings, enum topic topic)
{
	int64_t bytes = settings->message_bytes_max > settings->article_bytes_max ? settings->message_bytes_max : settings->article_bytes_max;
	if (topic != TOPIC_CHANGELOG)
		return settings->message_bytes_max;
	return bytes < RDKAFKA_BYTES_MAX - CHANGELOG_BYTES_MORE ? bytes + CHANGELOG_BYTES_MORE : RDKAFKA_BYTES_MAX;
}

uint32_t kafka_topics_plan(const struct settings *settings, struct kafka_topic_plan ret_plan[KAFKA_TOPICS_MAX])
{
	uint32_t count = 0;
	int partitions = (int)settings->create_partitions;
	int64_t retention_ms = settings->create_retention_hours * CLOCK_HOUR;
	for (uint32_t i = 0; i < settings->inputs_count; i++)
		if (!settings_input_is_pattern(settings->inputs[i]))
			ret_plan[count++] = (struct kafka_topic_plan){ settings->inputs[i], partitions, "delete", retention_ms, 0,
				                               settings->message_bytes_max };
	for (enum topic topic = 0; topic < TOPIC_COUNT; topic++)
		ret_plan[count++] = (struct kafka_topic_plan){ settings->topics[topic], rules[topic].one_partition ? 1 : partitions,
			                                       rules[topic].compact ? "compact" : "delete",
			                                       rules[topic].compact ? -1 : retention_ms,
			                                       topic == TOPIC_CHANGELOG ? CHANGELOG_COMPACTION_LAG_MS : 0,
			                                       kafka_topics_bytes_max(settings, topic) };
	return count;
}

/* ---- What is there. */

static const rd_kafka_metadata_topic_t *find(const rd_kafka_metadata_t *metadata, const char *name)
{
	for (int i = 0; i < metadata->topic_cnt; i++)
		if (strcmp(metadata->topics[i].topic, name) == 0 && metadata->topics[i].err != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART)
			return &metadata->topics[i];
	return NULL;
}

static bool has_leaders(const rd_kafka_metadata_topic_t *topic)
{
	if (topic->err != RD_KAFKA_RESP_ERR_NO_ERROR || topic->partition_cnt == 0)
		return false;
	for (int i = 0; i < topic->partition_cnt; i++)
		if (topic->partitions[i].leader < 0)
			return false;
	return true;
}

/* All of the cluster's topics are asked for: to ask for one by name would make it on brokers that make topics by themselves. */
static enum status ask(rd_kafka_t *handle, const struct settings *settings, const struct kafka_trouble *trouble,
                       const rd_kafka_metadata_t **ret_metadata)
{
	rd_kafka_resp_err_t error = rd_kafka_metadata(handle, 1, NULL, ret_metadata, ANSWER_MS);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_OK;
	while (rd_kafka_poll(handle, 0) > 0)
		; /* the errors that tell why */
	log_error("no answer from the brokers at %s within %d seconds (%s)%s", settings->brokers, ANSWER_MS / 1000,
	          trouble->words[0] != 0 ? trouble->words : rd_kafka_err2str(error), kafka_advice(trouble->code));
	return STATUS_FATAL;
}

static uint32_t list_missing(const rd_kafka_metadata_t *metadata, const struct kafka_topic_plan *plan, uint32_t plan_count,
                             struct kafka_topic_plan *ret_missing)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < plan_count; i++)
		if (find(metadata, plan[i].name) == NULL)
			ret_missing[count++] = plan[i];
	return count;
}

static enum status tell_missing(const struct settings *settings, const struct kafka_topic_plan *missing, uint32_t count,
                                const char *command)
{
	char names[2048] = "";
	for (uint32_t i = 0; i < count; i++)
		snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i == 0 ? "" : ", ", missing[i].name);
	log_error("not on %s, or not to be seen by this user: %s", settings->brokers, names);
	log_error("to make what is missing, with its partitions and clean-up policy: %s --create-topics", command);
	return STATUS_FATAL;
}

/* ---- Making them. */

static rd_kafka_NewTopic_t *plan_topic(const struct kafka_topic_plan *plan, const struct settings *settings)
{
	char words[256], number[32];
	rd_kafka_NewTopic_t *topic = rd_kafka_NewTopic_new(plan->name, plan->partitions, (int)settings->create_replication, words, sizeof words);
	if (topic == NULL) {
		log_error("%s: %s", plan->name, words);
		return NULL;
	}
	snprintf(number, sizeof number, "%" PRId64, plan->retention_ms);
	rd_kafka_NewTopic_set_config(topic, "cleanup.policy", plan->cleanup_policy);
	rd_kafka_NewTopic_set_config(topic, "retention.ms", number);
	snprintf(number, sizeof number, "%" PRId64, plan->bytes_max + KAFKA_FRAME_BYTES);
	rd_kafka_NewTopic_set_config(topic, "max.message.bytes", number);
	snprintf(number, sizeof number, "%" PRId64, plan->compaction_lag_ms);
	if (plan->compaction_lag_ms > 0)
		rd_kafka_NewTopic_set_config(topic, "min.compaction.lag.ms", number);
	return topic;
}

static enum status read_results(rd_kafka_event_t *event)
{
	size_t count;
	enum status status = STATUS_OK;
	if (event == NULL || rd_kafka_event_error(event) != RD_KAFKA_RESP_ERR_NO_ERROR) {
		log_error("the topics could not be made: %s%s", event == NULL ? "no answer in time" : rd_kafka_event_error_string(event),
		          event == NULL ? "" : kafka_advice(rd_kafka_event_error(event)));
		return STATUS_FATAL;
	}
	const rd_kafka_topic_result_t **results = rd_kafka_CreateTopics_result_topics(rd_kafka_event_CreateTopics_result(event), &count);
	for (size_t i = 0; i < count; i++) {
		rd_kafka_resp_err_t error = rd_kafka_topic_result_error(results[i]);
		/* Another instance may have been quicker. */
		if (error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
			continue;
		const char *words = rd_kafka_topic_result_error_string(results[i]);
		log_error("the topic %s could not be made: %s", rd_kafka_topic_result_name(results[i]), words != NULL ? words : rd_kafka_err2str(error));
		status = STATUS_FATAL;
	}
	return status;
}

static enum status make(rd_kafka_t *handle, const struct settings *settings, const struct kafka_topic_plan *missing, uint32_t count)
{
	rd_kafka_NewTopic_t *topics[KAFKA_TOPICS_MAX];
	char words[256];
	for (uint32_t i = 0; i < count; i++) {
		topics[i] = plan_topic(&missing[i], settings);
		if (topics[i] == NULL) {
			rd_kafka_NewTopic_destroy_array(topics, i);
			return STATUS_FATAL;
		}
	}
	rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(handle, RD_KAFKA_ADMIN_OP_CREATETOPICS);
	rd_kafka_queue_t *queue = rd_kafka_queue_new(handle);
	rd_kafka_AdminOptions_set_operation_timeout(options, MAKING_MS / 2, words, sizeof words);
	rd_kafka_AdminOptions_set_request_timeout(options, MAKING_MS, words, sizeof words);
	rd_kafka_CreateTopics(handle, topics, count, options, queue);
	rd_kafka_event_t *event = rd_kafka_queue_poll(queue, MAKING_MS + 1000);
	enum status status = read_results(event);
	if (event != NULL)
		rd_kafka_event_destroy(event);
	rd_kafka_queue_destroy(queue);
	rd_kafka_AdminOptions_destroy(options);
	rd_kafka_NewTopic_destroy_array(topics, count);
	for (uint32_t i = 0; status == STATUS_OK && i < count; i++)
		log_info("made the topic %s: %d partition%s, cleanup.policy=%s", missing[i].name, missing[i].partitions,
		         missing[i].partitions == 1 ? "" : "s", missing[i].cleanup_policy);
	return status;
}

/* A topic that was just made has no leader for a moment. */
static enum status wait_for_leaders(rd_kafka_t *handle, const struct settings *settings, const struct kafka_trouble *trouble,
                                    const struct kafka_topic_plan *plan, uint32_t plan_count)
{
	const char *last = "";
	for (int i = 0; i < SIGHT_TRIES; i++) {
		const rd_kafka_metadata_t *metadata;
		uint32_t seen = 0;
		if (ask(handle, settings, trouble, &metadata) != STATUS_OK)
			return STATUS_FATAL;
		for (uint32_t k = 0; k < plan_count; k++) {
			const rd_kafka_metadata_topic_t *topic = find(metadata, plan[k].name);
			if (topic != NULL && has_leaders(topic))
				seen++;
			else
				last = plan[k].name;
		}
		rd_kafka_metadata_destroy(metadata);
		if (seen == plan_count)
			return STATUS_OK;
		usleep(SIGHT_WAIT_US);
	}
	log_error("the topic %s is there, but a partition of it has no leader: are all brokers up?", last);
	return STATUS_FATAL;
}

/* ---- Whether they are as they must be. */

static enum status check_partitions(const rd_kafka_metadata_t *metadata, const struct settings *settings)
{
	const rd_kafka_metadata_topic_t *changelog = find(metadata, settings->topics[TOPIC_CHANGELOG]);
	const rd_kafka_metadata_topic_t *sketches = find(metadata, settings->topics[TOPIC_SKETCHES]);
	if (changelog == NULL || sketches == NULL) {
		log_error("a topic was deleted while we looked at it");
		return STATUS_FATAL;
	}
	if (changelog->partition_cnt != 1) {
		log_error("the topic %s has %d partitions and must have one: whoever is given it owns the state; delete it and run with "
		          "--create-topics, or name another with --topic-changelog", changelog->topic, changelog->partition_cnt);
		return STATUS_FATAL;
	}
	for (uint32_t i = 0; i < settings->inputs_count; i++) {
		const rd_kafka_metadata_topic_t *input = find(metadata, settings->inputs[i]);
		if (input == NULL || input->partition_cnt <= sketches->partition_cnt)
			continue;
		log_error("the topic %s has %d partitions, %s only %d: a sketch goes to the partition of its article; add partitions to it",
		          input->topic, input->partition_cnt, sketches->topic, sketches->partition_cnt);
		return STATUS_FATAL;
	}
	return STATUS_OK;
}

static enum status prepare(rd_kafka_t *handle, const struct settings *settings, const struct kafka_trouble *trouble, const char *command)
{
	struct kafka_topic_plan plan[KAFKA_TOPICS_MAX], missing[KAFKA_TOPICS_MAX];
	const rd_kafka_metadata_t *metadata;
	uint32_t plan_count = kafka_topics_plan(settings, plan);
	enum status status = ask(handle, settings, trouble, &metadata);
	if (status != STATUS_OK)
		return status;
	uint32_t missing_count = list_missing(metadata, plan, plan_count, missing);
	rd_kafka_metadata_destroy(metadata);
	if (missing_count > 0 && !settings->create_topics)
		return tell_missing(settings, missing, missing_count, command);
	if (missing_count > 0)
		status = make(handle, settings, missing, missing_count);
	if (status == STATUS_OK)
		status = wait_for_leaders(handle, settings, trouble, plan, plan_count);
	if (status == STATUS_OK)
		status = ask(handle, settings, trouble, &metadata);
	if (status != STATUS_OK)
		return status;
	status = check_partitions(metadata, settings);
	rd_kafka_metadata_destroy(metadata);
	return status == STATUS_OK ? kafka_topic_settings_check(handle, settings) : status;
}

enum status kafka_topics_prepare(const struct settings *settings, const char *command)
{
	struct kafka_trouble trouble = { .quiet = true };
	rd_kafka_t *handle = kafka_handle_new(RD_KAFKA_PRODUCER, kafka_conf_new(settings, NULL, 0, &trouble));
	if (handle == NULL)
		return STATUS_FATAL;
	enum status status = prepare(handle, settings, &trouble, command);
	rd_kafka_destroy(handle);
	return status;
}
