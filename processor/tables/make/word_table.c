/* word_table.c: makes processor/tables/words.bin (story/word_table.h) of the list that wordfreq_lists.py prints.
 * usage: word_table LIST OUT
 * Words are read as those of an article are (names/keys.c), so that what is no key there has no place here: too short ones, and
 * what is several words; of scripts without spaces the pairs of characters within a word count. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "grow.h"
#include "key_id.h"
#include "segment.h"
#include "word_table.h"

#define WORDS_KEPT 2300 /* of a language, and of a script */
#define FILLED 13       /* entries of a line, on average */
#define LANGUAGES_MAX 64
#define WORD_MAX 256

/* The tags that the program has for a list of wordfreq's, where they are not its own. Serbian is written in two scripts, of which the
 * list has one: it goes by script. */
static const char *const renamed[][2] = { { "nb", "no" }, { "sh", "bs" }, { "sh", "hr" } };

struct entry {
	uint64_t word;
	double share;
	uint32_t section;
	uint8_t script; /* SCRIPT_NONE: a pair of characters */
};

struct entries {
	struct entry *items;
	uint32_t count, capacity;
};

static struct {
	char tag[16];
	bool begun;
	uint8_t script; /* of its commonest word */
} sections[LANGUAGES_MAX];
static uint32_t sections_count = 1; /* 0 is WORD_TABLE_SCRIPTS */

static _Noreturn void fail(const char *what, const char *about)
{
	fprintf(stderr, "word_table: %s: %s\n", what, about);
	exit(1);
}

static uint32_t section_of(const char *tag)
{
	if (sections_count > 1 && strcmp(sections[sections_count - 1].tag, tag) == 0)
		return sections_count - 1;
	if (sections_count == LANGUAGES_MAX)
		fail("too many languages", tag);
	snprintf(sections[sections_count].tag, sizeof sections[0].tag, "%s", tag);
	return sections_count++;
}

static void put(struct entries *entries, uint32_t section, uint64_t word, double share, uint8_t script)
{
	GROW(entries->items, entries->count, entries->capacity);
	entries->items[entries->count++] = (struct entry){ word & WORD_TABLE_WORD, share, section, script };
	if (!sections[section].begun)
		sections[section].script = script;
	sections[section].begun = true;
}

/* A word of the list, as the words of an article that it is. */
static void take(struct entries *entries, uint32_t section, const char *text, double share)
{
	uint8_t padded[WORD_MAX + SEGMENT_PADDING] = { 0 }, norm[2 * WORD_MAX + SEGMENT_SLACK];
	struct word words[WORD_MAX];
	struct line lines[4];
	size_t length = strlen(text);
	if (length > WORD_MAX)
		return;
	memcpy(padded, text, length);
	struct segment segment = { .table = unicode_table_open(), .text = padded, .length = (uint32_t)length, .norm = norm,
		.norm_capacity = sizeof norm, .words = words, .words_capacity = WORD_MAX, .lines = lines, .lines_capacity = 4 };
	segment_read(&segment);
	if (segment.words_count == 1 && (words[0].flags & WORD_LETTERS) != 0 && (words[0].flags & WORD_CHARACTER) == 0 &&
	    words[0].norm_length >= KEY_WORD_BYTES_MIN)
		put(entries, section, words[0].hash, share, words[0].script);
	for (uint32_t i = 0; i + 1 < segment.words_count; i++)
		if ((words[i].flags & WORD_LETTERS) != 0 && (words[i].flags & WORD_CHARACTER) != 0 && words[i + 1].gap == GAP_NONE)
			put(entries, section, key_hash_of_pair(words[i].hash, words[i + 1].hash), share, SCRIPT_NONE);
}

static int order_by_word(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	if (left->section != right->section)
		return left->section < right->section ? -1 : 1;
	if (left->word != right->word)
		return left->word < right->word ? -1 : 1;
	return left->share < right->share ? -1 : left->share > right->share;
}

/* Of a section, or of a script of WORD_TABLE_SCRIPTS, the commonest first. */
static int order_by_share(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	if (left->section != right->section)
		return left->section < right->section ? -1 : 1;
	if (left->section == WORD_TABLE_SCRIPTS && left->script != right->script)
		return left->script < right->script ? -1 : 1;
	if (left->share != right->share)
		return left->share > right->share ? -1 : 1;
	return left->word < right->word ? -1 : left->word > right->word;
}

/* One entry for each word of a section: what spellings that mean the same are together. */
static void sum_up(struct entries *entries)
{
	uint32_t kept = 0;
	qsort(entries->items, entries->count, sizeof *entries->items, order_by_word);
	for (uint32_t i = 0; i < entries->count; i++) {
		struct entry *last = kept > 0 ? &entries->items[kept - 1] : NULL;
		if (last != NULL && last->section == entries->items[i].section && last->word == entries->items[i].word)
			last->share += entries->items[i].share;
		else
			entries->items[kept++] = entries->items[i];
	}
	entries->count = kept;
}

