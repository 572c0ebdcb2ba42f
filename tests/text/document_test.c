/* Documents by hand: words, gaps, flags, scripts, lines, assembly, the way back, and hashes that must never change. */
#include "document_check.h"

#include <stdlib.h>

#include "check_that.h"

static struct arena arena;

static struct document read_article(const struct article *article)
{
	struct document document;
	document_read(article, &arena, &document);
	document_check(article, &document, 1, &arena);
	return document;
}

static struct document read_text(const char *text)
{
	struct article article = { .body = bytes_of_string(text) };
	return read_article(&article);
}

/* ---- norm: words and the gaps between them, in one string ---- */

static void check_norm(const char *text, const char *norm)
{
	struct document document = read_text(text);
	if (!CHECK_THAT(bytes_equal(document.norm, bytes_of_string(norm))))
		fprintf(stderr, "  \"%s\"\n  gives \"%.*s\"\n  not   \"%s\"\n", text, (int)document.norm.length,
		        (const char *)document.norm.data, norm);
}

static void test_words(void)
{
	check_norm("", "");
	check_norm("?!", "");
	check_norm("Don't PANIC", "don't panic");
	check_norm("25.700 Tote, 3,5 %", "25.700 tote,3,5");
	check_norm("at 6:40 on a_b 5ft x2 2x", "at 6,40 on a_b 5ft x2 2x");
	check_norm("Trump\u2019s l\u2019Iran rock 'n' roll", "trump\u2019s l\u2019iran rock,n,roll");
	check_norm("www.example.org/a?b=c&d e-mail", "www.example.org,a,b,c,d e-mail");
	check_norm("__ ___ a", "a");
	check_norm("3.5. 1,2, a.b.c. x'", "3.5.1,2,a.b.c.x");
	check_norm("\u05e6\u05d4\"\u05dc \u05d2' \u05d3'5", "\u05e6\u05d4\"\u05dc \u05d2' \u05d3' 5");
	check_norm("a\u00adb c\u200dd \u0645\u06cc\u200c\u0631\u0648\u062f", "ab cd \u0645\u064a\u0631\u0648\u062f");
	check_norm("col\u00b7lecci\u00f3 \uacc3\u00b7\uac83\u2019\uc744 10\uc6d4 AFP\ud1b5\uc2e0", "col\u00b7lecci\u00f3 \uacc3,\uac83,\uc744 10\uc6d4 afp\ud1b5\uc2e0");
	check_norm("\u0627\u0644\u0640\u0640\u0639 \u0640 x", "\u0627\u0644\u0639,x");
	check_norm("63\u202f740 63\u00a0740 63\u2009740", "63 740 63 740 63 740");
	check_norm("averyverylongword1 abcdefghijklmno abcdefghijklmnop ABCDEFGHIJKLMNOPQ", "averyverylongword1 abcdefghijklmno abcdefghijklmnop abcdefghijklmnopq");
}

static void test_gaps(void)
{
	check_norm("a  \t b", "a b");
	check_norm("a-b c\u2010d e\u2013f g - h i--j k- l", "a-b c-d e-f g,h i,j k,l");
	check_norm("a, b;c (d) \u201ee\u201c f/g", "a,b,c,d,e,f,g");
	check_norm("A b. C d! E? F.g", "a b.c d.e.f.g"); /* F.g is one word */
	check_norm("a.\" b.) c!\u201d d?!... e .f", "a.b.c.d.e,f");
	check_norm("\u2026 a\u2026 b", "a,b");
	check_norm("a\u3002b\uff01c\u0964d\u061fe\u06d4f", "a.b.c.d.e.f");
	check_norm("a\nb\r\n\r\nc\u2028d. \n e", "a\nb\nc\nd\ne");
	check_norm("a\u200bb a\u2060b", "a b ab");
	check_norm("Mr. Smith", "mr.smith");
}

