#include "language.h"

#define WORDS_READ 200
#define STOP_WORDS_MIN 2

/* Scripts that one language alone writes, as far as wires go. */
static const struct {
	enum script script;
	const char *tag;
} scripts[] = {
	{ SCRIPT_GREEK, "el" }, { SCRIPT_HEBREW, "he" }, { SCRIPT_ARMENIAN, "hy" }, { SCRIPT_GEORGIAN, "ka" },
	{ SCRIPT_BENGALI, "bn" }, { SCRIPT_GURMUKHI, "pa" }, { SCRIPT_GUJARATI, "gu" }, { SCRIPT_ORIYA, "or" },
	{ SCRIPT_TAMIL, "ta" }, { SCRIPT_TELUGU, "te" }, { SCRIPT_KANNADA, "kn" }, { SCRIPT_MALAYALAM, "ml" },
	{ SCRIPT_SINHALA, "si" }, { SCRIPT_THAI, "th" }, { SCRIPT_LAO, "lo" }, { SCRIPT_BURMESE, "my" },
	{ SCRIPT_KHMER, "km" }, { SCRIPT_ETHIOPIC, "am" }, { SCRIPT_HANGUL, "ko" }, { SCRIPT_HIRAGANA, "ja" },
	{ SCRIPT_KATAKANA, "ja" },
};

/* Languages that share a script, commonest first, so that of two that fit equally well the commoner one is taken. */
static const struct {
	enum script script;
	const char *tags;
} shared[] = {
	{ SCRIPT_LATIN, "en es fr de pt it id nl tr pl sv ro cs hu vi da no fi hr sr bs sk sl ms sw et lv lt ca sq az uz tl" },
	{ SCRIPT_CYRILLIC, "ru uk bg sr mk be kk ky mn tg" },
	{ SCRIPT_ARABIC, "ar fa ur ps ku" },
	{ SCRIPT_DEVANAGARI, "hi mr ne" },
};

enum script document_script(const struct document *document)
{
	uint32_t letters[SCRIPT_COUNT] = { 0 };
	enum script most = SCRIPT_NONE;
	for (uint32_t i = 0; i < document->words_count; i++)
		letters[document->words[i].script] += document->words[i].norm_length;
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

static uint32_t stop_words(const struct document *document, unsigned language)
{
	struct lexicon_hit hits[16];
	uint32_t count = 0;
	uint32_t words = document->words_count < WORDS_READ ? document->words_count : WORDS_READ;
	for (uint32_t i = 0; i < words; i++) {
		const struct word *word = &document->words[i];
		uint32_t found = lexicon_lookup(bytes_of(document->norm.data + word->norm_start, word->norm_length), language, hits, 16);
		for (uint32_t k = 0; k < found; k++)
			count += hits[k].kind == LEXICON_STOP;
	}
	return count;
}

static unsigned guess_among(const struct document *document, const char *tags)
{
	unsigned best = LANGUAGE_UNKNOWN;
	uint32_t most = STOP_WORDS_MIN - 1;
	for (const char *at = tags; *at != 0;) {
		size_t length = strcspn(at, " ");
		unsigned language = lexicon_language(bytes_of(at, length));
		uint32_t count = language == LANGUAGE_UNKNOWN ? 0 : stop_words(document, language);
		if (count > most) {
			most = count;
			best = language;
		}
		at += length + (at[length] == ' ');
	}
	return best;
}

static unsigned guess(const struct document *document, enum script script)
{
	for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++)
		if (scripts[i].script == script)
			return lexicon_language(bytes_of_string(scripts[i].tag));
	if (script == SCRIPT_HAN)
		return lexicon_language(bytes_of("zh", 2));
	for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
		if (shared[i].script == script) {
			unsigned language = guess_among(document, shared[i].tags);
			bool commonest = language == LANGUAGE_UNKNOWN && script != SCRIPT_LATIN; /* Latin letters alone say nothing */
			return commonest ? lexicon_language(bytes_of(shared[i].tags, 2)) : language;
		}
	return LANGUAGE_UNKNOWN;
}

unsigned language_find(const struct document *document, struct bytes declared)
{
	enum script script = document_script(document);
	unsigned hint = declared.length == 0 ? LANGUAGE_UNKNOWN : lexicon_language(declared);
	if (hint != LANGUAGE_UNKNOWN && script_bears_out(script, lexicon_language_tag(hint)))
		return hint;
	return guess(document, script);
}
