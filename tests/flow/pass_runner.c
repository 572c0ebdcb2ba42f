#include "pass_runner.h"

#include "check.h"
#include "cpu.h"
#include "kernel.h"

#define BLOCK_BYTES ((size_t)1 << 20)

void pass_runner_begin(struct pass_runner *runner, uint32_t count_chunks)
{
	const struct pass_settings settings = { .story = { .window = 7 * CLOCK_DAY, .keep = 5 * CLOCK_DAY, .count_chunks = count_chunks },
		.article_bytes_max = 1 << 20, .internal_topics = true };
	const struct kernel *kernel;
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	*runner = (struct pass_runner){ .arena.first = NULL };
	arena_init(&runner->arena, BLOCK_BYTES);
	pass_init(&runner->pass, &settings, kernel, &runner->arena, &runner->outbox);
}

void pass_runner_end(struct pass_runner *runner)
{
	pass_free(&runner->pass);
	outbox_free(&runner->outbox);
	arena_free(&runner->arena);
}
