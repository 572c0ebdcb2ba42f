#include "number_phrase.h"

#include <math.h>

#include "number_atoms.h"
#include "utf8.h"

#define TERMS_MAX 8
#define PIECES_MAX 48 /* of one number; a text of number words only is many numbers */

/* A number as it grows: terms to be added, the largest first. */
struct term {
	double value;
	double scale; /* only what is below may be added behind; 0 for digits, to which nothing is */
	uint8_t decimals;
	bool digits;
	bool multiplied;
};

struct sum {
	struct term terms[TERMS_MAX];
	uint32_t count;
	bool spelled_digits; /* 二〇二五 */
};

/* The power of ten that a spelled number is a multiple of: of 300 it is 100. */
static double scale_of(double value)
{
	double scale = 1.0;
	while (scale < 1e15 && value >= scale * 10.0 && fmod(value, scale * 10.0) == 0.0)
		scale *= 10.0;
	return scale;
}

static double sum_value(const struct sum *sum)
{
	double value = 0.0;
	for (uint32_t i = 0; i < sum->count; i++)
		value += sum->terms[i].value;
	return value;
}

static double power_of_ten(int exponent)
{
	return number_scaled(1.0, 0, exponent);
}

static bool push(struct sum *sum, struct term term)
{
	if (sum->count == TERMS_MAX)
		return false;
	sum->terms[sum->count++] = term;
	return true;
}

static bool is_language(const struct reading *reading, const char *tags)
{
	return language_word_in(bytes_of_string(reading->rules->tag), tags);
}

/* French counts from 60 and 80 on to 79 and 99, and says four twenties. */
static bool add_french(const struct reading *reading, struct term *last, double value)
{
	if (!is_language(reading, " fr ") || last->digits)
		return false;
	if (last->value == 4.0 && value == 20.0)
		last->value = 80.0;
	else if ((last->value == 60.0 || last->value == 80.0) && value >= 10.0 && value < 20.0)
		last->value += value;
	else
		return false;
	last->scale = last->value == 80.0 ? 10.0 : 1.0;
	return true;
}

/* The power of ten of the multiplier right behind a piece, 0 when none stands there. */
static int multiplier_behind(const struct reading *reading, const struct atom *atom, uint32_t end)
{
	struct atom next;
	if (atom->offset_end != 0 || atom->word_end >= end || reading->document->words[atom->word_end].gap == GAP_MARK)
		return 0;
	return atoms_read_spelled(reading, atom->word_end, end, true, &next) && next.kind == ATOM_MULTIPLIER ? next.exponent : 0;
}

/* Whether digits may go on a number in words: 4 thousand 300, 37만 5,000, 3 hundred and 21, but not 300 and 5. */
static bool digits_fit(const struct reading *reading, const struct term *last, const struct atom *atom, int multiplier)
{
	if (!last->multiplied || atom->value >= last->scale)
		return false;
	if (multiplier > 0 || is_language(reading, " zh ja ko "))
		return true;
	return atom->linked && last->scale == 100.0;
}

static bool add_number(const struct reading *reading, struct sum *sum, const struct atom *atom, uint32_t end)
{
	bool digits = atom->kind == ATOM_DIGITS;
	struct term term = { .value = atom->value, .decimals = atom->decimals, .digits = digits, .scale = digits ? 0.0 : scale_of(atom->value) };
	if (sum->count == 0)
		return push(sum, term);
	struct term *last = &sum->terms[sum->count - 1];
	if (!digits && atom->character && atom->value < 10.0 && sum->count == 1 && !last->digits && (last->value < 10.0 || sum->spelled_digits)) {
		last->value = last->value * 10.0 + atom->value;
		sum->spelled_digits = true;
		return true;
	}
	if (!digits && add_french(reading, last, atom->value))
		return true;
	if (atom->value == 0.0)
		return false;
	bool ones_first = atom->linked && !digits && is_language(reading, " ar sl ") && last->scale == 1.0 && last->value < 10.0 &&
	                  atom->value >= 20.0 && atom->value < 100.0;
	if (ones_first)
		return push(sum, term);
	int multiplier = multiplier_behind(reading, atom, end);
	if (digits ? !digits_fit(reading, last, atom, multiplier) : atom->value >= last->scale)
		return false;
	/* Two hundred and two thousand is one number, three hundred and two hundred are two, and so are fifty and one hundred. */
	if (multiplier > 0 && atom->value * power_of_ten(multiplier) >= last->scale &&
	    (power_of_ten(multiplier) <= last->scale || (atom->linked && last->scale < 100.0)))
		return false;
	/* "and" joins tens to ones in some languages; in English and its like only hundreds to the rest. */
	if (atom->linked && last->value < 100.0 && is_language(reading, " en de nl sv da no nb "))
		return false;
	return push(sum, term);
}

