#include "output_line.h"

#include "json_write.h"
#include "utf8.h"

static void put_base64(struct json_write *write, struct bytes data, struct arena *arena)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	uint8_t *text = arena_take(arena, (data.length + 2) / 3 * 4 + 1);
	size_t length = 0;
	for (size_t i = 0; i < data.length; i += 3) {
		uint32_t left = (uint32_t)(data.length - i);
		uint32_t group = (uint32_t)data.data[i] << 16 | (left > 1 ? (uint32_t)data.data[i + 1] << 8 : 0) | (left > 2 ? data.data[i + 2] : 0);
		text[length++] = (uint8_t)digits[group >> 18];
		text[length++] = (uint8_t)digits[group >> 12 & 63];
		text[length++] = left > 1 ? (uint8_t)digits[group >> 6 & 63] : '=';
		text[length++] = left > 2 ? (uint8_t)digits[group & 63] : '=';
	}
	json_write_open(write, '{');
	json_write_key(write, "base64");
	json_write_text(write, bytes_of(text, length));
	json_write_close(write, '}');
}

static void put_bytes(struct json_write *write, struct bytes data, struct arena *arena)
{
	if (data.data == NULL || utf8_is_valid(data))
		json_write_text(write, data);
	else
		put_base64(write, data, arena);
}

static void put_value(struct json_write *write, const struct output_message *message, struct arena *arena)
{
	switch (message->topic) {
	case TOPIC_STORIES:
	case TOPIC_STORY_EVENTS:
	case TOPIC_DISCREPANCIES:
		if (message->value.data == NULL)
			json_write_null(write);
		else
			json_write_raw(write, message->value);
		break;
	case TOPIC_DEADLETTER:
		put_bytes(write, message->value, arena);
		break;
	default:
		if (message->value.data == NULL)
			json_write_null(write);
		else
			put_base64(write, message->value, arena);
	}
}

struct bytes output_line(const struct output_message *message, struct arena *arena)
{
	struct json_write write;
	json_write_begin(&write, arena, message->value.length + 1024);
	json_write_open(&write, '{');
	json_write_key(&write, "key");
	put_bytes(&write, message->key, arena);
	json_write_key(&write, "headers");
	json_write_open(&write, '{');
	for (uint32_t i = 0; i < message->headers_count; i++) {
		json_write_key_bytes(&write, message->headers[i].name);
		put_bytes(&write, message->headers[i].value, arena);
	}
	json_write_close(&write, '}');
	json_write_key(&write, "value");
	put_value(&write, message, arena);
	json_write_close(&write, '}');
	buffer_put_byte(&write.buffer, '\n');
	return buffer_view(&write.buffer);
}
