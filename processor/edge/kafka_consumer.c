#include "kafka_consumer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "grow.h"
#include "hash.h"
#include "kafka_group.h"
#include "kafka_merge.h"
#include "log.h"

#define HEADERS_BLOCK_BYTES ((size_t)64 << 10)
#define NAMES_BLOCK_BYTES ((size_t)4096)
#define HEARTBEATS_A_SESSION 4
#define FUTURE_MS_MAX (600 * CLOCK_SECOND) /* clocks differ; a record from farther ahead would close stories */

/* No other process of the group may have it, on whichever machine. */
static void name_instance(struct kafka_consumer *consumer)
{
	struct timespec now;
	char seed[sizeof now + sizeof(pid_t) + 256] = { 0 };
	pid_t process = getpid();
	clock_gettime(CLOCK_REALTIME, &now);
	memcpy(seed, &now, sizeof now);
	memcpy(seed + sizeof now, &process, sizeof process);
	gethostname(seed + sizeof now + sizeof process, 255);
	id_print(hash_bytes(bytes_of(seed, sizeof seed)), consumer->instance);
}

enum status kafka_consumer_open(struct kafka_consumer *consumer, const struct settings *settings, bool embedded)
{
	char session[32], heartbeat[32], refresh[32], group[512], client[64];
	const char *group_name = settings->stage == STAGE_SKETCH ? settings->input_group : settings->group;
	*consumer = (struct kafka_consumer){ .settings = settings, .trouble = { .brokers_up = -1 } };
	name_instance(consumer);
	/* The broker makes a member's id of this name, and the assignment goes by the order of the ids: so the token stays with the
	 * instance that is the longest there, and nobody who joins takes it away. */
	snprintf(client, sizeof client, "parallax-%013" PRIx64, (uint64_t)kafka_wall_clock());
	/* A dry run is a group of its own, which commits nothing and takes nothing from the one that works. */
	snprintf(group, sizeof group, settings->dry_run ? "%s-dry-run-%s" : "%s", group_name, consumer->instance);
	snprintf(session, sizeof session, "%" PRId64, settings->session_timeout_ms);
	snprintf(refresh, sizeof refresh, "%" PRId64, settings->input_refresh_ms);
	snprintf(heartbeat, sizeof heartbeat, "%" PRId64, settings->session_timeout_ms / HEARTBEATS_A_SESSION);
	const struct kafka_pair pairs[] = {
		{ "client.id", client },
		{ "session.timeout.ms", session },
		{ "heartbeat.interval.ms", heartbeat },
		/* The cooperative strategies of librdkafka before 2.10 lose and double assignments. */
		{ "partition.assignment.strategy", "range" },
		/* In the sketch stage the group takes in new partitions, and topics that a pattern fits. */
		{ "topic.metadata.refresh.interval.ms", refresh },
		/* As much waits besides to be taken in order: kafka_merge.c. */
		{ "queued.max.messages.kbytes", "16384" },
		/* The embedded broker looks for new records only when a fetch has waited this long. */
		{ "fetch.wait.max.ms", embedded ? "10" : "100" },
		/* By themselves they tell whether a broker is connected: kafka_trouble.brokers_up. */
		{ "statistics.interval.ms", settings->admin_listen[0] != 0 ? "1000" : "0" },
	};
	arena_init(&consumer->headers, HEADERS_BLOCK_BYTES);
	arena_init(&consumer->names, NAMES_BLOCK_BYTES);
	snprintf(consumer->note, sizeof consumer->note, "%s", consumer->instance);
	rd_kafka_conf_t *conf = kafka_reader_conf_new(settings, group, pairs, sizeof pairs / sizeof pairs[0], consumer);
	if (conf != NULL)
		rd_kafka_conf_set_rebalance_cb(conf, kafka_group_changed);
	consumer->handle = kafka_handle_new(RD_KAFKA_CONSUMER, conf);
	if (consumer->handle == NULL)
		return STATUS_FATAL;
	rd_kafka_poll_set_consumer(consumer->handle);
	if (settings->dry_run) {
		const struct kafka_pair one = { "group.id", group_name };
		consumer->offsets_of = kafka_handle_new(RD_KAFKA_CONSUMER, kafka_conf_new(settings, &one, 1, consumer));
		if (consumer->offsets_of == NULL)
			return STATUS_FATAL;
	}
	return kafka_group_join(consumer);
}

static void drop_messages(rd_kafka_message_t **messages, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		rd_kafka_message_destroy(messages[i]);
}

void kafka_consumer_close(struct kafka_consumer *consumer)
{
	if (consumer->handle != NULL) {
		/* Closing waits until the token has been handed back, and a batch would keep it. */
		kafka_consumer_forget(consumer);
		rd_kafka_consumer_close(consumer->handle);
		rd_kafka_destroy(consumer->handle);
	}
	if (consumer->offsets_of != NULL)
		rd_kafka_destroy(consumer->offsets_of);
	if (consumer->given != NULL)
		rd_kafka_topic_partition_list_destroy(consumer->given);
	free(consumer->held);
	free(consumer->partitions);
	arena_free(&consumer->headers);
	arena_free(&consumer->names);
	*consumer = (struct kafka_consumer){ .handle = NULL };
}

