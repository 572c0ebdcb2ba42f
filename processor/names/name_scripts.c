#include "name_cells.h"
#include "utf8.h"

/* The letters of the scripts that write words apart, Latin and Han left out. */
static void cell_find(const struct cells *tables, size_t count, uint32_t point, char ret_sounds[CELL + 1])
{
	for (size_t i = 0; i < count; i++)
		if (cell_of(&tables[i], point, ret_sounds))
			return;
}

static const struct cells alphabets[] = {
	/* а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я */
	CELLS(0x430, ".  P  F  K  T  .  S  S  .  .  K  L  M  N  .  P  R  S  T  .  F  K| S  S  S  S  -  .  -  .  .  .  "),
	/* ѐ ё ђ ѓ є ѕ і ї ј љ њ ћ ќ ѝ ў џ */
	CELLS(0x450, ".  .  S|TK  .  S  .  .  .  L  N  S|TK  .  .  S  "),
	/* ґ ғ ҕ җ ҙ қ, each behind its capital, which case folding has removed */
	CELLS(0x490, "K  K  K  K  K  K  S  S  S  S  K  K  K  K  K  K  K  K  N  N  N  N  P  P  K  K  S  S  T  T  .  .  "
	  ".  .  K|-K|-S  S  S  S  -  "),
	CELLS(0x4d8, ".  .  .  .  S  S  S  S  S  S  .  .  .  .  .  .  .  .  .  .  "),
	/* ά έ ή ί ΰ α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ ς σ τ υ φ χ ψ ω ϊ ϋ ό ύ ώ */
	CELLS(0x3ac, ".  .  .  .  .  .  F  K|-T  .  S  .  T  .  K  L  M  N  KS .  P  R  S  S  T  .  F  K|-PS .  .  .  "
	  ".  .  .  "),
	/* Armenian ա … ֆ */
	CELLS(0x561, ".  P  K  T  .  S  .  .  T  S  .  L  K  S  K  -  S  K|LS  M  .  N  S  .  S  P  S  R  S  F  T  R  "
	  "S  F|-P  K  .  F  "),
	/* Georgian ა … ჰ */
	CELLS(0x10d0, ".  P  K  T  .  F  S  T  .  K  L  M  N  .  P  S  R  S  T  .  P|FK  K  K  S  S  S  S  S  S  K  S  "
	  "-  "),
};

/* Two letters for one sound. */
static const struct {
	uint32_t first, second;
	const char *sounds;
} pairs[] = {
	{ 0x434, 0x436, "S" }, { 0x442, 0x441, "S" }, { 0x442, 0x446, "S" }, /* дж тс тц */
	{ 0x3bc, 0x3c0, "P|MP" }, { 0x3bd, 0x3c4, "T|NT" }, { 0x3b3, 0x3ba, "K|NK" }, /* μπ ντ γκ */
	{ 0x3b3, 0x3b3, "NK" }, { 0x3c4, 0x3b6, "S" }, { 0x3c4, 0x3c3, "S" }, /* γγ τζ τσ */
};

static const char *pair_sounds(uint32_t first, uint32_t second)
{
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i].first == first && pairs[i].second == second)
			return pairs[i].sounds;
	return NULL;
}

void name_raw_alphabet(struct name_raw *raw, struct bytes norm, const char *language)
{
	bool g_is_h = strcmp(language, "uk") == 0 || strcmp(language, "be") == 0;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		size_t ahead = at;
		uint32_t next = at < norm.length ? utf8_next(norm.data, &ahead) : 0;
		const char *pair = pair_sounds(point, next);
		char sounds[CELL + 1] = "";
		cell_find(alphabets, sizeof alphabets / sizeof alphabets[0], point, sounds);
		if (pair != NULL)
			at = ahead;
		name_raw_add(raw, pair != NULL ? pair : g_is_h && point == 0x433 ? "|K" : sounds);
	}
}