static bool multiply(struct sum *sum, int exponent)
{
	double factor = power_of_ten(exponent);
	uint32_t keep = sum->count;
	double total = 0.0;
	while (keep > 0 && sum->terms[keep - 1].value < factor)
		total += sum->terms[--keep].value;
	struct term product = { .value = factor, .scale = factor, .multiplied = true };
	if (keep == sum->count) {
		if (sum->count == 1 && sum->terms[0].digits && !sum->terms[0].multiplied) /* 322 hundred */
			keep = 0, product.value = number_scaled(sum->terms[0].value, sum->terms[0].decimals, exponent);
		else if (sum->count > 0 && factor >= sum->terms[sum->count - 1].scale)
			return false;
	} else if (sum->count - keep == 1) {
		product.value = number_scaled(total, sum->terms[keep].decimals, exponent);
	} else {
		product.value = total * factor;
	}
	if (keep > 0 && product.value >= sum->terms[keep - 1].scale)
		return false;
	sum->count = keep;
	return push(sum, product);
}

static bool multiply_dozen(struct sum *sum)
{
	if (sum->count == 0)
		return push(sum, (struct term){ .value = 12.0, .multiplied = true });
	struct term *last = &sum->terms[sum->count - 1];
	if (last->value >= 1000.0)
		return false;
	last->value *= 12.0;
	last->multiplied = true;
	return true;
}

/* Half a million; two and a half million; 2 millions et demi. */
static bool add_fraction(const struct reading *reading, struct sum *sum, const struct atom *atom, uint32_t end)
{
	struct term term = { .value = atom->value, .decimals = atom->decimals };
	if (sum->count == 0)
		return push(sum, term);
	struct term *last = &sum->terms[sum->count - 1];
	bool multiplied = multiplier_behind(reading, atom, end) > 0;
	if (!atom->linked && !multiplied)
		return false;
	if (last->multiplied && !multiplied) {
		if (last->scale < 1000.0)
			return false;
		last->value += atom->value * last->scale;
	} else {
		last->value += atom->value;
		last->decimals = atom->decimals;
	}
	last->scale = 0.0;
	return true;
}

static bool add_atom(const struct reading *reading, struct sum *sum, const struct atom *atom, uint32_t end)
{
	switch ((enum atom_kind)atom->kind) {
	case ATOM_DIGITS:
	case ATOM_NUMBER:
		return add_number(reading, sum, atom, end);
	case ATOM_MULTIPLIER:
		return multiply(sum, atom->exponent);
	case ATOM_DOZEN:
		return multiply_dozen(sum);
	case ATOM_FRACTION:
		return add_fraction(reading, sum, atom, end);
	case ATOM_VAGUE: /* three dozens */
		return sum->count > 0 && atom->value == 20.0 && atom->high == 99.0 && multiply_dozen(sum);
	default:
		return false;
	}
}

static bool gap_joins(const struct reading *reading, uint32_t word)
{
	uint8_t gap = reading->document->words[word].gap;
	return gap == GAP_NONE || gap == GAP_SPACE || gap == GAP_HYPHEN;
}

