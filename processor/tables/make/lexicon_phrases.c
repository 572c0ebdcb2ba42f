/* lexicon_phrases.c: the list of phrases that the generator collects, and their normal form. */
#include "lexicon_make.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "segment.h"
#include "utf8.h"

#define TEXT_MAX 512

void make_fail(const char *what, const char *about)
{
	fprintf(stderr, "lexicon_make: %s: %s\n", what, about == NULL ? "" : about);
	exit(1);
}

uint32_t string_list_put(struct string_list *list, const char *string)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (strcmp(list->strings[i], string) == 0)
			return i;
	GROW(list->strings, list->count, list->capacity);
	list->strings[list->count] = strdup(string);
	CHECK(list->strings[list->count] != NULL);
	return list->count++;
}

/* What a language is called elsewhere, or was: macrolanguages' members that wires write as the language itself. */
static const char *const aliases[][2] = { { "nb", "no" }, { "nob", "no" }, { "tl", "fil" }, { "sh", "sr" }, { "hbs", "sr" },
	{ "mo", "ro" }, { "iw", "he" }, { "in", "id" }, { "ji", "yi" }, { "jw", "jv" }, { "bh", "bho" }, { "cmn", "zh" }, { "wuu", "zh" },
	{ "lzh", "zh" }, { "hak", "zh" }, { "gan", "zh" }, { "arb", "ar" }, { "arz", "ar" }, { "ary", "ar" }, { "apc", "ar" }, { "ajp", "ar" },
	{ "acm", "ar" }, { "afb", "ar" }, { "prs", "fa" }, { "pes", "fa" }, { "zsm", "ms" }, { "zlm", "ms" }, { "swh", "sw" },
	{ "uzn", "uz" }, { "azj", "az" }, { "lvs", "lv" }, { "ekk", "et" }, { "khk", "mn" }, { "npi", "ne" }, { "ory", "or" },
	{ "pbt", "ps" }, { "als", "sq" }, { "kmr", "ku" }, { "simple", "en" }, { "ger", "de" }, { "fre", "fr" }, { "chi", "zh" },
	{ "cze", "cs" }, { "dut", "nl" }, { "gre", "el" }, { "per", "fa" }, { "rum", "ro" }, { "slo", "sk" }, { "alb", "sq" }, { "arm", "hy" },
	{ "baq", "eu" }, { "bur", "my" }, { "geo", "ka" }, { "ice", "is" }, { "mac", "mk" }, { "may", "ms" }, { "wel", "cy" }, { "tib", "bo" } };

const char *language_alias(size_t i, const char **ret_tag)
{
	if (i >= sizeof(aliases) / sizeof(aliases[0]))
		return NULL;
	*ret_tag = aliases[i][1];
	return aliases[i][0];
}

void language_primary(const char *locale, char ret_tag[9])
{
	size_t length = strcspn(locale, "-_");
	snprintf(ret_tag, 9, "%.*s", (int)length, locale);
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++)
		if (strcmp(aliases[i][0], ret_tag) == 0)
			snprintf(ret_tag, 9, "%s", aliases[i][1]);
}

bool source_language(const struct lexicon_source *source, const char *locale, uint16_t *ret_language)
{
	char tag[9];
	language_primary(locale, tag);
	for (uint32_t i = 1; i < source->languages.count; i++) {
		if (strcmp(source->languages.strings[i], tag) == 0) {
			*ret_language = (uint16_t)i;
			return true;
		}
	}
	return false;
}

bool tag_among(const char *tag, const char *list)
{
	size_t length = strlen(tag);
	for (const char *word = list; *word != 0; word += strspn(word, " ")) {
		size_t word_length = strcspn(word, " ");
		if (word_length == length && memcmp(word, tag, length) == 0)
			return true;
		word += word_length;
	}
	return false;
}

