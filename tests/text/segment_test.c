/* Survival: texts that end where reading on is forbidden, limits, malice; and blocks of ASCII against plain C. */
#include "segment.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check_that.h"
#include "document_check.h"
#include "segment_write.h"

static struct arena arena;

/* Every document is checked; the caller rewinds. */
static struct document read_body(struct bytes body, bool is_markup)
{
	struct article article = { .body = body, .body_is_markup = is_markup };
	struct document document;
	document_read(&article, &arena, &document);
	document_check(&article, &document, 4096, &arena);
	return document;
}

/* ---- ends ---- */

static void read_at_edge(struct bytes text)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE), size = (text.length + page) / page * page;
	uint8_t *memory = mmap(NULL, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED || mprotect(memory + size, page, PROT_NONE) != 0)
		exit(1);
	struct bytes edge = bytes_of(memory + size - text.length, text.length);
	if (text.length > 0)
		memcpy(memory + size - text.length, text.data, text.length);
	uint8_t norm[512];
	struct arena_mark mark = arena_mark(&arena);
	struct document document = read_body(edge, false);
	size_t length = text_normalise_phrase(edge, norm, sizeof norm);
	CHECK_THAT(bytes_equal(document.norm, bytes_of(norm, length)));
	arena_rewind(&arena, mark);
	munmap(memory, size + page);
}

static void test_edges(void)
{
	static const char text[] = "Don't 3.5. \u00c9cole e\u0301 \u4e2d\u56fd\u3099 \u0e19\u0e49 \ud55c1\uad6d \u05d2\" \u0645\u064f\u062d \U0001f600 ab_c. x'";
	struct bytes whole = bytes_of(text, sizeof text - 1);
	for (size_t length = 0; length <= whole.length; length++)
		if (document_check_starts_character(whole, length))
			read_at_edge(bytes_of(whole.data, length));
	for (size_t start = 0; start < whole.length; start++)
		if (document_check_starts_character(whole, start))
			read_at_edge(bytes_of(whole.data + start, whole.length - start));
}

/* ---- limits ---- */

static uint8_t *repeat(const char *part, size_t times, struct bytes *ret_text)
{
	size_t length = strlen(part);
	uint8_t *text = malloc(length * times + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * length, part, length);
	*ret_text = bytes_of(text, length * times);
	return text;
}

static void check_limits(const char *part, size_t times, uint32_t words, uint32_t lines, bool truncated)
{
	struct bytes text;
	uint8_t *memory = repeat(part, times, &text);
	struct arena_mark mark = arena_mark(&arena);
	struct document document = read_body(text, false);
	if (!CHECK_THAT(document.words_count == words && document.lines_count == lines && document.truncated == truncated))
		fprintf(stderr, "  %zu times \"%.20s\": %u words, %u lines, truncated %d\n", times, part, document.words_count,
		        document.lines_count, document.truncated);
	arena_rewind(&arena, mark);
	free(memory);
}

static void test_limits(void)
{
	check_limits("a", 1 << 20, 1024, 1, false); /* one word of 1 MB, cut at 1024 bytes */
	check_limits("\u00e9", 1 << 20, 2048, 1, false);
	check_limits("1", 1025, 2, 1, false);
	check_limits("x ", 65536, 65536, 1, false);
	check_limits("x ", 65537, 65536, 1, true);
	check_limits("\u0436 ", 70000, 65536, 1, true);
	check_limits("\u4e2d", 65536, 65536, 1, false);
	check_limits("\u4e2d", 70000, 65536, 1, true);
	check_limits("a\u4e2d\u3002", 40000, 65536, 1, true);
	check_limits("x\n", 8192, 8192, 8192, false);
	check_limits("x\n", 8193, 8192, 8192, true);
	check_limits("\u4e2d\n", 9000, 8192, 8192, true);
	check_limits("\u0436\n", 9000, 8192, 8192, true);
	check_limits(" .\n", 100000, 0, 0, false);
	check_limits("\ufdfa", 1000, 3, 1, false); /* 18 code points each */
	check_limits("\ufdfa ", 65536, 65536, 1, false);
}

/* What stands behind the limit is in no line and in no gap. */
static void test_truncated(void)
{
	struct bytes text;
	uint8_t *memory = repeat("word and ", 40000, &text);
	struct document document = read_body(text, false);
	const struct word *last = &document.words[document.words_count - 1];
	const struct line *line = &document.lines[document.lines_count - 1];
	CHECK_THAT(document.truncated && document.plain.length == text.length);
	CHECK_THAT(line->plain.start + line->plain.length == last->plain_start + last->plain_length);
	free(memory);
}

/* ---- malice ---- */

