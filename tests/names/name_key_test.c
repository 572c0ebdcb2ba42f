/* Spellings of one name in different scripts have a skeleton in common; different names have none. */
#include "name_key.h"

#include "check_that.h"

static bool share(char a[][NAME_SKELETON_MAX + 1], uint32_t a_count, char b[][NAME_SKELETON_MAX + 1], uint32_t b_count)
{
	for (uint32_t i = 0; i < a_count; i++)
		for (uint32_t k = 0; k < b_count; k++)
			if (strcmp(a[i], b[k]) == 0)
				return true;
	return false;
}

struct spelling {
	const char *text;
	enum script script;
	const char *language;
};

static const struct {
	struct spelling left, right;
	bool precise, coarse; /* whether they share a skeleton */
} cases[] = {
	{ { "patruschew", SCRIPT_LATIN, "de" }, { "patrushev", SCRIPT_LATIN, "en" }, true, true },
	{ { "patrushev", SCRIPT_LATIN, "en" }, { "патрушев", SCRIPT_CYRILLIC, "ru" }, true, true },
	{ { "patrushev", SCRIPT_LATIN, "en" }, { "باتروشيف", SCRIPT_ARABIC, "ar" }, true, true },
	{ { "kerman", SCRIPT_LATIN, "en" }, { "كرمان", SCRIPT_ARABIC, "ar" }, true, true },
	{ { "washington", SCRIPT_LATIN, "en" }, { "вашингтон", SCRIPT_CYRILLIC, "ru" }, true, true },
	{ { "georgia", SCRIPT_LATIN, "en" }, { "джорджия", SCRIPT_CYRILLIC, "ru" }, true, false },
	{ { "john", SCRIPT_LATIN, "en" }, { "джон", SCRIPT_CYRILLIC, "ru" }, true, true },
	{ { "boris", SCRIPT_LATIN, "en" }, { "μπόρις", SCRIPT_GREEK, "el" }, true, true },
	{ { "delhi", SCRIPT_LATIN, "en" }, { "दिल्ली", SCRIPT_DEVANAGARI, "hi" }, true, true },
	{ { "mumbai", SCRIPT_LATIN, "en" }, { "मुंबई", SCRIPT_DEVANAGARI, "hi" }, true, true },
	{ { "chennai", SCRIPT_LATIN, "en" }, { "சென்னை", SCRIPT_TAMIL, "ta" }, true, true },
	{ { "trump", SCRIPT_LATIN, "en" }, { "トランプ", SCRIPT_KATAKANA, "ja" }, false, true },
	{ { "putin", SCRIPT_LATIN, "en" }, { "푸틴", SCRIPT_HANGUL, "ko" }, false, true },
	{ { "netanyahu", SCRIPT_LATIN, "en" }, { "נתניהו", SCRIPT_HEBREW, "he" }, true, true },
	{ { "tbilisi", SCRIPT_LATIN, "en" }, { "თბილისი", SCRIPT_GEORGIAN, "ka" }, true, true },
	{ { "yerevan", SCRIPT_LATIN, "en" }, { "երեւան", SCRIPT_ARMENIAN, "hy" }, true, true },
	{ { "adama", SCRIPT_LATIN, "en" }, { "አዳማ", SCRIPT_ETHIOPIC, "am" }, true, true },
	{ { "patrushev", SCRIPT_LATIN, "en" }, { "ahmadian", SCRIPT_LATIN, "en" }, false, false },
	{ { "tehran", SCRIPT_LATIN, "en" }, { "london", SCRIPT_LATIN, "en" }, false, false },
};

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct name_skeletons left, right;
		name_skeletons(bytes_of_string(cases[i].left.text), cases[i].left.script, cases[i].left.language, &left);
		name_skeletons(bytes_of_string(cases[i].right.text), cases[i].right.script, cases[i].right.language, &right);
		bool precise = share(left.precise, left.precise_count, right.precise, right.precise_count);
		bool coarse = share(left.coarse, left.coarse_count, right.coarse, right.coarse_count);
		if (precise != cases[i].precise || coarse != cases[i].coarse)
			fprintf(stderr, "%s / %s: precise %d coarse %d (%s %s / %s %s)\n", cases[i].left.text, cases[i].right.text, precise,
			        coarse, left.precise_count > 0 ? left.precise[0] : "-", left.coarse_count > 0 ? left.coarse[0] : "-",
			        right.precise_count > 0 ? right.precise[0] : "-", right.coarse_count > 0 ? right.coarse[0] : "-");
		CHECK_THAT(precise == cases[i].precise);
		CHECK_THAT(coarse == cases[i].coarse);
	}

	char skeleton[NAME_SKELETON_MAX + 1];
	struct name_skeletons trump;
	name_skeletons(bytes_of_string("trump"), SCRIPT_LATIN, "en", &trump);
	name_skeleton_han(bytes_of_string("特朗普"), false, skeleton);
	CHECK_THAT(strcmp(skeleton, trump.coarse[0]) == 0);
	name_skeleton_han(bytes_of_string("特民"), false, skeleton);
	CHECK_THAT(skeleton[0] == 0); /* not a character that names are transcribed with */
	name_skeletons(bytes_of_string("aeiou"), SCRIPT_LATIN, "en", &trump);
	CHECK_THAT(trump.precise_count == 0 && trump.coarse_count == 0);
	return check_that_result();
}