/* The piece behind one that ended at word_end, over an "and" or an article. */
static bool next_atom(const struct reading *reading, const struct atom *before, uint32_t end, struct number_phrase *phrase,
                      struct atom ret_atoms[2], uint32_t *ret_count)
{
	if (before->offset_end != 0) { /* in the same word */
		if (before->kind != ATOM_MULTIPLIER)
			return false;
		struct number_phrase inner = { .word_start = 0 };
		*ret_count = atoms_read_digits(reading, before->word_end - 1, before->offset_end, end, false, ret_atoms, &inner);
		phrase->attached = inner.attached;
		return *ret_count > 0;
	}
	uint32_t word = before->word_end;
	if (word >= end || !gap_joins(reading, word))
		return false;
	bool linked = false;
	if (word + 1 < end && gap_joins(reading, word + 1) && language_word_in(reading_norm(reading, word), reading->rules->and_words)) {
		linked = true;
		word++;
	} else if (before->kind == ATOM_FRACTION && word + 1 < end && utf8_count(reading_norm(reading, word)) <= 2 &&
	           reading_hit(reading, word + 1, LEXICON_MULTIPLIER) != NULL) {
		word++; /* half a million */
	}
	/* "450-ti milionů": an ending written on to the digits with a hyphen. */
	if (before->kind == ATOM_DIGITS && reading->document->words[word].gap == GAP_HYPHEN && word + 1 < end &&
	    (reading->document->words[word].flags & WORD_DIGITS) == 0 &&
	    reading->document->words[word + 1].gap == GAP_SPACE && utf8_count(reading_norm(reading, word)) <= 3 &&
	    atoms_read_spelled(reading, word + 1, end, true, &ret_atoms[0]) && ret_atoms[0].kind == ATOM_MULTIPLIER) {
		*ret_count = 1;
		return true;
	}
	if ((reading->document->words[word].flags & WORD_DIGITS) != 0) {
		struct number_phrase inner = { .word_start = 0 };
		if (reading->document->words[word].gap == GAP_HYPHEN)
			return false;
		*ret_count = atoms_read_digits(reading, word, 0, end, false, ret_atoms, &inner);
		if (*ret_count == 0 || inner.code || inner.shape == NUMBER_POINTED || inner.shape == NUMBER_LISTED)
			return false;
		phrase->attached = inner.attached;
	} else {
		if (!atoms_read_spelled(reading, word, end, true, &ret_atoms[0]))
			return false;
		*ret_count = 1;
	}
	ret_atoms[0].linked |= linked;
	return true;
}

/* The decimals of a spelled number: "zwei Komma drei", "two hundred point zero three". */
static double read_spelled_decimals(const struct reading *reading, uint32_t word, uint32_t end, uint32_t *ret_word_end)
{
	struct sum sum = { .count = 0 };
	struct atom atom = { .word_end = word }, pieces[2];
	struct number_phrase unused;
	double unit = 1.0;
	uint32_t count;
	for (uint32_t read = 0; read < PIECES_MAX && next_atom(reading, &atom, end, &unused, pieces, &count); read++) {
		if (pieces[0].kind != ATOM_NUMBER && pieces[0].kind != ATOM_MULTIPLIER)
			break;
		if (sum.count == 0 && pieces[0].kind == ATOM_NUMBER && pieces[0].value == 0.0)
			unit *= 10.0;
		else if (!add_atom(reading, &sum, &pieces[0], end))
			break;
		atom = pieces[0];
	}
	*ret_word_end = atom.word_end;
	double decimals = sum_value(&sum);
	for (double digits = decimals; digits >= 1.0; digits /= 10.0)
		unit *= 10.0;
	return decimals / unit;
}

/* Puts together what follows the first pieces, as long as it fits. */
static void compose(const struct reading *reading, struct atom atom, struct sum *sum, uint32_t end, struct number_phrase *phrase)
{
	for (uint32_t read = 0; read < PIECES_MAX; read++) {
		struct atom pieces[2];
		struct attached attached = phrase->attached;
		struct sum before = *sum;
		uint32_t count = 0;
		if (!next_atom(reading, &atom, end, phrase, pieces, &count))
			break;
		if (pieces[0].kind == ATOM_ORDINAL && !phrase->hard && sum->count > 0 && pieces[0].value < sum->terms[sum->count - 1].scale) {
			push(sum, (struct term){ .value = pieces[0].value });
			phrase->ordinal = true;
			phrase->word_end = pieces[0].word_end;
			return;
		}
		bool fits = add_atom(reading, sum, &pieces[0], end) && (count < 2 || add_atom(reading, sum, &pieces[1], end));
		if (!fits) {
			*sum = before;
			phrase->attached = attached;
			return;
		}
		atom = pieces[count - 1];
		phrase->multiplied |= atom.kind == ATOM_MULTIPLIER || atom.kind == ATOM_DOZEN;
		phrase->word_end = atom.word_end;
		phrase->offset_end = atom.offset_end;
	}
	if (!phrase->hard && (atom.kind == ATOM_NUMBER || atom.kind == ATOM_MULTIPLIER) && atom.offset_end == 0 && atom.word_end + 1 < end &&
	    language_word_in(reading_norm(reading, atom.word_end), reading->rules->point_words)) {
		uint32_t word_end;
		double decimals = read_spelled_decimals(reading, atom.word_end + 1, end, &word_end);
		if (word_end > atom.word_end + 1) {
			push(sum, (struct term){ .value = decimals });
			phrase->decimals = 4;
			phrase->word_end = word_end;
		}
	}
}

