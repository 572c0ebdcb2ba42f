#include "plain_words.h"

#include "check.h"
#include "document.h"
#include "segment.h"
#include "shingle.h"
#include "sketch_fill.h"
#include "utf8.h"
#include "word_bits.h"
#include "word_hashes.h"

#define LISTED_BYTES 4096u

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

/* A copy of the text, U+FFFD for what is not UTF-8, with TEXT_BEFORE zero bytes before it and TEXT_BEHIND behind. */
static struct bytes clean_copy(struct bytes text, struct arena *arena)
{
	uint8_t *copy = (uint8_t *)arena_take(arena, TEXT_BEFORE + 3 * text.length + TEXT_BEHIND) + TEXT_BEFORE;
	size_t length = 0;
	memset(copy - TEXT_BEFORE, 0, TEXT_BEFORE);
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
	memset(copy + length, 0, TEXT_BEHIND);
	return bytes_of(copy, length);
}

static struct bytes copy_of(struct bytes text, struct arena *arena)
{
	uint8_t *copy = (uint8_t *)arena_take(arena, TEXT_BEFORE + text.length + TEXT_BEHIND) + TEXT_BEFORE;
	memset(copy - TEXT_BEFORE, 0, TEXT_BEFORE);
	if (text.length > 0)
		memcpy(copy, text.data, text.length);
	memset(copy + text.length, 0, TEXT_BEHIND);
	return bytes_of(copy, text.length);
}

/* ---- what the bitmaps do not decide ---- */

/* A reader of stretches of the text as a document reads it; its arrays are used again and again. */
struct slow {
	struct segment segment;
	uint32_t bytes_max; /* that norm has room for */
};

static void make_room_for_stretch(struct slow *slow, uint32_t length, struct arena *arena)
{
	struct segment *segment = &slow->segment;
	if (slow->bytes_max == 0) {
		*segment = (struct segment){ .table = unicode_table_open(), .arena = arena, .words_capacity = 64, .lines_capacity = 64 };
		segment->words = arena_take(arena, segment->words_capacity * sizeof *segment->words);
		segment->lines = arena_take(arena, segment->lines_capacity * sizeof *segment->lines);
	}
	if (length > slow->bytes_max) {
		slow->bytes_max = 2 * length + 256;
		segment->norm_capacity = slow->bytes_max + slow->bytes_max / 2 + SEGMENT_SLACK;
		segment->norm = arena_take(arena, segment->norm_capacity);
	}
}

/* Reads text[start .. end - 1], whose ends part nothing; what is too long for a document goes on as the next. */
static void read_slowly(struct slow *slow, const uint8_t *text, uint32_t start, uint32_t end, struct hashes *hashes)
{
	struct segment *segment = &slow->segment;
	make_room_for_stretch(slow, end - start, hashes->arena);
	while (start < end) {
		segment->text = text + start;
		segment->length = end - start;
		segment->words_count = segment->lines_count = segment->norm_length = 0;
		segment->joined = segment->full = false;
		segment_read(segment);
		make_room(hashes, segment->words_count);
		for (uint32_t i = 0; i < segment->words_count; i++) {
			hashes->array[hashes->count++] = segment->words[i].hash;
			hashes->characters += (segment->words[i].flags & WORD_CHARACTER) != 0;
		}
		if (!segment->full)
			return;
		CHECK(segment->words_count > 0);
		const struct word *last = &segment->words[segment->words_count - 1];
		start += last->plain_start + last->plain_length;
	}
}

/* ---- what they do ---- */

struct reading {
	const struct kernel *kernel;
	struct bytes text;
	size_t blocks;
	struct text_block *sorted;
	uint8_t *folded;
	struct word_bits *bits;
	uint32_t *places; /* of words: beginning, end, beginning, end */
	struct slow slow;
	struct hashes hashes;
};

