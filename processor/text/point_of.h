/* point_of.h: what the Unicode table says of a code point, in the terms of kernel/point_table.h: what that table is made of,
 * and what a test holds it against. */
#ifndef PARALLAX_TEXT_POINT_OF_H
#define PARALLAX_TEXT_POINT_OF_H

#include <string.h>

#include "point_table.h"
#include "unicode_table.h"
#include "utf8.h"

/* The bytes that a code point becomes; 0 when that needs a neighbour, or is nothing. */
static inline size_t point_fold(const struct unicode_table *table, uint32_t point, uint8_t ret_bytes[MAP_BYTES_MAX])
{
	uint64_t record = unicode_record(table, point);
	uint32_t map = UNICODE_MAP(record);
	if ((record & UNICODE_MAY_COMPOSE) != 0 || MAP_KIND(map) == MAP_NOTHING)
		return 0;
	if (MAP_KIND(map) == MAP_SEQUENCE) {
		memcpy(ret_bytes, table->pool + MAP_WHERE(map), MAP_LENGTH(map));
		return MAP_LENGTH(map);
	}
	return utf8_put(MAP_POINT(map, point), ret_bytes);
}

/* Whether it becomes as many bytes, of three the first two as they are. */
static inline bool point_keeps_its_length(const struct unicode_table *table, uint32_t point, uint8_t ret_bytes[MAP_BYTES_MAX])
{
	uint8_t bytes[4];
	size_t length = utf8_put(point, bytes);
	return point_fold(table, point, ret_bytes) == length && length <= 3 && (length < 3 || memcmp(bytes, ret_bytes, 2) == 0);
}

static inline uint8_t point_word_class(uint64_t record)
{
	bool letter = (record & UNICODE_LETTER) != 0, combining = UNICODE_COMBINING(record) != 0;
	switch (UNICODE_CLASS(record)) {
	case CLASS_LETTER:
		return letter && !combining ? POINT_LETTER : POINT_RARE;
	case CLASS_HEBREW:
		return letter && !combining ? POINT_HEBREW : POINT_RARE;
	case CLASS_HANGUL:
		return letter && !combining ? POINT_HANGUL : POINT_RARE;
	case CLASS_NUMERIC:
		return (record & UNICODE_DIGIT) != 0 && !combining ? POINT_NUMERIC : POINT_RARE;
	case CLASS_CHARACTER:
		return letter && !combining && UNICODE_MAP(record) == 0 && (record & UNICODE_ARABIC) == 0 ? POINT_CHARACTER : POINT_RARE;
	case CLASS_EXTEND:
		return letter || (record & UNICODE_ARABIC) != 0 ? POINT_RARE : combining ? POINT_COMBINING : POINT_EXTEND;
	default:
		return POINT_RARE;
	}
}

/* Of a code point that is not ASCII. */
static inline uint8_t point_of(const struct unicode_table *table, uint32_t point)
{
	uint64_t record = unicode_record(table, point);
	uint8_t bytes[MAP_BYTES_MAX];
	switch (UNICODE_CLASS(record)) {
	case CLASS_OTHER:
		return POINT_GAP;
	case CLASS_MID_BOTH:
		if (point == 0x2018 || point == 0x2019)
			return POINT_MID_LETTER | POINT_MID_NUMBER;
		return POINT_MARK;
	case CLASS_MID_LETTER:
	case CLASS_MID_NUMBER:
	case CLASS_SINGLE_QUOTE:
	case CLASS_DOUBLE_QUOTE:
		return POINT_MARK;
	default:
		return point_keeps_its_length(table, point, bytes) ? point_word_class(record) : POINT_RARE;
	}
}

#endif
