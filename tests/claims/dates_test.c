/* Days named in a text, resolved by the time at which it was written: Sunday, 16 March 2025. */
#include "dates.h"

#include "calendar.h"
#include "check_that.h"
#include "read_text.h"

static clock_ms written(void)
{
	return (clock_ms)calendar_day((struct calendar_date){ 2025, 3, 16 }) * CLOCK_DAY + 9 * CLOCK_HOUR;
}

static const struct {
	const char *language, *text, *expected; /* each date as year-month-day, with a letter for its basis; @ hours of a part of the day */
} cases[] = {
	{ "en", "It was seized on October 22.", "2024-10-22d" },
	{ "en", "It opens on July 1 and sank on Jan. 5, 2024.", "2025-07-01d 2024-01-05w" },
	{ "en", "The 3rd of March 2024, March 3", "2024-03-03w 2025-03-03d" },
	{ "en", "They may 12 people see.", "" },
	{ "en", "In March 15 people came.", "" },
	{ "en", "on Tuesday and yesterday", "2025-03-11n 2025-03-15r" },
	{ "en", "on Sunday", "2025-03-16n" },
	{ "de", "am 24. Oktober vergangenen Jahres", "2024-10-24d" },
	{ "de", "Am Mittwoch, 12. März 2025, und gestern.", "2025-03-12w 2025-03-15r" },
	{ "de", "am 12.03.2025 und 2025-02-28", "2025-03-12w 2025-02-28w" },
	{ "fr", "le 1er février et le 10 mars 2025", "2025-02-01d 2025-03-10w" },
	{ "es", "el 24 de enero de 2024", "2024-01-24w" },
	{ "pl", "Lublana, 10.03 (PAW)", "2025-03-10d" },
	{ "id", "Senin (10/3/2025) malam", "2025-03-10w" },
	{ "en", "10/3/2025", "2025-10-03w" },
	{ "en", "17/3/2025", "2025-03-17w" },
	{ "ru", "22 октября у побережья", "2024-10-22d" },
	{ "uk", "22 жовтня 2024 року", "2024-10-22w" },
	{ "tr", "1 Temmuz'da yürürlüğe girecek", "2025-07-01d" },
	{ "ar", "في 3 يناير", "2025-01-03d" },
	{ "hi", "22 अक्टूबर को", "2024-10-22d" },
	{ "hu", "március 15.", "2025-03-15d" },
	{ "zh", "3月12日电 11日说", "2025-03-12d 2025-03-11o" },
	{ "zh", "28日", "2025-02-28o" },
	{ "ja", "2014年に始まり、7月1日", "2025-07-01d" },
	{ "ja", "5日間の停電", "" },
	{ "ko", "2025년 3월 11일 오전, 13일", "2025-03-11w@6-12 2025-03-13o" },
	{ "en", "on Tuesday evening and yesterday morning", "2025-03-11n@18-21 2025-03-15r@6-12" },
	{ "en", "early on Tuesday in the morning", "2025-03-11n@6-12" },
	{ "en", "on the night of Tuesday, the evening before", "2025-03-11n@21-30" },
	{ "en", "last night, on Tuesday. Evening fell.", "2025-03-15r@21-30 2025-03-11n" },
	{ "en", "on October 22 in the afternoon", "2024-10-22d@12-18" },
	{ "en", "An evening at the theatre, a night out and Tuesday", "2025-03-11n" },
	{ "de", "am Dienstagabend und am Dienstag Abend", "2025-03-11n@18-24 2025-03-11n@18-24" },
	{ "de", "am Abend des 12. März", "2025-03-12d@18-24" },
	{ "nl", "dinsdagavond", "2025-03-11n@18-24" },
	{ "sv", "på tisdagskvällen", "2025-03-11n@18-24" },
	{ "fr", "mardi soir, dans la nuit de mardi", "2025-03-11n@18-24 2025-03-11n@0-4" },
	{ "es", "el martes por la mañana", "2025-03-11n@6-12" },
	{ "es", "a partir de mañana", "2025-03-17r" },
	{ "it", "martedì sera", "2025-03-11n@18-24" },
	{ "ru", "вечером во вторник, во вторник вечером", "2025-03-11n@18-22 2025-03-11n@18-22" },
	{ "uk", "увечері у вівторок", "2025-03-11n@18-24" },
	{ "pl", "we wtorek wieczorem", "2025-03-11n@18-21" },
	{ "tr", "salı akşamı", "2025-03-11n@19-21" },
	{ "ar", "مساء الثلاثاء", "2025-03-11n@18-24" },
	{ "zh", "周二晚上, 3月12日晚", "2025-03-11n@19-24 2025-03-12d@19-24" },
	{ "ru", "в ночь на среду", "2025-03-12n" },
	{ "az", "çərşənbə axşamı, çərşənbə axşamı axşam", "2025-03-11n 2025-03-11n@19-24" },
	{ "bn", "মঙ্গলবার রাতে", "2025-03-11n@20-28" },
	{ "th", "เช้าวันอังคาร", "2025-03-11n@6-12" },
	{ "de", "Mittwochfrüh", "2025-03-12n@5-10" },
	{ "ja", "火曜日の夜", "2025-03-11n@19-23" },
	{ "ko", "화요일 저녁", "2025-03-11n@18-21" },
	{ "en", "on February 30 and May 32", "" },
	{ "en", "on February 29", "2024-02-29d" },
};

