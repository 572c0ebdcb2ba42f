/* lexicon_places.c: names of territories, of the exemplar cities of time zones and of the languages of states, in every
 * language that ICU has them in, and the few that wires use and CLDR lacks (places.tsv). */
#include "lexicon_icu.h"
#include "lexicon_make.h"

#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "lexicon_affix.h"
#include "utf8.h"

/* Languages that put nothing behind a name; English names are no stems there. */
static const char uninflecting[] = "sw vi zu xh sn rw rn lg ny yo ig ha so su jv fil ceb haw mi mg ki kam mer ln kln luo luy sbp teo "
				   "vun xog bem bez asa cgg dav ebu ewo guz jmc kde khq lag mas mfe mgh mgo mua naq nd nmg nnh nus nyn rof rwk "
				   "saq seh ses ff ak ee bm dje dua dyo agq bas yav kkj jgo sg to ti pcm";

/* Nobody lives there, or the code is no territory. */
static const char no_territories[] = "AC AQ BV CP DG EA EZ HM IC QO TA UM XA XB ZZ";
static const char regions[] = "002 142 150 419 EU UN XK";

/* Zones whose cities' names are ordinary words or first names somewhere, or that are no cities. */
static const char no_cities[] = "Pacific/Easter Pacific/Midway Pacific/Wake Pacific/Johnston Pacific/Truk Pacific/Ponape Pacific/Gambier "
				"Pacific/Norfolk Pacific/Pitcairn Indian/Christmas Indian/Chagos Indian/Cocos Indian/Mahe Indian/Reunion "
				"America/Nome America/Regina America/Resolute America/Creston America/Dawson America/Dawson_Creek "
				"America/Swift_Current America/Rainy_River America/Inuvik America/Eirunepe America/Dominica America/Sitka "
				"America/Adak America/Yakutat America/Metlakatla America/Menominee Atlantic/Stanley Australia/Currie "
				"Australia/Eucla Australia/Lindeman Australia/Lord_Howe Australia/Broken_Hill";

/* The languages whose names wires use for a people. */
static const char national_languages[] = "af am ar az be bg bn bs ca cs da de el en es et fa fi fil fr ga he hi hr ht hu hy id is it ja "
					 "ka kk km ko ku ky lb lo lt lv mk mn ms mt my ne nl no pl ps pt ro ru si sk sl so sq sr sv sw tg th tk "
					 "tr uk ur uz vi zh";

struct zone {
	char id[64];
	char territory[4];
};

static struct {
	struct zone zones[800];
	size_t count;
} cities;

static uint64_t place_code(struct lexicon_source *source, const char *prefix, const char *name)
{
	char code[96];
	snprintf(code, sizeof(code), "%s%s", prefix, name);
	return string_list_put(&source->places, code);
}

