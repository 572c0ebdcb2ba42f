/* Any bytes as a text: every kernel finds the words that a document has of the same text, with U+FFFD for what is not UTF-8, and
 * makes the same sketch of them. */
#include "check.h"
#include "cpu.h"
#include "normalise.h"
#include "plain_words.h"
#include "utf8_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	size_t count;
	const struct kernel *kernels = kernel_table(&count);
	if (arena.block_bytes == 0)
		arena_init(&arena, 1 << 12);
	struct arena_mark mark = arena_mark(&arena);
	uint8_t *clean = arena_take(&arena, 3 * size + 1);
	size_t length = 0, bytes;
	for (size_t at = 0; at < size; at += bytes == 0 ? 1 : bytes) {
		bytes = utf8_sequence(data + at, size - at);
		if (bytes == 0)
			length += utf8_put(0xfffd, clean + length);
		memcpy(clean + length, data + at, bytes);
		length += bytes;
	}
	struct article article = { .body = bytes_of(clean, length) };
	struct document document;
	if (markup_is_evident(article.body)) { /* an article's text that begins with a tag is markup; here it is text */
		arena_rewind(&arena, mark);
		return 0;
	}
	document_read(&article, &arena, &document);
	struct text_sketch first;
	for (size_t k = 0; k < count; k++) {
		struct plain_words words;
		struct text_sketch sketch;
		if ((kernels[k].needs & ~cpu_features()) != 0)
			continue;
		plain_words_read(&kernels[k], bytes_of(data, size), &arena, &words);
		words_sketch(&kernels[k], TEXT_SKETCH_FSS32, &words, &arena, &sketch);
		CHECK(document.truncated || words.count == document.words_count);
		for (uint32_t i = 0; i < document.words_count && !document.truncated; i++)
			CHECK(words.hashes[i] == document.words[i].hash);
		if (k == 0)
			first = sketch;
		CHECK(memcmp(&first, &sketch, sizeof sketch) == 0);
	}
	arena_rewind(&arena, mark);
	return 0;
}
