#include "read_text.h"

#include <stdarg.h>
#include <stdio.h>

#include "normalise.h"

#define HITS_MAX 65536

static const char *const kinds[] = { "count", "money", "percent", "measure", "age", "year", "time", "score", "ordinal", "version", "id", "phone" };
static const char *const bounds[] = { "", "at_least ", "more_than ", "at_most ", "less_than ", "about ", "nearly " };
static const char *const counted[] = { "count", "dead", "injured", "missing", "detained", "displaced", "evacuated", "rescued", "hostages",
	                               "infected", "troops", "votes", "seats", "people" };
static const char *const units[] = { "", "km", "m", "cm", "mm", "mile", "ft", "kg", "g", "tonne", "lb", "sqkm", "ha", "acre", "litre", "celsius",
	                             "fahrenheit", "kmh", "mph", "hour", "minute", "second", "day", "week", "month", "year", "magnitude", "megawatt" };

void read_text(const char *language, const char *headline, const char *body, clock_ms written, struct arena *arena, struct read_text *ret_text)
{
	struct read_text *text = ret_text;
	*text = (struct read_text){ .language = lexicon_language(bytes_of_string(language)) };
	text->article.created = written;
	if (headline != NULL)
		text->article.headline = bytes_of_string(headline);
	text->article.body = bytes_of_string(body);
	document_read(&text->article, arena, &text->document);
	text->hits = arena_take(arena, HITS_MAX * sizeof *text->hits);
	text->hits_count = lexicon_scan(&text->document, text->language, text->hits, HITS_MAX);
	struct known_names *names = arena_take(arena, sizeof *names);
	known_names_init(names, &text->document, text->language, arena);
	reading_open(names, text->hits, text->hits_count, arena, &text->reading);
	text->figures_count = figures_find(&text->reading, arena, &text->figures);
	text->dates_count = dates_find(&text->reading, text->figures, text->figures_count, written, arena, &text->dates);
	struct claims_input input = { .reading = &text->reading, .figures = text->figures, .figures_count = text->figures_count, .dates = text->dates, .dates_count = text->dates_count, .written = written };
	text->claims_count = claims_collect(&input, arena, &text->claims);
}

struct told {
	char *text;
	size_t size, length;
};

__attribute__((format(printf, 2, 3))) static void say(struct told *line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(line->text + line->length, line->size - line->length, format, arguments);
	va_end(arguments);
	line->length += (size_t)length;
	if (line->length >= line->size)
		line->length = line->size - 1;
}

static void say_value(struct told *line, const char *name, uint8_t bound, bool vague, double exact, double high, uint8_t unit, uint32_t currency)
{
	say(line, "%s %s%.15g", name, bounds[bound], exact);
	if (vague)
		say(line, "..%.15g", high);
	if (unit != UNIT_NONE)
		say(line, " %s", units[unit]);
	if (currency != 0)
		say(line, " %c%c%c", (int)(currency >> 16), (int)(currency >> 8 & 0xff), (int)(currency & 0xff));
}

void figures_tell(const struct read_text *text, char *ret_line, size_t line_size)
{
	struct told line = { ret_line, line_size, 0 };
	ret_line[0] = '\0';
	for (uint32_t i = 0; i < text->figures_count; i++) {
		const struct figure *figure = &text->figures[i];
		say(&line, "%s%s", i == 0 ? "" : "; ", figure->hard ? "" : "~");
		say_value(&line, kinds[figure->kind], figure->bound, figure->vague, figure->exact, figure->high, figure->unit, figure->currency);
		say(&line, "%s", figure->dated ? "*" : "");
	}
}

void claims_tell(const struct read_text *text, char *ret_line, size_t line_size)
{
	struct told line = { ret_line, line_size, 0 };
	ret_line[0] = '\0';
	for (uint32_t i = 0; i < text->claims_count; i++) {
		const struct claim *claim = &text->claims[i];
		say(&line, "%s", i == 0 ? "" : "; ");
		say_value(&line, claim->kind == FIGURE_COUNT ? counted[claim->counted] : kinds[claim->kind], claim->bound, claim->vague, claim->exact,
		          claim->high, claim->unit, claim->currency);
	}
}
