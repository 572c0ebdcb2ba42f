#include "number_sum.h"

#include <math.h>

double number_sum_value(const struct number_sum *sum)
{
	double value = 0.0;
	for (uint32_t i = 0; i < sum->count; i++)
		value += sum->terms[i].value;
	return value;
}

bool number_sum_push(struct number_sum *sum, struct number_term term)
{
	if (sum->count == NUMBER_TERMS_MAX)
		return false;
	sum->terms[sum->count++] = term;
	return true;
}

/* French counts from 60 and 80 on to 79 and 99, and says four twenties. */
static bool add_french(const struct reading *reading, struct number_term *last, double value)
{
	if (!reading_is_language(reading, " fr ") || last->digits)
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

int number_multiplier_behind(const struct reading *reading, const struct atom *atom, uint32_t end)
{
	struct atom next;
	if (atom->offset_end != 0 || atom->word_end >= end || reading->document->words[atom->word_end].gap == GAP_MARK)
		return 0;
	return atoms_read_spelled(reading, atom->word_end, end, true, &next) && next.kind == ATOM_MULTIPLIER ? next.exponent : 0;
}

/* Whether digits may go on a number in words: 4 thousand 300, 37만 5,000, 3 hundred and 21, but not 300 and 5. */
static bool digits_fit(const struct reading *reading, const struct number_term *last, const struct atom *atom, int multiplier)
{
	if (!last->multiplied || atom->value >= last->scale)
		return false;
	if (multiplier > 0 || reading_is_language(reading, " zh ja ko "))
		return true;
	return atom->linked && last->scale == 100.0;
}

static bool multiply(struct number_sum *sum, int exponent);
static bool divide(struct number_sum *sum, uint32_t under);

static int exponent_of(double power)
{
	int exponent = 0;
	for (; power >= 10.0; power /= 10.0)
		exponent++;
	return exponent;
}

static bool add_number(const struct reading *reading, struct number_sum *sum, const struct atom *atom, uint32_t end)
{
	bool digits = atom->kind == ATOM_DIGITS;
	struct number_term term = { .value = atom->value, .decimals = atom->decimals, .digits = digits, .scale = digits ? 0.0 : number_scale(atom->value) };
	if (sum->count == 0)
		return number_sum_push(sum, term);
	struct number_term *last = &sum->terms[sum->count - 1];
	if (!digits && atom->character && atom->value < 10.0 && sum->count == 1 && !last->digits && (last->value < 10.0 || sum->spelled_digits)) {
		last->value = last->value * 10.0 + atom->value;
		sum->spelled_digits = true;
		return true;
	}
	if (!digits && atom->character && (atom->value == 0.0 || (number_scale(atom->value) == atom->value && atom->value >= 10.0))) {
		/* 一百〇一; 一百一十 */
		if (atom->value == 0.0)
			return last->scale >= 10.0;
		if (last->value < 10.0)
			return multiply(sum, exponent_of(atom->value));
	}
	if (!digits && add_french(reading, last, atom->value))
		return true;
	if (last->value < 1.0 && atom->definite && !atom->linked) { /* خمس العشرين: a fifth of twenty */
		last->value *= atom->value;
		return true;
	}
	if (atom->part > 0.0) { /* خمس: a fifth where a five does not fit */
		if (!atom->linked && atom->under > 0)
			return divide(sum, atom->under);
		if (atom->linked && last->scale < 100.0 && atom->value >= last->scale) {
			last->value += atom->part;
			last->decimals = 4;
			last->scale = 0.0;
			return true;
		}
	}
	/* "Cent un" is 101, but "2 millions un an plus tôt" is not. */
	if (atom->value == 0.0 || (atom->article && (last->digits || last->scale > 1000.0)))
		return false;
	bool ones_first = atom->linked && !digits && reading_is_language(reading, " ar sl ") && last->scale == 1.0 && last->value < 10.0 &&
	                  atom->value >= 20.0 && atom->value < 100.0;
	if (ones_first)
		return number_sum_push(sum, term);
	int multiplier = number_multiplier_behind(reading, atom, end);
	if (digits ? !digits_fit(reading, last, atom, multiplier) : atom->value >= last->scale)
		return false;
	/* Two hundred and two thousand is one number, three hundred and two hundred are two, and so are fifty and one hundred. */
	if (multiplier > 0 && atom->value * number_power_of_ten(multiplier) >= last->scale &&
	    (number_power_of_ten(multiplier) <= last->scale || (atom->linked && last->scale < 100.0)))
		return false;
	/* "and" joins tens to ones in some languages; in English and its like only hundreds to the rest. */
	if (atom->linked && last->value < 100.0 && reading_is_language(reading, " en de nl sv da no nb "))
		return false;
	return number_sum_push(sum, term);
}

static bool multiply(struct number_sum *sum, int exponent)
{
	double factor = number_power_of_ten(exponent);
	uint32_t keep = sum->count;
	double total = 0.0;
	while (keep > 0 && sum->terms[keep - 1].value < factor)
		total += sum->terms[--keep].value;
	struct number_term product = { .value = factor, .scale = factor, .multiplied = true };
	if (keep == sum->count) {
		if (sum->count == 1 && sum->terms[0].digits && !sum->terms[0].multiplied) /* 322 hundred */
			keep = 0, product.value = number_scaled(sum->terms[0].value, sum->terms[0].decimals, exponent);
		else if (exponent == 5 && sum->count == 1 && sum->terms[0].scale == 1e7) /* crore lakh, which is said for lakh crore */
			keep = 0, product.value = sum->terms[0].value * factor;
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
	return number_sum_push(sum, product);
}

static bool multiply_dozen(struct number_sum *sum)
{
	if (sum->count == 0)
		return number_sum_push(sum, (struct number_term){ .value = 12.0, .multiplied = true });
	struct number_term *last = &sum->terms[sum->count - 1];
	if (last->value >= 1000.0)
		return false;
	last->value *= 12.0;
	last->multiplied = true;
	return true;
}

/* A number of parts, divided as a whole: مائة و ثلاثون خمس are 130 fifths. */
static bool divide(struct number_sum *sum, uint32_t under)
{
	double value = number_sum_value(sum);
	if (under < 3 || value <= 0.0 || (value > 1.0 && value != floor(value)))
		return false;
	sum->count = 0;
	return number_sum_push(sum, (struct number_term){ .value = value / under, .decimals = 4 });
}

/* Half a million; two and a half million; 2 millions et demi; one hundred three fifths. */
static bool add_fraction(const struct reading *reading, struct number_sum *sum, const struct atom *atom, uint32_t end)
{
	struct number_term term = { .value = atom->value, .decimals = atom->decimals };
	if (sum->count == 0)
		return number_sum_push(sum, term);
	struct number_term *last = &sum->terms[sum->count - 1];
	bool multiplied = number_multiplier_behind(reading, atom, end) > 0;
	if (!atom->linked && !multiplied && atom->under > 0 && reading_is_language(reading, " ar "))
		return divide(sum, atom->under);
	if (!atom->linked && !multiplied && !(atom->parts && last->scale >= 100.0))
		return false;
	if (last->multiplied && !multiplied && !atom->parts) {
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

bool number_sum_add(const struct reading *reading, struct number_sum *sum, const struct atom *atom, uint32_t end)
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
