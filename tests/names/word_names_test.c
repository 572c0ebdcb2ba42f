/* How certain a capital letter makes a name: inside a sentence, at its start, and in lines where capitals say nothing. What a
 * document's known names say of a word is what the word says alone, however often and in whatever order it is asked. */
#include "known_names.h"

#include "check_that.h"
#include "key_id.h"
#include "lexicon.h"
#include "normalise.h"
#include "numeric.h"

static const struct {
	const char *headline;
	uint32_t word;
	enum name_certainty certainty;
} cases[] = {
	{ "the minister met Patrushev in the capital on Friday", 3, NAME_CERTAIN },
	{ "Patrushev was met in the capital by the minister", 0, NAME_AT_START },
	{ "the minister met him in the capital today", 1, NAME_NOT },
	{ "Minister Meets Patrushev in Capital as Talks Resume", 2, NAME_CASELESS },
	{ "Minister Meets Patrushev in Capital as Talks Resume", 0, NAME_AT_START },
	{ "MINISTER MEETS PATRUSHEV IN CAPITAL AS TALKS RESUME", 2, NAME_CASELESS },
	{ "Der Minister sprach gestern in Berlin mit Vertretern der Regierung", 5, NAME_CERTAIN },
	{ "Patrushev Visits Ankara", 2, NAME_CERTAIN }, /* three words prove nothing */
	{ "министр встретил Патрушева в столице", 2, NAME_CERTAIN },
	{ "المتحدث باسم الحكومة", 1, NAME_CASELESS },
	{ "a Patrushev3 came", 1, NAME_NOT },
	{ "selon l'Iran et lui", 1, NAME_CERTAIN }, /* the letter behind the apostrophe */
	{ "selon l'iran et lui", 1, NAME_NOT },
	/* Eight words on either side: of these seventeen, twelve and thirteen have a capital. */
	{ "lowly down lower under Alpha Beta Gamma Delta Here Kappa Sigma Theta Omega Alpha Beta Gamma last Delta Kappa", 8, NAME_CERTAIN },
	{ "down lower under lowly below Alpha Beta Gamma Delta Here Kappa Sigma Theta Omega Alpha Beta Gamma Delta last", 9, NAME_CASELESS },
};

static bool same_names(struct known_names *a, struct known_names *b, uint32_t at)
{
	const struct word_name *names[2];
	uint32_t counts[2], words[2];
	enum name_certainty certainties[2];
	counts[0] = known_names_of(a, at, &names[0], &words[0], &certainties[0]);
	counts[1] = known_names_of(b, at, &names[1], &words[1], &certainties[1]);
	if (counts[0] != counts[1] || words[0] != words[1] || certainties[0] != certainties[1])
		return false;
	for (uint32_t i = 0; i < counts[0]; i++)
		if (names[0][i].id != names[1][i].id || memcmp(names[0][i].presence, names[1][i].presence, NAME_CERTAINTIES) != 0)
			return false;
	return true;
}

/* From the last word to the first, more names than one piece of memory holds, of words that have none, one, and many. */
static void known(struct arena *arena)
{
	static const char line[] = "the minister met Patrushev and Trump's envoy of NATO プーチン 泽连斯基访问 today, Nato and waxman Waxman WAXMAN. ";
	char text[64 * sizeof line] = "";
	for (int i = 0; i < 60; i++)
		memcpy(text + (size_t)i * (sizeof line - 1), line, sizeof line);
	struct article article = { .body = bytes_of_string(text) };
	struct document document;
	struct known_names names;
	unsigned language = lexicon_language(bytes_of_string("en"));
	uint32_t right = 0;
	document_read(&article, arena, &document);
	known_names_init(&names, &document, language, arena);
	for (int time = 0; time < 2; time++) /* what was read first must still be there */
		for (uint32_t i = document.words_count; i > 0; i--) {
			struct known_names alone; /* asked for this word only */
			struct arena other;
			arena_init(&other, 1 << 16);
			known_names_init(&alone, &document, language, &other);
			right += same_names(&names, &alone, i - 1);
			arena_free(&other);
		}
	CHECK_THAT(document.words_count > 600 && right == 2 * document.words_count);
}

static uint32_t names_of(const char *text, const char *language, struct arena *arena, const struct word_name **names)
{
	struct article article = { .body = bytes_of_string(text) };
	struct document *document = arena_take(arena, sizeof *document);
	struct known_names *known = arena_take(arena, sizeof *known);
	uint32_t words;
	enum name_certainty certainty;
	document_read(&article, arena, document);
	known_names_init(known, document, lexicon_language(bytes_of_string(language)), arena);
	return known_names_of(known, 1, names, &words, &certainty);
}

