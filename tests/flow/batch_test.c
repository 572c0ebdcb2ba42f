/* What batch.h promises, with a port in memory: the order of taking, one answer for each record, the same outbox again after an
 * abort, offsets behind the last record, and that failures of the port come through. */
#include "batch.h"

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "kernel.h"
#include "memory_port.h"

#define HOUR CLOCK_HOUR
#define START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */

/* A batch with its port. */
struct trial {
	struct memory_port memory;
	struct batch *batch;
};

static void trial_begin(struct trial *trial, uint32_t records_max)
{
	const struct kernel *kernel;
	const struct batch_settings settings = {
		.records_max = records_max, .wait_ms_max = 50,
		.pass = { .story = { .window = 168 * HOUR, .keep = 168 * HOUR }, .article_bytes_max = 4096, .internal_topics = true },
	};
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	memory_port_init(&trial->memory);
	trial->batch = batch_new(&settings, kernel);
}

static void trial_end(struct trial *trial)
{
	batch_free(trial->batch);
	memory_port_free(&trial->memory);
}

static enum status run(struct trial *trial)
{
	return batch_run(trial->batch, &trial->memory.port);
}

/* An article of its own story: every word in it depends on the number. */
static void add_article(struct trial *trial, int32_t partition, clock_ms time, int number)
{
	char value[512];
	snprintf(value, sizeof value,
	         "{\"uri\":\"urn:test:%d\",\"version\":\"1\",\"language\":\"en\",\"versioncreated\":\"2025-03-10T10:00:00Z\","
	         "\"headlines\":[{\"value\":\"Quarry%dville elects mayor Ostrander%d after %d ballots\"}]}", number, number, number, 100 + number);
	memory_port_add(&trial->memory, "wire.articles", partition, time, value);
}

static struct memory_transaction *transaction(struct trial *trial, uint32_t number)
{
	CHECK(number < trial->memory.transactions_count);
	return &trial->memory.transactions[number];
}

static bool is_answer(const struct output_message *message)
{
	return (message->topic == TOPIC_STORY_EVENTS || message->topic == TOPIC_DEADLETTER) &&
	       memory_header(message, "ce_sourceoffset").data != NULL;
}

static bool header_is(const struct output_message *message, const char *name, long value)
{
	char text[32];
	snprintf(text, sizeof text, "%ld", value);
	return bytes_equal(memory_header(message, name), bytes_of_string(text));
}

/* How many receipts and dead letters a transaction has for one record. */
static uint32_t count_answers(const struct memory_transaction *transaction, int32_t partition, int64_t offset)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < transaction->messages_count; i++)
		count += is_answer(&transaction->messages[i]) && header_is(&transaction->messages[i], "ce_sourcepartition", partition) &&
		         header_is(&transaction->messages[i], "ce_sourceoffset", offset);
	return count;
}

/* The place of a record among the receipts: the order in which the state took it. */
static uint32_t place_of(const struct memory_transaction *transaction, int32_t partition, int64_t offset)
{
	uint32_t place = 0;
	for (uint32_t i = 0; i < transaction->messages_count; i++) {
		const struct output_message *message = &transaction->messages[i];
		if (!is_answer(message))
			continue;
		if (header_is(message, "ce_sourcepartition", partition) && header_is(message, "ce_sourceoffset", offset))
			return place;
		place++;
	}
	return UINT32_MAX;
}

static int64_t offset_of(const struct memory_transaction *transaction, int32_t partition)
{
	for (uint32_t i = 0; i < transaction->offsets_count; i++)
		if (transaction->offsets[i].partition == partition)
			return transaction->offsets[i].next;
	return -1;
}

/* ---- The cases. */

static void takes_partitions_in_the_order_of_time(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	add_article(&trial, 1, START + 30, 1);
	add_article(&trial, 1, START + 50, 2);
	add_article(&trial, 0, START + 20, 3);
	add_article(&trial, 0, START + 40, 4);
	CHECK_THAT(run(&trial) == STATUS_OK);
	const struct memory_transaction *one = transaction(&trial, 0);
	CHECK_THAT(place_of(one, 0, 0) == 0);
	CHECK_THAT(place_of(one, 1, 0) == 1);
	CHECK_THAT(place_of(one, 0, 1) == 2);
	CHECK_THAT(place_of(one, 1, 1) == 3);
	trial_end(&trial);
}

/* A producer's clock that went back must not reorder a partition: a later version would come before an earlier one. */
static void keeps_the_order_within_a_partition(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	add_article(&trial, 0, START + 100, 1);
	add_article(&trial, 0, START + 10, 2);
	add_article(&trial, 1, START + 50, 3);
	CHECK_THAT(run(&trial) == STATUS_OK);
	const struct memory_transaction *one = transaction(&trial, 0);
	CHECK_THAT(place_of(one, 1, 0) == 0);
	CHECK_THAT(place_of(one, 0, 0) == 1);
	CHECK_THAT(place_of(one, 0, 1) == 2);
	trial_end(&trial);
}

