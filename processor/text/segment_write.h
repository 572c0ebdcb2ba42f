/* segment_write.h: what the readers of segment.c and segment_ascii.c share: gaps, and places for what they have read. */
#ifndef PARALLAX_TEXT_SEGMENT_WRITE_H
#define PARALLAX_TEXT_SEGMENT_WRITE_H

#include "segment.h"

/* What has been seen since the last word. */
enum between { BETWEEN_NOTHING, BETWEEN_SPACE, BETWEEN_HYPHEN, BETWEEN_MARK, BETWEEN_STOP, BETWEEN_SENTENCE, BETWEEN_LINE };

/* The same, one more code point later. */
extern const uint8_t segment_between[][UNICODE_GAP_COUNT];

/* Each makes room for more, in the arena when there is one; false when something is at its limit. */
bool segment_room_for_word(struct segment *segment);
bool segment_room_for_line(struct segment *segment);

/* Room in norm, of which used bytes are used, for so many bytes more and for the text behind plain[at]. */
bool segment_room_for_norm(struct segment *segment, uint32_t used, uint32_t bytes, uint32_t at);

/* Reads words of ASCII letters and digits and what is ASCII between them, from the beginning of one at plain[at] on; returns
 * where something else begins, at itself when that is another word. */
uint32_t segment_read_ascii(struct segment *segment, uint32_t at);

#define SEGMENT_BLOCK 64

/* A bit for each byte of a block of SEGMENT_BLOCK. */
struct segment_block {
	uint64_t words; /* ASCII letters and digits */
	uint64_t letters;
	uint64_t uppers;
};

/* As segment_read_ascii sorts it, and as plain C does: for tests. */
struct segment_block segment_block_of(const uint8_t *text);
struct segment_block segment_block_portable(const uint8_t *text);

/* Writes the next word's gap byte; returns where its norm begins. */
static inline uint32_t segment_put_gap(struct segment *segment, bool character, uint8_t *ret_gap)
{
	static const uint8_t gaps[] = { GAP_NONE, GAP_SPACE, GAP_HYPHEN, GAP_MARK, GAP_MARK, GAP_SENTENCE, GAP_LINE };
	uint8_t gap = gaps[segment->gap];
	if (gap == GAP_NONE && !character && !segment->joined)
		gap = GAP_SPACE; /* only what is not to be seen stood between */
	*ret_gap = gap;
	if (gap == GAP_NONE || segment->words_count == 0)
		return segment->norm_length;
	segment->norm[segment->norm_length] = gap;
	return segment->norm_length + 1;
}

/* Where the next word goes; NULL when there is no room. It is filled there, field by field: a struct that is put together
 * elsewhere and copied costs a stall of some 15 ns. */
static inline struct word *segment_place(struct segment *segment)
{
	bool opens_line = segment->words_count == segment->line_word;
	if (segment->words_count == segment->words_capacity && !segment_room_for_word(segment))
		return NULL;
	if (opens_line && !segment_room_for_line(segment))
		return NULL;
	return &segment->words[segment->words_count];
}

/* Takes the word that was filled in at its place, whose norm ends at norm_end. */
static inline void segment_take(struct segment *segment, uint32_t norm_end, bool joined)
{
	segment->words_count++;
	segment->norm_length = norm_end;
	segment->gap = BETWEEN_NOTHING;
	segment->joined = joined;
}

#endif
