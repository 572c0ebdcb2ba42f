#include "segment_write.h"

#include "check.h"
#include "fold.h"
#include "hash.h"
#include "utf8.h"
#include "word_hash.h"

#define LINE_STEP UINT64_C(0x9e3779b97f4a7c15)

/* What a mark does behind a letter or a number inside a word (UAX #29, WB6, WB7, WB7a to c, WB11 and WB12). */
enum join { BREAK, IF_LETTER, IF_NUMBER, IF_LETTER_OR_END, IF_HEBREW };

static const uint8_t joins[CLASS_COUNT][CLASS_COUNT] = {
	[CLASS_LETTER] = { [CLASS_MID_LETTER] = IF_LETTER, [CLASS_MID_BOTH] = IF_LETTER, [CLASS_SINGLE_QUOTE] = IF_LETTER },
	[CLASS_HEBREW] = { [CLASS_MID_LETTER] = IF_LETTER, [CLASS_MID_BOTH] = IF_LETTER, [CLASS_SINGLE_QUOTE] = IF_LETTER_OR_END,
		[CLASS_DOUBLE_QUOTE] = IF_HEBREW },
	[CLASS_NUMERIC] = { [CLASS_MID_NUMBER] = IF_NUMBER, [CLASS_MID_BOTH] = IF_NUMBER, [CLASS_SINGLE_QUOTE] = IF_NUMBER },
};

/* These join each other, whatever the order (WB5, WB8 to 10, WB13a and b). */
static bool joins_always(enum unicode_class class)
{
	return class >= CLASS_HEBREW && class <= CLASS_CONNECTOR;
}

static bool begins_word(enum unicode_class class)
{
	return class >= CLASS_HEBREW && class <= CLASS_CHARACTER;
}

/* ---- lines ---- */

static struct span trimmed(const struct segment *segment, uint32_t start, uint32_t end)
{
	while (start < end) {
		size_t at = start;
		if (!unicode_is_space(unicode_record(&segment->table, utf8_next(segment->text, &at))))
			break;
		start = (uint32_t)at;
	}
	while (end > start) {
		uint32_t last = end - 1;
		while ((segment->text[last] & 0xc0) == 0x80)
			last--;
		size_t at = last;
		if (!unicode_is_space(unicode_record(&segment->table, utf8_next(segment->text, &at))))
			break;
		end = last;
	}
	return (struct span){ start, end - start };
}

/* Ends the line at plain[end]; one without words leaves nothing behind. */
static void end_line(struct segment *segment, uint32_t end, uint32_t next)
{
	uint32_t count = segment->words_count - segment->line_word;
	if (count > 0) {
		segment->lines[segment->lines_count++] = (struct line){
			.word_start = segment->line_word, .word_count = count,
			.plain = trimmed(segment, segment->line_start, end)
		};
	}
	segment->line_start = next;
	segment->line_word = segment->words_count;
}

/* ---- words ---- */

/* A word that is being read, or a part of one that is too long. */
struct piece {
	uint32_t start;      /* in plain */
	uint32_t norm_start;
	uint32_t norm_end;
	struct fold fold;
	uint32_t letters;
	uint32_t uppers;
	uint8_t flags;
	uint8_t script;
	uint8_t gap;
};

static inline void piece_begin(struct segment *segment, struct piece *piece, uint32_t start, bool character)
{
	*piece = (struct piece){ .start = start, .script = SCRIPT_NONE, .flags = character ? WORD_CHARACTER : 0 };
	piece->norm_start = piece->norm_end = segment_put_gap(segment, character, &piece->gap);
}

static inline bool piece_put(struct segment *segment, struct piece *piece, uint32_t point, uint64_t record, uint32_t next)
{
	if ((record & UNICODE_MAP_NOT_ONE) != 0 && !segment_room_for_norm(segment, piece->norm_end, FOLD_PUT_BYTES_MAX, next))
		return false;
	uint8_t *out = segment->norm + piece->norm_end;
	piece->norm_end += (uint32_t)(fold_put(&segment->table, &piece->fold, point, record, out) - out);
	if ((record & UNICODE_LETTER) != 0) {
		bool upper = (record & UNICODE_UPPER) != 0;
		piece->flags |= (uint8_t)(upper && piece->letters == 0 ? WORD_UPPER_FIRST : 0);
		piece->letters++;
		piece->uppers += upper;
		if (piece->script == SCRIPT_NONE)
			piece->script = UNICODE_SCRIPT(record);
	} else if ((record & UNICODE_DIGIT) != 0) {
		piece->flags |= WORD_DIGITS;
	}
	return true;
}

