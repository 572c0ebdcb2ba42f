/* Any UTF-8 as markup: what comes out is UTF-8, no longer than what went in, with runs that lead back. */
#include "check.h"
#include "markup.h"
#include "utf8_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_runs(struct bytes received, const struct markup_text *text)
{
	CHECK((text->runs_count == 0) == (text->plain.length == 0) && text->plain.length <= received.length);
	for (uint32_t i = 0; i < text->runs_count; i++) {
		const struct markup_run *run = &text->runs[i];
		size_t end = i + 1 < text->runs_count ? text->runs[i + 1].plain_start : text->plain.length;
		size_t length = run->received_length != 0 ? run->received_length : end - run->plain_start;
		CHECK(i == 0 ? run->plain_start == 0 : run->received_start > run[-1].received_start);
		CHECK(end > run->plain_start && run->received_start + length <= received.length);
		for (size_t k = run->plain_start; k < end && run->received_length == 0; k++) {
			uint8_t byte = text->plain.data[k];
			CHECK(byte == ' ' || byte == '\n' || byte == received.data[run->received_start + k - run->plain_start]);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	if (arena.block_bytes == 0)
		arena_init(&arena, 1 << 12);
	struct bytes received = utf8_clean(data, size);
	struct arena_mark mark = arena_mark(&arena);
	struct markup_text text = markup_strip(received, &arena);
	check_runs(received, &text);
	CHECK(utf8_is_clean(text.plain));
	if (text.plain.length > 0) {
		uint8_t first = text.plain.data[0], last = text.plain.data[text.plain.length - 1];
		CHECK(first != ' ' && first != '\n' && last != ' ' && last != '\n');
	}
	markup_is_evident(received);
	arena_rewind(&arena, mark);
	free((void *)(uintptr_t)received.data);
	return 0;
}
