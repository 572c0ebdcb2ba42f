#include "dates.h"

#include <math.h>

#include "attached.h"
#include "calendar.h"
#include "reading.h"

#define HOURS_OF_DAY 24
#define YEAR_WRITTEN_MIN 1000
#define YEAR_WRITTEN_MAX 2200
#define SHORT_YEARS_BACK 30 /* 24.01.98 */
#define SHORT_YEARS_AHEAD 5
#define PART_LINKS_BEHIND 2 /* words between a day and its part: in the, de la */
#define PART_LINKS_BEFORE 1 /* between a part and its day: of */
#define PAST_PREFERRED 1.5 /* news look back: a day ahead must be so much nearer than the one of last year */

struct date_finder {
	struct reading reading;
	struct figure *figures;
	uint32_t figures_count;
	int32_t today; /* DATE_UNRESOLVED when not known */
	struct date *dates;
	uint32_t count;
	uint32_t named_end; /* behind the last weekday or "yesterday" */
};

static bool is_whole(const struct figure *figure, double low, double high)
{
	return figure->hard && !figure->vague && figure->exact >= low && figure->exact <= high && figure->exact == floor(figure->exact) &&
	       figure->word_count == 1;
}

/* The nearest year for a day and a month. */
static int32_t nearest_year(const struct date_finder *finder, uint8_t month, uint8_t day)
{
	int32_t year = calendar_date_of(finder->today).year;
	int32_t past = DATE_UNRESOLVED, ahead = DATE_UNRESOLVED;
	for (int32_t candidate = year - 1; candidate <= year + 1; candidate++) {
		struct calendar_date date = { candidate, month, day };
		if (!calendar_valid(date))
			continue;
		int32_t distance = calendar_day(date) - finder->today;
		if (distance <= 0)
			past = candidate;
		else if (ahead == DATE_UNRESOLVED)
			ahead = candidate;
	}
	if (past == DATE_UNRESOLVED || ahead == DATE_UNRESOLVED)
		return past == DATE_UNRESOLVED ? ahead : past;
	double back = finder->today - calendar_day((struct calendar_date){ past, month, day });
	double forth = calendar_day((struct calendar_date){ ahead, month, day }) - finder->today;
	return back <= PAST_PREFERRED * forth ? past : ahead;
}

static struct date *add_date(struct date_finder *finder, uint32_t word_start, uint32_t word_end, uint32_t line, uint32_t sentence,
                             enum date_basis basis)
{
	if (finder->count == DATES_MAX)
		return NULL;
	const struct word *words = finder->reading.document->words;
	struct date *date = &finder->dates[finder->count++];
	*date = (struct date){ .word_start = word_start, .word_count = word_end - word_start, .line = line, .sentence = sentence, .basis = (uint8_t)basis,
		               .first_day = DATE_UNRESOLVED, .last_day = DATE_UNRESOLVED, .until_hour = HOURS_OF_DAY };
	date->plain.start = words[word_start].plain_start;
	date->plain.length = reading_plain_end(&finder->reading, word_end - 1) - date->plain.start;
	return date;
}

static void set_days(struct date *date, int32_t day)
{
	struct calendar_date calendar = calendar_date_of(day);
	date->first_day = date->last_day = day;
	date->year = calendar.year;
	date->month = calendar.month;
	date->day = calendar.day;
}

static void mark_figure(struct figure *figure, enum figure_kind kind)
{
	figure->dated = true;
	figure->kind = (uint8_t)kind;
	figure->unit = UNIT_NONE;
	figure->counted = COUNTED_NONE;
	figure->currency = 0;
}

/* The parts of one date: figures are indices, or UINT32_MAX. */
struct parts {
	uint32_t day, year, month_figure;
	uint8_t month;
	uint32_t word_start, word_end;
	int32_t written_year; /* where the figure has two digits only; 0: the figure's value */
};

