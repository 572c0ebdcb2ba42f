/* Strings of digits and separators: the shape decides, the language where the shape leaves two readings. */
#include "number_text.h"

#include "check_that.h"

static const struct {
	const char *text;
	char decimal;
	double value;
	enum number_shape shape;
} cases[] = {
	{ "7", '.', 7, NUMBER_PLAIN },
	{ "25490", ',', 25490, NUMBER_PLAIN },
	{ "25.700", ',', 25700, NUMBER_GROUPED },
	{ "25.700", '.', 25.7, NUMBER_DECIMAL },
	{ "25,490", '.', 25490, NUMBER_GROUPED },
	{ "25,490", ',', 25.49, NUMBER_DECIMAL },
	{ "480,000", ',', 480000, NUMBER_GROUPED }, /* no one writes three zeros as decimals */
	{ "2,3", '.', 2.3, NUMBER_DECIMAL },
	{ "2.3", ',', 2.3, NUMBER_DECIMAL },
	{ "2,35", '.', 2.35, NUMBER_DECIMAL },
	{ "0.683", ',', 0.683, NUMBER_DECIMAL },
	{ "0,08", ',', 0.08, NUMBER_DECIMAL }, /* nothing is grouped behind a zero */
	{ "0,080", '.', 0.08, NUMBER_DECIMAL },
	{ "0.23456", ',', 0.23456, NUMBER_DECIMAL }, /* nor by other than three digits */
	{ "4,8", '.', 4.8, NUMBER_DECIMAL },
	{ "4,8001", '.', 4.8001, NUMBER_DECIMAL },
	{ "1234.567", ',', 1234.567, NUMBER_DECIMAL }, /* a first group has three digits at most */
	{ "1.234.567", '.', 1234567, NUMBER_GROUPED },
	{ "1,234,567", ',', 1234567, NUMBER_GROUPED },
	{ "1.234,56", '.', 1234.56, NUMBER_GROUPED },
	{ "1,234.56", ',', 1234.56, NUMBER_GROUPED },
	{ "1,00,000", '.', 100000, NUMBER_GROUPED },
	{ "12,34,567.89", '.', 1234567.89, NUMBER_GROUPED },
	{ "1'000", '.', 1000, NUMBER_GROUPED },
	{ "4\xe2\x80\x99" "321", ',', 4321, NUMBER_GROUPED },
	{ "١٬٢٣٠", '.', 1230, NUMBER_GROUPED },
	{ "٦٫٣", '.', 6.3, NUMBER_DECIMAL },
	{ "۲۵٬۴۹۰", '.', 25490, NUMBER_GROUPED },
	{ "٢٦،٠١٣", '.', 26013, NUMBER_GROUPED },
	{ "१,२३,४५६", '.', 123456, NUMBER_GROUPED },
	{ "২৩.৫", '.', 23.5, NUMBER_DECIMAL },
	{ "๑๒๓", '.', 123, NUMBER_PLAIN },
	{ "192.168.1.2", '.', 192, NUMBER_POINTED },
	{ "24.01.2024", ',', 24, NUMBER_POINTED },
	{ "22,24,26,31", '.', 22, NUMBER_LISTED },
	{ "1\xe2\x81\x84" "2", '.', 0.5, NUMBER_FRACTION },
};

static void values_and_shapes(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct number_text number;
		struct bytes text = bytes_of_string(cases[i].text);
		if (!CHECK_THAT(number_text_read(text, cases[i].decimal, &number)) || !CHECK_THAT(number.value == cases[i].value) ||
		    !CHECK_THAT(number.shape == cases[i].shape))
			fprintf(stderr, "  %s with '%c': %.17g, shape %u\n", cases[i].text, cases[i].decimal, number.value, number.shape);
		if (cases[i].shape != NUMBER_POINTED && cases[i].shape != NUMBER_LISTED)
			CHECK_THAT(number.length == text.length);
	}
}

static void where_it_ends(void)
{
	struct number_text number;
	CHECK_THAT(number_text_read(bytes_of_string("12,"), ',', &number) && number.length == 2 && number.value == 12.0);
	CHECK_THAT(number_text_read(bytes_of_string("95x1"), '.', &number) && number.length == 2);
	CHECK_THAT(number_text_read(bytes_of_string("8;9"), '.', &number) && number.length == 1);
	CHECK_THAT(!number_text_read(bytes_of_string("x5"), '.', &number));
	CHECK_THAT(!number_text_read(bytes_of_string(""), '.', &number));
	CHECK_THAT(number_text_read(bytes_of_string("007"), '.', &number) && number.leading_zero);
	CHECK_THAT(number_text_read(bytes_of_string("0.7"), '.', &number) && !number.leading_zero);
	CHECK_THAT(number_text_read(bytes_of_string("1٢3"), '.', &number) && number.mixed && number.value == 123.0);
	CHECK_THAT(number_text_read(bytes_of_string("25.700"), ',', &number) && number.doubtful);
	CHECK_THAT(number_text_read(bytes_of_string("25.70"), ',', &number) && !number.doubtful);
}

static void long_strings(void)
{
	char digits[401];
	memset(digits, '9', 400);
	digits[400] = '\0';
	struct number_text number;
	CHECK_THAT(number_text_read(bytes_of_string(digits), '.', &number) && number.length == 400 && number.value == NUMBER_TEXT_VALUE_MAX);
	/* Decimals beyond what is read leave the whole part. */
	digits[1] = '.';
	CHECK_THAT(number_text_read(bytes_of_string(digits), '.', &number) && number.value == 9.0);
	/* More parts than there is room for: the rest is left for another call. */
	CHECK_THAT(number_text_read(bytes_of_string("1.1.1.1.1.1.1.1.1.1.1"), '.', &number) && number.parts_count == NUMBER_PARTS_MAX &&
	           number.length == 15);
}

static void evidence(void)
{
	CHECK_THAT(number_text_evidence(bytes_of_string("2,5")) == 1);
	CHECK_THAT(number_text_evidence(bytes_of_string("2.5")) == -1);
	CHECK_THAT(number_text_evidence(bytes_of_string("1.234.567")) == 1);
	CHECK_THAT(number_text_evidence(bytes_of_string("1,234,567")) == -1);
	CHECK_THAT(number_text_evidence(bytes_of_string("1,234.5")) == -1);
	CHECK_THAT(number_text_evidence(bytes_of_string("25.700")) == 0);
	CHECK_THAT(number_text_evidence(bytes_of_string("18.30")) == 0); /* a time of day */
	CHECK_THAT(number_text_evidence(bytes_of_string("1.2.3")) == 0);
}

static void multiplied(void)
{
	CHECK_THAT(number_scaled(2.3, 1, 5) == 230000.0);
	CHECK_THAT(number_scaled(1.2, 1, 9) == 1200000000.0);
	CHECK_THAT(number_scaled(2.33, 2, 3) == 2330.0);
	CHECK_THAT(number_scaled(1.23456, 5, 3) == 1234.56);
	CHECK_THAT(number_scaled(5, 0, 6) == 5000000.0);
	CHECK_THAT(number_digit(0x0665) == 5 && number_digit(0x06f9) == 9 && number_digit(0x1e951) == 1);
	CHECK_THAT(number_digit('a') == -1 && number_digit(0x4e00) == -1 && number_digit(0x66b) == -1);
}

int main(void)
{
	values_and_shapes();
	where_it_ends();
	long_strings();
	evidence();
	multiplied();
	return check_that_result();
}
