/* Any UTF-8 as an article: the document keeps its promises (tests/text/document_check.h), and the quick way of folding and
 * the one by the book agree on the whole text. The first byte says what is markup and where the headline ends. */
#include "../text/document_check.h"
#include "utf8_clean.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fold(struct bytes text)
{
	static uint8_t quick[FOLD_GROWTH_MAX * FOLD_BYTES_MAX + FOLD_PUT_BYTES_MAX], whole[FOLD_GROWTH_MAX * FOLD_BYTES_MAX];
	struct unicode_table table = unicode_table_open();
	if (text.length > FOLD_BYTES_MAX)
		return;
	size_t quick_length = fold_stretch(&table, text, quick), whole_length = fold_whole(&table, text, whole);
	CHECK(bytes_equal(bytes_of(quick, quick_length), bytes_of(whole, whole_length)));
	CHECK(utf8_is_clean(bytes_of(whole, whole_length)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	uint8_t phrase[2 * TEXT_PHRASE_BYTES_MAX];
	if (size == 0)
		return 0;
	if (arena.block_bytes == 0)
		arena_init(&arena, 1 << 12);
	size_t split = 1 + (size - 1) * (data[0] >> 2) / 63;
	struct bytes headline = utf8_clean(data + 1, split - 1), body = utf8_clean(data + split, size - split);
	struct article article = { .headline = headline, .headline_is_markup = data[0] & 1, .body = body, .body_is_markup = (data[0] & 2) != 0 };
	struct document document;
	struct arena_mark mark = arena_mark(&arena);
	document_read(&article, &arena, &document);
	document_check(&article, &document, 3, &arena);
	CHECK(utf8_is_clean(document.plain) && utf8_is_clean(document.norm));
	check_fold(body);
	size_t length = text_normalise_phrase(body, phrase, sizeof phrase);
	CHECK(utf8_is_clean(bytes_of(phrase, length)));
	arena_rewind(&arena, mark);
	free((void *)(uintptr_t)headline.data);
	free((void *)(uintptr_t)body.data);
	return 0;
}
