/* The sketch half on any number of threads publishes the same bytes in the same order, and a pool takes every item once. */
#include <stdio.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "hash.h"
#include "kernel.h"
#include "pass.h"

#define LINES_MAX 512
#define ITEMS 1000

static struct arena texts;
static struct input_message messages[LINES_MAX];
static uint32_t messages_count;

static void read_feed(void)
{
	char *line = NULL;
	size_t size = 0;
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson", "rb");
	CHECK_THAT(file != NULL);
	while (file != NULL && messages_count < LINES_MAX && getline(&line, &size, file) > 0) {
		line[strcspn(line, "\r\n")] = 0;
		struct bytes value = arena_copy(&texts, messages_count % 19 == 7 ? bytes_of_string("{ no article") : bytes_of_string(line));
		messages[messages_count] = (struct input_message){ .at = { bytes_of_string("in"), 0, messages_count }, .timestamp = CLOCK_ABSENT, .value = value };
		messages_count++;
	}
	free(line);
	if (file != NULL)
		fclose(file);
}

static uint64_t digest_of(const struct outbox *outbox)
{
	uint64_t digest = 0;
	for (uint32_t i = 0; i < outbox->count; i++) {
		const struct output_message *message = &outbox->messages[i];
		digest = hash_mix(digest ^ hash_bytes_seeded(message->value, message->topic) ^ hash_bytes_seeded(message->key, 1));
		for (uint32_t k = 0; k < message->headers_count; k++)
			digest = hash_mix(digest ^ hash_bytes(message->headers[k].value));
	}
	return digest;
}

/* Takes the feed in batches of that size; 0 workers: record by record, without a pool. */
static uint64_t run(uint32_t workers, uint32_t batch)
{
	static const struct pass_settings settings = { .story = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY },
		.article_bytes_max = 1 << 20, .internal_topics = true };
	struct worker_pool *pool = workers == 0 ? NULL : worker_pool_new(workers);
	struct arena arena;
	struct outbox outbox = { .count = 0 };
	struct pass pass;
	const struct kernel *kernel;
	uint64_t digest = 0;
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	arena_init(&arena, 1 << 20);
	pass_init(&pass, &settings, kernel, &arena, &outbox);
	for (uint32_t from = 0; from < messages_count; from += batch) {
		uint32_t count = messages_count - from < batch ? messages_count - from : batch;
		struct pass_article *articles = arena_take(&arena, count * sizeof *articles);
		for (uint32_t i = 0; i < count; i++) {
			articles[i].message = &messages[from + i];
			if (pool == NULL)
				pass_record(&pass, &messages[from + i]);
		}
		if (pool != NULL)
			pass_records(&pass, articles, count, pool);
		pass_finish(&pass);
		digest = hash_mix(digest ^ digest_of(&outbox));
		outbox_clear(&outbox);
		if (pool != NULL)
			worker_pool_rewind(pool);
		arena_rewind(&arena, (struct arena_mark){ NULL, 0 });
	}
	pass_free(&pass);
	outbox_free(&outbox);
	arena_free(&arena);
	worker_pool_free(pool);
	return digest;
}

static void publishes_the_same(void)
{
	for (uint32_t batch = 10; batch <= LINES_MAX; batch *= 7) {
		uint64_t expected = run(0, batch);
		for (uint32_t workers = 1; workers <= 4; workers++)
			CHECK_THAT(run(workers, batch) == expected);
	}
}

static void take(void *context, uint32_t item, struct arena *arena)
{
	uint8_t *counts = context;
	counts[item]++;
	memset(arena_take(arena, 100), (int)item, 100);
}

static void takes_every_item_once(void)
{
	static uint8_t counts[ITEMS];
	struct worker_pool *pool = worker_pool_new(4);
	for (uint32_t round = 0; round < 50; round++) {
		worker_pool_run(pool, take, counts, ITEMS);
		worker_pool_rewind(pool);
	}
	worker_pool_run(pool, take, counts, 0);
	worker_pool_run(pool, take, counts, 1);
	worker_pool_free(pool);
	CHECK_THAT(counts[0] == 51);
	for (uint32_t i = 1; i < ITEMS; i++)
		CHECK_THAT(counts[i] == 50);
}

int main(void)
{
	arena_init(&texts, 1 << 20);
	read_feed();
	CHECK_THAT(messages_count > 100);
	takes_every_item_once();
	publishes_the_same();
	arena_free(&texts);
	return check_that_result();
}
