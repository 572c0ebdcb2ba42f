/* Everything that is written by hand for the lexicon is found in the compiled table: each phrase of
 * processor/tables/lexicon with its kind and value, alone and with an ending where it allows one, and each name of
 * places.tsv. A table older than its sources fails here. */
#include "lexicon.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "check_that.h"
#include "enum_names.h"
#include "normalise.h"
#include "utf8.h"

#define HITS_MAX 512

static unsigned long phrases_seen;

static const struct {
	const char *name;
	enum lexicon_kind kind;
} kinds[] = {
	{ "counted", LEXICON_COUNTED }, { "bound", LEXICON_BOUND }, { "vague", LEXICON_VAGUE }, { "multiplier", LEXICON_MULTIPLIER },
	{ "number", LEXICON_NUMBER }, { "ordinal", LEXICON_ORDINAL }, { "percent", LEXICON_PERCENT }, { "fraction", LEXICON_FRACTION },
	{ "currency", LEXICON_CURRENCY }, { "unit", LEXICON_UNIT }, { "age", LEXICON_AGE }, { "score", LEXICON_SCORE },
	{ "month", LEXICON_MONTH }, { "weekday", LEXICON_WEEKDAY }, { "reldate", LEXICON_RELDATE }, { "cumulative", LEXICON_CUMULATIVE },
	{ "act", LEXICON_ACT }, { "claimed", LEXICON_CLAIMED }, { "correction", LEXICON_CORRECTION }, { "related", LEXICON_RELATED },
	{ "stop", LEXICON_STOP }, { "group", LEXICON_GROUP }, { "actor", LEXICON_ACTOR }, { "daypart", LEXICON_DAYPART },
};

static enum lexicon_kind kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].kind;
	return LEXICON_NONE;
}

/* The value as the file writes it. */
static void value_text(enum lexicon_kind kind, uint64_t value, char ret_text[64])
{
	static const char *const acts[] = { "", "attack", "bombing", "shooting", "strike", "kidnapping", "assassination", "arrest", "invasion" };
	static const char *const actors[] = { "", "islamic_state", "al_qaeda", "taliban", "hamas", "hezbollah", "houthis", "boko_haram",
		"al_shabaab", "islamic_jihad", "rapid_support_forces" };
	const char *name = NULL;
	if (kind == LEXICON_COUNTED)
		name = counted_name((enum lexicon_counted)value);
	else if (kind == LEXICON_BOUND)
		name = bound_name((enum lexicon_bound)value);
	else if (kind == LEXICON_UNIT)
		name = unit_name((enum lexicon_unit)value);
	else if (kind == LEXICON_ACT && value < ACT_KINDS)
		name = acts[value];
	else if (kind == LEXICON_ACTOR && value < ACTOR_KINDS)
		name = actors[value];
	else if (kind == LEXICON_PERCENT)
		name = value == 2 ? "point" : "1";
	if (name != NULL)
		snprintf(ret_text, 64, "%s", name);
	else if (kind == LEXICON_CURRENCY)
		snprintf(ret_text, 64, "%c%c%c", (char)(value >> 16), (char)(value >> 8), (char)value);
	else if (kind == LEXICON_FRACTION)
		snprintf(ret_text, 64, "%u/%u", lexicon_fraction_over(value), lexicon_fraction_under(value));
	else if (kind == LEXICON_RELDATE)
		snprintf(ret_text, 64, "%lld", (long long)value - 8);
	else
		snprintf(ret_text, 64, "%llu", (unsigned long long)(kind == LEXICON_MULTIPLIER ? lexicon_factor(value) : value));
}

static bool same_value(enum lexicon_kind kind, uint64_t value, const char *written)
{
	char text[64];
	if (kind == LEXICON_DAYPART) /* the file names a part, and CLDR its hours */
		return lexicon_part_from(value) < lexicon_part_until(value) && lexicon_part_until(value) <= 36;
	if (kind == LEXICON_VAGUE) {
		/* Billions are kept in thousands. */
		char *high;
		double low = strtod(written, &high);
		return fabs((double)lexicon_vague_low(value) - low) < 1000 && (low >= 1e9 || (double)lexicon_vague_low(value) == low) &&
		       fabs((double)lexicon_vague_high(value) - atof(high + 1)) < 1000;
	}
	value_text(kind, value, text);
	return strcmp(text, written) == 0;
}

