/* bytes.h: a view of memory that somebody else owns, and a range inside such a view. */
#ifndef PARALLAX_BASE_BYTES_H
#define PARALLAX_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct bytes {
	const uint8_t *data; /* NULL means absent; a present empty view is not NULL */
	size_t length;
};

/* A half-open range [start, start + length) of bytes inside a view named where it is used. */
struct span {
	uint32_t start;
	uint32_t length;
};

static inline struct bytes bytes_of(const void *data, size_t length)
{
	return (struct bytes){ .data = data, .length = length };
}

static inline struct bytes bytes_of_string(const char *string)
{
	return bytes_of(string, strlen(string));
}

static inline bool bytes_equal(struct bytes a, struct bytes b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* Bytewise order, as memcmp; a prefix comes first. */
static inline int bytes_order(struct bytes a, struct bytes b)
{
	size_t shorter = a.length < b.length ? a.length : b.length;
	int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
	if (order != 0)
		return order;
	return a.length < b.length ? -1 : a.length > b.length;
}

static inline struct bytes bytes_part(struct bytes whole, struct span part)
{
	return bytes_of(whole.data + part.start, part.length);
}

#endif