/* Adds the date that parts make, unless no calendar has it. */
static bool add_parts(struct date_finder *finder, const struct parts *parts)
{
	struct figure *figures = finder->figures;
	struct figure *day = &figures[parts->day];
	bool written = parts->year != UINT32_MAX;
	int32_t year = !written ? 0 : parts->written_year != 0 ? parts->written_year : (int32_t)figures[parts->year].exact;
	struct calendar_date calendar = { year, parts->month, (uint8_t)day->exact };
	if (!calendar_valid(calendar))
		return false;
	bool first = parts->day == 0 || !figures[parts->day].dated;
	mark_figure(day, FIGURE_ORDINAL);
	if (parts->month_figure != UINT32_MAX)
		mark_figure(&figures[parts->month_figure], FIGURE_ORDINAL);
	if (written)
		mark_figure(&figures[parts->year], FIGURE_YEAR);
	struct date *date = first ? add_date(finder, parts->word_start, parts->word_end, day->line, day->sentence, written ? DATE_WRITTEN : DATE_DAY) : NULL;
	if (date == NULL)
		return true;
	date->month = calendar.month;
	date->day = calendar.day;
	if (!written && finder->today == DATE_UNRESOLVED)
		return true;
	if (!written)
		calendar.year = nearest_year(finder, calendar.month, calendar.day);
	if (calendar.year != DATE_UNRESOLVED && calendar_valid(calendar))
		set_days(date, calendar_day(calendar));
	return true;
}

/* The figure that holds a word, or UINT32_MAX; figures are in the order of the text. */
static uint32_t figure_at(const struct date_finder *finder, uint32_t word)
{
	uint32_t low = 0, high = finder->figures_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (finder->figures[middle].word_start + finder->figures[middle].word_count <= word)
			low = middle + 1;
		else
			high = middle;
	}
	return low < finder->figures_count && finder->figures[low].word_start <= word ? low : UINT32_MAX;
}

static bool same_line(const struct reading *reading, uint32_t from, uint32_t to)
{
	for (uint32_t word = from + 1; word <= to && word < reading->document->words_count; word++)
		if (reading->document->words[word].gap == GAP_LINE)
			return false;
	return to < reading->document->words_count;
}

static bool is_link(const struct reading *reading, uint32_t word)
{
	return language_word_in(reading_norm(reading, word), " de of the d del do den der di ng năm ") ||
	       reading_is(reading, word, PARTICLE_OF);
}

/* The year behind a month or a day, over a comma or a "de". */
static uint32_t year_behind(const struct date_finder *finder, uint32_t word)
{
	const struct reading *reading = &finder->reading;
	for (uint32_t over = 0; over < 2; over++) {
		if (word + over >= reading->document->words_count || !same_line(reading, word == 0 ? 0 : word - 1, word + over))
			return UINT32_MAX;
		uint32_t at = figure_at(finder, word + over);
		if (at != UINT32_MAX && is_whole(&finder->figures[at], YEAR_WRITTEN_MIN, YEAR_WRITTEN_MAX) && finder->figures[at].digits == 4 &&
		    (finder->figures[at].kind == FIGURE_YEAR || finder->figures[at].kind == FIGURE_COUNT || finder->figures[at].kind == FIGURE_MEASURE))
			return at;
		if (!is_link(reading, word + over))
			return UINT32_MAX;
	}
	return UINT32_MAX;
}

static bool may_be_day(const struct figure *figure)
{
	return is_whole(figure, 1.0, 31.0) && (figure->kind == FIGURE_COUNT || figure->kind == FIGURE_ORDINAL || figure->kind == FIGURE_SCORE ||
	                                       figure->kind == FIGURE_ID || figure->kind == FIGURE_MEASURE) &&
	       figure->bound != BOUND_MORE_THAN;
}

