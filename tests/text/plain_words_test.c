/* A text's words by the bitmaps, by every kernel, are those of the document: every code point in every neighbourhood, real
 * sentences, random text of what is likely to go wrong, real feeds where they are there; and what bad input gives. */
#include "plain_words.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "normalise.h"
#include "point_of.h"

static struct arena arena;
static const struct kernel *kernels[16];
static size_t kernels_count;

/* What a document's words are, without their limit: a text of fewer words than that. */
static bool same_words(struct bytes text, const char *what)
{
	struct arena_mark mark = arena_mark(&arena);
	struct article article = { .body = text };
	struct document document;
	size_t characters = 0;
	bool same = true;
	document_read(&article, &arena, &document);
	for (uint32_t i = 0; i < document.words_count; i++)
		characters += (document.words[i].flags & WORD_CHARACTER) != 0;
	for (size_t k = 0; k < kernels_count && !document.truncated; k++) {
		struct plain_words words;
		plain_words_read(kernels[k], text, &arena, &words);
		uint32_t at = 0;
		while (at < document.words_count && at < words.count && words.hashes[at] == document.words[at].hash)
			at++;
		if (at == document.words_count && words.count == at && words.characters == characters)
			continue;
		if (same)
			fprintf(stderr, "%s, %s: word %u of %u (%zu); %zu characters of %zu: \"%.*s\"\n", what, kernels[k]->name, at, document.words_count,
			        words.count, words.characters, characters, (int)(text.length < 200 ? text.length : 200), (const char *)text.data);
		same = false;
	}
	arena_rewind(&arena, mark);
	CHECK_THAT(same);
	return same;
}

static void test_table(void)
{
	struct unicode_table table = unicode_table_open();
	const struct point_table *points = point_table();
	unsigned wrong = 0;
	for (uint32_t point = 0x80; point < 0x10000; point++) {
		uint8_t bytes[4], folded[MAP_BYTES_MAX];
		size_t length = utf8_put(point, bytes);
		if (point >= 0xd800 && point < 0xe000)
			continue;
		const struct point_block *block = point_block_of(points, bytes[0], bytes[1]);
		uint8_t class = point_of(&table, point), place = bytes[length - 1] & 63;
		bool word = (class & (POINT_GAP | POINT_RARE)) == 0 && point_keeps_its_length(&table, point, folded);
		uint8_t last = word ? folded[length - 1] : bytes[length - 1];
		unsigned wrong_before = wrong;
		wrong += block->classes[place] != class || block->lasts[place] != last;
		if (length == 2)
			wrong += block->leads[place] != (word ? folded[0] : bytes[0]);
		else
			wrong += block->lasts[place] != (0x80 | place) && block->leads[0] == 0;
		/* What text_blocks_*.c know without the table. */
		if (bytes[0] >= HAN_FIRST && bytes[0] <= HAN_LAST && !(bytes[0] == HAN_FIRST && bytes[1] == HAN_NOT))
			wrong += class != POINT_CHARACTER || last != bytes[2];
		if (bytes[0] == 0xeb || bytes[0] == 0xec || (bytes[0] == 0xea && bytes[1] >= 0xb0) || (bytes[0] == 0xed && bytes[1] < 0x9e))
			wrong += class != POINT_HANGUL || last != bytes[2];
		if (wrong != wrong_before && wrong < 10)
			fprintf(stderr, "the table is wrong about U+%04X\n", point);
	}
	CHECK_THAT(wrong == 0);
}

/* Every code point between neighbours of every kind, at places that move through the blocks. */
static void test_points(void)
{
	static const char *const before[] = { "", "a", " ", "1", "\u05d0", "\u0628", "\u4e2d", "\ud55c", "a'", "1,", "\u05d0\"", "e\u0301", "\u0e19\u0e49", "\u2019", "a\u00b7", "_" };
	static const char *const behind[] = { "", "b", " ", "2", "\u05d1", "\u0627", "\u56fd", "\uad6d", "'b", ".2", "\u0301", "\u200d", "\u093f", "\u2019x", "_" };
	static uint8_t text[1 << 16];
	size_t length = 0;
	unsigned wrong = 0;
	for (uint32_t point = 0; point < 0x110000 && wrong < 10; point++) {
		if ((point >= 0xd800 && point < 0xe000) || (point >= 0x30000 && point < 0xe0000) || point > 0xe01ff)
			continue;
		for (unsigned i = 0; i < 4; i++) {
			const char *front = before[(point * 7 + i * 5 + point / 64) % 16], *back = behind[(point * 3 + i * 4 + point / 16) % 15];
			length += (size_t)sprintf((char *)text + length, " x%s", front);
			length += utf8_put(point, text + length);
			length += (size_t)sprintf((char *)text + length, "%sy", back);
		}
		if (length > 20000 || point == 0xe01ff) {
			wrong += !same_words(bytes_of(text, length), "code points");
			length = 0;
		}
	}
}

