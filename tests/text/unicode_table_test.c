/* The compiled table against the ICU at hand, property by property. With an ICU of Unicode 15.0 they are equal. With a newer
 * one the table stays as it is: what that Unicode says otherwise of code points that 15.0 knew is printed, not failed. */
#include "unicode_table.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "check.h"
#include "check_that.h"
#include "document.h"
#include "icu_reference.h"

#define SHOWN_MAX 40

static struct unicode_table table;
static char version[16];
static bool pinned;
static unsigned long differences;

static void expect(uint32_t point, const char *what, unsigned ours, unsigned theirs)
{
	if (ours == theirs)
		return;
	if (pinned)
		CHECK_THAT(ours == theirs);
	if (differences++ < SHOWN_MAX)
		printf("U+%04X: %s is %u here, %u in Unicode %s\n", (unsigned)point, what, ours, theirs, version);
}

static int property(uint32_t point, UProperty which)
{
	return u_getIntPropertyValue((UChar32)point, which);
}

/* What document.h promises of words, in terms of Word_Break. */
static enum unicode_class expected_class(uint32_t point)
{
	UErrorCode error = U_ZERO_ERROR;
	bool hangul = uscript_getScript((UChar32)point, &error) == USCRIPT_HANGUL;
	bool letter = (U_GET_GC_MASK((UChar32)point) & (U_GC_L_MASK | U_GC_NL_MASK)) != 0;
	switch (property(point, UCHAR_WORD_BREAK)) {
	case U_WB_ALETTER: return hangul ? CLASS_HANGUL : CLASS_LETTER;
	case U_WB_HEBREW_LETTER: return CLASS_HEBREW;
	case U_WB_NUMERIC: return CLASS_NUMERIC;
	case U_WB_EXTENDNUMLET: return point == 0x202f ? CLASS_OTHER : CLASS_CONNECTOR;
	case U_WB_KATAKANA: return CLASS_CHARACTER;
	case U_WB_EXTEND: case U_WB_FORMAT: case U_WB_ZWJ: return CLASS_EXTEND;
	case U_WB_MIDLETTER: return point == ':' ? CLASS_OTHER : CLASS_MID_LETTER;
	case U_WB_MIDNUM: return CLASS_MID_NUMBER;
	case U_WB_MIDNUMLET: return CLASS_MID_BOTH;
	case U_WB_SINGLE_QUOTE: return CLASS_SINGLE_QUOTE;
	case U_WB_DOUBLE_QUOTE: return CLASS_DOUBLE_QUOTE;
	default: return letter ? CLASS_CHARACTER : CLASS_OTHER;
	}
}

static void compare_point(uint32_t point)
{
	uint64_t record = unicode_record(&table, point);
	bool mark = (U_GET_GC_MASK((UChar32)point) & U_GC_M_MASK) != 0, digit = u_charType((UChar32)point) == U_DECIMAL_DIGIT_NUMBER;
	bool katakana_symbol = property(point, UCHAR_WORD_BREAK) == U_WB_KATAKANA && u_charType((UChar32)point) == U_OTHER_SYMBOL;
	bool alphabetic = u_hasBinaryProperty((UChar32)point, UCHAR_ALPHABETIC);
	bool upper = u_hasBinaryProperty((UChar32)point, UCHAR_UPPERCASE) || u_charType((UChar32)point) == U_TITLECASE_LETTER;
	expect(point, "class", UNICODE_CLASS(record), expected_class(point));
	expect(point, "letter", (record & UNICODE_LETTER) != 0, katakana_symbol || (alphabetic && !mark));
	expect(point, "upper", (record & UNICODE_UPPER) != 0, upper);
	expect(point, "digit", (record & UNICODE_DIGIT) != 0, digit);
	expect(point, "digit's value", UNICODE_DIGIT_VALUE(record), digit ? (unsigned)u_charDigitValue((UChar32)point) : 0);
	expect(point, "white space", unicode_is_space(record), u_hasBinaryProperty((UChar32)point, UCHAR_WHITE_SPACE) != 0);
	bool later = point == 0x17d4 || point == 0x17d5 || (point >= 0x2cf9 && point <= 0x2cfb) || point == 0xfe12 || point == 0xfe15 || point == 0xfe16;
	bool ends = UNICODE_GAP(record) == UNICODE_GAP_STOP || UNICODE_GAP(record) == UNICODE_GAP_FULL_STOP;
	expect(point, "end of a sentence", ends, u_hasBinaryProperty((UChar32)point, UCHAR_S_TERM) || point == 0x2024 || later);
	if (MAP_KIND(UNICODE_MAP(record)) == MAP_IDENTITY)
		expect(point, "combining class", UNICODE_COMBINING(record), u_getCombiningClass((UChar32)point));
}

static void compare_pairs(void)
{
	UErrorCode error = U_ZERO_ERROR;
	const UNormalizer2 *nfc = unorm2_getNFCInstance(&error);
	CHECK(U_SUCCESS(error));
	for (uint32_t i = 0; i < table.pairs_count; i++) {
		const struct unicode_pair *pair = &table.pairs[i];
		expect(pair->composite, "a pair's composite", pair->composite, (unsigned)unorm2_composePair(nfc, (UChar32)pair->first, (UChar32)pair->second));
		struct unicode_pair apart = unicode_decompose(&table, pair->composite);
		CHECK_THAT(apart.first == pair->first && apart.second == pair->second);
		CHECK_THAT(unicode_compose(&table, pair->first, pair->second) == pair->composite);
	}
	CHECK_THAT(table.pairs_count == 941); /* the primary composites of Unicode 15.0 but for Hangul */
	CHECK_THAT(unicode_compose(&table, 'a', 'b') == 0);
}

