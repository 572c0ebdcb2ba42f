#include "figure_kind.h"

#include <math.h>

#include "figure_beside.h"
#include "figure_money.h"
#include "utf8.h"

#define YEAR_MIN 1900
#define YEAR_OLD_MIN 1000   /* with a word that says so */
#define YEAR_MAX 2100
#define AGE_MAX 120
#define UNIT_WORDS_MAX 10   /* マグニチュード has seven */
#define YEAR_RECENT_MIN 1950
#define YEAR_RECENT_MAX 2050
#define ID_DIGITS_MIN 7
#define ID_VALUE_MAX 1e18   /* more than that nobody counts */

#define NUMERAL_KINDS (1u << LEXICON_NUMBER | 1u << LEXICON_MULTIPLIER | 1u << LEXICON_FRACTION | 1u << LEXICON_VAGUE)

/* Languages that say "per cent 35". */
static bool percent_first(const struct reading *reading)
{
	return reading_is_language(reading, " az eu lo sw th tr ");
}

static bool starts_with_number(const struct reading *reading, uint32_t word, uint32_t end)
{
	return word < end && reading->document->words[word].gap != GAP_MARK &&
	       ((reading->document->words[word].flags & WORD_DIGITS) != 0 || (reading->kinds[word] & NUMERAL_KINDS) != 0);
}

static bool ends_with_number(const struct reading *reading, uint32_t word)
{
	return reading->document->words[word].gap != GAP_MARK &&
	       ((reading->document->words[word - 1].flags & WORD_DIGITS) != 0 || (reading->ended_kinds[word] & NUMERAL_KINDS) != 0);
}

static bool find_percent(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	size_t at = 0;
	uint32_t point = phrase->attached.length > 0 ? 0 : beside_first_point(reading_gap(reading, behind), &at);
	bool sign = point == '%' || point == 0x66a || point == 0xff05 || point == 0xfe6a;
	if (!sign) {
		point = beside_last_point(reading_gap(reading, figure->word_start), &at);
		/* "%92" is Turkish, Basque and Arabic; behind another number the sign is that one's. */
		sign = (point == '%' || point == 0x66a) &&
		       (at > 0 || figure->word_start == 0 || (reading->document->words[figure->word_start - 1].flags & WORD_DIGITS) == 0);
	}
	const struct lexicon_hit *hit = figure_hit_behind(reading, figure, LEXICON_PERCENT, 0);
	if (hit != NULL && percent_first(reading) && starts_with_number(reading, hit->word + hit->words, figure->sentence_end))
		hit = NULL; /* the next number's: ร้อยละ 35 */
	if (hit == NULL && !sign && phrase->attached.percent == 0) {
		hit = reading_hit_before(reading, figure->word_start, UNIT_WORDS_MAX, LEXICON_PERCENT);
		if (hit == NULL || hit->word < figure->sentence_start || reading->document->words[figure->word_start].gap == GAP_MARK ||
		    (hit->word > 0 && !percent_first(reading) && ends_with_number(reading, hit->word)))
			return false;
		figure->first_word = hit->word < figure->first_word ? hit->word : figure->first_word;
	}
	if (hit != NULL) {
		figure->points = hit->value == 2;
		figure_widen(figure, hit->word + hit->words);
	}
	figure->points |= phrase->attached.percent == 2;
	figure->kind = FIGURE_PERCENT;
	return true;
}

static bool beside_comma(const struct reading *reading, uint32_t word)
{
	if (word >= reading->document->words_count)
		return false;
	struct bytes gap = reading_gap(reading, word);
	for (size_t at = 0; at < gap.length;) {
		uint32_t point = utf8_next(gap.data, &at);
		if (point == ',' || point == '(' || point == ')' || point == 0xff08 || point == 0xff09 || point == 0xff0c)
			return true;
	}
	return false;
}

/* Zorman, 49, said; Sarnelli, 61 anni, ex; 김순례(78): a number between marks behind a name. */
static bool is_apposition(const struct reading *reading, const struct figure *figure, uint32_t behind)
{
	if (figure->word_start == figure->sentence_start || figure->exact < 1.0 || figure->exact > AGE_MAX || !figure->hard ||
	    !beside_comma(reading, figure->word_start))
		return false;
	const struct word *before = &reading->document->words[figure->word_start - 1];
	/* In Latin and its like "(14)" behind one capital word may be anything; behind two it is a person's age. */
	bool bracket = memchr(reading_gap(reading, figure->word_start).data, '(', reading_gap(reading, figure->word_start).length) != NULL;
	if (bracket && (before->flags & WORD_UPPER_FIRST) != 0 &&
	    (figure->word_start < figure->sentence_start + 2 || (before[-1].flags & WORD_UPPER_FIRST) == 0))
		return false;
	bool name = (before->flags & WORD_LETTERS) != 0 && (before->flags & WORD_DIGITS) == 0 &&
	            ((before->flags & WORD_UPPER_FIRST) != 0 || before->script == SCRIPT_HANGUL || before->script == SCRIPT_HAN ||
	             before->script == SCRIPT_KATAKANA);
	return name && (beside_comma(reading, behind) || (behind == figure->sentence_end && behind > figure->word_start + figure->word_count));
}

