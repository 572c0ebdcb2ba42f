/* point_table.h: what a code point does in a text that is only to be cut into words, one byte for each, and what its bytes
 * become: the part of the text room's Unicode table that a vector register can look up. Compiled in from
 * processor/tables/points.bin, which tables/make/point_table.c makes of that table; a test holds the two together.
 *
 * Where a code point's normalised form has as many bytes as it has, and it needs no neighbour to be understood, it is of one
 * of the first seven kinds; everything else is POINT_RARE and goes to the text room. */
#ifndef PARALLAX_KERNEL_POINT_TABLE_H
#define PARALLAX_KERNEL_POINT_TABLE_H

#include <stdint.h>

enum point_class {
	POINT_LETTER = 1,
	POINT_NUMERIC = 2,
	POINT_CHARACTER = 4,   /* a word of its own */
	POINT_EXTEND = 8,      /* belongs to what stands before */
	POINT_MID_LETTER = 16, /* joins two letters */
	POINT_MID_NUMBER = 32, /* joins two numbers */
	POINT_GAP = 64,        /* ends a word, whatever follows */
	POINT_RARE = 128,

	/* What two bits together mean. */
	POINT_HANGUL = POINT_LETTER | POINT_NUMERIC,      /* joins like a letter, but nothing joins it to what is behind a mark */
	POINT_HEBREW = POINT_LETTER | POINT_CHARACTER,    /* a letter; quotes behind it are rare */
	POINT_COMBINING = POINT_EXTEND | POINT_MID_NUMBER, /* of a combining class: two of them are rare */
	POINT_QUOTE = POINT_GAP | POINT_MID_LETTER,       /* the double quote: rare behind Hebrew */
	POINT_MARK = POINT_GAP | POINT_RARE               /* may join: rare behind what can be joined, a gap elsewhere */
};

/* 64 code points that differ in their last byte only, by its lower six bits. */
struct point_block {
	uint8_t classes[64];
	uint8_t lasts[64]; /* what the last byte becomes */
	uint8_t leads[64]; /* two bytes: what the first becomes; three, whose others stay: 1 when any last byte changes, else 0 */
};

/* Blocks of U+0000 to U+FFFF, by code point >> 6. */
struct point_table {
	uint16_t block_of[1024];
	struct point_block blocks[];
};

const struct point_table *point_table(void);

/* The block of the code point whose first two bytes these are; of two or three bytes. */
static inline const struct point_block *point_block_of(const struct point_table *table, uint8_t first, uint8_t second)
{
	unsigned at = first < 0xe0 ? first & 0x1fu : (unsigned)(first & 0x0f) << 6 | (second & 0x3fu);
	return &table->blocks[table->block_of[at]];
}

/* Of the ASCII bytes. */
extern const uint8_t point_ascii[128];

#endif
