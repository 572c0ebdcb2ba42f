#include "lexicon_affix.h"

#include "utf8.h"

/* The longest first: what is left is shortest there, and the scan keeps the longest phrase anyway. */
static const char *const arabic[] = { "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك" };
static const char *const hebrew[] = { "וה", "וב", "ול", "ומ", "וש", "שה", "שב", "מה", "כש", "ו", "ה", "ב", "ל", "מ", "ש", "כ" };

/* What Korean hangs onto a noun that names a place: particles, and the few syllables that wires add to a country. */
static const char *const korean[] = { "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에는", "에도", "에서는", "로",
	"으로", "와", "과", "도", "만", "까지", "부터", "측", "군", "인", "산", "발", "행", "서", "엔", "이나", "처럼", "보다",
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
		return begins_with(word, arabic, COUNT(arabic), ret_lengths);
	if (script == SCRIPT_HEBREW)
		return begins_with(word, hebrew, COUNT(hebrew), ret_lengths);
	return 0;
}

static bool is_hangul(uint32_t point)
{
	return point >= 0xac00 && point <= 0xd7a3;
}

static bool is_particle(struct bytes rest)
{
	for (size_t i = 0; i < COUNT(korean); i++)
		if (bytes_equal(rest, bytes_of_string(korean[i])))
			return true;
	return false;
}

/* Of the scripts whose names lose a vowel before an ending; others (the vowel signs of India, say) pass. */
static bool is_consonant(uint32_t point)
{
	static const char vowels[] = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿāăąēĕėęěĩīĭįıōŏőœũūŭůűųŷ"
				     "аеиоуыэюяёіїєў"
				     "αεηιουωάέήίόύώϊϋΐΰ";
	if (point >= 0x500)
		return false;
	uint8_t text[5] = { 0 };
	utf8_put(point, text);
	return strstr(vowels, (const char *)text) == NULL;
}

bool lexicon_place_ending(struct bytes stem, struct bytes rest, bool lost_vowel)
{
	if (rest.length == 0)
		return true;
	size_t at = 0;
	uint32_t first = utf8_next(rest.data, &at);
	if (is_hangul(first))
		return is_particle(rest);
	size_t letters = utf8_count(rest);
	if (lost_vowel)
		return letters <= 3 && !is_consonant(first);
	/* Four Latin letters are too little to carry four more: Peru is not in Perugia, nor Chad in Chadwick. */
	return letters <= (stem.length <= 4 ? 3 : 4);
}
