#include "json_write.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "timestamp.h"
#include "utf8.h"

void json_write_begin(struct json_write *write, struct arena *arena, size_t expected)
{
	buffer_init(&write->buffer, arena, expected);
	write->follows = false;
}

struct bytes json_write_end(const struct json_write *write)
{
	return buffer_view(&write->buffer);
}

static void before_value(struct json_write *write)
{
	if (write->follows)
		buffer_put_byte(&write->buffer, ',');
	write->follows = true;
}

void json_write_open(struct json_write *write, char bracket)
{
	before_value(write);
	buffer_put_byte(&write->buffer, (uint8_t)bracket);
	write->follows = false;
}

void json_write_close(struct json_write *write, char bracket)
{
	buffer_put_byte(&write->buffer, (uint8_t)bracket);
	write->follows = true;
}

static void put_escaped(struct buffer *buffer, uint8_t character)
{
	static const char short_form[32] = { [8] = 'b', [9] = 't', [10] = 'n', [12] = 'f', [13] = 'r' };
	static const char digits[] = "0123456789abcdef";
	buffer_put_byte(buffer, '\\');
	if (character >= 32) {
		buffer_put_byte(buffer, character);
	} else if (short_form[character] != 0) {
		buffer_put_byte(buffer, (uint8_t)short_form[character]);
	} else {
		const char code[5] = { 'u', '0', '0', digits[character >> 4], digits[character & 15] };
		buffer_put(buffer, code, sizeof code);
	}
}

static void put_quoted(struct buffer *buffer, struct bytes text)
{
	buffer_put_byte(buffer, '"');
	size_t written = 0, at = 0;
	while (at < text.length) {
		uint8_t character = text.data[at];
		bool plain = character >= 32 && character != '"' && character != '\\';
		size_t length = plain ? utf8_sequence(text.data + at, text.length - at) : 0;
		if (length != 0) {
			at += length;
			continue;
		}
		buffer_put(buffer, text.data + written, at - written);
		if (plain)
			buffer_put(buffer, "\xef\xbf\xbd", 3);
		else
			put_escaped(buffer, character);
		written = ++at;
	}
	if (at != written)
		buffer_put(buffer, text.data + written, at - written);
	buffer_put_byte(buffer, '"');
}

void json_write_key_bytes(struct json_write *write, struct bytes key)
{
	before_value(write);
	put_quoted(&write->buffer, key);
	buffer_put_byte(&write->buffer, ':');
	write->follows = false;
}

void json_write_key(struct json_write *write, const char *key)
{
	json_write_key_bytes(write, bytes_of_string(key));
}

void json_write_text(struct json_write *write, struct bytes text)
{
	if (text.data == NULL) {
		json_write_null(write);
		return;
	}
	before_value(write);
	put_quoted(&write->buffer, text);
}

void json_write_string(struct json_write *write, const char *string)
{
	json_write_text(write, string == NULL ? (struct bytes){ 0 } : bytes_of_string(string));
}

static void put_bare(struct json_write *write, const char *word)
{
	before_value(write);
	buffer_put(&write->buffer, word, strlen(word));
}

void json_write_null(struct json_write *write)
{
	put_bare(write, "null");
}

void json_write_bool(struct json_write *write, bool value)
{
	put_bare(write, value ? "true" : "false");
}

void json_write_unsigned(struct json_write *write, uint64_t value)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
	put_bare(write, digits);
}

void json_write_signed(struct json_write *write, int64_t value)
{
	char digits[24];
	snprintf(digits, sizeof digits, "%lld", (long long)value);
	put_bare(write, digits);
}

/* printf writes the locale's decimal mark, which may be several bytes: whatever is not part of a number becomes the one
 * point. */
static void put_number(struct json_write *write, const char *printed)
{
	char text[400];
	size_t length = 0;
	for (const char *at = printed; *at != 0; at++) {
		if (strchr("0123456789+-e", *at) != NULL)
			text[length++] = *at;
		else if (length != 0 && text[length - 1] != '.')
			text[length++] = '.';
	}
	text[length] = 0;
	put_bare(write, text);
}

void json_write_number(struct json_write *write, double value)
{
	const double exact_max = 9007199254740992.0; /* 2^53 */
	if (!isfinite(value)) {
		json_write_null(write);
		return;
	}
	if (fabs(value) <= exact_max && value == floor(value)) {
		json_write_signed(write, (int64_t)value);
		return;
	}
	char text[40];
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof text, "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	put_number(write, text);
}

void json_write_fixed(struct json_write *write, double value, int decimals)
{
	CHECK(decimals >= 0 && decimals <= 9);
	if (!isfinite(value)) {
		json_write_null(write);
		return;
	}
	char text[400]; /* the greatest double has 309 digits before its point */
	snprintf(text, sizeof text, "%.*f", decimals, value);
	/* A little below zero rounds to a zero that keeps its sign: two spellings of one number. */
	const char *shown = text[0] == '-' && strspn(text + 1, "0.,") == strlen(text + 1) ? text + 1 : text;
	put_number(write, shown);
}

void id_print(uint64_t id, char ret_text[ID_TEXT_SIZE])
{
	snprintf(ret_text, ID_TEXT_SIZE, "%016llx", (unsigned long long)id);
}

void json_write_id(struct json_write *write, uint64_t id)
{
	char text[ID_TEXT_SIZE];
	id_print(id, text);
	json_write_string(write, id == 0 ? NULL : text);
}

void json_write_time(struct json_write *write, clock_ms time)
{
	char text[TIMESTAMP_SIZE];
	if (time != CLOCK_ABSENT)
		timestamp_print(time, text);
	json_write_string(write, time == CLOCK_ABSENT ? NULL : text);
}

void json_write_raw(struct json_write *write, struct bytes json)
{
	before_value(write);
	buffer_put(&write->buffer, json.data, json.length);
}
