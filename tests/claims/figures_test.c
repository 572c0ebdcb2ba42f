/* Numbers in the languages of wires, with their bounds and kinds. The sentences are made up. */
#include "figures.h"

#include "check_that.h"
#include "read_text.h"

#define NEWS CLOCK_DAY * 20163 /* 2025-03-16 */

struct example {
	const char *language, *text, *expected;
};

/* How a number is written. */
static const struct example numbers[] = {
	{ "en", "25,490", "count 25490" },
	{ "en", "It grew to 1.2 million tonnes.", "measure 1200000 tonne" },
	{ "en", "a fleet of 3.4bn", "count 3400000000" },
	{ "en", "two hundred and fifty houses", "~count 250" },
	{ "en", "twenty-one trillion three hundred", "~count 21000000000300" },
	{ "en", "half a million doses", "~count 500000" },
	{ "en", "two and a half million doses", "~count 2500000" },
	{ "en", "3 hundred and 2 hundred", "count 300; count 200" },
	{ "en", "3 hundred and 21", "count 321" },
	{ "en", "three dozen boats and 4 dozens", "~count 36; count 48" },
	{ "en", "nine point nought four", "~count 9.04" },
	{ "en", "5\xc2\xbd cups, 5 1/2 spoons, 1/2 lemon", "count 5.5; count 5.5; count 0.5" },
	{ "en", "1 234 567 votes", "count 1234567" },
	{ "en", "12,34,567.89", "count 1234567.89" },
	{ "en", "2.3 lakh patients and Rs 12 crore", "count 230000; money 120000000 INR" },
	{ "en", "22,24,26,31", "count 22; count 24; count 26; count 31" },
	{ "en", "between 10-15 boats, 2-3 million", "count 10..15; count 2000000..3000000" },
	{ "de", "25.700 Häuser", "count 25700" },
	{ "de", "2,3 Millionen Haushalte", "count 2300000" },
	{ "de", "dreihundertneunundneunzigtausendfünfhundertneun", "~count 399509" },
	{ "de", "einhunderteinunddreißig Pakete", "~count 131" },
	{ "de", "zwei Dutzend Boote", "~count 24" },
	{ "de", "anderthalb Millionen Bäume", "~count 1500000" },
	{ "de", "zwei Komma drei", "~count 2.3" },
	{ "fr", "1\xe2\x80\xaf" "245 maisons et 12\xc2\xa0" "000 lits", "count 1245; count 12000" },
	{ "fr", "quatre-vingt-dix-neuf, quatre vingt dix neuf, soixante et onze", "~count 99; ~count 99; ~count 71" },
	{ "fr", "4,2 milliards d’euros", "money 4200000000 EUR" },
	{ "fr", "2 millions et demi de tonnes", "measure 2500000 tonne" },
	{ "es", "10 mil millones", "count 10000000000" },
	{ "es", "tres billones cuatrocientos cincuenta y cinco mil doscientos veintiocho millones quinientos cincuenta y seis mil",
	  "~count 3455228556000" },
	{ "es", "cuarenta y siete casas", "~count 47" },
	{ "pt", "12 mil pessoas", "count 12000" },
	{ "it", "46mila tonnellate", "measure 46000 tonne" },
	{ "it", "duemilacinquecento case", "~count 2500" },
	{ "nl", "tweehonderdvijftig huizen", "~count 250" },
	{ "sv", "2,5 miljoner kronor", "money 2500000 SEK" },
	{ "pl", "400 tys. zł", "money 400000 PLN" },
	{ "cs", "965,4 milionům korun, 450-ti milionů", "money 965400000 CZK; count 450000000" },
	{ "ru", "1\xc2\xa0" "310 домов, 12 тыс. коек, 2,5 млн рублей", "count 1310; count 12000; money 2500000 RUB" },
	{ "ru", "двадцать пять вагонов", "~count 25" },
	{ "uk", "сто двадцять вагонів", "~count 120" },
	{ "el", "8,5 εκατομμυρίων ευρώ", "money 8500000 EUR" },
	{ "tr", "1.230 ev ve 6,2 milyar dolar", "count 1230; money 6200000000 USD" },
	{ "hu", "16 milliárd 800 millió forint", "money 16800000000 HUF" },
	{ "fi", "3,2 miljoonaa euroa", "money 3200000 EUR" },
	{ "id", "25.490 rumah, dua puluh lima perahu", "count 25490; ~count 25" },
	{ "vi", "30,000 học sinh", "count 30000" },
	{ "sw", "milioni 125", "count 125000000" },
	{ "ar", "١٬٢٣٠ منزلا و٢٫٥ مليون برميل", "count 1230; count 2500000" },
	{ "ar", "خمسة وعشرون بيتا", "~count 25" },
	{ "ar", "مائة و واحد و ستون", "~count 161" },
	{ "fa", "۲۵٬۴۹۰ خانه", "count 25490" },
	{ "he", "12,500 בתים", "count 12500" },
	{ "hi", "2.5 लाख घर, 1,00,000 पेड़", "count 250000; count 100000" },
	{ "bn", "২৩,৫০০ ঘর", "count 23500" },
	{ "th", "บ้าน 2,500 หลัง", "count 2500" },
	{ "ko", "2만 3,000채, 3천여 채", "count 23000; count more_than 3000" },
	{ "ko", "산림 1만 2,400㏊", "measure 12400 ha" },
	{ "ja", "1万2千ヘクタール、62億ドル", "measure 12000 ha; money 6200000000 USD" },
	{ "ja", "約3400棟と二十五隻", "count about 3400; ~count 25" },
	{ "zh", "1.2万公顷,三百二十名居民", "measure 12000 ha; ~count 320" },
	{ "zh", "三峡和四川", "" },
	{ "und", "25,490 and 2.5", "count 25490; count 2.5" },
};

