/* What the lexicon finds in sentences of many languages, and the rules of where a phrase may stand. */
#include "lexicon.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check_that.h"
#include "normalise.h"

#define HITS_MAX 4096

struct reading {
	struct arena arena;
	struct document document;
	struct lexicon_hit hits[HITS_MAX];
	uint32_t hits_count;
};

static void read_text(struct reading *reading, const char *language, const char *text)
{
	struct article article = { .body = bytes_of_string(text) };
	arena_init(&reading->arena, 1 << 16);
	document_read(&article, &reading->arena, &reading->document);
	unsigned index = language[0] == 0 ? LANGUAGE_UNKNOWN : lexicon_language(bytes_of_string(language));
	reading->hits_count = lexicon_scan(&reading->document, index, reading->hits, HITS_MAX);
}

/* The words of a hit as plain has them. */
static struct bytes hit_text(const struct reading *reading, const struct lexicon_hit *hit)
{
	const struct word *first = &reading->document.words[hit->word], *last = first + hit->words - 1;
	uint32_t end = last->plain_start + last->plain_length;
	return bytes_of(reading->document.plain.data + first->plain_start, end - first->plain_start);
}

static const struct lexicon_hit *find_hit(const struct reading *reading, enum lexicon_kind kind, const char *words)
{
	for (uint32_t i = 0; i < reading->hits_count; i++)
		if (reading->hits[i].kind == kind && bytes_equal(hit_text(reading, &reading->hits[i]), bytes_of_string(words)))
			return &reading->hits[i];
	return NULL;
}

static const char *value_text(const struct lexicon_hit *hit, char ret_text[64])
{
	if (hit->kind == LEXICON_PLACE)
		return lexicon_place_name(hit->value);
	if (hit->kind == LEXICON_CONCEPT)
		return lexicon_concept_name(hit->value);
	if (hit->kind == LEXICON_VAGUE)
		snprintf(ret_text, 64, "%llu-%llu", (unsigned long long)lexicon_vague_low(hit->value),
		         (unsigned long long)lexicon_vague_high(hit->value));
	else if (hit->kind == LEXICON_CURRENCY)
		snprintf(ret_text, 64, "%c%c%c", (char)(hit->value >> 16), (char)(hit->value >> 8), (char)hit->value);
	else if (hit->kind == LEXICON_MULTIPLIER)
		snprintf(ret_text, 64, "%llu", (unsigned long long)lexicon_factor(hit->value));
	else
		snprintf(ret_text, 64, "%llu", (unsigned long long)hit->value);
	return ret_text;
}

/* True when one of the hits has the kind, the words and the value; NULL for a value: when none has kind and words. */
static bool holds(const struct reading *reading, enum lexicon_kind kind, const char *words, const char *value)
{
	char text[64];
	for (uint32_t i = 0; i < reading->hits_count; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		if (hit->kind != kind || !bytes_equal(hit_text(reading, hit), bytes_of_string(words)))
			continue;
		if (value == NULL)
			return false;
		if (strcmp(value_text(hit, text), value) == 0)
			return true;
	}
	return value == NULL;
}