static uint64_t random_state;

static uint32_t chance(uint32_t below)
{
	uint64_t z = random_state += 0x9e3779b97f4a7c15ULL;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return (uint32_t)((z ^ z >> 31) >> 16) % below;
}

/* Pieces that meet in ways that no text does. */
static void test_random(unsigned rounds)
{
	static const char *const pieces[] = {
		"a", "B", "z", "7", "0", " ", " ", "\n", ".", ",", "'", ";", "\"", "_", "-", ":", "(", "\u2019", "\u201c", "\u2014", "\u2026", "\u00b7", "\u00e9", "\u00c9", "\u00df",
		"\u0130", "\u017f", "\u00ad", "\u00b2", "\u0416", "\u0436", "\u0451", "\u0386", "\u03c2", "\u05d0", "\u05b8", "\u05f3", "\u0627", "\u0623", "\u064e", "\u0640", "\u066b", "\u06f5", "\u060c",
		"\u0915", "\u093f", "\u094d", "\u093c", "\u0964", "\u0e19", "\u0e49", "\u0e33", "\u4e2d", "\u56fd", "\u3042", "\u30ab", "\u3099", "\u30fc", "\u3002", "\uff0c", "\uff0e", "\uff21", "\ud55c",
		"\uad6d", "\u1112", "\u1161", "\u0301", "\u0323", "\u200d", "\u200b", "\u202f", "\u203f", "\ufe52", "\U0001f600", "\U00020000", "\U0001d400", "\u1ea0", "\u1e9e", "\u2160", "\ufb01", "\u0378", "\uffff"
	};
	static uint8_t text[1 << 14];
	size_t count = sizeof pieces / sizeof pieces[0];
	unsigned wrong = 0;
	for (unsigned round = 0; round < rounds && wrong < 10; round++) {
		size_t length = 0, pieces_count = 1 + chance(round % 8 == 0 ? 2000 : 150), few = round % 3 == 0 ? count : 2 + chance(8), from = chance((uint32_t)count);
		for (size_t i = 0; i < pieces_count && length + 8 < sizeof text; i++) {
			const char *piece = pieces[(from + chance((uint32_t)few)) % count];
			memcpy(text + length, piece, strlen(piece));
			length += strlen(piece);
		}
		wrong += !same_words(bytes_of(text, length), "random text");
	}
}

static void test_sentences(void)
{
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/text/sentences.tsv", "r");
	char *line = NULL;
	size_t capacity = 0, lines = 0;
	CHECK(file != NULL);
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0; lines++)
		same_words(bytes_of(line, (size_t)length), "sentences");
	CHECK_THAT(lines > 40);
	free(line);
	fclose(file);
}

/* Real texts, JSON and all, in some 40 languages. */
static void test_feeds(void)
{
	static const char *const paths[] = { "/tests/feeds/sample.ndjson", "/../shared/eval/ntrex-dev/articles.ndjson", "/../shared/eval/itn-dev/articles.ndjson",
		"/../shared/eval/headlines-dev/articles.ndjson" };
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		char path[1024];
		snprintf(path, sizeof path, "%s%s", PARALLAX_SOURCE_DIR, paths[i]);
		FILE *file = fopen(path, "r");
		char *line = NULL;
		size_t capacity = 0;
		if (file == NULL) {
			printf("left out, as it is not there: %s\n", paths[i] + 1);
			continue;
		}
		for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;)
			if (!same_words(bytes_of(line, (size_t)length), "a feed"))
				break;
		free(line);
		fclose(file);
	}
}

/* ---- bad input ---- */

static struct text_sketch sketch_of(const struct kernel *kernel, struct bytes text)
{
	struct arena_mark mark = arena_mark(&arena);
	struct plain_words words;
	struct text_sketch sketch;
	plain_words_read(kernel, text, &arena, &words);
	words_sketch(kernel, TEXT_SKETCH_FSS32, &words, &arena, &sketch);
	arena_rewind(&arena, mark);
	return sketch;
}

static uint32_t set_size(struct bytes text)
{
	struct text_sketch first = sketch_of(kernels[0], text);
	for (size_t k = 1; k < kernels_count; k++) {
		struct text_sketch sketch = sketch_of(kernels[k], text);
		CHECK_THAT(memcmp(&sketch, &first, sizeof sketch) == 0);
	}
	return first.set_size;
}

static bool is_among(uint32_t number, uint32_t least, uint32_t most)
{
	if (number < least || number > most)
		fprintf(stderr, "%u is not among %u and %u\n", number, least, most);
	return number >= least && number <= most;
}