static void answers_each_record_once(void)
{
	static const char *const broken[] = { "not JSON", "[]", "{}", NULL, "{\"uri\":\"urn:test:x\"}", "\xff\xfe" };
	struct trial trial;
	uint32_t answers = 0, letters = 0;
	trial_begin(&trial, 100);
	for (int i = 0; i < 6; i++) {
		add_article(&trial, i % 2, START + i, i);
		memory_port_add(&trial.memory, "wire.articles", i % 2, START + i, broken[i]);
	}
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(trial.memory.transactions_count == 1);
	const struct memory_transaction *one = transaction(&trial, 0);
	for (int32_t partition = 0; partition < 2; partition++)
		for (int64_t offset = 0; offset < 6; offset++)
			CHECK_THAT(count_answers(one, partition, offset) == 1);
	for (uint32_t i = 0; i < one->messages_count; i++) {
		answers += is_answer(&one->messages[i]);
		letters += one->messages[i].topic == TOPIC_DEADLETTER;
	}
	CHECK_THAT(answers == 12);
	CHECK_THAT(letters == 6);
	trial_end(&trial);
}

static void dead_letters_what_is_too_large(void)
{
	struct trial trial;
	char value[6000];
	trial_begin(&trial, 100);
	memset(value, ' ', sizeof value - 1);
	value[sizeof value - 1] = 0;
	memory_port_add(&trial.memory, "wire.articles", 0, START, value);
	CHECK_THAT(run(&trial) == STATUS_OK);
	const struct memory_transaction *one = transaction(&trial, 0);
	CHECK_THAT(one->messages_count == 1 && one->messages[0].topic == TOPIC_DEADLETTER);
	CHECK_THAT(one->messages[0].value.length == sizeof value - 1);
	CHECK_THAT(bytes_equal(memory_header(&one->messages[0], "parallax_error_stage"), bytes_of_string("size")));
	trial_end(&trial);
}

static void offsets_stand_behind_the_last_record(void)
{
	struct trial trial;
	trial_begin(&trial, 4);
	for (int i = 0; i < 7; i++)
		add_article(&trial, i % 3, START + i, i);
	CHECK_THAT(run(&trial) == STATUS_OK); /* 0 1 2 0 */
	CHECK_THAT(run(&trial) == STATUS_OK); /* 1 2 0 */
	CHECK_THAT(trial.memory.transactions_count == 2);
	CHECK_THAT(transaction(&trial, 0)->offsets_count == 3);
	CHECK_THAT(offset_of(transaction(&trial, 0), 0) == 2);
	CHECK_THAT(offset_of(transaction(&trial, 0), 1) == 1);
	CHECK_THAT(offset_of(transaction(&trial, 0), 2) == 1);
	CHECK_THAT(offset_of(transaction(&trial, 1), 0) == 3);
	CHECK_THAT(offset_of(transaction(&trial, 1), 1) == 2);
	CHECK_THAT(offset_of(transaction(&trial, 1), 2) == 2);
	CHECK_THAT(run(&trial) == STATUS_MORE);
	CHECK_THAT(trial.memory.transactions_count == 2);
	trial_end(&trial);
}

/* Whatever call fails: nothing is passed again, and the same bytes go out. */
static void sends_the_same_again_after_an_abort(enum memory_call failing, uint32_t failure_at)
{
	struct trial trial, smooth;
	trial_begin(&trial, 100);
	trial_begin(&smooth, 100);
	for (int i = 0; i < 5; i++) {
		add_article(&trial, i % 2, START + i, i);
		add_article(&smooth, i % 2, START + i, i);
	}
	trial.memory.failure = STATUS_ABORT_TXN;
	trial.memory.failing = failing;
	trial.memory.failure_at = failure_at;
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(run(&smooth) == STATUS_OK);
	CHECK_THAT(trial.memory.transactions_count == 2);
	CHECK_THAT(!transaction(&trial, 0)->committed && transaction(&trial, 1)->committed);
	CHECK_THAT(trial.memory.calls[MEMORY_ABORT] == 1);
	CHECK_THAT(memory_transactions_equal(transaction(&trial, 1), transaction(&smooth, 0)));
	if (failing == MEMORY_COMMIT)
		CHECK_THAT(memory_transactions_equal(transaction(&trial, 0), transaction(&trial, 1)));
	CHECK_THAT(transaction(&trial, 1)->offsets_count == 2 && offset_of(transaction(&trial, 1), 0) == 3);
	CHECK_THAT(batch_pass(trial.batch)->counters.records == 5);
	CHECK_THAT(batch_counters(trial.batch).aborts == 1);
	trial_end(&trial);
	trial_end(&smooth);
}

static void tells_what_the_port_says(enum memory_call failing, enum status failure)
{
	struct trial trial;
	trial_begin(&trial, 100);
	add_article(&trial, 0, START, 1);
	trial.memory.failing = failing;
	trial.memory.failure = failure;
	CHECK_THAT(run(&trial) == failure);
	for (uint32_t i = 0; i < trial.memory.transactions_count; i++)
		CHECK_THAT(!transaction(&trial, i)->committed);
	trial_end(&trial);
}

static enum status abort_fatally(struct port *port)
{
	(void)port;
	return STATUS_FATAL;
}

