/* Who is named as the author of an act. All events, groups and people are made up, but for those of the list of actors. */
#include "authors.h"

#include <stdio.h>

#include "check_that.h"
#include "read_text.h"

static struct arena arena;

static const struct {
	const char *language, *text, *expected; /* the names as written, a * behind one that every language knows by a name of its own */
} cases[] = {
	{ "en", "A bomb tore through the market of Valen. An armed group calling itself Sons of the Reed said it was behind the attack.", "Sons of the Reed" },
	{ "en", "The bombings were carried out by the Reed Brigade terrorist group near the port.", "Reed Brigade" },
	{ "en", "Daesh has claimed responsibility for two explosions in Valen.", "Daesh*" },
	{ "en", "The attack is claimed by nobody; no group has claimed responsibility for the Valen bombing.", "" },
	{ "en", "The militia Reed Brigade holds the port of Valen.", "" }, /* nothing says that it did it */
	{ "en", "It is carried out by hand, and it is in the group of Valen.", "" }, /* "is" is no Islamic State */
	{ "en", "A group in Valen said it was behind the attack.", "" },             /* a place is no name */
	{ "de", "Das Ministerium machte die Miliz Katiba Soren für die Tat verantwortlich.", "Katiba Soren" },
	{ "de", "Die Anschläge wurden von der Terrorgruppe IS verübt.", "IS*" },
	{ "fr", "Un double attentat perpétré par le groupe terroriste Daech a fait des morts.", "Daech*" },
	{ "fr", "La revendication d'un groupe nommé « Les Fils du Roseau » est prise au sérieux.", "Les Fils du Roseau" },
	{ "es", "El atentado fue reivindicado por el grupo armado Hijos del Junco.", "Hijos del Junco" },
	{ "id", "Pemboman itu dilakukan oleh kelompok teroris Daesh di dekat makam.", "Daesh*" },
	{ "ar", "تبنى تنظيم «أبناء القصب» المسلح التفجير الذي استهدف المحطة.", "أبناء القصب" },
	{ "ar", "أعلن تنظيم داعش مسؤوليته عن الهجوم.", "داعش*" },
	{ "ru", "Ответственность за взрыв взяла на себя вооруженная группировка «Сыны камыша».", "Сыны камыша" },
	{ "tr", "Saldırıyı terör örgütü DEAŞ üstlendi.", "DEAŞ*" },
};

static void tell(const struct read_text *text, char *ret_line, size_t size)
{
	size_t length = 0;
	ret_line[0] = 0;
	for (uint32_t i = 0; i < text->claims_count; i++) {
		const struct claim *claim = &text->claims[i];
		if (claim->kind == FIGURE_ACTOR)
			length += (size_t)snprintf(ret_line + length, size - length, "%s%.*s%s", length > 0 ? "; " : "", (int)claim->raw.length,
			                           (const char *)claim->raw.data, claim->hard ? "*" : "");
	}
}

static void names_in_many_languages(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read_text text;
		char line[512];
		read_text(cases[i].language, NULL, cases[i].text, 0, &arena, &text);
		tell(&text, line, sizeof line);
		if (strcmp(line, cases[i].expected) != 0)
			printf("%s: %s\n  gives \"%s\", not \"%s\"\n", cases[i].language, cases[i].text, line, cases[i].expected);
		CHECK_THAT(strcmp(line, cases[i].expected) == 0);
	}
}

/* An author once, at most AUTHORS_MAX of them, behind the figures; what sits around it does not take its keys away. */
static void bounded(void)
{
	struct read_text text;
	uint32_t authors = 0;
	read_text("en", NULL,
	          "The bombing was carried out by the militia Reed Brigade, which killed 12 people. The attack was claimed, the group Reed "
	          "Brigade said it was behind the attack. Another attack was carried out by the group Sons of Soren. A third attack was carried "
	          "out by the group Band of Elms. A fourth attack was carried out by the group House of Tolm.",
	          0, &arena, &text);
	for (uint32_t i = 0; i < text.claims_count; i++) {
		authors += text.claims[i].kind == FIGURE_ACTOR;
		CHECK_THAT(text.claims[i].kind != FIGURE_ACTOR || (text.claims[i].named > 0 && text.claims[i].named <= text.claims[i].context_count));
		CHECK_THAT(i == 0 || text.claims[i].kind == FIGURE_ACTOR || text.claims[i - 1].kind != FIGURE_ACTOR);
	}
	CHECK_THAT(authors == AUTHORS_MAX);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	names_in_many_languages();
	bounded();
	arena_free(&arena);
	return check_that_result();
}
