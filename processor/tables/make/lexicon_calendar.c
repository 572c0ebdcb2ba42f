/* lexicon_calendar.c: names of months and weekdays, as they stand in a date and alone, in full and shortened. */
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
