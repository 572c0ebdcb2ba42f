/* Texts that no newsroom writes: the work stays bounded and the outcome defined. */
#include <math.h>
#include <stdlib.h>

#include "check_that.h"
#include "figure_keys.h"
#include "read_text.h"

static struct arena arena;

static bool all_in_bounds(const struct read_text *text)
{
	const struct document *document = &text->document;
	for (uint32_t i = 0; i < text->figures_count; i++) {
		const struct figure *figure = &text->figures[i];
		if (figure->kind >= FIGURE_KINDS || figure->line >= document->lines_count || isnan(figure->exact) || isinf(figure->exact) ||
		    figure->exact < 0.0 || figure->low > figure->high || figure->first_word > figure->word_start || figure->word_end > document->words_count ||
		    figure->word_end < figure->word_start + figure->word_count || figure->sentence_start > figure->first_word ||
		    figure->plain.start + figure->plain.length > document->plain.length || figure->plain.length == 0)
			return false;
	}
	for (uint32_t i = 0; i < text->claims_count; i++) {
		const struct claim *claim = &text->claims[i];
		if (claim->raw.length == 0 || claim->raw.length > CLAIM_RAW_MAX || claim->sentence.length > 4 * CLAIM_SENTENCE_MAX ||
		    claim->raw.data < document->plain.data || claim->raw.data + claim->raw.length > document->plain.data + document->plain.length ||
		    claim->context_count > CLAIM_CONTEXT_MAX)
			return false;
	}
	return text->figures_count <= FIGURES_MAX && text->dates_count <= DATES_MAX;
}

static void read(const char *language, const char *body, struct read_text *text)
{
	read_text(language, NULL, body, (clock_ms)20163 * CLOCK_DAY, &arena, text);
	if (!CHECK_THAT(all_in_bounds(text)))
		fprintf(stderr, "  %s: %.60s\n", language, body);
	struct key_set keys;
	key_set_init(&keys, &arena);
	figure_keys_add(&text->document, text->figures, text->figures_count, text->dates, text->dates_count, &keys);
	CHECK_THAT(keys.count <= RECORD_KEYS_MAX);
}

static char *repeated(const char *piece, size_t times)
{
	size_t length = strlen(piece);
	char *text = arena_take(&arena, length * times + 1);
	for (size_t i = 0; i < times; i++)
		memcpy(text + i * length, piece, length);
	text[length * times] = '\0';
	return text;
}

static void long_digits(void)
{
	struct read_text text;
	read("en", repeated("9", 400), &text);
	CHECK_THAT(text.figures_count == 1 && text.figures[0].kind == FIGURE_ID && text.figures[0].exact == 1e300);
	CHECK_THAT(text.claims_count == 0);
	read("en", repeated("7", 70000), &text); /* longer than a word can be */
	CHECK_THAT(text.figures_count >= 1);
	char *killed = arena_take(&arena, 600);
	snprintf(killed, 600, "It killed %s people.", repeated("8", 400));
	read("en", killed, &text);
	read("en", repeated("1,", 30000), &text);
	CHECK_THAT(text.figures_count == FIGURES_MAX);
	read("en", repeated("1.", 30000), &text);
	read("en", repeated("1-", 30000), &text);
	read("en", repeated("1:", 30000), &text);
	read("en", repeated("1/", 30000), &text);
	read("fr", repeated("0,", 30000), &text);
	read("fr", repeated("7 000 ", 10000), &text); /* groups behind each other without an end */
	CHECK_THAT(text.figures_count == FIGURES_MAX);
	read("zh", repeated("万", 5000), &text);
	read("zh", repeated("1万", 5000), &text);
	read("ko", repeated("1만", 5000), &text);
}

static void many_numbers(void)
{
	struct read_text text;
	read("en", repeated("12 ", 10000), &text);
	CHECK_THAT(text.figures_count == FIGURES_MAX);
	read("en", repeated("killed 12 people and injured 30, ", 3000), &text);
	CHECK_THAT(text.claims_count <= RECORD_CLAIMS_MAX);
	read("en", repeated("killed ", 20000), &text);
	CHECK_THAT(text.claims_count == 0);
	read("en", repeated("two hundred and ", 10000), &text);
	CHECK_THAT(text.figures_count == FIGURES_MAX);
	read("en", repeated("million thousand half dozen ", 5000), &text);
	read("en", repeated("3 March 2024, ", 3000), &text);
	CHECK_THAT(text.dates_count == DATES_MAX);
	read("en", repeated("Tuesday yesterday ", 5000), &text);
	CHECK_THAT(text.dates_count == DATES_MAX);
	read("de", repeated("hunderttausend", 2000), &text);
	read("de", repeated("einhunderteinundtausend", 1500), &text);
	read("ar", repeated("واحد و ", 5000), &text);
	read("zh", repeated("二十五", 5000), &text);
	read("en", repeated("\xc2\xbd ", 10000), &text);
	read("ar", repeated("واحد على ", 5000), &text);
	read("ar", repeated("خمس ", 5000), &text);
	read("zh", repeated("三分之", 5000), &text);
	read("ko", repeated("5분의 ", 5000), &text);
	read("vi", repeated("ba phần ", 5000), &text);
	read("sw", repeated("elfu mia na ", 5000), &text);
	read("en", repeated("9^", 10000), &text);
	read("en", repeated("two million, ", 5000), &text);
	read("cs", repeated("1. ", 10000), &text);
	read("fi", repeated("kaksisataa", 20), &text);
	read("hu", repeated("egy", 39), &text);
	read("ko", repeated("이백", 19), &text);
	read("ka", repeated("ას", 19), &text);
}

