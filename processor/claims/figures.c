#include "figures.h"

#include <math.h>

#include "figure_bound.h"
#include "figure_chains.h"
#include "figure_kind.h"
#include "figure_money.h"
#include "figure_text.h"
#include "number_phrase.h"
#include "number_word.h"
#include "reading.h"
#include "utf8.h"

#define ROOM_FIRST 64
#define HAN_ALONE_MAX 10.0

struct finder {
	struct reading reading;
	struct arena *arena;
	struct figure *figures;
	uint32_t count, room;
	uint32_t line, sentence, sentence_start, sentence_end;
	uint32_t covered_end; /* words before it belong to a longer word of an unsegmented script */
};

/* Code points that normalisation drops and that a number may hold: marks of writing direction, joiners. */
static bool is_invisible(uint32_t point)
{
	return point == 0xad || point == 0x61c || (point >= 0x200b && point <= 0x200f) || (point >= 0x202a && point <= 0x202e) ||
	       (point >= 0x2060 && point <= 0x206f) || point == 0xfeff;
}

/* Where a byte of a word's normalised text stands in plain. */
static uint32_t plain_of_norm(const struct reading *reading, uint32_t word, uint32_t offset)
{
	const struct word *at = &reading->document->words[word];
	if (at->plain_length == at->norm_length)
		return at->plain_start + offset;
	const uint8_t *plain = reading->document->plain.data, *norm = reading->document->norm.data;
	size_t in_plain = at->plain_start, in_norm = at->norm_start;
	size_t plain_end = in_plain + at->plain_length;
	while (in_norm < at->norm_start + offset && in_plain < plain_end) {
		while (in_plain < plain_end) {
			size_t next = in_plain;
			if (!is_invisible(utf8_next(plain, &next)))
				break;
			in_plain = next;
		}
		if (in_plain < plain_end)
			utf8_next(plain, &in_plain);
		utf8_next(norm, &in_norm);
	}
	return (uint32_t)(in_plain < plain_end ? in_plain : plain_end);
}

static struct figure *add_figure(struct finder *finder)
{
	if (finder->count == finder->room) {
		struct figure *more = arena_take(finder->arena, 2 * finder->room * sizeof *more);
		memcpy(more, finder->figures, finder->count * sizeof *more);
		finder->figures = more;
		finder->room *= 2;
	}
	struct figure *figure = &finder->figures[finder->count++];
	*figure = (struct figure){ .line = finder->line, .sentence = finder->sentence, .sentence_start = finder->sentence_start,
		                   .sentence_end = finder->sentence_end };
	return figure;
}

/* Returns the word behind the number, or behind the words that are part of it: "por ciento" is no hundred. */
static uint32_t add_phrase(struct finder *finder, const struct number_phrase *phrase)
{
	const struct reading *reading = &finder->reading;
	if (finder->count == FIGURES_MAX)
		return phrase->word_end;
	struct figure *figure = add_figure(finder);
	figure->hard = phrase->hard;
	figure->vague = phrase->vague;
	figure->doubtful = phrase->doubtful;
	figure->leading_zero = phrase->leading_zero;
	if (phrase->hard && phrase->shape == NUMBER_PLAIN && !phrase->multiplied)
		figure->digits = (uint8_t)(phrase->digits < UINT8_MAX ? phrase->digits : UINT8_MAX);
	figure->exact = figure->low = phrase->value;
	figure->high = phrase->high;
	figure->word_start = figure->first_word = phrase->word_start;
	figure->word_end = phrase->word_end;
	figure->word_count = phrase->word_end - phrase->word_start;
	uint32_t start = plain_of_norm(reading, phrase->word_start, phrase->offset);
	uint32_t end = phrase->offset_end == 0 ? reading_plain_end(reading, phrase->word_end - 1)
	                                       : plain_of_norm(reading, phrase->word_end - 1, phrase->offset_end);
	figure->plain = (struct span){ start, end - start };
	figure_bound_find(reading, (enum lexicon_bound)phrase->attached.bound, figure);
	figure_kind_find(reading, phrase, figure);
	bool part = figure->kind == FIGURE_PERCENT || figure->kind == FIGURE_MONEY || figure->kind == FIGURE_MEASURE || figure->kind == FIGURE_AGE;
	return part && figure->word_end > phrase->word_end ? figure->word_end : phrase->word_end;
}