static bool among(const struct lexicon_hit *hits, uint32_t count, enum lexicon_kind kind, const char *value)
{
	for (uint32_t i = 0; i < count; i++)
		if (hits[i].kind == kind && same_value(kind, hits[i].value, value))
			return true;
	return false;
}

/* °C and the like: what normalising leaves is a letter that means something else, and is not in the table. */
static bool is_sign(const char *phrase, struct bytes norm)
{
	bool sign = false;
	for (size_t at = 0; phrase[at] != 0;) {
		UChar32 point = (UChar32)utf8_next((const uint8_t *)phrase, &at);
		sign |= u_ispunct(point) || (U_GET_GC_MASK(point) & U_GC_S_MASK) != 0;
	}
	return sign && utf8_count(norm) <= 2;
}

/* A word that goes on with letters no language ends it with. */
static bool found_with_ending(const char *phrase, unsigned language, enum lexicon_kind kind, const char *value)
{
	static struct lexicon_hit hits[HITS_MAX];
	char text[1024];
	struct arena arena;
	struct document document;
	snprintf(text, sizeof(text), "%szzz", phrase);
	struct article article = { .body = bytes_of_string(text) };
	arena_init(&arena, 1 << 16);
	document_read(&article, &arena, &document);
	uint32_t count = lexicon_scan(&document, language, hits, HITS_MAX);
	arena_free(&arena);
	return among(hits, count, kind, value);
}

static void check_phrase(char *phrase, unsigned language, enum lexicon_kind kind, const char *value, const char *where)
{
	struct lexicon_hit hits[64];
	uint8_t norm[512];
	size_t length = strlen(phrase);
	bool goes_on = length > 0 && phrase[length - 1] == '*';
	if (goes_on)
		phrase[--length] = 0;
	struct bytes normal = bytes_of(norm, text_normalise_phrase(bytes_of(phrase, length), norm, sizeof(norm)));
	if (is_sign(phrase, normal))
		return;
	phrases_seen++;
	if (!CHECK_THAT(normal.length > 0) || !CHECK_THAT(among(hits, lexicon_lookup(normal, language, hits, 64), kind, value)))
		fprintf(stderr, "  %s: %s\n", where, phrase);
	/* Another phrase may be longer there; then its value is another, which is no fault. */
	bool one_word = strchr(phrase, ' ') == NULL && strchr(phrase, '-') == NULL && strchr(phrase, '\'') == NULL;
	if (goes_on && one_word && normal.length >= 3 && !CHECK_THAT(found_with_ending(phrase, language, kind, value)))
		fprintf(stderr, "  %s: %s with an ending\n", where, phrase);
}

static void each_phrase(char *phrases, unsigned language, enum lexicon_kind kind, const char *value, const char *where)
{
	char *rest = NULL;
	for (char *phrase = strtok_r(phrases, "|", &rest); phrase != NULL; phrase = strtok_r(NULL, "|", &rest)) {
		phrase += strspn(phrase, " ");
		size_t length = strlen(phrase);
		while (length > 0 && phrase[length - 1] == ' ')
			phrase[--length] = 0;
		if (length > 0)
			check_phrase(phrase, language, kind, value, where);
	}
}

static void check_file(const char *path, unsigned language)
{
	static char line[1 << 16];
	FILE *file = fopen(path, "r");
	if (!CHECK_THAT(file != NULL))
		return;
	for (unsigned number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		char where[4200], *rest = NULL;
		line[strcspn(line, "\r\n")] = 0;
		if (line[0] == '#' || line[0] == 0)
			continue;
		snprintf(where, sizeof(where), "%s:%u", path, number);
		char *kind = strtok_r(line, "\t", &rest), *value = strtok_r(NULL, "\t", &rest), *phrases = strtok_r(NULL, "\t", &rest);
		if (!CHECK_THAT(phrases != NULL && kind_of(kind) != LEXICON_NONE))
			fprintf(stderr, "  %s\n", where);
		else
			each_phrase(phrases, language, kind_of(kind), value, where);
	}
	fclose(file);
}