/* A month's name: its day stands before or behind it. */
static void read_month(struct date_finder *finder, const struct lexicon_hit *hit)
{
	const struct reading *reading = &finder->reading;
	/* "may 12 people": where months have a capital, a small letter makes another word of it. */
	if (reading_is_lower(reading, hit->word) && reading_is_language(reading, " en de "))
		return;
	struct parts parts = { .day = UINT32_MAX, .year = UINT32_MAX, .month_figure = UINT32_MAX, .month = (uint8_t)hit->value,
		               .word_start = hit->word, .word_end = hit->word + hit->words };
	for (uint32_t word = hit->word; word < parts.word_end && parts.month_figure == UINT32_MAX; word++) /* tháng 12 */
		parts.month_figure = figure_at(finder, word);
	for (uint32_t back = 1; back <= 3 && back <= hit->word && parts.day == UINT32_MAX; back++) {
		uint32_t word = hit->word - back;
		uint32_t at = figure_at(finder, word);
		if (!same_line(reading, word, hit->word))
			break;
		if (at != UINT32_MAX && may_be_day(&finder->figures[at]) && !finder->figures[at].dated) {
			parts.day = at;
			parts.word_start = finder->figures[at].word_start;
		} else if (at != UINT32_MAX || !is_link(reading, word)) {
			break;
		}
	}
	uint32_t behind = parts.word_end;
	bool day_behind = reading_is_language(reading, " am en hu lt eu sw ta und ");
	if (parts.day == UINT32_MAX && day_behind && behind < reading->document->words_count && same_line(reading, behind - 1, behind)) {
		uint32_t at = figure_at(finder, behind);
		uint8_t gap = reading->document->words[behind].gap;
		if (at == UINT32_MAX && is_link(reading, behind))
			at = figure_at(finder, ++behind);
		bool joined = gap == GAP_SPACE || gap == GAP_NONE || gap == GAP_SENTENCE; /* "Jan. 24" */
		if (at != UINT32_MAX && joined && may_be_day(&finder->figures[at]) && finder->figures[at].counted == COUNTED_NONE) {
			parts.day = at;
			parts.word_end = finder->figures[at].word_start + 1;
		}
	}
	parts.year = year_behind(finder, parts.word_end);
	if (parts.year != UINT32_MAX) {
		if (parts.day == UINT32_MAX) { /* a month of a year: no day, but the year is one */
			mark_figure(&finder->figures[parts.year], FIGURE_YEAR);
			return;
		}
		parts.word_end = finder->figures[parts.year].word_start + 1;
	}
	if (parts.day != UINT32_MAX)
		add_parts(finder, &parts);
}

/* 1月24日, 2025년 3월 11일, 11日: figures with the signs of the calendar. */
static uint32_t read_signs(struct date_finder *finder, uint32_t i)
{
	struct figure *figures = finder->figures;
	uint32_t next = i;
	struct parts parts = { .day = UINT32_MAX, .year = UINT32_MAX, .month_figure = UINT32_MAX, .word_start = figures[i].word_start };
	if (figures[next].mark == MARK_YEAR && figures[next].kind == FIGURE_YEAR)
		parts.year = next++;
	if (next < finder->figures_count && figures[next].mark == MARK_MONTH && is_whole(&figures[next], 1.0, 12.0) &&
	    (next == i || figures[next].word_start <= figures[next - 1].word_end + 1)) {
		parts.month_figure = next;
		parts.month = (uint8_t)figures[next++].exact;
	}
	if (next < finder->figures_count && figures[next].mark == MARK_DAY && is_whole(&figures[next], 1.0, 31.0) &&
	    (next == i || figures[next].word_start <= figures[next - 1].word_end + 1))
		parts.day = next++;
	if (next == i)
		return i + 1;
	if (parts.day == UINT32_MAX) {
		if (parts.month_figure != UINT32_MAX)
			mark_figure(&figures[parts.month_figure], FIGURE_ORDINAL);
		return next;
	}
	/* The sign is a word of its own, or part of the number's. */
	uint32_t last = figures[parts.day].word_start, words_count = finder->reading.document->words_count;
	bool own = last + 1 < words_count && finder->reading.document->words[last + 1].gap == GAP_NONE &&
	           (finder->reading.document->words[last + 1].flags & WORD_CHARACTER) != 0;
	parts.word_end = last + (own ? 2 : 1);
	if (parts.month_figure != UINT32_MAX) {
		add_parts(finder, &parts);
		return next;
	}
	mark_figure(&figures[parts.day], FIGURE_ORDINAL);
	struct date *date = add_date(finder, parts.word_start, parts.word_end, figures[i].line, figures[i].sentence, DATE_OF_MONTH);
	if (date == NULL || finder->today == DATE_UNRESOLVED)
		return next;
	struct calendar_date calendar = calendar_date_of(finder->today + 1); /* a wire east of UTC is a day ahead */
	for (int month = 0; month < 2; month++) {
		calendar.day = (uint8_t)figures[parts.day].exact;
		if (calendar_valid(calendar) && calendar_day(calendar) <= finder->today + 1) {
			set_days(date, calendar_day(calendar));
			break;
		}
		calendar.year -= calendar.month == 1;
		calendar.month = (uint8_t)(calendar.month == 1 ? 12 : calendar.month - 1);
	}
	return next;
}

