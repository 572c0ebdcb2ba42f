/* How certain a capital letter makes a name: inside a sentence, at its start, and in lines where capitals say nothing. What a
 * document's known names say of a word is what the word says itself, however often and in whatever order it is asked. */
#include "known_names.h"

#include "check_that.h"
#include "normalise.h"

static const struct {
	const char *headline;
	uint32_t word;
	double certainty;
} cases[] = {
	{ "the minister met Patrushev in the capital on Friday", 3, 1.0 },
	{ "Patrushev was met in the capital by the minister", 0, 0.6 },
	{ "the minister met him in the capital today", 1, 0.0 },
	{ "Minister Meets Patrushev in Capital as Talks Resume", 2, 0.8 },
	{ "Minister Meets Patrushev in Capital as Talks Resume", 0, 0.6 },
	{ "MINISTER MEETS PATRUSHEV IN CAPITAL AS TALKS RESUME", 2, 0.8 },
	{ "Der Minister sprach gestern in Berlin mit Vertretern der Regierung", 5, 1.0 },
	{ "Patrushev Visits Ankara", 2, 1.0 }, /* three words prove nothing */
	{ "министр встретил Патрушева в столице", 2, 1.0 },
	{ "المتحدث باسم الحكومة", 1, 0.8 },
};

static bool known_as_read(struct known_names *known, uint32_t at)
{
	struct word_name read[WORD_NAMES_MAX];
	const struct word_name *names, *again;
	uint32_t words, known_words, count = word_names(known->document, at, known->tag, read, &words);
	if (known_names_of(known, at, &names, &known_words) != count || known_words != words)
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (names[i].kind != read[i].kind || names[i].body != read[i].body || names[i].presence > read[i].presence ||
		    names[i].presence < read[i].presence)
			return false;
	return known_names_of(known, at, &again, &known_words) == count && again == names;
}

/* From the last word to the first, more names than one piece of memory holds, of words that have none, one, and many. */
static void known(struct arena *arena)
{
	static const char line[] = "the minister met Patrushev and Trump's envoy of NATO プーチン 泽连斯基访问 today. ";
	char text[64 * sizeof line] = "";
	for (int i = 0; i < 60; i++)
		memcpy(text + (size_t)i * (sizeof line - 1), line, sizeof line);
	struct article article = { .body = bytes_of_string(text) };
	struct document document;
	struct known_names names;
	uint32_t right = 0;
	document_read(&article, arena, &document);
	known_names_init(&names, &document, lexicon_language(bytes_of_string("en")), arena);
	for (int time = 0; time < 2; time++) /* what was read first must still be there */
		for (uint32_t i = document.words_count; i > 0; i--)
			right += known_as_read(&names, i - 1);
	CHECK_THAT(document.words_count > 600 && right == 2 * document.words_count);
}

static uint32_t names_of(const char *text, const char *language, struct arena *arena, struct word_name names[WORD_NAMES_MAX])
{
	struct article article = { .body = bytes_of_string(text) };
	struct document document;
	uint32_t words;
	document_read(&article, arena, &document);
	return word_names(&document, 1, language, names, &words);
}

/* A language that has no table of its own falls back to its script's: its names meet those of the languages that have. */
static void unknown_language(struct arena *arena)
{
	static const char *const texts[] = { "pallu Patrushev vasht", "паллу Патрушев вашт", "παλλυ Πατρουσεφ βαστ", "پللو باتروشيف وشت",
		"पललु पत्रुशेव वशत" };
	struct word_name known[WORD_NAMES_MAX], names[WORD_NAMES_MAX];
	uint32_t known_count = names_of("the Patrushev case", "en", arena, known);
	CHECK_THAT(known_count > 0);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		uint32_t count = names_of(texts[i], "und", arena, names), met = 0;
		for (uint32_t a = 0; a < count; a++)
			for (uint32_t b = 0; b < known_count; b++)
				met += names[a].kind == known[b].kind && names[a].body == known[b].body;
		if (!CHECK_THAT(met > 0))
			fprintf(stderr, "  %s\n", texts[i]);
	}
}

int main(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct article article = { .headline = bytes_of_string(cases[i].headline) };
		struct document document;
		document_read(&article, &arena, &document);
		double certainty = word_name_certainty(&document, cases[i].word);
		if (certainty < cases[i].certainty || certainty > cases[i].certainty)
			fprintf(stderr, "%s, word %u: %g\n", cases[i].headline, cases[i].word, certainty);
		CHECK_THAT(certainty >= cases[i].certainty && certainty <= cases[i].certainty);
	}
	/* What stands in another line says nothing: a body below a headline in Title Case. */
	struct article article = { .headline = bytes_of_string("Minister Meets Patrushev in Capital as Talks Resume"),
		.body = bytes_of_string("he met Patrushev there") };
	struct document document;
	document_read(&article, &arena, &document);
	CHECK_THAT(word_name_certainty(&document, 10) >= 1.0);
	known(&arena);
	unknown_language(&arena);
	arena_free(&arena);
	return check_that_result();
}