/* Hashes the words that are listed. */
static void read_listed(struct reading *reading, size_t count)
{
	struct hashes *hashes = &reading->hashes;
	for (size_t done = 0; done < count;) {
		make_room(hashes, count - done + 8);
		size_t hashed = word_hashes(reading->kernel, reading->folded, reading->places + 2 * done, count - done, hashes->array + hashes->count);
		hashes->count += hashed;
		done += hashed;
		if (done < count) { /* a word that is longer than a word may be */
			read_slowly(&reading->slow, reading->text.data, reading->places[2 * done], reading->places[2 * done + 1], hashes);
			done++;
		}
	}
}

/* The words of a range that begins and ends at boundaries and holds nothing rare. Some bytes at a time, so that what is listed
 * is still near when it is hashed. */
static void read_range(struct reading *reading, uint32_t from, uint32_t to)
{
	size_t left = 0; /* a beginning without its end */
	while (from < to) {
		uint32_t end = to - from > LISTED_BYTES ? from + LISTED_BYTES : to;
		struct word_places places = reading->kernel->word_places(reading->bits, from, end, reading->places + left);
		size_t count = left + places.count;
		reading->hashes.characters += places.characters;
		read_listed(reading, count / 2);
		left = count % 2;
		if (left > 0)
			reading->places[0] = reading->places[count - 1];
		from = end;
	}
}

/* Sorts the text's blocks; false when it is not UTF-8. */
static bool sort_blocks(struct reading *reading, struct bytes text, struct arena *arena)
{
	size_t blocks = text.length / TEXT_BLOCK + 1; /* a word at the text's end ends behind it */
	reading->text = text;
	reading->blocks = blocks;
	reading->sorted = arena_take(arena, (blocks + 1) * sizeof *reading->sorted);
	reading->folded = arena_take(arena, blocks * TEXT_BLOCK + TEXT_BLOCK);
	reading->sorted[blocks] = (struct text_block){ .gap = ~UINT64_C(0) };
	return reading->kernel->text_blocks(text.data, blocks, reading->folded, reading->sorted);
}

void plain_words_read(const struct kernel *kernel, struct bytes text, struct arena *arena, struct plain_words *ret_words)
{
	CHECK(text.length <= PLAIN_BYTES_MAX);
	struct reading reading = { .kernel = kernel, .hashes = { .arena = arena } };
	struct arena_mark mark = arena_mark(arena);
	if (!sort_blocks(&reading, copy_of(text, arena), arena)) {
		arena_rewind(arena, mark);
		CHECK(sort_blocks(&reading, clean_copy(text, arena), arena));
	}
	uint32_t length = (uint32_t)reading.text.length, at = 0;
	reading.bits = arena_take(arena, reading.blocks * sizeof *reading.bits);
	reading.places = arena_take(arena, (LISTED_BYTES + 1 + WORD_PLACES_SLACK) * sizeof *reading.places);
	make_room(&reading.hashes, length / 6 + 16);
	struct word_stretch stretch;
	if (word_bits_of(reading.sorted, reading.blocks, reading.bits)) {
		while (word_bits_stretch(reading.bits, reading.blocks, at, &stretch)) {
			uint32_t end = stretch.end < length ? stretch.end : length;
			read_range(&reading, at, stretch.start);
			read_slowly(&reading.slow, reading.text.data, stretch.start, end, &reading.hashes);
			at = end;
		}
	}
	read_range(&reading, at, length);
	*ret_words = (struct plain_words){ reading.hashes.array, reading.hashes.count, reading.hashes.characters };
}

void words_sketch(const struct kernel *kernel, enum text_sketch_scheme scheme, const struct plain_words *words, struct arena *arena,
                  struct text_sketch *ret_sketch)
{
	uint32_t width = 2 * words->characters > words->count ? SHINGLE_CHARACTERS : SHINGLE_WORDS;
	uint64_t *shingles = arena_take(arena, (words->count + 1) * sizeof *shingles);
	size_t count = shingle_hashes(kernel, words->hashes, words->count, width, shingles);
	sketch_fill(kernel, scheme, NORMALISER_VERSION, shingles, count, ret_sketch);
}
