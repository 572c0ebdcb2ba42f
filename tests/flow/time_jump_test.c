/* Time that jumps: what an article of a file says of its own time moves the time of all only where those after it agree. */
#include <stdio.h>

#include "batch.h"
#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "kernel.h"
#include "memory_port.h"

#define START ((clock_ms)1741600800000) /* 2025-03-10T10:00:00Z */
#define MINUTE (60 * CLOCK_SECOND)
#define ARTICLES 20
#define BAD 5

struct trial {
	struct memory_port memory;
	struct batch *batch;
	const char *dates[ARTICLES]; /* where an article is dated otherwise than a minute after the one before it */
	clock_ms stamp;              /* of the first record; CLOCK_ABSENT: a file, which has none */
};

static void run(struct trial *trial)
{
	const struct kernel *kernel;
	const struct batch_settings settings = { .records_max = 100, .wait_ms_max = 50,
		.pass = { .story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY }, .article_bytes_max = 4096 } };
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	memory_port_init(&trial->memory);
	trial->memory.clock = CLOCK_ABSENT;
	trial->memory.ends = true;
	trial->batch = batch_new(&settings, kernel);
	for (int i = 0; i < ARTICLES; i++) {
		char date[64], value[512];
		snprintf(date, sizeof date, "2025-03-10T10:%02d:00Z", i);
		snprintf(value, sizeof value, "{\"uri\":\"urn:%d\",\"version\":\"1\",\"language\":\"en\",\"versioncreated\":\"%s\","
		                              "\"headlines\":[{\"value\":\"Quarry%dville elects mayor Ostrander%d after %d ballots\"}]}",
		         i, trial->dates[i] != NULL ? trial->dates[i] : date, i, i, 100 + i);
		memory_port_add(&trial->memory, "wire.articles", 0, trial->stamp == CLOCK_ABSENT ? CLOCK_ABSENT : trial->stamp + i * MINUTE, value);
	}
	while (batch_run(trial->batch, &trial->memory.port) == STATUS_OK) { }
}

static uint32_t closed(const struct trial *trial)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < trial->memory.transactions_count; i++)
		for (uint32_t k = 0; k < trial->memory.transactions[i].messages_count; k++)
			count += bytes_equal(memory_header(&trial->memory.transactions[i].messages[k], "ce_type"),
			                     bytes_of_string("parallax.story.closed.v1"));
	return count;
}

/* What came of it: the time at the end, articles whose time did not count, stories that closed. */
static void ends_at(struct trial *trial, clock_ms now, uint64_t clamped, uint32_t closed_count)
{
	run(trial);
	CHECK_THAT(batch_pass(trial->batch)->now == now);
	CHECK_THAT(batch_pass(trial->batch)->counters.clamped == clamped);
	CHECK_THAT(batch_pass(trial->batch)->counters.articles == ARTICLES);
	CHECK_THAT(closed(trial) == closed_count);
	batch_free(trial->batch);
	memory_port_free(&trial->memory);
}

int main(void)
{
	static const clock_ms last = START + (ARTICLES - 1) * MINUTE;
	static const char *const future = "2100-01-01T00:00:00Z";
	struct trial trial = { .stamp = CLOCK_ABSENT };
	ends_at(&trial, last, 0, 0);
	ends_at(&(struct trial){ .stamp = CLOCK_ABSENT, .dates = { [BAD] = future } }, last, 1, 0);
	ends_at(&(struct trial){ .stamp = CLOCK_ABSENT, .dates = { [BAD] = future, [BAD + 2] = "2099-12-31T00:00:00Z" } }, last, 2, 0);
	ends_at(&(struct trial){ .stamp = CLOCK_ABSENT, .dates = { [0] = future } }, last, 1, 0);
	ends_at(&(struct trial){ .stamp = CLOCK_ABSENT, .dates = { [BAD] = "1970-01-01T00:00:00Z" } }, last, 0, 0);
	ends_at(&(struct trial){ .stamp = CLOCK_ABSENT, .dates = { [0] = "1970-01-01T00:00:00Z" } }, last, 0, 1);
	/* With a record's own timestamp, which the port has checked against its clock, what is written in an article does not matter. */
	ends_at(&(struct trial){ .stamp = START, .dates = { [BAD] = future, [BAD + 1] = "1970-01-01T00:00:00Z" } }, last, 0, 0);
	ends_at(&(struct trial){ .stamp = 0, .dates = { [BAD] = future } }, (ARTICLES - 1) * MINUTE, 0, 0);
	/* An archive that goes on months later. */
	for (int i = ARTICLES / 2; i < ARTICLES; i++)
		trial.dates[i] = "2025-07-01T00:00:00Z";
	ends_at(&trial, START + 113 * CLOCK_DAY - 10 * CLOCK_HOUR, 0, ARTICLES / 2);
	return check_that_result();
}
