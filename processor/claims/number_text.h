/* number_text.h: a string of digits with its separators, of any script, as a value.
 * The shape decides first, the language only where the shape leaves two readings: 25,490 and 25.700. Pure. */
#ifndef PARALLAX_CLAIMS_NUMBER_TEXT_H
#define PARALLAX_CLAIMS_NUMBER_TEXT_H

#include "bytes.h"

#define NUMBER_PARTS_MAX 8
#define NUMBER_DECIMALS_MAX 18 /* further ones are not read */
#define NUMBER_TEXT_VALUE_MAX 1e300

enum number_shape {
	NUMBER_PLAIN,    /* digits only */
	NUMBER_GROUPED,  /* thousands set apart; decimals perhaps */
	NUMBER_DECIMAL,
	NUMBER_POINTED,  /* several numbers with points between them: 192.168.1.2, 24.01.2024 */
	NUMBER_LISTED,   /* several numbers with other marks between them: 22,24,26 */
	NUMBER_FRACTION  /* 1⁄2 */
};

struct number_part {
	double value;
	uint16_t start, length; /* bytes */
	uint16_t digits;
};

struct number_text {
	double value;      /* of one number; finite: a longer string of digits than that is cut at NUMBER_TEXT_VALUE_MAX */
	uint16_t length;   /* bytes read */
	uint16_t digits;   /* all of them */
	uint8_t shape;     /* enum number_shape */
	uint8_t decimals;
	bool leading_zero; /* 007 */
	bool mixed;        /* digits of more than one script: no number that a newsroom writes */
	bool doubtful;     /* one separator before three digits: the other reading is possible */
	uint32_t parts_count;
	struct number_part parts[NUMBER_PARTS_MAX]; /* the strings of digits between separators; the others are not set */
};

/* The value of a decimal digit of any script, or -1. */
int number_digit(uint32_t point);

/* Reads the number at the beginning of normalised text; decimal is the language's mark, '.' or ','. A separator counts
 * only between digits. Of more than NUMBER_PARTS_MAX parts the rest is left for the next call. False when text does not
 * begin with a digit. */
bool number_text_read(struct bytes text, char decimal, struct number_text *ret_number);

/* 1 or -1 when a string of digits shows that its writer uses a decimal comma or a decimal point, 0 when both may be. */
int number_text_evidence(struct bytes text);

/* The first ½ or its like in a text: its bytes, where it starts and its value; 0 when there is none. */
size_t number_vulgar(struct bytes text, size_t *ret_start, double *ret_value);

/* value * 10^exponent, of a value with so many decimals; free of the error of binary fractions (2.3 lakh is 230000). */
double number_scaled(double value, unsigned decimals, int exponent);

static inline double number_power_of_ten(int exponent)
{
	return number_scaled(1.0, 0, exponent);
}

/* The power of ten that a whole number is a multiple of: of 300 it is 100. */
double number_scale(double value);

#endif
