#include "number_text.h"

#include <math.h>

#include "utf8.h"


enum separator {
	SEPARATOR_NONE, SEPARATOR_COMMA, SEPARATOR_ARABIC, SEPARATOR_POINT, SEPARATOR_APOSTROPHE, SEPARATOR_GROUP,
	SEPARATOR_DECIMAL, SEPARATOR_SLASH
};

/* The zeros of Unicode's decimal digits (general category Nd); nine more follow each. The mathematical ones are gone after
 * compatibility normalisation. */
static const uint32_t zeros[] = {
	0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0,
	0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
	0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
	0x116c0, 0x11730, 0x118e0, 0x11c50, 0x11d50, 0x16a60, 0x16b50, 0x1e140, 0x1e2f0, 0x1e950
};

#define PLAIN_DIGITS_MAX 15

static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
	                       1e18, 1e19, 1e20, 1e21, 1e22 };

int number_digit(uint32_t point)
{
	if (point < 0x80)
		return point >= '0' && point <= '9' ? (int)(point - '0') : -1;
	size_t low = 0, high = sizeof zeros / sizeof zeros[0];
	while (low < high) { /* the last zero at or before point */
		size_t middle = low + (high - low) / 2;
		if (zeros[middle] <= point)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && point - zeros[low - 1] < 10 ? (int)(point - zeros[low - 1]) : -1;
}

static enum separator separator_of(uint32_t point)
{
	switch (point) {
	case ',':
		return SEPARATOR_COMMA;
	case 0x060c: /* a typist's stand-in for the Arabic marks of thousands and decimals */
		return SEPARATOR_ARABIC;
	case '.':
		return SEPARATOR_POINT;
	case '\'':
	case 0x2019:
		return SEPARATOR_APOSTROPHE;
	case 0x066c:
		return SEPARATOR_GROUP;
	case 0x066b:
		return SEPARATOR_DECIMAL;
	case 0x2044:
		return SEPARATOR_SLASH;
	default:
		return SEPARATOR_NONE;
	}
}

static double digits_added(double value, int digit)
{
	value = value * 10.0 + digit;
	return value < NUMBER_TEXT_VALUE_MAX ? value : NUMBER_TEXT_VALUE_MAX;
}

/* One string of digits, from *at on. */
static void read_part(struct bytes text, size_t *at, struct number_text *number, uint32_t *script)
{
	struct number_part *part = &number->parts[number->parts_count++];
	*part = (struct number_part){ .start = (uint16_t)*at };
	while (*at < text.length) {
		size_t next = *at;
		uint32_t point = utf8_next(text.data, &next);
		int digit = number_digit(point);
		if (digit < 0)
			break;
		uint32_t zero = point - (uint32_t)digit;
		number->mixed |= *script != 0 && *script != zero;
		*script = zero;
		part->value = digits_added(part->value, digit);
		part->digits++;
		*at = next;
	}
	part->length = (uint16_t)(*at - part->start);
	number->digits = (uint16_t)(number->digits + part->digits);
}

/* Reads digits and single separators in turn. Returns how many separators there are. */
static uint32_t read_parts(struct bytes text, struct number_text *number, enum separator separators[NUMBER_PARTS_MAX])
{
	size_t at = 0;
	uint32_t script = 0, count = 0;
	read_part(text, &at, number, &script);
	while (at < text.length && number->parts_count < NUMBER_PARTS_MAX) {
		size_t next = at;
		enum separator separator = separator_of(utf8_next(text.data, &next));
		size_t behind = next;
		if (separator == SEPARATOR_NONE || next == text.length || number_digit(utf8_next(text.data, &behind)) < 0)
			break;
		separators[count++] = separator;
		at = next;
		read_part(text, &at, number, &script);
	}
	number->length = (uint16_t)at;
	return count;
}

/* Whether parts[0..count) are a number whose thousands are set apart: 1.234.567, or as India does 12,34,567. */
static bool are_groups(const struct number_text *number, uint32_t count, enum separator separator)
{
	const struct number_part *parts = number->parts;
	if (count < 2 || parts[0].digits > 3 || parts[0].value == 0.0 || number->leading_zero || parts[count - 1].digits != 3)
		return false;
	bool by_three = true, by_two = (separator == SEPARATOR_COMMA || separator == SEPARATOR_GROUP) && parts[0].digits <= 2;
	for (uint32_t i = 1; i + 1 < count; i++) {
		by_three &= parts[i].digits == 3;
		by_two &= parts[i].digits == 2;
	}
	return by_three || by_two;
}

/* The number whose whole part is parts[0..whole) and whose decimals are the part behind, if there is one. */
static double joined(struct number_text *number, uint32_t whole)
{
	double value = 0.0;
	for (uint32_t i = 0; i < whole; i++)
		value = value * tens[number->parts[i].digits < 4 ? number->parts[i].digits : 0] + number->parts[i].value;
	if (whole == 1)
		value = number->parts[0].value;
	if (whole == number->parts_count)
		return value;
	const struct number_part *decimals = &number->parts[whole];
	if (decimals->digits > NUMBER_DECIMALS_MAX)
		return value;
	number->decimals = (uint8_t)decimals->digits;
	double power = tens[decimals->digits];
	/* One division of two exact numbers: rounded once. */
	if (value < 9e15 / power)
		return (value * power + decimals->value) / power;
	return value + decimals->value / power;
}

static bool all_same(const enum separator *separators, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (separators[i] != separators[0])
			return false;
	return true;
}

static bool separates_decimals(enum separator separator)
{
	return separator == SEPARATOR_COMMA || separator == SEPARATOR_ARABIC || separator == SEPARATOR_POINT || separator == SEPARATOR_DECIMAL;
}

/* One separator. Exactly three digits behind it leave two readings, and the language decides. */
static enum number_shape shape_of_two(struct number_text *number, enum separator separator, char decimal)
{
	const struct number_part *parts = number->parts;
	if (separator == SEPARATOR_SLASH)
		return NUMBER_FRACTION;
	if (separator == SEPARATOR_DECIMAL)
		return NUMBER_DECIMAL;
	bool groups = are_groups(number, 2, separator);
	if (separator == SEPARATOR_GROUP || separator == SEPARATOR_APOSTROPHE)
		return groups ? NUMBER_GROUPED : NUMBER_LISTED;
	if (!groups || parts[1].digits != 3)
		return NUMBER_DECIMAL;
	if (separator == SEPARATOR_ARABIC)
		return NUMBER_GROUPED;
	number->doubtful = true;
	if (parts[1].value == 0.0) /* nobody writes the decimals .000 */
		return NUMBER_GROUPED;
	return (separator == SEPARATOR_COMMA) == (decimal == ',') ? NUMBER_DECIMAL : NUMBER_GROUPED;
}

static enum number_shape shape_of_more(const struct number_text *number, const enum separator *separators, uint32_t count)
{
	if (all_same(separators, count)) {
		if (separators[0] != SEPARATOR_SLASH && separators[0] != SEPARATOR_DECIMAL && are_groups(number, count + 1, separators[0]))
			return NUMBER_GROUPED;
		return separators[0] == SEPARATOR_POINT ? NUMBER_POINTED : NUMBER_LISTED;
	}
	/* Thousands and then decimals: 1.234,56 */
	if (all_same(separators, count - 1) && separators[count - 1] != separators[0] && separates_decimals(separators[count - 1]) &&
	    are_groups(number, count, separators[0]))
		return NUMBER_GROUPED;
	return NUMBER_LISTED;
}

/* Nothing but some ASCII digits, few enough to be exact: what most numbers are. False for all else. */
static bool read_plain(struct bytes text, struct number_text *ret_number)
{
	uint64_t value = 0;
	if (text.length == 0 || text.length > PLAIN_DIGITS_MAX)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		uint32_t digit = text.data[i] - (uint32_t)'0';
		if (digit > 9)
			return false;
		value = value * 10 + digit;
	}
	uint16_t digits = (uint16_t)text.length;
	ret_number->value = (double)value;
	ret_number->length = ret_number->digits = digits;
	ret_number->shape = NUMBER_PLAIN;
	ret_number->decimals = 0;
	ret_number->leading_zero = digits > 1 && text.data[0] == '0';
	ret_number->mixed = ret_number->doubtful = false;
	ret_number->parts_count = 1;
	ret_number->parts[0] = (struct number_part){ .value = (double)value, .length = digits, .digits = digits };
	return true;
}

