#include "kafka_port.h"

#include <inttypes.h>

#include "crash_child.h"
#include "fault_point.h"
#include "kafka_commit.h"
#include "kafka_ready.h"
#include "log.h"
#include "monotonic.h"

#define SETTLE_MS 500      /* for the group to tell a frozen instance that it has been replaced */
#define RETRY_MS_MIN 100
#define RETRY_MS_MAX 5000
#define FENCES_MAX 3

static const double record_bounds[] = { 0, 1, 10, 100, 500, 1000, 5000, 10000, 50000, 100000 };
static const double second_bounds[] = { 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 };

static bool is_stopping(const struct kafka_port *kafka)
{
	return kafka->options.stop != NULL && *kafka->options.stop != 0;
}

/* ---- Reading. */

/* Partitions that an input was given meanwhile are read from their beginning. The producer must learn of those that the
 * sketches' topic was given with them: only a new one asks at once. */
static void look_for_partitions(struct kafka_port *kafka)
{
	clock_ms now = kafka_wall_clock();
	if (now - kafka->looked_at < kafka->settings->input_refresh_ms || kafka->consumer.held_count > 0)
		return;
	kafka->looked_at = now;
	if (kafka_consumer_has_grown(&kafka->consumer)) {
		kafka_producer_close(&kafka->producer);
		kafka->consumer.token = TOKEN_GIVEN;
	}
}

static void kafka_blame(struct port *port, const struct coordinates *at)
{
	const struct kafka_port *kafka = (const struct kafka_port *)port;
	log_error("%.*s[%" PRId32 "]: the record at offset %" PRId64 " ends the process each time that it is taken; it goes to %s",
	          (int)at->topic.length, (const char *)at->topic.data, at->partition, at->offset, kafka->settings->topics[TOPIC_DEADLETTER]);
}

static bool kafka_survives(struct port *port, void (*step)(void *context), void *context)
{
	const struct kafka_port *kafka = (const struct kafka_port *)port;
	return kafka->trial.care == TRIAL_NO_CARE || crash_child_survives(step, context);
}

static enum status write_down(struct kafka_port *kafka)
{
	enum status status = STATUS_MORE;
	while (status == STATUS_MORE && (status = kafka_wait_until_ready(kafka)) == STATUS_OK)
		status = kafka_write_note(kafka);
	kafka->noted = status == STATUS_OK;
	return status;
}

/* The record is written down before anyone looks at it; or it is given on as the one that ends the process. */
static enum status take_alone(struct kafka_port *kafka, struct input_message *message)
{
	message->crashed = kafka_trial_take(&kafka->trial, &message->at);
	if (message->crashed)
		kafka_blame(&kafka->port, &message->at);
	return message->crashed ? STATUS_OK : write_down(kafka);
}

static enum status kafka_poll(struct port *port, int timeout_ms, struct input_message *ret_message)
{
	struct kafka_port *kafka = (struct kafka_port *)port;
	struct kafka_consumer *consumer = &kafka->consumer;
	if (is_stopping(kafka)) {
		port->ended = true;
		return STATUS_MORE;
	}
	if (consumer->token == TOKEN_HELD && kafka->settings->stage != STAGE_SKETCH)
		look_for_partitions(kafka);
	bool reads = consumer->token == TOKEN_HELD && !kafka->unsure && (kafka->producer.initialised || kafka->settings->dry_run);
	if (!reads && consumer->held_count > 0)
		return consumer->dethroned ? STATUS_FENCED : STATUS_MORE; /* the batch is finished first */
	if (!reads) {
		enum status status = kafka_make_ready(kafka);
		if (status == STATUS_MORE && kafka_follow(kafka, timeout_ms) != STATUS_OK)
			return STATUS_FATAL;
		if (status != STATUS_OK)
			return status;
	}
	enum status status = kafka_consumer_poll(consumer, timeout_ms, ret_message);
	if (status == STATUS_OK && kafka->trial.care == TRIAL_ALONE)
		status = take_alone(kafka, ret_message);
	else if (status == STATUS_OK && !kafka->noted && kafka->settings->stage == STAGE_SKETCH)
		status = write_down(kafka);
	if (status == STATUS_OK)
		FAULT_POINT("after_consume");
	if (status == STATUS_OK && kafka->batch_since == 0)
		kafka->batch_since = monotonic_ms();
	clock_ms now = kafka_wall_clock();
	if (status == STATUS_OK || !kafka_consumer_at_end(consumer))
		kafka->idle_since = now;
	if (status == STATUS_MORE && kafka->options.idle_ms >= 0 && kafka_consumer_at_end(consumer) &&
	    now - kafka->idle_since >= kafka->options.idle_ms)
		port->ended = true;
	if (status == STATUS_MORE && kafka_consumer_is_over(consumer))
		port->ended = true;
	return status;
}

