#include "batch.h"

#include <stdlib.h>

#include "check.h"

#define ARENA_BLOCK_BYTES ((size_t)4 << 20)
#define IDLE_WAIT_MS 100

/* A polled record with what it is ordered by: the latest timestamp that its partition has had in this batch, so that the
 * order within a partition stays. */
struct polled {
	struct input_message message;
	clock_ms order;
};

struct batch {
	struct batch_settings settings;
	struct arena arena;
	struct outbox outbox;
	struct pass pass;
	struct worker_pool *workers;
	struct polled *polled;
	struct port_offset *offsets;
	uint32_t polled_count, offsets_count;
	struct batch_counters counters;
};

struct batch *batch_new(const struct batch_settings *settings, const struct kernel *kernel)
{
	struct batch *batch = calloc(1, sizeof *batch);
	CHECK(batch != NULL && settings->records_max > 0);
	batch->settings = *settings;
	arena_init(&batch->arena, ARENA_BLOCK_BYTES);
	batch->polled = calloc(settings->records_max, sizeof *batch->polled);
	batch->offsets = calloc(settings->records_max, sizeof *batch->offsets);
	CHECK(batch->polled != NULL && batch->offsets != NULL);
	batch->workers = worker_pool_new(settings->workers > 0 ? settings->workers : 1);
	pass_init(&batch->pass, &settings->pass, kernel, &batch->arena, &batch->outbox);
	return batch;
}

void batch_free(struct batch *batch)
{
	if (batch == NULL)
		return;
	pass_free(&batch->pass);
	worker_pool_free(batch->workers);
	outbox_free(&batch->outbox);
	arena_free(&batch->arena);
	free(batch->polled);
	free(batch->offsets);
	free(batch);
}

static struct port_offset *offset_of(struct batch *batch, const struct coordinates *at)
{
	for (uint32_t i = 0; i < batch->offsets_count; i++)
		if (batch->offsets[i].partition == at->partition && bytes_equal(batch->offsets[i].topic, at->topic))
			return &batch->offsets[i];
	struct port_offset *offset = &batch->offsets[batch->offsets_count++];
	*offset = (struct port_offset){ at->topic, at->partition, 0 };
	return offset;
}

static clock_ms latest_of_partition(const struct batch *batch, const struct coordinates *at)
{
	for (uint32_t i = batch->polled_count; i > 0; i--) {
		const struct polled *polled = &batch->polled[i - 1];
		if (polled->message.at.partition == at->partition && bytes_equal(polled->message.at.topic, at->topic))
			return polled->order;
	}
	return CLOCK_ABSENT;
}

static void take(struct batch *batch, const struct input_message *message)
{
	clock_ms latest = latest_of_partition(batch, &message->at);
	struct polled *polled = &batch->polled[batch->polled_count];
	*polled = (struct polled){ *message, message->timestamp > latest ? message->timestamp : latest };
	batch->polled_count++;
	offset_of(batch, &message->at)->next = message->at.offset + 1;
}

/* Polls until the batch is full, its time is over, the input is idle with something in hand, or the port is in a hurry. */
static enum status fill(struct batch *batch, struct port *port)
{
	clock_ms first = CLOCK_ABSENT;
	while (batch->polled_count < batch->settings.records_max) {
		struct input_message message;
		int wait = batch->polled_count == 0 ? IDLE_WAIT_MS : batch->settings.wait_ms_max;
		clock_ms now = port->now(port);
		if (batch->polled_count > 0 && now != CLOCK_ABSENT) {
			wait = (int)(first + batch->settings.wait_ms_max - now);
			if (wait <= 0)
				break;
		}
		enum status status = port->poll(port, wait, &message);
		if (status == STATUS_MORE)
			break;
		if (status != STATUS_OK)
			return status;
		if (batch->polled_count == 0)
			first = port->now(port);
		take(batch, &message);
		if (port->hurry(port))
			break;
	}
	return STATUS_OK;
}

