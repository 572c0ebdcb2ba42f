/* The declared language holds where the script bears it out; without one, script and function words tell. */
#include "language.h"

#include "check_that.h"
#include "normalise.h"

static const struct {
	const char *declared, *text, *found;
} cases[] = {
	{ "de-AT", "Vor Marlo ist eine Fähre gesunken.", "de" },
	{ "pt-BR", "Um ferry naufragou ao largo de Marlo.", "pt" },
	{ "zh-Hans", "一艘渡轮在马洛附近沉没。", "zh" },
	{ "ar", "A ferry sank off Marlo on Tuesday and the search went on.", "ar" }, /* a declared language may come in Latin letters */
	{ "en", "Паром затонул у берегов Марло, и поиски продолжаются.", "en" },
	{ "en", "קרוב לחופי מרלו טבעה מעבורת", "he" }, /* no other language is written so */
	{ "el", "A ferry sank off Marlo on Tuesday and the search went on.", "en" },
	{ "ja", "一艘渡轮在马洛附近沉没。", "ja" },
	{ "zh", "マルロ沖でフェリーが沈没した。", "ja" },
	{ "xx", "The ferry sank off the coast and the search for it went on.", "en" },
	{ NULL, "Die Fähre ist vor der Küste gesunken und die Suche nach ihr dauert an.", "de" },
	{ NULL, "Le ferry a coulé au large de la côte et les recherches se poursuivent dans la nuit.", "fr" },
	{ NULL, "El transbordador se hundió frente a la costa y la búsqueda continúa con los barcos del puerto.", "es" },
	{ NULL, "Kapal itu tenggelam di lepas pantai dan pencarian terhadap para penumpang yang hilang masih dilakukan.", "id" },
	{ NULL, "Паром затонул у берегов, и поиски тех, кто был на борту, продолжаются.", "ru" },
	{ NULL, "Пором затонув біля берегів, і пошуки тих, хто був на борту, тривають.", "uk" },
	{ NULL, "غرقت العبارة قبالة السواحل وما زالت عمليات البحث عن الركاب مستمرة", "ar" },
	{ NULL, "کشتی در نزدیکی ساحل غرق شد و جستجو برای یافتن مسافران ادامه دارد", "fa" },
	{ NULL, "नौका तट के पास डूब गई और यात्रियों की तलाश जारी है।", "hi" },
	{ NULL, "여객선이 해안에서 침몰해 수색이 계속되고 있다.", "ko" },
	{ NULL, "เรือข้ามฟากล่มนอกชายฝั่ง", "th" },
	{ NULL, "12345 678", "und" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct article article = { .body = bytes_of_string(cases[i].text) };
		struct bytes declared = cases[i].declared == NULL ? (struct bytes){ NULL, 0 } : bytes_of_string(cases[i].declared);
		struct document document;
		struct arena arena;
		arena_init(&arena, 1 << 16);
		document_read(&article, &arena, &document);
		const char *found = lexicon_language_tag(language_find(&document, declared));
		if (!CHECK_THAT(strcmp(found, cases[i].found) == 0))
			fprintf(stderr, "  %s: %s, not %s\n", cases[i].text, found, cases[i].found);
		arena_free(&arena);
	}
	return check_that_result();
}
