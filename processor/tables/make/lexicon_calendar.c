/* lexicon_calendar.c: names of months, weekdays and parts of the day, as they stand in a date and alone, in full and shortened. */
#include "lexicon_icu.h"
#include "lexicon_make.h"

#include <unicode/uchar.h>
#include <unicode/udat.h>

#include "utf8.h"

static bool has_digit(const char *text)
{
	for (size_t at = 0; text[at] != 0;)
		if (u_isdigit((UChar32)utf8_next((const uint8_t *)text, &at)))
			return true;
	return false;
}

static void collect_symbols(struct lexicon_source *source, const UDateFormat *format, UDateFormatSymbolType type,
                            enum lexicon_kind kind, uint16_t language)
{
	bool months = kind == LEXICON_MONTH;
	for (int32_t value = 1; value <= (months ? 12 : 7); value++) {
		/* ICU counts months from 0, weekdays from Sunday = 1. */
		int32_t index = months ? value - 1 : value % 7 + 1;
		UErrorCode error = U_ZERO_ERROR;
		UChar symbol[128];
		char text[ICU_TEXT_MAX];
		struct form form;
		int32_t length = udat_getSymbols(format, type, index, symbol, 128, &error);
		if (U_FAILURE(error) || !icu_utf8(symbol, length, text) || has_digit(text) || !form_of(text, &form))
			continue;
		if (form_is_long(&form))
			source_add(source, kind, (uint64_t)value, language, 0, text);
	}
}

void collect_calendar(struct lexicon_source *source)
{
	static const UDateFormatSymbolType months[] = { UDAT_MONTHS, UDAT_SHORT_MONTHS, UDAT_STANDALONE_MONTHS,
		UDAT_STANDALONE_SHORT_MONTHS };
	static const UDateFormatSymbolType weekdays[] = { UDAT_WEEKDAYS, UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS,
		UDAT_STANDALONE_SHORT_WEEKDAYS };
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		char locale[64];
		UErrorCode error = U_ZERO_ERROR;
		uint16_t language;
		if (!source_language(source, icu_locale(i), &language))
			continue;
		/* Persian and Thai have calendars of their own by default; wires date by the Gregorian one. */
		snprintf(locale, sizeof(locale), "%s@calendar=gregorian", icu_locale(i));
		UDateFormat *format = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, -1, NULL, -1, &error);
		if (U_FAILURE(error))
			make_fail(u_errorName(error), locale);
		for (size_t type = 0; type < 4; type++) {
			collect_symbols(source, format, months[type], LEXICON_MONTH, language);
			collect_symbols(source, format, weekdays[type], LEXICON_WEEKDAY, language);
		}
		udat_close(format);
	}
}

/* ---- Parts of the day: CLDR says from which hour until which, language by language, and what they are called. */

#define DAY_NAMES_MAX 8192
#define HOURS_OF_DAY 24

/* What some part is called. Where two that follow each other have one name it is of both. */
struct day_name {
	char text[ICU_TEXT_MAX];
	struct day_part part;
	uint16_t language;
	bool alone; /* as it stands alone, in full */
};

struct day_names {
	struct day_name names[DAY_NAMES_MAX];
	uint32_t count;
};

/* Their nouns have cases, so that "in the evening" may be a form that CLDR does not list. */
static const char declining[] = "az be bg cs el et fi hr hu hy ka kk ky lt lv mk mn pl ro ru sk sl sr tr uk uz";

static const char *const part_names[DAY_PARTS] = { "morning1", "morning2", "afternoon1", "afternoon2", "evening1", "evening2", "night1", "night2" };

uint32_t day_part_of(const char *name)
{
	uint32_t part = 0;
	while (part < DAY_PARTS && strcmp(part_names[part], name) != 0)
		part++;
	return part;
}

static uint8_t hour_of(UResourceBundle *part, const char *key)
{
	UErrorCode error = U_ZERO_ERROR;
	char text[ICU_TEXT_MAX];
	unsigned hour = 0, minute = 0;
	UResourceBundle *bound = ures_getByKey(part, key, NULL, &error);
	if (U_FAILURE(error) || !icu_text(bound, text) || sscanf(text, "%u:%u", &hour, &minute) != 2 || hour > HOURS_OF_DAY || minute != 0)
		make_fail("a part of the day does not begin and end with an hour", key);
	ures_close(bound);
	return (uint8_t)hour;
}

static void read_rules(const char *set, struct day_part parts[DAY_PARTS])
{
	char path[64];
	snprintf(path, sizeof path, "rules/%s", set);
	UErrorCode error = U_ZERO_ERROR;
	UResourceBundle *all = ures_openDirect(NULL, "dayPeriods", &error), *rules = NULL;
	rules = U_SUCCESS(error) ? ures_getByKey(all, "rules", NULL, &error) : NULL;
	rules = U_SUCCESS(error) ? ures_getByKey(rules, set, rules, &error) : NULL;
	if (U_FAILURE(error))
		make_fail(u_errorName(error), path);
	for (UResourceBundle *entry; (entry = icu_next(rules)) != NULL; ures_close(entry)) {
		uint32_t part = day_part_of(ures_getKey(entry));
		if (part == DAY_PARTS) /* noon and midnight are points */
			continue;
		parts[part] = (struct day_part){ hour_of(entry, "from"), hour_of(entry, "before") };
		parts[part].until += parts[part].until <= parts[part].from ? HOURS_OF_DAY : 0;
	}
	ures_close(rules);
	ures_close(all);
}