/* By hand: what the files of Unicode 15.0 say. */
static void test_by_hand(void)
{
	static const struct {
		uint32_t point;
		enum unicode_class class;
		enum unicode_gap gap;
		enum script script;
	} some[] = {
		{ 'a', CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_LATIN }, { '7', CLASS_NUMERIC, UNICODE_GAP_MARK, SCRIPT_NONE },
		{ '_', CLASS_CONNECTOR, UNICODE_GAP_MARK, SCRIPT_NONE }, { ' ', CLASS_OTHER, UNICODE_GAP_SPACE, SCRIPT_NONE },
		{ '\n', CLASS_OTHER, UNICODE_GAP_LINE, SCRIPT_NONE }, { 0x2028, CLASS_OTHER, UNICODE_GAP_LINE, SCRIPT_NONE },
		{ '.', CLASS_MID_BOTH, UNICODE_GAP_STOP, SCRIPT_NONE }, { ',', CLASS_MID_NUMBER, UNICODE_GAP_MARK, SCRIPT_NONE },
		{ ':', CLASS_OTHER, UNICODE_GAP_MARK, SCRIPT_NONE }, { '\'', CLASS_SINGLE_QUOTE, UNICODE_GAP_CLOSE, SCRIPT_NONE },
		{ '"', CLASS_DOUBLE_QUOTE, UNICODE_GAP_CLOSE, SCRIPT_NONE }, { ')', CLASS_OTHER, UNICODE_GAP_CLOSE, SCRIPT_NONE },
		{ '-', CLASS_OTHER, UNICODE_GAP_HYPHEN, SCRIPT_NONE }, { 0x2014, CLASS_OTHER, UNICODE_GAP_MARK, SCRIPT_NONE },
		{ 0x2019, CLASS_MID_BOTH, UNICODE_GAP_CLOSE, SCRIPT_NONE }, { 0xb7, CLASS_MID_LETTER, UNICODE_GAP_MARK, SCRIPT_NONE },
		{ 0x200d, CLASS_EXTEND, UNICODE_GAP_IGNORED, SCRIPT_NONE }, { 0x200b, CLASS_OTHER, UNICODE_GAP_IGNORED, SCRIPT_NONE },
		{ 0x202f, CLASS_OTHER, UNICODE_GAP_SPACE, SCRIPT_NONE }, { 0x3002, CLASS_OTHER, UNICODE_GAP_FULL_STOP, SCRIPT_NONE },
		{ 0x964, CLASS_OTHER, UNICODE_GAP_FULL_STOP, SCRIPT_NONE }, { 0x6d4, CLASS_OTHER, UNICODE_GAP_FULL_STOP, SCRIPT_NONE },
		{ 0x5d0, CLASS_HEBREW, UNICODE_GAP_MARK, SCRIPT_HEBREW }, { 0xac00, CLASS_HANGUL, UNICODE_GAP_MARK, SCRIPT_HANGUL },
		{ 0x4e2d, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_HAN }, { 0x3042, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_HIRAGANA },
		{ 0x30fc, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_KATAKANA }, { 0xe01, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_THAI },
		{ 0xe81, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_LAO }, { 0x1000, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_BURMESE },
		{ 0x1780, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_KHMER }, { 0x1200, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_ETHIOPIC },
		{ 0x904, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_DEVANAGARI }, { 0x995, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_BENGALI },
		{ 0xa15, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_GURMUKHI }, { 0xa95, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_GUJARATI },
		{ 0xb15, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_ORIYA }, { 0xb95, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_TAMIL },
		{ 0xc15, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_TELUGU }, { 0xc95, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_KANNADA },
		{ 0xd15, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_MALAYALAM }, { 0xd9a, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_SINHALA },
		{ 0x531, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_ARMENIAN }, { 0x10d0, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_GEORGIAN },
		{ 0x1cc, CLASS_LETTER, UNICODE_GAP_MARK, SCRIPT_LATIN }, { 0x378, CLASS_OTHER, UNICODE_GAP_MARK, SCRIPT_NONE },
		{ 0x323af, CLASS_CHARACTER, UNICODE_GAP_MARK, SCRIPT_HAN }, /* the last ideograph of 15.0 */
		{ 0x2ebf0, CLASS_OTHER, UNICODE_GAP_MARK, SCRIPT_NONE },    /* the first one of 15.1 */
	};
	for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
		uint64_t record = unicode_record(&table, some[i].point);
		if (!CHECK_THAT(UNICODE_CLASS(record) == some[i].class && UNICODE_GAP(record) == some[i].gap && UNICODE_SCRIPT(record) == some[i].script))
			fprintf(stderr, "  U+%04X: class %d, gap %d, script %d\n", (unsigned)some[i].point, UNICODE_CLASS(record), UNICODE_GAP(record), UNICODE_SCRIPT(record));
	}
	CHECK_THAT(UNICODE_DIGIT_VALUE(unicode_record(&table, 0x6f7)) == 7);
	CHECK_THAT((unicode_record(&table, 0x1c5) & UNICODE_UPPER) != 0 && (unicode_record(&table, 0x1c6) & UNICODE_UPPER) == 0);
}

int main(void)
{
	table = unicode_table_open();
	pinned = icu_is_pinned(version);
	test_by_hand();
	uint32_t known = 0;
	for (uint32_t point = 0; point < UNICODE_POINTS; point++) {
		if (!icu_knows(point)) {
			CHECK_THAT(unicode_record(&table, point) == 0);
			continue;
		}
		known++;
		compare_point(point);
	}
	compare_pairs();
	CHECK_THAT(known == 286654 + 66 + 65); /* characters with a general category of their own, noncharacters, controls */
	printf("Unicode %s: %u code points compared, %lu differences\n", version, (unsigned)known, differences);
	return check_that_result();
}