static void written_phrases(void)
{
	struct dirent **files;
	int count = scandir(PARALLAX_TABLES_DIR "/lexicon", &files, NULL, alphasort);
	int languages = 0;
	for (int i = 0; i < count; i++) {
		const char *end = strrchr(files[i]->d_name, '.');
		char path[4096];
		if (end != NULL && strcmp(end, ".tsv") == 0) {
			unsigned language = lexicon_language(bytes_of(files[i]->d_name, (size_t)(end - files[i]->d_name)));
			if (!CHECK_THAT(language != LANGUAGE_UNKNOWN))
				fprintf(stderr, "  %s\n", files[i]->d_name);
			snprintf(path, sizeof(path), "%s/%s", PARALLAX_TABLES_DIR "/lexicon", files[i]->d_name);
			check_file(path, language);
			languages++;
		}
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	CHECK_THAT(languages >= 20);
	CHECK_THAT(phrases_seen > 20000);
}

/* Found in running text, in capitals or not; what is marked "-" is found as no place. */
static void check_place(const char *code, unsigned language, const char *name, unsigned number)
{
	static struct lexicon_hit hits[HITS_MAX];
	struct arena arena;
	struct document document;
	struct article article = { .body = bytes_of_string(name) };
	bool found = false, whole = false;
	arena_init(&arena, 1 << 16);
	document_read(&article, &arena, &document);
	uint32_t count = lexicon_scan(&document, language, hits, HITS_MAX);
	for (uint32_t i = 0; i < count; i++) {
		if (hits[i].kind != LEXICON_PLACE || hits[i].word != 0)
			continue;
		whole |= hits[i].words == document.words_count;
		found |= hits[i].words == document.words_count && strcmp(lexicon_place_name(hits[i].value), code) == 0;
	}
	if (!CHECK_THAT(strcmp(code, "-") == 0 ? !whole : found))
		fprintf(stderr, "  places.tsv:%u: %s\n", number, name);
	arena_free(&arena);
}

static void written_places(void)
{
	char line[4096];
	FILE *file = fopen(PARALLAX_TABLES_DIR "/make/places.tsv", "r");
	unsigned checked = 0;
	if (!CHECK_THAT(file != NULL))
		return;
	for (unsigned number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		char *rest = NULL;
		char *code = strtok_r(line, "\t\n", &rest), *tag = strtok_r(NULL, "\t\n", &rest);
		if (code == NULL || code[0] == '#')
			continue;
		unsigned language = lexicon_language(bytes_of_string(tag == NULL || strcmp(tag, "latn") == 0 ? "en" : tag));
		for (char *name; (name = strtok_r(NULL, "|\n", &rest)) != NULL; checked++) {
			name += strspn(name, " ");
			size_t length = strlen(name);
			while (length > 0 && name[length - 1] == ' ')
				name[--length] = 0;
			check_place(code, language, name, number);
		}
	}
	fclose(file);
	CHECK_THAT(checked > 200);
}

/* Of the names that this machine's ICU has for territories, nearly all are in the table: what is missing is short,
 * ambiguous, a function word or newer than the table. */
static void territories(void)
{
	unsigned asked = 0, found = 0;
	for (int32_t i = 0; i < uloc_countAvailable(); i++) {
		const char *locale = uloc_getAvailable(i);
		unsigned language = lexicon_language(bytes_of_string(locale));
		if (strchr(locale, '_') != NULL || language == LANGUAGE_UNKNOWN)
			continue;
		for (const char *const *code = uloc_getISOCountries(); *code != NULL; code++) {
			struct lexicon_hit hits[64];
			UErrorCode error = U_ZERO_ERROR;
			UChar name[256];
			char tag[16], text[512];
			uint8_t norm[512];
			snprintf(tag, sizeof(tag), "und_%s", *code);
			int32_t length = uloc_getDisplayCountry(tag, locale, name, 256, &error);
			u_strToUTF8(text, sizeof(text), NULL, name, length, &error);
			if (U_FAILURE(error) || strcmp(text, *code) == 0 || strpbrk(text, "()-&") != NULL)
				continue;
			struct bytes normal = bytes_of(norm, text_normalise_phrase(bytes_of_string(text), norm, sizeof(norm)));
			uint32_t count = lexicon_lookup(normal, language, hits, 64);
			bool is_found = false;
			for (uint32_t k = 0; k < count; k++)
				is_found |= hits[k].kind == LEXICON_PLACE && strcmp(lexicon_place_name(hits[k].value), *code) == 0;
			asked++;
			found += is_found;
		}
	}
	printf("%u of %u names of territories\n", found, asked);
	CHECK_THAT(asked > 20000 && found > asked / 100 * 95);
}

int main(void)
{
	written_phrases();
	written_places();
	territories();
	return check_that_result();
}
