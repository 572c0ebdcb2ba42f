/* The normalised form: by hand, and against ICU's NFKC_Casefold with the Arabic fold on top. SEED=n repeats a run. */
#include "fold.h"

#include <stdlib.h>

#include "arabic_fold.h"
#include "check_that.h"
#include "icu_reference.h"

#define NORM_MAX (FOLD_GROWTH_MAX * FOLD_BYTES_MAX + FOLD_PUT_BYTES_MAX)

static struct unicode_table table;

static void show(const char *name, struct bytes text)
{
	fprintf(stderr, "  %s:", name);
	for (size_t at = 0; at < text.length;)
		fprintf(stderr, " %04X", (unsigned)utf8_next(text.data, &at));
	fprintf(stderr, "\n");
}

/* Both ways give what ICU gives. */
static bool check_as_icu(struct bytes text)
{
	uint8_t expected[NORM_MAX], quick[NORM_MAX], whole[NORM_MAX];
	struct bytes icu = bytes_of(expected, icu_fold(text, expected, sizeof expected));
	struct bytes ours = bytes_of(quick, fold_stretch(&table, text, quick));
	struct bytes book = bytes_of(whole, fold_whole(&table, text, whole));
	bool as_icu = CHECK_THAT(bytes_equal(ours, icu)), by_book = CHECK_THAT(bytes_equal(book, icu));
	bool fits = CHECK_THAT(icu.length <= FOLD_GROWTH_MAX * text.length);
	if (!as_icu || !by_book || !fits) {
		show("text", text);
		show("ICU", icu);
		show("quick", ours);
		show("whole", book);
	}
	return as_icu && by_book && fits;
}

static void check_folds(const char *text, const char *norm)
{
	uint8_t folded[NORM_MAX];
	size_t length = fold_stretch(&table, bytes_of_string(text), folded);
	if (!CHECK_THAT(bytes_equal(bytes_of(folded, length), bytes_of_string(norm))))
		fprintf(stderr, "  \"%s\" gives \"%.*s\", not \"%s\"\n", text, (int)length, (const char *)folded, norm);
	check_as_icu(bytes_of_string(text));
}

static void test_by_hand(void)
{
	check_folds("", "");
	check_folds("Reuters", "reuters");
	check_folds("STRASSE Straße", "strasse strasse");
	check_folds("\u00c9cole E\u0301cole", "\u00e9cole \u00e9cole");
	check_folds("\u0130stanbul", "i\u0307stanbul");
	check_folds("\ufb01nance \uff2b\uff29\uff36 \u2163", "finance kiv iv");
	check_folds("\u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3 \u03bb\u03cc\u03b3\u03bf\u03c2", "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c3 \u03bb\u03cc\u03b3\u03bf\u03c3");
	check_folds("co\u00adope\u200drate", "cooperate");
	/* Marks out of order and letters in parts: Vietnamese, Russian, Greek. */
	check_folds("Vie\u0323\u0302t Vie\u0302\u0323t Vi\u1eb9\u0302t Vi\u00ea\u0323t", "vi\u1ec7t vi\u1ec7t vi\u1ec7t vi\u1ec7t");
	check_folds("\u041c\u043e\u0438\u0306", "\u043c\u043e\u0439");
	check_folds("\u03b1\u0313\u0301\u0345", "\u1f04\u03b9");
	check_folds("\u00f6\u0328 \u00f6\u0316 \u1ea5\u0328", "\u01eb\u0308 \u00f6\u0316 \u0105\u0302\u0301");
	check_folds("o\u0305\u0301 o\u0301\u0305", "o\u0305\u0301 \u00f3\u0305");
	/* Hangul syllables from their parts, also when the first part is a syllable or a letter of the old encodings. */
	check_folds("\u1112\u1161\u11ab\u1100\u116e\u11a8", "\ud55c\uad6d");
	check_folds("\uac00\u11a8 \uac01\u11a8 \uffa1\uffc2 \u3131\u314f", "\uac01 \uac01\u11a8 \uac00 \uac00");
	/* Nukta: what composes, what must not, what is taken apart. */
	check_folds("\u0928\u093c \u0915\u093c \u0958 \u09af\u09bc\u09be \u09dc", "\u0929 \u0915\u093c \u0915\u093c \u09af\u09bc\u09be \u09a1\u09bc");
	check_folds("\u09a6\u09c7\u09be", "\u09a6\u09cb");
	check_folds("\u304b\u3099 \uff76\uff9e", "\u304c \u30ac");
	check_folds("\u0e19\u0e49\u0e33", "\u0e19\u0e49\u0e4d\u0e32");
	/* Arabic letters with hamza, Persian letters, vowel signs, presentation forms. */
	check_folds("\u0623\u0625\u0622\u0671 \u0624\u0626 \u0649\u06cc \u06a9", "\u0627\u0627\u0627\u0627 \u0648\u064a \u064a\u064a \u0643");
	check_folds("\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f \u0645\u062d\u0640\u0640\u0645\u062f", "\u0645\u062d\u0645\u062f \u0645\u062d\u0645\u062f");
	check_folds("\u0627\u0653 \u0648\u0654 \u064a\u0654 \u0627\u064e\u0654", "\u0627 \u0648 \u064a \u0627");
	check_folds("\u062e\u0627\u0646\u0647\u0654 \u062e\u0627\u0646\u06c0 \u062e\u0627\u0646\u06d5\u0654", "\u062e\u0627\u0646\u0647 \u062e\u0627\u0646\u0647 \u062e\u0627\u0646\u0647");
	check_folds("\ufef5 \ufefb \ufdf2", "\u0644\u0627 \u0644\u0627 \u0627\u0644\u0644\u0647");
	check_folds("e\u064b\u0301 e\u0653\u0301", "\u00e9 e\u0301");
	/* Unknown to Unicode 15.0: left alone. */
	check_folds("\u0378x\U0001fae9", "\u0378x\U0001fae9");
}

