/* lexicon_written.c: what is written by hand, processor/tables/lexicon/LANGUAGE.tsv: lines of kind, value and phrases
 * separated by " | "; a * at the end of a phrase lets its last word go on. */
#include "lexicon_make.h"

#include <dirent.h>

#include <unicode/uchar.h>

#include "utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const counted[] = { NULL, "dead", "injured", "missing", "detained", "displaced", "evacuated", "rescued", "hostages",
	"infected", "troops", "votes", "seats", "people" };
static const char *const bound[] = { NULL, "at_least", "more_than", "at_most", "less_than", "about", "nearly" };
static const char *const unit[] = { NULL, "km", "m", "cm", "mm", "mile", "ft", "kg", "g", "tonne", "lb", "sqkm", "ha", "acre", "litre",
	"celsius", "fahrenheit", "kmh", "mph", "hour", "minute", "second", "day", "week", "month", "year", "magnitude", "megawatt" };
static const char *const actor[] = { NULL, "islamic_state", "al_qaeda", "taliban", "hamas", "hezbollah", "houthis", "boko_haram",
	"al_shabaab", "islamic_jihad", "rapid_support_forces" };
static const char *const act[] = { NULL, "attack", "bombing", "shooting", "strike", "kidnapping", "assassination", "arrest", "invasion" };
static const char *const percent[] = { NULL, "1", "point" };

_Static_assert(COUNT(counted) == COUNTED_KINDS && COUNT(bound) == BOUND_KINDS && COUNT(unit) == UNIT_KINDS && COUNT(act) == ACT_KINDS &&
               COUNT(actor) == ACTOR_KINDS,
               "a name for every value");

static bool named(const char *const *names, size_t count, const char *name, uint64_t *ret_value)
{
	for (size_t i = 1; i < count; i++) {
		if (strcmp(names[i], name) == 0) {
			*ret_value = i;
			return true;
		}
	}
	return false;
}

/* A whole number from low to high. */
static bool numeral(const char *text, long long low, long long high, long long *ret_number)
{
	char *end;
	*ret_number = strtoll(text, &end, 10);
	return end != text && *end == 0 && *ret_number >= low && *ret_number <= high;
}

static bool read_number(const char *text, uint64_t *ret_value)
{
	long long number;
	bool valid = numeral(text, 0, 1000000000000LL, &number);
	*ret_value = (uint64_t)number;
	return valid;
}

static bool read_day_or_month(const char *text, long long high, uint64_t *ret_value)
{
	long long number;
	bool valid = numeral(text, 1, high, &number);
	*ret_value = (uint64_t)number;
	return valid;
}

static bool read_multiplier(const char *text, uint64_t *ret_value)
{
	size_t zeros = strspn(text + 1, "0");
	long long factor;
	if (!numeral(text, 2, 1000000000000000000LL, &factor))
		return false;
	bool is_power = text[0] == '1' && text[1 + zeros] == 0;
	*ret_value = is_power ? zeros : 100 + (uint64_t)factor;
	return is_power || factor < 1000;
}

static bool read_vague(const char *text, uint64_t *ret_value)
{
	unsigned long long low, high;
	char end;
	if (sscanf(text, "%llu-%llu%c", &low, &high, &end) != 2 || low > high || high / 1000 > UINT32_MAX)
		return false;
	if (high <= UINT32_MAX)
		*ret_value = low << 32 | high;
	else
		*ret_value = (uint64_t)1 << 63 | low / 1000 << 32 | (high + 999) / 1000;
	return low <= INT32_MAX || high > UINT32_MAX;
}

static bool read_fraction(const char *text, uint64_t *ret_value)
{
	unsigned long long over, under;
	char end;
	bool valid = sscanf(text, "%llu/%llu%c", &over, &under, &end) == 2 && over > 0 && over <= UINT32_MAX && under > 1 && under <= UINT32_MAX;
	*ret_value = valid ? over << 32 | under : 0;
	return valid;
}