/* What stands around it: bounds. */
static const struct example bounds[] = {
	{ "en", "at least 84 boats, more than 1,200 sheds, up to 40 carts", "count at_least 84; count more_than 1200; count at_most 40" },
	{ "en", "some 900 turbines, nearly $3.2bn, fewer than 12 cows", "count about 900; money nearly 3200000000 USD; count less_than 12" },
	{ "en", "60 or more barges and 400+ carts", "count at_least 60; count at_least 400" },
	{ "en", "28 percent more than in May", "percent 28" },
	{ "en", "hundreds of carts, several dozen, tens of thousands", "~count 200..999; ~count 20..99; ~count 20000..99999" },
	{ "de", "mindestens 25.700 Boote, rund 40 Wagen, bis zu 3.000", "count at_least 25700; count about 40; count at_most 3000" },
	{ "fr", "au moins 91 maisons, près de 12 000 lits", "count at_least 91; count nearly 12000" },
	{ "es", "más de 1.200 casas, unas 12.000 camas", "count more_than 1200; count about 12000" },
	{ "id", "sedikitnya 25.490 rumah", "count at_least 25490" },
	{ "ru", "по меньшей мере 58 домов, около 12 тыс. коек", "count at_least 58; count about 12000" },
	{ "ru", "число домов возросло до 118", "count 118" },
	{ "hi", "100 से अधिक घर", "count more_than 100" },
	{ "tr", "100'den fazla ev", "count more_than 100" },
	{ "ja", "100隻以上", "count at_least 100" },
	{ "zh", "超过300栋,20多栋", "count more_than 300; count more_than 20" },
	{ "ko", "최소 40채", "count at_least 40" },
	{ "ar", "31 منزلا على الأقل", "count at_least 31" },
};

