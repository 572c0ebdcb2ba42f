/* Words as ICU's word break iterator finds them (root locale): on the sentences beside this file and, where it is there, on
 * the evaluation kit's articles. Scripts that are written without spaces are left to document_test.c. */
#include "document_check.h"

#include <stdlib.h>

#include <unicode/uchar.h>

#include "check_that.h"
#include "decode.h"
#include "icu_reference.h"

#define TEXT_BYTES_MAX (1 << 20)

static const char *const kit[] = {
	"../shared/eval/ntrex-dev/articles.ndjson", "../shared/eval/itn-dev/articles.ndjson",
	"../shared/eval/inject-newstest-dev/articles.ndjson", "../shared/eval/headlines-dev/articles.ndjson",
	"../shared/feeds/moscow-meeting.ndjson",
};

static unsigned long words_compared;

/* A letter that is a word of its own here. */
static bool holds_character(struct bytes text)
{
	for (size_t at = 0; at < text.length;) {
		UChar32 point = (UChar32)utf8_next(text.data, &at);
		int word_break = u_getIntPropertyValue(point, UCHAR_WORD_BREAK);
		if (word_break == U_WB_KATAKANA)
			return true;
		if (word_break == U_WB_OTHER && (U_GET_GC_MASK(point) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0)
			return true;
	}
	return false;
}

static bool holds_hangul(struct bytes text)
{
	for (size_t at = 0; at < text.length;) {
		uint32_t point = utf8_next(text.data, &at);
		if (point >= 0xac00 && point <= 0xd7a3)
			return true;
	}
	return false;
}

/* ICU breaks between Hangul and other letters or digits, which UAX #29 does not: makes one of such neighbours. What folds to
 * nothing, a tatweel that stands alone, is no word. */
static size_t reconcile(struct bytes text, struct span *words, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		uint8_t folded[4096];
		if (words[i].length < 256 && icu_fold(bytes_part(text, words[i]), folded, sizeof folded) == 0)
			continue;
		bool touches = kept > 0 && words[kept - 1].start + words[kept - 1].length == words[i].start;
		bool hangul = touches && (holds_hangul(bytes_part(text, words[i])) || holds_hangul(bytes_part(text, words[kept - 1])));
		bool character = touches && (holds_character(bytes_part(text, words[i])) || holds_character(bytes_part(text, words[kept - 1])));
		if (hangul && !character)
			words[kept - 1].length += words[i].length;
		else
			words[kept++] = words[i];
	}
	return kept;
}

/* Two things are otherwise here on purpose: ICU takes "@" for a letter, and UAX #29 the narrow no-break space for a
 * connector. ICU reads a plus sign and an em space instead, which are as long. */
static void tailor(struct bytes text, uint8_t *ret_text)
{
	memcpy(ret_text, text.data, text.length);
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] == '@')
			ret_text[i] = '+';
		if (i + 2 < text.length && memcmp(text.data + i, "\u202f", 3) == 0)
			memcpy(ret_text + i, "\u2003", 3);
	}
}

static bool complain(const char *name, struct bytes plain, struct span icu, const struct word *word)
{
	fprintf(stderr, "  %s: ICU has \"%.*s\" at byte %u", name, (int)icu.length, (const char *)plain.data + icu.start, icu.start);
	if (word != NULL)
		fprintf(stderr, ", we have \"%.*s\" at byte %u", word->plain_length, (const char *)plain.data + word->plain_start, word->plain_start);
	fprintf(stderr, "\n");
	const bool words_are_as_in_icu = false;
	return CHECK_THAT(words_are_as_in_icu);
}

static bool compare(const char *name, const struct document *document)
{
	static uint8_t tailored[TEXT_BYTES_MAX];
	static struct span icu[TEXT_BYTES_MAX];
	struct bytes plain = document->plain;
	tailor(plain, tailored);
	size_t icu_count = reconcile(plain, icu, icu_words(bytes_of(tailored, plain.length), icu, TEXT_BYTES_MAX));
	const struct word *word = document->words, *end = word + document->words_count;
	for (size_t i = 0; i < icu_count; i++) {
		bool unsegmented = holds_character(bytes_part(plain, icu[i]));
		while (word < end && (word->flags & WORD_CHARACTER) != 0 && word->plain_start < icu[i].start)
			word++;
		while (unsegmented && word < end && word->plain_start < icu[i].start + icu[i].length)
			word++;
		if (unsegmented)
			continue;
		if (word == end || word->plain_start != icu[i].start || word->plain_length != icu[i].length || (word->flags & WORD_CHARACTER) != 0)
			return complain(name, plain, icu[i], word < end ? word : NULL);
		word++;
		words_compared++;
	}
	while (word < end && (word->flags & WORD_CHARACTER) != 0)
		word++;
	return CHECK_THAT(word == end);
}

static bool compare_text(const char *name, const struct article *article, struct arena *arena)
{
	struct document document;
	struct arena_mark mark = arena_mark(arena);
	document_read(article, arena, &document);
	document_check(article, &document, 7, arena);
	CHECK_THAT(document.plain.length < TEXT_BYTES_MAX);
	bool same = compare(name, &document);
	arena_rewind(arena, mark);
	return same;
}

static void test_sentences(struct arena *arena)
{
	char line[8192];
	unsigned sentences = 0;
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/text/sentences.tsv", "r");
	CHECK(file != NULL);
	while (fgets(line, sizeof line, file) != NULL) {
		char *tab = strchr(line, '\t');
		if (line[0] == '#' || tab == NULL)
			continue;
		*tab = 0;
		struct article article = { .body = bytes_of_string(tab + 1) };
		compare_text(line, &article, arena);
		sentences++;
	}
	fclose(file);
	CHECK_THAT(sentences >= 80);
	CHECK_THAT(words_compared > 1000);
}

static void test_kit(const char *path, struct arena *arena)
{
	FILE *file = fopen(path, "r");
	if (file == NULL) {
		printf("skipped: %s is not here\n", path);
		return;
	}
	char *line = NULL;
	size_t capacity = 0;
	unsigned articles = 0, same = 0;
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
		struct arena_mark mark = arena_mark(arena);
		struct article article;
		const char *reason;
		bool decoded = decode_article(bytes_of(line, (size_t)length), arena, &article, &reason) == STATUS_OK;
		CHECK_THAT(decoded);
		if (decoded) {
			articles++;
			same += compare_text((const char *)article.uri.data, &article, arena);
		}
		arena_rewind(arena, mark);
	}
	free(line);
	fclose(file);
	printf("%s: %u of %u articles\n", path, same, articles);
	CHECK_THAT(articles > 0);
}

int main(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	test_sentences(&arena);
	for (size_t i = 0; i < sizeof kit / sizeof kit[0]; i++)
		test_kit(kit[i], &arena);
	printf("%lu words compared\n", words_compared);
	arena_free(&arena);
	return check_that_result();
}