/* Ends a piece at plain[end]. One of marks only, or one that folds to nothing, is no word: it counts as a mark. */
static void piece_end(struct segment *segment, struct piece *piece, uint32_t end, bool joined)
{
	struct bytes plain = bytes_of(segment->text + piece->start, end - piece->start);
	if (piece->fold.again) {
		if (!segment_room_for_norm(segment, piece->norm_start, (uint32_t)(plain.length * FOLD_GROWTH_MAX), end)) {
			segment->full = true;
			return;
		}
		piece->norm_end = piece->norm_start + (uint32_t)fold_whole(&segment->table, plain, segment->norm + piece->norm_start);
	}
	uint32_t norm_length = piece->norm_end - piece->norm_start;
	if (norm_length == 0 || (piece->letters == 0 && (piece->flags & WORD_DIGITS) == 0)) {
		segment->gap = segment_between[segment->gap][UNICODE_GAP_MARK];
		return;
	}
	struct word *word = segment_place(segment);
	if (word == NULL) {
		segment->full = true;
		return;
	}
	word->plain_start = piece->start;
	word->norm_start = piece->norm_start;
	word->plain_length = (uint16_t)plain.length;
	word->norm_length = (uint16_t)norm_length;
	word->gap = piece->gap;
	word->flags = (uint8_t)(piece->flags | (piece->letters > 0) * WORD_LETTERS |
	                        (piece->letters > 1 && piece->uppers == piece->letters) * WORD_UPPER_ALL);
	word->script = piece->script;
	word->spare = 0;
	word->hash = 0;
	segment_take(segment, piece->norm_end, joined);
}

/* True when the next code point behind at that is not an Extend is of one of these classes (a set of bits). */
static bool followed_by(const struct segment *segment, size_t at, unsigned classes)
{
	while (at < segment->length) {
		enum unicode_class class = UNICODE_CLASS(unicode_record(&segment->table, utf8_next(segment->text, &at)));
		if (class != CLASS_EXTEND)
			return (1u << class & classes) != 0;
	}
	return false;
}

/* Whether a code point of class next, which ends at plain[at], goes on with a word whose last is of class *last; makes it
 * the last when it does. */
static bool goes_on(const struct segment *segment, enum unicode_class *last, enum unicode_class next, size_t at)
{
	if (joins_always(*last) && joins_always(next)) {
		*last = next;
		return true;
	}
	enum join join = joins[*last][next];
	switch (join) {
	case IF_LETTER:
	case IF_LETTER_OR_END:
		if (followed_by(segment, at, 1u << CLASS_LETTER | 1u << CLASS_HEBREW)) {
			*last = CLASS_LETTER; /* what follows joins it */
			return true;
		}
		*last = CLASS_OTHER;
		return join == IF_LETTER_OR_END;
	case IF_NUMBER:
		*last = CLASS_NUMERIC;
		return followed_by(segment, at, 1u << CLASS_NUMERIC);
	case IF_HEBREW:
		*last = CLASS_LETTER;
		return followed_by(segment, at, 1u << CLASS_HEBREW);
	case BREAK:
		break;
	}
	return false;
}

/* Reads the word that begins at plain[at]; returns where it ends. */
static uint32_t read_word(struct segment *segment, uint32_t at)
{
	struct piece piece;
	size_t next = at;
	uint32_t point = utf8_next(segment->text, &next);
	uint64_t record = unicode_record(&segment->table, point);
	enum unicode_class last = UNICODE_CLASS(record); /* of the last code point that is no Extend */
	bool character = last == CLASS_CHARACTER;
	piece_begin(segment, &piece, at, character);
	for (;;) {
		if (!piece_put(segment, &piece, point, record, (uint32_t)next)) {
			segment->full = true;
			return at;
		}
		at = (uint32_t)next;
		if (at >= segment->length)
			break;
		point = utf8_next(segment->text, &next);
		record = unicode_record(&segment->table, point);
		enum unicode_class class = UNICODE_CLASS(record);
		if (class != CLASS_EXTEND && !goes_on(segment, &last, class, next))
			break;
		if (next - piece.start > FOLD_BYTES_MAX) {
			piece_end(segment, &piece, at, true);
			piece_begin(segment, &piece, at, character);
		}
	}
	piece_end(segment, &piece, at, character);
	return at;
}

/* ---- characters of scripts without spaces ---- */

/* A character that stays as it is whatever comes behind it, but for marks. */
static inline bool is_plain_character(uint64_t record)
{
	const uint64_t mask = 15 | UNICODE_LETTER | UNICODE_COMBINING_ANY | UNICODE_MAY_COMPOSE | UNICODE_ARABIC | (uint64_t)UINT32_MAX << 32;
	return (record & mask) == (CLASS_CHARACTER | UNICODE_LETTER);
}