static bool read_currency(const char *text, uint64_t *ret_value)
{
	*ret_value = (uint64_t)text[0] << 16 | (uint64_t)text[1] << 8 | (uint64_t)text[2];
	return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool read_reldate(const char *text, uint64_t *ret_value)
{
	long long days;
	bool valid = numeral(text, -7, 7, &days);
	*ret_value = (uint64_t)(days + 8);
	return valid;
}

/* CLDR's name of a part that the language has. */
static bool read_day_part(const struct day_part *parts, const char *text, uint64_t *ret_value)
{
	uint32_t part = day_part_of(text);
	bool valid = part < DAY_PARTS && parts[part].until > 0;
	*ret_value = valid ? (uint64_t)parts[part].until << 8 | parts[part].from : 0;
	return valid;
}

static bool read_value(const struct day_part *parts, enum lexicon_kind kind, const char *text, uint64_t *ret_value)
{
	switch (kind) {
	case LEXICON_COUNTED: return named(counted, COUNT(counted), text, ret_value);
	case LEXICON_BOUND: return named(bound, COUNT(bound), text, ret_value);
	case LEXICON_UNIT: return named(unit, COUNT(unit), text, ret_value);
	case LEXICON_ACT: return named(act, COUNT(act), text, ret_value);
	case LEXICON_ACTOR: return named(actor, COUNT(actor), text, ret_value);
	case LEXICON_PERCENT: return named(percent, COUNT(percent), text, ret_value);
	case LEXICON_NUMBER: case LEXICON_ORDINAL: return read_number(text, ret_value);
	case LEXICON_MULTIPLIER: return read_multiplier(text, ret_value);
	case LEXICON_VAGUE: return read_vague(text, ret_value);
	case LEXICON_FRACTION: return read_fraction(text, ret_value);
	case LEXICON_CURRENCY: return read_currency(text, ret_value);
	case LEXICON_MONTH: return read_day_or_month(text, 12, ret_value);
	case LEXICON_WEEKDAY: return read_day_or_month(text, 7, ret_value);
	case LEXICON_RELDATE: return read_reldate(text, ret_value);
	case LEXICON_DAYPART: return read_day_part(parts, text, ret_value);
	default: *ret_value = 1; return strcmp(text, "1") == 0;
	}
}

static bool read_kind(const char *text, enum lexicon_kind *ret_kind)
{
	static const struct {
		const char *name;
		enum lexicon_kind kind;
	} kinds[] = {
		{ "counted", LEXICON_COUNTED }, { "bound", LEXICON_BOUND }, { "vague", LEXICON_VAGUE }, { "multiplier", LEXICON_MULTIPLIER },
		{ "number", LEXICON_NUMBER }, { "ordinal", LEXICON_ORDINAL }, { "percent", LEXICON_PERCENT },
		{ "fraction", LEXICON_FRACTION }, { "currency", LEXICON_CURRENCY }, { "unit", LEXICON_UNIT }, { "age", LEXICON_AGE },
		{ "score", LEXICON_SCORE }, { "month", LEXICON_MONTH }, { "weekday", LEXICON_WEEKDAY }, { "reldate", LEXICON_RELDATE },
		{ "cumulative", LEXICON_CUMULATIVE }, { "act", LEXICON_ACT }, { "claimed", LEXICON_CLAIMED },
		{ "correction", LEXICON_CORRECTION }, { "related", LEXICON_RELATED }, { "stop", LEXICON_STOP },
		{ "group", LEXICON_GROUP }, { "actor", LEXICON_ACTOR }, { "daypart", LEXICON_DAYPART },
	};
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (strcmp(kinds[i].name, text) == 0) {
			*ret_kind = kinds[i].kind;
			return true;
		}
	}
	return false;
}

