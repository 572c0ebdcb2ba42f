/* document_check.h: what must hold of every document, whatever was read: for tests and fuzzers, which end at the first
 * thing that does not. */
#ifndef PARALLAX_TESTS_DOCUMENT_CHECK_H
#define PARALLAX_TESTS_DOCUMENT_CHECK_H

#include "check.h"
#include "fold.h"
#include "normalise.h"
#include "word_hash.h"

static inline bool document_check_starts_character(struct bytes text, size_t at)
{
	return at == text.length || (text.data[at] & 0xc0) != 0x80;
}

/* A word's norm is its plain folded, its hash is of that, and its flags agree with its bytes. */
static inline void document_check_word(const struct document *document, const struct word *word, const struct unicode_table *table)
{
	uint8_t folded[FOLD_GROWTH_MAX * FOLD_BYTES_MAX + FOLD_PUT_BYTES_MAX];
	CHECK(word->plain_length > 0 && word->plain_length <= FOLD_BYTES_MAX && word->norm_length > 0);
	CHECK((size_t)word->plain_start + word->plain_length <= document->plain.length);
	struct bytes plain = bytes_of(document->plain.data + word->plain_start, word->plain_length);
	struct bytes norm = bytes_of(document->norm.data + word->norm_start, word->norm_length);
	CHECK(document_check_starts_character(document->plain, word->plain_start));
	CHECK(document_check_starts_character(document->plain, (size_t)word->plain_start + word->plain_length));
	CHECK(bytes_equal(norm, bytes_of(folded, fold_whole(table, plain, folded))));
	CHECK(word->hash == word_hash(norm.data, norm.length));
	CHECK((word->flags & (WORD_LETTERS | WORD_DIGITS)) != 0);
	CHECK((word->flags & WORD_UPPER_ALL) == 0 || (word->flags & WORD_UPPER_FIRST) != 0);
	CHECK((word->flags & WORD_UPPER_FIRST) == 0 || (word->flags & WORD_LETTERS) != 0);
	CHECK(word->script < SCRIPT_COUNT && (word->script == SCRIPT_NONE || (word->flags & WORD_LETTERS) != 0));
}

/* The received bytes of a word are its plain; of markup, once they are stripped alone. */
static inline void document_check_received(const struct document *document, const struct word *word, const bool is_markup[2],
                                           struct arena *arena)
{
	struct span place = { word->plain_start, word->plain_length };
	struct received_span span = document_received(document, place);
	struct bytes received = document->received[span.field];
	CHECK((size_t)span.bytes.start + span.bytes.length <= received.length);
	struct bytes part = bytes_part(received, span.bytes);
	CHECK(utf8_count(bytes_of(received.data, span.bytes.start)) == span.points.start && utf8_count(part) == span.points.length);
	if (!is_markup[span.field]) {
		CHECK(bytes_equal(part, bytes_part(document->plain, place)));
		return;
	}
	/* A tag inside a word ("<b>Wo</b>rd") belongs to its span; so may a comment or a script. */
	struct bytes stripped = markup_strip(part, arena).plain;
	if (memchr(part.data, '<', part.length) == NULL)
		CHECK(bytes_equal(stripped, bytes_part(document->plain, place)));
}

static inline void document_check_lines(const struct document *document)
{
	uint32_t word = 0, plain = 0;
	for (uint32_t i = 0; i < document->lines_count; i++) {
		const struct line *line = &document->lines[i];
		CHECK(line->word_start == word && line->word_count > 0 && !line->dropped);
		word += line->word_count;
		CHECK(word <= document->words_count);
		const struct word *first = &document->words[line->word_start], *last = &document->words[word - 1];
		CHECK(line->plain.start >= plain && line->plain.start <= first->plain_start);
		plain = line->plain.start + line->plain.length;
		CHECK(plain <= document->plain.length && plain >= last->plain_start + last->plain_length);
		CHECK(memchr(document->plain.data + line->plain.start, '\n', line->plain.length) == NULL);
		for (uint32_t k = 0; k < line->word_count; k++)
			CHECK((first[k].gap == GAP_LINE) == (k == 0));
	}
	CHECK(word == document->words_count);
}

/* Every received_stride-th word is traced back: the way back counts from the start of its field. */
static inline void document_check(const struct article *article, const struct document *document, uint32_t received_stride,
                                  struct arena *arena)
{
	struct unicode_table table = unicode_table_open();
	const bool is_markup[2] = {
		[FIELD_HEADLINE] = article->headline_is_markup || markup_is_evident(article->headline),
		[FIELD_BODY] = article->body_is_markup || markup_is_evident(article->body)
	};
	uint32_t plain = 0, norm = 0;
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		CHECK(word->plain_start >= plain);
		plain = word->plain_start + word->plain_length;
		if (i > 0 && word->gap != GAP_NONE)
			CHECK(document->norm.data[norm++] == word->gap);
		CHECK(word->norm_start == norm);
		norm += word->norm_length;
		document_check_word(document, word, &table);
		if (i % received_stride == 0)
			document_check_received(document, word, is_markup, arena);
	}
	CHECK(norm == document->norm.length);
	CHECK(document->words_count <= DOCUMENT_WORDS_MAX && document->lines_count <= DOCUMENT_LINES_MAX);
	CHECK(document->body_start <= document->plain.length);
	document_check_lines(document);
}

#endif
