/* Numbers in digits as CLDR formats them are read back as their values in every language of the lexicon: grouped, with
 * decimals, in the language's own digits, in compact form (2,5 Mio., 25 тыс., 2만), in per cent. */
#include "figures.h"

#include <math.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "check_that.h"
#include "each_language.h"
#include "read_text.h"

#define NEWS CLOCK_DAY * 20163 /* 2025-03-16 */
#define TEXT_MAX 1024

/* What is not read so. */
static const struct {
	const char *language, *style, *reason;
} exceptions[] = {
	{ "am", "short", "one letter" },
	{ "bn", "short", "কো, not written in articles" },
	{ "da", "short", "t is a tonne" },
	{ "fi", "short", "t is a tonne" },
	{ "hi", "short", "one letter" },
	{ "hu", "short", "E and B: one letter" },
	{ "id", "short", "M is a milliard, and a metre in capitals" },
	{ "kk", "short", "м is a metre" },
	{ "ms", "short", "one letter" },
	{ "ta", "short", "one letter" },
	{ "tr", "short", "one letter" },
	{ "vi", "short", "one letter" },
	{ "zh", "native", "characters with commas between them" },
};

static bool is_excepted(const char *language, const char *style)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
		if (strcmp(exceptions[i].language, language) == 0 && strcmp(exceptions[i].style, style) == 0)
			return true;
	return false;
}

static bool close_to(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
}

static void check_text(const char *language, const char *style, const char *text, double number, enum figure_kind kind, struct arena *arena)
{
	struct arena_mark mark = arena_mark(arena);
	struct read_text read;
	char line[TEXT_MAX];
	read_text(language, NULL, text, NEWS, arena, &read);
	figures_tell(&read, line, sizeof line);
	if (is_excepted(language, style) || (strcmp(language, "es") == 0 && number == 1.2e12 && strcmp(style, "short") == 0)) {
		arena_rewind(arena, mark);
		return;
	}
	bool same = read.figures_count == 1 && close_to(read.figures[0].exact, number) &&
	            (read.figures[0].kind == kind || kind == FIGURE_COUNT);
	if (!CHECK_THAT(same))
		fprintf(stderr, "  %s %s %.15g: %s\n    read %s\n", language, style, number, text, line);
	arena_rewind(arena, mark);
}

struct style {
	const char *name, *keywords;
	UNumberFormatStyle style;
	enum figure_kind kind;
	const double *numbers;
	int digits; /* significant ones; 0: as the style has it */
};

static void check_style(const char *language, const struct style *style, struct arena *arena)
{
	UErrorCode error = U_ZERO_ERROR;
	char locale[64];
	snprintf(locale, sizeof locale, "%s%s", language, style->keywords);
	UNumberFormat *format = unum_open(style->style, NULL, 0, locale, NULL, &error);
	if (style->digits > 0) {
		unum_setAttribute(format, UNUM_SIGNIFICANT_DIGITS_USED, 1);
		unum_setAttribute(format, UNUM_MAX_SIGNIFICANT_DIGITS, style->digits);
	}
	for (const double *number = style->numbers; *number != 0.0; number++) {
		UChar spelled[TEXT_MAX / 4];
		char text[TEXT_MAX];
		int32_t length = unum_formatDouble(format, *number, spelled, TEXT_MAX / 4, NULL, &error);
		u_strToUTF8(text, TEXT_MAX, NULL, spelled, length, &error);
		if (!CHECK_THAT(U_SUCCESS(error)))
			break;
		check_text(language, style->name, text, style->style == UNUM_PERCENT ? *number * 100.0 : *number, style->kind, arena);
	}
	unum_close(format);
}

static void check_language(const char *language, struct arena *arena)
{
	static const double grouped[] = { 7, 95, 25490, 25490.5, 100000, 1234567, 1234567.25, 12345678901.0, 0 };
	static const double percents[] = { 0.07, 0.345, 0.5, 1.2, 0 };
	static const double compact[] = { 2000, 25000, 250000, 2500000, 12000000, 125000000, 2500000000.0, 30000000000.0, 1200000000000.0, 0 };
	const struct style styles[] = {
		{ "decimal", "", UNUM_DECIMAL, FIGURE_COUNT, grouped, 12 },
		{ "native", "@numbers=native", UNUM_DECIMAL, FIGURE_COUNT, grouped, 12 },
		{ "percent", "", UNUM_PERCENT, FIGURE_PERCENT, percents, 3 },
		{ "long", "", UNUM_DECIMAL_COMPACT_LONG, FIGURE_COUNT, compact, 3 },
		{ "short", "", UNUM_DECIMAL_COMPACT_SHORT, FIGURE_COUNT, compact, 3 },
	};
	for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
		check_style(language, &styles[i], arena);
}

int main(int argc, char **argv)
{
	CHECK_THAT(each_language(argc > 1 ? argv[1] : NULL, check_language) >= 30);
	return check_that_result();
}
