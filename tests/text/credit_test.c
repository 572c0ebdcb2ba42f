/* The agency that a text names: in a dateline, behind its end, alone in a last line; and one name for all ways to write it. */
#include "credit.h"

#include "agencies.h"
#include "check_that.h"
#include "language.h"
#include "normalise.h"

#define HITS_MAX 1024

static const struct {
	const char *written, *name;
} names[] = {
	{ "AFP", "afp" }, { "Agence France-Presse", "afp" }, { "А Ф П", "а ф п" }, { "أ ف ب", "afp" }, { "dpa", "dpa" },
	{ "Deutsche Presse-Agentur", "dpa" }, { "ТАСС", "tass" }, { "ITAR-TASS", "tass" }, { "Fars News Agency", "fars" }, { "Fars News", "fars" },
	{ "The Associated Press", "ap" }, { "新华社", "xinhua" }, { "Xinhua News Agency", "xinhua" }, { "共同通信社", "kyodo" }, { "연합뉴스", "yonhap" },
	{ "North Star News Agency", "north star" }, { "Agencia Orlany", "orlany" }, { "News Agency", "agency" }, { "", "" }, { " - ", "" },
};

/* The text begins with a headline of its own line. */
static const struct {
	const char *text, *name; /* "" for none */
} texts[] = {
	{ "Ferry sinks\nORLANY, March 3 (Reuters) - A ferry sank off Orlany on Monday, the coast guard said.\n", "reuters" },
	{ "Ferry sinks\nORLANY (North Star) — A ferry sank off Orlany on Monday, the coast guard said.\n", "north star" },
	{ "Fähre gesunken\nOrlany (dpa) - Vor Orlany ist am Montag eine Fähre gesunken, sagte die Küstenwache.\n", "dpa" },
	{ "Un ferry coule\nORLANY, 3 mars (AFP) – Un ferry a coulé lundi au large d'Orlany, selon les gardes-côtes.\n", "afp" },
	{ "Паром затонул\nОРЛАНЫ, 3 марта. /ТАСС/. Паром затонул в понедельник, сообщила береговая охрана.\n", "tass" },
	{ "غرق عبارة\nأورلاني (أ ف ب) - غرقت عبارة قبالة أورلاني يوم الاثنين، بحسب خفر السواحل.\n", "afp" },
	{ "渡轮沉没\n新华社奥兰尼3月3日电 一艘渡轮星期一在奥兰尼附近沉没。\n", "xinhua" },
	{ "フェリー沈没\n【オルラニ共同】フェリーが月曜日にオルラニ沖で沈没した。\n", "kyodo" },
	{ "여객선 침몰\n월요일 오를라니 앞바다에서 여객선이 침몰했다고 해경이 말했다. (연합뉴스)\n", "yonhap" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, the coast guard said.\nThe search goes on. (AFP)\n", "afp" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, the coast guard said.\nThe search goes on. (NWA)\n", "nwa" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, the coast guard said.\nSource: Fars News\n", "fars" },
	{ "Fähre gesunken\nVor Orlany ist am Montag eine Fähre gesunken, sagte die Küstenwache.\nQuelle: dpa\n", "dpa" },
	{ "Fähre gesunken\nVor Orlany ist am Montag eine Fähre gesunken, sagte die Küstenwache.\ndpa/ab\n", "dpa" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, the coast guard said.\nReuters\n", "reuters" },
	/* None. */
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, the coast guard said.\n", "" },
	{ "Ferry sinks\nBERLIN (Germany) - A ferry sank on Monday, the coast guard said.\n", "" },
	{ "Ferry sinks\nThe ferry (pictured) sank off Orlany on Monday.\nIt was new (see table).\n", "" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday, Reuters reported, citing the coast guard.\nThe search goes on. (END)\n", "" },
	{ "Ferry sinks\nA ferry sank off Orlany on Monday (2024) - the third.\n", "" },
	{ "Ferry sinks\nThe Associated Press sued the harbour of Orlany on Monday.\n", "" },
	{ "Headline alone", "" },
};

static bool is(const uint8_t *name, size_t length, const char *expected)
{
	bool right = length == strlen(expected) && memcmp(name, expected, length) == 0;
	if (!right)
		fprintf(stderr, "  got %.*s for %s\n", (int)length, (const char *)name, expected);
	return right;
}

static void one_name(void)
{
	uint8_t name[CREDIT_MAX];
	bool known;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		CHECK_THAT(is(name, credit_name(bytes_of_string(names[i].written), name, &known), names[i].name));
	for (size_t i = 0; i < sizeof agencies / sizeof agencies[0]; i++) { /* is its own normal form */
		CHECK_THAT(is(name, credit_name(bytes_of_string(agencies[i].written), name, &known), agencies[i].name) && known);
		CHECK_THAT(is(name, credit_name(bytes_of_string(agencies[i].name), name, &known), agencies[i].name));
	}
	char longer[1000];
	memset(longer, 'x', sizeof longer);
	CHECK_THAT(credit_name(bytes_of(longer, sizeof longer), name, &known) == 0);
}

static void in_a_text(struct arena *arena)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		const char *end = strchr(texts[i].text, '\n');
		struct article article = { .headline = bytes_of(texts[i].text, end != NULL ? (size_t)(end - texts[i].text) : strlen(texts[i].text)),
			                   .body = end != NULL ? bytes_of_string(end + 1) : bytes_of(NULL, 0) };
		struct document document;
		struct lexicon_hit hits[HITS_MAX];
		uint8_t name[CREDIT_MAX];
		document_read(&article, arena, &document);
		uint32_t count = lexicon_scan(&document, language_find(&document, bytes_of(NULL, 0)), hits, HITS_MAX);
		if (!CHECK_THAT(is(name, credit_find(&document, hits, count, name), texts[i].name)))
			fprintf(stderr, "  of: %s\n", texts[i].text);
	}
}

int main(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	one_name();
	in_a_text(&arena);
	arena_free(&arena);
	return check_that_result();
}