static const struct cells abjads[] = {
	/* Hebrew א … ת */
	CELLS(0x5d0, "-  P|FK  T  -  .|FS  K| T  .  K  K  L  M  M  N  N  S  -  F|PF|PS  S  K  R  S  T  "),
	/* Arabic ء آ أ ؤ إ ئ ا ب ة ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ */
	CELLS(0x621, "-  .  .  .  .  .  .  P  -  T  T  S|K-  K  T  T|SR  S  S  S  S  T  T  S|T-  K  "),
	/* ـ ف ق ك ل م ن ه و ى ي */
	CELLS(0x640, "-  F  K  K  L  M  N  -  .  .  .  "),
	/* ٹ ٺ ٻ ټ ٽ پ … چ … ڈ … ڑ … ژ … ک … گ … ی: the letters of Persian, Urdu, Kurdish, Pashto */
	CELLS(0x679, "T  T  P  T  T  P  T  K  K  S  K  S  S  S  K  T  T  T  T  T  T  T  T  T  R  R  R  R  R  R  R  R  "
	  "S  R  S  S  S  T  K  F  F  F  F  F  F  K  K  K  K  K  K  K  K  K  K  K  K  K  K  K  "),
	CELLS(0x6b5, "L  L  L  N  N  N  N  N  N  -  S  -  -  "),
	CELLS(0x6c3, "-  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  "),
};

static void abjad_sounds(uint32_t point, bool persian, char ret_sounds[CELL + 1])
{
	ret_sounds[0] = 0;
	cell_find(abjads, sizeof abjads / sizeof abjads[0], point, ret_sounds);
	if (persian && (point == 0x62b || point == 0x630 || point == 0x636 || point == 0x638)) /* ث ذ ض ظ are s and z there */
		memcpy(ret_sounds, "S", 2);
}

/* What two letters sound like together, or NULL: تش is ch and تس is ts, ג' is j. */
static const char *abjad_pair(uint32_t first, uint32_t second)
{
	if (first == 0x62a && (second == 0x634 || second == 0x633))
		return "S|TS";
	return first == 0x5d2 && (second == '\'' || second == 0x5f3) ? "S" : NULL;
}

void name_raw_abjad(struct name_raw *raw, struct bytes norm, const char *language)
{
	bool persian = strcmp(language, "fa") == 0 || strcmp(language, "ur") == 0 || strcmp(language, "ps") == 0;
	for (size_t at = 0; at < norm.length;) {
		char sounds[CELL + 1], next[CELL + 1] = "";
		uint32_t point = utf8_next(norm.data, &at);
		size_t ahead = at;
		uint32_t behind = at < norm.length ? utf8_next(norm.data, &ahead) : 0;
		const char *pair = abjad_pair(point, behind);
		abjad_sounds(point, persian, sounds);
		abjad_sounds(behind, persian, next);
		name_raw_add(raw, pair != NULL ? pair : sounds);
		if (pair != NULL)
			at = ahead;
		/* Short vowels are not written: an M inside a word counts as before a vowel, unless it is before P or F. */
		if (strcmp(sounds, "M") == 0 && at < norm.length && next[0] != 'P' && next[0] != 'F')
			name_raw_add(raw, ".");
	}
}

/* The Indic blocks from Devanagari to Malayalam have one layout: offset 0x15 is ka. */
static const struct cells indic_consonants = CELLS(0x15, "K  K  K  K  N  S  S  S  S  N  T  T  T  T  N  T  T  T  T  N  N  P  P|FP  P  M  -  R  R  L  L  L  "
	  "F|-S  S  S  -  ");
static const struct cells sinhala_consonants = CELLS(0xd9a, "K  K  K  K  N  NK S  S  S  S  N  N  NS T  T  T  T  N  NT T  T  T  T  N  -  NT P  P  P  P  M  NP "
	  "-  R  -  L  -  -  F|-S  S  S  -  L  F  "); /* U+0D9A … U+0DC6 */

static bool indic_consonant(uint32_t point, enum script script, char ret_sounds[CELL + 1])
{
	if (script == SCRIPT_SINHALA)
		return cell_of(&sinhala_consonants, point, ret_sounds);
	uint32_t offset = point & 0x7f;
	if (script == SCRIPT_MALAYALAM && offset >= 0x7a) { /* chillu letters */
		static const char *chillu[] = { "N", "N", "R", "L", "L", "K" };
		memcpy(ret_sounds, chillu[offset - 0x7a], 2);
		return true;
	}
	return cell_of(&indic_consonants, offset, ret_sounds);
}

