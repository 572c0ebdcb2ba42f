/* Site furniture is dropped by its shape, in several languages; prose, headlines and short bodies stay. In each case a
 * line that begins with '-' must be dropped, any other must stay; the mark is not part of the text. */
#include "boilerplate.h"

#include "check_that.h"
#include "language.h"
#include "normalise.h"

#define LINES_MAX 32
#define HITS_MAX 1024

static const struct {
	const char *language, *text;
} cases[] = {
	{ "en", "Ferry sinks off Marlo Point, 31 feared dead\n"
	        "At least 31 people were feared dead on Tuesday after a ferry sank off Marlo Point, the coastguard said.\n"
	        "-Read also: Bus crash in Tern Valley kills 12\n"
	        "\"We are still searching,\" said harbour master Ana Teluk.\n"
	        "-Share this article\n"
	        "-Leave a Reply\n"
	        "-Your email address will not be published. Required fields are marked *\n" },
	{ "id", "Kapal Tenggelam di Lepas Pantai Marlo\n"
	        "-Kapal Tenggelam di Lepas Pantai Marlo\n"
	        "Sedikitnya 31 orang dikhawatirkan tewas setelah kapal tenggelam, kata penjaga pantai.\n"
	        "-Baca Juga : Bus Terguling di Lembah Tern, 12 Tewas\n"
	        "Pencarian masih berlangsung pada Selasa malam.\n" },
	{ "fr", "-Infos / A La Une / Europe / Asie / L’INFO EN CONTINU\n"
	        "Naufrage au large de Marlo : des dizaines de disparus\n"
	        "-Le port de Marlo, le 8 mars 2019 à l’aube. (Photo d’archives)\n"
	        "-Les secours à Marlo. ©Agence Tern\n"
	        "Un ferry a sombré mardi au large de Marlo, ont annoncé les secours.\n"
	        "Les recherches continuent.\n"
	        "-Partager cet article\n"
	        "-SOURCE: TERN PRESS\n" },
	{ "de", "Fähre vor Marlo gesunken\n"
	        "Vor Marlo ist am Dienstag eine Fähre gesunken, wie die Küstenwache mitteilte.\n"
	        "Die Suche dauert an.\n"
	        "-417/\n" },
	{ "ar", "غرق عبارة قبالة سواحل مارلو\n"
	        "قال خفر السواحل إن عبارة غرقت قبالة سواحل مارلو يوم الثلاثاء.\n"
	        "وما زالت عمليات البحث مستمرة.\n"
	        "-انتهى**4120\n"
	        "-تعليقك\n" },
	{ "ru", "Паром затонул у берегов Марло\n"
	        "Паром затонул во вторник у берегов Марло, сообщила береговая охрана.\n"
	        "-Читайте также: Автобус упал в реку, погибли 12 человек\n"
	        "Поиски продолжаются.\n" },
	/* Languages without a lexicon of such phrases: by shape alone. */
	{ "ka", "ბორანი ჩაიძირა მარლოსთან\n"
	        "-მთავარი | მსოფლიო | ახალი ამბები | ვიდეო\n"
	        "ბორანი სამშაბათს ჩაიძირა მარლოს სანაპიროსთან, განაცხადა სანაპირო დაცვამ.\n"
	        "-გაზიარება Facebook Twitter WhatsApp\n"
	        "ძებნა გრძელდება.\n"
	        "-redaqcia@tern.example\n" },
	{ "sw", "Kivuko chazama karibu na Marlo\n"
	        "Kivuko kilizama Jumanne karibu na pwani ya Marlo, walinzi wa pwani walisema.\n"
	        "-Sambaza: Facebook, Telegram, Email\n"
	        "Utafutaji unaendelea.\n"
	        "-https://tern.example/habari/417\n" },
	{ "en", "Facebook and Twitter fined over Marlo videos\n"
	        "A court fined Facebook and Twitter on Tuesday over videos of the ferry, the regulator said.\n"
	        "The two may appeal.\n" },
	/* What stays: a colon in prose, an interview's question, a list of results, a blurb without a full stop. */
	{ "en", "Minister: we will not wait\n"
	        "The minister said: \"We will not wait any longer.\"\n"
	        "Asked about the source of the money, he declined to answer.\n"
	        "Photo finish: the race was decided by a hundredth of a second, the judges said.\n" },
	{ "en", "Ferry sinks off Marlo Point, dozens missing\n" },
	{ "es", "Hundimiento en Marlo deja 31 muertos y decenas de desaparecidos\n" },
};

static void try_case(const char *language, const char *marked)
{
	char body[4096];
	bool dropped[LINES_MAX];
	size_t length = 0;
	uint32_t lines = 0;
	for (const char *at = marked; *at != 0; lines++) {
		size_t line = strcspn(at, "\n") + 1;
		dropped[lines] = at[0] == '-';
		memcpy(body + length, at + dropped[lines], line - dropped[lines]);
		length += line - dropped[lines];
		at += line;
	}
	struct article article = { .body = bytes_of(body, length) };
	struct document document;
	struct lexicon_hit hits[HITS_MAX];
	struct arena arena;
	arena_init(&arena, 1 << 16);
	document_read(&article, &arena, &document);
	uint32_t count = lexicon_scan(&document, lexicon_language(bytes_of_string(language)), hits, HITS_MAX);
	boilerplate_mark(&document, hits, count);
	CHECK_THAT(document.lines_count == lines);
	for (uint32_t i = 0; i < document.lines_count && i < lines; i++)
		if (!CHECK_THAT(document.lines[i].dropped == dropped[i]))
			fprintf(stderr, "  %s, line %u\n", language, i + 1);
	arena_free(&arena);
}

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		try_case(cases[i].language, cases[i].text);
	return check_that_result();
}
