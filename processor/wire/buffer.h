/* buffer.h: bytes that grow at their end, in an arena. For one writer at a time; what was outgrown stays in the arena
 * until it is rewound, at most as much again as the result. */
#ifndef PARALLAX_WIRE_BUFFER_H
#define PARALLAX_WIRE_BUFFER_H

#include "arena.h"

struct buffer {
	struct arena *arena;
	uint8_t *data;
	size_t length;
	size_t capacity;
};

void buffer_init(struct buffer *buffer, struct arena *arena, size_t capacity);

/* Makes room for length bytes more and returns where they go; the caller writes them and adds to buffer->length. */
uint8_t *buffer_room(struct buffer *buffer, size_t length);

void buffer_put(struct buffer *buffer, const void *data, size_t length);

static inline void buffer_put_byte(struct buffer *buffer, uint8_t byte)
{
	if (buffer->length == buffer->capacity)
		buffer_room(buffer, 1);
	buffer->data[buffer->length++] = byte;
}

static inline struct bytes buffer_view(const struct buffer *buffer)
{
	return bytes_of(buffer->data, buffer->length);
}

#endif