static void resolved(void)
{
	static const char basis[] = "wdonr";
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read_text text;
		char line[256] = "";
		size_t length = 0;
		read_text(cases[i].language, NULL, cases[i].text, written(), &arena, &text);
		for (uint32_t k = 0; k < text.dates_count; k++) {
			const struct date *date = &text.dates[k];
			length += (size_t)snprintf(line + length, sizeof line - length, "%s%04d-%02u-%02u%c", k == 0 ? "" : " ", date->year, date->month, date->day,
			                           basis[date->basis]);
			if (date->of_part)
				length += (size_t)snprintf(line + length, sizeof line - length, "@%u-%u", date->from_hour, date->until_hour);
			else
				CHECK_THAT(date->from_hour == 0 && date->until_hour == 24);
			CHECK_THAT(date->first_day == date->last_day &&
			           date->first_day == calendar_day((struct calendar_date){ date->year, date->month, date->day }));
		}
		if (!CHECK_THAT(strcmp(line, cases[i].expected) == 0))
			fprintf(stderr, "  %s: %s\n    expected %s\n    read     %s\n", cases[i].language, cases[i].text, cases[i].expected, line);
	}
	arena_free(&arena);
}

/* The numbers of a date are no counts any more. */
static void figures_of_dates(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	char line[256];
	read_text("en", NULL, "On 12 March 2025 it killed 40 people.", written(), &arena, &text);
	figures_tell(&text, line, sizeof line);
	CHECK_THAT(strcmp(line, "ordinal 12*; year 2025*; count 40") == 0);
	read_text("de", NULL, "Am 12.03.2025 waren es 40.", written(), &arena, &text);
	figures_tell(&text, line, sizeof line);
	CHECK_THAT(strcmp(line, "ordinal 12*; ordinal 3*; year 2025*; count 40") == 0);
	arena_free(&arena);
}

static void without_time(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	read_text("en", NULL, "on October 22 and on Tuesday, or 5 May 2024", CLOCK_ABSENT, &arena, &text);
	CHECK_THAT(text.dates_count == 3);
	CHECK_THAT(text.dates[0].first_day == DATE_UNRESOLVED && text.dates[0].month == 10 && text.dates[0].day == 22);
	CHECK_THAT(text.dates[1].first_day == DATE_UNRESOLVED && text.dates[1].day == 0);
	CHECK_THAT(text.dates[2].year == 2024 && text.dates[2].first_day != DATE_UNRESOLVED);
	arena_free(&arena);
}

static void calendar(void)
{
	CHECK_THAT(calendar_day((struct calendar_date){ 1970, 1, 1 }) == 0);
	CHECK_THAT(calendar_day((struct calendar_date){ 2000, 3, 1 }) == 11017);
	CHECK_THAT(calendar_day((struct calendar_date){ 1969, 12, 31 }) == -1);
	for (int32_t day = -800000; day < 800000; day += 97) {
		struct calendar_date date = calendar_date_of(day);
		CHECK_THAT(calendar_valid(date) && calendar_day(date) == day);
	}
	CHECK_THAT(calendar_weekday(0) == 4 && calendar_weekday(-1) == 3 && calendar_weekday(4) == 1);
	CHECK_THAT(calendar_day_of_time(-1) == -1 && calendar_day_of_time(0) == 0 && calendar_day_of_time(CLOCK_DAY) == 1);
	CHECK_THAT(calendar_date_of(calendar_day_of_time(INT64_MAX)).year == 9999);
	CHECK_THAT(calendar_date_of(calendar_day_of_time(INT64_MIN + 1)).year == 1);
	CHECK_THAT(!calendar_valid((struct calendar_date){ 2025, 2, 29 }) && calendar_valid((struct calendar_date){ 2024, 2, 29 }));
	CHECK_THAT(!calendar_valid((struct calendar_date){ 2025, 13, 1 }) && !calendar_valid((struct calendar_date){ 2025, 4, 31 }));
}

int main(void)
{
	resolved();
	figures_of_dates();
	without_time();
	calendar();
	return check_that_result();
}