static bool find_age(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	const struct lexicon_hit *hit = figure_hit_behind(reading, figure, LEXICON_AGE, 0);
	const struct lexicon_hit *unit = figure_hit_behind(reading, figure, LEXICON_UNIT, 0);
	bool years = unit != NULL && unit->value == UNIT_YEAR;
	if (figure->exact > AGE_MAX || phrase->shape != NUMBER_PLAIN)
		return false;
	if (hit == NULL && !phrase->attached.age) {
		const struct lexicon_hit *before = reading_hit_before(reading, figure->word_start, 4, LEXICON_AGE);
		bool stated = before != NULL && before->word >= figure->sentence_start && reading->document->words[figure->word_start].gap != GAP_MARK &&
		              (unit == NULL || years);
		if (!stated && !is_apposition(reading, figure, years ? unit->word + unit->words : behind))
			return false;
	}
	if (hit != NULL)
		figure_widen(figure, hit->word + hit->words);
	else if (years)
		figure_widen(figure, unit->word + unit->words);
	figure->kind = FIGURE_AGE;
	figure->unit = UNIT_YEAR;
	return true;
}

/* A unit that stands before its number: magnitude 7.1, 時速100キロ. */
static const struct lexicon_hit *unit_before(const struct reading *reading, const struct figure *figure)
{
	for (uint32_t word = figure->word_start; word > figure->sentence_start && figure->word_start - word <= 2; word--) {
		const struct lexicon_hit *hit = reading_hit_before(reading, word, UNIT_WORDS_MAX, LEXICON_UNIT);
		if (hit != NULL && hit->word >= figure->sentence_start) {
			bool strength = hit->value == UNIT_MAGNITUDE && figure->exact < 10.0;
			bool adjacent = word == figure->word_start && (hit->value == UNIT_KMH || hit->value == UNIT_CELSIUS || hit->value == UNIT_FAHRENHEIT);
			return strength || adjacent ? hit : NULL;
		}
		if ((reading->document->words[word - 1].flags & WORD_DIGITS) != 0)
			return NULL;
	}
	return NULL;
}

/* Units that Unicode has as one sign, as Korean and Japanese texts write them. */
static uint8_t unit_of_sign(uint32_t point)
{
	switch (point) {
	case 0x33ca: return UNIT_HA;
	case 0x339e: return UNIT_KM;
	case 0x33a2: return UNIT_SQKM;
	case 0x339d: return UNIT_CM;
	case 0x339c: return UNIT_MM;
	case 0x338f: return UNIT_KG;
	case 0x2103: return UNIT_CELSIUS;
	case 0x2109: return UNIT_FAHRENHEIT;
	default: return UNIT_NONE;
	}
}

static bool find_unit(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	if (phrase->attached.unit != UNIT_NONE || phrase->magnitude) {
		figure->unit = phrase->magnitude ? UNIT_MAGNITUDE : phrase->attached.unit;
		figure->kind = FIGURE_MEASURE;
		return true;
	}
	const struct lexicon_hit *hit = figure_hit_behind(reading, figure, LEXICON_UNIT, phrase->multiplied ? 1 : 0);
	size_t end = 0;
	uint32_t sign = beside_first_point(reading_gap(reading, behind), &end);
	bool degree = sign == 0xb0;
	figure->unit = unit_of_sign(sign);
	if (figure->unit != UNIT_NONE) {
		figure->kind = FIGURE_MEASURE;
		return true;
	}
	if (hit == NULL && !degree) {
		hit = unit_before(reading, figure);
		if (hit == NULL)
			return false;
		if (hit->word < figure->first_word)
			figure->first_word = hit->word;
	}
	if (hit != NULL) {
		figure->unit = (uint8_t)hit->value;
		figure_widen(figure, hit->word + hit->words);
		uint32_t power = hit->word > figure->word_start ? beside_first_point(reading_gap(reading, hit->word + hit->words), &end) : 0;
		if (power == 0xb2 || power == 0xb3) /* km²; square and cubic metres have no unit here, but are no lengths either */
			figure->unit = figure->unit == UNIT_KM && power == 0xb2 ? UNIT_SQKM : UNIT_NONE;
	} else {
		bool fahrenheit = behind < figure->sentence_end && bytes_equal(reading_norm(reading, behind), bytes_of_string("f"));
		figure->unit = fahrenheit ? UNIT_FAHRENHEIT : UNIT_CELSIUS;
	}
	figure->kind = FIGURE_MEASURE;
	return true;
}

