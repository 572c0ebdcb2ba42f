/* Days as CLDR formats them are read back in every language of the lexicon: full, long, medium and short, without the year,
 * weekdays alone, and with each part of the day. What CLDR writes in a way that no article does is listed, with the reason. */
#include "dates.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#include "calendar.h"
#include "check_that.h"
#include "each_language.h"
#include "read_text.h"

#define TEXT_MAX 512

static int languages_with_parts;

static const struct calendar_date days[] = {
	{ 2024, 1, 3 }, { 2024, 2, 29 }, { 2024, 3, 18 }, { 2024, 4, 5 }, { 2024, 5, 21 }, { 2024, 6, 30 }, { 2024, 7, 7 },
	{ 2024, 8, 13 }, { 2024, 9, 22 }, { 2024, 10, 1 }, { 2024, 11, 14 }, { 2024, 12, 31 },
};

static const struct {
	const char *language, *style, *reason;
} exceptions[] = {
	{ "am", "weekday-part", "its names of parts end in digits there" },
	{ "bg", "day-mon", "1.10 is a decimal, too" },
	{ "bg", "short", "the same with two digits of a year" },
	{ "hi", "day-mon", "जन॰ is people, too" },
	{ "hi", "medium", "the same" },
	{ "ko", "short", "24. 12. 31.: two digits of a year first" },
};

static bool is_excepted(const char *language, const char *style)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++)
		if (strcmp(exceptions[i].language, language) == 0 && strcmp(exceptions[i].style, style) == 0)
			return true;
	return false;
}

static void check_text(const char *language, const char *style, const char *text, int32_t first_day, int32_t today, struct arena *arena)
{
	struct arena_mark mark = arena_mark(arena);
	struct read_text read;
	char line[TEXT_MAX * 2] = "";
	clock_ms written = (clock_ms)today * CLOCK_DAY + 9 * CLOCK_HOUR;
	read_text(language, NULL, text, written, arena, &read);
	bool same = read.dates_count == 1 && read.dates[0].first_day == first_day && read.dates[0].last_day == first_day;
	for (uint32_t i = 0; i < read.dates_count; i++) {
		size_t length = strlen(line);
		snprintf(line + length, sizeof line - length, " %d-%02u-%02u", read.dates[i].year, read.dates[i].month, read.dates[i].day);
	}
	if (!is_excepted(language, style) && !CHECK_THAT(same)) {
		struct calendar_date day = calendar_date_of(first_day);
		fprintf(stderr, "  %s %s %d-%02u-%02u: %s: read%s\n", language, style, day.year, day.month, day.day, text, line);
	}
	arena_rewind(arena, mark);
}

struct style {
	const char *name;
	UDateFormatStyle style;
	const char *skeleton; /* of UDAT_PATTERN */
};

static UDateFormat *open_style(const char *language, const struct style *style)
{
	static const UChar utc[] = { 'U', 'T', 'C', 0 };
	char locale[64];
	UErrorCode error = U_ZERO_ERROR;
	UChar pattern[64], skeleton[16];
	snprintf(locale, sizeof locale, "%s@calendar=gregorian", language);
	int32_t length = 0;
	if (style->style == UDAT_PATTERN) {
		UDateTimePatternGenerator *generator = udatpg_open(locale, &error);
		u_uastrcpy(skeleton, style->skeleton);
		length = udatpg_getBestPattern(generator, skeleton, -1, pattern, 64, &error);
		udatpg_close(generator);
	}
	UDateFormat *format = udat_open(style->style == UDAT_PATTERN ? UDAT_PATTERN : UDAT_NONE, style->style, locale, utc, 3, pattern, length, &error);
	CHECK_THAT(U_SUCCESS(error));
	return format;
}