/* The mark between two figures with nothing else but it and perhaps a blank: 10.03, 10. 3.; 0 for none. */
static uint8_t mark_between(const struct document *document, const struct figure *before, const struct figure *behind)
{
	uint32_t end = before->plain.start + before->plain.length, length = behind->plain.start - end;
	const uint8_t *gap = document->plain.data + end;
	bool spaced = length == 2 && gap[0] == '.' && gap[1] == ' ';
	bool no_break = length == 3 && gap[0] == '.' && gap[1] == 0xc2 && gap[2] == 0xa0;
	if (behind->plain.start <= end || (length != 1 && !spaced && !no_break) || memchr("/.-", gap[0], 3) == NULL)
		return 0;
	return gap[0];
}

/* The year of a figure in a date: four digits, or the last two of one of the last decades. 0 for none. */
static int32_t year_of(const struct date_finder *finder, const struct figure *figure, bool two)
{
	if (figure->digits == 4 && is_whole(figure, YEAR_WRITTEN_MIN, YEAR_WRITTEN_MAX))
		return (int32_t)figure->exact;
	if (!two || figure->digits != 2 || finder->today == DATE_UNRESOLVED || !is_whole(figure, 0.0, 99.0))
		return 0;
	int32_t now = calendar_date_of(finder->today).year;
	int32_t year = now - now % 100 + (int32_t)figure->exact;
	return year >= now - SHORT_YEARS_BACK && year <= now + SHORT_YEARS_AHEAD ? year : 0;
}

/* 10/3/2025, 2025-03-10, 10.03.2025, 10. 3. 2025, 10/3/25: three numbers with the same mark between them. Two digits are a
 * year behind slashes, or where day and month have two as well. */
static bool read_numeric(struct date_finder *finder, uint32_t i)
{
	struct figure *figures = &finder->figures[i];
	if (i + 3 > finder->figures_count)
		return false;
	uint8_t mark = mark_between(finder->reading.document, &figures[0], &figures[1]);
	if (mark == 0 || mark != mark_between(finder->reading.document, &figures[1], &figures[2]))
		return false;
	bool year_first = figures[0].digits == 4;
	uint32_t at = year_first ? 0 : 2, a = year_first ? 2 : 0, b = 1;
	bool two = !year_first && (mark == '/' || (figures[0].digits == 2 && figures[1].digits == 2));
	int32_t year = year_of(finder, &figures[at], two);
	if (year == 0 || !is_whole(&figures[a], 1.0, 31.0) || !is_whole(&figures[b], 1.0, 31.0) || figures[a].dated)
		return false;
	bool month_first = !year_first && mark == '/' && finder->reading.rules->month_first && figures[a].exact <= 12.0;
	if (!month_first && figures[b].exact > 12.0)
		month_first = true;
	uint32_t day = month_first ? b : a, month = month_first ? a : b;
	if (figures[month].exact > 12.0)
		return false;
	struct parts parts = { .day = i + day, .month_figure = i + month, .year = i + at, .written_year = year, .month = (uint8_t)figures[month].exact,
		               .word_start = figures[0].word_start, .word_end = figures[2].word_start + 1 };
	return add_parts(finder, &parts);
}