bool figure_beside_hour(const struct reading *reading, const struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	if (behind < figure->sentence_end && reading_is(reading, behind, PARTICLE_HOUR))
		return true;
	return figure->word_start > figure->sentence_start && reading->document->words[figure->word_start].gap != GAP_LINE &&
	       reading_is(reading, figure->word_start - 1, PARTICLE_HOUR);
}

/* The characters and syllables of the CJK calendar and clock, written on to the number or right behind it. */
static enum number_mark mark_of(const struct reading *reading, const struct number_phrase *phrase, const struct figure *figure)
{
	if (phrase->attached.mark != MARK_NONE)
		return (enum number_mark)phrase->attached.mark;
	uint32_t behind = figure->word_start + figure->word_count;
	if (phrase->attached.length > 0 || behind >= figure->sentence_end ||
	    (reading->document->words[behind].gap != GAP_NONE && reading->document->words[behind].gap != GAP_SPACE))
		return MARK_NONE;
	const struct word *word = &reading->document->words[behind];
	if (word->script != SCRIPT_HAN && word->script != SCRIPT_HANGUL)
		return MARK_NONE;
	uint32_t length;
	struct bytes norm = reading->document->norm;
	return number_mark_of(bytes_of(norm.data + word->norm_start, norm.length - word->norm_start), &length);
}

static bool find_mark(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	enum number_mark mark = phrase->ordinal ? MARK_ORDINAL : mark_of(reading, phrase, figure);
	bool whole = figure->exact == floor(figure->exact) && !phrase->multiplied && !figure->vague;
	if (mark == MARK_NONE || !whole)
		return false;
	figure->mark = (uint8_t)mark;
	if (!phrase->ordinal && phrase->attached.mark == MARK_NONE)
		figure_widen(figure, figure->word_start + figure->word_count + 1);
	switch (mark) {
	case MARK_YEAR:
		figure->kind = figure->exact >= YEAR_OLD_MIN && figure->exact <= YEAR_MAX ? FIGURE_YEAR : FIGURE_MEASURE;
		figure->unit = figure->kind == FIGURE_MEASURE ? UNIT_YEAR : UNIT_NONE;
		return true;
	case MARK_MONTH:
	case MARK_DAY:
	case MARK_ORDINAL:
		figure->kind = FIGURE_ORDINAL;
		return true;
	case MARK_DECADE:
		figure->kind = figure->exact >= YEAR_OLD_MIN && figure->exact <= YEAR_MAX ? FIGURE_YEAR : FIGURE_COUNT;
		return true;
	case MARK_HOUR:
		figure->kind = FIGURE_TIME;
		return figure->exact <= 24.0;
	case MARK_MINUTE:
		figure->kind = FIGURE_TIME; /* figures.c takes it back where no hour stands before */
		return figure->exact < 60.0;
	default:
		figure->kind = FIGURE_ID;
		return true;
	}
}

static const struct lexicon_hit *counted_behind(const struct reading *reading, const struct figure *figure, uint32_t between_max)
{
	uint32_t word = figure->word_start + figure->word_count;
	for (uint32_t i = 0; i <= between_max && word < figure->sentence_end; i++, word++) {
		const struct word *at = &reading->document->words[word];
		if ((at->flags & WORD_DIGITS) != 0 || at->gap == GAP_LINE || at->gap == GAP_MARK || (i > 0 && at->gap == GAP_SENTENCE))
			return NULL;
		const struct lexicon_hit *hit = reading_hit(reading, word, LEXICON_COUNTED);
		if (hit != NULL)
			return hit;
	}
	return NULL;
}

