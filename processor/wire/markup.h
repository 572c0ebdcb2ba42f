/* markup.h: the words of an HTML or XHTML fragment, with the way back to the received bytes.
 * Not a browser: a tolerant scanner, linear in what it reads whatever that is. Block tags and <br> end a line; white space
 * collapses, but line feeds end lines in <pre>, and everywhere in a text without any block tag; left out are comments and
 * what stands in script, style, head, nav, aside, form, button and other controls, and embedded objects; character
 * references are decoded (those of HTML's names that wires use, decimal, hexadecimal). Broken markup gives text, never an
 * error: an element to be left out that never ends is not left out (but for script and style), nor is any when nothing
 * would be left; a tag without its ">" is text; a quote that never ends is none. */
#ifndef PARALLAX_WIRE_MARKUP_H
#define PARALLAX_WIRE_MARKUP_H

#include "arena.h"
#include "bytes.h"

/* plain[plain_start + i] is received[received_start + i] until the next run, only that white space may be another; where
 * received_length is not 0 the run is one character that was spelled as a reference of that many bytes. */
struct markup_run {
	uint32_t plain_start;
	uint32_t received_start;
	uint32_t received_length;
};

struct markup_text {
	struct bytes plain; /* never longer than the received text; no white space at its ends or at those of its lines */
	const struct markup_run *runs;
	uint32_t runs_count;
};

/* received is valid UTF-8 of less than 4 GiB. */
struct markup_text markup_strip(struct bytes received, struct arena *arena);

/* True when a text of unknown kind begins with a declaration, a comment or a tag of HTML, as no plain text does. */
bool markup_is_evident(struct bytes received);

#endif
