/* markup_reference.h: HTML's character references: &eacute; &#233; &#xe9;. Pure. */
#ifndef PARALLAX_WIRE_MARKUP_REFERENCE_H
#define PARALLAX_WIRE_MARKUP_REFERENCE_H

#include "bytes.h"

/* The longest name in the table. */
#define MARKUP_NAME_MAX 8

struct markup_name {
	char name[MARKUP_NAME_MAX + 1];
	bool bare; /* an old name, which HTML takes without its semicolon as well */
	uint16_t point;
};

/* The named references, in order of their bytes. */
extern const struct markup_name markup_names[];
extern const uint32_t markup_names_count;

/* Reads the reference that begins with the "&" at text.data[at]. Returns its bytes and gives its code point, or returns 0
 * when it is none and the "&" means itself. Numbers that are no characters give U+FFFD, those of Windows-1252's upper
 * controls what they mean there, as in browsers. */
size_t markup_reference_read(struct bytes text, size_t at, uint32_t *ret_point);

#endif