static bool is_year(const struct reading *reading, const struct number_phrase *phrase, const struct figure *figure)
{
	if (phrase->shape != NUMBER_PLAIN || phrase->digits != 4 || phrase->multiplied || figure->exact < YEAR_OLD_MIN || figure->exact > YEAR_MAX ||
	    figure->word_count != 1 || !figure->hard || (figure->bound != BOUND_EXACT && figure->bound != BOUND_ABOUT) ||
	    figure->exact != floor(figure->exact))
		return false;
	/* "2019 soldiers" are counted; "2011 starben 13" is a year. */
	const struct lexicon_hit *noun = counted_behind(reading, figure, 1);
	bool recent = figure->exact >= YEAR_RECENT_MIN && figure->exact <= YEAR_RECENT_MAX;
	if (noun != NULL && (!recent || noun->value == COUNTED_PEOPLE || noun->value == COUNTED_TROOPS || noun->value == COUNTED_VOTES ||
	                     noun->value == COUNTED_SEATS))
		return false;
	if (figure->exact >= YEAR_MIN)
		return true;
	uint32_t before = figure->word_start;
	return before > figure->sentence_start && (reading_is(reading, before - 1, PARTICLE_IN) ||
	                                           reading_hit_before(reading, before, 2, LEXICON_MONTH) != NULL);
}

/* A number that names something: with letters on to it, behind a slash or a number sign, or too long to be counted. */
static bool is_id(const struct reading *reading, const struct number_phrase *phrase, const struct figure *figure)
{
	if (!figure->hard)
		return false;
	if (phrase->code || phrase->attached.mark == MARK_CODE || phrase->mixed || figure->exact > ID_VALUE_MAX)
		return true;
	bool plain = phrase->shape == NUMBER_PLAIN && !phrase->multiplied;
	if (plain && phrase->digits >= ID_DIGITS_MIN)
		return figure->counted == COUNTED_NONE && counted_behind(reading, figure, 1) == NULL;
	struct bytes before = reading_gap(reading, figure->word_start);
	uint8_t sign = before.length > 0 ? before.data[before.length - 1] : 0;
	const struct word *word = &reading->document->words[figure->word_start];
	if (sign == '#' || sign == '*' || sign == '_' || sign == '@')
		return true;
	if (before.length >= 3 && memcmp(before.data + before.length - 3, "\xe2\x84\x96", 3) == 0) /* № */
		return true;
	bool letters_before = figure->word_start > 0 && (word[-1].flags & WORD_DIGITS) == 0;
	if (sign == '/' && letters_before)
		return true;
	if (word->gap == GAP_HYPHEN && letters_before && (word[-1].flags & (WORD_UPPER_FIRST | WORD_UPPER_ALL)) != 0 && plain)
		return !is_year(reading, phrase, figure);
	return plain && phrase->leading_zero && phrase->digits > 2;
}

#define KINDS_BESIDE (1u << LEXICON_PERCENT | 1u << LEXICON_CURRENCY | 1u << LEXICON_AGE | 1u << LEXICON_UNIT)

/* Whether a figure stands alone: with nothing written on to it, no sign beside it, no comma or bracket before it, and none of
 * the words around it that make a share, a sum, an age or a measure of it. */
static bool is_bare(const struct reading *reading, const struct number_phrase *phrase, const struct figure *figure)
{
	return phrase->attached.length == 0 && phrase->currency == 0 && !phrase->magnitude && beside_is_space(reading_gap(reading, figure->word_start)) &&
	       beside_is_quiet(reading_gap(reading, figure->word_start + figure->word_count)) && ((figure_kinds_before(reading, figure) | figure_kinds_behind(reading, figure)) & KINDS_BESIDE) == 0;
}

void figure_kind_find(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	const struct lexicon_hit *noun = counted_behind(reading, figure, 0);
	figure->counted = phrase->attached.counted;
	bool bare = is_bare(reading, phrase, figure);
	if (!bare && (find_percent(reading, phrase, figure) || figure_money_find(reading, phrase, figure)))
		return;
	if (phrase->shape == NUMBER_POINTED) {
		figure->kind = FIGURE_VERSION;
		return;
	}
	if (noun != NULL) {
		if (figure->counted == COUNTED_NONE)
			figure->counted = (uint8_t)noun->value;
		figure_widen(figure, noun->word + noun->words);
	}
	if ((!bare && find_age(reading, phrase, figure)) || find_mark(reading, phrase, figure))
		return;
	if (!bare && figure->counted == COUNTED_NONE && find_unit(reading, phrase, figure))
		return;
	if (is_id(reading, phrase, figure)) {
		figure->kind = FIGURE_ID;
	} else if (is_year(reading, phrase, figure)) {
		figure->kind = FIGURE_YEAR;
		figure->counted = COUNTED_NONE;
		figure->word_end = figure->word_start + figure->word_count;
	} else if (figure->counted == COUNTED_NONE && figure->exact <= 24.0 && figure_beside_hour(reading, figure) && !phrase->multiplied) {
		figure->kind = FIGURE_TIME;
	} else {
		figure->kind = FIGURE_COUNT;
	}
}
