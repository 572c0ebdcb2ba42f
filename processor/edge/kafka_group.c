#include "kafka_group.h"

#include <inttypes.h>
#include <stdio.h>

#include "grow.h"
#include "kafka_inputs.h"
#include "kafka_merge.h"
#include "kafka_trial.h"
#include "log.h"

#define ANSWER_MS 3000
#define TELL_MS (30 * CLOCK_SECOND)

static const char *token_topic(const struct kafka_consumer *consumer)
{
	return consumer->settings->topics[TOPIC_CHANGELOG];
}

enum status kafka_group_join(struct kafka_consumer *consumer)
{
	const struct settings *settings = consumer->settings;
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	for (uint32_t i = 0; settings->stage == STAGE_SKETCH && i < settings->inputs_count; i++)
		rd_kafka_topic_partition_list_add(list, settings->inputs[i], RD_KAFKA_PARTITION_UA);
	if (settings->stage != STAGE_SKETCH)
		rd_kafka_topic_partition_list_add(list, token_topic(consumer), RD_KAFKA_PARTITION_UA);
	rd_kafka_resp_err_t error = rd_kafka_subscribe(consumer->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_OK;
	log_error("cannot join the group %s: %s", consumer->settings->group, rd_kafka_err2str(error));
	return STATUS_FATAL;
}

/* ---- The rounds of the group. */

static void assign_nothing(struct kafka_consumer *consumer, bool as_member)
{
	rd_kafka_topic_partition_list_t *nothing = rd_kafka_topic_partition_list_new(0);
	rd_kafka_resp_err_t error = rd_kafka_assign(consumer->handle, as_member ? nothing : NULL);
	rd_kafka_topic_partition_list_destroy(nothing);
	if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
		log_warning("Kafka: %s", rd_kafka_err2str(error));
	consumer->paused = false;
}

static void round_ended(struct kafka_consumer *consumer, bool token_is_ours)
{
	/* The input partitions follow in kafka_consumer_start: that asks the broker, and a callback is no place to wait. */
	assign_nothing(consumer, true);
	if (token_is_ours) {
		consumer->token = TOKEN_GIVEN;
		return;
	}
	if (consumer->token != TOKEN_STANDBY)
		log_info("standing by: another instance of the group %s owns the state", consumer->settings->group);
	consumer->token = TOKEN_STANDBY;
	consumer->dethroned = consumer->has_state || consumer->restored;
}

/* The sketch stage: what was in hand is dropped by the port, the rest here. */
static void share_ended(struct kafka_consumer *consumer, const rd_kafka_topic_partition_list_t *share)
{
	bool busy = consumer->in_batch || consumer->held_count > 0;
	if (consumer->given != NULL)
		rd_kafka_topic_partition_list_destroy(consumer->given);
	consumer->given = rd_kafka_topic_partition_list_new(share->cnt + 1);
	for (int i = 0; i < share->cnt; i++)
		if (!kafka_inputs_is_passed_over(consumer->settings, share->elems[i].topic))
			rd_kafka_topic_partition_list_add(consumer->given, share->elems[i].topic, share->elems[i].partition);
	consumer->token = TOKEN_AWAY;
	if (!busy)
		kafka_consumer_forget(consumer);
	consumer->dethroned = busy;
	assign_nothing(consumer, true);
	consumer->token = consumer->given->cnt > 0 ? TOKEN_GIVEN : TOKEN_STANDBY;
	if (consumer->token == TOKEN_STANDBY)
		log_info("standing by: the other instances of the group %s have all partitions", consumer->settings->input_group);
}

static void round_begins(struct kafka_consumer *consumer, bool lost)
{
	consumer->rounds++;
	bool busy = consumer->in_batch || consumer->held_count > 0;
	if (lost)
		log_warning("the group %s has given up on this instance: no heartbeat went through within %" PRId64 " ms",
		            consumer->settings->group, consumer->settings->session_timeout_ms);
	if (!lost && busy && consumer->token == TOKEN_HELD) {
		consumer->token = TOKEN_RECALLED;
		return;
	}
	consumer->token = TOKEN_AWAY;
	assign_nothing(consumer, false);
}

void kafka_group_changed(rd_kafka_t *handle, rd_kafka_resp_err_t what, rd_kafka_topic_partition_list_t *partitions, void *opaque)
{
	struct kafka_consumer *consumer = opaque;
	if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS && consumer->settings->stage == STAGE_SKETCH)
		share_ended(consumer, partitions);
	else if (what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS)
		round_ended(consumer, partitions->cnt > 0);
	else
		round_begins(consumer, rd_kafka_assignment_lost(handle) != 0);
}

