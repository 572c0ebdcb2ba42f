#include "claim_context.h"

#include "keys.h"

#define KEYS_MAX 256
#define KEYS_OF_WORD_MAX 8
#define WORDS_AROUND 48   /* of a very long sentence, on each side of the figure */
#define WORDS_BEFORE_MAX 40 /* of the sentence before */
#define OWN_MIN 2

void claim_context_init(struct claim_context *context, struct arena *arena)
{
	context->sentence = UINT32_MAX;
	context->ids = arena_take(arena, KEYS_MAX * sizeof *context->ids);
	context->words = arena_take(arena, KEYS_MAX * sizeof *context->words);
}

static bool has_case(uint8_t script)
{
	return script == SCRIPT_LATIN || script == SCRIPT_CYRILLIC || script == SCRIPT_GREEK || script == SCRIPT_ARMENIAN;
}

/* A word in small letters without an apostrophe is no name, and only the lexicon can make a place of it. */
static bool may_be_name(const struct reading *reading, uint32_t word, bool place)
{
	const struct word *at = &reading->document->words[word];
	if (place)
		return true;
	if ((at->flags & WORD_LETTERS) == 0 || (at->flags & WORD_DIGITS) != 0)
		return false;
	if (!has_case(at->script) || (at->flags & WORD_UPPER_FIRST) != 0)
		return true;
	struct bytes norm = reading_norm(reading, word);
	return memchr(norm.data, '\'', norm.length) != NULL || memmem(norm.data, norm.length, "\xe2\x80\x99", 3) != NULL;
}

static void collect(const struct reading *reading, uint32_t start, uint32_t end, struct claim_context *context)
{
	uint32_t hit = reading_hits_from(reading, start), skip_to = start;
	for (uint32_t word = start; word < end && context->count + KEYS_OF_WORD_MAX <= KEYS_MAX; word++) {
		bool place = false;
		for (; hit < reading->hits_count && reading->hits[hit].word <= word; hit++) {
			place |= reading->hits[hit].kind == LEXICON_PLACE;
			if (reading->hits[hit].kind == LEXICON_MONTH || reading->hits[hit].kind == LEXICON_WEEKDAY)
				skip_to = word + reading->hits[hit].words;
		}
		if (word < skip_to || !may_be_name(reading, word, place))
			continue;
		uint32_t found = keys_near(reading->document, reading->language, reading->hits, reading->hits_count, word, 1, word,
		                           context->ids + context->count, KEYS_OF_WORD_MAX);
		for (uint32_t i = 0; i < found; i++)
			context->words[context->count++] = word;
	}
}

/* Where the sentence before a word begins; the word itself when there is none in kept lines. */
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
		word = end;
	}
	*ret_end = end;
	uint32_t start = word;
	while (start > first && end - start < WORDS_BEFORE_MAX) {
		start--;
		if (start > first && document->words[start].gap == GAP_SENTENCE)
			break;
	}
	return start;
}

static void collect_sentence(const struct reading *reading, const struct figure *figure, struct claim_context *context)
{
	uint32_t start = figure->sentence_start, end = figure->sentence_end, before_end;
	bool cut = end - start > 2 * WORDS_AROUND;
	if (cut) {
		start = figure->word_start > start + WORDS_AROUND ? figure->word_start - WORDS_AROUND : start;
		end = end > figure->word_start + WORDS_AROUND ? figure->word_start + WORDS_AROUND : end;
	}
	context->sentence = cut ? UINT32_MAX : figure->sentence;
	context->count = 0;
	collect(reading, start, end, context);
	context->own = context->count;
	if (context->own < OWN_MIN) {
		uint32_t before = sentence_before(reading, figure->sentence_start, figure->line, &before_end);
		collect(reading, before, before_end, context);
	}
}

static uint32_t distance(uint32_t a, uint32_t b)
{
	return a > b ? a - b : b - a;
}

void claim_context_set(const struct reading *reading, const struct figure *figure, struct claim_context *context, struct claim *claim)
{
	if (context->sentence != figure->sentence)
		collect_sentence(reading, figure, context);
	/* The keys stand in the order of the text: two fingers move away from the figure. */
	uint32_t right = 0;
	while (right < context->own && context->words[right] < figure->word_start)
		right++;
	uint32_t left = right, behind = context->own;
	claim->context_count = 0;
	while (claim->context_count < CLAIM_CONTEXT_MAX) {
		uint64_t id;
		if (left > 0 && (right >= context->own || distance(context->words[left - 1], figure->word_start) <= distance(context->words[right], figure->word_start)))
			id = context->ids[--left];
		else if (right < context->own)
			id = context->ids[right++];
		else if (behind < context->count)
			id = context->ids[behind++];
		else
			break;
		bool known = false;
		for (uint32_t i = 0; i < claim->context_count; i++)
			known |= claim->context[i] == id;
		if (!known)
			claim->context[claim->context_count++] = id;
	}
}
