/* What sentences claim: which number counts what. All events, names and figures are made up. */
#include "claims.h"

#include <math.h>

#include "calendar.h"
#include "check_that.h"
#include "keys.h"
#include "normalise.h"
#include "read_text.h"

static clock_ms written(void)
{
	return (clock_ms)calendar_day((struct calendar_date){ 2025, 3, 16 }) * CLOCK_DAY + 9 * CLOCK_HOUR;
}

static const struct {
	const char *language, *text, *expected;
} cases[] = {
	/* A specific word beats people, and each belongs to its own figure. */
	{ "en", "The blast in Port Valen killed 57 people and injured hundreds of others on February 3.", "dead 57; injured 200..999" },
	{ "en", "In Valen 57 people were killed and hundreds injured.", "dead 57; injured 200..999" },
	{ "en", "Two explosions killed at least 48 people and wounded scores at a fair.", "dead at_least 48; injured 40..199" },
	{ "en", "So far the army of Norland has killed at least 13,290 Valenians, mostly women, and injured 41,254 others.",
	  "dead at_least 13290; injured 41254" },
	{ "en", "Thousands more are missing and presumed dead under the ruins.", "missing 2000..9999" },
	{ "en", "21 dead, 17 missing after a blast", "dead 21; missing 17" },
	{ "en", "The number of injured was unchanged at 1,310, and about 12,000 people remained homeless.", "injured 1310; displaced about 12000" },
	{ "en", "The number of people infected with the Marsh fever in Valen since February 1 has risen to 2.3 lakh.", "infected 230000" },
	{ "en", "Four people have died and 23,000 have fled their homes.", "dead 4; displaced 23000" },
	{ "en", "The party is set to hold 33 seats in the assembly of 90 members.", "seats 33" },
	{ "en", "It won 33 of 90 seats.", "seats 33" },
	{ "en", "Forty-eight of the 86 men made it out.", "people 86" },
	{ "en", "12 of the 86 men were killed.", "dead 12" },
	{ "en", "One of the 60 people missing was found.", "missing 60" },
	{ "en", "Valen revised down the death toll to 121 from 127.", "dead 121" },
	{ "en", "Two of the injured died; the toll is 36 dead.", "dead 36" },
	{ "en", "They were killed in two raids in 14 villages.", "" },
	{ "en", "A loan of $3.2bn, a yield of 4.9 percent, a shaft 640 metres deep.", "money 3200000000 USD; percent 4.9; measure 640 m" },
	{ "en", "The rate fell from 5.75 percent to 5.50 percent, by 0.25 percentage points.", "percent 5.5" },
	{ "de", "Bei dem Anschlag in Valen kamen 57 Menschen ums Leben, Hunderte wurden verletzt.", "dead 57; injured 200..999" },
	{ "de", "Seit Kriegsbeginn seien mindestens 13.400 Valenier getötet und weitere 41.640 verletzt worden.", "dead at_least 13400; injured 41640" },
	{ "de", "123 Passagiere wurden gerettet, 60 galten noch als vermisst.", "rescued 123; missing 60" },
	{ "de", "Sie kam auf 33 der 90 Mandate.", "seats 33" },
	{ "de", "2011 starben in der Nachbargrube 13 Männer.", "dead 13" },
	{ "fr", "Une bombe a explosé à Valen, tuant au moins 31 personnes et en blessant 118 autres.", "dead at_least 31; injured 118" },
	{ "fr", "Deux blessés ayant succombé, le bilan est de 36 morts.", "dead 36" },
	{ "es", "El balance es de 127 muertos y 1.310 heridos.", "dead 127; injured 1310" },
	{ "es", "Cuatro de los fallecidos eran turistas.", "" },
	{ "pt", "Subiu para 127 o número de mortos; há ainda 1.310 feridos.", "dead 127; injured 1310" },
	{ "it", "Il crollo ha causato 12 morti e 30 feriti.", "dead 12; injured 30" },
	{ "nl", "Bij de brand vielen 12 doden en raakten 30 mensen gewond.", "dead 12; injured 30" },
	{ "pl", "W pożarze zginęło 12 osób, a 30 zostało rannych.", "dead 12; injured 30" },
	{ "id", "Ledakan di Valen menewaskan 57 orang dan melukai ratusan lainnya.", "dead 57; injured 200..999" },
	{ "id", "28 orang ditemukan meninggal dunia dan 63 orang masih hilang.", "dead 28; missing 63" },
	{ "ru", "57 человек погибли, ещё 30 ранены.", "dead 57; injured 30" },
	{ "ru", "Число жертв возросло до 118, пострадали 1 310 человек.", "dead 118; injured 1310" },
	{ "uk", "Загинули 29 людей, поранено ще 12.", "dead 29; injured 12" },
	{ "ar", "أسفر الانفجار عن مقتل 57 شخصا وإصابة المئات.", "dead 57; injured 200..999" },
	{ "ar", "مقتل 34 شخصا وإصابة 118 آخرين بجروح", "dead 34; injured 118" },
	{ "fa", "زلزله ۴۷ کشته و ۱٬۲۳۰ زخمی بر جا گذاشت.", "dead 47; injured 1230" },
	{ "fa", "شمار جان‌باختگان به ۵۸ نفر و شمار مصدومان به ۱٬۴۱۰ نفر رسید.", "dead 58; injured 1410" },
	{ "tr", "Depremde 47 kişi hayatını kaybetti, 1.230 kişi yaralandı.", "dead 47; injured 1230" },
	{ "hi", "अब तक 2.3 लाख लोग संक्रमित हो चुके हैं और 57 मरीजों की मौत हो गई है।", "infected 230000; dead 57" },
	{ "ja", "死者95人、負傷者数百人", "dead 95; injured 200..999" },
	{ "ja", "112人が死亡し、46人が行方不明になった。", "dead 112; missing 46" },
	{ "zh", "目前已有31人遇难,123人获救,另有60人下落不明。", "dead 31; rescued 123; missing 60" },
	{ "ko", "이 불로 4명이 숨지고 주민 2만 3,000명이 대피했다.", "dead 4; evacuated 23000" },
};

