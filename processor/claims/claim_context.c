#include "claim_context.h"

#define WORDS_AROUND 48     /* of a very long sentence, on each side of the figure */
#define WORDS_BEFORE_MAX 40 /* of the sentence before */
#define OWN_MIN 2

/* Adds the keys of a word that the claim does not have yet. */
static void add_word(const struct reading *reading, uint32_t word, struct claim *claim)
{
	const uint64_t *ids = NULL;
	uint32_t count = word_keys_of(reading, word, &ids);
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
	const uint64_t *names = reading->names_around;
	uint32_t left = reading_previous(names, word, start), right = reading_next(names, word + 1, end);
	while (claim->context_count < CLAIM_CONTEXT_MAX && (left != READING_NONE || right != READING_NONE)) {
		if (right == READING_NONE || (left != READING_NONE && word - left <= right - word)) {
			add_word(reading, left, claim);
			left = reading_previous(names, left, start);
		} else {
			add_word(reading, right, claim);
			right = reading_next(names, right + 1, end);
		}
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
