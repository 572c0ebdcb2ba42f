#include "segment.h"

#include "check.h"
#include "fold.h"
#include "hash.h"
#include "utf8.h"
#include "word_hash.h"

#define NORM_BYTES_MAX (UINT32_C(1) << 25)
#define LINE_MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

/* What has been seen since the last word; the bytes of norm that tell it are in gap_bytes. */
enum between { BETWEEN_NOTHING, BETWEEN_SPACE, BETWEEN_HYPHEN, BETWEEN_MARK, BETWEEN_STOP, BETWEEN_SENTENCE, BETWEEN_LINE };

static const uint8_t gap_bytes[] = { GAP_NONE, GAP_SPACE, GAP_HYPHEN, GAP_MARK, GAP_MARK, GAP_SENTENCE, GAP_LINE };

#define N BETWEEN_NOTHING
#define S BETWEEN_SPACE
#define H BETWEEN_HYPHEN
#define M BETWEEN_MARK
#define P BETWEEN_STOP
#define E BETWEEN_SENTENCE
#define L BETWEEN_LINE
static const uint8_t between_next[][UNICODE_GAP_COUNT] = {
	/* mark ignored space line hyphen stop full-stop close */
	[BETWEEN_NOTHING] = { M, N, S, L, H, P, E, M },
	[BETWEEN_SPACE] = { M, S, S, L, M, P, E, M },
	[BETWEEN_HYPHEN] = { M, H, M, L, M, P, E, M },
	[BETWEEN_MARK] = { M, M, M, L, M, P, E, M },
	[BETWEEN_STOP] = { M, P, E, L, M, P, E, P },
	[BETWEEN_SENTENCE] = { E, E, E, L, E, E, E, E },
	[BETWEEN_LINE] = { L, L, L, L, L, L, L, L },
};
#undef N
#undef S
#undef H
#undef M
#undef P
#undef E
#undef L

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

static void *grow(struct arena *arena, void *array, uint32_t count, uint32_t capacity, size_t size)
{
	void *larger = arena_take(arena, capacity * size);
	if (count > 0)
		memcpy(larger, array, count * size);
	return larger;
}

static bool room_for_word(struct segment *segment)
{
	if (segment->words_count < segment->words_capacity)
		return true;
	if (segment->arena == NULL || segment->words_count == DOCUMENT_WORDS_MAX)
		return false;
	uint32_t capacity = segment->words_capacity < DOCUMENT_WORDS_MAX / 2 ? 2 * segment->words_capacity + 64 : DOCUMENT_WORDS_MAX;
	segment->words = grow(segment->arena, segment->words, segment->words_count, capacity, sizeof *segment->words);
	segment->words_capacity = capacity;
	return true;
}

static bool room_for_line(struct segment *segment)
{
	if (segment->lines_count < segment->lines_capacity)
		return true;
	if (segment->arena == NULL || segment->lines_count == DOCUMENT_LINES_MAX)
		return false;
	uint32_t capacity = segment->lines_capacity < DOCUMENT_LINES_MAX / 2 ? 2 * segment->lines_capacity + 16 : DOCUMENT_LINES_MAX;
	segment->lines = grow(segment->arena, segment->lines, segment->lines_count, capacity, sizeof *segment->lines);
	segment->lines_capacity = capacity;
	return true;
}

/* Makes sure that norm has room for so many bytes more at a place, and for the rest of the text behind them. */
static bool room_for_norm(struct segment *segment, uint32_t used, uint32_t bytes, uint32_t at)
{
	uint32_t left = segment->length - at;
	uint32_t needed = used + bytes + left + left / 2 + SEGMENT_SLACK;
	if (needed <= segment->norm_capacity)
		return true;
	if (segment->arena == NULL || used + bytes > NORM_BYTES_MAX)
		return false;
	segment->norm = grow(segment->arena, segment->norm, used, 2 * needed, 1);
	segment->norm_capacity = 2 * needed;
	return true;
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
			.plain = trimmed(segment, segment->line_start, end), .hash = hash_mix(segment->line_hash + count)
		};
	}
	segment->line_start = next;
	segment->line_word = segment->words_count;
	segment->line_hash = 0;
}

/* ---- words ---- */