static void test_unsegmented(void)
{
	check_norm("\u4e2d\u56fdABC12\u6708", "\u4e2d\u56fdabc12\u6708");
	check_norm("\u65e5\u672c\u8a9e \u30ab\u30bf\u30ab\u30ca", "\u65e5\u672c\u8a9e \u30ab\u30bf\u30ab\u30ca");
	check_norm("\u300c\u4e2d\u300d\u3001\u56fd", "\u4e2d,\u56fd");
	check_norm("\u0e19\u0e49\u0e33\u0e17\u0e48\u0e27\u0e21", "\u0e19\u0e49\u0e4d\u0e32\u0e17\u0e48\u0e27\u0e21");
	struct document document = read_text("\u4e2d\u56fdABC12\u6708\u30ac\uff76\uff9e\u304b\u3099\u0e19\u0e49\u0e4d\u1780\u17d2\u1781\u4e00");
	static const struct {
		const char *norm;
		uint8_t script;
		uint8_t flags;
	} expected[] = {
		{ "\u4e2d", SCRIPT_HAN, WORD_LETTERS | WORD_CHARACTER }, { "\u56fd", SCRIPT_HAN, WORD_LETTERS | WORD_CHARACTER },
		{ "abc12", SCRIPT_LATIN, WORD_LETTERS | WORD_DIGITS | WORD_UPPER_FIRST | WORD_UPPER_ALL }, { "\u6708", SCRIPT_HAN, WORD_LETTERS | WORD_CHARACTER },
		{ "\u30ac", SCRIPT_KATAKANA, WORD_LETTERS | WORD_CHARACTER }, { "\u30ac", SCRIPT_KATAKANA, WORD_LETTERS | WORD_CHARACTER },
		{ "\u304c", SCRIPT_HIRAGANA, WORD_LETTERS | WORD_CHARACTER }, { "\u0e19\u0e49\u0e4d", SCRIPT_THAI, WORD_LETTERS | WORD_CHARACTER },
		{ "\u1780\u17d2", SCRIPT_KHMER, WORD_LETTERS | WORD_CHARACTER }, { "\u1781", SCRIPT_KHMER, WORD_LETTERS | WORD_CHARACTER },
		{ "\u4e00", SCRIPT_HAN, WORD_LETTERS | WORD_CHARACTER },
	};
	size_t count = sizeof expected / sizeof expected[0];
	CHECK_THAT(document.words_count == count);
	for (uint32_t i = 0; i < count && i < document.words_count; i++) {
		const struct word *word = &document.words[i];
		CHECK_THAT(bytes_equal(bytes_of(document.norm.data + word->norm_start, word->norm_length), bytes_of_string(expected[i].norm)));
		CHECK_THAT(word->script == expected[i].script && word->flags == expected[i].flags);
		CHECK_THAT(word->gap == (i == 0 ? GAP_LINE : GAP_NONE));
	}
}

/* ---- flags and scripts ---- */

static void check_word(const char *text, unsigned flags, enum script script)
{
	struct document document = read_text(text);
	if (!CHECK_THAT(document.words_count == 1 && document.words[0].flags == flags && document.words[0].script == script))
		fprintf(stderr, "  \"%s\": %u words, flags %u, script %u\n", text, document.words_count,
		        document.words_count > 0 ? document.words[0].flags : 0u, document.words_count > 0 ? document.words[0].script : 0u);
}

static void test_flags(void)
{
	const unsigned first = WORD_LETTERS | WORD_UPPER_FIRST, all = first | WORD_UPPER_ALL;
	check_word("word", WORD_LETTERS, SCRIPT_LATIN);
	check_word("Word", first, SCRIPT_LATIN);
	check_word("WORD", all, SCRIPT_LATIN);
	check_word("W", first, SCRIPT_LATIN);
	check_word("wORD", WORD_LETTERS, SCRIPT_LATIN);
	check_word("internationaLisation", WORD_LETTERS, SCRIPT_LATIN);
	check_word("INTERNATIONALISATION", all, SCRIPT_LATIN);
	check_word("G20", first | WORD_DIGITS, SCRIPT_LATIN);
	check_word("F16A", all | WORD_DIGITS, SCRIPT_LATIN);
	check_word("12345678Ab", first | WORD_DIGITS, SCRIPT_LATIN);
	check_word("2001", WORD_DIGITS, SCRIPT_NONE);
	check_word("25,490", WORD_DIGITS, SCRIPT_NONE);
	check_word("\u06f2\u06f5\u066c\u06f4\u06f9\u06f0", WORD_DIGITS, SCRIPT_NONE);
	check_word("\u0966\u0967", WORD_DIGITS, SCRIPT_NONE);
	check_word("U.S", all, SCRIPT_LATIN);
	check_word("\u00c9COLE", all, SCRIPT_LATIN);
	check_word("\u00c9cole", first, SCRIPT_LATIN);
	check_word("\u01c5x", first, SCRIPT_LATIN); /* a title-case letter */
	check_word("\u041c\u043e\u0441\u043a\u0432\u0430", first, SCRIPT_CYRILLIC);
	check_word("\u041c\u041e\u0421\u041a\u0412\u0410", all, SCRIPT_CYRILLIC);
	check_word("\u0391\u03b8\u03ae\u03bd\u03b1", first, SCRIPT_GREEK);
	check_word("\u0627\u0644\u0642\u0627\u0647\u0631\u0629", WORD_LETTERS, SCRIPT_ARABIC);
	check_word("\u0640\u0639\u0631\u0628", WORD_LETTERS, SCRIPT_ARABIC); /* tatweel belongs to many scripts */
	check_word("\u05e9\u05dc\u05d5\u05dd", WORD_LETTERS, SCRIPT_HEBREW);
	check_word("\u0939\u093f\u0928\u094d\u0926\u0940", WORD_LETTERS, SCRIPT_DEVANAGARI);
	check_word("\ud55c\uad6d", WORD_LETTERS, SCRIPT_HANGUL);
	check_word("\u10e5\u10d0\u10e0", WORD_LETTERS, SCRIPT_GEORGIAN);
	check_word("\u1270\u1293", WORD_LETTERS, SCRIPT_ETHIOPIC);
	check_word("\u13a0\u13a1", WORD_LETTERS | WORD_UPPER_FIRST | WORD_UPPER_ALL, SCRIPT_OTHER); /* Cherokee */
}

