#include "name_certainty.h"

#include "apostrophe.h"
#include "name_pieces.h"

#define CASE_WINDOW 8       /* words on either side that are looked at */
#define CASE_WORDS_MIN 4
#define CASE_LETTERS_MIN 4  /* shorter ones stay lower case in Title Case: of, the, for */
#define CAPITALS_IN_FOUR 3 /* beside a capital the median of German prose is two, of English one, of Title Case four */

/* Counts of the words before each one: all that show what case says in the lower half, those with a capital in the upper. */
#define COUNT_CAPITAL (1u << 16)

static void count_capitals(const struct document *document, uint32_t *ret_before)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		ret_before[i] = count;
		bool shows = script_has_case(word->script) && (word->flags & WORD_LETTERS) != 0 && word->norm_length >= CASE_LETTERS_MIN;
		count += shows ? (word->flags & WORD_UPPER_FIRST) != 0 ? COUNT_CAPITAL + 1 : 1 : 0;
	}
	ret_before[document->words_count] = count;
}

/* Whether most words beside this one, in its line, are capitalised too: a headline in Title Case, or in capitals. */
static bool capitals_say_nothing(const uint32_t *before, uint32_t at, struct span line)
{
	uint32_t from = at - line.start > CASE_WINDOW ? at - CASE_WINDOW : line.start;
	uint32_t end = line.start + line.length - at > CASE_WINDOW ? at + CASE_WINDOW + 1 : line.start + line.length;
	uint32_t counted = before[end] - before[from], words = counted & (COUNT_CAPITAL - 1), capitals = counted / COUNT_CAPITAL;
	return words >= CASE_WORDS_MIN && 4 * capitals >= CAPITALS_IN_FOUR * words;
}

/* l'Iran: case folding changed the letter behind the apostrophe. */
static bool is_upper_inside(const struct document *document, const struct word *word)
{
	struct bytes norm = bytes_of(document->norm.data + word->norm_start, word->norm_length);
	struct span piece = name_piece_at_apostrophe(norm);
	return piece.start > 0 && word->norm_length == word->plain_length &&
	       document->plain.data[word->plain_start + piece.start] != norm.data[piece.start];
}

static uint8_t certainty_of(const struct document *document, uint32_t at, const uint32_t *before, struct span line, bool has_apostrophe)
{
	const struct word *word = &document->words[at];
	if ((word->flags & (WORD_LETTERS | WORD_DIGITS)) != WORD_LETTERS)
		return NAME_NOT;
	if (!script_has_case(word->script))
		return NAME_CASELESS;
	if ((word->flags & WORD_UPPER_FIRST) == 0)
		return has_apostrophe && is_upper_inside(document, word) ? NAME_CERTAIN : NAME_NOT;
	if (at == line.start || word->gap == GAP_SENTENCE)
		return NAME_AT_START;
	return capitals_say_nothing(before, at, line) ? NAME_CASELESS : NAME_CERTAIN;
}

static struct span line_from(const struct document *document, uint32_t start)
{
	uint32_t end = start + 1;
	while (end < document->words_count && document->words[end].gap != GAP_LINE)
		end++;
	return (struct span){ start, end - start };
}

const uint8_t *name_certainties(const struct document *document, struct arena *arena)
{
	uint8_t *certainties = arena_take(arena, document->words_count + 1);
	uint32_t *before = arena_take(arena, (document->words_count + 1) * sizeof *before);
	size_t apostrophe = apostrophe_from(document->norm, 0); /* the next one */
	struct span line = { 0, 0 };
	count_capitals(document, before);
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		if (apostrophe < word->norm_start)
			apostrophe = apostrophe_from(document->norm, word->norm_start);
		bool has_apostrophe = apostrophe < (size_t)word->norm_start + word->norm_length;
		if (i == line.start + line.length)
			line = line_from(document, i);
		certainties[i] = certainty_of(document, i, before, line, has_apostrophe);
		certainties[i] |= has_apostrophe ? NAME_HAS_APOSTROPHE : 0;
	}
	return certainties;
}
