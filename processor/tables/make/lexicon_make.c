/* lexicon_make.c: makes processor/tables/lexicon.bin from ICU's locale data, CLDR's annotations and the files written by
 * hand. usage: lexicon_make [--report] ANNOTATIONS LEXICON PLACES OUT
 * ANNOTATIONS: the folder with a folder for each language; LEXICON: the folder of the .tsv files; PLACES: places.tsv.
 * --report prints how many phrases of each kind every language has. */
#include "lexicon_make.h"

#include <dirent.h>

#include <unicode/uloc.h>
#include <unicode/uversion.h>

#include "lexicon_icu.h"

/* The release whose data the table is made of: another gives another table, which is a decision and no accident. */
#define ICU_RELEASE 72

static void put_language(struct lexicon_source *source, const char *locale)
{
	char tag[9];
	language_primary(locale, tag);
	if (strlen(tag) >= 2 && strcmp(tag, "und") != 0 && strcmp(tag, "root") != 0)
		string_list_put(&source->languages, tag);
}

static void put_folder_languages(struct lexicon_source *source, const char *path)
{
	DIR *folder = opendir(path);
	if (folder == NULL)
		make_fail("cannot read", path);
	for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
		char tag[256];
		snprintf(tag, sizeof(tag), "%.*s", (int)strcspn(entry->d_name, "."), entry->d_name);
		put_language(source, tag);
	}
	closedir(folder);
}

static int string_order(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool written_in_latin(const char *locale)
{
	UErrorCode error = U_ZERO_ERROR;
	char likely[ULOC_FULLNAME_CAPACITY], script[16];
	uloc_addLikelySubtags(locale, likely, sizeof(likely), &error);
	uloc_getScript(likely, script, sizeof(script), &error);
	return U_SUCCESS(error) && strcmp(script, "Latn") == 0;
}

static void list_languages(struct lexicon_source *source, const char *annotations_path, const char *lexicon_path)
{
	for (int32_t i = 0; icu_locale(i) != NULL; i++)
		put_language(source, icu_locale(i));
	put_folder_languages(source, annotations_path);
	put_folder_languages(source, lexicon_path);
	qsort(source->languages.strings, source->languages.count, sizeof(char *), string_order);
	/* The unknown language comes first. */
	string_list_put(&source->languages, "und");
	char *unknown = source->languages.strings[source->languages.count - 1];
	memmove(source->languages.strings + 1, source->languages.strings, (source->languages.count - 1) * sizeof(char *));
	source->languages.strings[0] = unknown;
	if (source->languages.count > LANGUAGES_MAX)
		make_fail("more languages than the table can tell apart", NULL);
	for (uint32_t i = 1; i < source->languages.count; i++)
		source->latin[i] = written_in_latin(source->languages.strings[i]);
	for (int32_t i = 0; icu_locale(i) != NULL; i++) {
		uint16_t language;
		if (strstr(icu_locale(i), "_Latn") != NULL && source_language(source, icu_locale(i), &language))
			source->latin[language] = true;
	}
}

int main(int argc, char **argv)
{
	static struct lexicon_source source;
	UVersionInfo version;
	bool report = argc > 1 && strcmp(argv[1], "--report") == 0;
	if (argc != (report ? 6 : 5)) {
		fprintf(stderr, "usage: lexicon_make [--report] ANNOTATIONS LEXICON PLACES OUT\n");
		return 2;
	}
	argv += report;
	u_getVersion(version);
	if (version[0] != ICU_RELEASE)
		make_fail("the table is made from ICU 72 (Debian 12); this is another", U_ICU_VERSION);
	list_languages(&source, argv[1], argv[2]);
	collect_places(&source, argv[3]);
	collect_concepts(&source, argv[1]);
	collect_calendar(&source);
	collect_day_parts(&source);
	collect_numbers(&source);
	collect_multipliers(&source);
	collect_units(&source);
	collect_currencies(&source);
	collect_written(&source, argv[2]);
	lexicon_compile(&source, argv[4], report);
	return 0;
}