/* ---- lines and assembly ---- */

static void check_line(const struct document *document, uint32_t at, const char *plain, uint32_t words)
{
	if (!CHECK_THAT(at < document->lines_count))
		return;
	const struct line *line = &document->lines[at];
	if (!CHECK_THAT(bytes_equal(bytes_part(document->plain, line->plain), bytes_of_string(plain)) && line->word_count == words))
		fprintf(stderr, "  line %u is \"%.*s\" with %u words\n", at, (int)line->plain.length,
		        (const char *)document->plain.data + line->plain.start, line->word_count);
}

static void test_lines(void)
{
	struct document document = read_text("\n  One two. \n * * *\n\u3000\u4e2d\u56fd\u3000\n\nOne two!\nlast ");
	CHECK_THAT(document.lines_count == 4 && document.words_count == 7);
	check_line(&document, 0, "One two.", 2);
	check_line(&document, 1, "\u4e2d\u56fd", 2);
	check_line(&document, 2, "One two!", 2);
	check_line(&document, 3, "last", 1);
	CHECK_THAT(document.lines[0].hash == document.lines[2].hash);
	CHECK_THAT(document.lines[0].hash != document.lines[1].hash && document.lines[0].hash != document.lines[3].hash);
	CHECK_THAT(read_text("two one").lines[0].hash != document.lines[0].hash);
	CHECK_THAT(read_text("one two two").lines[0].hash != read_text("one one two").lines[0].hash);
	CHECK_THAT(read_text("").lines_count == 0 && read_text(" \n .").lines_count == 0);
}

static void test_assembly(void)
{
	struct article article = { .headline = bytes_of_string("Port shut"), .body = bytes_of_string("<p>84 dead &amp; 12 hurt</p><p>End</p>"), .body_is_markup = true };
	struct document document = read_article(&article);
	CHECK_THAT(bytes_equal(document.plain, bytes_of_string("Port shut\n84 dead & 12 hurt\nEnd")));
	CHECK_THAT(document.body_start == 10 && document.lines_count == 3);
	article.body_is_markup = false; /* evident all the same */
	CHECK_THAT(bytes_equal(read_article(&article).plain, document.plain));
	article.body = bytes_of_string("84 < 95");
	CHECK_THAT(bytes_equal(read_article(&article).plain, bytes_of_string("Port shut\n84 < 95")));
	article.body = (struct bytes){ 0 };
	document = read_article(&article);
	CHECK_THAT(bytes_equal(document.plain, bytes_of_string("Port shut")) && document.body_start == 9);
	article = (struct article){ .body = bytes_of_string("<p> </p>"), .body_is_markup = true };
	document = read_article(&article);
	CHECK_THAT(document.plain.length == 0 && document.words_count == 0 && document.norm.length == 0);
}

/* ---- the way back ---- */

static void check_back(const struct document *document, uint32_t word, uint32_t words, enum field field, const char *received,
                       uint32_t point_start, uint32_t point_length)
{
	const struct word *first = &document->words[word], *last = &document->words[word + words - 1];
	struct span plain = { first->plain_start, last->plain_start + last->plain_length - first->plain_start };
	struct received_span span = document_received(document, plain);
	bool right = span.field == field && bytes_equal(bytes_part(document->received[field], span.bytes), bytes_of_string(received));
	if (!CHECK_THAT(right && span.points.start == point_start && span.points.length == point_length))
		fprintf(stderr, "  field %d, \"%.*s\", code points %u + %u\n", span.field, (int)span.bytes.length,
		        (const char *)document->received[span.field].data + span.bytes.start, span.points.start, span.points.length);
}

