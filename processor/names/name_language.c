#include "name_language.h"

#include <pthread.h>

#include "lexicon.h"
#include "word_looks.h"

static struct name_language languages[LANGUAGES_MAX];

static void make_table(void)
{
	name_latin_prepare();
	name_endings_prepare();
	word_looks_prepare();
	for (unsigned i = 0; i < LANGUAGES_MAX; i++) {
		const char *tag = lexicon_language_tag(i);
		languages[i] = (struct name_language){ .latin = name_latin_of(tag), .endings = name_endings_of(tag),
			.joins_prefixes = strcmp(tag, "ar") == 0,
			.persian = strcmp(tag, "fa") == 0 || strcmp(tag, "ur") == 0 || strcmp(tag, "ps") == 0,
			.g_is_h = strcmp(tag, "uk") == 0 || strcmp(tag, "be") == 0,
			.reads_han = strcmp(tag, "ja") != 0 };
	}
}

const struct name_language *name_language(unsigned language)
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;
	pthread_once(&made, make_table);
	return &languages[language < LANGUAGES_MAX ? language : LANGUAGE_UNKNOWN];
}
