/* markup_scan.h: where in a text of markup the next thing stands. Pure; whoever searches says what was not found by the
 * text's length. */
#ifndef PARALLAX_WIRE_MARKUP_SCAN_H
#define PARALLAX_WIRE_MARKUP_SCAN_H

#include "bytes.h"

/* White space as HTML has it. */
static inline bool markup_is_white(uint8_t byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r' || byte == '\f';
}

/* A letter or a digit. */
static inline bool markup_is_name_byte(uint8_t byte)
{
	return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/* True when the word stands at text.data[at], at <= text.length, whatever the case of its ASCII letters. */
bool markup_begins_with(struct bytes text, size_t at, const char *word);

/* The first of a byte at or behind start. */
size_t markup_find_byte(struct bytes text, size_t start, char byte);

/* The ">" of a tag whose inside begins at start, past attributes in quotes. */
size_t markup_find_quoted_end(struct bytes text, size_t start);

/* The end tag of a script or a style whose content begins at start. */
size_t markup_find_raw_end(struct bytes text, size_t start, const char *name);

/* The first byte at or behind start that may be more than a character: "<", "&", a control, the first of two spaces, a space
 * at the end, in a CDATA section "]". */
size_t markup_find_special(struct bytes text, size_t start, bool cdata);

#endif