static void mixed(void)
{
	struct read_text text;
	read("en", "1٢3 killed", &text); /* digits of two scripts make no count */
	CHECK_THAT(text.figures_count == 1 && text.figures[0].kind == FIGURE_ID && text.figures[0].exact == 123.0 && text.claims_count == 0);
	/* Marks of writing direction inside a number are passed over. */
	read("ar", "مقتل 25\xe2\x80\xaa,\xe2\x80\xac" "490 شخصا", &text);
	CHECK_THAT(text.claims_count == 1 && text.claims[0].exact == 25490.0);
	read("ar", "مقتل \xe2\x80\x8e٢٥٬٤٩٠\xe2\x80\x8f شخصا", &text);
	CHECK_THAT(text.claims_count == 1 && text.claims[0].exact == 25490.0);
	/* Nor does a mark between a group and its separator, and digits of two scripts stay no count behind one. */
	read("he", "נהרגו 25\xe2\x80\x8f,\xe2\x80\x8f" "490 בני אדם", &text);
	CHECK_THAT(text.figures_count == 1 && text.figures[0].exact == 25490.0);
	read("ar", "مقتل ٢٥\xe2\x80\x8e,490 شخصا", &text);
	CHECK_THAT(text.claims_count == 0);
	read("en", "", &text);
	CHECK_THAT(text.figures_count == 0 && text.claims_count == 0 && text.dates_count == 0);
	/* The figure is the received text's, its marks and all; a mark alone parts nothing. */
	read("he", "נהרגו 1\xe2\x80\x8f" "2\xe2\x80\x8f" "3 בני אדם", &text);
	CHECK_THAT(text.figures_count == 1 && text.figures[0].exact == 123.0);
	read("fa", "۲۵,490 نفر", &text);
	CHECK_THAT(text.figures_count == 1 && text.figures[0].kind == FIGURE_ID && text.claims_count == 0);
	read("en", "9^999", &text);
	CHECK_THAT(text.figures_count == 1 && text.figures[0].exact == 1e300);
	read("en", "1e99", &text);
	CHECK_THAT(text.figures_count >= 1 && text.figures[0].exact < 100.0);
	read("en", "!!! ... ---", &text);
	read("en", "-", &text);
	read("und", "12 zwei trois 二十", &text);
	CHECK_THAT(text.figures_count == 1); /* in no known language nothing is spelled */
}

/* Pieces of texts in any order, from a seed that is printed. */
static void random_pieces(void)
{
	static const char *const pieces[] = {
		"12", "1,234", "25.700", "two", "hundred", "and", "million", "half", "dozens", "-", ":", "/", ".", ",", "$", "%", "\xe2\x82\xac", "(", ")",
		"killed", "people", "injured", "at least", "from", "to", "of", "March", "Tuesday", "2024", "\n", "\xc2\xbd", "\xc2\xa0", "#", "+", "km",
		"h", "8h40", "3-1", "人", "万", "千", "月", "日", "年", "死亡", "2만", "명", "و", "مقتل", "٢٥", "٬", "zwei", "und", "Millionen", "0", "00", "'",
		"\xe2\x80\x8f", "A380", "x", "the", "in", "\"", "9999999999", "st", "th", "k", "bn"
	};
	static const char *const languages[] = { "en", "de", "fr", "zh", "ko", "ar", "sw", "und", "tr", "ja" };
	const char *given = getenv("PARALLAX_SEED");
	unsigned long seed = given != NULL ? strtoul(given, NULL, 10) : 20163;
	printf("seed %lu\n", seed);
	uint64_t state = seed;
	for (int i = 0; i < 3000; i++) {
		char body[2048] = "";
		size_t length = 0;
		int count = (int)(i % 60) + 1;
		for (int k = 0; k < count && length < 1900; k++) {
			state = state * 6364136223846793005ULL + 1442695040888963407ULL;
			const char *piece = pieces[(state >> 33) % (sizeof pieces / sizeof pieces[0])];
			length += (size_t)snprintf(body + length, sizeof body - length, "%s%s", piece, (state >> 20 & 3) != 0 ? " " : "");
		}
		struct arena_mark mark = arena_mark(&arena);
		struct read_text text;
		read(languages[i % 10], body, &text);
		arena_rewind(&arena, mark);
	}
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	long_digits();
	many_numbers();
	mixed();
	random_pieces();
	arena_free(&arena);
	return check_that_result();
}