/* True when normalising took signs away and left a letter or two that mean something else: °C, US$. */
static bool lost_its_sign(const char *phrase, const struct form *form)
{
	bool sign = false;
	for (size_t at = 0; phrase[at] != 0;) {
		UChar32 point = (UChar32)utf8_next((const uint8_t *)phrase, &at);
		sign |= u_ispunct(point) ? point != '.' && point != '\'' : (U_GET_GC_MASK(point) & U_GC_S_MASK) != 0;
	}
	return sign && form->words == 1 && utf8_count(bytes_of(form->bytes, form->length)) <= 2;
}

static bool add_phrase(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, char *phrase)
{
	struct form form;
	uint32_t before = source->phrases_count;
	size_t length = strlen(phrase);
	bool goes_on = length > 0 && phrase[length - 1] == '*';
	if (goes_on)
		phrase[length - 1] = 0;
	if (!form_of(phrase, &form))
		return false;
	if (lost_its_sign(phrase, &form))
		return true;
	source_add(source, kind, value, language, PHRASE_WRITTEN, phrase);
	uint32_t after = source->phrases_count;
	for (uint32_t i = before; goes_on && i < after; i++)
		source_add_form(source, kind, value, language, PHRASE_WRITTEN | PHRASE_STEM, source->phrases[i].form);
	return after > before;
}

static void read_phrases(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, char *phrases,
                         const char *where)
{
	char *rest = NULL;
	for (char *phrase = strtok_r(phrases, "|", &rest); phrase != NULL; phrase = strtok_r(NULL, "|", &rest)) {
		phrase += strspn(phrase, " ");
		size_t length = strlen(phrase);
		while (length > 0 && phrase[length - 1] == ' ')
			phrase[--length] = 0;
		if (length > 0 && !add_phrase(source, kind, value, language, phrase))
			fprintf(stderr, "lexicon_make: %s: not a phrase: %s\n", where, phrase);
	}
}

/* False when a line is not as it should be; each such line is told. */
static bool read_file(struct lexicon_source *source, const char *path, uint16_t language)
{
	static char line[1 << 16];
	FILE *file = fopen(path, "r");
	bool all_valid = true;
	if (file == NULL)
		make_fail("cannot read", path);
	for (unsigned number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		char where[4200], *rest = NULL;
		line[strcspn(line, "\r\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		snprintf(where, sizeof(where), "%s:%u", path, number);
		char *kind_text = strtok_r(line, "\t", &rest), *value_text = strtok_r(NULL, "\t", &rest), *phrases = strtok_r(NULL, "\t", &rest);
		enum lexicon_kind kind;
		uint64_t value;
		bool valid = phrases != NULL && read_kind(kind_text, &kind) && read_value(source->day_parts[language], kind, value_text, &value);
		if (valid)
			read_phrases(source, kind, value, language, phrases, where);
		else
			fprintf(stderr, "lexicon_make: %s: not a line of kind, value, phrases\n", where);
		all_valid &= valid;
	}
	fclose(file);
	return all_valid;
}

static int is_tsv(const struct dirent *entry)
{
	const char *end = strrchr(entry->d_name, '.');
	return end != NULL && strcmp(end, ".tsv") == 0;
}

void collect_written(struct lexicon_source *source, const char *folder_path)
{
	struct dirent **files;
	int count = scandir(folder_path, &files, is_tsv, alphasort);
	bool all_valid = true;
	if (count <= 0)
		make_fail("no files in", folder_path);
	for (int i = 0; i < count; i++) {
		char path[4096], tag[16];
		uint16_t language;
		snprintf(tag, sizeof(tag), "%.*s", (int)strcspn(files[i]->d_name, "."), files[i]->d_name);
		if (!source_language(source, tag, &language))
			make_fail("a file of no known language", files[i]->d_name);
		if (snprintf(path, sizeof(path), "%s/%s", folder_path, files[i]->d_name) < (int)sizeof(path))
			all_valid &= read_file(source, path, language);
		free(files[i]);
	}
	free(files);
	if (!all_valid)
		make_fail("lines to mend in", folder_path);
}