static void who_is_counted(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena_mark mark = arena_mark(&arena);
		struct read_text text;
		char line[512];
		read_text(cases[i].language, NULL, cases[i].text, written(), &arena, &text);
		claims_tell(&text, line, sizeof line);
		if (!CHECK_THAT(strcmp(line, cases[i].expected) == 0))
			fprintf(stderr, "  %s: %s\n    expected %s\n    read     %s\n", cases[i].language, cases[i].text, cases[i].expected, line);
		arena_rewind(&arena, mark);
	}
	arena_free(&arena);
}

static void intervals(void)
{
	static const struct {
		const char *text;
		double low, high;
	} stated[] = {
		{ "It killed 40 people.", 40, 40 },
		{ "It killed at least 40 people.", 40, HUGE_VAL },
		{ "It killed more than 40 people.", 40, HUGE_VAL },
		{ "It killed up to 40 people.", 0, 40 },
		{ "It killed about 40 people.", 36, 44 },
		{ "It killed nearly 40 people.", 36, 40 },
		{ "It killed dozens of people.", 20, 99 },
		{ "It killed at least a dozen people.", 12, 24 },
		{ "It killed 30-40 people.", 30, 40 },
	};
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++) {
		struct read_text text;
		read_text("en", NULL, stated[i].text, written(), &arena, &text);
		if (!CHECK_THAT(text.claims_count == 1 && fabs(text.claims[0].low - stated[i].low) < 1e-9 &&
		                (text.claims[0].high == stated[i].high || fabs(text.claims[0].high - stated[i].high) < 1e-9)))
			fprintf(stderr, "  %s\n", stated[i].text);
	}
	arena_free(&arena);
}