static void sentences(void)
{
	static const struct {
		const char *language, *text;
		struct {
			enum lexicon_kind kind;
			const char *words, *value;
		} expected[8];
	} cases[] = {
		{ "en", "At least twenty-five people were killed near Tehran on Sunday; dozens more were wounded, Russian officials said.",
		  { { LEXICON_BOUND, "At least", "1" }, { LEXICON_NUMBER, "twenty-five", "25" }, { LEXICON_COUNTED, "killed", "1" },
		    { LEXICON_PLACE, "Tehran", "city:Asia/Tehran" }, { LEXICON_WEEKDAY, "Sunday", "7" }, { LEXICON_VAGUE, "dozens", "20-99" },
		    { LEXICON_PLACE, "Russian", "lang:ru" } } },
		{ "de", "Bei dem Anschlag in Moskau starben mindestens zwölf Menschen, rund 40 wurden im Oktober verletzt.",
		  { { LEXICON_ACT, "Anschlag", "1" }, { LEXICON_PLACE, "Moskau", "city:Europe/Moscow" }, { LEXICON_COUNTED, "starben", "1" },
		    { LEXICON_BOUND, "mindestens", "1" }, { LEXICON_NUMBER, "zwölf", "12" }, { LEXICON_BOUND, "rund", "5" },
		    { LEXICON_MONTH, "Oktober", "10" }, { LEXICON_COUNTED, "verletzt", "2" } } },
		{ "fr", "L'attentat près de Moscou a fait douze morts, selon l’Union européenne ; des milliers d'euros en octobre.",
		  { { LEXICON_ACT, "L'attentat", "1" }, { LEXICON_PLACE, "Moscou", "city:Europe/Moscow" }, { LEXICON_NUMBER, "douze", "12" },
		    { LEXICON_COUNTED, "morts", "1" }, { LEXICON_PLACE, "l’Union européenne", "EU" }, { LEXICON_MONTH, "octobre", "10" },
		    { LEXICON_CURRENCY, "d'euros", "EUR" } } },
		{ "es", "Al menos veinte personas murieron en Teherán; cinco mil millones de dólares, dijo Estados Unidos.",
		  { { LEXICON_BOUND, "Al menos", "1" }, { LEXICON_NUMBER, "veinte", "20" }, { LEXICON_COUNTED, "murieron", "1" },
		    { LEXICON_PLACE, "Teherán", "city:Asia/Tehran" }, { LEXICON_MULTIPLIER, "mil millones", "1000000000" },
		    { LEXICON_CURRENCY, "dólares", "USD" }, { LEXICON_PLACE, "Estados Unidos", "US" } } },
		{ "it", "Nell'Iran del nord almeno dieci morti e tre milioni di euro di danni a gennaio.",
		  { { LEXICON_PLACE, "Nell'Iran", "IR" }, { LEXICON_BOUND, "almeno", "1" }, { LEXICON_COUNTED, "morti", "1" },
		    { LEXICON_MULTIPLIER, "milioni", "1000000" }, { LEXICON_MONTH, "gennaio", "1" } } },
		{ "pl", "W Rosji zginęło co najmniej pięć osób, a w Stanach Zjednoczonych setki zostały ranne.",
		  { { LEXICON_PLACE, "Rosji", "RU" }, { LEXICON_COUNTED, "zginęło", "1" }, { LEXICON_BOUND, "co najmniej", "1" },
		    { LEXICON_NUMBER, "pięć", "5" }, { LEXICON_PLACE, "Stanach Zjednoczonych", "US" }, { LEXICON_VAGUE, "setki", "200-999" } } },
		{ "ru", "В Москве погибли не менее двадцати человек, сообщили в России; ущерб 3 млрд рублей.",
		  { { LEXICON_PLACE, "Москве", "city:Europe/Moscow" }, { LEXICON_COUNTED, "погибли", "1" }, { LEXICON_BOUND, "не менее", "1" },
		    { LEXICON_NUMBER, "двадцати", "20" }, { LEXICON_PLACE, "России", "RU" }, { LEXICON_MULTIPLIER, "млрд", "1000000000" },
		    { LEXICON_CURRENCY, "рублей", "RUB" } } },
		{ "ar", "قتل عشرون شخصا في العراق، وبإيران وللعراق والولايات المتحدة",
		  { { LEXICON_COUNTED, "قتل", "1" }, { LEXICON_NUMBER, "عشرون", "20" }, { LEXICON_PLACE, "العراق", "IQ" },
		    { LEXICON_PLACE, "وبإيران", "IR" }, { LEXICON_PLACE, "وللعراق", "IQ" }, { LEXICON_PLACE, "والولايات المتحدة", "US" } } },
		{ "he", "לפחות עשרים בני אדם נהרגו באיראן וברוסיה",
		  { { LEXICON_BOUND, "לפחות", "1" }, { LEXICON_COUNTED, "נהרגו", "1" }, { LEXICON_PLACE, "באיראן", "IR" },
		    { LEXICON_PLACE, "וברוסיה", "RU" } } },
		{ "fa", "دست‌کم بیست نفر در ایران و روسیه کشته شدند",
		  { { LEXICON_NUMBER, "بیست", "20" }, { LEXICON_PLACE, "ایران", "IR" }, { LEXICON_PLACE, "روسیه", "RU" },
		    { LEXICON_COUNTED, "کشته شدند", "1" } } },
		{ "hi", "ईरान में बीस लोगों की मौत, रूस ने कहा",
		  { { LEXICON_PLACE, "ईरान", "IR" }, { LEXICON_NUMBER, "बीस", "20" }, { LEXICON_COUNTED, "मौत", "1" }, { LEXICON_PLACE, "रूस", "RU" } } },
		{ "ja", "ロシアの首都モスクワで少なくとも二十五人が死亡した。",
		  { { LEXICON_PLACE, "ロシア", "RU" }, { LEXICON_PLACE, "モスクワ", "city:Europe/Moscow" }, { LEXICON_BOUND, "少なくとも", "1" },
		    { LEXICON_NUMBER, "五", "5" }, { LEXICON_COUNTED, "死亡", "1" } } },
		{ "zh", "俄罗斯首都莫斯科至少25人死亡，數千人受傷，損失三億元",
		  { { LEXICON_PLACE, "俄罗斯", "RU" }, { LEXICON_PLACE, "莫斯科", "city:Europe/Moscow" }, { LEXICON_BOUND, "至少", "1" },
		    { LEXICON_COUNTED, "死亡", "1" }, { LEXICON_VAGUE, "數千", "2000-9999" }, { LEXICON_COUNTED, "受傷", "2" },
		    { LEXICON_MULTIPLIER, "億", "100000000" } } },
		{ "ko", "이란의 수도 테헤란에서 최소 25명이 사망했다고 러시아가 밝혔다",
		  { { LEXICON_PLACE, "이란의", "IR" }, { LEXICON_PLACE, "테헤란에서", "city:Asia/Tehran" }, { LEXICON_BOUND, "최소", "1" },
		    { LEXICON_COUNTED, "사망했다고", "1" }, { LEXICON_PLACE, "러시아가", "RU" } } },
		{ "th", "มีผู้เสียชีวิตอย่างน้อย 25 คนในอิหร่าน",
		  { { LEXICON_COUNTED, "ผู้เสียชีวิต", "1" }, { LEXICON_BOUND, "อย่างน้อย", "1" }, { LEXICON_PLACE, "อิหร่าน", "IR" } } },
		{ "id", "Sedikitnya dua puluh orang tewas di Teheran, Amerika Serikat menyalurkan 5 juta dolar",
		  { { LEXICON_BOUND, "Sedikitnya", "1" }, { LEXICON_NUMBER, "dua puluh", "20" }, { LEXICON_COUNTED, "tewas", "1" },
		    { LEXICON_PLACE, "Teheran", "city:Asia/Tehran" }, { LEXICON_PLACE, "Amerika Serikat", "US" },
		    { LEXICON_MULTIPLIER, "juta", "1000000" } } },
		{ "tr", "Rusya'nın başkenti Moskova'da en az yirmi kişi öldü, yüzlerce kişi İran’dan ayrıldı",
		  { { LEXICON_PLACE, "Rusya'nın", "RU" }, { LEXICON_PLACE, "Moskova'da", "city:Europe/Moscow" }, { LEXICON_BOUND, "en az", "1" },
		    { LEXICON_NUMBER, "yirmi", "20" }, { LEXICON_COUNTED, "öldü", "1" }, { LEXICON_VAGUE, "yüzlerce", "200-999" },
		    { LEXICON_PLACE, "İran’dan", "IR" } } },
		{ "fi", "Moskovassa kuoli ainakin kaksikymmentä ihmistä, Helsingissä ja Venäjällä satoja",
		  { { LEXICON_PLACE, "Moskovassa", "city:Europe/Moscow" }, { LEXICON_COUNTED, "kuoli", "1" }, { LEXICON_BOUND, "ainakin", "1" },
		    { LEXICON_NUMBER, "kaksikymmentä", "20" }, { LEXICON_PLACE, "Helsingissä", "city:Europe/Helsinki" },
		    { LEXICON_PLACE, "Venäjällä", "RU" } } },
		{ "hu", "Moszkvában és Oroszországban legalább húszan meghaltak januárban",
		  { { LEXICON_PLACE, "Moszkvában", "city:Europe/Moscow" }, { LEXICON_PLACE, "Oroszországban", "RU" }, { LEXICON_BOUND, "legalább", "1" } } },
		{ "uk", "У Києві загинули щонайменше двадцять людей, повідомили в Росії",
		  { { LEXICON_PLACE, "Києві", "city:Europe/Kiev" }, { LEXICON_COUNTED, "загинули", "1" }, { LEXICON_BOUND, "щонайменше", "1" },
		    { LEXICON_NUMBER, "двадцять", "20" }, { LEXICON_PLACE, "Росії", "RU" } } },
	};
	static struct reading reading;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		read_text(&reading, cases[i].language, cases[i].text);
		for (size_t k = 0; k < 8 && cases[i].expected[k].words != NULL; k++)
			if (!CHECK_THAT(holds(&reading, cases[i].expected[k].kind, cases[i].expected[k].words, cases[i].expected[k].value)))
				fprintf(stderr, "  %s: %s is not %s\n", cases[i].language, cases[i].expected[k].words, cases[i].expected[k].value);
		arena_free(&reading.arena);
	}
}