/* Reads plain characters and what stands between them from plain[at] on; returns where something else begins. */
static uint32_t read_characters(struct segment *segment, uint32_t at)
{
	if (segment_place(segment) == NULL) {
		segment->full = true;
		return at;
	}
	struct segment here = *segment; /* a copy without an address stays in registers */
	size_t next = at;
	uint64_t record = unicode_record(&here.table, utf8_next(here.text, &next));
	while (here.words_count < here.words_capacity) {
		size_t behind = next;
		/* Behind the text a zero byte stands. */
		uint64_t record_behind = unicode_record(&here.table, utf8_next(here.text, &behind));
		if (is_plain_character(record)) {
			if (UNICODE_CLASS(record_behind) == CLASS_EXTEND)
				break;
			struct word *word = &here.words[here.words_count];
			unsigned length = (unsigned)(next - at);
			uint64_t bytes[2] = { 0 };
			memcpy(bytes, here.text + at, 8);
			bytes[0] &= (UINT64_C(1) << 8 * length) - 1;
			uint32_t norm_start = segment_put_gap(&here, true, &word->gap);
			memcpy(here.norm + norm_start, bytes, 8);
			word->plain_start = at;
			word->norm_start = norm_start;
			word->plain_length = word->norm_length = (uint16_t)length;
			word->flags = WORD_CHARACTER | WORD_LETTERS;
			word->script = UNICODE_SCRIPT(record);
			word->spare = 0;
			word->hash = XXH3_64bits(bytes, sizeof bytes);
			segment_take(&here, norm_start + length, true);
		} else if (begins_word(UNICODE_CLASS(record)) || UNICODE_GAP(record) == UNICODE_GAP_LINE) {
			break;
		} else {
			here.gap = segment_between[here.gap][UNICODE_GAP(record)];
		}
		at = (uint32_t)next;
		if (at >= here.length)
			break;
		next = behind;
		record = record_behind;
	}
	*segment = here;
	return at;
}

/* ---- the pass ---- */

static bool is_ascii_word_byte(uint8_t byte)
{
	return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/* Reads what stands at plain[at], words or something between words; returns where it ends. */
static uint32_t read_next(struct segment *segment, uint32_t at)
{
	size_t next = at;
	uint64_t record = unicode_record(&segment->table, utf8_next(segment->text, &next));
	if (is_plain_character(record)) {
		uint32_t end = read_characters(segment, at);
		if (end > at)
			return end;
	}
	if (begins_word(UNICODE_CLASS(record)))
		return segment->full ? at : read_word(segment, at);
	segment->gap = segment_between[segment->gap][UNICODE_GAP(record)];
	if (UNICODE_GAP(record) == UNICODE_GAP_LINE)
		end_line(segment, at, (uint32_t)next);
	return (uint32_t)next;
}

/* The hashes that are not there yet, and the lines'. Later than the words were read: reading bytes in eights that were just
 * written one by one stalls. A line's is a sum over its words, so that none waits for the one before. */
static void hash_lines(struct segment *segment)
{
	for (uint32_t i = 0; i < segment->lines_count; i++) {
		struct line *line = &segment->lines[i];
		uint64_t sum = 0, step = 0;
		for (uint32_t k = line->word_start; k < line->word_start + line->word_count; k++) {
			struct word *word = &segment->words[k];
			if (word->hash == 0)
				word->hash = word_hash_readable(segment->norm + word->norm_start, word->norm_length);
			step += LINE_STEP;
			uint64_t term = word->hash ^ step;
			sum += term * (term >> 32);
		}
		line->hash = hash_mix(sum + line->word_count);
	}
}

void segment_read(struct segment *segment)
{
	uint32_t at = 0;
	segment->gap = BETWEEN_LINE;
	segment->line_start = segment->line_word = 0;
	CHECK(segment->norm_capacity >= segment->length + segment->length / 2 + SEGMENT_SLACK);
	while (at < segment->length && !segment->full) {
		uint32_t end = is_ascii_word_byte(segment->text[at]) ? segment_read_ascii(segment, at) : at;
		if (end != at)
			at = end;
		else if (!segment->full)
			at = read_next(segment, at);
	}
	if (segment->full && segment->words_count > 0) {
		const struct word *last = &segment->words[segment->words_count - 1];
		at = last->plain_start + last->plain_length;
	}
	end_line(segment, at, at);
	hash_lines(segment);
}
