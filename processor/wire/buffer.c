#include "buffer.h"

void buffer_init(struct buffer *buffer, struct arena *arena, size_t capacity)
{
	if (capacity < 64)
		capacity = 64;
	*buffer = (struct buffer){ .arena = arena, .data = arena_take(arena, capacity), .capacity = capacity };
}

uint8_t *buffer_room(struct buffer *buffer, size_t length)
{
	if (length > buffer->capacity - buffer->length) {
		size_t capacity = buffer->capacity * 2;
		if (capacity < buffer->length + length)
			capacity = buffer->length + length;
		uint8_t *data = arena_take(buffer->arena, capacity);
		memcpy(data, buffer->data, buffer->length);
		buffer->data = data;
		buffer->capacity = capacity;
	}
	return buffer->data + buffer->length;
}

void buffer_put(struct buffer *buffer, const void *data, size_t length)
{
	if (length == 0)
		return;
	memcpy(buffer_room(buffer, length), data, length);
	buffer->length += length;
}