/* While records are still to come time is theirs: a tick of the wall clock would close the stories that they belong to. */
static clock_ms kafka_now(struct port *port)
{
	const struct kafka_port *kafka = (const struct kafka_port *)port;
	if (kafka->options.time_is_input || is_stopping(kafka))
		return CLOCK_ABSENT;
	if (kafka->consumer.held_count > 0 || kafka_consumer_at_end(&kafka->consumer))
		return kafka_wall_clock();
	return CLOCK_ABSENT;
}

static bool kafka_hurry(struct port *port)
{
	const struct kafka_port *kafka = (const struct kafka_port *)port;
	return is_stopping(kafka) || kafka->consumer.token != TOKEN_HELD ||
	       kafka->consumer.held_count >= kafka_trial_records(&kafka->trial, (uint32_t)kafka->settings->batch_records) ||
	       kafka->consumer.held_bytes >= (size_t)kafka->settings->batch_bytes_max;
}

/* ---- Publishing. */

/* This producer cannot go on, or it is not known whether its transaction went in: another one, and the broker's count. */
static enum status start_over(struct kafka_port *kafka)
{
	rd_kafka_resp_err_t cause = kafka->producer.cause;
	bool fenced = cause == RD_KAFKA_RESP_ERR__FENCED || cause == RD_KAFKA_RESP_ERR_PRODUCER_FENCED ||
	              cause == RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH;
	log_warning("Kafka: %s; going on with a new producer", kafka->producer.cause_words);
	kafka_producer_close(&kafka->producer);
	kafka->counters.renewals++;
	kafka->unsure = true;
	if (kafka->settings->stage == STAGE_SKETCH) { /* the committed offsets say what became of the batch */
		kafka_consumer_serve(&kafka->consumer, SETTLE_MS);
		return STATUS_FENCED;
	}
	if (fenced && ++kafka->fences >= FENCES_MAX) {
		log_error("fenced %u times in a row although this instance owns the state: another process uses the transactional id "
		          "%s-cluster; give it a --group of its own", kafka->fences, kafka->settings->group);
		kafka->expelled = true;
		return STATUS_FENCED;
	}
	kafka_consumer_serve(&kafka->consumer, SETTLE_MS);
	enum status status = kafka_wait_until_ready(kafka);
	return status == STATUS_OK ? STATUS_ABORT_TXN : status;
}

static enum status answer(struct kafka_port *kafka, enum kafka_outcome outcome)
{
	switch (outcome) {
	case KAFKA_DONE:
		return STATUS_OK;
	case KAFKA_AGAIN: /* not good for the same call again any more */
	case KAFKA_RENEW:
		return start_over(kafka);
	case KAFKA_ABORT:
		return STATUS_ABORT_TXN;
	case KAFKA_HOPELESS:
		return STATUS_FATAL;
	}
	return STATUS_FATAL;
}

static enum status kafka_begin(struct port *port)
{
	struct kafka_port *kafka = (struct kafka_port *)port;
	kafka->consumer.in_batch = true;
	if (kafka->sending_since == 0)
		kafka->sending_since = monotonic_ms();
	kafka_watch(kafka);
	kafka->published = false;
	enum status status = kafka_wait_until_ready(kafka);
	if (status != STATUS_OK || kafka->settled || kafka->settings->dry_run)
		return status;
	status = answer(kafka, kafka_producer_begin(&kafka->producer, kafka->settings->stage == STAGE_SKETCH ? 0 : kafka->transactions + 1));
	FAULT_POINT("after_begin");
	return status;
}

