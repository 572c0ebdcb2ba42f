#include "decode_text.h"

#include <strings.h>

#include "utf8.h"

static bool is_space(uint32_t point)
{
	return point <= ' ' || point == 0x7f || (point >= 0x80 && point <= 0xa0) || point == 0xad || point == 0x1680 ||
	       (point >= 0x2000 && point <= 0x200f) || (point >= 0x2028 && point <= 0x202f) ||
	       (point >= 0x205f && point <= 0x2064) || point == 0x3000 || point == 0xfeff;
}

static bool begins_with(struct bytes text, size_t at, const char *word)
{
	size_t length = strlen(word);
	return text.length - at >= length && strncasecmp((const char *)text.data + at, word, length) == 0;
}

/* A tag, as opposed to a "<" that was meant as one. */
static bool is_tag(struct bytes text, size_t at)
{
	if (text.data[at] != '<' || at + 1 == text.length)
		return false;
	uint8_t next = text.data[at + 1] | 0x20;
	return (next >= 'a' && next <= 'z') || text.data[at + 1] == '/' || text.data[at + 1] == '!' || text.data[at + 1] == '?';
}

/* How many bytes of markup at text.data[at] show nothing: a tag up to its ">", or a reference to a space. */
static size_t unseen_length(struct bytes text, size_t at)
{
	static const char *const spaces[] = { "&nbsp;", "&#160;", "&#xa0;", "&#32;", "&#x20;" };
	if (is_tag(text, at)) {
		const uint8_t *end = memchr(text.data + at, '>', text.length - at);
		return end == NULL ? text.length - at : (size_t)(end - text.data) + 1 - at;
	}
	for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
		if (begins_with(text, at, spaces[i]))
			return strlen(spaces[i]);
	}
	return 0;
}

bool text_is_blank(struct bytes text, bool markup)
{
	size_t at = 0;
	while (at < text.length) {
		size_t unseen = markup ? unseen_length(text, at) : 0;
		if (unseen != 0)
			at += unseen;
		else if (!is_space(utf8_next(text.data, &at)))
			return false;
	}
	return true;
}

bool text_looks_like_markup(struct bytes text)
{
	size_t start = 0, end = text.length;
	while (start < end && text.data[start] <= ' ')
		start++;
	while (end > start && text.data[end - 1] <= ' ')
		end--;
	return start < end && is_tag(bytes_of(text.data, end), start) && text.data[end - 1] == '>';
}

struct bytes text_cut(struct bytes text, size_t max)
{
	if (text.length <= max)
		return text;
	while (max > 0 && (text.data[max] & 0xc0) == 0x80)
		max--;
	return bytes_of(text.data, max);
}

struct bytes text_last_part(struct bytes text)
{
	size_t start = text.length;
	while (start > 0 && text.data[start - 1] != ':' && text.data[start - 1] != '/' && text.data[start - 1] != '#')
		start--;
	return bytes_of(text.data + start, text.length - start);
}

bool text_equals(struct bytes text, const char *word)
{
	return text.length == strlen(word) && (text.length == 0 || strncasecmp((const char *)text.data, word, text.length) == 0);
}
