#include "plain_words.h"

#include "check.h"
#include "document.h"
#include "segment.h"
#include "shingle.h"
#include "sketch_fill.h"
#include "utf8.h"

/* Hashes in an array that grows in the arena. */
struct hashes {
	struct arena *arena;
	uint64_t *array;
	size_t count, capacity;
	size_t characters;
};

static void make_room(struct hashes *hashes, size_t more)
{
	if (hashes->capacity - hashes->count >= more)
		return;
	size_t capacity = 2 * hashes->capacity + more;
	uint64_t *larger = arena_take(hashes->arena, capacity * sizeof *larger);
	if (hashes->count > 0)
		memcpy(larger, hashes->array, hashes->count * sizeof *larger);
	hashes->array = larger;
	hashes->capacity = capacity;
}

/* A copy of the text with SEGMENT_PADDING zero bytes behind it, U+FFFD for what is not UTF-8. */
static struct bytes clean_copy(struct bytes text, struct arena *arena)
{
	uint8_t *copy = arena_take(arena, 3 * text.length + SEGMENT_PADDING);
	size_t length = 0;
	for (size_t at = 0; at < text.length;) {
		size_t bytes = utf8_sequence(text.data + at, text.length - at);
		if (bytes == 0) {
			length += utf8_put(0xfffd, copy + length);
			at++;
			continue;
		}
		memcpy(copy + length, text.data + at, bytes);
		length += bytes;
		at += bytes;
	}
	memset(copy + length, 0, SEGMENT_PADDING);
	return bytes_of(copy, length);
}

/* Reads a stretch as a document does; one that is too long for a document goes on as the next. */
static void read_slowly(struct bytes text, struct hashes *hashes)
{
	while (text.length > 0) {
		uint32_t length = (uint32_t)text.length;
		struct arena *arena = hashes->arena;
		struct segment segment = { .table = unicode_table_open(), .arena = arena, .text = text.data, .length = length,
			.norm_capacity = length + length / 2 + SEGMENT_SLACK, .words_capacity = 64, .lines_capacity = 64 };
		segment.norm = arena_take(arena, segment.norm_capacity);
		segment.words = arena_take(arena, segment.words_capacity * sizeof *segment.words);
		segment.lines = arena_take(arena, segment.lines_capacity * sizeof *segment.lines);
		segment_read(&segment);
		make_room(hashes, segment.words_count);
		for (uint32_t i = 0; i < segment.words_count; i++) {
			hashes->array[hashes->count++] = segment.words[i].hash;
			hashes->characters += (segment.words[i].flags & WORD_CHARACTER) != 0;
		}
		if (!segment.full)
			return;
		CHECK(segment.words_count > 0);
		const struct word *last = &segment.words[segment.words_count - 1];
		size_t done = last->plain_start + last->plain_length;
		text = bytes_of(text.data + done, text.length - done);
	}
}

void plain_words_read(const struct kernel *kernel, struct bytes text, struct arena *arena, struct plain_words *ret_words)
{
	struct hashes hashes = { .arena = arena };
	(void)kernel;
	CHECK(text.length <= PLAIN_BYTES_MAX);
	make_room(&hashes, text.length / 4 + 16);
	read_slowly(clean_copy(text, arena), &hashes);
	*ret_words = (struct plain_words){ hashes.array, hashes.count, hashes.characters };
}

void words_sketch(const struct kernel *kernel, enum text_sketch_scheme scheme, const struct plain_words *words, struct arena *arena,
                  struct text_sketch *ret_sketch)
{
	uint32_t width = 2 * words->characters > words->count ? SHINGLE_CHARACTERS : SHINGLE_WORDS;
	uint64_t *shingles = arena_take(arena, (words->count + 1) * sizeof *shingles);
	size_t count = shingle_hashes(kernel, words->hashes, words->count, width, shingles);
	sketch_fill(kernel, scheme, NORMALISER_VERSION, shingles, count, ret_sketch);
}
