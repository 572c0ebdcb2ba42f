#include "kafka_merge.h"

#include <inttypes.h>
#include <stdlib.h>

#include "grow.h"
#include "log.h"
#include "monotonic.h"

/* As much as librdkafka holds besides: kafka_consumer.c. */
#define WAITING_BYTES_MAX ((size_t)16 << 20)

static bool is_empty(const struct kafka_partition *partition)
{
	return partition->waiting_taken == partition->waiting_count;
}

bool kafka_merge_is_at_end(const struct kafka_partition *partition)
{
	return partition->at_end && is_empty(partition);
}

bool kafka_merge_has_room(const struct kafka_consumer *consumer)
{
	return consumer->waiting_bytes < WAITING_BYTES_MAX;
}

static void show_head(struct kafka_partition *partition)
{
	partition->merge.head = is_empty(partition) ? CLOCK_ABSENT : partition->waiting[partition->waiting_taken].order;
}

/* What was taken stands in front: it goes when it is half of all. */
static void make_room(struct kafka_partition *partition)
{
	if (partition->waiting_taken == 0 || partition->waiting_taken < partition->waiting_count / 2)
		return;
	partition->waiting_count -= partition->waiting_taken;
	memmove(partition->waiting, partition->waiting + partition->waiting_taken, partition->waiting_count * sizeof *partition->waiting);
	partition->waiting_taken = 0;
}

void kafka_merge_keep(struct kafka_consumer *consumer, rd_kafka_message_t *message, clock_ms time)
{
	struct kafka_partition *partition = kafka_consumer_partition(consumer, rd_kafka_topic_name(message->rkt), message->partition);
	if (partition == NULL || message->offset < partition->came) {
		rd_kafka_message_destroy(message);
		return;
	}
	make_room(partition);
	/* The order within a partition stays, whatever its times. */
	partition->order = time > partition->order ? time : partition->order;
	partition->came = message->offset + 1;
	partition->at_end = false;
	GROW(partition->waiting, partition->waiting_count, partition->waiting_capacity);
	partition->waiting[partition->waiting_count++] = (struct kafka_waiting){ message, time, partition->order };
	consumer->waiting_bytes += message->len + message->key_len;
	consumer->waiting_count++;
	show_head(partition);
}

/* ---- Which is next. */

static struct merge_partition *merge_at(void *context, uint32_t place)
{
	struct kafka_consumer *consumer = context;
	return &consumer->partitions[place].merge;
}

static bool has_more(void *context, uint32_t place)
{
	const struct kafka_consumer *consumer = context;
	const struct kafka_partition *partition = &consumer->partitions[place];
	int64_t low, high;
	if (partition->at_end || partition->over)
		return false;
	/* Before the first answer nothing is known of it: it may. */
	if (partition->next < 0 || rd_kafka_get_watermark_offsets(consumer->handle, partition->topic, partition->partition, &low, &high) !=
	                                   RD_KAFKA_RESP_ERR_NO_ERROR || high < 0)
		return true;
	return partition->next < high;
}

static void give_up(void *context, uint32_t place)
{
	const struct kafka_consumer *consumer = context;
	const struct kafka_partition *partition = &consumer->partitions[place];
	log_warning("%s[%" PRId32 "] has more records but lags: it was waited for for %" PRId64 " ms (merge.wait.ms); until it has caught up the other "
	            "partitions go on without it, and its records are taken as late ones", partition->topic, partition->partition,
	            consumer->settings->merge_wait_ms);
}

rd_kafka_message_t *kafka_merge_take(struct kafka_consumer *consumer, clock_ms *ret_time, struct kafka_partition **ret_partition)
{
	const struct settings *settings = consumer->settings;
	struct merge_view view = { merge_at, has_more, give_up, consumer, consumer->partitions_count };
	bool waits = settings->stage != STAGE_SKETCH && kafka_merge_has_room(consumer); /* sketches are put in order by who reads them */
	if (consumer->waiting_count == 0)
		return NULL;
	int place = merge_choose(&view, monotonic_ms(), waits ? settings->merge_wait_ms : 0);
	if (place < 0)
		return NULL;
	struct kafka_partition *partition = &consumer->partitions[place];
	const struct kafka_waiting *next = &partition->waiting[partition->waiting_taken++];
	consumer->waiting_bytes -= next->message->len + next->message->key_len;
	consumer->waiting_count--;
	partition->merge.latest = next->order;
	show_head(partition);
	*ret_time = next->time;
	*ret_partition = partition;
	return next->message;
}

void kafka_merge_drop(struct kafka_consumer *consumer)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++) {
		struct kafka_partition *partition = &consumer->partitions[i];
		for (uint32_t k = partition->waiting_taken; k < partition->waiting_count; k++)
			rd_kafka_message_destroy(partition->waiting[k].message);
		free(partition->waiting);
		partition->waiting = NULL;
		partition->waiting_count = partition->waiting_taken = partition->waiting_capacity = 0;
		partition->order = partition->merge.latest;
		partition->came = partition->next;
		show_head(partition);
	}
	consumer->waiting_bytes = 0;
	consumer->waiting_count = 0;
}
