/* markup.h: the words of an HTML or XHTML fragment, with the way back to the received bytes.
 * Not a browser: a tolerant scanner. Block tags and <br> end a line; script, style, nav, aside, form, button and the
 * content of comments are left out; character references are decoded (all of HTML's named ones that wires use,
 * decimal, hexadecimal). Broken markup gives text, never an error. */
#ifndef PARALLAX_WIRE_MARKUP_H
#define PARALLAX_WIRE_MARKUP_H

#include "arena.h"
#include "bytes.h"

/* plain[plain_start + i] is received[received_start + i] until the next run; where received_length is not 0 the run's
 * characters were spelled otherwise (a reference) in that many bytes. */
struct markup_run {
	uint32_t plain_start;
	uint32_t received_start;
	uint32_t received_length;
};

struct markup_text {
	struct bytes plain;
	const struct markup_run *runs;
	uint32_t runs_count;
};

struct markup_text markup_strip(struct bytes received, struct arena *arena);

#endif