static void collect_bounds(struct lexicon_source *source)
{
	UResourceBundle *locales = icu_open(NULL, "dayPeriods", "locales");
	if (locales == NULL)
		make_fail("ICU has no parts of the day", "dayPeriods");
	for (UResourceBundle *entry; (entry = icu_next(locales)) != NULL; ures_close(entry)) {
		char set[ICU_TEXT_MAX];
		uint16_t language;
		bool primary = strchr(ures_getKey(entry), '_') == NULL; /* of es_CO the hours of es are taken */
		if (primary && icu_text(entry, set) && source_language(source, ures_getKey(entry), &language))
			read_rules(set, source->day_parts[language]);
	}
	ures_close(locales);
}

static bool joins(struct day_part *part, const struct day_part *next)
{
	uint8_t from = next->from, until = next->until;
	if (from >= part->from && until <= part->until)
		return true;
	if (from % HOURS_OF_DAY == part->until % HOURS_OF_DAY && until - from + part->until <= part->from + HOURS_OF_DAY)
		part->until = (uint8_t)(part->until + until - from);
	else if (until % HOURS_OF_DAY == part->from % HOURS_OF_DAY)
		*part = (struct day_part){ from, (uint8_t)(until + part->until - part->from) };
	else
		return false;
	return true;
}

static void note_name(struct day_names *names, uint16_t language, const struct day_part *part, bool alone, const char *text)
{
	for (uint32_t i = 0; i < names->count; i++)
		if (names->names[i].language == language && strcmp(names->names[i].text, text) == 0 && joins(&names->names[i].part, part)) {
			names->names[i].alone |= alone;
			return;
		}
	if (names->count == DAY_NAMES_MAX)
		make_fail("more names of parts of the day than there is room for", text);
	struct day_name *name = &names->names[names->count++];
	*name = (struct day_name){ .part = *part, .language = language, .alone = alone };
	snprintf(name->text, sizeof name->text, "%s", text);
}

static void collect_part_names(const struct lexicon_source *source, const char *locale, uint16_t language, struct day_names *names)
{
	static const char *const widths[] = { "format/wide", "format/abbreviated", "stand-alone/wide", "stand-alone/abbreviated" };
	for (size_t width = 0; width < 4; width++) {
		char path[128], text[ICU_TEXT_MAX];
		snprintf(path, sizeof path, "calendar/gregorian/dayPeriod/%s", widths[width]);
		UResourceBundle *bundle = icu_open(TREE_MAIN, locale, path);
		for (UResourceBundle *entry; bundle != NULL && ures_getType(bundle) == URES_TABLE && (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
			uint32_t part = day_part_of(ures_getKey(entry));
			struct form form;
			if (part < DAY_PARTS && source->day_parts[language][part].until > 0 && icu_text(entry, text) && !has_digit(text) &&
			    form_of(text, &form) && form_is_unit(&form))
				note_name(names, language, &source->day_parts[language][part], width == 2, text);
		}
		ures_close(bundle);
	}
}

/* Dienstagabend, tisdagskvällen: the day and its part in one word. */
static void add_compounds(struct lexicon_source *source, const struct day_name *name, uint32_t days)
{
	const char *tag = source->languages.strings[name->language];
	if (!name->alone || !tag_among(tag, "da de fi nl no sv"))
		return;
	for (uint32_t i = 0; i < days; i++) {
		const struct phrase *phrase = &source->phrases[i];
		struct form form;
		if (phrase->kind != LEXICON_WEEKDAY || phrase->language != name->language || form_letters(phrase->form) < 5)
			continue;
		for (int joined = 0; joined < 2; joined++) {
			char text[LEXICON_PHRASE_MAX + ICU_TEXT_MAX];
			uint64_t weekday = source->phrases[i].value;
			snprintf(text, sizeof text, "%.*s%s%s", source->phrases[i].form->length, (const char *)source->phrases[i].form->bytes,
			         joined != 0 ? "s" : "", name->text);
			if (!form_of(text, &form))
				continue;
			for (uint8_t flags = 0; flags <= PHRASE_STEM; flags = (uint8_t)(flags + PHRASE_STEM)) {
				source_add_form(source, LEXICON_WEEKDAY, weekday, name->language, flags, &form);
				source_add_form(source, LEXICON_DAYPART, (uint64_t)name->part.until << 8 | name->part.from, name->language, flags, &form);
			}
		}
	}
}

void collect_day_parts(struct lexicon_source *source)
{
	static struct day_names names;
	uint32_t days = source->phrases_count; /* all names of days are among them */
	collect_bounds(source);
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		uint16_t language;
		if (source_language(source, icu_locale(i), &language))
			collect_part_names(source, icu_locale(i), language, &names);
	}
	for (uint32_t i = 0; i < names.count; i++) {
		const struct day_name *name = &names.names[i];
		uint64_t value = (uint64_t)name->part.until << 8 | name->part.from;
		struct form form;
		source_add(source, LEXICON_DAYPART, value, name->language, 0, name->text);
		/* вечером, akşamı: cases of the name as it stands alone. */
		if (name->alone && tag_among(source->languages.strings[name->language], declining) && form_of(name->text, &form) && !form_unsegmented(&form) && form_letters(&form) >= 4)
			source_add_form(source, LEXICON_DAYPART, value, name->language, PHRASE_STEM, &form);
		add_compounds(source, name, days);
	}
}