static const char *view(struct bytes text, char *buffer, size_t size)
{
	snprintf(buffer, size, "%.*s", (int)text.length, text.data);
	return buffer;
}

/* The words as written, where they stand in what was received, and the sentence around them. */
static void evidence(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	char buffer[1024];
	struct read_text text;
	static const char body[] = "Rescuers came late. The blast in Port Välen killed at least 57 people. It was loud.";
	read_text("en", "Blast in Välen", body, written(), &arena, &text);
	if (CHECK_THAT(text.claims_count == 1)) {
		const struct claim *claim = &text.claims[0];
		CHECK_THAT(strcmp(view(claim->raw, buffer, sizeof buffer), "at least 57 people") == 0);
		CHECK_THAT(strcmp(view(claim->sentence, buffer, sizeof buffer), "The blast in Port Välen killed at least 57 people.") == 0);
		CHECK_THAT(claim->field == FIELD_BODY);
		CHECK_THAT(claim->received_bytes.start == (uint32_t)(strstr(body, "at least") - body) && claim->received_bytes.length == 18);
		CHECK_THAT(claim->received_points.start == claim->received_bytes.start - 1 && claim->received_points.length == 18);
		CHECK_THAT(claim->line == 1 && claim->sentence_number == 2);
	}
	/* Markup and references: the span is the received text's. */
	static const char markup[] = "<p>Fire.</p><p>It cost 4,2&nbsp;milliards&nbsp;d&rsquo;euros &agrave; Valen.</p>";
	struct article article = { .body = bytes_of_string(markup), .body_is_markup = true };
	struct document document;
	document_read(&article, &arena, &document);
	unsigned french = lexicon_language(bytes_of_string("fr"));
	struct lexicon_hit *hits = arena_take(&arena, 4096 * sizeof *hits);
	struct known_names names;
	struct reading reading;
	known_names_init(&names, &document, french, &arena);
	reading_open(&names, hits, lexicon_scan(&document, french, hits, 4096), &arena, &reading);
	struct claims_input input = { .reading = &reading, .written = written() };
	struct figure *figures;
	struct claim *claims;
	input.figures_count = figures_find(&reading, &arena, &figures);
	input.figures = figures;
	if (CHECK_THAT(claims_collect(&input, &arena, &claims) == 1)) {
		CHECK_THAT(claims[0].received_bytes.start == (uint32_t)(strstr(markup, "4,2") - markup));
		CHECK_THAT(claims[0].received_bytes.length == strlen("4,2&nbsp;milliards&nbsp;d&rsquo;euros"));
	}
	/* Signs that touch the number belong to it. */
	read_text("en", NULL, "They paid (about $3.2bn) and kept 37% of it.", written(), &arena, &text);
	CHECK_THAT(text.claims_count == 2 && strcmp(view(text.claims[0].raw, buffer, sizeof buffer), "about $3.2bn") == 0);
	CHECK_THAT(text.claims_count == 2 && strcmp(view(text.claims[1].raw, buffer, sizeof buffer), "37%") == 0);
	arena_free(&arena);
}

/* A long sentence is cut between words on both sides of the figure. */
static void long_sentence(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	char body[4096] = "";
	for (int i = 0; i < 60; i++)
		strcat(body, "häuser ");
	strcat(body, "killed 57 people ");
	for (int i = 0; i < 60; i++)
		strcat(body, "hôuses ");
	struct read_text text;
	read_text("en", NULL, body, written(), &arena, &text);
	if (CHECK_THAT(text.claims_count == 1)) {
		struct bytes sentence = text.claims[0].sentence;
		size_t points = 0;
		for (size_t i = 0; i < sentence.length; i++)
			points += (sentence.data[i] & 0xc0) != 0x80;
		CHECK_THAT(points <= CLAIM_SENTENCE_MAX && points > CLAIM_SENTENCE_MAX - 10);
		CHECK_THAT(memmem(sentence.data, sentence.length, "57 people", 9) != NULL);
		CHECK_THAT(sentence.data[0] == 'h' && sentence.data[sentence.length - 1] == 's');
	}
	arena_free(&arena);
}