static void test_bad_input(void)
{
	size_t length = 0;
	char *text = malloc(11 << 20);
	CHECK_THAT(set_size(bytes_of("", 0)) == 0);
	CHECK_THAT(set_size(bytes_of_string(" .,!\n")) == 0);
	CHECK_THAT(set_size(bytes_of_string("word")) == 1);
	CHECK_THAT(set_size(bytes_of_string("two words")) == 1);
	for (size_t i = 0; i < 1000000; i++)
		length += (size_t)sprintf(text + length, "word ");
	CHECK_THAT(set_size(bytes_of(text, length)) == 1); /* a million times, and one shingle */
	length = 0;
	for (size_t i = 0; length < 10 << 20; i++)
		length += (size_t)sprintf(text + length, "w%zx ", i * 2654435761u % 0x100000000u);
	size_t words = 0;
	for (size_t i = 0; i < length; i++)
		words += text[i] == ' ';
	CHECK_THAT(is_among(set_size(bytes_of(text, length)), (uint32_t)(words / 10 * 7), (uint32_t)(words / 10 * 13))); /* within three standard errors */
	memset(text, 'a', 10 << 20); /* no space at all: words of 1,024 bytes, all the same */
	CHECK_THAT(set_size(bytes_of(text, 10 << 20)) == 1);
	memset(text, '_', 10 << 20);
	CHECK_THAT(set_size(bytes_of(text, 10 << 20)) == 0);
	for (size_t i = 0; i + 4 <= 4 << 20; i += 4) /* more words in one stretch than a document holds */
		memcpy(text + i, "a\u00b7" "1", 4);
	CHECK_THAT(set_size(bytes_of(text, 4 << 20)) >= 2);
	free(text);
}

/* What is not UTF-8 is U+FFFD, byte by byte, wherever it stands. */
static void test_wrong_bytes(unsigned rounds)
{
	static const char *const wrong[] = { "\xff", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80", "\xf0\x9f\x98", "\xe0\x80\x80", "\xf8" };
	char text[512], clean[2048];
	for (unsigned round = 0; round < rounds; round++) {
		size_t length = 0, clean_length = 0, before = chance(200);
		for (size_t i = 0; i < before; i++) {
			const char *piece = (const char *[]){ "a", "\u00e9", " ", "\u4e2d" }[chance(4)];
			length += (size_t)sprintf(text + length, "%s", piece);
		}
		memcpy(clean, text, length);
		clean_length = length;
		const char *bad = wrong[round % 10];
		length += (size_t)sprintf(text + length, "%s", bad);
		for (size_t i = 0; i < strlen(bad); i++)
			clean_length += (size_t)sprintf(clean + clean_length, "\ufffd");
		length += (size_t)sprintf(text + length, "z end");
		clean_length += (size_t)sprintf(clean + clean_length, "z end");
		for (size_t k = 0; k < kernels_count; k++) {
			struct text_sketch left = sketch_of(kernels[k], bytes_of(text, length)), right = sketch_of(kernels[k], bytes_of(clean, clean_length));
			CHECK_THAT(memcmp(&left, &right, sizeof left) == 0);
		}
	}
}

/* Texts of random bytes that end where reading on is forbidden. */
static void test_edges(unsigned rounds)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	uint8_t *memory = mmap(NULL, 3 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(memory != MAP_FAILED && mprotect(memory, page, PROT_NONE) == 0 && mprotect(memory + 2 * page, page, PROT_NONE) == 0);
	for (unsigned round = 0; round < rounds; round++) {
		size_t length = chance(round % 4 == 0 ? (uint32_t)page : 200);
		bool front = round % 2 == 0;
		uint8_t *text = front ? memory + page : memory + 2 * page - length;
		for (size_t i = 0; i < length; i++)
			text[i] = (uint8_t)(round % 3 == 0 ? chance(256) : 32 + chance(96));
		set_size(bytes_of(text, length));
	}
	munmap(memory, 3 * page);
}

int main(void)
{
	size_t count;
	const struct kernel *table = kernel_table(&count);
	const char *seed = getenv("SEED");
	random_state = seed != NULL ? strtoull(seed, NULL, 10) : 1;
	printf("seed %llu\n", (unsigned long long)random_state);
	for (size_t k = 0; k < count; k++)
		if (kernel_select(cpu_features(), table[k].name, &kernels[kernels_count]) == STATUS_OK)
			kernels_count++;
	arena_init(&arena, 1 << 16);
	test_table();
	test_sentences();
	test_random(20000);
	test_points();
	test_feeds();
	test_wrong_bytes(1000);
	test_edges(2000);
	test_bad_input();
	arena_free(&arena);
	return check_that_result();
}