static void languages(void)
{
	CHECK_THAT(lexicon_language(bytes_of_string("")) == LANGUAGE_UNKNOWN);
	CHECK_THAT(lexicon_language(bytes_of_string("xx")) == LANGUAGE_UNKNOWN);
	CHECK_THAT(lexicon_language(bytes_of_string("und")) == LANGUAGE_UNKNOWN);
	CHECK_THAT(lexicon_language(bytes_of_string("averylongtag")) == LANGUAGE_UNKNOWN);
	unsigned portuguese = lexicon_language(bytes_of_string("pt-BR"));
	CHECK_THAT(portuguese != LANGUAGE_UNKNOWN && portuguese < LANGUAGES_MAX);
	CHECK_THAT(strcmp(lexicon_language_tag(portuguese), "pt") == 0);
	CHECK_THAT(lexicon_language(bytes_of_string("PT_br")) == portuguese);
	CHECK_THAT(lexicon_language(bytes_of_string("por")) == portuguese);
	CHECK_THAT(strcmp(lexicon_language_tag(lexicon_language(bytes_of_string("nb-NO"))), "no") == 0);
	CHECK_THAT(strcmp(lexicon_language_tag(lexicon_language(bytes_of_string("zh-Hant"))), "zh") == 0);
	CHECK_THAT(strcmp(lexicon_language_tag(LANGUAGE_UNKNOWN), "und") == 0);
	CHECK_THAT(strcmp(lexicon_language_tag(UINT32_MAX), "und") == 0);
	CHECK_THAT(strcmp(lexicon_place_name(UINT64_MAX), "") == 0);
}