/* Each value of a slot once, from the body; not what stands in dropped lines. */
static void once_each(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	read_text("en", "57 killed in Valen", "A blast in Valen killed 57 people.\nThe 57 people killed were miners. Police said 60 people were killed.", written(),
	          &arena, &text);
	char line[256];
	claims_tell(&text, line, sizeof line);
	CHECK_THAT(strcmp(line, "dead 57; dead 60") == 0);
	CHECK_THAT(text.claims_count == 2 && text.claims[0].field == FIELD_BODY && text.claims[0].line == 1);
	text.document.lines[2].dropped = true;
	struct claims_input input = { .reading = &text.reading, .figures = text.figures, .figures_count = text.figures_count, .dates = text.dates, .dates_count = text.dates_count, .written = written() };
	text.claims_count = claims_collect(&input, &arena, &text.claims);
	claims_tell(&text, line, sizeof line);
	CHECK_THAT(strcmp(line, "dead 57") == 0);
	arena_free(&arena);
}

/* When there are too many, what counts something goes before measures, digits before words; the order is the text's. */
static void the_best_are_kept(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	char body[8192] = "";
	for (int i = 0; i < 30; i++)
		snprintf(body + strlen(body), sizeof body - strlen(body), "The wall is %d metres long.\n", 200 + i);
	for (int i = 0; i < 20; i++)
		snprintf(body + strlen(body), sizeof body - strlen(body), "A blast killed %d people.\n", 100 + i);
	struct read_text text;
	read_text("en", NULL, body, written(), &arena, &text);
	CHECK_THAT(text.claims_count == 24);
	uint32_t dead = 0;
	for (uint32_t i = 0; i < text.claims_count; i++) {
		dead += text.claims[i].counted == COUNTED_DEAD;
		CHECK_THAT(i == 0 || text.claims[i].received_bytes.start > text.claims[i - 1].received_bytes.start);
	}
	CHECK_THAT(dead == 20);
	arena_free(&arena);
}

static void as_of(void)
{
	static const struct {
		const char *language, *text;
		int32_t year;
		uint8_t month, day; /* 0 for the article's own time */
		uint8_t hour;
	} stated[] = {
		{ "en", "It killed 40 people on March 3.", 0, 0, 0, 0 },
		{ "en", "As of March 12, 40 people were killed.", 2025, 3, 12, 0 },
		{ "en", "By Wednesday 40 people were killed.", 2025, 3, 12, 0 },
		{ "en", "By Wednesday evening 40 people were killed.", 2025, 3, 12, 18 },
		{ "de", "Bis Mittwochabend wurden 31 Menschen getötet.", 2025, 3, 12, 18 },
		{ "en", "By Sunday 40 people were killed.", 0, 0, 0, 0 }, /* the article's own day says nothing */
		{ "en", "In 2011 a blast killed 13 people.", 2011, 1, 1, 0 },
		{ "en", "A blast killed 13 people, the most since 2008.", 0, 0, 0, 0 },
		{ "de", "Bis Mittwoch wurden 31 Menschen getötet.", 2025, 3, 12, 0 },
		{ "id", "Hingga Rabu, 28 orang tewas.", 2025, 3, 12, 0 },
		{ "zh", "截至12日,已造成24人死亡。", 2025, 3, 12, 0 },
		{ "ko", "12일 현재 4명이 숨졌다.", 2025, 3, 12, 0 },
		{ "ja", "12日現在、死者は4人。", 2025, 3, 12, 0 },
	};
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++) {
		struct read_text text;
		read_text(stated[i].language, NULL, stated[i].text, written(), &arena, &text);
		if (!CHECK_THAT(text.claims_count == 1))
			continue;
		const struct claim *claim = &text.claims[0];
		bool as_expected = stated[i].day == 0 ? claim->as_of_basis == AS_OF_PUBLISHED && claim->as_of == written()
		                                      : claim->as_of_basis == AS_OF_STATED &&
		                                                claim->as_of == stated[i].hour * CLOCK_HOUR + CLOCK_DAY * calendar_day((struct calendar_date){
		                                                                                stated[i].year, stated[i].month, stated[i].day });
		if (!CHECK_THAT(as_expected))
			fprintf(stderr, "  %s\n", stated[i].text);
	}
	arena_free(&arena);
}