/* A soft Han numeral of one sign is a number only where something counted stands behind it. */
static bool is_stray_character(const struct finder *finder, const struct number_phrase *phrase)
{
	const struct reading *reading = &finder->reading;
	const struct word *word = &reading->document->words[phrase->word_start];
	bool one_sign = phrase->word_end - phrase->word_start == 1;
	bool alone = phrase->word_start == finder->sentence_start && phrase->word_end == finder->sentence_end;
	if (alone || phrase->hard || phrase->vague || phrase->ordinal || phrase->fraction || word->script != SCRIPT_HAN ||
	    (phrase->value > HAN_ALONE_MAX && !one_sign))
		return false;
	uint32_t behind = phrase->word_end;
	if (behind >= finder->sentence_end || reading->document->words[behind].gap != GAP_NONE)
		return true;
	return reading_hit(reading, behind, LEXICON_COUNTED) == NULL && reading_hit(reading, behind, LEXICON_UNIT) == NULL &&
	       reading_hit(reading, behind, LEXICON_CURRENCY) == NULL;
}

/* 18.30 Uhr, pukul 18.20, a las 04.17: decimals that are an hour and its minutes, two figures. */
static bool add_clock(struct finder *finder, const struct number_phrase *phrase)
{
	const struct reading *reading = &finder->reading;
	struct bytes norm = reading_norm(reading, phrase->word_start);
	struct number_text number;
	if (phrase->shape != NUMBER_DECIMAL || phrase->multiplied ||
	    !number_text_read(bytes_of(norm.data + phrase->offset, norm.length - phrase->offset), '.', &number) || number.parts_count != 2)
		return false;
	const struct number_part *parts = number.parts;
	if (parts[0].digits > 2 || parts[1].digits != 2 || parts[0].value > 24.0 || parts[1].value > 59.0)
		return false;
	struct figure whole = { .word_start = phrase->word_start, .word_count = 1, .sentence_start = finder->sentence_start,
		                .sentence_end = finder->sentence_end };
	bool hour = number.leading_zero || figure_beside_hour(reading, &whole);
	for (uint32_t back = 1; back <= 2 && !hour && phrase->word_start >= finder->sentence_start + back; back++)
		hour = reading_is(reading, phrase->word_start - back, PARTICLE_HOUR);
	if (!hour || finder->count + 2 > FIGURES_MAX)
		return false;
	for (uint32_t i = 0; i < 2; i++) {
		struct figure *figure = add_figure(finder);
		uint32_t start = plain_of_norm(reading, phrase->word_start, phrase->offset + parts[i].start);
		uint32_t end = plain_of_norm(reading, phrase->word_start, (uint32_t)(phrase->offset + parts[i].start + parts[i].length));
		figure->kind = FIGURE_TIME;
		figure->hard = true;
		figure->exact = figure->low = figure->high = parts[i].value;
		figure->word_start = figure->first_word = phrase->word_start;
		figure->word_end = phrase->word_end;
		figure->word_count = 1;
		figure->plain = (struct span){ start, end - start };
	}
	return true;
}

