/* lexicon_places.c: names of territories, of the exemplar cities of time zones and of the languages of states, in every
 * language that ICU has them in, and the few that wires use and CLDR lacks (places.tsv). */
#include "lexicon_icu.h"
#include "lexicon_make.h"

#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "utf8.h"

/* Languages whose nouns change their end in cases. */
static const char inflecting[] = "ru uk be pl cs sk hr sr bs sl bg mk lt lv et fi hu tr az kk ky uz tk tt ro mo el la hy ka sq eu is "
				 "hi mr ne gu pa bn or as te ta kn ml si mn hsb dsb csb rue smn se";

/* Nobody lives there, or the code is no territory. */
static const char no_territories[] = "AC AQ BV CP DG EA EZ HM IC QO TA UM XA XB ZZ";
static const char regions[] = "002 142 150 419 EU UN XK";

/* Zones whose cities' names are ordinary words or first names, or that are no cities. */
static const char no_cities[] = "Pacific/Easter Pacific/Midway Pacific/Wake Pacific/Johnston Indian/Christmas Indian/Chagos "
				"America/Nome America/Regina America/Resolute America/Creston America/Dawson America/Dawson_Creek "
				"Atlantic/Stanley America/Swift_Current America/Rainy_River America/Inuvik America/Eirunepe "
				"America/Sitka America/Adak America/Yakutat America/Metlakatla America/Menominee";

struct zone {
	char id[64];
	char territory[4];
};

static struct {
	struct zone zones[800];
	size_t count;
} cities;

static char state_languages[4096]; /* separated by spaces */

static uint64_t place_code(struct lexicon_source *source, const char *prefix, const char *name)
{
	char code[96];
	snprintf(code, sizeof(code), "%s%s", prefix, name);
	return string_list_put(&source->places, code);
}

