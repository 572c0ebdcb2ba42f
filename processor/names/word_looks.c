#include "word_looks.h"

#include "apostrophe.h"
#include "han_table.h"
#include "key_id.h"
#include "name_pieces.h"

#define CASE_WINDOW 8       /* words on either side that are looked at */
#define CASE_WORDS_MIN 4
#define CASE_LETTERS_MIN 4  /* shorter ones stay lower case in Title Case: of, the, for */
#define CAPITALS_IN_FOUR 3 /* beside a capital the median of German prose is two, of English one, of Title Case four */

/* Counts of the words before each one: all that show what case says in the lower half, those with a capital in the upper. */
#define COUNT_CAPITAL (1u << 16)

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

/* How scripts write names. */
enum writing { CASELESS, CASED, IN_RUNS };
static const uint8_t writing_of[SCRIPT_COUNT] = {
	[SCRIPT_LATIN] = CASED, [SCRIPT_CYRILLIC] = CASED, [SCRIPT_GREEK] = CASED, [SCRIPT_ARMENIAN] = CASED,
	[SCRIPT_HAN] = IN_RUNS, [SCRIPT_KATAKANA] = IN_RUNS,
	[SCRIPT_THAI] = IN_RUNS, [SCRIPT_LAO] = IN_RUNS, [SCRIPT_KHMER] = IN_RUNS, [SCRIPT_BURMESE] = IN_RUNS,
};

/* A word's look without its neighbours. */
static uint8_t look_alone(unsigned flags, enum writing writing, bool starts)
{
	bool letters = (flags & (WORD_LETTERS | WORD_DIGITS)) == WORD_LETTERS, upper = (flags & WORD_UPPER_FIRST) != 0;
	enum name_certainty capital = starts ? NAME_AT_START : NAME_CERTAIN;
	unsigned certainty = !letters || (writing == CASED && !upper) ? NAME_NOT : writing == CASED ? capital : NAME_CASELESS;
	unsigned look = writing == CASED ? certainty | LOOK_CASED : certainty;
	if (writing == IN_RUNS || (certainty != NAME_NOT && (flags & WORD_CHARACTER) == 0))
		look |= LOOK_NAME;
	if ((flags & WORD_LETTERS) != 0)
		look |= (flags & WORD_CHARACTER) != 0 ? LOOK_PAIR : LOOK_WORD;
	return (uint8_t)look;
}

static uint8_t looks_of[256]; /* by flags, writing and whether a sentence starts */
#define LOOKS_WRITING_SHIFT 5
#define LOOKS_STARTS_SHIFT 7

void word_looks_prepare(void)
{
	for (unsigned i = 0; i < sizeof looks_of; i++)
		looks_of[i] = look_alone(i & ((1u << LOOKS_WRITING_SHIFT) - 1), (enum writing)(i >> LOOKS_WRITING_SHIFT & 3),
		                         i >> LOOKS_STARTS_SHIFT != 0);
}

/* An apostrophe may be inside; a small letter in front of it may hide a capital behind it. */
static uint32_t look_at_apostrophe(const struct document *document, const struct word *word, uint32_t look)
{
	bool small = (look & (LOOK_CASED | LOOK_CERTAINTY)) == LOOK_CASED && (word->flags & (WORD_LETTERS | WORD_DIGITS)) == WORD_LETTERS;
	if (small && is_upper_inside(document, word))
		look |= NAME_CERTAIN | LOOK_NAME;
	return look | LOOK_APOSTROPHE;
}

/* Whether a word is a Han character that foreign names are written with. */
static inline bool transcribes(const struct document *document, const struct word *word, const struct name_language *language)
{
	const uint8_t *norm = document->norm.data + word->norm_start;
	if (word->script != SCRIPT_HAN || word->norm_length < 3 || norm[0] < 0xe0 || !language->reads_han)
		return false;
	return han_transcribes((uint32_t)(norm[0] & 0x0f) << 12 | (uint32_t)(norm[1] & 0x3f) << 6 | (norm[2] & 0x3f));
}