static bool starts_number(const struct finder *finder, uint32_t word)
{
	const struct reading *reading = &finder->reading;
	const struct word *at = &reading->document->words[word];
	if ((at->flags & WORD_DIGITS) != 0)
		return true;
	if (word < finder->covered_end || reading->language == LANGUAGE_UNKNOWN)
		return false;
	if ((reading->kinds[word] & READING_NUMERALS) != 0)
		return true;
	if ((at->flags & WORD_CHARACTER) != 0)
		return false;
	if (at->script == SCRIPT_HANGUL)
		return number_word_begins(reading, reading_norm(reading, word));
	if (!reading_may_start(reading, word))
		return false;
	return number_word_begins(reading, reading_norm(reading, word)) || number_phrase_is_one(reading, word, finder->sentence_end);
}

/* Longer words of unsegmented scripts hide the numerals inside them: 星期三, 三陟. */
static void cover(struct finder *finder, uint32_t word)
{
	const struct reading *reading = &finder->reading;
	if ((reading->document->words[word].flags & WORD_CHARACTER) == 0 || (reading->kinds[word] & READING_HIDING) == 0)
		return;
	for (uint32_t i = reading_hits_from(reading, word); i < reading->hits_count && reading->hits[i].word == word; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if ((READING_HIDING >> hit->kind & 1) != 0 && hit->words > 1 && word + hit->words > finder->covered_end)
			finder->covered_end = word + hit->words;
	}
}

/* 192.168.1.2, 24.01.2024, 22,24,26: each string of digits is a figure, and none counts anything. */
static void add_parts(struct finder *finder, uint32_t word, uint32_t offset, enum figure_kind kind)
{
	struct bytes norm = reading_norm(&finder->reading, word);
	while (offset < norm.length && finder->count < FIGURES_MAX) {
		size_t next = offset;
		if (number_digit(utf8_next(norm.data, &next)) < 0) {
			offset = (uint32_t)next;
			continue;
		}
		struct figure *figure = add_figure(finder);
		uint32_t start = offset, digits = 0;
		double value = 0.0;
		for (next = offset; next < norm.length; digits++) {
			int digit = number_digit(utf8_next(norm.data, &next));
			if (digit < 0)
				break;
			value = fmin(value * 10.0 + digit, NUMBER_TEXT_VALUE_MAX);
			offset = (uint32_t)next;
		}
		uint32_t plain_start = plain_of_norm(&finder->reading, word, start);
		figure->kind = (uint8_t)kind;
		figure->hard = true;
		figure->exact = figure->low = figure->high = value;
		figure->digits = (uint8_t)(digits < UINT8_MAX ? digits : UINT8_MAX);
		figure->word_start = figure->first_word = word;
		figure->word_end = word + 1;
		figure->word_count = 1;
		figure->plain = (struct span){ plain_start, plain_of_norm(&finder->reading, word, offset) - plain_start };
	}
}

/* "Half" alone counts nothing in most languages, and "y media" least of all. */
static bool is_stray_fraction(const struct finder *finder, const struct number_phrase *phrase)
{
	const struct reading *reading = &finder->reading;
	if (!phrase->fraction || phrase->hard)
		return false;
	if (reading_is(reading, phrase->word_start, PARTICLE_AND))
		return true;
	/* "Ein halbes Jahr" and "un demi" say how much; "una media de" is an average. */
	uint32_t behind = phrase->word_end;
	bool one = phrase->word_start > finder->sentence_start &&
	           reading_is(reading, phrase->word_start - 1, PARTICLE_ONE) &&
	           !(behind < finder->sentence_end && reading_is(reading, behind, PARTICLE_OF));
	bool characters = (reading->document->words[phrase->word_start].flags & WORD_CHARACTER) != 0 && phrase->value == 0.5; /* 半数 */
	bool common = phrase->value <= 0.5 && (phrase->word_end - phrase->word_start < 2 || characters) && !one;
	return common && strcmp(reading->rules->tag, "ar") != 0;
}

