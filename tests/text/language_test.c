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
	{ "ar", "Marlo: safina gharqat", "ar" }, /* a declared language may come in Latin letters */
	{ "id", "The police said that two of the men were in the car when it was hit by the train on Monday.", "en" }, /* not when they are English */
	{ "fr", "Bridge collapse in Marlo", "fr" },
	{ NULL, "Sebuah jembatan runtuh di Marlo dan dua belas orang tewas, kata seorang pejabat yang tidak bisa disebutkan namanya karena "
	  "penyelidikan itu masih berjalan. Mereka juga akan memeriksa para saksi dari desa tersebut pada hari ini.\n"
	  "A view of the bridge that collapsed in the north of the country (AP)", "id" },
	{ "id", "Jembatan runtuh di Marlo dan dua belas orang tewas.\n"
	  "A view of the bridge that collapsed in the north of the country (AP)", "id" },
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
	/* A language that nothing is known of is read as its script's commonest; Latin letters alone say nothing. */
	{ NULL, "Паллу вашт Марло сенду кирт оммун.", "ru" },
	{ "zz", "Паллу вашт Марло сенду кирт оммун.", "ru" },
	{ NULL, "Pallu vasht Marlo sendu kirt ommun.", "und" },
};

static const char *language_of(const char *text, const char *declared)
{
	static struct arena arena;
	struct article article = { .body = bytes_of_string(text) };
	struct document document;
	arena_init(&arena, 1 << 16);
	document_read(&article, &arena, &document);
	const char *found = lexicon_language_tag(language_find(&document, declared == NULL ? (struct bytes){ NULL, 0 } : bytes_of_string(declared)));
	arena_free(&arena);
	return found;
}

/* A sentence in each of many languages, without a declared one, and declared as its neighbour. */
static void read_samples(void)
{
	char line[4096];
	FILE *file = fopen(PARALLAX_SOURCE_DIR "/tests/text/language_samples.tsv", "r");
	CHECK_THAT(file != NULL);
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		char *text = strchr(line, '\t');
		*text++ = 0;
		text[strcspn(text, "\n")] = 0;
		const char *found = language_of(text, NULL);
		if (!CHECK_THAT(strcmp(found, line) == 0))
			fprintf(stderr, "  %s: found %s\n", line, found);
		CHECK_THAT(strcmp(language_of(text, line), line) == 0);
	}
	if (file != NULL)
		fclose(file);
}

int main(void)
{
	read_samples();
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *found = language_of(cases[i].text, cases[i].declared);
		if (!CHECK_THAT(strcmp(found, cases[i].found) == 0))
			fprintf(stderr, "  %s: %s, not %s\n", cases[i].text, found, cases[i].found);
	}
	return check_that_result();
}