static void an_abort_that_fails_is_told(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	add_article(&trial, 0, START, 1);
	trial.memory.failure = STATUS_ABORT_TXN;
	trial.memory.failing = MEMORY_COMMIT;
	trial.memory.port.abort = abort_fatally;
	CHECK_THAT(run(&trial) == STATUS_FATAL);
	CHECK_THAT(trial.memory.transactions_count == 1);
	trial_end(&trial);
}

static void hurries_when_asked(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	for (int i = 0; i < 5; i++)
		add_article(&trial, 0, START + i, i);
	trial.memory.hurry_after = 2;
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(offset_of(transaction(&trial, 0), 0) == 2);
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(offset_of(transaction(&trial, 1), 0) == 4);
	trial_end(&trial);
}

/* 20 ms a record and 50 ms from the first on: the fourth is taken 60 ms after it, and a fifth is not waited for. */
static void ends_a_batch_when_its_time_is_over(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	for (int i = 0; i < 8; i++)
		add_article(&trial, 0, START + i, i);
	trial.memory.clock = START;
	trial.memory.clock_step = 20;
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(offset_of(transaction(&trial, 0), 0) == 4);
	trial_end(&trial);
}

/* While the input is idle time goes on: a story whose window has passed is closed, in a transaction without offsets. */
static void time_passes_when_idle(void)
{
	struct trial trial;
	bool closed = false;
	trial_begin(&trial, 100);
	add_article(&trial, 0, START, 1);
	trial.memory.clock = START;
	trial.memory.ends = false;
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(trial.memory.transactions_count == 1); /* nothing due: no transaction */
	trial.memory.clock = START + 169 * HOUR;
	CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(trial.memory.transactions_count == 2);
	const struct memory_transaction *second = transaction(&trial, 1);
	CHECK_THAT(second->committed && second->offsets_count == 0);
	for (uint32_t i = 0; i < second->messages_count; i++)
		closed = closed || (second->messages[i].topic == TOPIC_STORY_EVENTS &&
		                    bytes_equal(memory_header(&second->messages[i], "ce_type"), bytes_of_string("parallax.story.closed.v1")));
	CHECK_THAT(closed);
	trial_end(&trial);
}

static void without_a_clock_no_time_passes(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	add_article(&trial, 0, START, 1);
	trial.memory.ends = false;
	CHECK_THAT(run(&trial) == STATUS_OK);
	for (int i = 0; i < 3; i++)
		CHECK_THAT(run(&trial) == STATUS_OK);
	CHECK_THAT(trial.memory.transactions_count == 1);
	trial_end(&trial);
}

static void a_sketch_goes_to_its_articles_partition(void)
{
	struct trial trial;
	uint32_t sketches = 0;
	trial_begin(&trial, 100);
	add_article(&trial, 5, START, 1);
	CHECK_THAT(run(&trial) == STATUS_OK);
	const struct memory_transaction *one = transaction(&trial, 0);
	for (uint32_t i = 0; i < one->messages_count; i++) {
		if (one->messages[i].topic == TOPIC_SKETCHES) {
			sketches++;
			CHECK_THAT(one->messages[i].partition == 5);
		} else {
			CHECK_THAT(one->messages[i].partition == -1);
		}
	}
	CHECK_THAT(sketches == 1);
	trial_end(&trial);
}

/* A reader that folds the stories must see each story's last state of the batch, once. */
static void a_story_has_one_value_in_a_batch(void)
{
	struct trial trial;
	trial_begin(&trial, 100);
	for (int i = 0; i < 4; i++)
		add_article(&trial, 0, START + i, 7); /* the same article again and again */
	CHECK_THAT(run(&trial) == STATUS_OK);
	const struct memory_transaction *one = transaction(&trial, 0);
	uint32_t values = 0;
	for (uint32_t i = 0; i < one->messages_count; i++)
		values += one->messages[i].topic == TOPIC_STORIES;
	CHECK_THAT(values == 1);
	trial_end(&trial);
}

int main(void)
{
	takes_partitions_in_the_order_of_time();
	keeps_the_order_within_a_partition();
	answers_each_record_once();
	dead_letters_what_is_too_large();
	offsets_stand_behind_the_last_record();
	sends_the_same_again_after_an_abort(MEMORY_BEGIN, 0);
	sends_the_same_again_after_an_abort(MEMORY_PRODUCE, 0);
	sends_the_same_again_after_an_abort(MEMORY_PRODUCE, 7);
	sends_the_same_again_after_an_abort(MEMORY_COMMIT, 0);
	for (enum memory_call call = MEMORY_POLL; call <= MEMORY_COMMIT; call++) {
		tells_what_the_port_says(call, STATUS_FENCED);
		tells_what_the_port_says(call, STATUS_FATAL);
	}
	an_abort_that_fails_is_told();
	hurries_when_asked();
	ends_a_batch_when_its_time_is_over();
	time_passes_when_idle();
	without_a_clock_no_time_passes();
	a_sketch_goes_to_its_articles_partition();
	a_story_has_one_value_in_a_batch();
	return check_that_result();
}
