/* Any bytes as an article: decode, check what decode.h promises, use every view. */
#include "check.h"
#include "decode.h"
#include "decode_text.h"
#include "json_write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_promises(const struct article *article)
{
	CHECK(article->uri.length > 0 && article->uri.length <= ARTICLE_URI_MAX);
	CHECK(article->status <= ARTICLE_CANCELED);
	bool blank = text_is_blank(article->headline, article->headline_is_markup) &&
		     text_is_blank(article->body, article->body_is_markup);
	CHECK(!blank || article->status != ARTICLE_USABLE);
	CHECK(article->headline.data == NULL || !text_is_blank(article->headline, article->headline_is_markup));
	CHECK(article->body.data == NULL || !text_is_blank(article->body, article->body_is_markup));
	CHECK(article->places_count <= ARTICLE_SUBJECTS_MAX && article->subjects_count <= ARTICLE_SUBJECTS_MAX);
	CHECK(article->source.length <= ARTICLE_NAME_MAX && article->credit.length <= ARTICLE_NAME_MAX);
	CHECK(article->ednote.length <= ARTICLE_NOTE_MAX && article->language.length <= ARTICLE_TAG_MAX);
	CHECK(article->version == 0 || article->version_text.length > 0);
}

/* What was decoded is UTF-8, so that the writer replaces nothing. */
static void write_all(const struct article *article, struct arena *arena)
{
	const struct bytes views[] = { article->uri, article->version_text, article->source, article->credit, article->language,
				       article->headline, article->body, article->slugline, article->ednote, article->evolvedfrom };
	struct json_write write;
	json_write_begin(&write, arena, 0);
	json_write_open(&write, '[');
	for (size_t i = 0; i < sizeof views / sizeof views[0]; i++)
		json_write_text(&write, views[i]);
	for (uint32_t i = 0; i < article->places_count; i++)
		json_write_text(&write, article->places[i].name.data != NULL ? article->places[i].name : article->places[i].code);
	for (uint32_t i = 0; i < article->subjects_count; i++)
		json_write_text(&write, article->subjects[i].name.data != NULL ? article->subjects[i].name : article->subjects[i].code);
	json_write_time(&write, article->created);
	json_write_time(&write, article->embargoed);
	json_write_close(&write, ']');
	CHECK(json_write_end(&write).length > 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena arena;
	if (arena.block_bytes == 0)
		arena_init(&arena, 1 << 16);
	struct arena_mark mark = arena_mark(&arena);
	struct article article;
	const char *reason = NULL;
	if (decode_article(bytes_of(data, size), &arena, &article, &reason) == STATUS_OK) {
		check_promises(&article);
		write_all(&article, &arena);
	} else {
		CHECK(reason != NULL && reason[0] >= 'A' && reason[0] <= 'Z' && reason[strlen(reason) - 1] == '.');
	}
	arena_rewind(&arena, mark);
	return 0;
}