void name_raw_indic(struct name_raw *raw, struct bytes norm, enum script script)
{
	uint32_t virama = script == SCRIPT_SINHALA ? 0xdca : 0x4d;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		uint32_t offset = script == SCRIPT_SINHALA ? point : point & 0x7f;
		char sounds[CELL + 1] = "";
		if (!indic_consonant(point, script, sounds)) {
			bool nasal = script == SCRIPT_SINHALA ? point == 0xd82 : offset == 0x01 || offset == 0x02;
			name_raw_add(raw, nasal ? "N" : offset == virama ? "" : ".");
			continue;
		}
		size_t ahead = at;
		uint32_t next = at < norm.length ? utf8_next(norm.data, &ahead) & (script == SCRIPT_SINHALA ? ~0u : 0x7fu) : 0;
		if (next == 0x3c && script != SCRIPT_SINHALA) { /* nukta: फ़ is f, ड़ is r */
			if (offset == 0x2b)
				memcpy(sounds, "F", 2);
			else if (offset == 0x21 || offset == 0x22)
				memcpy(sounds, "R", 2);
			at = ahead;
			next = at < norm.length ? utf8_next(norm.data, &ahead) & 0x7f : 0;
		}
		name_raw_add(raw, sounds);
		if (next != virama && at < norm.length)
			name_raw_add(raw, "."); /* the inherent vowel, silent at the end of a word */
	}
}

static const struct cells ethiopic_rows = CELLS(0x240, "-  L  -  M  S  R  S  S  K  K  K  K  P  F  T  S  -  -  N  N  -  K  K  K  K  -  -  S  S  .  T  T  "
	  "S  K  K  K  T  S  P  S  S  F  P  "); /* U+1200, 1208, … : eight syllables a row */

/* Hangul: initials and finals of the syllable block (Unicode, chapter 3.12). */
static const struct cells hangul_initials = CELLS(0, "K  K  N  T  T  L  M  P  P  S  S  -  S  S  S  K  T  P  -  ");
static const struct cells hangul_finals = CELLS(0, "-  K  K  K  N  N  N  T  L  L  L  L  L  L  L  L  M  P  P  T  T  N  S  S  K  T  P  -  ");

static const struct cells kana_rows = CELLS(0, ".  .  .  .  .  .  .  .  .  .  K  K  K  K  K  K  K  K  K  K  S  S  S  S  S  S  S  S  S  S  T  T  "
	  "T  T  -  S  S  T  T  T  T  N  N  N  N  N  P|-P  P  P|-P  P  P  P  P  P|-P  P  "
	"P|-P  P  M  M  M  M  M  .  .  .  .  .  .  L  L  L  L  L  -  .  .  .  .  N  P  K  K  "); /* U+3041 ぁ … ゖ; katakana the same at U+30A1 */

static void add_cell(struct name_raw *raw, const struct cells *cells, uint32_t number, const char *behind)
{
	char sounds[CELL + 1];
	cell_of(cells, number, sounds);
	name_raw_add(raw, sounds);
	name_raw_add(raw, behind);
}

/* A syllable that often stands for a consonant alone: メルケル is Merkel, トム is Tom, ネタニヤフ ends in a vowel. NULL else. */
static const char *bare_syllable(uint32_t point)
{
	switch (point) {
	case 0x308b: case 0x30eb: case 0xb974: /* る ル 르 */
		return "L.|-";
	case 0x3080: case 0x30e0: /* む ム */
		return "M.|N";
	case 0x3075: case 0x30d5: /* ふ フ */
		return "P.|-";
	case 0x3061: case 0x30c1: /* ち チ: ti and chi */
		return "T.|S.";
	default:
		return NULL;
	}
}

static void add_syllable(struct name_raw *raw, uint32_t point)
{
	const char *bare = bare_syllable(point);
	if (bare != NULL) {
		name_raw_add(raw, bare);
	} else if (point >= 0xac00 && point <= 0xd7a3) {
		add_cell(raw, &hangul_initials, (point - 0xac00) / 588, ".");
		add_cell(raw, &hangul_finals, (point - 0xac00) % 28, "");
	} else if (point >= 0x1200 && point < 0x1358) {
		add_cell(raw, &ethiopic_rows, point / 8, (point & 7) == 5 ? "" : "."); /* the sixth form has no vowel */
	} else if (point >= 0x3041 && point <= 0x30f6) {
		uint32_t row = point >= 0x30a1 ? point - 0x30a1 : point - 0x3041;
		add_cell(raw, &kana_rows, row, row == 0x52 ? "" : "."); /* row 0x52 is the nasal, without a vowel */
	}
}

void name_raw_syllables(struct name_raw *raw, struct bytes norm)
{
	for (size_t at = 0; at < norm.length;)
		add_syllable(raw, utf8_next(norm.data, &at));
}