void kafka_consumer_rejoin(struct kafka_consumer *consumer)
{
	consumer->token = TOKEN_AWAY;
	assign_nothing(consumer, false);
}

/* ---- Where reading begins. */

/* The broker's word on a list; STATUS_MORE when it does not say now. */
static enum status ask_committed(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list)
{
	rd_kafka_resp_err_t error = rd_kafka_committed(consumer->offsets_of != NULL ? consumer->offsets_of : consumer->handle, list, ANSWER_MS);
	for (int i = 0; error == RD_KAFKA_RESP_ERR_NO_ERROR && i < list->cnt; i++)
		error = list->elems[i].err;
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_OK;
	if (kafka_error_is_permanent(error)) {
		log_error("the offsets of the group %s cannot be read: %s%s", consumer->settings->group, rd_kafka_err2str(error),
		          kafka_advice(error));
		return STATUS_FATAL;
	}
	if (consumer->told_at == 0)
		consumer->told_at = kafka_wall_clock();
	if (kafka_wall_clock() - consumer->told_at >= TELL_MS) {
		consumer->told_at = kafka_wall_clock();
		log_warning("the offsets of the group %s are not known yet: %s; where this goes on with a broker that answers, it has left a transaction "
		            "open that holds them: kafka-transactions.sh find-hanging", consumer->settings->group, rd_kafka_err2str(error));
	}
	return STATUS_MORE;
}

enum status kafka_consumer_transactions(struct kafka_consumer *consumer, int64_t *ret_transactions, bool *ret_ours)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(1);
	rd_kafka_topic_partition_list_add(list, token_topic(consumer), 0);
	enum status status = ask_committed(consumer, list);
	if (status == STATUS_OK) {
		const rd_kafka_topic_partition_t *token = &list->elems[0];
		*ret_transactions = token->offset < 0 ? 0 : token->offset;
		snprintf(consumer->found, sizeof consumer->found, "%.*s", (int)token->metadata_size, token->metadata_size > 0 ? (const char *)token->metadata : "");
		*ret_ours = strncmp(consumer->found, consumer->instance, strlen(consumer->instance)) == 0;
	}
	rd_kafka_topic_partition_list_destroy(list);
	return status;
}

/* Of the partitions of a share, the note that tells of the most trouble. */
static void find_note(struct kafka_consumer *consumer, const rd_kafka_topic_partition_list_t *share)
{
	uint32_t most = 0;
	consumer->found[0] = 0;
	for (int i = 0; i < share->cnt; i++) {
		char note[KAFKA_NOTE_SIZE];
		const rd_kafka_topic_partition_t *one = &share->elems[i];
		snprintf(note, sizeof note, "%.*s", (int)one->metadata_size, one->metadata_size > 0 ? (const char *)one->metadata : "");
		uint32_t starts = kafka_trial_starts(note, consumer->instance);
		if (starts > most)
			memcpy(consumer->found, note, sizeof note);
		most = starts > most ? starts : most;
	}
}

static void put_note(const struct kafka_consumer *consumer, rd_kafka_topic_partition_t *beside)
{
	beside->metadata = strdup(consumer->note); /* the list frees it */
	beside->metadata_size = strlen(consumer->note);
}

/* The rest of the share stays where it is; what stands beside it is renewed. */
static void put_notes(const struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list)
{
	for (uint32_t i = 0; i < consumer->partitions_count; i++) {
		const struct kafka_partition *partition = &consumer->partitions[i];
		if (partition->done >= 0 && rd_kafka_topic_partition_list_find(list, partition->topic, partition->partition) == NULL)
			rd_kafka_topic_partition_list_add(list, partition->topic, partition->partition)->offset = partition->done;
	}
	for (int i = 0; i < list->cnt; i++)
		put_note(consumer, &list->elems[i]);
}