/* What begins inside a word, and what ends inside one. */
static void parts_of_words(void)
{
	static struct reading reading;
	const struct lexicon_hit *hit;
	read_text(&reading, "it", "dell'Iran dell’Iran Iran Iran's");
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "dell'Iran")) != NULL && hit->skipped == 5 && hit->rest == 0);
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "dell’Iran")) != NULL && hit->skipped == 7 && hit->rest == 0);
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "Iran")) != NULL && hit->skipped == 0 && hit->rest == 0);
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "Iran's")) != NULL && hit->skipped == 0 && hit->rest == 2);
	arena_free(&reading.arena);

	/* A prefix only where the language has them, and never of a word of two letters. */
	read_text(&reading, "ar", "وبالعراق");
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "وبالعراق")) != NULL && hit->skipped >= 4 && hit->rest == 0);
	arena_free(&reading.arena);
	read_text(&reading, "fa", "وبالعراق");
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "وبالعراق") == NULL);
	arena_free(&reading.arena);

	/* An ending of a place is short, and begins with a vowel where the name lost one. */
	read_text(&reading, "ru", "Россией Индии индивид иранский");
	CHECK_THAT((hit = find_hit(&reading, LEXICON_PLACE, "Россией")) != NULL && hit->rest == 4);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Индии", "IN"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "индивид") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "иранский", "IR"));
	arena_free(&reading.arena);

	read_text(&reading, "en", "Omani Omanward Nigerian Nigeriawardly");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Omani", "OM"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Omanward") == NULL); /* four letters behind four */
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Nigerian", "NG"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Nigeriawardly") == NULL);
	arena_free(&reading.arena);

	/* What is marked as no place is none. */
	read_text(&reading, "en", "Parish Paris Perugia Peruvian Malibu Mali");
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Parish") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Paris", "city:Europe/Paris"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Perugia") == NULL);
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Malibu") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Mali", "ML"));
	arena_free(&reading.arena);

	/* Korean: only particles. */
	read_text(&reading, "ko", "이란은 이란성");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "이란은", "IR"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "이란성") == NULL);
	arena_free(&reading.arena);
}

static void capitals(void)
{
	static struct reading reading;
	read_text(&reading, "en", "The US and the U.S. told us about the EU. eu");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "US", "US"));
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "U.S", "US"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "us") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_STOP, "us", "1") || find_hit(&reading, LEXICON_STOP, "us") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "EU", "EU"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "eu") == NULL);
	arena_free(&reading.arena);
	read_text(&reading, "sq", "5 USD usd");
	CHECK_THAT(holds(&reading, LEXICON_CURRENCY, "USD", "USD"));
	CHECK_THAT(find_hit(&reading, LEXICON_CURRENCY, "usd") == NULL);
	arena_free(&reading.arena);
}

