/* unicode_table.c: makes processor/tables/unicode.bin (text/unicode_table.h) from ICU: a record for each code point of
 * Unicode 15.0. Code points of later versions stay unknown, and what later versions changed of older ones is put back
 * below, so that any ICU of Unicode 15.0 or later gives the same bytes. usage: unicode_table OUT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "arabic_fold.h"
#include "document.h"
#include "unicode_table.h"
#include "utf8.h"

#define UNICODE_MAJOR 15
#define RECORDS_MAX 65536
#define POOL_MAX (1 << 16)
#define PAIRS_MAX 4096
#define UNFOLDED_MAX 4096
#define MAPPED_MAX 32

static uint64_t records[RECORDS_MAX];
static uint32_t records_count;
static uint16_t record_of[UNICODE_POINTS];
static uint16_t block_of[UNICODE_POINTS >> UNICODE_BLOCK_SHIFT];
static uint16_t blocks[UNICODE_POINTS];
static uint32_t blocks_count;
static uint8_t pool[POOL_MAX];
static uint32_t pool_bytes;
static struct unicode_pair pairs[PAIRS_MAX];
static uint16_t by_composite[PAIRS_MAX];
static uint32_t pairs_count;
static struct unicode_unfolded unfolded[UNFOLDED_MAX];
static uint32_t unfolded_count;

static const UNormalizer2 *nfc, *nfkc_casefold;

static void die(const char *what, uint32_t point)
{
	fprintf(stderr, "unicode_table: U+%04X: %s\n", (unsigned)point, what);
	exit(1);
}

static bool is_known(uint32_t point)
{
	UVersionInfo age;
	u_charAge((UChar32)point, age);
	return age[0] > 0 && (age[0] < UNICODE_MAJOR || (age[0] == UNICODE_MAJOR && age[1] == 0)) && !U_IS_SURROGATE(point);
}

/* Word_Break as 15.0 has it: what Unicode 16.0 changed of older code points is put back. */
static int word_break(uint32_t point)
{
	switch (point) {
	case 0x0600: case 0x0601: case 0x0602: case 0x0603: case 0x0604: case 0x0605: case 0x06dd: case 0x070f: case 0x0890:
	case 0x0891: case 0x08e2: case 0x110bd: case 0x110cd: return U_WB_FORMAT; /* signs that span digits: Numeric, ALetter */
	case 0xfe10: case 0xfe14: return U_WB_MIDNUM;                              /* vertical comma and semicolon: Other */
	case 0x19da: return U_WB_OTHER;                                            /* a second Tham digit one: Numeric */
	default: return u_getIntPropertyValue((UChar32)point, UCHAR_WORD_BREAK);
	}
}

/* Sentence_Terminal, with those that it has only had since Unicode 16.0. */
static bool ends_sentence(uint32_t point)
{
	switch (point) {
	case 0x17d4: case 0x17d5:                           /* Khmer */
	case 0x2cf9: case 0x2cfa: case 0x2cfb:              /* Coptic */
	case 0xfe12: case 0xfe15: case 0xfe16: return true; /* vertical forms */
	default: return u_hasBinaryProperty((UChar32)point, UCHAR_S_TERM);
	}
}

static bool is_letter(uint32_t point)
{
	uint32_t category = U_GET_GC_MASK((UChar32)point);
	bool katakana_symbol = word_break(point) == U_WB_KATAKANA && (category & U_GC_SO_MASK) != 0;
	return katakana_symbol || (u_hasBinaryProperty((UChar32)point, UCHAR_ALPHABETIC) && (category & U_GC_M_MASK) == 0);
}

static bool is_hangul(uint32_t point)
{
	UErrorCode error = U_ZERO_ERROR;
	return uscript_getScript((UChar32)point, &error) == USCRIPT_HANGUL && U_SUCCESS(error);
}

