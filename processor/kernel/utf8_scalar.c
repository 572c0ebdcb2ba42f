#include "kernel_variants.h"
#include "text_blocks.h"
#include "utf8.h"

bool utf8_scalar(const uint8_t *text, size_t length)
{
	for (size_t at = 0, bytes; at < length; at += bytes) {
		bytes = utf8_sequence(text + at, length - at);
		if (bytes == 0)
			return false;
	}
	return true;
}