static bool is_vowel(uint32_t point)
{
	static const char vowels[] = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷ"
				     "аеиоуыэюяёіїєўьй" "αεηιουωάέήίόύώϊϋΐΰ" "აეიოუ";
	uint8_t text[5] = { 0 };
	utf8_put(point, text);
	if (strstr(vowels, (const char *)text) != NULL)
		return true;
	return point >= 0x900 && point < 0xe00 && (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0;
}

/* Takes the last letter off. */
static void form_shorten(struct form *form)
{
	uint8_t at = form->length;
	do
		at--;
	while (at > 0 && (form->bytes[at] & 0xc0) == 0x80);
	form->length = at;
	form->ends[form->words - 1] = at;
}

static uint32_t last_letter(const struct form *form)
{
	struct form shorter = *form;
	form_shorten(&shorter);
	size_t at = shorter.length;
	return utf8_next(form->bytes, &at);
}

static size_t last_word_letters(const struct form *form)
{
	size_t start = form->words > 1 ? form->ends[form->words - 2] : 0;
	return utf8_count(bytes_of(form->bytes + start, form->length - start)) - (start > 0);
}

/* The stem that inflected forms keep: Россия, России, Россией have Росси. Four letters at least. */
static bool form_stem(const struct form *form, struct form *ret_stem)
{
	*ret_stem = *form;
	if (last_word_letters(form) < 5 || !is_vowel(last_letter(form)))
		return false;
	form_shorten(ret_stem);
	return true;
}

static void add_stems(struct lexicon_source *source, uint64_t place, uint16_t language, const struct form *form)
{
	struct form stem;
	if (form_unsegmented(form))
		return;
	bool hangul = form->bytes[0] >= 0xea && form->bytes[0] <= 0xed;
	if (form_letters(form) >= 4 || (hangul && form_letters(form) >= 2))
		source_add_form(source, LEXICON_PLACE, place, language, PHRASE_STEM, form);
	if (language < LANGUAGES_MAX && tag_among(source->languages.strings[language], inflecting) && form_stem(form, &stem))
		source_add_form(source, LEXICON_PLACE, place, language, PHRASE_STEM | PHRASE_VOWEL, &stem);
}

/* Arabic names bear the article, and lose it behind some prefixes: العراق, للعراق. */
static bool without_article(const struct form *form, struct form *ret_bare)
{
	static const char article[] = "ال";
	size_t length = strlen(article);
	if (form->length <= length || memcmp(form->bytes, article, length) != 0 || form->ends[0] < length + 6)
		return false;
	*ret_bare = *form;
	memmove(ret_bare->bytes, ret_bare->bytes + length, form->length - length);
	ret_bare->length = (uint8_t)(form->length - length);
	for (uint8_t i = 0; i < form->words; i++)
		ret_bare->ends[i] = (uint8_t)(form->ends[i] - length);
	return true;
}

static void add_name(struct lexicon_source *source, uint64_t place, uint16_t language, uint8_t flags, const char *name)
{
	uint32_t before = source->phrases_count;
	source_add(source, LEXICON_PLACE, place, language, flags, name);
	uint32_t after = source->phrases_count;
	for (uint32_t i = before; i < after; i++) {
		const struct form *form = source->phrases[i].form;
		struct form bare;
		if ((flags & PHRASE_UPPER) == 0 && !form_is_long(form)) {
			source->phrases[i].kind = LEXICON_NONE;
			continue;
		}
		if ((flags & PHRASE_UPPER) != 0)
			continue;
		add_stems(source, place, language, form);
		if (without_article(form, &bare)) {
			source_add_form(source, LEXICON_PLACE, place, language, flags, &bare);
			add_stems(source, place, language, &bare);
		}
	}
}

/* Two or three capitals: US, ОАЭ. */
static bool is_acronym(const char *name)
{
	size_t letters = 0;
	for (size_t at = 0; name[at] != 0; letters++)
		if (!u_isupper((UChar32)utf8_next((const uint8_t *)name, &at)))
			return false;
	return letters >= 2 && letters <= 3;
}

static void add_acronym(struct lexicon_source *source, uint64_t place, uint16_t language, const char *name)
{
	char dotted[16];
	size_t length = 0;
	add_name(source, place, language, PHRASE_UPPER, name);
	for (const char *letter = name; *letter != 0 && (*letter & 0x80) == 0 && length + 3 < sizeof(dotted); letter++) {
		dotted[length++] = *letter;
		dotted[length++] = '.';
	}
	dotted[length] = 0;
	if (length == 2 * strlen(name))
		add_name(source, place, language, PHRASE_UPPER, dotted);
}

/* A name as CLDR displays it may hold another in parentheses: Myanmar (Birma). */
static void add_display_name(struct lexicon_source *source, uint64_t place, uint16_t language, const char *display)
{
	char outside[ICU_TEXT_MAX] = "";
	char inside[ICU_TEXT_MAX] = "";
	size_t before = strcspn(display, "([");
	memcpy(outside, display, before);
	outside[before] = 0;
	if (display[before] != 0) {
		size_t inner = strcspn(display + before + 1, ")]");
		memcpy(inside, display + before + 1, inner);
		inside[inner] = 0;
	}
	/* Japanese and Chinese put fullwidth ones. */
	char *fullwidth = strstr(outside, "（");
	if (fullwidth != NULL)
		*fullwidth = 0;
	if (is_acronym(outside))
		add_acronym(source, place, language, outside);
	else
		add_name(source, place, language, 0, outside);
	if (is_acronym(inside))
		add_acronym(source, place, language, inside);
	else if (strchr(inside, ' ') == NULL)
		add_name(source, place, language, 0, inside);
}

static bool is_territory(const char *key)
{
	if (tag_among(key, regions))
		return true;
	if (strlen(key) != 2 || tag_among(key, no_territories))
		return false;
	for (const char *const *code = uloc_getISOCountries(); *code != NULL; code++)
		if (strcmp(*code, key) == 0)
			return true;
	return false;
}

static void collect_territories(struct lexicon_source *source, const char *locale, uint16_t language, const char *table)
{
	char name[ICU_TEXT_MAX];
	UResourceBundle *bundle = icu_open(TREE_REGION, locale, table);
	for (UResourceBundle *entry; bundle != NULL && (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
		const char *key = ures_getKey(entry);
		/* Where a name is missing its code stands for it; a short form may be the code, as US is. */
		if (!is_territory(key) || !icu_text(entry, name) || (strcmp(table, "Countries") == 0 && strcmp(name, key) == 0))
			continue;
		bool english = strcmp(locale, "en") == 0;
		add_display_name(source, place_code(source, "", key), english ? LANGUAGE_LATIN : language, name);
	}
	ures_close(bundle);
}

static void collect_languages(struct lexicon_source *source, const char *locale, uint16_t language)
{
	char name[ICU_TEXT_MAX];
	UResourceBundle *bundle = icu_open(TREE_LANGUAGE, locale, "Languages");
	for (UResourceBundle *entry; bundle != NULL && (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
		const char *key = ures_getKey(entry);
		if (tag_among(key, state_languages) && icu_text(entry, name) && strpbrk(name, "([（") == NULL)
			add_name(source, place_code(source, "lang:", key), language, 0, name);
	}
	ures_close(bundle);
}

static bool is_city(const char *id)
{
	for (size_t i = 0; i < cities.count; i++)
		if (strcmp(cities.zones[i].id, id) == 0)
			return true;
	return false;
}

bool place_is_city_of(const char *city_code, const char *territory)
{
	for (size_t i = 0; i < cities.count; i++)
		if (strcmp(cities.zones[i].id, city_code + strlen("city:")) == 0)
			return strcmp(cities.zones[i].territory, territory) == 0;
	return false;
}

/* Asia:Tehran of a resource bundle is Asia/Tehran. */
static void zone_id(const char *key, char ret_id[64])
{
	size_t length = 0;
	for (; key[length] != 0 && length < 63; length++)
		ret_id[length] = key[length] == ':' ? '/' : key[length];
	ret_id[length] = 0;
}

static void collect_cities(struct lexicon_source *source, const char *locale, uint16_t language)
{
	char name[ICU_TEXT_MAX];
	char id[64];
	UResourceBundle *bundle = icu_open(TREE_ZONE, locale, "zoneStrings");
	for (UResourceBundle *entry; bundle != NULL && (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
		UErrorCode error = U_ZERO_ERROR;
		zone_id(ures_getKey(entry), id);
		if (ures_getType(entry) != URES_TABLE || !is_city(id))
			continue;
		UResourceBundle *city = ures_getByKey(entry, "ec", NULL, &error);
		if (U_SUCCESS(error) && icu_text(city, name) && strpbrk(name, ",(（") == NULL) {
			bool english = strcmp(locale, "en") == 0;
			add_name(source, place_code(source, "city:", id), english ? LANGUAGE_LATIN : language, 0, name);
		}
		ures_close(city);
	}
	ures_close(bundle);
}

/* The zones that stand for a city: those that a territory has. Their ids are the English names, Kiev beside Kyiv. */
static void list_cities(struct lexicon_source *source)
{
	for (const char *const *code = uloc_getISOCountries(); *code != NULL; code++) {
		UErrorCode error = U_ZERO_ERROR;
		UEnumeration *ids = ucal_openTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, *code, NULL, &error);
		const char *id;
		while ((id = uenum_next(ids, NULL, &error)) != NULL) {
			const char *city = strrchr(id, '/');
			bool nested = city != NULL && strchr(id, '/') != city;
			if (city == NULL || (nested && strncmp(id, "America/Argentina/", 18) != 0) || tag_among(id, no_cities) ||
			    strncmp(id, "Antarctica/", 11) == 0 || strncmp(id, "Arctic/", 7) == 0)
				continue;
			CHECK(cities.count < sizeof(cities.zones) / sizeof(cities.zones[0]) && strlen(id) < 64);
			strcpy(cities.zones[cities.count].id, id);
			snprintf(cities.zones[cities.count++].territory, sizeof(cities.zones[0].territory), "%s", *code);
			char name[64];
			snprintf(name, sizeof(name), "%s", city + 1);
			for (char *p = name; *p != 0; p++)
				*p = *p == '_' ? ' ' : *p;
			add_name(source, place_code(source, "city:", id), LANGUAGE_LATIN, 0, name);
		}
		uenum_close(ids);
	}
}

/* The languages that are official in some state as a whole, of CLDR's territory data. */
static void list_state_languages(void)
{
	UResourceBundle *territories = icu_open(TREE_MAIN, "supplementalData", "territoryInfo");
	size_t length = 0;
	if (territories == NULL)
		make_fail("ICU lacks territoryInfo", NULL);
	for (UResourceBundle *territory; (territory = icu_next(territories)) != NULL; ures_close(territory)) {
		for (UResourceBundle *spoken; (spoken = icu_next(territory)) != NULL; ures_close(spoken)) {
			UErrorCode error = U_ZERO_ERROR;
			char status[ICU_TEXT_MAX];
			const char *tag = ures_getKey(spoken);
			if (ures_getType(spoken) != URES_TABLE || strchr(tag, '_') != NULL || tag_among(tag, state_languages))
				continue;
			UResourceBundle *entry = ures_getByKey(spoken, "officialStatus", NULL, &error);
			if (U_SUCCESS(error) && icu_text(entry, status) && strcmp(status, "official_regional") != 0 &&
			    length + strlen(tag) + 2 < sizeof(state_languages))
				length += (size_t)sprintf(state_languages + length, "%s ", tag);
			ures_close(entry);
		}
	}
	ures_close(territories);
}

/* Lines of code, language (latn: any in Latin letters) and names separated by " | ". */
static void collect_extras(struct lexicon_source *source, const char *path)
{
	char line[4096];
	FILE *file = fopen(path, "r");
	if (file == NULL)
		make_fail("cannot read", path);
	while (fgets(line, sizeof(line), file) != NULL) {
		char *rest = NULL;
		char *code = strtok_r(line, "\t\n", &rest);
		char *tag = strtok_r(NULL, "\t\n", &rest);
		uint16_t language = LANGUAGE_LATIN;
		if (code == NULL || code[0] == '#')
			continue;
		if (tag == NULL || (strcmp(tag, "latn") != 0 && !source_language(source, tag, &language)))
			make_fail("no such language in places.tsv", code);
		char *name;
		while ((name = strtok_r(NULL, "|\t\n", &rest)) != NULL) {
			name += strspn(name, " ");
			size_t length = strlen(name);
			while (length > 0 && name[length - 1] == ' ')
				name[--length] = 0;
			uint32_t before = source->phrases_count;
			add_display_name(source, place_code(source, "", code), language, name);
			for (uint32_t i = before; i < source->phrases_count; i++)
				source->phrases[i].flags |= PHRASE_WRITTEN;
		}
	}
	fclose(file);
}

void collect_places(struct lexicon_source *source, const char *extras_path)
{
	list_cities(source);
	list_state_languages();
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		uint16_t language;
		if (!source_language(source, locale, &language))
			continue;
		collect_territories(source, locale, language, "Countries");
		collect_territories(source, locale, language, "Countries%short");
		collect_territories(source, locale, language, "Countries%variant");
		collect_cities(source, locale, language);
		collect_languages(source, locale, language);
	}
	collect_extras(source, extras_path);
}