/* "31. 12." where ordinals have a point: a day and a month behind each other. */
static bool read_ordinals(struct date_finder *finder, uint32_t i)
{
	struct figure *figures = &finder->figures[i];
	const struct reading *reading = &finder->reading;
	if (!reading->rules->ordinal_point || i + 2 > finder->figures_count || mark_between(reading->document, &figures[0], &figures[1]) != '.' ||
	    figures[1].plain.start == figures[0].plain.start + figures[0].plain.length + 1)
		return false;
	struct bytes behind = reading_gap(reading, figures[1].word_start + 1);
	if (behind.length == 0 || behind.data[0] != '.' || !may_be_day(&figures[0]) || !is_whole(&figures[1], 1.0, 12.0) || figures[0].dated)
		return false;
	struct parts parts = { .day = i, .month_figure = i + 1, .year = UINT32_MAX, .month = (uint8_t)figures[1].exact,
		               .word_start = figures[0].word_start, .word_end = figures[1].word_start + 1 };
	return add_parts(finder, &parts);
}

/* "Lublana, 10.03 (PAW)": a dateline's day and month with a point, in languages that write ordinals or decimals so that
 * no decimal can look like it. */
static bool read_dotted(struct date_finder *finder, uint32_t i)
{
	struct figure *figure = &finder->figures[i];
	if (finder->reading.decimal != ',' || figure->kind != FIGURE_COUNT || figure->plain.length != 5 || figure->word_count != 1)
		return false;
	const uint8_t *text = finder->reading.document->plain.data + figure->plain.start;
	if (text[2] != '.')
		return false;
	for (uint32_t k = 0; k < 5; k++)
		if (k != 2 && (text[k] < '0' || text[k] > '9'))
			return false;
	uint8_t day = (uint8_t)((text[0] - '0') * 10 + text[1] - '0'), month = (uint8_t)((text[3] - '0') * 10 + text[4] - '0');
	struct calendar_date calendar = { 0, month, day };
	if (text[3] > '1' || !calendar_valid(calendar))
		return false;
	mark_figure(figure, FIGURE_ORDINAL);
	struct date *date = add_date(finder, figure->word_start, figure->word_start + 1, figure->line, figure->sentence, DATE_DAY);
	if (date == NULL)
		return true;
	date->month = month;
	date->day = day;
	if (finder->today == DATE_UNRESOLVED)
		return true;
	calendar.year = nearest_year(finder, month, day);
	if (calendar.year != DATE_UNRESOLVED)
		set_days(date, calendar_day(calendar));
	return true;
}

/* A weekday beside a full date says the same day again and is left out. */
static bool beside_date(const struct date_finder *finder, uint32_t word, uint32_t word_end, uint8_t weekday)
{
	for (uint32_t i = 0; i < finder->count; i++) {
		const struct date *date = &finder->dates[i];
		bool near = date->basis <= DATE_OF_MONTH && word_end + 2 >= date->word_start && word <= date->word_start + date->word_count + 1;
		if (near && (date->first_day == DATE_UNRESOLVED || calendar_weekday(date->first_day) == weekday))
			return true;
	}
	return false;
}