/* Reads all numbers of a word and what follows it; returns the word behind. */
static uint32_t read_numbers(struct finder *finder, uint32_t word)
{
	const struct reading *reading = &finder->reading;
	struct number_phrase phrase;
	bool money = (reading->document->words[word].flags & WORD_DIGITS) != 0 && figure_currency_before(reading, word) != 0;
	uint32_t at = word;
	uint16_t offset = 0;
	while (finder->count < FIGURES_MAX && number_phrase_read(reading, at, offset, finder->sentence_end, money, &phrase)) {
		if (phrase.shape == NUMBER_POINTED || phrase.shape == NUMBER_LISTED) {
			add_parts(finder, at, phrase.offset, phrase.shape == NUMBER_POINTED ? FIGURE_VERSION : FIGURE_COUNT);
			return at + 1;
		}
		uint32_t behind = phrase.word_end;
		if (!is_stray_fraction(finder, &phrase) && !is_stray_character(finder, &phrase) && !add_clock(finder, &phrase))
			behind = add_phrase(finder, &phrase);
		if (phrase.offset_end == 0)
			return behind;
		at = phrase.word_end - 1; /* more in the same word: 8h40 */
		offset = phrase.offset_end;
		money = false;
	}
	return at + 1;
}

/* ½ that stands alone is no word. */
static void read_vulgar(struct finder *finder, uint32_t word)
{
	const struct reading *reading = &finder->reading;
	struct bytes gap = reading_gap(reading, word);
	double value;
	size_t start = 0, length = gap.length < 2 ? 0 : number_vulgar(gap, &start, &value);
	bool behind_number = word > finder->sentence_start && (reading->document->words[word - 1].flags & WORD_DIGITS) != 0;
	if (length == 0 || behind_number || finder->count == FIGURES_MAX)
		return;
	struct figure *figure = add_figure(finder);
	figure->kind = FIGURE_COUNT;
	figure->hard = true;
	figure->exact = figure->low = figure->high = value;
	bool last = word == reading->document->words_count; /* behind all words: the last one stands for it */
	figure->word_start = figure->first_word = last ? word - 1 : word;
	figure->word_end = word;
	figure->word_count = last;
	figure->plain = (struct span){ (uint32_t)(gap.data - reading->document->plain.data + (ptrdiff_t)start), (uint32_t)length };
}

static void read_sentence(struct finder *finder, uint32_t start, uint32_t end)
{
	uint32_t from = finder->count;
	finder->sentence_start = start;
	finder->sentence_end = end;
	const uint64_t *begin = finder->reading.figures_begin;
	uint32_t word = reading_next(begin, start, end);
	for (; word < end && finder->count < FIGURES_MAX; word = reading_next(begin, word, end)) {
		bool reads = starts_number(finder, word);
		if (finder->reading.document->words[word].gap == GAP_MARK)
			read_vulgar(finder, word);
		cover(finder, word);
		word = reads ? read_numbers(finder, word) : word + 1;
	}
	if (end == finder->reading.document->words_count && end > start)
		read_vulgar(finder, end);
	finder->sentence++;
	if (finder->count == from)
		return;
	finder->count = from + figure_chains_read(&finder->reading, finder->figures + from, finder->count - from);
	if (!finder->reading.document->lines[finder->line].dropped)
		figure_texts_set(&finder->reading, finder->figures + from, finder->count - from);
}

uint32_t figures_find(const struct reading *reading, struct arena *arena, struct figure **ret_figures)
{
	const struct document *document = reading->document;
	struct finder finder = { .reading = *reading, .arena = arena, .room = ROOM_FIRST };
	finder.figures = arena_take(arena, finder.room * sizeof *finder.figures);
	for (uint32_t i = 0, sentence = 0; i < document->lines_count && finder.count < FIGURES_MAX; i++) {
		finder.line = i;
		uint32_t start = document->lines[i].word_start, end = start + document->lines[i].word_count;
		for (; start < end; start = reading->sentence_ends[sentence++])
			read_sentence(&finder, start, reading->sentence_ends[sentence]);
	}
	*ret_figures = finder.figures;
	return finder.count;
}