bool number_text_read(struct bytes text, char decimal, struct number_text *ret_number)
{
	size_t at = 0;
	if (read_plain(text, ret_number))
		return true;
	if (text.length == 0 || number_digit(utf8_next(text.data, &at)) < 0)
		return false;
	enum separator separators[NUMBER_PARTS_MAX];
	*ret_number = (struct number_text){ .shape = NUMBER_PLAIN };
	uint32_t count = read_parts(text, ret_number, separators);
	const struct number_part *parts = ret_number->parts;
	at = 0;
	ret_number->leading_zero = parts[0].digits > 1 && number_digit(utf8_next(text.data, &at)) == 0;
	if (count == 1)
		ret_number->shape = (uint8_t)shape_of_two(ret_number, separators[0], decimal);
	else if (count > 1)
		ret_number->shape = (uint8_t)shape_of_more(ret_number, separators, count);
	if (ret_number->shape == NUMBER_FRACTION)
		ret_number->value = parts[1].value > 0.0 ? parts[0].value / parts[1].value : 0.0;
	else if (ret_number->shape == NUMBER_DECIMAL)
		ret_number->value = joined(ret_number, 1);
	else if (ret_number->shape == NUMBER_GROUPED)
		ret_number->value = joined(ret_number, all_same(separators, count) ? count + 1 : count);
	else
		ret_number->value = parts[0].value;
	return true;
}

