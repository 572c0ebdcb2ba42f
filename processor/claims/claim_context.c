#include "claim_context.h"

#include "keys.h"

#define WORDS_AROUND 48     /* of a very long sentence, on each side of the figure */
#define WORDS_BEFORE_MAX 40 /* of the sentence before */
#define WORDS_MAX (2 * WORDS_AROUND)
#define KEYS_OF_WORD_MAX 8
#define KEYS_MAX (WORDS_MAX * KEYS_OF_WORD_MAX)
#define OWN_MIN 2

enum context_mark { MARK_UNREAD, MARK_READ = 1, MARK_PLACE = 2, MARK_NO_NAME = 4 };

static void words_init(struct context_words *words, struct arena *arena)
{
	words->marks = arena_take(arena, WORDS_MAX * sizeof *words->marks);
	words->first = arena_take(arena, WORDS_MAX * sizeof *words->first);
	words->counts = arena_take(arena, WORDS_MAX * sizeof *words->counts);
	words->ids = arena_take(arena, KEYS_MAX * sizeof *words->ids);
}

void claim_context_init(struct claim_context *context, struct arena *arena)
{
	context->sentence = UINT32_MAX;
	words_init(&context->own, arena);
	words_init(&context->before, arena);
}

/* Takes the words [start, end), at most WORDS_MAX. */
static void set_words(const struct reading *reading, uint32_t start, uint32_t end, struct context_words *words)
{
	words->start = start;
	words->end = end;
	words->ids_count = 0;
	memset(words->marks, MARK_UNREAD, end - start);
	for (uint32_t i = reading_hits_from(reading, start); i < reading->hits_count && reading->hits[i].word < end; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if (hit->kind == LEXICON_PLACE)
			words->marks[hit->word - start] |= MARK_PLACE;
		if (hit->kind == LEXICON_MONTH || hit->kind == LEXICON_WEEKDAY)
			for (uint32_t k = hit->word; k < hit->word + hit->words && k < end; k++)
				words->marks[k - start] |= MARK_NO_NAME;
	}
}

static bool has_case(uint8_t script)
{
	return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARMENIAN;
}

/* A word in small letters without an apostrophe is no name, and only the lexicon can make a place of it. */
static bool may_be_name(const struct reading *reading, uint32_t word, uint8_t mark)
{
	const struct word *at = &reading->document->words[word];
	if ((mark & MARK_NO_NAME) != 0)
		return false;
	if ((mark & MARK_PLACE) != 0)
		return true;
	if ((at->flags & WORD_LETTERS) == 0 || (at->flags & WORD_DIGITS) != 0)
		return false;
	if (!has_case(at->script) || (at->flags & WORD_UPPER_FIRST) != 0)
		return true;
	struct bytes norm = reading_norm(reading, word);
	return memchr(norm.data, '\'', norm.length) != NULL || memmem(norm.data, norm.length, "\xe2\x80\x99", 3) != NULL;
}

/* Adds the keys of a word that the claim does not have yet. */
static void add_word(const struct reading *reading, uint32_t word, struct context_words *words, struct claim *claim)
{
	uint32_t at = word - words->start;
	if ((words->marks[at] & MARK_READ) == 0) {
		words->first[at] = (uint16_t)words->ids_count;
		words->counts[at] = 0;
		if (may_be_name(reading, word, words->marks[at]))
			words->counts[at] = (uint8_t)keys_near(reading->document, reading->language, reading->hits, reading->hits_count, word, 1, word,
			                                       words->ids + words->ids_count, KEYS_OF_WORD_MAX);
		words->ids_count += words->counts[at];
		words->marks[at] |= MARK_READ;
	}
	for (uint32_t i = 0; i < words->counts[at] && claim->context_count < CLAIM_CONTEXT_MAX; i++) {
		uint64_t id = words->ids[words->first[at] + i];
		bool known = false;
		for (uint32_t k = 0; k < claim->context_count; k++)
			known |= claim->context[k] == id;
		if (!known)
			claim->context[claim->context_count++] = id;
	}
}

/* From a word outwards, to the left first where it is as near, until the claim has all it can hold. */
static void add_around(const struct reading *reading, uint32_t word, struct context_words *words, struct claim *claim)
{
	uint32_t left = word, right = word + 1;
	while (claim->context_count < CLAIM_CONTEXT_MAX && (left > words->start || right < words->end)) {
		if (left > words->start)
			add_word(reading, --left, words, claim);
		if (right < words->end)
			add_word(reading, right++, words, claim);
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

void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim_context *context, struct claim *claim)
{
	uint32_t start = figure->sentence_start, end = figure->sentence_end;
	bool cut = end - start > WORDS_MAX;
	if (cut) {
		start = figure->word_start > start + WORDS_AROUND ? figure->word_start - WORDS_AROUND : start;
		end = end > figure->word_start + WORDS_AROUND ? figure->word_start + WORDS_AROUND : end;
	}
	if (cut || context->sentence != figure->sentence) {
		context->sentence = cut ? UINT32_MAX : figure->sentence;
		set_words(reading, start, end, &context->own);
		context->before.start = context->before.end = 0;
	}
	claim->context_count = 0;
	add_around(reading, figure->word_start, &context->own, claim);
	if (claim->context_count >= OWN_MIN)
		return;
	if (context->before.end == 0) {
		uint32_t before_end;
		uint32_t before = sentence_before(reading, figure->sentence_start, figure->line, &before_end);
		set_words(reading, before, before_end, &context->before);
	}
	if (context->before.end > context->before.start)
		add_around(reading, context->before.end, &context->before, claim);
}