static void test_back(void)
{
	struct article article = {
		.headline = bytes_of_string("\u0160e\u0161elj: 25.700 tot"),
		.body = bytes_of_string("<p>Gregor Pu&ccaron;ko \u2013 &#8222;25,490&#8220;</p>\n<p>two  dozen</p>"),
		.headline_is_markup = false, .body_is_markup = true
	};
	struct document document = read_article(&article);
	CHECK_THAT(document.words_count == 8);
	check_back(&document, 0, 1, FIELD_HEADLINE, "\u0160e\u0161elj", 0, 6);
	check_back(&document, 1, 2, FIELD_HEADLINE, "25.700 tot", 8, 10);
	check_back(&document, 4, 1, FIELD_BODY, "Pu&ccaron;ko", 10, 12);
	check_back(&document, 5, 1, FIELD_BODY, "25,490", 32, 6);
	check_back(&document, 6, 2, FIELD_BODY, "two  dozen", 53, 10);
	/* From the headline on into the body: as far as the headline goes. */
	check_back(&document, 2, 2, FIELD_HEADLINE, "tot", 15, 3);
}

/* ---- phrases ---- */

static void test_phrases(void)
{
	uint8_t norm[64], long_phrase[TEXT_PHRASE_BYTES_MAX + 1];
	struct bytes phrase = bytes_of_string(" At  LEAST,  St. John\u2019s ");
	const char *expected = "at least,st.john\u2019s";
	CHECK_THAT(text_normalise_phrase(phrase, norm, sizeof norm) == strlen(expected) && memcmp(norm, expected, strlen(expected)) == 0);
	CHECK_THAT(text_normalise_phrase(phrase, norm, strlen(expected)) == strlen(expected));
	CHECK_THAT(text_normalise_phrase(phrase, norm, strlen(expected) - 1) == 0);
	CHECK_THAT(text_normalise_phrase(bytes_of_string(""), norm, sizeof norm) == 0);
	CHECK_THAT(text_normalise_phrase((struct bytes){ 0 }, norm, sizeof norm) == 0);
	memset(long_phrase, 'a', sizeof long_phrase);
	uint8_t *long_norm = malloc(2 * sizeof long_phrase);
	CHECK_THAT(text_normalise_phrase(bytes_of(long_phrase, sizeof long_phrase - 1), long_norm, 2 * sizeof long_phrase) == sizeof long_phrase - 1);
	CHECK_THAT(text_normalise_phrase(bytes_of(long_phrase, sizeof long_phrase), long_norm, 2 * sizeof long_phrase) == 0);
	for (size_t i = 0; i < 600; i++)
		long_phrase[i] = i % 2 == 0 ? 'a' : ' ';
	CHECK_THAT(text_normalise_phrase(bytes_of(long_phrase, 511), long_norm, 600) == 511);
	CHECK_THAT(text_normalise_phrase(bytes_of(long_phrase, 513), long_norm, 600) == 0);
	free(long_norm);
}

/* ---- pinned: a change of any of these changes what is stored. Computed apart from the C code: XXH3 of each word, zeros up to
 * 16 bytes; of a line, h = sum of t * (t >> 32) over its words, t = word ^ (place * 0x9e3779b97f4a7c15), the places from 1,
 * then MurmurHash3's finaliser of h + words ---- */

static void test_pinned(void)
{
	struct document document = read_text("Mindestens 25.700 Menschen\n\u0643\u062a\u0627\u0628 \u4e2d\u56fd \u0395\u03bb\u03bb\u03ac\u03b4\u03b1 internationalisation");
	static const uint64_t words[] = {
		0x0fc26383d9b601eb, 0x653945072338116c, 0xb2d7eb9882a832ae, 0xf94c427930db7506,
		0x61f95990ce88840f, 0x239efa9fcab3db80, 0x5e8b23e524dc456b, 0xc3ae0482870c03be,
	};
	static const uint64_t lines[] = { 0xdfad1b06dddef724, 0xbba45fb545e5af3f };
	CHECK_THAT(document.words_count == 8 && document.lines_count == 2);
	for (uint32_t i = 0; i < 8 && i < document.words_count; i++)
		if (!CHECK_THAT(document.words[i].hash == words[i]))
			fprintf(stderr, "  word %u: 0x%016llx\n", i, (unsigned long long)document.words[i].hash);
	for (uint32_t i = 0; i < 2 && i < document.lines_count; i++)
		if (!CHECK_THAT(document.lines[i].hash == lines[i]))
			fprintf(stderr, "  line %u: 0x%016llx\n", i, (unsigned long long)document.lines[i].hash);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_words();
	test_gaps();
	test_unsegmented();
	test_flags();
	test_lines();
	test_assembly();
	test_back();
	test_phrases();
	test_pinned();
	arena_free(&arena);
	return check_that_result();
}