/* ---- Records. */

struct kafka_partition *kafka_consumer_partition(struct kafka_consumer *consumer, const char *topic, int32_t partition)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (consumer->partitions[i].partition == partition && strcmp(consumer->partitions[i].topic, topic) == 0)
			return &consumer->partitions[i];
	return NULL;
}

static clock_ms timestamp_of(struct kafka_consumer *consumer, const rd_kafka_message_t *message)
{
	rd_kafka_timestamp_type_t type;
	int64_t timestamp = rd_kafka_message_timestamp(message, &type);
	clock_ms now = kafka_wall_clock();
	if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE || timestamp < 0)
		return now;
	if (timestamp <= now + FUTURE_MS_MAX)
		return timestamp;
	consumer->clamped++;
	return now;
}

static void read_headers(struct kafka_consumer *consumer, const rd_kafka_message_t *message, struct input_message *ret_message)
{
	rd_kafka_headers_t *headers;
	if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR)
		return;
	size_t count = rd_kafka_header_cnt(headers);
	struct header *items = arena_take(&consumer->headers, (count + 1) * sizeof *items);
	for (size_t i = 0; i < count; i++) {
		const char *name;
		const void *value;
		size_t length;
		if (rd_kafka_header_get_all(headers, i, &name, &value, &length) != RD_KAFKA_RESP_ERR_NO_ERROR)
			break;
		items[ret_message->headers_count++] = (struct header){ bytes_of_string(name), bytes_of(value, length) };
	}
	ret_message->headers = items;
}

/* A record is the batch's now. False, and it is dropped, when it is one from behind the time until which records are taken. */
static bool accept_message(struct kafka_consumer *consumer, struct kafka_partition *partition, rd_kafka_message_t *message, clock_ms time,
                           struct input_message *ret_message)
{
	const struct start_time *until = &consumer->settings->end;
	partition->over = partition->over || (until->kind == START_TIME && rd_kafka_message_timestamp(message, NULL) >= until->time);
	if (partition->over) {
		partition->at_end = true;
		rd_kafka_message_destroy(message);
		return false;
	}
	partition->next = message->offset + 1;
	GROW(consumer->held, consumer->held_count, consumer->held_capacity);
	consumer->held[consumer->held_count++] = message;
	consumer->held_bytes += message->len + message->key_len;
	*ret_message = (struct input_message){
		.at = { bytes_of_string(partition->topic), message->partition, message->offset },
		.timestamp = time,
		.key = bytes_of(message->key, message->key_len),
		.value = bytes_of(message->payload, message->len),
	};
	read_headers(consumer, message, ret_message);
	return true;
}

static bool reads(const struct kafka_consumer *consumer)
{
	return consumer->token == TOKEN_HELD || consumer->token == TOKEN_RECALLED;
}

/* An event that is no record: the end of a partition, or an error. */
static void take_event(struct kafka_consumer *consumer, const rd_kafka_message_t *event)
{
	struct kafka_partition *partition =
		event->rkt == NULL ? NULL : kafka_consumer_partition(consumer, rd_kafka_topic_name(event->rkt), event->partition);
	char fatal[512];
	switch (event->err) {
	case RD_KAFKA_RESP_ERR__PARTITION_EOF:
		if (partition != NULL)
			partition->at_end = true;
		return;
	case RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET:
		log_error("%s[%" PRId32 "]: the record to go on with is not there (%s); nothing is skipped by itself: see that the topic is the "
		          "right one, then set the group's offsets with Kafka's own tool, or begin anew with another --group",
		          event->rkt == NULL ? "an input" : rd_kafka_topic_name(event->rkt), event->partition, rd_kafka_message_errstr(event));
		consumer->hopeless = true;
		return;
	case RD_KAFKA_RESP_ERR__FATAL:
		log_error("the Kafka client cannot go on: %s", rd_kafka_fatal_error(consumer->handle, fatal, sizeof fatal) == 0 ? "" : fatal);
		consumer->hopeless = true;
		return;
	case RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART: /* of a topic made a moment ago */
		log_warning("Kafka: %s", rd_kafka_message_errstr(event));
		return;
	default:
		consumer->hopeless = kafka_error_is_permanent(event->err);
		if (consumer->hopeless)
			log_error("Kafka: %s%s", rd_kafka_message_errstr(event), kafka_advice(event->err));
		else
			log_warning("Kafka: %s", rd_kafka_message_errstr(event));
	}
}

/* The next record or NULL; events on the way are taken. */
static rd_kafka_message_t *next_message(struct kafka_consumer *consumer, int timeout_ms)
{
	rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer->handle, timeout_ms);
	while (message != NULL && message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
		take_event(consumer, message);
		rd_kafka_message_destroy(message);
		message = rd_kafka_consumer_poll(consumer->handle, 0);
	}
	/* Fetched for an assignment that has just been taken away: whoever gets it reads this again. */
	if (message != NULL && !reads(consumer)) {
		rd_kafka_message_destroy(message);
		message = NULL;
	}
	return message;
}

