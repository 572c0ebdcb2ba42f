/* How certain a capital letter makes a name: inside a sentence, at its start, and in lines where capitals say nothing. */
#include "word_names.h"

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
	arena_free(&arena);
	return check_that_result();
}