/* Where the next word's norm begins, behind its gap byte. */
static inline uint32_t norm_start(struct segment *segment, bool character, uint8_t *ret_gap)
{
	uint8_t gap = gap_bytes[segment->gap];
	if (gap == GAP_NONE && !character && !segment->joined)
		gap = GAP_SPACE; /* only what is not to be seen stood between */
	*ret_gap = gap;
	if (gap == GAP_NONE || segment->words_count == 0)
		return segment->norm_length;
	segment->norm[segment->norm_length] = gap;
	return segment->norm_length + 1;
}

static inline void put_word(struct segment *segment, const struct word *word, bool joined)
{
	bool opens_line = segment->words_count == segment->line_word;
	if ((segment->words_count == segment->words_capacity && !room_for_word(segment)) || (opens_line && !room_for_line(segment))) {
		segment->full = true;
		return;
	}
	segment->words[segment->words_count++] = *word;
	segment->norm_length = word->norm_start + word->norm_length;
	segment->line_hash = ((segment->line_hash << 23 | segment->line_hash >> 41) ^ word->hash) * LINE_MULTIPLIER;
	segment->gap = BETWEEN_NOTHING;
	segment->joined = joined;
}

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
	piece->norm_start = piece->norm_end = norm_start(segment, character, &piece->gap);
}

static inline bool piece_put(struct segment *segment, struct piece *piece, uint32_t point, uint64_t record, uint32_t next)
{
	if ((record & UNICODE_MAP_NOT_ONE) != 0 && !room_for_norm(segment, piece->norm_end, FOLD_PUT_BYTES_MAX, next))
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
		if (!room_for_norm(segment, piece->norm_start, (uint32_t)(plain.length * FOLD_GROWTH_MAX), end)) {
			segment->full = true;
			return;
		}
		piece->norm_end = piece->norm_start + (uint32_t)fold_whole(&segment->table, plain, segment->norm + piece->norm_start);
	}
	uint32_t norm_length = piece->norm_end - piece->norm_start;
	if (norm_length == 0 || (piece->letters == 0 && (piece->flags & WORD_DIGITS) == 0)) {
		segment->gap = between_next[segment->gap][UNICODE_GAP_MARK];
		return;
	}
	struct word word = { .plain_start = piece->start, .norm_start = piece->norm_start, .plain_length = (uint16_t)plain.length,
		.norm_length = (uint16_t)norm_length, .gap = piece->gap, .flags = piece->flags, .script = piece->script };
	if (piece->letters > 0)
		word.flags |= WORD_LETTERS;
	if (piece->letters > 1 && piece->uppers == piece->letters)
		word.flags |= WORD_UPPER_ALL;
	word.hash = word_hash(segment->norm + piece->norm_start, norm_length);
	put_word(segment, &word, joined);
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

/* Letters and marks that join, fold one to one, and neither combine nor compose: nearly all there are. */
static inline bool is_simple(uint64_t record)
{
	return (record & (UNICODE_COMBINING_ANY | UNICODE_MAY_COMPOSE | UNICODE_MAP_NOT_ONE)) == 0 &&
	       (1u << UNICODE_CLASS(record) & (1u << CLASS_LETTER | 1u << CLASS_HANGUL | 1u << CLASS_EXTEND)) != 0;
}

/* Where a word is being read: the code point that ends before next. */
struct cursor {
	size_t next;
	uint32_t point;
	uint64_t record;
	enum unicode_class last; /* of the word's last code point that is no Extend */
};

/* Puts simple code points as long as they come, behind the first letter of a word; leaves the cursor at the one that is
 * another. Returns where that begins. */