/* What an acronym is besides its letters, only its capitals tell. */
static void capitals(struct arena *arena)
{
	const struct word_name *names;
	char printed[KEY_TEXT_MAX];
	CHECK_THAT(names_of("the Waxman case", "de", arena, &names) == 4);
	CHECK_THAT(names_of("the WAXMAN case", "de", arena, &names) == 5);
	key_print(names[4].id, printed);
	CHECK_THAT(strcmp(printed, "waxman") == 0 && names[4].presence[NAME_AT_START] == 255);
}

/* A key's presence is the certainty of its word divided by the square root of how many readings there are. */
static void presences(struct arena *arena)
{
	static const struct {
		const char *text, *language;
		uint32_t readings;
	} words[] = {
		{ "the Patrushev case", "en", 1 }, { "the Vucic case", "en", 2 }, { "the Trumpin case", "fi", 2 }, { "the Vuchin case", "fi", 4 },
		{ "the Waxman case", "en", 4 }, { "the Waxchin case", "fi", 8 },
	};
	static const double certain[NAME_CERTAINTIES] = { [NAME_HARDLY] = 0.8, [NAME_AT_START] = 0.6, [NAME_CASELESS] = 0.8, [NAME_CERTAIN] = 1.0 };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		const struct word_name *names;
		CHECK_THAT(names_of(words[i].text, words[i].language, arena, &names) > 0);
		for (unsigned certainty = NAME_HARDLY; certainty < NAME_CERTAINTIES; certainty++) {
			double presence = certain[certainty] / numeric_sqrt(words[i].readings) * (certainty == NAME_HARDLY ? 0.5 : 1.0);
			if (!CHECK_THAT(names[0].presence[certainty] == (uint8_t)(presence * 255.0 + 0.5)))
				fprintf(stderr, "  %s: %u\n", words[i].text, names[0].presence[certainty]);
		}
	}
}

static bool prints(uint64_t id, const char *want)
{
	char printed[KEY_TEXT_MAX];
	key_print(id, printed);
	return strcmp(printed, want) == 0;
}

/* What is written together with a name: an ending that leaves three letters, the article; and of a long run its ends. */
static void pieces(struct arena *arena)
{
	const struct word_name *names;
	CHECK_THAT(names_of("the Tanem case", "pl", arena, &names) == 4);
	CHECK_THAT(names_of("the Tnem case", "pl", arena, &names) == 2);
	CHECK_THAT(names_of("قال والكرملين", "ar", arena, &names) == 2 && prints(names[0].id, "KRMLN") && names[0].presence[NAME_CASELESS] == 204);
	CHECK_THAT(names_of("x ประธานาธิบดีวลาดิเมียร์", "th", arena, &names) == 12 && prints(names[0].id, "PRT") && prints(names[1].id, "PRTN"));
	CHECK_THAT(prints(names[2].id, "PRTNT") && names[0].presence[NAME_CASELESS] == 89);
	CHECK_THAT(prints(names[6].id, "TMR") && prints(names[7].id, "LTMR"));
}

/* A language that has no table of its own falls back to its script's: its names meet those of the languages that have. */
static void unknown_language(struct arena *arena)
{
	static const char *const texts[] = { "pallu Patrushev vasht", "паллу Патрушев вашт", "παλλυ Πατρουσεφ βαστ", "پللو باتروشيف وشت",
		"पललु पत्रुशेव वशत" };
	const struct word_name *known, *names;
	uint32_t known_count = names_of("the Patrushev case", "en", arena, &known);
	CHECK_THAT(known_count > 0);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		uint32_t count = names_of(texts[i], "und", arena, &names), met = 0;
		for (uint32_t a = 0; a < count; a++)
			for (uint32_t b = 0; b < known_count; b++)
				met += names[a].id == known[b].id;
		if (!CHECK_THAT(met > 0))
			fprintf(stderr, "  %s\n", texts[i]);
	}
}

int main(void)
{
	const struct name_language *language = name_language(lexicon_language(bytes_of_string("fr")));
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct article article = { .headline = bytes_of_string(cases[i].headline) };
		struct document document;
		document_read(&article, &arena, &document);
		uint8_t certainty = word_looks(&document, language, &arena)[cases[i].word] & LOOK_CERTAINTY;
		if (!CHECK_THAT(certainty == cases[i].certainty))
			fprintf(stderr, "  %s, word %u: %u\n", cases[i].headline, cases[i].word, certainty);
	}
	/* What stands in another line says nothing: a body below a headline in Title Case. */
	struct article article = { .headline = bytes_of_string("Minister Meets Patrushev in Capital as Talks Resume"),
		.body = bytes_of_string("he met Patrushev there") };
	struct document document;
	document_read(&article, &arena, &document);
	CHECK_THAT((word_looks(&document, language, &arena)[10] & LOOK_CERTAINTY) == NAME_CERTAIN);
	known(&arena);
	capitals(&arena);
	presences(&arena);
	pieces(&arena);
	unknown_language(&arena);
	arena_free(&arena);
	return check_that_result();
}