static void keep_commonest(struct entries *entries)
{
	uint32_t kept = 0, of_group = 0;
	qsort(entries->items, entries->count, sizeof *entries->items, order_by_share);
	for (uint32_t i = 0; i < entries->count; i++) {
		const struct entry *before = i > 0 ? &entries->items[i - 1] : NULL;
		bool new = before == NULL || before->section != entries->items[i].section ||
		           (before->section == WORD_TABLE_SCRIPTS && before->script != entries->items[i].script);
		of_group = new ? 1 : of_group + 1;
		if (of_group <= WORDS_KEPT)
			entries->items[kept++] = entries->items[i]; /* never ahead of before */
	}
	entries->count = kept;
}

/* Of each script the mean over its languages; a word in a script that is not its language's is left out, and so are pairs of
 * characters: whoever writes without spaces is known by the script. */
static void add_scripts(struct entries *entries)
{
	uint32_t languages[SCRIPT_COUNT] = { 0 }, count = entries->count;
	for (uint32_t i = 1; i < sections_count; i++)
		languages[sections[i].script]++;
	for (uint32_t i = 0; i < count; i++) {
		struct entry entry = entries->items[i];
		if (entry.script != SCRIPT_NONE && entry.script == sections[entry.section].script)
			put(entries, WORD_TABLE_SCRIPTS, entry.word, entry.share / languages[entry.script], entry.script);
	}
}

static uint8_t coded(double share)
{
	unsigned halvings = 0;
	for (; share < 0.5 && halvings < 31; halvings++)
		share *= 2.0;
	unsigned part = (unsigned)(share * 16.0 + 0.5);
	return (uint8_t)(part >= 16 ? halvings * 8 - 8 : halvings * 8 + (part < 8 ? 0 : part - 8)); /* .97 is 1.0, half as often halved */
}

static void put_entry(uint32_t *lines, uint32_t lines_count, const struct entry *entry)
{
	uint64_t hash = word_table_hash(entry->section, entry->word);
	uint32_t line = word_table_line(hash, lines_count), at = 0;
	while (lines[line * WORD_TABLE_ENTRIES + at] != 0) {
		at = (at + 1) % WORD_TABLE_ENTRIES;
		line = at > 0 ? line : (line + 1) % lines_count;
	}
	lines[line * WORD_TABLE_ENTRIES + at] = word_table_fingerprint(hash) << 8 | coded(entry->share);
}

static void put_language(struct word_table *table, const char *tag, uint32_t section)
{
	uint64_t hash = hash_bytes(bytes_of_string(tag));
	table->language[table->languages].tag = hash;
	table->language[table->languages++].section = section;
}

static void put_languages(struct word_table *table)
{
	for (uint32_t i = 1; i < sections_count; i++) {
		bool own = true;
		for (size_t k = 0; k < sizeof renamed / sizeof renamed[0]; k++)
			if (strcmp(renamed[k][0], sections[i].tag) == 0) {
				put_language(table, renamed[k][1], i);
				own = false;
			}
		if (own)
			put_language(table, sections[i].tag, i);
	}
}

static void write_table(const struct entries *entries, const char *path)
{
	struct word_table *table = calloc(1, sizeof *table + 2 * LANGUAGES_MAX * sizeof table->language[0]);
	FILE *out = fopen(path, "wb");
	if (table == NULL || out == NULL)
		fail("cannot write", path);
	table->lines = entries->count / FILLED + 1;
	put_languages(table);
	uint32_t *lines = calloc(table->lines, WORD_TABLE_ENTRIES * sizeof *lines);
	CHECK(lines != NULL);
	for (uint32_t i = 0; i < entries->count; i++)
		put_entry(lines, table->lines, &entries->items[i]);
	size_t head = sizeof *table + (table->languages + 3) / 4 * 4 * sizeof table->language[0];
	bool written = fwrite(table, head, 1, out) == 1 && fwrite(lines, WORD_TABLE_ENTRIES * sizeof *lines, table->lines, out) == table->lines;
	if (fclose(out) != 0 || !written)
		fail("cannot write", path);
}

int main(int argc, char **argv)
{
	struct entries entries = { .count = 0 };
	FILE *list = argc == 3 ? fopen(argv[1], "rb") : NULL;
	char tag[16], word[1024];
	double share;
	if (list == NULL) {
		fprintf(stderr, "usage: word_table LIST OUT\n");
		return 2;
	}
	while (fscanf(list, "%15[^\t]\t%1023[^\t]\t%lf\n", tag, word, &share) == 3)
		take(&entries, section_of(tag), word, share);
	if (!feof(list))
		fail("no tag, word and share", argv[1]);
	fclose(list);
	sum_up(&entries);
	add_scripts(&entries);
	sum_up(&entries);
	keep_commonest(&entries);
	write_table(&entries, argv[2]);
	return 0;
}
