/* lexicon_units.c: what ICU calls the units and currencies of wires, in every width, number and case. */
#include "lexicon_icu.h"
#include "lexicon_make.h"

#include <unicode/uchar.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "utf8.h"

static const struct {
	enum lexicon_unit unit;
	const char *path;
} units[] = {
	{ UNIT_KM, "length/kilometer" }, { UNIT_M, "length/meter" }, { UNIT_CM, "length/centimeter" },
	{ UNIT_MM, "length/millimeter" }, { UNIT_MILE, "length/mile" }, { UNIT_FT, "length/foot" },
	{ UNIT_KG, "mass/kilogram" }, { UNIT_G, "mass/gram" }, { UNIT_TONNE, "mass/tonne" }, { UNIT_LB, "mass/pound" },
	{ UNIT_SQKM, "area/square-kilometer" }, { UNIT_HA, "area/hectare" }, { UNIT_ACRE, "area/acre" },
	{ UNIT_LITRE, "volume/liter" }, { UNIT_CELSIUS, "temperature/celsius" },
	{ UNIT_FAHRENHEIT, "temperature/fahrenheit" }, { UNIT_KMH, "speed/kilometer-per-hour" },
	{ UNIT_MPH, "speed/mile-per-hour" }, { UNIT_HOUR, "duration/hour" }, { UNIT_MINUTE, "duration/minute" },
	{ UNIT_SECOND, "duration/second" }, { UNIT_DAY, "duration/day" }, { UNIT_WEEK, "duration/week" },
	{ UNIT_MONTH, "duration/month" }, { UNIT_YEAR, "duration/year" }, { UNIT_MEGAWATT, "power/megawatt" },
};

static const char traded[] = "USD EUR GBP JPY CNY RUB CHF AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY UAH ILS INR IDR MYR SGD THB "
			     "PHP KRW TWD HKD VND BRL MXN ARS CLP COP ZAR NGN EGP KES SAR AED QAR KWD IRR IQD PKR BDT KZT";

/* The words of a pattern around {0}. A pattern with more than one place or with words on both sides is no unit's name. */
static void add_unit(struct lexicon_source *source, enum lexicon_unit unit, uint16_t language, const char *pattern)
{
	char text[ICU_TEXT_MAX];
	struct form form;
	const char *place = strstr(pattern, "{0}");
	if (place == NULL || strstr(place + 3, "{") != NULL)
		return;
	snprintf(text, sizeof(text), "%.*s%s", (int)(place - pattern), pattern, place + 3);
	/* A single letter beside a number is read as what it is: m may be metres, minutes or millions. */
	if (form_of(text, &form) && (form_is_unit(&form)))
		source_add(source, LEXICON_UNIT, unit, language, 0, text);
}

/* Patterns lie under the unit by plural category, and under case by case and plural category. */
static void collect_unit(struct lexicon_source *source, enum lexicon_unit unit, uint16_t language, UResourceBundle *bundle)
{
	for (UResourceBundle *entry; (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
		char pattern[ICU_TEXT_MAX];
		if (strcmp(ures_getKey(entry), "per") == 0)
			continue;
		if (ures_getType(entry) == URES_TABLE)
			collect_unit(source, unit, language, entry);
		else if (icu_text(entry, pattern))
			add_unit(source, unit, language, pattern);
	}
}

void collect_units(struct lexicon_source *source)
{
	static const char *const widths[] = { "units", "unitsShort", "unitsNarrow" };
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		uint16_t language;
		if (!source_language(source, locale, &language))
			continue;
		for (size_t unit = 0; unit < sizeof(units) / sizeof(units[0]); unit++) {
			for (size_t width = 0; width < 3; width++) {
				char path[128];
				snprintf(path, sizeof(path), "%s/%s", widths[width], units[unit].path);
				UResourceBundle *bundle = icu_open(TREE_UNIT, locale, path);
				if (bundle != NULL && ures_getType(bundle) == URES_TABLE)
					collect_unit(source, units[unit].unit, language, bundle);
				ures_close(bundle);
			}
		}
	}
}

static uint64_t currency_value(const char *code)
{
	return (uint64_t)code[0] << 16 | (uint64_t)code[1] << 8 | (uint64_t)code[2];
}

static bool has_digit(const char *text)
{
	return strpbrk(text, "0123456789") != NULL;
}

static void add_currency(struct lexicon_source *source, const char *code, uint16_t language, const char *name)
{
	struct form form;
	if (has_digit(name) || strcmp(name, code) == 0 || !form_of(name, &form))
		return;
	if (form_is_long(&form))
		source_add(source, LEXICON_CURRENCY, currency_value(code), language, 0, name);
}

static void collect_names(struct lexicon_source *source, const char *locale, uint16_t language, const char *code)
{
	char path[64], name[ICU_TEXT_MAX];
	snprintf(path, sizeof(path), "Currencies/%s", code);
	UResourceBundle *names = icu_open(TREE_CURRENCY, locale, path);
	for (UResourceBundle *entry; names != NULL && (entry = icu_next(names)) != NULL; ures_close(entry))
		if (icu_text(entry, name))
			add_currency(source, code, language, name);
	ures_close(names);
	snprintf(path, sizeof(path), "CurrencyPlurals/%s", code);
	UResourceBundle *plurals = icu_open(TREE_CURRENCY, locale, path);
	for (UResourceBundle *entry; plurals != NULL && (entry = icu_next(plurals)) != NULL; ures_close(entry))
		if (icu_text(entry, name))
			add_currency(source, code, language, name);
	ures_close(plurals);
}

/* The currency of a locale's territory; of a bare language that of where most speak it. */
static bool local_currency(const char *locale, char ret_code[4])
{
	UErrorCode error = U_ZERO_ERROR;
	char likely[ULOC_FULLNAME_CAPACITY];
	UChar code[4];
	uloc_addLikelySubtags(locale, likely, sizeof(likely), &error);
	int32_t length = ucurr_forLocale(likely, code, 4, &error);
	if (U_FAILURE(error) || length != 3)
		return false;
	u_austrncpy(ret_code, code, 4);
	ret_code[3] = 0;
	return true;
}

static void add_codes(struct lexicon_source *source)
{
	char codes[sizeof(traded)], *rest = NULL;
	strcpy(codes, traded);
	for (char *code = strtok_r(codes, " ", &rest); code != NULL; code = strtok_r(NULL, " ", &rest))
		source_add(source, LEXICON_CURRENCY, currency_value(code), LANGUAGE_EVERY, PHRASE_UPPER, code);
}

void collect_currencies(struct lexicon_source *source)
{
	add_codes(source);
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		char codes[sizeof(traded)], local[4], *rest = NULL;
		uint16_t language;
		if (!source_language(source, locale, &language))
			continue;
		strcpy(codes, traded);
		for (char *code = strtok_r(codes, " ", &rest); code != NULL; code = strtok_r(NULL, " ", &rest))
			collect_names(source, locale, language, code);
		/* A territory's locale seldom repeats what its language's has: its currency is looked up there. */
		if (local_currency(locale, local) && !tag_among(local, traded)) {
			collect_names(source, source->languages.strings[language], language, local);
			collect_names(source, locale, language, local);
		}
	}
}