/* Looks at each word; true when one begins with a capital inside a sentence. */
static bool look_at_words(const struct document *document, const struct name_language *language, uint8_t *ret_looks)
{
	const struct word *words = document->words;
	size_t apostrophe = apostrophe_from(document->norm, 0); /* the next one */
	uint32_t count = document->words_count, last = 0, any = 0; /* last is of the word before, which may go on here */
	bool last_transcribes = false;
	for (uint32_t i = 0; i < count; i++) {
		const struct word *word = &words[i];
		uint32_t starts = (word->gap == GAP_LINE) | (word->gap == GAP_SENTENCE), joined = word->gap == GAP_NONE;
		uint32_t look = looks_of[(word->flags & 31u) | (uint32_t)writing_of[word->script] << LOOKS_WRITING_SHIFT | starts << LOOKS_STARTS_SHIFT];
		look -= look & (uint32_t)(word->norm_length < KEY_WORD_BYTES_MIN) * LOOK_WORD;
		last -= last & (joined ^ 1) * LOOK_PAIR;
		if (word->script == SCRIPT_HAN) { /* read as names in windows of two and more */
			bool here = transcribes(document, word, language);
			look &= ~(uint32_t)LOOK_NAME;
			last |= (here & last_transcribes & joined) * LOOK_NAME;
			last_transcribes = here;
		} else {
			last_transcribes = false;
		}
		if (apostrophe < (size_t)word->norm_start + word->norm_length) {
			if (apostrophe < word->norm_start)
				apostrophe = apostrophe_from(document->norm, word->norm_start);
			if (apostrophe < (size_t)word->norm_start + word->norm_length)
				look = look_at_apostrophe(document, word, look);
		}
		any |= look;
		(ret_looks + i)[-1] = (uint8_t)last;
		last = look;
	}
	(ret_looks + count)[-1] = (uint8_t)(last & (0xff - LOOK_PAIR));
	return (any & NAME_CERTAIN) != 0;
}

/* Counts capitals before each word, and behind the last, and notes the words that lines begin with, and the end. */
static void count_capitals(const struct document *document, const uint8_t *looks, uint32_t *ret_before, uint32_t *ret_line_starts)
{
	uint32_t counted = 0, lines = 1;
	ret_line_starts[0] = 0;
	for (uint32_t i = 0; i < document->words_count; i++) {
		const struct word *word = &document->words[i];
		uint32_t shows = looks[i] / LOOK_CASED & word->flags / WORD_LETTERS & (uint32_t)(word->norm_length >= CASE_LETTERS_MIN);
		ret_before[i] = counted;
		counted += shows + (shows & word->flags & WORD_UPPER_FIRST) * COUNT_CAPITAL;
		ret_line_starts[lines] = i;
		lines += word->gap == GAP_LINE;
	}
	ret_before[document->words_count] = counted;
	ret_line_starts[lines] = document->words_count;
}

/* Finds the capitals in lines where they say nothing. */
static void weigh_capitals(const struct document *document, uint8_t *looks, struct arena *arena)
{
	uint32_t *before = arena_take(arena, (2 * document->words_count + 3) * sizeof *before), line = 0;
	uint32_t *line_starts = before + document->words_count + 1;
	count_capitals(document, looks, before, line_starts);
	for (uint32_t block = 0; block < document->words_count; block += WORD_BLOCK)
		for (uint64_t certain = word_bits(looks + block, NAME_CERTAIN); certain != 0; certain &= certain - 1) {
			uint32_t at = block + (uint32_t)__builtin_ctzll(certain);
			if ((document->words[at].flags & WORD_UPPER_FIRST) == 0)
				continue;
			while (line_starts[line + 1] <= at)
				line++;
			struct span span = { line_starts[line], line_starts[line + 1] - line_starts[line] };
			if (capitals_say_nothing(before, at, span))
				looks[at] = (uint8_t)((looks[at] & ~LOOK_CERTAINTY) | NAME_CASELESS);
		}
}

const uint8_t *word_looks(const struct document *document, const struct name_language *language, struct arena *arena)
{
	/* There is a byte before the first word's. */
	uint8_t *looks = (uint8_t *)arena_take_cleared(arena, 1, WORD_BLOCK + word_blocks(document->words_count)) + WORD_BLOCK;
	if (look_at_words(document, language, looks))
		weigh_capitals(document, looks, arena);
	return looks;
}