/* What kind of number it is. */
static const struct example kinds[] = {
	{ "en", "$4.6 billion, 21.40 euros, \xc2\xa3" "5m, US$20", "money 4600000000 USD; money 21.4 EUR; money 5000000 GBP; money 20 USD" },
	{ "en", "a 640 m shaft, 26 miles, 12 km²", "measure 640 m; measure 26 mile; measure 12 sqkm" },
	{ "en", "61.8 percent, 28%, a rise of 0.25 percentage points", "percent 61.8; percent 28; percent 0.25" },
	{ "tr", "yüzde 92, %15", "percent 92; percent 15" },
	{ "ar", "٣٤٫٢٪ و 92 في المئة", "percent 34.2; percent 92" },
	{ "en", "a magnitude 7.1 quake, M6.3", "measure 7.1 magnitude; measure 6.3 magnitude" },
	{ "de", "ein Beben der Stärke 7,1", "measure 7.1 magnitude" },
	{ "en", "the 34-year-old trader, aged 61", "age 34 year; age 61 year" },
	{ "en", "Zorman Belic, 49, told reporters", "age 49 year" },
	{ "de", "die 49-jährige Richterin", "age 49 year" },
	{ "it", "Sarnelli, 61 anni, ex direttore", "age 61 year" },
	{ "ko", "삼척시의 김순례(78) 씨", "age 78 year" },
	{ "en", "In 2011 the mill closed. It opened in 1974, in the 1970s.", "year 2011; year 1974; year 1970" },
	{ "en", "2,019 boats and 2019 soldiers", "count 2019; count 2019" },
	{ "de", "2011 starben in der Grube 13 Männer.", "year 2011; count 13" },
	{ "ja", "2014年に始まり、5年で", "year 2014; measure 5 year" },
	{ "en", "at 18:30 and 4:17 a.m.", "time 18; time 30; time 4; time 17" },
	{ "de", "um 18.30 Uhr", "time 18; time 30" },
	{ "id", "pukul 18.20 Wita", "time 18; time 20" },
	{ "es", "a las 04.17 de la madrugada", "time 4; time 17" },
	{ "fr", "à 8 h 40 et 12h15", "time 8; time 40; time 12; time 15" },
	{ "fa", "ساعت ۲:۴۱ بامداد", "time 2; time 41" },
	{ "zh", "13日2时41分", "ordinal 13*; time 2; time 41" },
	{ "en", "United beat Rovers 3-1 and Albion 2:1", "score 3; score 1; score 2; score 1" },
	{ "en", "the 21st boat, the third mill", "ordinal 21; ~ordinal 3" },
	{ "fr", "le 34e tour, la 1ère fois", "ordinal 34; ordinal 1" },
	{ "en", "at 192.168.1.2", "version 192; version 168; version 1; version 2" },
	{ "en", "call +1-222-333-4444 or order 123456789", "phone 1; phone 222; phone 333; phone 4444; id 123456789" },
	{ "en", "the Tu-154 and the A380 on COVID-19", "id 154; id 380; id 19" },
	{ "ar", "انتهی**3280", "id 3280" },
	{ "fa", "انتهای پیام/۳۴۲", "id 342" },
	{ "en", "from \xe2\x82\xac" "5-10 to 3-5%", "money 5..10 EUR; percent 3..5" },
	{ "ko", "초속 20m가 넘는 바람, 42시간", "measure more_than 20 m; measure 42 hour" },
};

static void check(const char *what, const struct example *examples, size_t count)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < count; i++) {
		struct arena_mark mark = arena_mark(&arena);
		struct read_text text;
		char line[1024];
		read_text(examples[i].language, NULL, examples[i].text, NEWS, &arena, &text);
		figures_tell(&text, line, sizeof line);
		if (!CHECK_THAT(strcmp(line, examples[i].expected) == 0))
			fprintf(stderr, "  %s, %s: %s\n    expected %s\n    read     %s\n", what, examples[i].language, examples[i].text, examples[i].expected, line);
		arena_rewind(&arena, mark);
	}
	arena_free(&arena);
}

/* Where a number stands: the range of plain covers its digits and nothing else. */
static void places(void)
{
	static const struct {
		const char *language, *text, *covered;
	} cases[] = {
		{ "en", "killed at least 25,490 people", "25,490" },
		{ "ko", "주민 95명이", "95명이" },
		{ "fr", "les 1\xe2\x80\xaf" "245 lits", "1\xe2\x80\xaf" "245" },
		{ "ja", "全角の２５人", "２５" },
		{ "ar", "نحو \xe2\x80\x8f" "٢٥٬٤٩٠ بيتا", "٢٥٬٤٩٠" },
		{ "en", "the value 192.168.1.2", "192" },
	};
	struct arena arena;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct read_text text;
		read_text(cases[i].language, NULL, cases[i].text, NEWS, &arena, &text);
		if (!CHECK_THAT(text.figures_count > 0))
			continue;
		struct bytes covered = bytes_part(text.document.plain, text.figures[0].plain);
		if (!CHECK_THAT(bytes_equal(covered, bytes_of_string(cases[i].covered))))
			fprintf(stderr, "  %s: %.*s\n", cases[i].text, (int)covered.length, covered.data);
	}
	arena_free(&arena);
}

/* A text in a language of decimal commas that plainly writes decimal points is read as it writes. */
static void local_habit(void)
{
	struct arena arena;
	arena_init(&arena, 1 << 20);
	struct read_text text;
	char line[256];
	read_text("es", NULL, "Creció 2.5 y luego 3.1 por ciento, hasta 12,345 casas.", NEWS, &arena, &text);
	figures_tell(&text, line, sizeof line);
	if (!CHECK_THAT(strcmp(line, "count 2.5; percent 3.1; count 12345") == 0))
		fprintf(stderr, "  %s\n", line);
	arena_free(&arena);
}

int main(void)
{
	check("numbers", numbers, sizeof numbers / sizeof numbers[0]);
	check("bounds", bounds, sizeof bounds / sizeof bounds[0]);
	check("kinds", kinds, sizeof kinds / sizeof kinds[0]);
	places();
	local_habit();
	return check_that_result();
}
