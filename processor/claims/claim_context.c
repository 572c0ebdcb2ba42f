#include "claim_context.h"

#define WORDS_AROUND 48     /* of a very long sentence, on each side of the figure */
#define WORDS_BEFORE_MAX 40 /* of the sentence before */
#define OWN_MIN 2

static bool has_case(uint8_t script)
{
	return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARMENIAN;
}

/* A word in small letters without an apostrophe is no name, and only the lexicon can make a place of it. Months and weekdays
 * are none. */
static bool may_be_name(const struct reading *reading, uint32_t word)
{
	const struct word *at = &reading->document->words[word];
	uint32_t kinds = reading->kinds[word];
	if ((kinds & READING_OF_DAY) != 0)
		return false;
	if ((kinds & 1u << LEXICON_PLACE) != 0)
		return true;
	if ((at->flags & WORD_LETTERS) == 0 || (at->flags & WORD_DIGITS) != 0)
		return false;
	if (!has_case(at->script) || (at->flags & WORD_UPPER_FIRST) != 0)
		return true;
	struct bytes norm = reading_norm(reading, word);
	for (size_t i = 0; i < norm.length; i++)
		if (norm.data[i] == '\'' || (norm.data[i] == 0xe2 && norm.length - i >= 3 && memcmp(norm.data + i, "\xe2\x80\x99", 3) == 0))
			return true;
	return false;
}

/* Adds the keys of a word that the claim does not have yet. */
static void add_word(const struct reading *reading, uint32_t word, struct claim *claim)
{
	const uint64_t *ids = NULL;
	uint32_t count = may_be_name(reading, word) ? word_keys_of(reading, word, &ids) : 0;
	for (uint32_t i = 0; i < count && claim->context_count < CLAIM_CONTEXT_MAX; i++) {
		bool known = false;
		for (uint32_t k = 0; k < claim->context_count; k++)
			known |= claim->context[k] == ids[i];
		if (!known)
			claim->context[claim->context_count++] = ids[i];
	}
}

/* From a word outwards in [start, end), to the left first where it is as near, until the claim has all it can hold. */
static void add_around(const struct reading *reading, uint32_t word, uint32_t start, uint32_t end, struct claim *claim)
{
	uint32_t left = word, right = word + 1;
	while (claim->context_count < CLAIM_CONTEXT_MAX && (left > start || right < end)) {
		if (left > start)
			add_word(reading, --left, claim);
		if (right < end)
			add_word(reading, right++, claim);
	}
}

/* Where the sentence before a word begins and ends, in kept lines; both at a line's beginning when there is none. */
static uint32_t sentence_before(const struct reading *reading, uint32_t word, uint32_t line, uint32_t *ret_end)
{
	const struct document *document = reading->document;
	uint32_t end = word, first = document->lines[line].word_start;
	while (end == first && line > 0) {
		line--;
		if (document->lines[line].dropped)
			continue;
		first = document->lines[line].word_start;
		end = first + document->lines[line].word_count;
	}
	*ret_end = end;
	uint32_t start = end;
	while (start > first && end - start < WORDS_BEFORE_MAX) {
		start--;
		if (start > first && document->words[start].gap == GAP_SENTENCE)
			break;
	}
	return start;
}

void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim *claim)
{
	uint32_t start = figure->sentence_start, end = figure->sentence_end;
	if (end - start > 2 * WORDS_AROUND) {
		start = figure->word_start > start + WORDS_AROUND ? figure->word_start - WORDS_AROUND : start;
		end = end > figure->word_start + WORDS_AROUND ? figure->word_start + WORDS_AROUND : end;
	}
	claim->context_count = 0;
	add_around(reading, figure->word_start, start, end, claim);
	if (claim->context_count >= OWN_MIN)
		return;
	end = 0;
	start = sentence_before(reading, figure->sentence_start, figure->line, &end);
	if (end > start)
		add_around(reading, end, start, end, claim);
}