/* As text_normalise_phrase, but the words are wanted too. */
bool form_of(const char *text, struct form *ret_form)
{
	uint8_t padded[TEXT_MAX + SEGMENT_PADDING] = { 0 };
	uint8_t norm[2 * TEXT_MAX + SEGMENT_SLACK];
	struct word words[PHRASE_WORDS_MAX];
	struct line lines[4];
	size_t length = strlen(text);
	if (length > TEXT_MAX)
		return false;
	memcpy(padded, text, length);
	struct segment segment = { .table = unicode_table_open(), .text = padded, .length = (uint32_t)length, .norm = norm,
		.norm_capacity = sizeof(norm), .words = words, .words_capacity = PHRASE_WORDS_MAX, .lines = lines, .lines_capacity = 4 };
	segment_read(&segment);
	if (segment.full || segment.words_count == 0 || segment.norm_length > LEXICON_PHRASE_MAX)
		return false;
	*ret_form = (struct form){ 0 };
	for (uint32_t i = 0; i < segment.words_count; i++) {
		const struct word *word = &words[i];
		if (i > 0 && word->gap == GAP_LINE)
			return false;
		if (i > 0 && word->gap != GAP_NONE)
			ret_form->bytes[ret_form->length++] = word->gap == GAP_HYPHEN ? GAP_SPACE : word->gap;
		memcpy(ret_form->bytes + ret_form->length, norm + word->norm_start, word->norm_length);
		ret_form->length = (uint8_t)(ret_form->length + word->norm_length);
		ret_form->ends[ret_form->words++] = ret_form->length;
	}
	return true;
}

size_t form_letters(const struct form *form)
{
	size_t letters = 0;
	for (size_t at = 0; at < form->length;)
		letters += u_hasBinaryProperty((UChar32)utf8_next(form->bytes, &at), UCHAR_ALPHABETIC) != 0;
	return letters;
}

static UScriptCode form_script(const struct form *form)
{
	UErrorCode error = U_ZERO_ERROR;
	for (size_t at = 0; at < form->length;) {
		uint32_t point = utf8_next(form->bytes, &at);
		if (u_isalpha((UChar32)point))
			return uscript_getScript((UChar32)point, &error);
	}
	return USCRIPT_UNKNOWN;
}

bool form_unsegmented(const struct form *form)
{
	switch (form_script(form)) {
	case USCRIPT_HAN: case USCRIPT_HIRAGANA: case USCRIPT_KATAKANA: case USCRIPT_THAI: case USCRIPT_LAO:
	case USCRIPT_KHMER: case USCRIPT_MYANMAR:
		return true;
	default:
		return false;
	}
}

static bool is_dense(UScriptCode script)
{
	return script == USCRIPT_HAN || script == USCRIPT_HANGUL || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

bool form_is_long(const struct form *form)
{
	return form_letters(form) >= (is_dense(form_script(form)) ? 2 : 3);
}

bool form_is_unit(const struct form *form)
{
	UScriptCode script = form_script(form);
	size_t least = script == USCRIPT_HAN || script == USCRIPT_HANGUL ? 1 : form_unsegmented(form) && !is_dense(script) ? 3 : 2;
	return form_letters(form) >= least;
}

void source_add_form(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, uint8_t flags,
                     const struct form *form)
{
	struct form *kept = malloc(sizeof(*kept));
	CHECK(kept != NULL);
	*kept = *form;
	GROW(source->phrases, source->phrases_count, source->phrases_capacity);
	source->phrases[source->phrases_count++] =
		(struct phrase){ .form = kept, .value = value, .language = language, .kind = (uint8_t)kind, .flags = flags };
}

/* The text with every apostrophe, ' or ’, written as the given one. False when it has none. */
static bool with_apostrophe(const char *text, const char *apostrophe, char ret_text[TEXT_MAX])
{
	static const char curly[] = "’";
	size_t length = 0;
	bool found = false;
	for (const char *from = text; *from != 0 && length + 4 < TEXT_MAX;) {
		bool is_curly = strncmp(from, curly, strlen(curly)) == 0;
		if (is_curly || *from == '\'') {
			memcpy(ret_text + length, apostrophe, strlen(apostrophe));
			length += strlen(apostrophe);
			from += is_curly ? strlen(curly) : 1;
			found = true;
		} else {
			ret_text[length++] = *from++;
		}
	}
	ret_text[length] = 0;
	return found;
}

static void add_forms(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, uint8_t flags,
                      const char *text)
{
	struct form form;
	if (!form_of(text, &form))
		return;
	source_add_form(source, kind, value, language, flags, &form);
	bool has_stop = false;
	for (uint8_t i = 0; i + 1 < form.words; i++) {
		if (form.bytes[form.ends[i]] != GAP_SENTENCE)
			continue;
		form.bytes[form.ends[i]] = GAP_SPACE;
		has_stop = true;
	}
	if (has_stop)
		source_add_form(source, kind, value, language, flags, &form);
}

void source_add(struct lexicon_source *source, enum lexicon_kind kind, uint64_t value, uint16_t language, uint8_t flags,
                const char *text)
{
	char other[TEXT_MAX];
	if (with_apostrophe(text, "’", other)) {
		add_forms(source, kind, value, language, flags, other);
		with_apostrophe(text, "'", other);
		text = other;
	}
	add_forms(source, kind, value, language, flags, text);
}