/* Without transactions the state must not be ahead of what was published, which would then never come: the first of the changelog's
 * entries, all at a batch's end, waits until all before it has arrived. */
static enum status publish_before_state(struct kafka_port *kafka, const struct output_message *message)
{
	enum kafka_outcome outcome = KAFKA_DONE;
	if (kafka->producer.transactional || kafka->published || message->topic != TOPIC_CHANGELOG)
		return STATUS_OK;
	FAULT_POINT("before_state");
	while ((outcome = kafka_producer_flush(&kafka->producer)) == KAFKA_AGAIN)
		kafka_consumer_serve(&kafka->consumer, 0);
	kafka->published = outcome == KAFKA_DONE;
	return answer(kafka, outcome);
}

static enum status kafka_produce(struct port *port, const struct output_message *message)
{
	struct kafka_port *kafka = (struct kafka_port *)port;
	bool silent = kafka->settled || kafka->settings->dry_run;
	FAULT_OUTPUT(message->value);
	enum status status = silent ? STATUS_OK : publish_before_state(kafka, message);
	if (status == STATUS_OK && !silent)
		status = answer(kafka, kafka_producer_send(&kafka->producer, message));
	kafka->counters.unpublished += kafka->settings->dry_run;
	FAULT_POINT("after_produce");
	return status;
}

static void forget_times(struct kafka_port *kafka)
{
	kafka->batch_since = kafka->sending_since = 0;
}

/* The batch that was not finished is behind us. Where records are taken alone it was one of a trial. */
static bool has_passed(const struct kafka_port *kafka)
{
	int64_t records = kafka->settings->batch_records;
	if (kafka->trial.care == TRIAL_ALONE && records > TRIAL_BATCH_RECORDS)
		records = TRIAL_BATCH_RECORDS;
	return kafka_consumer_has_passed(&kafka->consumer, records);
}

static void batch_is_over(struct kafka_port *kafka)
{
	kafka->transactions++;
	kafka->counters.transactions++;
	kafka->failures = kafka->fences = 0;
	log_debug("transaction %" PRId64 " of the group %s: %u records%s", kafka->transactions, kafka->settings->group,
	          kafka->consumer.held_count, kafka->settled ? ", known from the broker's count" : "");
	kafka->settled = false;
	histogram_add(&kafka->counters.batch_records, kafka->consumer.held_count);
	histogram_add(&kafka->counters.batch_seconds,
	              (double)(monotonic_ms() - (kafka->batch_since != 0 ? kafka->batch_since : kafka->sending_since)) / 1000);
	forget_times(kafka);
	kafka_trial_committed(&kafka->trial, has_passed(kafka));
	kafka_consumer_release(&kafka->consumer);
}

static enum status kafka_commit(struct port *port, const struct port_offset *offsets, uint32_t offsets_count)
{
	struct kafka_port *kafka = (struct kafka_port *)port;
	enum status status = STATUS_OK;
	if (!kafka->settled && !kafka->settings->dry_run) {
		struct kafka_trial after = kafka->trial;
		kafka_trial_committed(&after, has_passed(kafka));
		kafka_trial_note(&after, kafka->consumer.instance, kafka->consumer.note, sizeof kafka->consumer.note);
		rd_kafka_topic_partition_list_t *list =
			kafka_consumer_offsets(&kafka->consumer, offsets, offsets_count, kafka->transactions + 1);
		status = answer(kafka, kafka_commit_offsets(kafka, list));
		rd_kafka_topic_partition_list_destroy(list);
	}
	if (kafka->settled) /* known by now, after all */
		status = STATUS_OK;
	if (status == STATUS_OK)
		batch_is_over(kafka);
	return status;
}

/* Longer and longer pauses, in which the group hears of us. */
static void pause_before_retry(struct kafka_port *kafka)
{
	int64_t wait = RETRY_MS_MIN;
	for (uint32_t i = 1; i < kafka->failures && wait < RETRY_MS_MAX; i++)
		wait *= 2;
	clock_ms until = kafka_wall_clock() + (wait < RETRY_MS_MAX ? wait : RETRY_MS_MAX);
	for (clock_ms now = kafka_wall_clock(); now < until && !is_stopping(kafka); now = kafka_wall_clock()) {
		kafka_consumer_serve(&kafka->consumer, (int)(until - now < KAFKA_SERVE_MS ? until - now : KAFKA_SERVE_MS));
		kafka_watch(kafka);
	}
}

