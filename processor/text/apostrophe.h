/* apostrophe.h: the apostrophes of normalised text. Few words have one: the next is looked for in all of norm. Pure. */
#ifndef PARALLAX_TEXT_APOSTROPHE_H
#define PARALLAX_TEXT_APOSTROPHE_H

#include "bytes.h"

/* ' or ’ (or ʼ): its bytes, 0 when it is neither. */
static inline size_t apostrophe_bytes(struct bytes norm, size_t at)
{
	const uint8_t *p = norm.data + at;
	size_t left = norm.length - at;
	if (p[0] == '\'')
		return 1;
	if (left >= 2 && p[0] == 0xca && p[1] == 0xbc)
		return 2;
	return left >= 3 && p[0] == 0xe2 && p[1] == 0x80 && p[2] == 0x99 ? 3 : 0;
}

/* The first apostrophe at or behind a byte, norm.length when there is none. */
size_t apostrophe_from(struct bytes norm, size_t at);

#endif
