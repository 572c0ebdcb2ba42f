/* segment.h: one pass over plain that finds its words and lines and writes norm. The middle of normalise.h; nobody else
 * needs it. */
#ifndef PARALLAX_TEXT_SEGMENT_H
#define PARALLAX_TEXT_SEGMENT_H

#include "document.h"
#include "unicode_table.h"

/* Zero bytes that follow the text, so that it can be read in blocks. */
#define SEGMENT_PADDING 64
/* norm has room for what is left of the text, half as much again, and this. */
#define SEGMENT_SLACK 256

/* Where the pass writes to. With an arena the arrays grow in it; without one it ends when one of them is full. */
struct segment {
	struct unicode_table table;
	struct arena *arena;
	const uint8_t *text; /* valid UTF-8 with SEGMENT_PADDING zero bytes behind it */
	uint32_t length;

	uint8_t *norm;
	uint32_t norm_length;
	uint32_t norm_capacity; /* at least SEGMENT_SLACK and one and a half times length at the start */
	struct word *words;
	uint32_t words_count;
	uint32_t words_capacity;
	struct line *lines;
	uint32_t lines_count;
	uint32_t lines_capacity;

	uint32_t line_start; /* in plain */
	uint32_t line_word;  /* the first word of the line that is being read */
	uint8_t gap;  /* what stands between the last word and here */
	bool joined;  /* the last word may be followed without a gap */
	bool full;    /* something is at its limit: the rest is not read */
};

/* Reads the whole text. segment holds the text and the empty arrays. */
void segment_read(struct segment *segment);

#endif
