#include "markup_scan.h"

#include <strings.h>

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS EACH_BYTE(0x80)

bool markup_begins_with(struct bytes text, size_t at, const char *word)
{
	size_t length = strlen(word);
	return text.length - at >= length && strncasecmp((const char *)text.data + at, word, length) == 0;
}

size_t markup_find_byte(struct bytes text, size_t start, char byte)
{
	const uint8_t *found = start < text.length ? memchr(text.data + start, byte, text.length - start) : NULL;
	return found == NULL ? text.length : (size_t)(found - text.data);
}

size_t markup_find_quoted_end(struct bytes text, size_t start)
{
	uint8_t before = 0; /* the last byte that is not white */
	for (size_t i = start; i < text.length; i++) {
		uint8_t byte = text.data[i];
		if (byte == '>')
			return i;
		if (before == '=' && (byte == '"' || byte == '\''))
			i = markup_find_byte(text, i + 1, (char)byte);
		if (!markup_is_white(byte))
			before = byte;
	}
	return text.length;
}

size_t markup_find_raw_end(struct bytes text, size_t start, const char *name)
{
	for (size_t i = markup_find_byte(text, start, '<'); i < text.length; i = markup_find_byte(text, i + 1, '<')) {
		size_t behind = i + 2 + strlen(name);
		if (i + 1 < text.length && text.data[i + 1] == '/' && markup_begins_with(text, i + 2, name) &&
		    (behind == text.length || !markup_is_name_byte(text.data[behind])))
			return i;
	}
	return text.length;
}

/* The high bits of those of eight bytes that are less than a limit of at most 0x80; of the bytes above the first one that is,
 * some may have theirs wrongly. */
static inline uint64_t bytes_less(uint64_t bytes, uint8_t limit)
{
	return (bytes - EACH_BYTE(limit)) & ~bytes & HIGH_BITS;
}

static inline uint64_t bytes_equal_to(uint64_t bytes, uint8_t byte)
{
	return bytes_less(bytes ^ EACH_BYTE(byte), 1);
}

static inline uint64_t spaces_of(uint64_t bytes) /* exactly */
{
	uint64_t others = (bytes ^ EACH_BYTE(' ')) & ~HIGH_BITS;
	return ~((others + EACH_BYTE(0x7f)) | bytes) & HIGH_BITS;
}

size_t markup_find_special(struct bytes text, size_t start, bool cdata)
{
	size_t i = start;
	for (; i + 9 <= text.length; i += 8) {
		uint64_t bytes;
		memcpy(&bytes, text.data + i, 8);
		uint64_t spaces = spaces_of(bytes);
		uint64_t behind = spaces >> 8 | (uint64_t)(text.data[i + 8] == ' ') << 63;
		uint64_t special = bytes_equal_to(bytes, '<') | bytes_equal_to(bytes, '&') | bytes_less(bytes, ' ') |
		                   bytes_equal_to(bytes, cdata ? ']' : '<') | (spaces & behind);
		if (special != 0)
			return i + (size_t)__builtin_ctzll(special) / 8;
	}
	for (; i < text.length; i++) {
		uint8_t byte = text.data[i];
		if (byte == '<' || byte == '&' || byte < ' ' || (byte == ']' && cdata) ||
		    (byte == ' ' && (i + 1 == text.length || text.data[i + 1] == ' ')))
			return i;
	}
	return text.length;
}
