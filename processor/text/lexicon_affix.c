#include "lexicon_affix.h"

#include "utf8.h"

/* What turns a country into its people, in Arabic, Persian, Urdu, Kurdish and Uyghur, and their cases. Other letters
 * behind a name make another word of it: Mali and مالية, financial. */
static const char *const arabic_endings[] = { "ي", "ية", "يا", "يين", "يون", "يان", "يتين", "يات", "يي", "ها", "هاي", "يها", "يهاي",
	"اي", "ان", "يى", "وں", "يوں", "دا", "ەكان", "نيڭ", "ديكي", "غا", "دين" };
static const char *const hebrew_endings[] = { "י", "ית", "ים", "יים", "יות" };

/* What Korean hangs onto a noun that names a place: particles, and the few syllables that wires add to a country. */
static const char *const korean_endings[] = { "은", "는", "이", "가", "을", "를", "의", "에", "에서", "에게", "에는", "에도", "에서는",
	"로", "으로", "와", "과", "도", "만", "까지", "부터", "측", "군", "인", "산", "발", "행", "서", "엔", "이나", "처럼", "보다",
	"인들", "군은", "군이", "군의", "측은", "측이", "인이", "인은", "인의", "로부터", "에서의", "와의", "과의", "이라고", "라고",
	"식", "계", "당국", "정부", "대사", "대사관", "대표팀" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Where prefixes can end: behind a conjunction, a preposition, an article. */
struct prefixes {
	struct bytes word;
	uint8_t *lengths;
	uint32_t count;
};

/* Three letters stay, of two bytes each. */
#define BYTES_LEFT_MIN 6

static void add_prefix(struct prefixes *prefixes, size_t length)
{
	if (prefixes->word.length >= length + BYTES_LEFT_MIN && prefixes->count < LEXICON_PREFIXES_MAX)
		prefixes->lengths[prefixes->count++] = (uint8_t)length;
}

/* The letter at a byte, 0 behind the end. Letters of two bytes only: there are no others here. */
static uint32_t letter_at(struct bytes word, size_t at)
{
	return at + 2 <= word.length ? (uint32_t)(word.data[at] & 0x1f) << 6 | (word.data[at + 1] & 0x3f) : 0;
}

#define ALEF 0x627u
#define BEH 0x628u
#define FEH 0x641u
#define KAF 0x643u
#define LAM 0x644u
#define WAW 0x648u

/* و ف, then ب ك ل, then ال; ل and ال are written لل. */
static void arabic_prefixes(struct prefixes *prefixes)
{
	struct bytes word = prefixes->word;
	uint32_t first = letter_at(word, 0);
	size_t conjunction = first == WAW || first == FEH ? 2 : 0;
	if (conjunction > 0)
		add_prefix(prefixes, conjunction);
	uint32_t letter = letter_at(word, conjunction), next = letter_at(word, conjunction + 2);
	if (letter == ALEF && next == LAM)
		add_prefix(prefixes, conjunction + 4);
	if (letter != BEH && letter != KAF && letter != LAM)
		return;
	add_prefix(prefixes, conjunction + 2);
	if (letter == LAM && next == LAM)
		add_prefix(prefixes, conjunction + 4);
	if (next == ALEF && letter_at(word, conjunction + 4) == LAM)
		add_prefix(prefixes, conjunction + 6);
}

#define BET 0x5d1u
#define HE 0x5d4u
#define VAV 0x5d5u
#define KAF_HEBREW 0x5dbu
#define LAMED 0x5dcu
#define MEM 0x5deu
#define SHIN 0x5e9u

/* One or two of ו ה ב ל מ ש כ. */
static void hebrew_prefixes(struct prefixes *prefixes)
{
	for (size_t at = 0; at < 4; at += 2) {
		uint32_t letter = letter_at(prefixes->word, at);
		if (letter != VAV && letter != HE && letter != BET && letter != LAMED && letter != MEM && letter != SHIN && letter != KAF_HEBREW)
			return;
		add_prefix(prefixes, at + 2);
	}
}

uint32_t lexicon_prefixes(struct bytes word, enum script script, uint8_t ret_lengths[LEXICON_PREFIXES_MAX])
{
	struct prefixes prefixes = { .word = word, .lengths = ret_lengths };
	if (script == SCRIPT_ARABIC)
		arabic_prefixes(&prefixes);
	else if (script == SCRIPT_HEBREW)
		hebrew_prefixes(&prefixes);
	return prefixes.count;
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

bool lexicon_ending(struct bytes stem, struct bytes rest, bool lost_vowel, bool is_name)
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
	if (lost_vowel && first < 0x500 && !lexicon_vowel(first))
		return false;
	/* Four Latin letters are too little to carry four more, and so are four of a name that lost one: Peru is not in Perugia,
	 * nor Chad in Chadwick, nor Бирма in Бирмингем. */
	if (is_name) {
		bool is_short = stem.length <= 4 || (lost_vowel && utf8_count(stem) <= 4);
		return letters <= (is_short ? 3 : 5);
	}
	return letters <= (lost_vowel ? 5 : 6);
}
