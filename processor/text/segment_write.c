#include "segment_write.h"

/* Far more than 16 MiB of any language take; what grows elevenfold is stopped here. */
#define NORM_BYTES_MAX (UINT32_C(1) << 25)

#define N BETWEEN_NOTHING
#define S BETWEEN_SPACE
#define H BETWEEN_HYPHEN
#define M BETWEEN_MARK
#define P BETWEEN_STOP
#define E BETWEEN_SENTENCE
#define L BETWEEN_LINE

const uint8_t segment_between[][UNICODE_GAP_COUNT] = {
	/* mark, ignored, space, line, hyphen, stop, full stop, close */
	[BETWEEN_NOTHING] = { M, N, S, L, H, P, E, M },
	[BETWEEN_SPACE] = { M, S, S, L, M, P, E, M },
	[BETWEEN_HYPHEN] = { M, H, M, L, M, P, E, M },
	[BETWEEN_MARK] = { M, M, M, L, M, P, E, M },
	[BETWEEN_STOP] = { M, P, E, L, M, P, E, P },
	[BETWEEN_SENTENCE] = { E, E, E, L, E, E, E, E },
	[BETWEEN_LINE] = { L, L, L, L, L, L, L, L },
};

static void *grow(struct arena *arena, void *array, uint32_t count, uint32_t capacity, size_t size)
{
	void *larger = arena_take(arena, capacity * size);
	if (count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

bool segment_room_for_word(struct segment *segment)
{
	if (segment->words_count < segment->words_capacity)
		return true;
	if (segment->arena == NULL || segment->words_count == DOCUMENT_WORDS_MAX)
		return false;
	uint32_t capacity = segment->words_capacity < DOCUMENT_WORDS_MAX / 2 ? 2 * segment->words_capacity : DOCUMENT_WORDS_MAX;
	segment->words = grow(segment->arena, segment->words, segment->words_count, capacity, sizeof *segment->words);
	segment->words_capacity = capacity;
	return true;
}

bool segment_room_for_line(struct segment *segment)
{
	if (segment->lines_count < segment->lines_capacity)
		return true;
	if (segment->arena == NULL || segment->lines_count == DOCUMENT_LINES_MAX)
		return false;
	uint32_t capacity = segment->lines_capacity < DOCUMENT_LINES_MAX / 2 ? 2 * segment->lines_capacity : DOCUMENT_LINES_MAX;
	segment->lines = grow(segment->arena, segment->lines, segment->lines_count, capacity, sizeof *segment->lines);
	segment->lines_capacity = capacity;
	return true;
}

bool segment_room_for_norm(struct segment *segment, uint32_t used, uint32_t bytes, uint32_t at)
{
	uint32_t left = segment->length - at;
	uint32_t needed = used + bytes + left + left / 2 + SEGMENT_SLACK;
	if (used + bytes > NORM_BYTES_MAX)
		return false;
	if (needed <= segment->norm_capacity)
		return true;
	if (segment->arena == NULL)
		return false;
	segment->norm = grow(segment->arena, segment->norm, used, 2 * needed, 1);
	segment->norm_capacity = 2 * needed;
	return true;
}
