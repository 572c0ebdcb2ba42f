/* Text of many scripts on a terminal. */
#include "display_text.h"

#include <stdlib.h>

#include "check.h"
#include "check_that.h"

static int width(const char *text)
{
	return display_width(bytes_of_string(text));
}

static void letters_have_their_width(void)
{
	CHECK_THAT(width("") == 0 && width("abc") == 3 && width("Größe") == 5 && width("Волга") == 5);
	CHECK_THAT(width("东海通讯社") == 10 && width("한솔뉴스") == 8 && width("ナロビ") == 6);
	CHECK_THAT(width("المشرق برس") == 10 && width("وفُقد") == 4);
	CHECK_THAT(width("e\xcc\x81") == 1);       /* e and a combining acute */
	CHECK_THAT(width("a\xe2\x80\x8b" "b") == 2); /* a zero-width space */
	CHECK_THAT(width("\xff\xfe" "a") == 3);      /* bytes that are no text */
}

static void what_fits_is_cut_between_letters(void)
{
	CHECK_THAT(display_fit(bytes_of_string("abcdef"), 3) == 3);
	CHECK_THAT(display_fit(bytes_of_string("abc"), 9) == 3);
	CHECK_THAT(display_fit(bytes_of_string("东海"), 3) == 3);       /* the second would need a fourth column */
	CHECK_THAT(display_fit(bytes_of_string("e\xcc\x81x"), 1) == 3); /* the accent belongs to it */
	CHECK_THAT(display_fit_end(bytes_of_string("abcdef"), 2) == 4);
	CHECK_THAT(display_fit_end(bytes_of_string("东海"), 3) == 3);
	CHECK_THAT(display_fit_end(bytes_of_string("xe\xcc\x81"), 1) == 1);
	CHECK_THAT(display_fit_end(bytes_of_string("abc"), 9) == 0);
}

/* What a printing function printed. */
static const char *printed(const char *text, int columns, bool isolate)
{
	static char output[512];
	FILE *out = fmemopen(output, sizeof output, "w");
	CHECK(out != NULL);
	if (columns < 0)
		display_print(out, bytes_of_string(text), isolate);
	else
		display_print_cell(out, bytes_of_string(text), columns, isolate);
	fputc(0, out);
	fclose(out);
	return output;
}

static void text_does_not_talk_to_the_terminal(void)
{
	CHECK_THAT(strcmp(printed("a\033[31mb\nc\x7f", -1, false), "a [31mb c ") == 0);
	CHECK_THAT(strcmp(printed("a\xc2\x9b" "b", -1, false), "a b") == 0);                         /* a control character of one code point */
	CHECK_THAT(strcmp(printed("a\xe2\x80\xae" "b\xe2\x81\xa9" "c", -1, false), "abc") == 0); /* marks of direction */
	CHECK_THAT(strcmp(printed("\xff" "a", -1, false), "\xef\xbf\xbd" "a") == 0);
}

static void text_from_the_right_is_set_apart(void)
{
	CHECK_THAT(strcmp(printed("برس", -1, true), "\xe2\x81\xa8" "برس" "\xe2\x81\xa9") == 0);
	CHECK_THAT(strcmp(printed("برس", -1, false), "برس") == 0);
	CHECK_THAT(strcmp(printed("abc", -1, true), "abc") == 0);
}

static void cells_are_filled_and_cut(void)
{
	CHECK_THAT(strcmp(printed("ab", 4, false), "ab  ") == 0);
	CHECK_THAT(strcmp(printed("abcd", 4, false), "abcd") == 0);
	CHECK_THAT(strcmp(printed("abcdef", 4, false), "abc…") == 0);
	CHECK_THAT(strcmp(printed("东海通", 4, false), "东… ") == 0);
}

int main(void)
{
	letters_have_their_width();
	what_fits_is_cut_between_letters();
	text_does_not_talk_to_the_terminal();
	text_from_the_right_is_set_apart();
	cells_are_filled_and_cut();
	return check_that_result();
}