/* Between the words of a phrase: a space or a hyphen, never a mark or a line break. */
static void gaps(void)
{
	static struct reading reading;
	read_text(&reading, "en", "New-Zealand and New Zealand, but New, Zealand and New\nZealand; St. Lucia, St Lucia");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "New-Zealand", "NZ"));
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "New Zealand", "NZ"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "New, Zealand") == NULL);
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "New\nZealand") == NULL);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "St. Lucia", "LC"));
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "St Lucia", "LC"));
	arena_free(&reading.arena);
	read_text(&reading, "en", "twenty five, twenty-five and twentyfive");
	CHECK_THAT(holds(&reading, LEXICON_NUMBER, "twenty five", "25"));
	CHECK_THAT(holds(&reading, LEXICON_NUMBER, "twenty-five", "25"));
	arena_free(&reading.arena);
}

static void katakana(void)
{
	static struct reading reading;
	read_text(&reading, "ja", "マリアはマリで。ロシアがドルを");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "マリ", "ML"));
	CHECK_THAT(reading.hits_count > 0 && hit_text(&reading, find_hit(&reading, LEXICON_PLACE, "マリ")).data > reading.document.plain.data);
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "ロシア", "RU"));
	arena_free(&reading.arena);
}

/* A word keeps its meanings to its languages; unknown takes all. */
static void language_filter(void)
{
	static struct reading reading;
	read_text(&reading, "de", "Die Toten");
	CHECK_THAT(find_hit(&reading, LEXICON_STOP, "Die") != NULL);
	CHECK_THAT(holds(&reading, LEXICON_COUNTED, "Toten", "1"));
	arena_free(&reading.arena);
	read_text(&reading, "pl", "Die Toten");
	CHECK_THAT(find_hit(&reading, LEXICON_STOP, "Die") == NULL);
	CHECK_THAT(find_hit(&reading, LEXICON_COUNTED, "Toten") == NULL);
	arena_free(&reading.arena);
	read_text(&reading, "", "Die Toten");
	CHECK_THAT(find_hit(&reading, LEXICON_STOP, "Die") != NULL);
	CHECK_THAT(holds(&reading, LEXICON_COUNTED, "Toten", "1"));
	arena_free(&reading.arena);
	/* English names hold in other languages of Latin letters. */
	read_text(&reading, "eo", "Germany Deutschland");
	CHECK_THAT(holds(&reading, LEXICON_PLACE, "Germany", "DE"));
	CHECK_THAT(find_hit(&reading, LEXICON_PLACE, "Deutschland") == NULL);
	arena_free(&reading.arena);
}

static void concepts(void)
{
	static struct reading reading;
	read_text(&reading, "en", "The volcano erupted; one ballot, and a trophy. four");
	CHECK_THAT(holds(&reading, LEXICON_CONCEPT, "volcano", "🌋"));
	CHECK_THAT(holds(&reading, LEXICON_CONCEPT, "trophy", "🏆"));
	CHECK_THAT(holds(&reading, LEXICON_CONCEPT, "ballot", "🗳"));
	CHECK_THAT(find_hit(&reading, LEXICON_CONCEPT, "four") == NULL); /* a number is no clover */
	arena_free(&reading.arena);
	read_text(&reading, "fi", "tulivuori");
	CHECK_THAT(holds(&reading, LEXICON_CONCEPT, "tulivuori", "🌋"));
	arena_free(&reading.arena);
	read_text(&reading, "ja", "昨日、火山が噴火した");
	CHECK_THAT(holds(&reading, LEXICON_CONCEPT, "火山", "🌋"));
	arena_free(&reading.arena);
}

/* Whatever the text: hits come by word, the longest first; of one kind and word they are all equally long; a small
 * array holds the same first ones; nothing behind norm is read. */