static enum unicode_class class_of(uint32_t point)
{
	if (point == ':')
		return CLASS_OTHER; /* Word_Break lost the colon in 15.1, CLDR's root locale before */
	if (point == 0x202f)
		return CLASS_OTHER; /* French sets it inside of its quotes and before ; : ! ? and between digits */
	switch (word_break(point)) {
	case U_WB_ALETTER: return is_hangul(point) ? CLASS_HANGUL : CLASS_LETTER;
	case U_WB_HEBREW_LETTER: return CLASS_HEBREW;
	case U_WB_NUMERIC: return CLASS_NUMERIC;
	case U_WB_EXTENDNUMLET: return CLASS_CONNECTOR;
	case U_WB_KATAKANA: return CLASS_CHARACTER;
	case U_WB_EXTEND:
	case U_WB_FORMAT:
	case U_WB_ZWJ: return CLASS_EXTEND;
	case U_WB_MIDLETTER: return CLASS_MID_LETTER;
	case U_WB_MIDNUM: return CLASS_MID_NUMBER;
	case U_WB_MIDNUMLET: return CLASS_MID_BOTH;
	case U_WB_SINGLE_QUOTE: return CLASS_SINGLE_QUOTE;
	case U_WB_DOUBLE_QUOTE: return CLASS_DOUBLE_QUOTE;
	default: return (U_GET_GC_MASK((UChar32)point) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0 ? CLASS_CHARACTER : CLASS_OTHER;
	}
}

/* Those that join two words, or two ends of a range, when nothing else stands between. Em dashes do not. */
static bool is_hyphen(uint32_t point)
{
	switch (point) {
	case '-':
	case 0x05be: /* maqaf */
	case 0x1806: /* Mongolian soft hyphen */
	case 0x2010: /* hyphen, non-breaking hyphen, figure dash, en dash */
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2212: /* minus */
	case 0xfe63:
	case 0xff0d: return true;
	default: return false;
	}
}

static enum unicode_gap gap_of(uint32_t point)
{
	UChar32 c = (UChar32)point;
	if (word_break(point) == U_WB_NEWLINE || word_break(point) == U_WB_CR || word_break(point) == U_WB_LF)
		return UNICODE_GAP_LINE;
	if (class_of(point) == CLASS_EXTEND || point == 0x200b)
		return UNICODE_GAP_IGNORED;
	if (u_hasBinaryProperty(c, UCHAR_WHITE_SPACE))
		return UNICODE_GAP_SPACE;
	if (is_hyphen(point))
		return UNICODE_GAP_HYPHEN;
	if (point == '.' || point == '!' || point == '?' || point == 0x2024)
		return UNICODE_GAP_STOP;
	if (ends_sentence(point))
		return UNICODE_GAP_FULL_STOP;
	if (u_getIntPropertyValue(c, UCHAR_SENTENCE_BREAK) == U_SB_CLOSE)
		return UNICODE_GAP_CLOSE;
	return UNICODE_GAP_MARK;
}

static const struct {
	UScriptCode icu;
	enum script script;
} scripts[] = {
	{ USCRIPT_LATIN, SCRIPT_LATIN }, { USCRIPT_CYRILLIC, SCRIPT_CYRILLIC }, { USCRIPT_GREEK, SCRIPT_GREEK },
	{ USCRIPT_ARABIC, SCRIPT_ARABIC }, { USCRIPT_HEBREW, SCRIPT_HEBREW }, { USCRIPT_ARMENIAN, SCRIPT_ARMENIAN },
	{ USCRIPT_GEORGIAN, SCRIPT_GEORGIAN }, { USCRIPT_DEVANAGARI, SCRIPT_DEVANAGARI }, { USCRIPT_BENGALI, SCRIPT_BENGALI },
	{ USCRIPT_GURMUKHI, SCRIPT_GURMUKHI }, { USCRIPT_GUJARATI, SCRIPT_GUJARATI }, { USCRIPT_ORIYA, SCRIPT_ORIYA },
	{ USCRIPT_TAMIL, SCRIPT_TAMIL }, { USCRIPT_TELUGU, SCRIPT_TELUGU }, { USCRIPT_KANNADA, SCRIPT_KANNADA },
	{ USCRIPT_MALAYALAM, SCRIPT_MALAYALAM }, { USCRIPT_SINHALA, SCRIPT_SINHALA }, { USCRIPT_THAI, SCRIPT_THAI },
	{ USCRIPT_LAO, SCRIPT_LAO }, { USCRIPT_MYANMAR, SCRIPT_BURMESE }, { USCRIPT_KHMER, SCRIPT_KHMER },
	{ USCRIPT_ETHIOPIC, SCRIPT_ETHIOPIC }, { USCRIPT_HANGUL, SCRIPT_HANGUL }, { USCRIPT_HIRAGANA, SCRIPT_HIRAGANA },
	{ USCRIPT_KATAKANA, SCRIPT_KATAKANA }, { USCRIPT_HAN, SCRIPT_HAN },
};

/* Of letters only. One that several scripts share has none, so that the next letter of its word decides; what Word_Break
 * calls Katakana (the prolonged sound mark) is Katakana. */
static enum script script_of(uint32_t point)
{
	UErrorCode error = U_ZERO_ERROR;
	UScriptCode icu = uscript_getScript((UChar32)point, &error);
	if (U_FAILURE(error))
		die("no script", point);
	if (!is_letter(point))
		return SCRIPT_NONE;
	if (word_break(point) == U_WB_KATAKANA)
		return SCRIPT_KATAKANA;
	if (icu == USCRIPT_COMMON || icu == USCRIPT_INHERITED)
		return SCRIPT_NONE;
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
		if (scripts[i].icu == icu)
			return scripts[i].script;
	return SCRIPT_OTHER;
}

static uint32_t pool_place(const uint8_t *bytes, uint32_t length)
{
	for (uint32_t at = 0; at + length <= pool_bytes; at++)
		if (memcmp(pool + at, bytes, length) == 0)
			return at;
	if (pool_bytes + length > POOL_MAX)
		die("the pool is full", 0);
	memcpy(pool + pool_bytes, bytes, length);
	pool_bytes += length;
	return pool_bytes - length;
}

static uint32_t map_to(uint32_t point, const uint32_t *mapped, uint32_t count)
{
	uint8_t bytes[4 * MAPPED_MAX];
	uint32_t length = 0;
	if (count == 0)
		return MAP_NOTHING;
	if (count == 1)
		return mapped[0] == point ? MAP_IDENTITY : (mapped[0] - point) << 2 | MAP_OFFSET;
	for (uint32_t i = 0; i < count; i++)
		length += (uint32_t)utf8_put(mapped[i], bytes + length);
	if (length > MAP_BYTES_MAX)
		die("maps to too many bytes", point);
	return pool_place(bytes, length) << 9 | length << 2 | MAP_SEQUENCE;
}

/* NFKC_Casefold of one code point. */
static uint32_t casefold(uint32_t point, uint32_t ret_mapped[MAPPED_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	UChar32 code_point = (UChar32)point, points[MAPPED_MAX];
	UChar in[2], out[2 * MAPPED_MAX];
	int32_t in_length, count;
	u_strFromUTF32(in, 2, &in_length, &code_point, 1, &error);
	int32_t out_length = unorm2_normalize(nfkc_casefold, in, in_length, out, 2 * MAPPED_MAX, &error);
	u_strToUTF32(points, MAPPED_MAX, &count, out, out_length, &error);
	if (U_FAILURE(error))
		die(u_errorName(error), point);
	for (int32_t i = 0; i < count; i++) {
		if (u_getIntPropertyValue(points[i], UCHAR_NFC_QUICK_CHECK) == UNORM_NO)
			die("maps to what is not NFC", point);
		ret_mapped[i] = (uint32_t)points[i];
	}
	return (uint32_t)count;
}

static uint64_t map_bits(uint32_t point)
{
	uint32_t plain[MAPPED_MAX], folded[MAPPED_MAX] = { 0 }, folded_count = 0;
	uint32_t plain_count = casefold(point, plain);
	bool changed = false;
	for (uint32_t i = 0; i < plain_count; i++) {
		uint32_t letter = arabic_fold(plain[i]);
		changed |= letter != plain[i];
		if (letter != ARABIC_FOLD_NOTHING)
			folded[folded_count++] = letter;
	}
	uint64_t bits = (uint64_t)map_to(point, folded, folded_count) << 32;
	if (changed) {
		if (unfolded_count == UNFOLDED_MAX)
			die("too many Arabic letters", point);
		unfolded[unfolded_count++] = (struct unicode_unfolded){ point, map_to(point, plain, plain_count) };
		bits |= UNICODE_ARABIC;
	}
	if (plain_count > 0) {
		bits |= (uint64_t)u_getCombiningClass((UChar32)plain[0]) << 22;
		if (u_getIntPropertyValue((UChar32)plain[0], UCHAR_NFC_QUICK_CHECK) == UNORM_MAYBE)
			bits |= UNICODE_MAY_COMPOSE;
	}
	return bits;
}

static bool is_hangul_syllable(uint32_t point)
{
	return point >= 0xac00 && point <= 0xd7a3;
}

static bool pair_add(uint32_t point)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar raw[8];
	UChar32 parts[4];
	int32_t count;
	int32_t length = unorm2_getRawDecomposition(nfc, (UChar32)point, raw, 8, &error);
	if (length <= 0 || is_hangul_syllable(point))
		return false;
	u_strToUTF32(parts, 4, &count, raw, length, &error);
	if (U_FAILURE(error))
		die(u_errorName(error), point);
	if (count != 2 || unorm2_composePair(nfc, parts[0], parts[1]) != (UChar32)point)
		return false;
	if (pairs_count == PAIRS_MAX)
		die("too many pairs", point);
	pairs[pairs_count++] = (struct unicode_pair){ (uint32_t)parts[0], (uint32_t)parts[1], point };
	return true;
}

static uint64_t record_for(uint32_t point)
{
	if (!is_known(point))
		return 0;
	uint64_t record = (uint64_t)class_of(point) | (uint64_t)gap_of(point) << 4 | (uint64_t)script_of(point) << 7;
	if (u_hasBinaryProperty((UChar32)point, UCHAR_UPPERCASE) || u_charType((UChar32)point) == U_TITLECASE_LETTER)
		record |= UNICODE_UPPER;
	if (is_letter(point))
		record |= UNICODE_LETTER;
	if (u_charType((UChar32)point) == U_DECIMAL_DIGIT_NUMBER)
		record |= UNICODE_DIGIT | (uint64_t)u_charDigitValue((UChar32)point) << 15;
	if (pair_add(point))
		record |= UNICODE_COMPOSITE;
	return record | map_bits(point);
}

static uint16_t record_place(uint64_t record)
{
	static uint32_t last;
	if (records_count > 0 && records[last] == record)
		return (uint16_t)last;
	for (last = 0; last < records_count; last++)
		if (records[last] == record)
			return (uint16_t)last;
	if (records_count == RECORDS_MAX)
		die("too many records", 0);
	records[records_count] = record;
	return (uint16_t)records_count++;
}

static uint16_t block_place(const uint16_t *block)
{
	for (uint32_t i = 0; i < blocks_count; i++)
		if (memcmp(blocks + i * UNICODE_BLOCK_POINTS, block, UNICODE_BLOCK_POINTS * sizeof *block) == 0)
			return (uint16_t)i;
	memcpy(blocks + blocks_count * UNICODE_BLOCK_POINTS, block, UNICODE_BLOCK_POINTS * sizeof *block);
	return (uint16_t)blocks_count++;
}

static int pair_order(const void *a, const void *b)
{
	const struct unicode_pair *x = a, *y = b;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->second < y->second ? -1 : x->second > y->second;
}

static int composite_order(const void *a, const void *b)
{
	uint32_t x = pairs[*(const uint16_t *)a].composite, y = pairs[*(const uint16_t *)b].composite;
	return x < y ? -1 : x > y;
}

static void build(void)
{
	for (uint32_t point = 0; point < UNICODE_POINTS; point++)
		record_of[point] = record_place(record_for(point));
	for (uint32_t block = 0; block < UNICODE_POINTS >> UNICODE_BLOCK_SHIFT; block++)
		block_of[block] = block_place(record_of + (block << UNICODE_BLOCK_SHIFT));
	qsort(pairs, pairs_count, sizeof pairs[0], pair_order);
	for (uint32_t i = 0; i < pairs_count; i++)
		by_composite[i] = (uint16_t)i;
	qsort(by_composite, pairs_count, sizeof by_composite[0], composite_order);
}

static void put(FILE *out, const void *data, size_t size)
{
	if (size > 0 && fwrite(data, 1, size, out) != size)
		die("the table cannot be written", 0);
}

static void write_table(const char *path)
{
	FILE *out = fopen(path, "wb");
	if (out == NULL) {
		perror(path);
		exit(1);
	}
	size_t blocks_bytes = blocks_count * UNICODE_BLOCK_POINTS * sizeof blocks[0];
	struct unicode_header header = { .records_count = records_count, .pairs_count = pairs_count,
		.unfolded_count = unfolded_count, .blocks_count = blocks_count, .pool_bytes = pool_bytes };
	memcpy(header.magic, UNICODE_MAGIC, sizeof header.magic);
	header.bytes = (uint32_t)(sizeof header + records_count * sizeof records[0] + pairs_count * sizeof pairs[0] +
	                          unfolded_count * sizeof unfolded[0] + sizeof block_of + blocks_bytes +
	                          pairs_count * sizeof by_composite[0] + pool_bytes);
	put(out, &header, sizeof header);
	put(out, records, records_count * sizeof records[0]);
	put(out, pairs, pairs_count * sizeof pairs[0]);
	put(out, unfolded, unfolded_count * sizeof unfolded[0]);
	put(out, block_of, sizeof block_of);
	put(out, blocks, blocks_bytes);
	put(out, by_composite, pairs_count * sizeof by_composite[0]);
	put(out, pool, pool_bytes);
	if (fclose(out) != 0)
		die("the table cannot be written", 0);
	printf("unicode_table: %u bytes: %u records, %u blocks, %u pairs, %u bytes of sequences\n", (unsigned)header.bytes,
	       (unsigned)records_count, (unsigned)blocks_count, (unsigned)pairs_count, (unsigned)pool_bytes);
}

int main(int argc, char **argv)
{
	UErrorCode error = U_ZERO_ERROR;
	UVersionInfo version;
	u_getUnicodeVersion(version);
	if (argc != 2) {
		fprintf(stderr, "usage: unicode_table OUT\n");
		return 2;
	}
	if (version[0] < UNICODE_MAJOR) {
		fprintf(stderr, "unicode_table: this ICU knows Unicode %d.%d, but %d.0 is asked for\n", version[0], version[1], UNICODE_MAJOR);
		return 1;
	}
	nfc = unorm2_getNFCInstance(&error);
	nfkc_casefold = unorm2_getNFKCCasefoldInstance(&error);
	if (U_FAILURE(error))
		die(u_errorName(error), 0);
	build();
	write_table(argv[1]);
	return 0;
}
