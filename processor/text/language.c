#include "language.h"

#include "function_words.h"

#define WORDS_READ 128
#define HITS_MIN 1.2       /* function words that tell a language, when none is declared */
#define HITS_TO_OVERRULE 4.0 /* and a language other than the declared one, when they are so many */
#define TIMES_TO_OVERRULE 8.0 /* and so many times those of the declared one: a caption in English may be longer than the rest */

/* Scripts that one language alone writes, as far as wires go. */
static const struct {
	enum script script;
	const char *tag;
} scripts[] = {
	{ SCRIPT_GREEK, "el" }, { SCRIPT_HEBREW, "he" }, { SCRIPT_ARMENIAN, "hy" }, { SCRIPT_GEORGIAN, "ka" },
	{ SCRIPT_GURMUKHI, "pa" }, { SCRIPT_GUJARATI, "gu" }, { SCRIPT_ORIYA, "or" },
	{ SCRIPT_TAMIL, "ta" }, { SCRIPT_TELUGU, "te" }, { SCRIPT_KANNADA, "kn" }, { SCRIPT_MALAYALAM, "ml" },
	{ SCRIPT_SINHALA, "si" }, { SCRIPT_THAI, "th" }, { SCRIPT_LAO, "lo" }, { SCRIPT_BURMESE, "my" },
	{ SCRIPT_KHMER, "km" }, { SCRIPT_HANGUL, "ko" }, { SCRIPT_HIRAGANA, "ja" },
	{ SCRIPT_KATAKANA, "ja" },
};

/* The script that most letters of the document have. */
static enum script document_script(const struct document *document)
{
	uint32_t letters[SCRIPT_COUNT] = { 0 };
	enum script most = SCRIPT_NONE;
	uint32_t run = 0; /* letters of words of one script in a row: in a register, where a sum in memory waits for itself */
	uint8_t script_of_run = SCRIPT_NONE;
	for (uint32_t i = 0; i < document->words_count; i++) {
		if (document->words[i].script != script_of_run) {
			letters[script_of_run] += run;
			script_of_run = document->words[i].script;
			run = 0;
		}
		run += document->words[i].norm_length;
	}
	letters[script_of_run] += run;
	/* Japanese mixes kana into Han: a tenth of kana makes it Japanese. */
	uint32_t kana = letters[SCRIPT_HIRAGANA] + letters[SCRIPT_KATAKANA];
	if (kana > 0 && 10 * kana >= letters[SCRIPT_HAN] + kana && kana + letters[SCRIPT_HAN] > letters[SCRIPT_LATIN])
		return SCRIPT_HIRAGANA;
	for (unsigned script = SCRIPT_LATIN; script < SCRIPT_COUNT; script++)
		if (letters[script] > letters[most] || most == SCRIPT_NONE)
			most = letters[script] > 0 ? (enum script)script : most;
	return most;
}

/* Whether a declared language may come in a script: a language with a script of its own comes in no other, and no other
 * language comes in that one. */
static bool script_bears_out(enum script script, const char *tag)
{
	bool script_is_owned = false, language_owns = false;
	if (script == SCRIPT_NONE)
		return true;
	if (script == SCRIPT_HAN)
		return strcmp(tag, "zh") == 0 || strcmp(tag, "ja") == 0;
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
		if (scripts[i].script == script && strcmp(scripts[i].tag, tag) == 0)
			return true;
		script_is_owned |= scripts[i].script == script;
		language_owns |= strcmp(scripts[i].tag, tag) == 0;
	}
	return !script_is_owned && !language_owns && strcmp(tag, "zh") != 0;
}

/* The language of the script whose function words the text has most of, and how many; LANGUAGE_UNKNOWN when it has none. */
static unsigned language_by_words(const double counts[FUNCTION_LANGUAGES], enum script script, double *ret_count)
{
	const char *best = NULL;
	*ret_count = 0.0;
	for (uint32_t i = 0; function_tag(i) != NULL; i++)
		if (function_script(i) == script && counts[i] > *ret_count) {
			best = function_tag(i);
			*ret_count = counts[i];
		}
	return best == NULL ? LANGUAGE_UNKNOWN : lexicon_language(bytes_of_string(best));
}

/* The first of a script's languages, the commonest; of Latin letters none: they alone say nothing. */
static unsigned commonest(enum script script)
{
	for (uint32_t i = 0; script != SCRIPT_LATIN && function_tag(i) != NULL; i++)
		if (function_script(i) == script)
			return lexicon_language(bytes_of_string(function_tag(i)));
	return LANGUAGE_UNKNOWN;
}

static unsigned guess(const double counts[FUNCTION_LANGUAGES], enum script script)
{
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
		if (scripts[i].script == script)
			return lexicon_language(bytes_of_string(scripts[i].tag));
	if (script == SCRIPT_HAN)
		return lexicon_language(bytes_of("zh", 2));
	double count;
	unsigned language = language_by_words(counts, script, &count);
	return count >= HITS_MIN ? language : commonest(script);
}

/* Whether the text is so plainly of another language that the wire's word does not hold. */
static bool words_overrule(const double counts[FUNCTION_LANGUAGES], enum script script, unsigned declared)
{
	double count;
	uint32_t own = function_language(lexicon_language_tag(declared));
	unsigned language = language_by_words(counts, script, &count);
	double declared_count = own == FUNCTION_LANGUAGES ? 0.0 : counts[own];
	bool known = own != FUNCTION_LANGUAGES && function_script(own) == script;
	if (!known && script == SCRIPT_LATIN && count < 2.0 * HITS_TO_OVERRULE)
		return false; /* nothing is known of its function words */
	return language != declared && count >= HITS_TO_OVERRULE && count >= TIMES_TO_OVERRULE * declared_count;
}

unsigned language_find(const struct document *document, struct bytes declared)
{
	double counts[FUNCTION_LANGUAGES];
	enum script script = document_script(document);
	unsigned hint = declared.length == 0 ? LANGUAGE_UNKNOWN : lexicon_language(declared);
	function_words_count(document, WORDS_READ, counts);
	if (hint != LANGUAGE_UNKNOWN && script_bears_out(script, lexicon_language_tag(hint)) && !words_overrule(counts, script, hint))
		return hint;
	return guess(counts, script);
}
