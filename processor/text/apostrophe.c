#include "apostrophe.h"

/* They are looked for in windows, so that a text that has one kind of them only is not searched to its end for the others
 * again and again. */
#define WINDOW_BYTES 256

size_t apostrophe_from(struct bytes norm, size_t at)
{
	static const uint8_t firsts[] = { '\'', 0xe2, 0xca };
	for (; at < norm.length; at += WINDOW_BYTES) {
		size_t end = norm.length - at > WINDOW_BYTES ? at + WINDOW_BYTES : norm.length;
		size_t found = end;
		for (size_t i = 0; i < sizeof firsts; i++) {
			for (size_t from = at; from < found; from++) {
				const uint8_t *byte = memchr(norm.data + from, firsts[i], found - from);
				if (byte == NULL)
					break;
				from = (size_t)(byte - norm.data);
				if (apostrophe_bytes(norm, from) != 0)
					found = from;
			}
		}
		if (found < end)
			return found;
	}
	return norm.length;
}
