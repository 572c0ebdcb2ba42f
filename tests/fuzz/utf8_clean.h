/* utf8_clean.h: any bytes as valid UTF-8, which is what rooms behind decode are promised. */
#ifndef PARALLAX_TESTS_UTF8_CLEAN_H
#define PARALLAX_TESTS_UTF8_CLEAN_H

#include <stdlib.h>

#include "check.h"
#include "utf8.h"

/* The bytes of the valid character at data[at], 0 when there is none (RFC 3629). */
static inline size_t utf8_valid_length(const uint8_t *data, size_t size, size_t at)
{
	uint8_t lead = data[at];
	size_t length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : (lead & 0xf0) == 0xe0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
	if (length == 0 || at + length > size)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((data[at + i] & 0xc0) != 0x80)
			return 0;
	size_t end = at;
	uint32_t point = utf8_next(data, &end);
	bool shortest = length < 3 || point >= (length == 3 ? 0x800u : 0x10000u);
	return shortest && point < 0x110000 && (point < 0xd800 || point > 0xdfff) ? length : 0;
}

/* A copy of exactly its size, without what is not UTF-8 and without zero bytes. The caller frees it. */
static inline struct bytes utf8_clean(const uint8_t *data, size_t size)
{
	size_t length = 0;
	for (size_t at = 0, step; at < size; at += step == 0 ? 1 : step) {
		step = utf8_valid_length(data, size, at);
		length += data[at] == 0 ? 0 : step;
	}
	uint8_t *copy = malloc(length == 0 ? 1 : length), *out = copy;
	CHECK(copy != NULL);
	for (size_t at = 0, step; at < size; at += step == 0 ? 1 : step) {
		step = utf8_valid_length(data, size, at);
		if (data[at] == 0)
			continue;
		memcpy(out, data + at, step);
		out += step;
	}
	return bytes_of(copy, length);
}

static inline bool utf8_is_clean(struct bytes text)
{
	for (size_t at = 0, step; at < text.length; at += step) {
		step = utf8_valid_length(text.data, text.length, at);
		if (step == 0)
			return false;
	}
	return true;
}

#endif
