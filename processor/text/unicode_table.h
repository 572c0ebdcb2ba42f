/* unicode_table.h: what the text room knows of each code point, as Unicode 15.0 has it; compiled in from
 * processor/tables/unicode.bin, which processor/tables/make/unicode_table.c makes.
 * A code point that Unicode 15.0 does not know has the record 0: part of no word, mapped to itself. */
#ifndef PARALLAX_TEXT_UNICODE_TABLE_H
#define PARALLAX_TEXT_UNICODE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#define UNICODE_POINTS 0x110000u
#define UNICODE_BLOCK_SHIFT 6
#define UNICODE_BLOCK_POINTS (1u << UNICODE_BLOCK_SHIFT)
#define UNICODE_MAGIC "PXUNI\x0f\x00\x01" /* the Unicode version, then the format's */

/* What a code point does in a word: UAX #29's Word_Break, less what no rule needs, plus the unsegmented scripts. */
enum unicode_class {
	CLASS_OTHER,
	CLASS_HEBREW,       /* Hebrew_Letter */
	CLASS_LETTER,       /* ALetter */
	CLASS_HANGUL,       /* joins what letters join, but no quote or middle dot joins it: particles follow closing quotes */
	CLASS_NUMERIC,
	CLASS_CONNECTOR,    /* ExtendNumLet, but for the narrow no-break space, which is a space here */
	CLASS_CHARACTER,    /* a word of its own: Katakana, and letters that Word_Break does not know (Han, Thai) */
	CLASS_EXTEND,       /* Extend, Format, ZWJ: part of what stands before */
	CLASS_MID_LETTER,   /* but for the colon, as CLDR's root locale has it */
	CLASS_MID_NUMBER,
	CLASS_MID_BOTH,     /* MidNumLet */
	CLASS_SINGLE_QUOTE,
	CLASS_DOUBLE_QUOTE,
	CLASS_COUNT
};

/* What a code point does between words. */
enum unicode_gap {
	UNICODE_GAP_MARK,      /* neither of the below */
	UNICODE_GAP_IGNORED,   /* not to be seen: Extend, Format, ZWJ, zero-width space */
	UNICODE_GAP_SPACE,
	UNICODE_GAP_LINE,      /* ends a line */
	UNICODE_GAP_HYPHEN,
	UNICODE_GAP_STOP,      /* ends a sentence when white space follows: . ! ? */
	UNICODE_GAP_FULL_STOP, /* ends a sentence whatever follows */
	UNICODE_GAP_CLOSE,     /* may stand between the end of a sentence and the space: quotes and brackets */
	UNICODE_GAP_COUNT
};

/* A record's low half. Its high half is a map: what NFKC_Casefold and the Arabic fold make of the code point. */
#define UNICODE_CLASS(record) ((enum unicode_class)((record) & 15))
#define UNICODE_GAP(record) ((enum unicode_gap)((record) >> 4 & 7))
#define UNICODE_SCRIPT(record) ((uint8_t)((record) >> 7 & 31)) /* enum script; SCRIPT_NONE where many scripts share it */
#define UNICODE_UPPER (UINT64_C(1) << 12)  /* upper or title case */
#define UNICODE_LETTER (UINT64_C(1) << 13) /* alphabetic and not a mark */
#define UNICODE_DIGIT (UINT64_C(1) << 14)  /* general category Nd */
#define UNICODE_DIGIT_VALUE(record) ((unsigned)((record) >> 15 & 15))
#define UNICODE_ARABIC (UINT64_C(1) << 19)    /* the Arabic fold changes what NFKC_Casefold gives */
#define UNICODE_COMPOSITE (UINT64_C(1) << 20) /* decomposes canonically into a pair (Hangul does so by arithmetic) */
#define UNICODE_COMBINING(record) ((uint8_t)((record) >> 22 & 255)) /* canonical class of the first code point mapped to */
#define UNICODE_COMBINING_ANY (UINT64_C(255) << 22)
#define UNICODE_MAY_COMPOSE (UINT64_C(1) << 30) /* the first code point mapped to may compose with what stands before */
#define UNICODE_MAP(record) ((uint32_t)((record) >> 32))
#define UNICODE_MAP_NOT_ONE (UINT64_C(2) << 32) /* set when the map is not to one code point */

/* A map: its kind in the low two bits. */
enum unicode_map_kind {
	MAP_IDENTITY,
	MAP_OFFSET,   /* one code point: the difference in the other 30 bits, two's complement */
	MAP_SEQUENCE, /* bytes of the pool: length in 7 bits, where in 23 */
	MAP_NOTHING
};
#define MAP_KIND(map) ((enum unicode_map_kind)((map) & 3))
#define MAP_POINT(map, point) ((point) + (uint32_t)((int32_t)(map) >> 2))
#define MAP_LENGTH(map) ((map) >> 2 & 127)
#define MAP_WHERE(map) ((map) >> 9)
#define MAP_BYTES_MAX 127

/* A canonical composition. Sorted by first, then second. */
struct unicode_pair {
	uint32_t first;
	uint32_t second;
	uint32_t composite;
};

/* The map of a code point flagged UNICODE_ARABIC without the Arabic fold. Sorted by point. */
struct unicode_unfolded {
	uint32_t point;
	uint32_t map;
};

/* The file: this header, then the arrays in the order of struct unicode_table, little-endian, without gaps. */
struct unicode_header {
	char magic[8];
	uint32_t bytes;
	uint32_t records_count;
	uint32_t pairs_count;
	uint32_t unfolded_count;
	uint32_t blocks_count;
	uint32_t pool_bytes;
};

struct unicode_table {
	const uint64_t *records;
	const struct unicode_pair *pairs;
	const struct unicode_unfolded *unfolded;
	const uint16_t *block_of;     /* by point >> UNICODE_BLOCK_SHIFT */
	const uint16_t *record_of;    /* by block and the point's low bits */
	const uint16_t *by_composite; /* the pairs' places in order of their composites */
	const uint8_t *pool;
	uint32_t pairs_count;
	uint32_t unfolded_count;
};

/* The compiled-in table. Ends the process when what was linked in is not the table that this code was written for. */
struct unicode_table unicode_table_open(void);

static inline uint64_t unicode_record(const struct unicode_table *table, uint32_t point)
{
	uint32_t block = table->block_of[point >> UNICODE_BLOCK_SHIFT];
	return table->records[table->record_of[block << UNICODE_BLOCK_SHIFT | (point & (UNICODE_BLOCK_POINTS - 1))]];
}

static inline bool unicode_is_space(uint64_t record)
{
	return UNICODE_GAP(record) == UNICODE_GAP_SPACE || UNICODE_GAP(record) == UNICODE_GAP_LINE;
}

/* The composite of two code points, or 0. Hangul syllables are not in the table. */
uint32_t unicode_compose(const struct unicode_table *table, uint32_t first, uint32_t second);

/* The pair that a code point flagged UNICODE_COMPOSITE decomposes into. */
struct unicode_pair unicode_decompose(const struct unicode_table *table, uint32_t composite);

/* What NFKC_Casefold alone makes of a code point. */
uint32_t unicode_map_unfolded(const struct unicode_table *table, uint32_t point, uint64_t record);

#endif
