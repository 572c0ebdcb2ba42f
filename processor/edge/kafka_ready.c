#include "kafka_ready.h"

#include <inttypes.h>
#include <stdlib.h>

#include "check.h"
#include "fault_point.h"
#include "kafka_commit.h"
#include "kafka_hanging.h"
#include "log.h"

#define LOOK_MS 500

/* ---- Which record ends the process: kafka_trial.h. */

enum status kafka_write_note(struct kafka_port *kafka)
{
	return kafka_commit_alone(kafka, NULL, 0);
}

static bool has_trials(const struct kafka_port *kafka)
{
	return !kafka->options.embedded && !kafka->settings->dry_run;
}

static void tell_care(const struct kafka_port *kafka, const char *what)
{
	if (kafka->trial.care != TRIAL_NO_CARE)
		log_warning("the owners of %s have ended %u times without finishing a batch: its records are %s, to find one that ends them", what,
		            kafka->trial.starts - 1, kafka->trial.care == TRIAL_ALONE ? "taken one by one" : "tried in a child process first");
}

/* At the beginning of an ownership, once. */
static enum status begin_trial(struct kafka_port *kafka)
{
	if (kafka->noted || kafka->consumer.has_state || !has_trials(kafka))
		return STATUS_OK;
	kafka_trial_begin(&kafka->trial, kafka->consumer.found);
	enum status status = kafka_write_note(kafka);
	if (status != STATUS_OK)
		return status;
	kafka->noted = true;
	tell_care(kafka, "the group's state");
	return STATUS_OK;
}

/* ---- The steps. */

void kafka_watch(struct kafka_port *kafka)
{
	if (kafka->options.watch != NULL)
		kafka->options.watch(kafka->options.context);
}

/* The count tells whether the batch under way went in, or whether someone else committed while we did not own the state. */
static enum status compare_transactions(struct kafka_port *kafka, int64_t found, bool ours)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	if (!consumer->has_state && !consumer->restored) {
		kafka->transactions = found;
	} else if (consumer->in_batch && ours && found == kafka->transactions + 1) {
		kafka->settled = true;
	} else if (found != kafka->transactions) {
		log_warning("the group %s has committed %" PRId64 " transactions and this state holds %" PRId64 ": another instance has gone on while this "
		            "one was away, or the broker has taken a commit back; the state is restored", kafka->settings->group, found,
		            kafka->transactions);
		return STATUS_FENCED;
	}
	kafka->unsure = false;
	return STATUS_OK;
}

static enum status go_on_with(struct kafka_port *kafka, enum kafka_outcome outcome)
{
	switch (outcome) {
	case KAFKA_DONE:
		return STATUS_OK;
	case KAFKA_HOPELESS:
		return STATUS_FATAL;
	case KAFKA_RENEW:
	case KAFKA_ABORT:
		log_warning("Kafka: %s; trying again with a new producer", kafka->producer.cause_words);
		kafka_producer_close(&kafka->producer);
		return STATUS_MORE;
	case KAFKA_AGAIN:
		return STATUS_MORE;
	}
	return STATUS_MORE;
}

static enum status open_producer(struct kafka_port *kafka)
{
	if (kafka->producer.initialised || kafka->settings->dry_run)
		return STATUS_OK;
	return go_on_with(kafka, kafka_producer_open(&kafka->producer));
}

/* Once for each producer, and after each trouble with a broker: what was committed just before may hang since. */
static enum status end_hanging(struct kafka_port *kafka)
{
	if (kafka->settings->dry_run || kafka->producer.in_transaction || kafka_producer_is_clear(&kafka->producer))
		return STATUS_OK;
	enum kafka_outcome outcome = kafka_hanging_end(kafka);
	kafka->producer.cleared = outcome == KAFKA_DONE;
	if (outcome == KAFKA_AGAIN)
		kafka_consumer_serve(&kafka->consumer, LOOK_MS);
	return go_on_with(kafka, outcome);
}

/* Where the group begins is decided once: whoever takes over before the first batch begins there as well. */
static enum status commit_beginnings(struct kafka_port *kafka)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	struct port_offset *offsets = malloc(((size_t)consumer->partitions_count + 1) * sizeof *offsets);
	uint32_t count = 0;
	CHECK(offsets != NULL);
	for (uint32_t i = 0; i < consumer->partitions_count; i++)
		if (consumer->partitions[i].next >= 0)
			offsets[count++] = (struct port_offset){ bytes_of_string(consumer->partitions[i].topic), consumer->partitions[i].partition,
				                                 consumer->partitions[i].next };
	consumer->begins_anew = false;
	enum status status = kafka->settings->dry_run ? STATUS_OK : kafka_commit_alone(kafka, offsets, count);
	free(offsets);
	return status;
}

