/* lexicon_numbers.c: numbers as words. ICU spells them by rules, for every gender and case a language has; the words of
 * compact formats (Mio., тыс., 万) are multipliers. */
#include "lexicon_icu.h"
#include "lexicon_make.h"
#include "break_marks.h"

#include <unicode/uchar.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "utf8.h"

#define SPELLED_WORDS_MAX 4

/* Where "one" is also "a": the word says nothing about a count. */
static const char one_is_article[] = "de nds lb nl af fy da sv no nn fo is en fr oc it es pt gl ca ast ro el hu tr az sq eu br fur lld "
				     "sc vec ga gd cy rm he fa ku ckb hy ka hi ur bn pa gu mr ne or";

static bool is_spelling(const char *rule_set, bool *ret_ordinal)
{
	*ret_ordinal = strncmp(rule_set, "%spellout-ordinal", 17) == 0;
	if (strstr(rule_set, "year") != NULL)
		return false;
	return *ret_ordinal || strncmp(rule_set, "%spellout-cardinal", 18) == 0 || strncmp(rule_set, "%spellout-numbering", 19) == 0;
}

static bool has_digit_or_mark(const char *text)
{
	for (size_t at = 0; text[at] != 0;) {
		UChar32 point = (UChar32)utf8_next((const uint8_t *)text, &at);
		if (u_isdigit(point) || point == '=' || point == '#' || point == 0x2212)
			return true;
	}
	return false;
}

/* How German is written without its own letters: fuenf, zwoelf, dreissig. False when a text has none of them. */
static bool spell_digraphs(const char *text, char ret_text[ICU_TEXT_MAX])
{
	static const struct {
		const char *letter, *digraph;
	} digraphs[] = { { "ä", "ae" }, { "ö", "oe" }, { "ü", "ue" }, { "ß", "ss" } };
	size_t length = 0;
	bool any = false;
	for (const char *from = text; *from != 0 && length + 3 < ICU_TEXT_MAX;) {
		size_t i = 0;
		while (i < 4 && strncmp(from, digraphs[i].letter, 2) != 0)
			i++;
		if (i < 4) {
			memcpy(ret_text + length, digraphs[i].digraph, 2);
			length += 2;
			from += 2;
			any = true;
		} else {
			ret_text[length++] = *from++;
		}
	}
	ret_text[length] = 0;
	return any;
}

static void add_spelled(struct lexicon_source *source, const char *tag, uint16_t language, bool ordinal, int32_t number, const char *text)
{
	struct form form;
	if (has_digit_or_mark(text) || !form_of(text, &form))
		return;
	if (form_unsegmented(&form)) {
		/* Chinese and Japanese put numbers together from single characters; longer words are found as such. */
		bool han = form.bytes[0] >= 0xe3;
		if (han && form.words != 1)
			return;
	} else if (!form_is_long(&form) || form.words > SPELLED_WORDS_MAX) {
		return;
	}
	if (!ordinal && number == 1 && tag_among(tag, one_is_article))
		return;
	source_add(source, ordinal ? LEXICON_ORDINAL : LEXICON_NUMBER, (uint64_t)number, language, 0, text);
	char digraphs[ICU_TEXT_MAX];
	if (strcmp(tag, "de") == 0 && spell_digraphs(text, digraphs))
		source_add(source, ordinal ? LEXICON_ORDINAL : LEXICON_NUMBER, (uint64_t)number, language, 0, digraphs);
}

static void spell(struct lexicon_source *source, UNumberFormat *format, const char *tag, uint16_t language, bool ordinal)
{
	for (int32_t number = ordinal ? 1 : 0; number <= 1000; number += number < 100 ? 1 : 100) {
		UErrorCode error = U_ZERO_ERROR;
		UChar spelled[256];
		char text[ICU_TEXT_MAX];
		int32_t length = unum_format(format, number, spelled, 256, NULL, &error);
		if (U_FAILURE(error) || !icu_utf8(spelled, length, text))
			continue;
		break_marks_drop(text);
		add_spelled(source, tag, language, ordinal, number, text);
	}
}

void collect_numbers(struct lexicon_source *source)
{
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		UErrorCode error = U_ZERO_ERROR;
		uint16_t language;
		UResourceBundle *own = icu_open(TREE_SPELLOUT, locale, "RBNFRules/SpelloutRules");
		ures_close(own);
		if (own == NULL || !source_language(source, locale, &language))
			continue;
		UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, locale, NULL, &error);
		UChar names[8192];
		char sets[8192], *rest = NULL;
		int32_t length = unum_getTextAttribute(format, UNUM_PUBLIC_RULESETS, names, 8192, &error);
		u_strToUTF8(sets, sizeof(sets), NULL, names, length, &error);
		if (U_FAILURE(error))
			make_fail(u_errorName(error), locale);
		for (char *set = strtok_r(sets, ";", &rest); set != NULL; set = strtok_r(NULL, ";", &rest)) {
			bool ordinal;
			UChar name[256];
			if (!is_spelling(set, &ordinal))
				continue;
			u_strFromUTF8(name, 256, NULL, set, -1, &error);
			unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &error);
			if (U_FAILURE(error))
				make_fail(u_errorName(error), set);
			spell(source, format, source->languages.strings[language], language, ordinal);
		}
		unum_close(format);
	}
}

/* The pattern for 10^exponent without its digits: "00 Tsd'.'" is Tsd., and stands for 10^(exponent - 1). */
static void add_multiplier(struct lexicon_source *source, uint16_t language, size_t exponent, const char *pattern)
{
	char literal[ICU_TEXT_MAX];
	size_t length = 0, zeros = 0;
	struct form form;
	for (const char *from = pattern; *from != 0 && *from != ';'; from++) {
		if (*from == '0')
			zeros++;
		else if (*from != '\'')
			literal[length++] = *from;
	}
	literal[length] = 0;
	if (zeros == 0 || zeros > exponent || strstr(literal, "¤") != NULL || has_digit_or_mark(literal) || !form_of(literal, &form))
		return;
	if (form_is_unit(&form))
		source_add(source, LEXICON_MULTIPLIER, exponent + 1 - zeros, language, 0, literal);
}

static void collect_patterns(struct lexicon_source *source, const char *locale, uint16_t language, const char *system, const char *width)
{
	char path[128];
	snprintf(path, sizeof(path), "NumberElements/%s/%s/decimalFormat", system, width);
	UResourceBundle *powers = icu_open(TREE_MAIN, locale, path);
	for (UResourceBundle *power; powers != NULL && (power = icu_next(powers)) != NULL; ures_close(power)) {
		size_t exponent = strlen(ures_getKey(power)) - 1;
		for (UResourceBundle *plural; (plural = icu_next(power)) != NULL; ures_close(plural)) {
			char pattern[ICU_TEXT_MAX];
			if (icu_text(plural, pattern))
				add_multiplier(source, language, exponent, pattern);
		}
	}
	ures_close(powers);
}

void collect_multipliers(struct lexicon_source *source)
{
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		const char *locale = icu_locale(i);
		uint16_t language;
		UResourceBundle *systems = icu_open(TREE_MAIN, locale, "NumberElements");
		bool known = source_language(source, locale, &language);
		for (UResourceBundle *system; systems != NULL && known && (system = icu_next(systems)) != NULL; ures_close(system)) {
			if (ures_getType(system) != URES_TABLE)
				continue;
			collect_patterns(source, locale, language, ures_getKey(system), "patternsLong");
			collect_patterns(source, locale, language, ures_getKey(system), "patternsShort");
		}
		ures_close(systems);
	}
}