/* A vowel, or a sign that stands for one or softens: ь, й, the vowel signs of India. */
static bool falls_away(uint32_t point)
{
	bool sign = point >= 0x900 && point < 0xe00 && (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0;
	return lexicon_vowel(point) || point == 0x44c || point == 0x439 || sign;
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

bool form_stem(const struct form *form, struct form *ret_stem)
{
	*ret_stem = *form;
	if (last_word_letters(form) < 5 || !falls_away(last_letter(form)))
		return false;
	form_shorten(ret_stem);
	return true;
}

/* What becomes of the end of a name before an ending, where it is regular: Helsinki, Helsingissä; Moszkva, Moszkvában. */
static const struct {
	const char *language, *end, *changed;
} changes[] = {
	{ "fi", "nti", "nni" }, { "fi", "nki", "ngi" }, { "fi", "kki", "ki" }, { "fi", "ppi", "pi" }, { "fi", "tti", "ti" },
	{ "hu", "a", "á" }, { "hu", "e", "é" },
};

static bool form_changed(const struct form *form, const char *language, struct form *ret_stem)
{
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		size_t end = strlen(changes[i].end), changed = strlen(changes[i].changed);
		if (strcmp(changes[i].language, language) != 0 || form->length < end + 4 ||
		    memcmp(form->bytes + form->length - end, changes[i].end, end) != 0 || form->length - end + changed > LEXICON_PHRASE_MAX)
			continue;
		*ret_stem = *form;
		memcpy(ret_stem->bytes + form->length - end, changes[i].changed, changed);
		ret_stem->length = (uint8_t)(form->length - end + changed);
		ret_stem->ends[form->words - 1] = ret_stem->length;
		return true;
	}
	return false;
}

static bool is_arabic(const struct form *form)
{
	size_t at = 0;
	uint32_t first = utf8_next(form->bytes, &at);
	return first >= 0x600 && first < 0x780;
}

static void add_stems(struct lexicon_source *source, uint64_t place, uint16_t language, uint8_t flags, const struct form *form)
{
	struct form stem;
	const char *tag = language < LANGUAGES_MAX ? source->languages.strings[language] : "";
	bool hangul = form->bytes[0] >= 0xea && form->bytes[0] <= 0xed;
	/* In Arabic letters a people is called by its country; of a city's name the same letters make other words: الرياض and
	 * رياضي, sporting. */
	bool city = strncmp(source->places.strings[place], "city:", 5) == 0;
	if (form_unsegmented(form) || tag_among(tag, uninflecting) || (city && is_arabic(form)))
		return;
	if (form_letters(form) >= 4 || (hangul && form_letters(form) >= 2))
		source_add_form(source, LEXICON_PLACE, place, language, flags | PHRASE_STEM, form);
	if (form_changed(form, tag, &stem))
		source_add_form(source, LEXICON_PLACE, place, language, flags | PHRASE_STEM, &stem);
	if (tag[0] != 0 && form_stem(form, &stem))
		source_add_form(source, LEXICON_PLACE, place, language, flags | PHRASE_STEM | PHRASE_VOWEL, &stem);
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

/* A name with its stems; what is too short to be told from other words is left out, unless it is written by hand. */
static void add_name(struct lexicon_source *source, uint64_t place, uint16_t language, uint8_t flags, const char *name)
{
	uint32_t before = source->phrases_count;
	source_add(source, LEXICON_PLACE, place, language, flags, name);
	uint32_t after = source->phrases_count;
	for (uint32_t i = before; i < after; i++) {
		const struct form *form = source->phrases[i].form;
		struct form bare;
		if ((flags & (PHRASE_UPPER | PHRASE_WRITTEN)) == 0 && !form_is_long(form)) {
			source->phrases[i].kind = LEXICON_NONE;
			continue;
		}
		if ((flags & PHRASE_UPPER) != 0 || strcmp(source->places.strings[place], NO_PLACE) == 0)
			continue;
		add_stems(source, place, language, flags, form);
		if (without_article(form, &bare)) {
			source_add_form(source, LEXICON_PLACE, place, language, flags, &bare);
			add_stems(source, place, language, flags, &bare);
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

static void add_acronym(struct lexicon_source *source, uint64_t place, uint16_t language, uint8_t flags, const char *name)
{
	char dotted[16];
	size_t length = 0;
	add_name(source, place, language, flags | PHRASE_UPPER, name);
	for (const char *letter = name; *letter != 0 && (*letter & 0x80) == 0 && length + 3 < sizeof(dotted); letter++) {
		dotted[length++] = *letter;
		dotted[length++] = '.';
	}
	dotted[length] = 0;
	if (length == 2 * strlen(name))
		add_name(source, place, language, flags | PHRASE_UPPER, dotted);
}

/* A name as CLDR displays it may hold another in parentheses: Myanmar (Birma). */
static void add_display_name(struct lexicon_source *source, uint64_t place, uint16_t language, uint8_t flags, const char *display)
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
	/* Of two Congos the part in parentheses is a capital or "republic". */
	if (tag_among(source->places.strings[place], "CD CG") && !is_acronym(inside))
		inside[0] = 0;
	/* Japanese and Chinese put fullwidth ones. */
	char *fullwidth = strstr(outside, "（");
	if (fullwidth != NULL)
		*fullwidth = 0;
	if (is_acronym(outside))
		add_acronym(source, place, language, flags, outside);
	else
		add_name(source, place, language, flags, outside);
	if (is_acronym(inside))
		add_acronym(source, place, language, flags, inside);
	else if (strchr(inside, ' ') == NULL)
		add_name(source, place, language, flags, inside);
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
		add_display_name(source, place_code(source, "", key), english ? LANGUAGE_LATIN : language, 0, name);
	}
	ures_close(bundle);
}

static void collect_languages(struct lexicon_source *source, const char *locale, uint16_t language)
{
	char name[ICU_TEXT_MAX];
	UResourceBundle *bundle = icu_open(TREE_LANGUAGE, locale, "Languages");
	for (UResourceBundle *entry; bundle != NULL && (entry = icu_next(bundle)) != NULL; ures_close(entry)) {
		const char *key = ures_getKey(entry);
		if (tag_among(key, national_languages) && icu_text(entry, name) && strpbrk(name, "([（") == NULL)
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

/* Lines of code, language (latn: any in Latin letters) and names separated by " | ". What is no place though it looks like
 * one has the code NO_PLACE. */
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
		for (char *name; (name = strtok_r(NULL, "|\t\n", &rest)) != NULL;) {
			name += strspn(name, " ");
			size_t length = strlen(name);
			while (length > 0 && name[length - 1] == ' ')
				name[--length] = 0;
			add_display_name(source, place_code(source, "", code), language, PHRASE_WRITTEN, name);
		}
	}
	fclose(file);
}

void collect_places(struct lexicon_source *source, const char *extras_path)
{
	for (uint32_t i = 0; i < source->languages.count; i++)
		source->inflects[i] = !tag_among(source->languages.strings[i], uninflecting);
	list_cities(source);
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		uint16_t language;
		/* Dari writes some names as Iran writes other words. */
		if (strcmp(locale, "fa_AF") == 0 || !source_language(source, locale, &language))
			continue;
		collect_territories(source, locale, language, "Countries");
		collect_territories(source, locale, language, "Countries%short");
		collect_territories(source, locale, language, "Countries%variant");
		collect_cities(source, locale, language);
		collect_languages(source, locale, language);
	}
	collect_extras(source, extras_path);
}