static enum status kafka_abort(struct port *port)
{
	struct kafka_port *kafka = (struct kafka_port *)port;
	bool membership = kafka_producer_lost_membership(&kafka->producer);
	if (kafka->settled)
		return STATUS_OK;
	kafka->counters.retries++;
	kafka->failures++;
	log_warning("the transaction is given up and will be sent again: %s", kafka->producer.cause_words);
	if (kafka->producer.in_transaction && kafka_producer_abort(&kafka->producer) == KAFKA_HOPELESS)
		return STATUS_FATAL;
	/* librdkafka 2.0 numbers what comes after an abort without those whose answers did not come. Where the broker had taken these, it
	 * takes what is sent again for them, says so, and drops it. The next producer has an epoch of its own, and opening it ends what
	 * an abort that failed did not. */
	kafka_producer_close(&kafka->producer);
	if (is_stopping(kafka)) {
		log_error("ending although the batch under way could not be committed; it will be read again");
		return STATUS_FATAL;
	}
	/* Recalled and refused: the group has gone on without us. */
	if (membership && (kafka->consumer.token == TOKEN_HELD || kafka->consumer.token == TOKEN_RECALLED))
		kafka_consumer_rejoin(&kafka->consumer);
	pause_before_retry(kafka);
	return STATUS_OK;
}

/* ---- The whole. */

enum status kafka_port_open(struct kafka_port *kafka, const struct settings *settings, struct kafka_port_options options)
{
	*kafka = (struct kafka_port){
		.port = { .poll = kafka_poll, .begin = kafka_begin, .produce = kafka_produce, .commit = kafka_commit,
		          .abort = kafka_abort, .now = kafka_now, .hurry = kafka_hurry, .survives = kafka_survives, .blame = kafka_blame },
		.settings = settings, .options = options, .unsure = true,
		.counters = { .batch_records = { .bounds = record_bounds, .bounds_count = sizeof record_bounds / sizeof record_bounds[0] },
		              .batch_seconds = { .bounds = second_bounds, .bounds_count = sizeof second_bounds / sizeof second_bounds[0] } },
		.idle_since = kafka_wall_clock(), .looked_at = kafka_wall_clock(),
	};
	kafka_changelog_init(&kafka->changelog, settings);
	enum status status = kafka_consumer_open(&kafka->consumer, settings, options.embedded);
	kafka_producer_init(&kafka->producer, settings, kafka->consumer.instance);
	return status;
}

void kafka_port_close(struct kafka_port *kafka)
{
	/* An end in good order is no crash, though no record may have come. */
	bool in_order = kafka->port.ended && kafka->noted && kafka->producer.initialised && !kafka->unsure;
	if (in_order && kafka->trial.starts > 0 && kafka->consumer.token == TOKEN_HELD) {
		kafka_trial_end(&kafka->trial);
		kafka_write_note(kafka);
	}
	if (kafka->producer.in_transaction)
		kafka_producer_abort(&kafka->producer);
	kafka_consumer_close(&kafka->consumer);
	kafka_changelog_close(&kafka->changelog);
	kafka_producer_free(&kafka->producer);
}

bool kafka_port_stand_by(struct kafka_port *kafka)
{
	if (kafka->expelled)
		return false;
	/* Whoever owns the state now has ended our transaction, or will. */
	kafka_producer_close(&kafka->producer);
	kafka_consumer_forget(&kafka->consumer);
	/* Still the owner, but of a state that was out of date: it begins anew. */
	if (kafka->consumer.token == TOKEN_HELD)
		kafka->consumer.token = TOKEN_GIVEN;
	kafka->unsure = true;
	kafka->settled = kafka->noted = false;
	forget_times(kafka);
	return true;
}

struct kafka_port_counters kafka_port_counters(const struct kafka_port *kafka)
{
	struct kafka_port_counters counters = kafka->counters;
	counters.clamped = kafka->consumer.clamped;
	counters.oversize = kafka->producer.oversize;
	return counters;
}