static void set_paused(struct kafka_consumer *consumer, bool paused)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)consumer->partitions_count);
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		rd_kafka_topic_partition_list_add(list, consumer->partitions[i].topic, consumer->partitions[i].partition);
	if (paused)
		rd_kafka_pause_partitions(consumer->handle, list);
	else
		rd_kafka_resume_partitions(consumer->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
	consumer->paused = paused;
}

void kafka_consumer_serve(struct kafka_consumer *consumer, int timeout_ms)
{
	if (consumer->token == TOKEN_HELD && !consumer->paused)
		set_paused(consumer, true);
	rd_kafka_message_t *message = next_message(consumer, timeout_ms);
	if (message != NULL)
		kafka_merge_keep(consumer, message, timestamp_of(consumer, message));
}

/* Takes in what has come; waits for something only when nothing has. True when something came. */
static bool take_in(struct kafka_consumer *consumer, int timeout_ms)
{
	bool came = false;
	rd_kafka_message_t *message;
	while (kafka_merge_has_room(consumer) && (message = next_message(consumer, came ? 0 : timeout_ms)) != NULL) {
		kafka_merge_keep(consumer, message, timestamp_of(consumer, message));
		came = true;
	}
	return came;
}

enum status kafka_consumer_poll(struct kafka_consumer *consumer, int timeout_ms, struct input_message *ret_message)
{
	struct kafka_partition *partition;
	clock_ms time;
	if (consumer->paused && consumer->token == TOKEN_HELD)
		set_paused(consumer, false);
	take_in(consumer, 0);
	for (;;) {
		if (consumer->hopeless)
			return STATUS_FATAL;
		if (!reads(consumer))
			return STATUS_MORE;
		rd_kafka_message_t *message = kafka_merge_take(consumer, &time, &partition);
		if (message != NULL && accept_message(consumer, partition, message, time, ret_message))
			return STATUS_OK;
		if (message == NULL && !take_in(consumer, timeout_ms))
			return consumer->hopeless ? STATUS_FATAL : STATUS_MORE;
	}
}

/* ---- Ends. */

void kafka_consumer_release(struct kafka_consumer *consumer)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		consumer->partitions[i].done = consumer->partitions[i].next;
	drop_messages(consumer->held, 0, consumer->held_count);
	consumer->held_count = 0;
	consumer->held_bytes = 0;
	consumer->in_batch = false;
	arena_rewind(&consumer->headers, (struct arena_mark){ NULL, 0 });
	if (consumer->token == TOKEN_RECALLED)
		kafka_consumer_rejoin(consumer);
}

void kafka_consumer_forget(struct kafka_consumer *consumer)
{
	kafka_consumer_release(consumer);
	kafka_merge_drop(consumer);
	consumer->partitions_count = 0;
	consumer->has_state = consumer->restored = consumer->dethroned = false;
}

bool kafka_consumer_at_end(const struct kafka_consumer *consumer)
{
	if (consumer->token != TOKEN_HELD)
		return false;
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (!kafka_merge_is_at_end(&consumer->partitions[i]))
			return false;
	return true;
}

bool kafka_consumer_has_passed(const struct kafka_consumer *consumer, int64_t records)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++) {
		const struct kafka_partition *partition = &consumer->partitions[i];
		if (!kafka_merge_is_at_end(partition) && (partition->next < 0 || partition->next - (partition->first < 0 ? 0 : partition->first) < records))
			return false;
	}
	return true;
}

bool kafka_consumer_is_over(const struct kafka_consumer *consumer)
{
	const struct start_time *until = &consumer->settings->end;
	if (until->kind != START_TIME || consumer->token != TOKEN_HELD)
		return false;
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (!consumer->partitions[i].over && !(kafka_merge_is_at_end(&consumer->partitions[i]) && kafka_wall_clock() >= until->time))
			return false;
	return true;
}

int64_t kafka_consumer_lag_of(const struct kafka_consumer *consumer, const struct kafka_partition *partition)
{
	int64_t low, high;
	if (kafka_merge_is_at_end(partition) || rd_kafka_get_watermark_offsets(consumer->handle, partition->topic, partition->partition, &low, &high) !=
	                                 RD_KAFKA_RESP_ERR_NO_ERROR)
		return 0;
	int64_t from = partition->next > low ? partition->next : low;
	return high > from ? high - from : 0;
}

int64_t kafka_consumer_lag(const struct kafka_consumer *consumer)
{
	int64_t lag = 0;
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		lag += kafka_consumer_lag_of(consumer, &consumer->partitions[i]);
	return lag;
}

uint64_t kafka_consumer_queued(const struct kafka_consumer *consumer)
{
	rd_kafka_queue_t *queue = consumer->handle == NULL ? NULL : rd_kafka_queue_get_consumer(consumer->handle);
	uint64_t queued = queue == NULL ? 0 : rd_kafka_queue_length(queue);
	if (queue != NULL)
		rd_kafka_queue_destroy(queue);
	return queued + consumer->waiting_count;
}