/* Whoever does not own the state keeps what it will need to. */
enum status kafka_follow(struct kafka_port *kafka, int timeout_ms)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	bool follows = consumer->token == TOKEN_STANDBY && !FAULT_IS_SET("PARALLAX_FAULT_BLIND_STANDBY");
	if (kafka->options.restore == NULL || consumer->has_state || !follows) {
		kafka_consumer_serve(consumer, timeout_ms);
		return STATUS_OK;
	}
	enum status status = kafka_changelog_follow(&kafka->changelog, timeout_ms);
	kafka_consumer_serve(consumer, 0);
	return status;
}

/* The new owner's state. What the last owner left open was ended when our producer opened, so that the changelog's end is
 * final. */
static enum status restore(struct kafka_port *kafka)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	/* A dry run that does not go on from the group's offsets begins without what they led to. */
	bool anew = kafka->settings->dry_run && kafka->settings->start.kind != START_COMMITTED;
	if (kafka->options.restore == NULL || consumer->has_state || consumer->restored || anew)
		return STATUS_OK;
	if (kafka->restored_in != consumer->rounds) { /* another may have owned it in between */
		if (kafka->changelog.wanted >= 0)
			log_info("the group %s has met while the state was being restored: it is asked again where the changelog ends", kafka->settings->group);
		kafka->restored_in = consumer->rounds;
		kafka->changelog.wanted = -1;
	}
	enum status status = kafka_changelog_catch_up(&kafka->changelog, KAFKA_SERVE_MS);
	if (FAULT_ACTS("in_restore")) /* in the middle of a long one */
		return STATUS_MORE;
	if (status != STATUS_OK)
		return status;
	if (FAULT_ACTS("restore_end")) /* all is read that was there */
		return STATUS_MORE;
	status = kafka->options.restore(kafka->options.context, &kafka->changelog.fold, kafka->changelog.began);
	kafka_changelog_close(&kafka->changelog);
	consumer->restored = status == STATUS_OK;
	return status;
}

/* Sketch stage. Shares come and go with the members of the group: that this one has begun is written down with its first record. */
static enum status begin_share(struct kafka_port *kafka)
{
	kafka->noted = !has_trials(kafka);
	if (has_trials(kafka))
		kafka_trial_begin(&kafka->trial, kafka->consumer.found);
	if (has_trials(kafka))
		tell_care(kafka, "this share of the input");
	return kafka->consumer.begins_anew ? commit_beginnings(kafka) : STATUS_OK;
}

/* The sketch stage: no state, no token. A round in which partitions came may be one in which the sketches' topic was given more: only
 * a new producer asks at once. */
static enum status make_sketching_ready(struct kafka_port *kafka)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	if (consumer->token == TOKEN_GIVEN && kafka->produces_in != consumer->rounds) {
		kafka_producer_close(&kafka->producer);
		kafka->produces_in = consumer->rounds;
	}
	enum status status = open_producer(kafka);
	if (status != STATUS_OK)
		return status;
	kafka->unsure = false;
	if (consumer->token != TOKEN_GIVEN)
		return STATUS_OK;
	status = kafka_consumer_start(consumer);
	return status == STATUS_OK ? begin_share(kafka) : status;
}

/* One step; STATUS_MORE when it is not done yet. A new owner's producer comes first: it ends what the last owner left open,
 * so that the offsets read after it are final. */
enum status kafka_make_ready(struct kafka_port *kafka)
{
	struct kafka_consumer *consumer = &kafka->consumer;
	enum status status;
	int64_t found;
	bool ours;
	if (consumer->hopeless)
		return STATUS_FATAL;
	if (consumer->dethroned)
		return STATUS_FENCED;
	if (consumer->token == TOKEN_AWAY || consumer->token == TOKEN_STANDBY)
		return STATUS_MORE;
	if (kafka->settings->stage == STAGE_SKETCH)
		return make_sketching_ready(kafka);
	status = open_producer(kafka);
	if (status == STATUS_OK)
		status = end_hanging(kafka);
	if (status != STATUS_OK)
		return status;
	if (kafka->unsure || consumer->token == TOKEN_GIVEN) {
		status = kafka_consumer_transactions(consumer, &found, &ours);
		if (status == STATUS_OK)
			status = compare_transactions(kafka, found, ours);
		if (status != STATUS_OK)
			return status;
	}
	if (consumer->token != TOKEN_GIVEN)
		return STATUS_OK;
	status = begin_trial(kafka);
	if (status == STATUS_OK)
		status = restore(kafka);
	if (status == STATUS_OK)
		status = kafka_consumer_start(consumer);
	return status == STATUS_OK && consumer->begins_anew ? commit_beginnings(kafka) : status;
}

/* As make_ready, until it is. A stop is not heeded here: the watchdog of the grace period is. */
enum status kafka_wait_until_ready(struct kafka_port *kafka)
{
	enum status status;
	while ((status = kafka_make_ready(kafka)) == STATUS_MORE) {
		kafka_consumer_serve(&kafka->consumer, KAFKA_SERVE_MS);
		kafka_watch(kafka);
	}
	return status;
}