/* Dozens; several hundred; 数十万. */
static void read_vague(const struct reading *reading, struct atom atom, uint32_t end, struct number_phrase *phrase)
{
	phrase->vague = atom.high > atom.value;
	phrase->value = atom.value;
	phrase->high = atom.high;
	struct atom next;
	while (atom.word_end < end && gap_joins(reading, atom.word_end) && atoms_read_spelled(reading, atom.word_end, end, true, &next) &&
	       next.kind == ATOM_MULTIPLIER && phrase->high < 1e15) {
		phrase->value *= power_of_ten(next.exponent);
		phrase->high *= power_of_ten(next.exponent);
		phrase->multiplied = true;
		atom = next;
	}
	phrase->word_end = atom.word_end;
}

/* Swahili says the multiplier first: milioni 125. */
static void multiply_first(const struct reading *reading, struct number_phrase *phrase)
{
	const struct lexicon_hit *hit = reading_hit_before(reading, phrase->word_start, 2, LEXICON_MULTIPLIER);
	if (hit == NULL || multiplier_exponent(hit) < 3 || reading->document->words[phrase->word_start].gap != GAP_SPACE)
		return;
	phrase->value = phrase->high = number_scaled(phrase->value, phrase->decimals, multiplier_exponent(hit));
	phrase->multiplied = true;
}

bool number_phrase_read(const struct reading *reading, uint32_t word, uint16_t offset, uint32_t end, bool money,
                        struct number_phrase *ret_phrase)
{
	struct number_phrase phrase = { .word_start = word, .shape = NUMBER_PLAIN };
	struct atom pieces[2];
	uint32_t count = 1;
	if ((reading->document->words[word].flags & WORD_DIGITS) != 0) {
		count = atoms_read_digits(reading, word, offset, end, money, pieces, &phrase);
		phrase.hard = true;
	} else if (!atoms_read_spelled(reading, word, end, false, &pieces[0])) {
		count = 0;
	}
	if (count == 0)
		return false;
	if (reading->rules->multiplier_first && !phrase.hard && pieces[0].kind == ATOM_MULTIPLIER && pieces[0].word_end < end &&
	    (reading->document->words[pieces[0].word_end].flags & WORD_DIGITS) != 0)
		return false; /* read with the digits */
	phrase.linked |= pieces[0].linked;
	phrase.decimals = pieces[0].decimals;
	phrase.word_end = pieces[count - 1].word_end;
	phrase.offset_end = pieces[count - 1].offset_end;
	if (pieces[0].kind == ATOM_VAGUE) {
		read_vague(reading, pieces[0], end, &phrase);
		*ret_phrase = phrase;
		return true;
	}
	struct sum sum = { .count = 0 };
	if (pieces[0].kind == ATOM_ORDINAL) {
		push(&sum, (struct term){ .value = pieces[0].value });
		phrase.ordinal = true;
	} else if (!add_atom(reading, &sum, &pieces[0], end) || (count == 2 && !add_atom(reading, &sum, &pieces[1], end))) {
		return false;
	} else {
		phrase.fraction = pieces[0].kind == ATOM_FRACTION;
		phrase.multiplied = pieces[count - 1].kind == ATOM_MULTIPLIER || pieces[count - 1].kind == ATOM_DOZEN;
		bool parts = phrase.shape == NUMBER_POINTED || phrase.shape == NUMBER_LISTED;
		if (!parts && !phrase.ordinal && !phrase.code)
			compose(reading, pieces[count - 1], &sum, end, &phrase);
		phrase.fraction &= !phrase.multiplied;
	}
	phrase.value = phrase.high = sum_value(&sum);
	if (reading->rules->multiplier_first && phrase.hard && offset == 0 && !phrase.multiplied)
		multiply_first(reading, &phrase);
	*ret_phrase = phrase;
	return true;
}