static void check_style(const char *language, const struct style *style, struct arena *arena)
{
	UDateFormat *format = open_style(language, style);
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		UErrorCode error = U_ZERO_ERROR;
		UChar formatted[TEXT_MAX / 4];
		char text[TEXT_MAX];
		int32_t day = calendar_day(days[i]);
		int32_t length = udat_format(format, (double)day * CLOCK_DAY + 3600000.0, formatted, TEXT_MAX / 4, NULL, &error);
		u_strToUTF8(text, TEXT_MAX, NULL, formatted, length, &error);
		check_text(language, style->name, text, day, day + 2, arena);
	}
	udat_close(format);
}

static void check_weekdays(const char *language, struct arena *arena)
{
	static const struct style style = { "weekday", UDAT_PATTERN, "EEEE" };
	UDateFormat *format = open_style(language, &style);
	int32_t today = calendar_day(days[0]);
	for (int32_t back = 0; back < 7; back++) {
		UErrorCode error = U_ZERO_ERROR;
		UChar formatted[TEXT_MAX / 4];
		char text[TEXT_MAX];
		int32_t day = today - back;
		int32_t length = udat_format(format, (double)day * CLOCK_DAY + 3600000.0, formatted, TEXT_MAX / 4, NULL, &error);
		u_strToUTF8(text, TEXT_MAX, NULL, formatted, length, &error);
		check_text(language, style.name, text, day, today, arena);
	}
	udat_close(format);
}

/* Tuesday in the evening, and the hour that it was formatted of lies in what is read. */
static void check_parts(const char *language, struct arena *arena)
{
	static const struct style style = { "weekday-part", UDAT_PATTERN, "EEEE" };
	UErrorCode error = U_ZERO_ERROR;
	UChar pattern[16];
	u_uastrcpy(pattern, "EEEE BBBB");
	UDateFormat *format = open_style(language, &style);
	udat_applyPattern(format, false, pattern, -1);
	uint32_t read_count = 0;
	for (int32_t hour = 1; hour < 24; hour += hour == 11 ? 2 : 1) { /* noon is no part */
		UChar formatted[TEXT_MAX / 4];
		char text[TEXT_MAX];
		struct read_text read;
		int32_t day = calendar_day(days[0]);
		int32_t length = udat_format(format, (double)day * CLOCK_DAY + hour * 3600000.0 + 1800000.0, formatted, TEXT_MAX / 4, NULL, &error);
		u_strToUTF8(text, TEXT_MAX, NULL, formatted, length, &error);
		struct arena_mark mark = arena_mark(arena);
		read_text(language, NULL, text, (clock_ms)(day + 1) * CLOCK_DAY, arena, &read);
		const struct date *date = &read.dates[0];
		bool part = read.dates_count == 1 && date->first_day == day && date->of_part;
		bool within = part && ((hour >= date->from_hour && hour < date->until_hour) || hour + 24 < date->until_hour);
		if (!is_excepted(language, style.name) && !CHECK_THAT(within))
			fprintf(stderr, "  %s %s %d h: %s: read %u dates%s\n", language, style.name, hour, text, read.dates_count, part ? ", of other hours" : "");
		read_count += within;
		arena_rewind(arena, mark);
	}
	languages_with_parts += read_count == 22;
	udat_close(format);
}

static void check_language(const char *language, struct arena *arena)
{
	static const struct style styles[] = {
		{ "full", UDAT_FULL, NULL }, { "long", UDAT_LONG, NULL }, { "medium", UDAT_MEDIUM, NULL }, { "short", UDAT_SHORT, NULL },
		{ "day-month", UDAT_PATTERN, "MMMMd" }, { "weekday-day-month", UDAT_PATTERN, "EEEEMMMMd" }, { "day-mon", UDAT_PATTERN, "MMMd" },
	};
	for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++)
		check_style(language, &styles[i], arena);
	check_weekdays(language, arena);
	check_parts(language, arena);
}

int main(int argc, char **argv)
{
	CHECK_THAT(each_language(argc > 1 ? argv[1] : NULL, check_language) >= 30);
	CHECK_THAT(languages_with_parts >= 30 || argc > 1);
	return check_that_result();
}
