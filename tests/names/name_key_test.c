/* Spellings of one name in different scripts have a skeleton in common; different names have none. */
#include "name_key.h"

#include "check_that.h"
#include "lexicon.h"

static bool share(const uint64_t *a, uint32_t a_count, const uint64_t *b, uint32_t b_count)
{
	for (uint32_t i = 0; i < a_count; i++)
		for (uint32_t k = 0; k < b_count; k++)
			if (a[i] == b[k])
				return true;
	return false;
}

static void print_skeletons(const uint64_t *skeletons, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		char printed[KEY_TEXT_MAX];
		key_print(key_id(KEY_NAME, skeletons[i]), printed);
		fprintf(stderr, " %s", printed);
	}
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

static struct name_skeletons skeletons_of(const char *text, enum script script, const char *language)
{
	struct name_skeletons skeletons;
	name_skeletons(bytes_of_string(text), script, name_language(lexicon_language(bytes_of_string(language))), &skeletons);
	return skeletons;
}

static void spellings_meet(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct name_skeletons left = skeletons_of(cases[i].left.text, cases[i].left.script, cases[i].left.language);
		struct name_skeletons right = skeletons_of(cases[i].right.text, cases[i].right.script, cases[i].right.language);
		bool precise = share(left.precise, left.precise_count, right.precise, right.precise_count);
		bool coarse = share(left.coarse, left.coarse_count, right.coarse, right.coarse_count);
		if (precise != cases[i].precise || coarse != cases[i].coarse) {
			fprintf(stderr, "%s / %s: precise %d coarse %d:", cases[i].left.text, cases[i].right.text, precise, coarse);
			print_skeletons(left.precise, left.precise_count);
			print_skeletons(right.precise, right.precise_count);
			print_skeletons(left.coarse, left.coarse_count);
			print_skeletons(right.coarse, right.coarse_count);
			fprintf(stderr, "\n");
		}
		CHECK_THAT(precise == cases[i].precise);
		CHECK_THAT(coarse == cases[i].coarse);
	}
}

/* What a word reads as, in the order in which likelier spellings come first. */
static const struct {
	struct spelling word;
	const char *precise, *coarse;
} readings[] = {
	{ { "aeiou", SCRIPT_LATIN, "en" }, "", "" },
	{ { "grebenko", SCRIPT_LATIN, "en" }, "KRPNK", "KLPNK" },
	{ { "schewtschenko", SCRIPT_LATIN, "de" }, "SFSNK", "SPSNK" },
	{ { "waxman", SCRIPT_LATIN, "en" }, "KSMN FKSMN SMN FSMN", "KSMN PKSMN SMN PSMN" },
	{ { "waxman", SCRIPT_LATIN, "de" }, "FKSMN FSMN", "PKSMN PSMN" },
	{ { "chachacha", SCRIPT_LATIN, "en" }, "KS SKS", "KS SKS" }, /* the third ch is S, as is likelier; S alone is too little */
	{ { "vucic", SCRIPT_LATIN, "en" }, "FSK FS", "PSK PS" },
	{ { "huang", SCRIPT_LATIN, "en" }, "NK", "NK" },
	{ { "gino", SCRIPT_LATIN, "it" }, "KN SN", "KN SN" },
	{ { "tomb", SCRIPT_LATIN, "en" }, "TNP", "TNP" },
	{ { "tamil", SCRIPT_LATIN, "en" }, "TML", "TML" },
	{ { "tammir", SCRIPT_LATIN, "en" }, "TMR", "TM" },
	{ { "kbdlkbdlkbdlkbdl", SCRIPT_LATIN, "en" }, "KPTLKPTLKPTLK", "KPTLKPTLKPTLK" }, /* as much as a key holds */
	/* forty sounds */
	{ { "ააააააააააააააააააააააააააააააააააააააბგდ", SCRIPT_GEORGIAN, "ka" }, "PK", "PK" },
	{ { "აააააააააააააააააააააააააააააააააააააააბგდ", SCRIPT_GEORGIAN, "ka" }, "", "" },
	{ { "грушев", SCRIPT_CYRILLIC, "ru" }, "KRSF", "KLSP" },
	{ { "грушев", SCRIPT_CYRILLIC, "uk" }, "RSF KRSF", "LSP KLSP" },
	{ { "تشاد", SCRIPT_ARABIC, "ar" }, "ST TST", "ST TST" },
	{ { "مثل", SCRIPT_ARABIC, "ar" }, "MTL", "MTL" },
	{ { "مثل", SCRIPT_ARABIC, "fa" }, "MSL", "MSL" },
	{ { "फ़रहाद", SCRIPT_DEVANAGARI, "hi" }, "FRT", "PLT" },
	{ { "푸틴", SCRIPT_HANGUL, "ko" }, "", "PTN" },
	{ { "メルケル", SCRIPT_KATAKANA, "ja" }, "", "MLKL MKL MLK MK" },
};

static void check_readings(const char *word, const char *want, const uint64_t *skeletons, uint32_t count)
{
	char text[128] = "";
	for (uint32_t i = 0; i < count; i++) {
		char printed[KEY_TEXT_MAX];
		key_print(key_id(KEY_NAME, skeletons[i]), printed);
		size_t length = strlen(text);
		snprintf(text + length, sizeof text - length, "%s%s", i > 0 ? " " : "", printed);
	}
	if (!CHECK_THAT(strcmp(text, want) == 0))
		fprintf(stderr, "  %s: %s, not %s\n", word, text, want);
}

static void words_read(void)
{
	for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
		const struct spelling *word = &readings[i].word;
		struct name_skeletons skeletons = skeletons_of(word->text, word->script, word->language);
		check_readings(word->text, readings[i].precise, skeletons.precise, skeletons.precise_count);
		check_readings(word->text, readings[i].coarse, skeletons.coarse, skeletons.coarse_count);
	}
}

static void han_reads(void)
{
	struct name_skeletons trump = skeletons_of("trump", SCRIPT_LATIN, "en");
	uint64_t skeleton = 0, ended = 0;
	CHECK_THAT(name_skeleton_add_han(0x7279, false, &skeleton) && name_skeleton_add_han(0x6717, false, &skeleton) &&
	           name_skeleton_add_han(0x666e, false, &skeleton)); /* 特朗普 */
	CHECK_THAT(skeleton == trump.coarse[0]);
	CHECK_THAT(!name_skeleton_add_han(0x6c11, false, &ended)); /* 民 is no character that names are transcribed with */
}

int main(void)
{
	spellings_meet();
	words_read();
	han_reads();
	return check_that_result();
}
