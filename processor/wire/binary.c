#include "binary.h"

#include <stdarg.h>
#include <stdio.h>

#include "check.h"
#include "hash.h"

#define SEAL_SIZE 8

void binary_begin(struct buffer *buffer, const struct binary_format *format, struct arena *arena, size_t expected)
{
	buffer_init(buffer, arena, expected);
	buffer_put(buffer, format->magic, BINARY_MAGIC_SIZE);
	buffer_put_byte(buffer, format->version);
}

struct bytes binary_end(struct buffer *buffer)
{
	binary_put_fixed64(buffer, hash_bytes(buffer_view(buffer)));
	return buffer_view(buffer);
}

void binary_put_varint(struct buffer *buffer, uint64_t value)
{
	while (value >= 0x80) {
		buffer_put_byte(buffer, (uint8_t)(value | 0x80));
		value >>= 7;
	}
	buffer_put_byte(buffer, (uint8_t)value);
}

void binary_put_signed(struct buffer *buffer, int64_t value)
{
	binary_put_varint(buffer, (uint64_t)value << 1 ^ (value < 0 ? UINT64_MAX : 0));
}

void binary_put_fixed32(struct buffer *buffer, uint32_t value)
{
	uint8_t *at = buffer_room(buffer, 4);
	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (8 * i));
	buffer->length += 4;
}

void binary_put_fixed64(struct buffer *buffer, uint64_t value)
{
	uint8_t *at = buffer_room(buffer, 8);
	for (int i = 0; i < 8; i++)
		at[i] = (uint8_t)(value >> (8 * i));
	buffer->length += 8;
}

void binary_put_double(struct buffer *buffer, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	binary_put_fixed64(buffer, bits);
}

void binary_put_view(struct buffer *buffer, struct bytes view)
{
	binary_put_varint(buffer, view.data == NULL ? 0 : view.length + (uint64_t)1);
	buffer_put(buffer, view.data, view.length);
}

__attribute__((format(printf, 3, 4))) static enum status refuse(struct arena *arena, const char **ret_reason,
								 const char *format, ...)
{
	char text[160];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	*ret_reason = (const char *)arena_copy(arena, bytes_of_string(text)).data;
	return STATUS_BAD_INPUT;
}

enum status binary_open(struct binary_read *read, const struct binary_format *format, struct bytes bytes, struct arena *arena,
			const char **ret_reason)
{
	const size_t head = BINARY_MAGIC_SIZE + 1;
	if (bytes.data == NULL || bytes.length < head + SEAL_SIZE || memcmp(bytes.data, format->magic, BINARY_MAGIC_SIZE) != 0)
		return refuse(arena, ret_reason, "The bytes are not a %s.", format->name);
	/* Before the seal: another version may be sealed in another way. */
	unsigned version = bytes.data[BINARY_MAGIC_SIZE];
	if (version != format->version)
		return refuse(arena, ret_reason, "The %s has format version %u; this program reads version %u.", format->name,
			      version, (unsigned)format->version);
	size_t sealed = bytes.length - SEAL_SIZE;
	struct binary_read seal = { .at = bytes.data + sealed, .end = bytes.data + bytes.length };
	if (binary_take_fixed64(&seal) != hash_bytes(bytes_of(bytes.data, sealed)))
		return refuse(arena, ret_reason, "The %s is damaged: its checksum does not fit.", format->name);
	*read = (struct binary_read){ .at = bytes.data + head, .end = bytes.data + sealed };
	return STATUS_OK;
}

bool binary_is_whole(const struct binary_read *read)
{
	return !read->failed && read->at == read->end;
}

/* length bytes, or NULL when there are not so many. */
static const uint8_t *take(struct binary_read *read, size_t length)
{
	if (read->failed || length > (size_t)(read->end - read->at)) {
		read->failed = true;
		return NULL;
	}
	const uint8_t *at = read->at;
	read->at += length;
	return at;
}

static uint64_t within(struct binary_read *read, uint64_t value, uint64_t max)
{
	if (value > max)
		read->failed = true;
	return read->failed ? 0 : value;
}

uint8_t binary_take_byte(struct binary_read *read, unsigned max)
{
	const uint8_t *at = take(read, 1);
	return at == NULL ? 0 : (uint8_t)within(read, *at, max);
}

uint64_t binary_take_varint(struct binary_read *read, uint64_t max)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 70; shift += 7) {
		const uint8_t *at = take(read, 1);
		if (at == NULL)
			return 0;
		if (shift == 63 && *at > 1) /* the tenth byte has room for one bit */
			break;
		value |= (uint64_t)(*at & 0x7f) << shift;
		if (*at < 0x80)
			return within(read, value, max);
	}
	read->failed = true;
	return 0;
}

int64_t binary_take_signed(struct binary_read *read)
{
	uint64_t value = binary_take_varint(read, UINT64_MAX);
	return (int64_t)(value >> 1 ^ (value & 1 ? UINT64_MAX : 0));
}

uint32_t binary_take_fixed32(struct binary_read *read)
{
	const uint8_t *at = take(read, 4);
	uint32_t value = 0;
	for (int i = 0; at != NULL && i < 4; i++)
		value |= (uint32_t)at[i] << (8 * i);
	return value;
}

uint64_t binary_take_fixed64(struct binary_read *read)
{
	const uint8_t *at = take(read, 8);
	uint64_t value = 0;
	for (int i = 0; at != NULL && i < 8; i++)
		value |= (uint64_t)at[i] << (8 * i);
	return value;
}

double binary_take_double(struct binary_read *read)
{
	uint64_t bits = binary_take_fixed64(read);
	double value;
	memcpy(&value, &bits, sizeof value);
	if (value != value) {
		read->failed = true;
		return 0;
	}
	return value;
}

struct bytes binary_take_part(struct binary_read *read, size_t max)
{
	uint64_t told = binary_take_varint(read, max + (uint64_t)1);
	if (told == 0)
		return (struct bytes){ 0 };
	const uint8_t *at = take(read, (size_t)told - 1);
	return at == NULL ? (struct bytes){ 0 } : bytes_of(at, (size_t)told - 1);
}

struct bytes binary_take_view(struct binary_read *read, size_t max, struct arena *arena)
{
	return arena_copy(arena, binary_take_part(read, max));
}

uint32_t binary_take_count(struct binary_read *read, uint32_t max, size_t item_size)
{
	CHECK(item_size > 0);
	uint64_t count = binary_take_varint(read, max);
	return (uint32_t)within(read, count, (uint64_t)(read->end - read->at) / item_size);
}