static void read_named_day(struct date_finder *finder, const struct lexicon_hit *hit, uint32_t line, uint32_t sentence)
{
	bool weekday = hit->kind == LEXICON_WEEKDAY;
	const struct word *word = &finder->reading.document->words[hit->word];
	/* "mar" is Tuesday's abbreviation and the sea; Romanian Thursday has no more letters. */
	if (weekday && hit->words == 1 && word->norm_length <= 3 && word->script == SCRIPT_LATIN &&
	    !bytes_equal(reading_norm(&finder->reading, hit->word), bytes_of_string("joi")))
		return;
	/* "The day of Sabbath" and "Sabbath" are one. */
	if (hit->word < finder->named_end)
		return;
	if (weekday && beside_date(finder, hit->word, hit->word + hit->words, (uint8_t)hit->value))
		return;
	struct date *date = add_date(finder, hit->word, hit->word + hit->words, line, sentence, weekday ? DATE_WEEKDAY : DATE_RELATIVE);
	finder->named_end = hit->word + hit->words;
	if (date == NULL || finder->today == DATE_UNRESOLVED)
		return;
	if (weekday) {
		int32_t back = ((int32_t)calendar_weekday(finder->today) - (int32_t)hit->value + 7) % 7;
		set_days(date, finder->today - back);
	} else {
		set_days(date, finder->today + (int32_t)hit->value - 8);
	}
}

/* Nothing but blanks, a hyphen, or the apostrophe of 's avonds before a word. */
static bool is_close(const struct reading *reading, uint32_t word)
{
	uint8_t gap = reading->document->words[word].gap;
	struct bytes between = reading_gap(reading, word);
	if (gap != GAP_MARK)
		return gap == GAP_NONE || gap == GAP_SPACE || gap == GAP_HYPHEN;
	return bytes_equal(between, bytes_of_string(" '")) || bytes_equal(between, bytes_of_string(" ’"));
}

/* A word between a day and its part: of, in the; not "and", nor a word that tells until when, as in ночь на среду. */
static bool links_part(const struct reading *reading, uint32_t word)
{
	struct bytes norm = reading_norm(reading, word);
	if (is_link(reading, word))
		return true;
	return (reading->kinds[word] >> LEXICON_STOP & 1) != 0 && !language_word_in(norm, reading->rules->and_words) &&
	       !language_word_in(norm, reading->rules->as_of_words);
}

/* Whether only so many such words stand between two words. */
static bool is_linked(const struct date_finder *finder, uint32_t from, uint32_t to, uint32_t most)
{
	const struct reading *reading = &finder->reading;
	if (to < from || to - from > most || to >= reading->document->words_count)
		return false;
	for (uint32_t word = from; word <= to; word++)
		if (!is_close(reading, word) || (word < to && !links_part(reading, word)))
			return false;
	return true;
}

/* Whether a part is named by the words of a date: dienstagabend, esta mañana. Of a day to come it may be the day itself: mañana,
 * morgen. */
static bool names_part(const struct date_finder *finder, const struct date *date, const struct lexicon_hit *hit)
{
	bool inside = date->word_start < hit->word + hit->words && hit->word < date->word_start + date->word_count;
	bool whole = inside && hit->words == date->word_count;
	if (date->basis == DATE_RELATIVE)
		return inside && !whole && date->first_day <= finder->today;
	return whole || (inside && date->basis != DATE_WEEKDAY); /* çərşənbə axşamı, "the eve of Wednesday", is Tuesday */
}

/* The date that a part of the day belongs to: one that has it among its words, else the one that it stands behind, or else before. */
static struct date *date_of_part(const struct date_finder *finder, const struct lexicon_hit *hit)
{
	struct date *beside = NULL;
	uint32_t end = hit->word + hit->words;
	for (uint32_t i = 0; i < finder->count; i++) {
		struct date *date = &finder->dates[i];
		uint32_t date_end = date->word_start + date->word_count;
		if (names_part(finder, date, hit))
			return date;
		if (is_linked(finder, date_end, hit->word, PART_LINKS_BEHIND) ||
		    (beside == NULL && is_linked(finder, end, date->word_start, PART_LINKS_BEFORE)))
			beside = date;
	}
	return beside;
}