static void order_and_bounds(const char *language, const char *text)
{
	static struct reading reading;
	static struct lexicon_hit few[HITS_MAX];
	read_text(&reading, language, text);
	for (uint32_t i = 1; i < reading.hits_count; i++) {
		const struct lexicon_hit *last = &reading.hits[i - 1], *hit = &reading.hits[i];
		CHECK_THAT(last->word < hit->word || (last->word == hit->word && last->words >= hit->words));
		CHECK_THAT(last->word != hit->word || last->kind != hit->kind || last->words == hit->words);
		CHECK_THAT(hit->word + hit->words <= reading.document.words_count);
	}
	unsigned index = lexicon_language(bytes_of_string(language));
	for (uint32_t max = 0; max <= reading.hits_count; max += 1 + max) {
		CHECK_THAT(lexicon_scan(&reading.document, index, few, max) == max);
		for (uint32_t i = 0; i < max; i++)
			CHECK_THAT(few[i].word == reading.hits[i].word && few[i].value == reading.hits[i].value);
	}

	size_t page = (size_t)sysconf(_SC_PAGESIZE), length = reading.document.norm.length;
	size_t pages = length / page + 2;
	uint8_t *fenced = mmap(NULL, pages * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK_THAT(fenced != MAP_FAILED && mprotect(fenced + (pages - 1) * page, page, PROT_NONE) == 0);
	uint8_t *norm = fenced + (pages - 1) * page - length;
	memcpy(norm, reading.document.norm.data, length);
	reading.document.norm.data = norm;
	CHECK_THAT(lexicon_scan(&reading.document, index, few, HITS_MAX) == reading.hits_count);
	munmap(fenced, pages * page);
	arena_free(&reading.arena);
}

/* Words made to be costly: thousands of apostrophes, of prefixes, of letters. */
static void costly_words(void)
{
	static const char *const parts[] = { "a'", "’", "l’a", "وال", "verletz", "of the ", "ม", "中" };
	static char text[200000];
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		size_t length = 0, part = strlen(parts[i]);
		for (; length + part < sizeof(text); length += part)
			memcpy(text + length, parts[i], part);
		text[length] = 0;
		order_and_bounds("", text);
	}
}

static void look_up(void)
{
	struct lexicon_hit hits[16];
	unsigned german = lexicon_language(bytes_of_string("de"));
	CHECK_THAT(lexicon_lookup(bytes_of_string(""), german, hits, 16) == 0);
	CHECK_THAT(lexicon_lookup(bytes_of_string("verletzte"), german, hits, 16) <= 16);
	CHECK_THAT(lexicon_lookup(bytes_of_string("neuseeland"), german, hits, 16) == 1);
	CHECK_THAT(strcmp(lexicon_place_name(hits[0].value), "NZ") == 0 && hits[0].kind == LEXICON_PLACE);
	CHECK_THAT(lexicon_lookup(bytes_of_string("neuseelands"), german, hits, 16) == 0); /* whole and exactly */
	CHECK_THAT(lexicon_lookup(bytes_of_string("sri-lanka"), german, hits, 16) == 1);
	CHECK_THAT(lexicon_lookup(bytes_of_string("sri lanka"), german, hits, 16) == 1);
	CHECK_THAT(lexicon_lookup(bytes_of_string("sri lanka"), german, hits, 0) == 0);
	CHECK_THAT(lexicon_lookup(bytes_of_string("sri lanka"), LANGUAGES_MAX, hits, 16) == 0);
}

static void values(void)
{
	CHECK_THAT(lexicon_factor(6) == 1000000 && lexicon_factor(0) == 1 && lexicon_factor(112) == 12);
	CHECK_THAT(lexicon_vague_low((uint64_t)20 << 32 | 99) == 20 && lexicon_vague_high((uint64_t)20 << 32 | 99) == 99);
	uint64_t billions = (uint64_t)1 << 63 | (uint64_t)2000000 << 32 | 10000000;
	CHECK_THAT(lexicon_vague_low(billions) == 2000000000 && lexicon_vague_high(billions) == 10000000000);
}

int main(void)
{
	CHECK_THAT(lexicon_intact());
	languages();
	sentences();
	parts_of_words();
	capitals();
	gaps();
	katakana();
	language_filter();
	concepts();
	look_up();
	values();
	costly_words();
	order_and_bounds("en", "");
	order_and_bounds("en", "US");
	order_and_bounds("en", "More than twenty-five people died in New Zealand's capital, the United States'");
	order_and_bounds("fr", "l'Union européenne, l'Iran d'octobre aujourd'hui ''' l' 'x");
	order_and_bounds("ar", "وبالعراق والولايات المتحدة و ال للعراق ول");
	order_and_bounds("ja", "ロシアの首都モスクワで少なくとも二十五人が死亡したアメリカ合衆国");
	order_and_bounds("th", "มีผู้เสียชีวิตอย่างน้อย 25 คนในอิหร่าน");
	return check_that_result();
}