static int order_of_taking(const void *a, const void *b)
{
	const struct polled *left = a, *right = b;
	if (left->order != right->order)
		return left->order < right->order ? -1 : 1;
	int topics = bytes_order(left->message.at.topic, right->message.at.topic);
	if (topics != 0)
		return topics;
	if (left->message.at.partition != right->message.at.partition)
		return left->message.at.partition < right->message.at.partition ? -1 : 1;
	return left->message.at.offset < right->message.at.offset ? -1 : left->message.at.offset > right->message.at.offset;
}

static void pass_first(struct batch *batch, uint32_t count, struct worker_pool *workers)
{
	struct pass_article *articles = arena_take(&batch->arena, (count + (size_t)1) * sizeof *articles);
	for (uint32_t i = 0; i < count; i++)
		articles[i].message = &batch->polled[i].message;
	pass_records(&batch->pass, articles, count, workers);
}

struct attempt {
	struct batch *batch;
	uint32_t count;
};

/* In a child process, where the workers' threads are not. */
static void attempt(void *context)
{
	struct attempt *of = context;
	pass_first(of->batch, of->count, worker_pool_new(1));
	pass_finish(&of->batch->pass);
}

static bool survives(struct batch *batch, struct port *port, uint32_t count)
{
	struct attempt of = { batch, count };
	return port->survives(port, attempt, &of);
}

/* Each record that ends the process becomes a dead letter: the last one of the shortest beginning of the batch that does. */
static void look_for_culprits(struct batch *batch, struct port *port)
{
	uint32_t count = batch->polled_count;
	if (port->survives == NULL || count == 0)
		return;
	while (!survives(batch, port, count)) {
		uint32_t good = 0, bad = count;
		while (bad - good > 1) {
			uint32_t middle = good + (bad - good) / 2;
			*(survives(batch, port, middle) ? &good : &bad) = middle;
		}
		struct input_message *culprit = &batch->polled[bad - 1].message;
		if (culprit->crashed)
			return; /* it is not for the record */
		culprit->crashed = true;
		port->blame(port, &culprit->at);
	}
}

static void pass_all(struct batch *batch, struct port *port)
{
	clock_ms now = port->now(port);
	qsort(batch->polled, batch->polled_count, sizeof *batch->polled, order_of_taking);
	look_for_culprits(batch, port);
	pass_first(batch, batch->polled_count, batch->workers);
	if (batch->polled_count == 0 && now != CLOCK_ABSENT)
		pass_tick(&batch->pass, now);
	pass_finish(&batch->pass);
}

static enum status send_once(struct batch *batch, struct port *port)
{
	enum status status = port->begin(port);
	for (uint32_t i = 0; status == STATUS_OK && i < batch->outbox.count; i++)
		status = port->produce(port, &batch->outbox.messages[i]);
	if (status == STATUS_OK)
		status = port->commit(port, batch->offsets, batch->offsets_count);
	return status;
}

static enum status send(struct batch *batch, struct port *port)
{
	enum status status = send_once(batch, port);
	while (status == STATUS_ABORT_TXN) {
		batch->counters.aborts++;
		status = port->abort(port);
		if (status == STATUS_OK)
			status = send_once(batch, port);
	}
	return status;
}

enum status batch_run(struct batch *batch, struct port *port)
{
	struct arena_mark mark = arena_mark(&batch->arena);
	batch->polled_count = batch->offsets_count = 0;
	enum status status = fill(batch, port);
	if (status == STATUS_OK) {
		pass_all(batch, port);
		if (batch->polled_count > 0 || batch->outbox.count > 0) {
			status = send(batch, port);
			batch->counters.batches++;
			batch->counters.messages += batch->outbox.count;
		}
	}
	outbox_clear(&batch->outbox);
	worker_pool_rewind(batch->workers);
	arena_rewind(&batch->arena, mark);
	return status == STATUS_OK && port->ended && batch->polled_count == 0 ? STATUS_MORE : status;
}

struct batch_counters batch_counters(const struct batch *batch)
{
	return batch->counters;
}

struct pass *batch_pass(struct batch *batch)
{
	return &batch->pass;
}
