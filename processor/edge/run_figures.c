#include "run_figures.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "grow.h"
#include "monotonic.h"

#define LAG_EVERY_MS 1000

void run_board_init(struct run_board *board, const struct settings *settings, const struct kernel *kernel)
{
	*board = (struct run_board){
		.figures = { .phase = PHASE_STARTING, .stage = (enum stage)settings->stage, .group = settings->group, .kernel = kernel->name,
		             .looked_at = monotonic_ms(), .brokers_up = -1, .restore_wanted = -1 },
	};
	CHECK(pthread_mutex_init(&board->lock, NULL) == 0);
}

void run_board_free(struct run_board *board)
{
	pthread_mutex_destroy(&board->lock);
	free(board->lag);
}

void run_board_set_phase(struct run_board *board, enum run_phase phase)
{
	pthread_mutex_lock(&board->lock);
	board->figures.phase = phase;
	board->figures.looked_at = monotonic_ms();
	if (phase == PHASE_STARTING || phase == PHASE_STOPPING) /* the topics' names go with the port */
		board->figures.lag_count = 0;
	pthread_mutex_unlock(&board->lock);
}

static enum run_phase phase_of(const struct kafka_port *kafka)
{
	const struct kafka_consumer *consumer = &kafka->consumer;
	if (kafka->options.stop != NULL && *kafka->options.stop != 0)
		return PHASE_STOPPING;
	switch (consumer->token) {
	case TOKEN_AWAY:
		return PHASE_JOINING;
	case TOKEN_STANDBY:
		return PHASE_STANDBY;
	case TOKEN_GIVEN:
		return kafka->options.restore != NULL && !consumer->has_state ? PHASE_RESTORING : PHASE_JOINING;
	case TOKEN_HELD:
	case TOKEN_RECALLED:
		return PHASE_WORKING;
	}
	return PHASE_JOINING;
}

/* How far the changelog is read. What was said last stays when the state is built and the changelog closed. */
static void take_restore(struct run_figures *figures, const struct kafka_port *kafka)
{
	const struct kafka_changelog *changelog = &kafka->changelog;
	figures->restored = kafka->consumer.restored || kafka->consumer.has_state;
	figures->follows = changelog->handle != NULL && changelog->met_end;
	if (changelog->handle == NULL) {
		if (figures->restored && figures->restore_wanted >= 0)
			figures->restore_read = figures->restore_wanted;
		return;
	}
	int64_t begin = changelog->begin < 0 ? 0 : changelog->begin, read = changelog->next > begin ? changelog->next : begin;
	figures->restore_read = (changelog->at_end > read ? changelog->at_end : read) - begin;
	figures->restore_wanted = changelog->wanted < 0 ? -1 : changelog->wanted > begin ? changelog->wanted - begin : 0;
}

static void take_queues(struct run_figures *figures, const struct kafka_port *kafka)
{
	figures->producer_queue = kafka->producer.handle == NULL ? 0 : (uint64_t)rd_kafka_outq_len(kafka->producer.handle);
	figures->consumer_queue = kafka_consumer_queued(&kafka->consumer);
	figures->batch_bytes = kafka->consumer.held_bytes;
}

static void take_lag(struct run_board *board, const struct kafka_consumer *consumer, int64_t now)
{
	if (now - board->lag_at < LAG_EVERY_MS && board->figures.lag_count == consumer->partitions_count)
		return;
	board->lag_at = now;
	board->figures.lag_count = 0;
	for (uint32_t i = 0; i < consumer->partitions_count; i++) {
		const struct kafka_partition *partition = &consumer->partitions[i];
		GROW(board->lag, board->figures.lag_count, board->lag_capacity);
		board->lag[board->figures.lag_count++] =
			(struct partition_lag){ partition->topic, partition->partition, kafka_consumer_lag_of(consumer, partition) };
	}
}

void run_board_take(struct run_board *board, struct batch *batch, const struct kafka_port *kafka)
{
	const struct pass *pass = batch_pass(batch);
	int64_t now = monotonic_ms();
	pthread_mutex_lock(&board->lock);
	struct run_figures *figures = &board->figures;
	figures->phase = phase_of(kafka);
	figures->looked_at = now;
	figures->sending_since = kafka->sending_since;
	figures->brokers_up = kafka->consumer.trouble.brokers_up;
	snprintf(figures->trouble, sizeof figures->trouble, "%s", kafka->failures > 0 || kafka->unsure ? kafka->producer.cause_words : "");
	take_restore(figures, kafka);
	figures->pass = pass->counters;
	figures->stories = story_state_counters(pass->stories);
	figures->sizes = story_state_sizes(pass->stories);
	figures->kafka = kafka_port_counters(kafka);
	take_queues(figures, kafka);
	take_lag(board, &kafka->consumer, now);
	pthread_mutex_unlock(&board->lock);
}

void run_board_look(struct run_board *board, struct run_figures *ret_figures, struct partition_lag **ret_lag)
{
	pthread_mutex_lock(&board->lock);
	*ret_figures = board->figures;
	*ret_lag = malloc((board->figures.lag_count + (size_t)1) * sizeof **ret_lag);
	CHECK(*ret_lag != NULL);
	if (board->figures.lag_count > 0)
		memcpy(*ret_lag, board->lag, board->figures.lag_count * sizeof **ret_lag);
	pthread_mutex_unlock(&board->lock);
}
