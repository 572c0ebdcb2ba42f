/* Every number that ICU spells, in every rule set of every language of the lexicon, is read back as its value. What is not
 * said so is listed in exceptions, with the reason. */
#include "figures.h"

#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "break_marks.h"
#include "check_that.h"
#include "each_language.h"
#include "read_text.h"

#define NEWS CLOCK_DAY * 20163 /* 2025-03-16 */
#define TEXT_MAX 1024
#define SETS_MAX 8192

struct exception {
	const char *language; /* "" for all of them */
	const char *rule_set; /* a part of its name */
	double low, high;     /* the numbers that are not read, both included */
};

static const struct exception exceptions[] = {
	{ "", "%", 1, 1 },                                    /* one is the article as well in most of them */
	{ "el", "%spellout-ordinal-feminine", 100, 100 },     /* εκατοστή: about a hundred is said so too */
	{ "fi", "plural", 10, 10 },                           /* tens, hundreds, thousands: vague */
	{ "fi", "plural", 100, 100 },
	{ "fi", "plural", 1000, 1000 },
	{ "fi", "%spellout-cardinal-plural", 101, 2500000 },  /* with hyphens at places where nobody writes them */
	{ "ja", "%spellout-ordinal", 100, 100 },              /* 第百 */
	{ "hr", "%spellout-ordinal-neuter", 6, 6 },           /* šesto is six hundred as well */
	{ "ko", "%", 0, 9 },                                  /* one syllable is a particle or a name more often than a number */
	{ "ko", "%", 10, 10 },
	{ "ko", "%", 100, 110 },                              /* 백일: a hundred days */
	{ "ko", "%", 1000, 1000 },
	{ "ko", "%", 21000, 21000 },                          /* 이만 천: 이만 is "so much", too */
	{ "ko", "%spellout-cardinal-native", 101, 999999 },   /* native words end at 99 */
	{ "vi", "%", 0, 0 },                                  /* không is not, too */
	{ "zh", "%spellout-numbering-days", 0, 100 },         /* days of the lunar month */
};

static bool is_excepted(const char *language, const char *rule_set, double number)
{
	for (size_t i = 0; i < sizeof exceptions / sizeof exceptions[0]; i++) {
		const struct exception *at = &exceptions[i];
		if ((at->language[0] == 0 || strcmp(at->language, language) == 0) && strstr(rule_set, at->rule_set) != NULL &&
		    number >= at->low && number <= at->high)
			return true;
	}
	return false;
}

static bool spell(UNumberFormat *format, double number, char text[TEXT_MAX])
{
	UErrorCode error = U_ZERO_ERROR;
	UChar spelled[TEXT_MAX / 4];
	int32_t length = unum_formatDouble(format, number, spelled, TEXT_MAX / 4, NULL, &error);
	u_strToUTF8(text, TEXT_MAX, NULL, spelled, length, &error);
	break_marks_drop(text);
	return U_SUCCESS(error) && strpbrk(text, "0123456789") == NULL;
}

static bool read_back(const char *language, const char *text, double number, struct arena *arena, char line[TEXT_MAX])
{
	struct arena_mark mark = arena_mark(arena);
	struct read_text read;
	read_text(language, NULL, text, NEWS, arena, &read);
	figures_tell(&read, line, TEXT_MAX);
	bool same = read.figures_count == 1 && read.figures[0].exact == number;
	arena_rewind(arena, mark);
	return same;
}

static void check_set(const char *language, UNumberFormat *format, const char *rule_set, struct arena *arena)
{
	static const double more[] = { 101, 110, 125, 999, 1000, 1234, 21000, 1000000, 2500000 };
	bool ordinal = strstr(rule_set, "ordinal") != NULL;
	for (int i = ordinal ? 3 : 0; i <= 100 + (ordinal ? 0 : 9); i++) {
		double number = i <= 100 ? i : more[i - 101];
		char text[TEXT_MAX], line[TEXT_MAX];
		if (is_excepted(language, rule_set, number) || !spell(format, number, text))
			continue;
		if (!CHECK_THAT(read_back(language, text, number, arena, line)))
			fprintf(stderr, "  %s %s %.15g: %s\n    read %s\n", language, rule_set, number, text, line);
	}
}

static bool is_spelling(const char *rule_set)
{
	return strncmp(rule_set, "%spellout-", 10) == 0 && strstr(rule_set, "year") == NULL;
}

static void check_language(const char *language, struct arena *arena)
{
	UErrorCode error = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(UNUM_SPELLOUT, NULL, 0, language, NULL, &error);
	UChar names[SETS_MAX];
	char sets[SETS_MAX], *rest = NULL;
	int32_t length = unum_getTextAttribute(format, UNUM_PUBLIC_RULESETS, names, SETS_MAX, &error);
	u_strToUTF8(sets, sizeof sets, NULL, names, length, &error);
	if (U_FAILURE(error) || strcmp(unum_getLocaleByType(format, ULOC_ACTUAL_LOCALE, &error), language) != 0) {
		printf("%s: ICU has no words of its own\n", language);
		unum_close(format);
		return;
	}
	for (char *set = strtok_r(sets, ";", &rest); set != NULL; set = strtok_r(NULL, ";", &rest)) {
		UChar name[256];
		u_strFromUTF8(name, 256, NULL, set, -1, &error);
		unum_setTextAttribute(format, UNUM_DEFAULT_RULESET, name, -1, &error);
		if (is_spelling(set))
			check_set(language, format, set, arena);
	}
	unum_close(format);
}

int main(int argc, char **argv)
{
	CHECK_THAT(each_language(argc > 1 ? argv[1] : NULL, check_language) >= 30);
	return check_that_result();
}