rd_kafka_topic_partition_list_t *kafka_consumer_offsets(const struct kafka_consumer *consumer, const struct port_offset *offsets,
                                                        uint32_t offsets_count, int64_t transactions)
{
	char topic[512];
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)offsets_count + 1);
	for (uint32_t i = 0; i < offsets_count; i++) {
		snprintf(topic, sizeof topic, "%.*s", (int)offsets[i].topic.length, (const char *)offsets[i].topic.data);
		rd_kafka_topic_partition_list_add(list, topic, offsets[i].partition)->offset = offsets[i].next;
	}
	if (consumer->settings->stage == STAGE_SKETCH) {
		put_notes(consumer, list);
		return list;
	}
	rd_kafka_topic_partition_t *token = rd_kafka_topic_partition_list_add(list, token_topic(consumer), 0);
	token->offset = transactions;
	put_note(consumer, token);
	return list;
}

bool kafka_consumer_has_grown(struct kafka_consumer *consumer)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(8);
	enum status status = kafka_inputs_list(consumer, list);
	bool grown = status == STATUS_OK && list->cnt > 0;
	rd_kafka_topic_partition_list_destroy(list);
	return grown;
}

/* A committed offset must still be there: Kafka deletes old records whether they were read or not. */
static enum status check_there(struct kafka_consumer *consumer, const rd_kafka_topic_partition_t *committed)
{
	int64_t low, high;
	if (committed->offset < 0)
		return STATUS_OK;
	if (rd_kafka_query_watermark_offsets(consumer->handle, committed->topic, committed->partition, &low, &high, ANSWER_MS) !=
	    RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_MORE;
	if (committed->offset >= low && committed->offset <= high)
		return STATUS_OK;
	if (committed->offset < low)
		log_error("%s[%" PRId32 "]: the records %" PRId64 " to %" PRId64 " were deleted before this group read them; nothing is skipped by "
		          "itself: to go on without them, set the group's offset to %" PRId64 " with Kafka's own tool",
		          committed->topic, committed->partition, committed->offset, low - 1, low);
	else
		log_error("%s[%" PRId32 "]: this group has read up to %" PRId64 ", but the topic ends at %" PRId64 ": it is not the topic that it was; "
		          "choose another --group, or set the group's offset with Kafka's own tool",
		          committed->topic, committed->partition, committed->offset, high);
	return STATUS_FATAL;
}

static bool any_committed(const rd_kafka_topic_partition_list_t *list)
{
	for (int i = 0; i < list->cnt; i++)
		if (list->elems[i].offset >= 0)
			return true;
	return false;
}

/* A state that took articles as they came does not know which of the sketches it has, nor the other way round: a group that changed
 * its stage would answer everything again. */
static enum status check_stage(struct kafka_consumer *consumer, const rd_kafka_topic_partition_list_t *inputs)
{
	const struct settings *settings = consumer->settings;
	int64_t transactions = 0;
	bool ours, other = false;
	enum status status = STATUS_OK;
	if (settings->stage == STAGE_SKETCH)
		return STATUS_OK;
	if (settings->stage == STAGE_CLUSTER && !any_committed(inputs)) {
		status = kafka_consumer_transactions(consumer, &transactions, &ours);
		other = transactions > 0;
	} else if (settings->stage == STAGE_ALL) {
		rd_kafka_topic_partition_list_t *sketches = rd_kafka_topic_partition_list_new(inputs->cnt + 1);
		for (int i = 0; i < inputs->cnt; i++)
			if (rd_kafka_topic_partition_list_find(sketches, settings->topics[TOPIC_SKETCHES], inputs->elems[i].partition) == NULL)
				rd_kafka_topic_partition_list_add(sketches, settings->topics[TOPIC_SKETCHES], inputs->elems[i].partition);
		if (sketches->cnt > 0)
			status = ask_committed(consumer, sketches);
		other = any_committed(sketches);
		rd_kafka_topic_partition_list_destroy(sketches);
	}
	if (status != STATUS_OK || !other)
		return status;
	log_error("the group %s has worked with --stage %s and cannot go on with --stage %s: it would answer every article again; choose another "
	          "--group and --topic-prefix", settings->group, settings->stage == STAGE_ALL ? "cluster" : "all",
	          settings->stage == STAGE_ALL ? "all" : "cluster");
	return STATUS_FATAL;
}

static enum status find_beginnings(struct kafka_consumer *consumer, rd_kafka_topic_partition_list_t *list)
{
	enum status status = STATUS_OK;
	if (consumer->settings->stage != STAGE_SKETCH)
		status = kafka_inputs_list(consumer, list);
	for (int i = 0; consumer->settings->stage == STAGE_SKETCH && i < consumer->given->cnt; i++)
		rd_kafka_topic_partition_list_add(list, consumer->given->elems[i].topic, consumer->given->elems[i].partition);
	if (status == STATUS_OK && list->cnt > 0)
		status = ask_committed(consumer, list);
	if (status == STATUS_OK && consumer->settings->stage == STAGE_SKETCH)
		find_note(consumer, list);
	if (status == STATUS_OK && !consumer->has_state)
		status = check_stage(consumer, list);
	/* A partition that an input is given later is read from its beginning. */
	if (status == STATUS_OK && !consumer->has_state)
		status = kafka_inputs_begin(consumer, list);
	for (int i = 0; status == STATUS_OK && i < list->cnt; i++)
		status = check_there(consumer, &list->elems[i]);
	return status;
}

/* Returns how many records the group has read before. */
static int64_t keep_beginnings(struct kafka_consumer *consumer, const rd_kafka_topic_partition_list_t *list)
{
	int64_t before = 0;
	for (int i = 0; i < list->cnt; i++) {
		const rd_kafka_topic_partition_t *one = &list->elems[i];
		const char *topic = kafka_inputs_name(consumer, one->topic);
		GROW(consumer->partitions, consumer->partitions_count, consumer->partitions_capacity);
		consumer->partitions[consumer->partitions_count++] = (struct kafka_partition){
			.topic = topic,
			.partition = one->partition,
			.next = one->offset < 0 ? RD_KAFKA_OFFSET_BEGINNING : one->offset,
			.first = one->offset,
			.done = one->offset,
			.order = CLOCK_ABSENT,
			.merge = { .latest = CLOCK_ABSENT, .head = CLOCK_ABSENT },
		};
		before += one->offset < 0 ? 0 : one->offset;
	}
	return before;
}

static enum status assign_all(struct kafka_consumer *consumer)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new((int)consumer->partitions_count);
	kafka_merge_drop(consumer);
	for (uint32_t i = 0; i < consumer->partitions_count; i++) {
		struct kafka_partition *partition = &consumer->partitions[i];
		partition->at_end = false;
		rd_kafka_topic_partition_list_add(list, partition->topic, partition->partition)->offset = partition->next;
	}
	rd_kafka_resp_err_t error = rd_kafka_assign(consumer->handle, list);
	/* A partition that was paused when it was taken away is paused still when it comes back. */
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		rd_kafka_resume_partitions(consumer->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
	if (error == RD_KAFKA_RESP_ERR_NO_ERROR)
		return STATUS_OK;
	log_error("the input partitions cannot be assigned: %s", rd_kafka_err2str(error));
	return STATUS_FATAL;
}

static void tell_start(const struct kafka_consumer *consumer, int64_t read_before)
{
	const struct settings *settings = consumer->settings;
	if (settings->stage == STAGE_SKETCH) {
		log_info("this instance sketches %u partition%s of %s, as a member of the group %s", consumer->partitions_count,
		         consumer->partitions_count == 1 ? "" : "s", settings->input_topic, settings->input_group);
		return;
	}
	log_info("this instance owns the state of the group %s; it reads %u partition%s of %s", settings->group, consumer->partitions_count,
	         consumer->partitions_count == 1 ? "" : "s", settings->input_topic);
	if (read_before > 0)
		log_info("the group has read %" PRId64 " records before", read_before);
}

enum status kafka_consumer_start(struct kafka_consumer *consumer)
{
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(8);
	enum status status = find_beginnings(consumer, list);
	if (status == STATUS_OK) {
		int64_t before = keep_beginnings(consumer, list);
		status = assign_all(consumer);
		if (status == STATUS_OK && !consumer->has_state)
			tell_start(consumer, before);
		else if (status == STATUS_OK && list->cnt > 0)
			log_info("reading %d partitions more of %s", list->cnt, consumer->settings->input_topic);
	}
	rd_kafka_topic_partition_list_destroy(list);
	if (status == STATUS_OK) {
		consumer->token = TOKEN_HELD;
		consumer->has_state = true;
	}
	return status;
}
