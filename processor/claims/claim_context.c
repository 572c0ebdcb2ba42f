#include "claim_context.h"

#define WORDS_AROUND 48     /* of a very long sentence, on each side of the figure */
#define WORDS_BEFORE_MAX 40 /* of the sentence before */
#define OWN_MIN 2

#define NONE UINT32_MAX

/* The last word before one that may be a name, from start on; NONE when there is none. */
static uint32_t name_before(const struct reading *reading, uint32_t word, uint32_t start)
{
	while (word > start) {
		uint64_t bits = reading->names_around[(word - 1) / 64] << (63 - (word - 1) % 64);
		if (bits != 0) {
			uint32_t at = word - 1 - (uint32_t)__builtin_clzll(bits);
			return at >= start ? at : NONE;
		}
		word = (word - 1) / 64 * 64;
	}
	return NONE;
}

/* The first such word at or behind one, before end. */
static uint32_t name_from(const struct reading *reading, uint32_t word, uint32_t end)
{
	while (word < end) {
		uint64_t bits = reading->names_around[word / 64] >> word % 64;
		if (bits != 0) {
			uint32_t at = word + (uint32_t)__builtin_ctzll(bits);
			return at < end ? at : NONE;
		}
		word = (word / 64 + 1) * 64;
	}
	return NONE;
}

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
	uint32_t left = name_before(reading, word, start), right = name_from(reading, word + 1, end);
	while (claim->context_count < CLAIM_CONTEXT_MAX && (left != NONE || right != NONE)) {
		if (right == NONE || (left != NONE && word - left <= right - word)) {
			add_word(reading, left, claim);
			left = name_before(reading, left, start);
		} else {
			add_word(reading, right, claim);
			right = name_from(reading, right + 1, end);
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