/* 4 MB of each: work that grew with the square would take minutes. */
static void test_floods(void)
{
	static const char *const parts[] = {
		"a", " ", "\n", ".", "a'", "a.", "'", "1,", "\u05d0\"", "\u05d0'", "a'\u0301\u0301\u0301", "\u0301", "\u0301\u0323", "e\u0301\u0323\u0345",
		"\u200d", "a\u200d", "\u4e2d\u3099", "\u1112\u1161", "\u1161", "\uac00\u11a8", "\ufdfa", "\ufdfa\u0301", "\u064e", "\u0627\u064e", "\u0640", "_", "a_",
		"\u0958\u093c", "\u00f6\u0328", "\U0001d160", "\U000e0100", "\u0378", "\u3131", "\u200b", "-", "a-", "\u4e2d\n", "1\ud55c", "<p>", "&amp;a",
	};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		struct bytes text;
		uint8_t *memory = repeat(parts[i], (4 << 20) / strlen(parts[i]), &text);
		struct arena_mark mark = arena_mark(&arena);
		struct article article = { .body = text, .body_is_markup = i % 2 == 0 };
		struct document document;
		document_read(&article, &arena, &document);
		document_check(&article, &document, 1 << 20, &arena);
		CHECK_THAT(document.norm.length < (1u << 25) + (1u << 20));
		arena_rewind(&arena, mark);
		free(memory);
	}
	/* One letter, then marks of many classes that are out of order all the way, with a mark inside of a word before. */
	struct bytes text;
	uint8_t *memory = repeat("\u0301\u0323\u05b0\u0345\u0334", 100000, &text);
	memory[0] = 'a';
	memory[1] = '\'';
	read_body(text, false);
	free(memory);
}

/* ---- blocks ---- */

static bool is_among(uint8_t byte, uint8_t first, uint8_t last)
{
	return byte >= first && byte <= last;
}

static void check_block(const uint8_t *text)
{
	struct segment_block expected = { 0 }, quick = segment_block_of(text), portable = segment_block_portable(text);
	for (unsigned i = 0; i < SEGMENT_BLOCK; i++) {
		uint64_t upper = is_among(text[i], 'A', 'Z'), lower = is_among(text[i], 'a', 'z'), digit = is_among(text[i], '0', '9');
		expected.words |= (upper | lower | digit) << i;
		expected.letters |= (upper | lower) << i;
		expected.uppers |= upper << i;
	}
	CHECK_THAT(memcmp(&expected, &quick, sizeof expected) == 0);
	CHECK_THAT(memcmp(&expected, &portable, sizeof expected) == 0);
}

static void test_blocks(void)
{
	uint8_t text[SEGMENT_BLOCK];
	uint32_t state = 1;
	for (unsigned byte = 0; byte < 256; byte++) {
		for (unsigned i = 0; i < SEGMENT_BLOCK; i++) {
			memset(text, byte % 2 == 0 ? ' ' : 'm', sizeof text);
			text[i] = (uint8_t)byte;
			check_block(text);
		}
	}
	for (unsigned round = 0; round < 10000; round++) {
		for (unsigned i = 0; i < SEGMENT_BLOCK; i++) {
			state = state * 1664525 + 1013904223;
			text[i] = (uint8_t)(state >> 24);
		}
		check_block(text);
	}
}

/* Words of every length, at every place of a block, with everything behind them: as the way of one code point at a time
 * reads them, which a letter that is not ASCII in front of the text compels. */
static void test_ascii(void)
{
	static const char *const behind[] = { " ", ". ", ".x", ", ", ",1", "'s", "' ", "_", "-", "\u00e9", "\u0301", "\u200d", "\u4e2d", "\u201d", "\n", "" };
	char text[160], other[200];
	for (unsigned place = 0; place < 70; place++)
		for (unsigned length = 1; length < 20; length++)
			for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++) {
				memset(text, '-', place);
				for (unsigned k = 0; k < length; k++)
					text[place + k] = "aBc9deFghiJ0klmnopqr"[k];
				snprintf(text + place + length, sizeof text - place - length, "%szz", behind[i]);
				struct arena_mark mark = arena_mark(&arena);
				struct document quick = read_body(bytes_of_string(text), false);
				CHECK_THAT(quick.words_count >= 1 && quick.words[0].plain_start == place && quick.words[0].plain_length >= length);
				/* Each letter a fullwidth one: the same norm by another way. */
				size_t wide = 0;
				for (const char *at = text; *at != 0; at++) {
					bool is_word = is_among((uint8_t)*at, 'a', 'z') || is_among((uint8_t)*at, 'A', 'Z') || is_among((uint8_t)*at, '0', '9');
					wide += is_word ? utf8_put((uint8_t)*at + 0xfee0u, (uint8_t *)other + wide) : ((other[wide] = *at), 1u);
				}
				struct document slow = read_body(bytes_of(other, wide), false);
				CHECK_THAT(bytes_equal(quick.norm, slow.norm) && quick.words_count == slow.words_count);
				for (uint32_t k = 0; k < quick.words_count && k < slow.words_count; k++)
					CHECK_THAT(quick.words[k].flags == slow.words[k].flags && quick.words[k].script == slow.words[k].script &&
					           quick.words[k].gap == slow.words[k].gap && quick.words[k].hash == slow.words[k].hash);
				arena_rewind(&arena, mark);
			}
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	test_edges();
	test_limits();
	test_truncated();
	test_blocks();
	test_ascii();
	test_floods();
	arena_free(&arena);
	return check_that_result();
}