static size_t put_points(const uint32_t *points, size_t count, uint8_t *text)
{
	size_t length = 0;
	for (size_t i = 0; i < count; i++)
		length += utf8_put(points[i], text + length);
	return length;
}

/* Every code point of Unicode 15.0, alone and between letters that may combine with it. */
static void test_all_points(void)
{
	static const uint32_t between[][2] = {
		{ 0, 0 }, { 'a', 'B' }, { 'e', 0x301 }, { 0x323, 0x302 }, { 0x627, 0x64a }, { 0x6d5, 0x654 }, { 0x928, 0x93c },
		{ 0x9c7, 0x9be }, { 0x1100, 0x1161 }, { 0xac00, 0x11a8 }, { 0x3b1, 0x345 }, { 0x304b, 0x3099 },
	};
	uint32_t known = 0;
	for (uint32_t point = 1; point < UNICODE_POINTS; point++) {
		if (point >= 0xd800 && point <= 0xdfff)
			continue;
		known += icu_knows(point);
		for (size_t i = 0; i < (icu_knows(point) ? sizeof between / sizeof between[0] : 2); i++) {
			uint8_t text[16];
			uint32_t points[] = { between[i][0], point, between[i][1] };
			size_t length = between[i][0] == 0 ? put_points(&point, 1, text) : put_points(points, 3, text);
			check_as_icu(bytes_of(text, length));
		}
	}
	CHECK_THAT(known > 280000);
}

/* What the writers of the text room rely on: only sequences grow by more than half. */
static void test_growth(void)
{
	for (uint32_t point = 0; point < UNICODE_POINTS; point++) {
		uint8_t text[4], mapped[4];
		uint32_t map = UNICODE_MAP(unicode_record(&table, point));
		if (MAP_KIND(map) == MAP_IDENTITY || MAP_KIND(map) == MAP_OFFSET)
			CHECK_THAT(2 * utf8_put(MAP_POINT(map, point), mapped) <= 3 * utf8_put(point, text));
	}
}

static uint64_t random_state;

static uint32_t random_below(uint32_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (uint32_t)((random_state >> 33) % limit);
}

/* Code points that combine, compose, decompose, vanish, or grow. */
static uint32_t collect_lively(uint32_t *lively)
{
	uint32_t count = 0;
	for (uint32_t point = 1; point < UNICODE_POINTS; point++) {
		uint64_t record = unicode_record(&table, point);
		bool is_lively = (record & (UNICODE_COMBINING_ANY | UNICODE_MAY_COMPOSE | UNICODE_MAP_NOT_ONE | UNICODE_ARABIC | UNICODE_COMPOSITE)) != 0;
		bool is_first = false;
		for (uint32_t i = 0; i < table.pairs_count && !is_first; i++)
			is_first = table.pairs[i].first == point;
		if (is_lively || is_first)
			lively[count++] = point;
	}
	return count;
}

/* Three kinds of sequences: of all lively code points, of a short stretch of them (one script), and with jamo mixed in. */
static void test_random(uint32_t sequences)
{
	uint32_t *lively = calloc(UNICODE_POINTS, sizeof *lively);
	uint32_t count = collect_lively(lively);
	CHECK_THAT(count > 3000);
	printf("%u lively code points\n", (unsigned)count);
	for (uint32_t i = 0; i < sequences; i++) {
		uint32_t points[12], length = 1 + random_below(12), from = random_below(count - 40);
		uint8_t text[48];
		for (uint32_t k = 0; k < length; k++) {
			switch (i % 3) {
			case 0: points[k] = lively[random_below(count)]; break;
			case 1: points[k] = random_below(4) == 0 ? lively[random_below(count)] : lively[from + random_below(40)]; break;
			default: points[k] = random_below(3) == 0 ? 0xac00 + random_below(11172) : 0x1100 + random_below(0x100); break;
			}
		}
		if (!check_as_icu(bytes_of(text, put_points(points, length, text))))
			break;
	}
	free(lively);
}

/* A pile of marks: the order is right, and the work does not grow with its square. */
static void test_pile(void)
{
	static const uint32_t marks[] = { 0x301, 0x323, 0x345, 0x302, 0x5b0, 0x591, 0x64b, 0x31b };
	uint8_t text[FOLD_BYTES_MAX];
	size_t length = utf8_put('o', text);
	for (uint32_t i = 0; length + 2 <= sizeof text; i++)
		length += utf8_put(marks[(i * 5 + i / 7) % 8], text + length);
	check_as_icu(bytes_of(text, length));
	for (length = 0; length + 3 <= sizeof text;)
		length += utf8_put(0xfdfa, text + length);
	check_as_icu(bytes_of(text, length));
}

int main(void)
{
	const char *seed = getenv("SEED");
	random_state = seed != NULL ? strtoull(seed, NULL, 10) : 20250311;
	printf("seed %llu\n", (unsigned long long)random_state);
	table = unicode_table_open();
	test_by_hand();
	test_growth();
	test_all_points();
	test_random(150000);
	test_pile();
	return check_that_result();
}
