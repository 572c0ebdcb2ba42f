#include "lexicon_affix.h"

#include "utf8.h"

/* The longest first: what is left is shortest there, and the scan keeps the longest phrase anyway. */
static const char *const arabic_prefixes[] = { "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك" };
static const char *const hebrew_prefixes[] = { "וה", "וב", "ול", "ומ", "וש", "שה", "שב", "מה", "כש", "ו", "ה", "ב", "ל", "מ", "ש", "כ" };

/* What turns a country into its people, in Arabic, Persian, Urdu, Kurdish and Uyghur, and their cases. Other letters
 * behind a name make another word of it: Mali and مالية, financial. */
static const char *const arabic_endings[] = { "ي", "ية", "يا", "يين", "يون", "يان", "يتين", "يات", "يي", "ها", "هاي", "يها", "يهاي", "اي",
	"ان", "يى", "وں", "يوں", "دا", "ەكان", "نيڭ", "ديكي", "غا", "دين" };
static const char *const hebrew_endings[] = { "י", "ית", "ים", "יים", "יות" };

/* What Korean hangs onto a noun that names a place: particles, and the few syllables that wires add to a country. */
static const char *const korean_endings[] = { "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에는", "에도", "에서는",
	"로", "으로", "와", "과", "도", "만", "까지", "부터", "측", "군", "인", "산", "발", "행", "서", "엔", "이나", "처럼", "보다",
	"인들", "군은", "군이", "군의", "측은", "측이", "인이", "인은", "인의", "로부터", "에서의", "와의", "과의", "이라고", "라고",
	"식", "계", "당국", "정부", "대사", "대사관", "대표팀" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static uint32_t begins_with(struct bytes word, const char *const *prefixes, size_t count, uint8_t *ret_lengths)
{
	uint32_t found = 0;
	for (size_t i = 0; i < count && found < LEXICON_PREFIXES_MAX; i++) {
		size_t length = strlen(prefixes[i]);
		if (word.length >= length + 6 && memcmp(word.data, prefixes[i], length) == 0)
			ret_lengths[found++] = (uint8_t)length;
	}
	return found;
}

uint32_t lexicon_prefixes(struct bytes word, enum script script, uint8_t ret_lengths[LEXICON_PREFIXES_MAX])
{
	if (script == SCRIPT_ARABIC)
		return begins_with(word, arabic_prefixes, COUNT(arabic_prefixes), ret_lengths);
	if (script == SCRIPT_HEBREW)
		return begins_with(word, hebrew_prefixes, COUNT(hebrew_prefixes), ret_lengths);
	return 0;
}

static bool among(struct bytes ending, const char *const *endings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_equal(ending, bytes_of_string(endings[i])))
			return true;
	return false;
}

bool lexicon_vowel(uint32_t point)
{
	static const char vowels[] = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷ"
				     "аеиоуыэюяёіїєў"
				     "αεηιουωάέήίόύώϊϋΐΰ"
				     "აეიოუ";
	uint8_t text[5] = { 0 };
	utf8_put(point, text);
	return strstr(vowels, (const char *)text) != NULL;
}

bool lexicon_place_ending(struct bytes stem, struct bytes rest, bool lost_vowel)
{
	if (rest.length == 0)
		return true;
	size_t at = 0;
	uint32_t first = utf8_next(rest.data, &at);
	if (first >= 0x590 && first < 0x600)
		return among(rest, hebrew_endings, COUNT(hebrew_endings));
	if (first >= 0x600 && first < 0x780)
		return among(rest, arabic_endings, COUNT(arabic_endings));
	if (first >= 0xac00 && first <= 0xd7a3)
		return among(rest, korean_endings, COUNT(korean_endings));
	size_t letters = utf8_count(rest);
	/* Of the alphabets of Europe; further east an ending begins with a vowel sign or a consonant. */
	if (lost_vowel)
		return letters <= 3 && (first >= 0x500 || lexicon_vowel(first));
	/* Four Latin letters are too little to carry four more: Peru is not in Perugia, nor Chad in Chadwick. */
	return letters <= (stem.length <= 4 ? 3 : 4);
}
