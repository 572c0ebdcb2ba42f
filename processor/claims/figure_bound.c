#include "figure_bound.h"

#include <math.h>

#include "figure_beside.h"

#define WORDS_BETWEEN_MAX 2
#define ABOUT_SHARE 0.1

/* A comma, a bracket or a colon between a bound and a number keeps them apart; a currency sign does not. */
static bool gap_is_open(const struct reading *reading, uint32_t word)
{
	uint8_t kind = reading->document->words[word].gap;
	if (kind == GAP_LINE)
		return false;
	if (kind != GAP_MARK)
		return true;
	struct bytes gap = reading_gap(reading, word);
	for (size_t i = 0; i < gap.length; i++)
		if (memchr(",;:()/|", gap.data[i], 7) != NULL)
			return false;
	return true;
}

static bool may_stand_between(const struct reading *reading, uint32_t word)
{
	if (reading->rules->multiplier_first && reading_is_lower(reading, word)) /* Swahili has the noun before its number: angalau boti 84 */
		return true;
	return (reading->document->words[word].flags & WORD_DIGITS) == 0 &&
	       (reading_hit(reading, word, LEXICON_CURRENCY) != NULL || reading_hit(reading, word, LEXICON_BOUND) != NULL ||
	        reading_hit(reading, word, LEXICON_STOP) != NULL || reading_hit(reading, word, LEXICON_UNIT) != NULL);
}

/* "Rose to 118" uses the word of "up to 100": with such a one only a round number is a bound. */
static bool is_only_direction(const struct reading *reading, const struct lexicon_hit *hit, double value)
{
	bool direction = hit->value == BOUND_AT_MOST && hit->words == 1 && reading_is(reading, hit->word, PARTICLE_TO | PARTICLE_AS_OF);
	return direction && (value < 10.0 || fmod(value, value < 100.0 ? 5.0 : 10.0) != 0.0);
}

static const struct lexicon_hit *find_before(const struct reading *reading, const struct figure *figure)
{
	uint32_t word = figure->word_start;
	for (uint32_t between = 0; between <= WORDS_BETWEEN_MAX && word > figure->sentence_start; between++, word--) {
		if (!gap_is_open(reading, word))
			return NULL;
		const struct lexicon_hit *hit = reading_hit_before(reading, word, 6, LEXICON_BOUND);
		if (hit != NULL && hit->word >= figure->sentence_start)
			return is_only_direction(reading, hit, figure->exact) ? NULL : hit;
		if (!may_stand_between(reading, word - 1))
			return NULL;
	}
	return NULL;
}

static bool is_before_number(const struct reading *reading, uint32_t word, uint32_t end)
{
	return word < end && ((reading->document->words[word].flags & WORD_DIGITS) != 0 || reading_hit(reading, word, LEXICON_NUMBER) != NULL ||
	                      reading_hit(reading, word, LEXICON_VAGUE) != NULL);
}

/* Behind the number, where the language says it so, or in so many words: "or more", "على الأقل". */
static const struct lexicon_hit *find_behind(const struct reading *reading, const struct figure *figure)
{
	const struct word *words = reading->document->words;
	uint32_t word = figure->word_start + figure->word_count;
	for (uint32_t between = 0; between <= WORDS_BETWEEN_MAX && word < figure->sentence_end; between++, word++) {
		if ((words[word].flags & WORD_DIGITS) != 0 || words[word].gap == GAP_LINE)
			return NULL;
		if (words[word].gap == GAP_MARK && !gap_is_open(reading, word))
			return NULL;
		const struct lexicon_hit *hit = reading_hit(reading, word, LEXICON_BOUND);
		if (hit == NULL)
			continue;
		bool one_character = hit->words == 1 && (words[word].flags & WORD_CHARACTER) != 0;
		if (is_before_number(reading, word + hit->words, figure->sentence_end) || (one_character && between > 0))
			return NULL;
		if (reading->rules->bound_behind)
			return hit;
		/* Elsewhere "more than" behind a number belongs to what follows; "or more" and "at least" do not. */
		bool or_more = language_word_in(reading_norm(reading, word), " or and oder ou o u или и або lub nebo of eller tai vagy sau ή ");
		return hit->words >= 2 && between < 2 && (or_more || hit->value == BOUND_AT_LEAST) ? hit : NULL;
	}
	return NULL;
}

static enum lexicon_bound bound_of_signs(const struct reading *reading, const struct figure *figure)
{
	struct bytes before = reading_gap(reading, figure->word_start);
	struct bytes behind = reading_gap(reading, figure->word_start + figure->word_count);
	if (beside_is_space(before) && beside_is_space(behind))
		return BOUND_EXACT;
	if (behind.length > 0 && behind.data[0] == '+')
		return BOUND_AT_LEAST;
	for (size_t i = before.length; i-- > 0;) {
		if (before.data[i] == '>')
			return BOUND_MORE_THAN;
		if (before.data[i] == '<')
			return BOUND_LESS_THAN;
		if (before.data[i] == '~' || (before.data[i] == 0x88 && i >= 2 && before.data[i - 1] == 0x89)) /* ≈ is e2 89 88 */
			return BOUND_ABOUT;
		if (before.data[i] != ' ')
			break;
	}
	return BOUND_EXACT;
}

static void set_interval(struct figure *figure)
{
	double low = figure->low, high = figure->high;
	switch ((enum lexicon_bound)figure->bound) {
	case BOUND_AT_LEAST:
	case BOUND_MORE_THAN:
		high = HUGE_VAL;
		break;
	case BOUND_AT_MOST:
	case BOUND_LESS_THAN:
		low = 0.0;
		break;
	case BOUND_ABOUT:
		low *= 1.0 - ABOUT_SHARE;
		high *= 1.0 + ABOUT_SHARE;
		break;
	case BOUND_NEARLY:
		low *= 1.0 - ABOUT_SHARE;
		break;
	default:
		break;
	}
	figure->low = low;
	figure->high = high;
}

void figure_bound_find(const struct reading *reading, enum lexicon_bound attached, struct figure *figure)
{
	const struct lexicon_hit *before = NULL, *behind = NULL;
	if ((figure_kinds_before(reading, figure) >> LEXICON_BOUND & 1) != 0)
		before = find_before(reading, figure);
	if (before == NULL && (figure_kinds_behind(reading, figure) >> LEXICON_BOUND & 1) != 0)
		behind = find_behind(reading, figure);
	if (before != NULL) {
		figure->bound = (uint8_t)before->value;
		if (before->word < figure->first_word)
			figure->first_word = before->word;
	} else if (attached != BOUND_EXACT) {
		figure->bound = (uint8_t)attached;
	} else if (behind != NULL) {
		figure->bound = (uint8_t)behind->value;
		if (behind->word + behind->words > figure->word_end)
			figure->word_end = behind->word + behind->words;
	} else {
		figure->bound = (uint8_t)bound_of_signs(reading, figure);
	}
	set_interval(figure);
}
