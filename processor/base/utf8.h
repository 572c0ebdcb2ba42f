/* utf8.h: UTF-8 (RFC 3629), one code point at a time. Only utf8_sequence and utf8_is_valid take bytes that may be
 * anything; the others read what is known to be valid. */
#ifndef PARALLAX_BASE_UTF8_H
#define PARALLAX_BASE_UTF8_H

#include "bytes.h"

/* How many bytes the UTF-8 sequence at text has (RFC 3629: no surrogates, nothing overlong, up to U+10FFFF); 0 when
 * there is none. */
static inline size_t utf8_sequence(const uint8_t *text, size_t left)
{
	if (text[0] < 0x80)
		return 1;
	if (text[0] < 0xc2 || text[0] > 0xf4)
		return 0;
	size_t length = text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
	if (length > left)
		return 0;
	/* Only the second byte's range depends on the first. */
	uint8_t low = text[0] == 0xe0 ? 0xa0 : text[0] == 0xf0 ? 0x90 : 0x80;
	uint8_t high = text[0] == 0xed ? 0x9f : text[0] == 0xf4 ? 0x8f : 0xbf;
	if (text[1] < low || text[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	}
	return length;
}

static inline bool utf8_is_valid(struct bytes text)
{
	for (size_t at = 0, length; at < text.length; at += length) {
		length = utf8_sequence(text.data + at, text.length - at);
		if (length == 0)
			return false;
	}
	return true;
}

/* Reads the code point that starts at text[*at] and moves *at behind it. */
static inline uint32_t utf8_next(const uint8_t *text, size_t *at)
{
	const uint8_t *p = text + *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] < 0xe0) {
		*at += 2;
		return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if (p[0] < 0xf0) {
		*at += 3;
		return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
	}
	*at += 4;
	return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 | (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
}

/* The bytes of the code point that begins with this one. */
static inline size_t utf8_bytes(uint8_t first)
{
	return 1u + (first >= 0xc0) + (first >= 0xe0) + (first >= 0xf0);
}

/* Writes one code point; returns its 1 to 4 bytes. */
static inline size_t utf8_put(uint32_t point, uint8_t *ret_text)
{
	if (point < 0x80) {
		ret_text[0] = (uint8_t)point;
		return 1;
	}
	if (point < 0x800) {
		ret_text[0] = (uint8_t)(0xc0 | point >> 6);
		ret_text[1] = (uint8_t)(0x80 | (point & 0x3f));
		return 2;
	}
	if (point < 0x10000) {
		ret_text[0] = (uint8_t)(0xe0 | point >> 12);
		ret_text[1] = (uint8_t)(0x80 | (point >> 6 & 0x3f));
		ret_text[2] = (uint8_t)(0x80 | (point & 0x3f));
		return 3;
	}
	ret_text[0] = (uint8_t)(0xf0 | point >> 18);
	ret_text[1] = (uint8_t)(0x80 | (point >> 12 & 0x3f));
	ret_text[2] = (uint8_t)(0x80 | (point >> 6 & 0x3f));
	ret_text[3] = (uint8_t)(0x80 | (point & 0x3f));
	return 4;
}

/* How many of eight bytes continue a code point: of such a one, and of no other, the first bit is set and the second is not. */
static inline size_t utf8_continuing(uint64_t eight)
{
	return (eight >> 7 & ~eight >> 6 & 0x0101010101010101) * 0x0101010101010101 >> 56;
}

/* Fewer than eight bytes as the first ones of eight, with zeros behind. */
static inline uint64_t utf8_few(const uint8_t *text, size_t length)
{
	uint64_t eight = 0;
	if (length >= 4) { /* the last four overlap the first */
		uint32_t first, last;
		memcpy(&first, text, 4);
		memcpy(&last, text + length - 4, 4);
		return first | (uint64_t)last >> (64 - 8 * length) << 32;
	}
	for (size_t i = 0; i < length; i++)
		eight |= (uint64_t)text[i] << 8 * i;
	return eight;
}

/* How many code points a range has: bytes that do not continue one. */
static inline size_t utf8_count(struct bytes text)
{
	size_t count = text.length, at = 0;
	for (; text.length - at >= 8; at += 8) {
		uint64_t eight;
		memcpy(&eight, text.data + at, 8);
		count -= utf8_continuing(eight);
	}
	return at == text.length ? count : count - utf8_continuing(utf8_few(text.data + at, text.length - at));
}

/* The same of 1 to 8 bytes, where eight can be read whatever is behind them. */
static inline size_t utf8_count_readable(const uint8_t *text, size_t length)
{
	uint64_t eight;
	memcpy(&eight, text, 8);
	return length - utf8_continuing(eight << (64 - 8 * length)); /* the machine is little-endian, as the tables are */
}

#endif