/* Hours and minutes or a day and a month with a point between them are no evidence of a decimal point. */
static bool like_clock(const struct number_part *parts)
{
	return parts[0].digits <= 2 && parts[1].digits == 2 && parts[0].value < 32.0 && parts[1].value < 60.0;
}

int number_text_evidence(struct bytes text)
{
	struct number_text number = { .shape = NUMBER_PLAIN };
	enum separator separators[NUMBER_PARTS_MAX];
	size_t at = 0;
	if (text.length == 0 || number_digit(utf8_next(text.data, &at)) < 0)
		return 0;
	uint32_t count = read_parts(text, &number, separators);
	if (count == 0 || !separates_decimals(separators[count - 1]) || separators[count - 1] == SEPARATOR_DECIMAL ||
	    separators[count - 1] == SEPARATOR_ARABIC)
		return 0;
	int last = separators[count - 1] == SEPARATOR_COMMA ? 1 : -1;
	if (count == 1)
		return number.parts[1].digits == 3 || (last < 0 && like_clock(number.parts)) ? 0 : last;
	if (all_same(separators, count))
		return are_groups(&number, count + 1, separators[0]) ? -last : 0;
	return last;
}

double number_scaled(double value, unsigned decimals, int exponent)
{
	if (exponent < 0 || exponent > 22)
		return value;
	double scaled = value * tens[exponent];
	if (decimals == 0 || decimals > 22 || value * tens[decimals] > 9e15 || scaled > 9e15)
		return scaled;
	if ((int)decimals <= exponent)
		return nearbyint(scaled);
	return nearbyint(value * tens[decimals]) / tens[(int)decimals - exponent];
}

double number_scale(double value)
{
	double scale = 1.0;
	if (value < 1e15 && value >= 0.0) { /* whole numbers are divided in a twentieth of the time that fmod takes */
		uint64_t whole = (uint64_t)value;
		if ((double)whole != value || whole == 0)
			return scale;
		for (; whole % 10 == 0; whole /= 10)
			scale *= 10.0;
		return scale;
	}
	while (scale < 1e15 && value >= scale * 10.0 && fmod(value, scale * 10.0) == 0.0)
		scale *= 10.0;
	return scale;
}

size_t number_vulgar(struct bytes text, size_t *ret_start, double *ret_value)
{
	static const struct {
		uint32_t point;
		uint8_t over, under;
	} fractions[] = {
		{ 0xbc, 1, 4 }, { 0xbd, 1, 2 }, { 0xbe, 3, 4 }, { 0x2153, 1, 3 }, { 0x2154, 2, 3 }, { 0x2155, 1, 5 }, { 0x2156, 2, 5 },
		{ 0x2157, 3, 5 }, { 0x2158, 4, 5 }, { 0x2159, 1, 6 }, { 0x215a, 5, 6 }, { 0x215b, 1, 8 }, { 0x215c, 3, 8 },
		{ 0x215d, 5, 8 }, { 0x215e, 7, 8 }
	};
	for (size_t at = 0; at < text.length;) {
		if (text.data[at] != 0xc2 && text.data[at] != 0xe2) { /* the first bytes of all of them */
			at++;
			continue;
		}
		size_t start = at;
		uint32_t point = utf8_next(text.data, &at);
		for (size_t i = 0; i < sizeof fractions / sizeof fractions[0]; i++)
			if (fractions[i].point == point) {
				*ret_start = start;
				*ret_value = (double)fractions[i].over / fractions[i].under;
				return at - start;
			}
	}
	return 0;
}