/* Spanish mañana is a part of Tuesday in "el martes por la mañana", and no day of its own. */
static void drop_dates_in(struct date_finder *finder, const struct lexicon_hit *hit, const struct date *of)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < finder->count; i++) {
		const struct date *date = &finder->dates[i];
		bool inside = date->word_start >= hit->word && date->word_start + date->word_count <= hit->word + hit->words;
		if (!inside || date == of || date->basis != DATE_RELATIVE)
			finder->dates[kept++] = *date;
	}
	finder->count = kept;
}

static void read_part(struct date_finder *finder, const struct lexicon_hit *hit)
{
	struct date *date = date_of_part(finder, hit);
	if (date == NULL || date->of_part)
		return;
	date->of_part = true;
	date->from_hour = (uint8_t)lexicon_part_from(hit->value);
	date->until_hour = (uint8_t)lexicon_part_until(hit->value);
	drop_dates_in(finder, hit, date);
}

static int by_word(const struct date *a, const struct date *b)
{
	return a->word_start < b->word_start ? -1 : a->word_start > b->word_start;
}

static void sort_dates(struct date *dates, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++) { /* nearly in order already */
		struct date date = dates[i];
		uint32_t k = i;
		for (; k > 0 && by_word(&date, &dates[k - 1]) < 0; k--)
			dates[k] = dates[k - 1];
		dates[k] = date;
	}
}

static void read_figures(struct date_finder *finder)
{
	for (uint32_t i = 0; i < finder->figures_count;) {
		if (finder->figures[i].mark == MARK_YEAR || finder->figures[i].mark == MARK_MONTH || finder->figures[i].mark == MARK_DAY) {
			i = read_signs(finder, i);
		} else if (read_numeric(finder, i)) {
			i += 3;
		} else if (read_ordinals(finder, i)) {
			i += 2;
		} else {
			read_dotted(finder, i);
			i++;
		}
	}
}

/* The sentence of a word that no figure tells: that of the nearest figure's, else the line says enough. */
static uint32_t sentence_of(const struct date_finder *finder, uint32_t word)
{
	for (uint32_t i = 0; i < finder->figures_count; i++)
		if (finder->figures[i].sentence_start <= word && word < finder->figures[i].sentence_end)
			return finder->figures[i].sentence;
	return UINT32_MAX;
}

uint32_t dates_find(const struct reading *reading, struct figure *figures, uint32_t figures_count, clock_ms written, struct arena *arena,
                    struct date **ret_dates)
{
	const struct document *document = reading->document;
	struct date_finder finder = { .reading = *reading, .figures = figures, .figures_count = figures_count,
		                      .today = written == CLOCK_ABSENT ? DATE_UNRESOLVED : calendar_day_of_time(written) };
	finder.dates = arena_take(arena, DATES_MAX * sizeof *finder.dates);
	read_figures(&finder);
	for (uint32_t i = 0; i < reading->day_hits_count; i++)
		if (reading->hits[reading->day_hits[i]].kind == LEXICON_MONTH)
			read_month(&finder, &reading->hits[reading->day_hits[i]]);
	for (uint32_t i = 0, line = 0; i < reading->day_hits_count && finder.count < DATES_MAX; i++) {
		const struct lexicon_hit *hit = &reading->hits[reading->day_hits[i]];
		if (hit->kind == LEXICON_MONTH || hit->kind == LEXICON_DAYPART)
			continue;
		while (line + 1 < document->lines_count && hit->word >= document->lines[line + 1].word_start)
			line++;
		read_named_day(&finder, hit, line, sentence_of(&finder, hit->word));
	}
	sort_dates(finder.dates, finder.count);
	for (uint32_t i = 0; i < reading->day_hits_count; i++)
		if (reading->hits[reading->day_hits[i]].kind == LEXICON_DAYPART)
			read_part(&finder, &reading->hits[reading->day_hits[i]]);
	*ret_dates = finder.dates;
	return finder.count;
}