static inline uint32_t put_simple(struct segment *segment, struct piece *piece, struct cursor *cursor, uint32_t at)
{
	/* All in locals: a write through out could change anything that has an address. */
	const struct unicode_table table = segment->table;
	const uint8_t *text = segment->text;
	const size_t limit = segment->length, last_next = (size_t)piece->start + FOLD_BYTES_MAX;
	uint8_t *out = segment->norm + piece->norm_end;
	uint32_t letters = 0, uppers = 0, point = cursor->point, folded = piece->fold.starter;
	uint64_t record = cursor->record;
	size_t next = cursor->next, end = at;
	enum unicode_class last = cursor->last;
	while (is_simple(record) && next <= last_next) {
		folded = MAP_POINT(UNICODE_MAP(record), point);
		out += utf8_put(folded, out);
		letters += (record & UNICODE_LETTER) != 0;
		uppers += (record & UNICODE_UPPER) != 0;
		if (UNICODE_CLASS(record) != CLASS_EXTEND)
			last = UNICODE_CLASS(record);
		end = next;
		if (end >= limit)
			break;
		point = utf8_next(text, &next);
		record = unicode_record(&table, point);
	}
	*cursor = (struct cursor){ .next = next, .point = point, .record = record, .last = last };
	piece->norm_end = (uint32_t)(out - segment->norm);
	piece->letters += letters;
	piece->uppers += uppers;
	if (end > at)
		piece->fold = (struct fold){ .starter = folded, .again = piece->fold.again };
	return (uint32_t)end;
}

/* Reads the word that begins at plain[at]; returns where it ends. */
static uint32_t read_word(struct segment *segment, uint32_t at)
{
	struct piece piece;
	struct cursor cursor = { .next = at };
	cursor.point = utf8_next(segment->text, &cursor.next);
	cursor.record = unicode_record(&segment->table, cursor.point);
	cursor.last = UNICODE_CLASS(cursor.record);
	bool character = cursor.last == CLASS_CHARACTER;
	piece_begin(segment, &piece, at, character);
	for (;;) {
		if (!piece_put(segment, &piece, cursor.point, cursor.record, (uint32_t)cursor.next)) {
			segment->full = true;
			return at;
		}
		at = (uint32_t)cursor.next;
		if (at >= segment->length)
			break;
		cursor.point = utf8_next(segment->text, &cursor.next);
		cursor.record = unicode_record(&segment->table, cursor.point);
		if (piece.letters > 0 && joins_always(cursor.last))
			at = put_simple(segment, &piece, &cursor, at);
		if (at >= segment->length || (UNICODE_CLASS(cursor.record) != CLASS_EXTEND && !goes_on(segment, &cursor.last, UNICODE_CLASS(cursor.record), cursor.next)))
			break;
		if (cursor.next - piece.start > FOLD_BYTES_MAX) {
			piece_end(segment, &piece, at, true);
			piece_begin(segment, &piece, at, character);
		}
	}
	piece_end(segment, &piece, at, character);
	return at;
}

/* ---- words of ASCII letters and digits, most of what is written with Latin letters, eight bytes at a time ---- */

#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))
#define HIGH_BITS EACH_BYTE(0x80)

struct ascii {
	uint64_t folded; /* the bytes, capitals made small */
	uint64_t letters; /* each of the masks has the high bits of its bytes */
	uint64_t uppers;
	uint64_t digits;
};

/* The high bits of those bytes of seven bits that are first or more and last or less. */
static inline uint64_t bytes_between(uint64_t sevens, uint8_t first, uint8_t last)
{
	return (sevens + EACH_BYTE(0x80u - first)) & ~(sevens + EACH_BYTE(0x7fu - last)) & HIGH_BITS;
}

static inline struct ascii ascii_of(const uint8_t *text)
{
	struct ascii ascii;
	uint64_t bytes;
	memcpy(&bytes, text, 8);
	uint64_t sevens = bytes & ~HIGH_BITS, plain = ~bytes & HIGH_BITS;
	ascii.letters = bytes_between(sevens | EACH_BYTE(0x20), 'a', 'z') & plain;
	ascii.uppers = ascii.letters & ~(bytes << 2);
	ascii.digits = bytes_between(sevens, '0', '9') & plain;
	ascii.folded = bytes | ascii.uppers >> 2;
	return ascii;
}

static inline bool is_ascii_word_byte(uint8_t byte)
{
	return (uint8_t)((byte | 0x20) - 'a') < 26 || (uint8_t)(byte - '0') < 10;
}

/* Whether a run of ASCII letters and digits surely is a whole word, seen what follows it. */
static inline bool ascii_ends(const uint8_t *behind)
{
	uint8_t byte = behind[0];
	if (byte == ' ')
		return true;
	if (byte >= 0x80 || byte == '_')
		return false;
	if (byte != '.' && byte != ',' && byte != '\'' && byte != ';')
		return true;
	return behind[1] < 0x80 && behind[1] != '_' && !is_ascii_word_byte(behind[1]);
}

