/* json_write.h: JSON text, written from its beginning to its end.
 * The same calls give the same bytes on every machine: no blanks, members in the order of the calls, numbers whatever the
 * locale. Nothing is looked up again, so that keys written twice stand twice: that is the caller's part, as is closing
 * what was opened. */
#ifndef PARALLAX_WIRE_JSON_WRITE_H
#define PARALLAX_WIRE_JSON_WRITE_H

#include "buffer.h"
#include "clock.h"

struct json_write {
	struct buffer buffer;
	bool follows; /* a value stands before at this level: the next one needs a comma */
};

void json_write_begin(struct json_write *write, struct arena *arena, size_t expected);

/* The text written so far. Valid until the arena is rewound. */
struct bytes json_write_end(const struct json_write *write);

void json_write_open(struct json_write *write, char bracket);  /* '{' or '[' */
void json_write_close(struct json_write *write, char bracket); /* '}' or ']' */
void json_write_key(struct json_write *write, const char *key);
void json_write_key_bytes(struct json_write *write, struct bytes key);

/* A string; an absent view is null. Control characters, quotes and backslashes are escaped, everything else stands as it
 * is. Bytes that are not UTF-8 become U+FFFD, one for each. */
void json_write_text(struct json_write *write, struct bytes text);
void json_write_string(struct json_write *write, const char *string); /* NULL is null */

void json_write_null(struct json_write *write);
void json_write_bool(struct json_write *write, bool value);
void json_write_unsigned(struct json_write *write, uint64_t value);
void json_write_signed(struct json_write *write, int64_t value);

/* The fewest digits of 15, 16 or 17 that read back as the same number; whole numbers up to 2^53 without an exponent.
 * What JSON cannot tell (infinite, not a number) is null. */
void json_write_number(struct json_write *write, double value);

/* With as many decimals as told, at most 9. */
void json_write_fixed(struct json_write *write, double value, int decimals);

/* An id, as a string of 16 lower-case hexadecimal digits; 0, which means none, is null. */
void json_write_id(struct json_write *write, uint64_t id);

/* A value that is JSON already. */
void json_write_raw(struct json_write *write, struct bytes json);

/* A time, as a string in UTC with milliseconds; CLOCK_ABSENT is null. */
void json_write_time(struct json_write *write, clock_ms time);

/* The digits of an id, as they stand in events, keys and headers, and a closing zero byte. */
#define ID_TEXT_SIZE 17
void id_print(uint64_t id, char ret_text[ID_TEXT_SIZE]);

#endif