static bool has_context(const struct claim *claim, uint64_t id)
{
	for (uint32_t i = 0; i < claim->context_count; i++)
		if (claim->context[i] == id)
			return true;
	return false;
}

/* The names of the sentence, those of the sentence before when it has none; never a month. */
static void context(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	read_text("en", NULL, "Officials in Ankara met Danuta Kowalik in March.\nIt killed 40 people. In Tirana the fire of March injured 30 people near Lima.",
	          written(), &arena, &text);
	uint64_t ankara[4], tirana[4], lima[4], march[4];
	uint32_t found_ankara = keys_near(text.reading.names, text.hits, text.hits_count, 2, 1, 2, ankara, 4);
	uint32_t found_march = keys_near(text.reading.names, text.hits, text.hits_count, 7, 1, 7, march, 4);
	uint32_t found_tirana = keys_near(text.reading.names, text.hits, text.hits_count, 13, 1, 13, tirana, 4);
	uint32_t found_lima = keys_near(text.reading.names, text.hits, text.hits_count, 22, 1, 22, lima, 4);
	if (CHECK_THAT(text.claims_count == 2 && found_ankara > 0 && found_tirana > 0 && found_lima > 0)) {
		CHECK_THAT(has_context(&text.claims[0], ankara[0]));
		CHECK_THAT(!has_context(&text.claims[1], ankara[0]));
		CHECK_THAT(has_context(&text.claims[1], tirana[0]) && has_context(&text.claims[1], lima[0]));
		CHECK_THAT(text.claims[1].context[0] == lima[0]); /* the nearest first */
		for (uint32_t i = 0; i < found_march; i++)
			CHECK_THAT(!has_context(&text.claims[0], march[i]) && !has_context(&text.claims[1], march[i]));
	}
	arena_free(&arena);
}

static void cumulative(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	read_text("en", NULL, "So far 40 people were killed. A fire injured 12 people.", written(), &arena, &text);
	CHECK_THAT(text.claims_count == 2 && text.claims[0].cumulative && !text.claims[1].cumulative);
	arena_free(&arena);
}

/* The number of a day and the number of all in one sentence. */
static void of_all_or_of_one_day(void)
{
	struct arena arena;
	struct read_text text;
	arena_init(&arena, 1 << 20);
	read_text("en", NULL, "The storm killed 5 people on Monday, bringing the total to 95 dead.", written(), &arena, &text);
	CHECK_THAT(text.claims_count == 2 && !text.claims[0].cumulative && text.claims[1].cumulative);
	read_text("en", NULL, "So far 95 people were killed and 300 injured.", written(), &arena, &text);
	CHECK_THAT(text.claims_count == 2 && text.claims[0].cumulative && text.claims[1].cumulative);
	read_text("de", NULL, "In der Stadt wurden 95 Menschen getötet, insgesamt.", written(), &arena, &text);
	CHECK_THAT(text.claims_count == 1 && text.claims[0].cumulative);
	arena_free(&arena);
}

int main(void)
{
	who_is_counted();
	intervals();
	evidence();
	long_sentence();
	once_each();
	the_best_are_kept();
	as_of();
	context();
	cumulative();
	of_all_or_of_one_day();
	return check_that_result();
}