static inline uint64_t first_bytes(uint64_t bytes, unsigned count)
{
	return count < 8 ? bytes & ((UINT64_C(1) << 8 * count) - 1) : bytes;
}

/* Reads an ASCII word of at most 15 bytes; returns where it ends, or at when it is another one. */
static inline uint32_t read_ascii_word(struct segment *segment, uint32_t at)
{
	const uint8_t *text = segment->text + at;
	struct ascii low = ascii_of(text), high = { 0 };
	uint64_t ends = ~(low.letters | low.digits) & HIGH_BITS;
	unsigned length;
	if (ends != 0) {
		length = (unsigned)__builtin_ctzll(ends) / 8;
	} else {
		high = ascii_of(text + 8);
		ends = ~(high.letters | high.digits) & HIGH_BITS;
		if (ends == 0)
			return at;
		length = 8 + (unsigned)__builtin_ctzll(ends) / 8;
		unsigned rest = length - 8;
		high.folded = first_bytes(high.folded, rest);
		high.letters = first_bytes(high.letters, rest);
		high.uppers = first_bytes(high.uppers, rest);
		high.digits = first_bytes(high.digits, rest);
	}
	if (length == 0 || !ascii_ends(text + length))
		return at;
	if (length < 8) {
		low.folded = first_bytes(low.folded, length);
		low.letters = first_bytes(low.letters, length);
		low.uppers = first_bytes(low.uppers, length);
		low.digits = first_bytes(low.digits, length);
	}
	struct word word = { .plain_start = at, .plain_length = (uint16_t)length, .norm_length = (uint16_t)length };
	word.norm_start = norm_start(segment, false, &word.gap);
	uint64_t norm[2] = { low.folded, high.folded };
	memcpy(segment->norm + word.norm_start, norm, sizeof norm);
	word.hash = XXH3_64bits(norm, sizeof norm);
	uint64_t letters = low.letters >> 1 | high.letters, uppers = low.uppers >> 1 | high.uppers;
	uint64_t first_upper = low.letters != 0 ? low.letters & -low.letters & low.uppers : high.letters & -high.letters & high.uppers;
	word.flags = (uint8_t)((first_upper != 0 ? WORD_UPPER_FIRST : 0) | (letters != 0 ? WORD_LETTERS : 0) |
	                       (uppers == letters && (letters & (letters - 1)) != 0 ? WORD_UPPER_ALL : 0) |
	                       ((low.digits | high.digits) != 0 ? WORD_DIGITS : 0));
	word.script = letters != 0 ? SCRIPT_LATIN : SCRIPT_NONE;
	put_word(segment, &word, false);
	return at + length;
}

/* ---- the pass ---- */

/* Reads what stands at plain[at], a word or something between words; returns where it ends. */
static uint32_t read_next(struct segment *segment, uint32_t at)
{
	size_t next = at;
	uint64_t record = unicode_record(&segment->table, utf8_next(segment->text, &next));
	if (begins_word(UNICODE_CLASS(record)))
		return read_word(segment, at);
	segment->gap = between_next[segment->gap][UNICODE_GAP(record)];
	if (UNICODE_GAP(record) == UNICODE_GAP_LINE)
		end_line(segment, at, (uint32_t)next);
	return (uint32_t)next;
}

void segment_read(struct segment *segment)
{
	uint32_t at = 0;
	segment->gap = BETWEEN_LINE;
	segment->line_start = segment->line_word = 0;
	segment->line_hash = 0;
	CHECK(segment->norm_capacity >= segment->length + segment->length / 2 + SEGMENT_SLACK);
	while (at < segment->length && !segment->full) {
		uint32_t end = is_ascii_word_byte(segment->text[at]) ? read_ascii_word(segment, at) : at;
		if (end != at) {
			at = end;
		} else if (segment->text[at] == ' ') {
			segment->gap = between_next[segment->gap][UNICODE_GAP_SPACE];
			at++;
		} else {
			at = read_next(segment, at);
		}
	}
	if (segment->full && segment->words_count > 0) {
		const struct word *last = &segment->words[segment->words_count - 1];
		at = last->plain_start + last->plain_length;
	}
	end_line(segment, at, at);
}
