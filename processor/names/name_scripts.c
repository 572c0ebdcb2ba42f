#include "name_sounds.h"
#include "utf8.h"

/* The letters of the scripts that write words apart, Latin and Han left out. */
#define ASK 128 /* added to a code: the next letter, or the language, may change it */

#define ALPHABETS_FIRST 0x370u
#define GEORGIAN_FIRST 0x10d0u
#define AT(point) [point - ALPHABETS_FIRST]

static const uint8_t alphabets[0x590 - ALPHABETS_FIRST] = {
	/* ά έ ή ί ΰ α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ ς σ τ υ φ χ ψ ω ϊ ϋ ό ύ ώ */
	AT(0x3ac) = V, V, V, V, V, V, F, K_H | ASK, T, V, S, V, T, V, K, L, M | ASK, N | ASK, KS, V, P, R, S, S, T | ASK, V, F, K_H, PS, V,
	V, V, V, V, V,
	/* а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я */
	AT(0x430) = V, P, F, K | ASK, T | ASK, V, S, S, V, V, K, L, M, N, V, P, R, S, T | ASK, V, F, K_H, S, S, S, S, H, V, H, V, V, V,
	/* ѐ ё ђ ѓ є ѕ і ї ј љ њ ћ ќ ѝ ў џ */
	V, V, S_T, K, V, S, V, V, V, L, N, S_T, K, V, V, S,
	/* ґ ғ ҕ җ ҙ қ, each behind its capital, which case folding has removed */
	AT(0x490) = K, K, K, K, K, K, S, S, S, S, K, K, K, K, K, K, K, K, N, N, N, N, P, P, K, K, S, S, T, T, V, V, V, V, K_H, K_H, S, S, S, S, H,
	AT(0x4d8) = V, V, V, V, S, S, S, S, S, S, V, V, V, V, V, V, V, V, V, V,
	/* Armenian ա … ֆ */
	AT(0x561) = V, P, K, T, V, S, V, V, T, S, V, L, K, S, K, H, S, K_L, S, M, V, N, S, V, S, P, S, R, S, F, T, R, S, F_H, P, K, V, F,
};

/* Georgian ა … ჰ */
static const uint8_t georgian[] = {
	V, P, K, T, V, F, S, T, V, K, L, M, N, V, P, S, R, S, T, V, P_F, K, K, K, S, S, S, S, S, S, K, S, H
};

/* Two letters for one sound. */
static const struct {
	uint16_t first, second;
	uint8_t sounds;
} pairs[] = {
	{ 0x434, 0x436, S }, { 0x442, 0x441, S }, { 0x442, 0x446, S }, /* дж тс тц */
	{ 0x3bc, 0x3c0, P_MP }, { 0x3bd, 0x3c4, T_NT }, { 0x3b3, 0x3ba, K_NK }, /* μπ ντ γκ */
	{ 0x3b3, 0x3b3, NK }, { 0x3c4, 0x3b6, S }, { 0x3c4, 0x3c3, S }, /* γγ τζ τσ */
};

static uint8_t alphabet_sound(uint32_t point)
{
	if (point - ALPHABETS_FIRST < sizeof alphabets)
		return alphabets[point - ALPHABETS_FIRST];
	return point - GEORGIAN_FIRST < sizeof georgian ? georgian[point - GEORGIAN_FIRST] : H;
}

/* The code of a letter that the next one, or the language, may change; *at moves behind the next one when the two are one. */
static uint8_t ask(uint32_t point, uint8_t code, struct bytes norm, size_t *at, bool g_is_h)
{
	size_t ahead = *at;
	uint32_t next = ahead < norm.length ? utf8_next(norm.data, &ahead) : 0;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
		if (pairs[i].first == point && pairs[i].second == next) {
			*at = ahead;
			return pairs[i].sounds;
		}
	return g_is_h && point == 0x433 ? H_K : code;
}

uint8_t *name_hear_alphabet(struct bytes norm, bool g_is_h, uint8_t *ret_codes)
{
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		uint8_t code = alphabet_sound(point);
		if ((code & ASK) != 0)
			code = ask(point, code & (ASK - 1), norm, &at, g_is_h);
		ret_codes = name_hear(ret_codes, code);
	}
	return ret_codes;
}

#define ABJADS_FIRST 0x5d0u
#undef AT
#define AT(point) [point - ABJADS_FIRST]

static const uint8_t abjads[0x6d4 - ABJADS_FIRST] = {
	/* Hebrew א … ת */
	H, P_F, K | ASK, T, H, V_F, S, K_H, T, V, K, K, L, M, M, N, N, S, H, F_P, F_P, S, S, K, R, S, T,
	/* Arabic ء آ أ ؤ إ ئ ا ب ة ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ; Persian reads ث ذ ض ظ as s and z */
	AT(0x621) = H, V, V, V, V, V, V, P, H, T | ASK, T | ASK, S_K, H, K, T, T_S | ASK, R, S, S, S, S, T | ASK, T, S_T | ASK, H, K,
	/* ـ ف ق ك ل م ن ه و ى ي */
	AT(0x640) = H, F, K, K, L, M, N, H, V, V, V,
	/* ٹ ٺ ٻ ټ ٽ پ … چ … ڈ … ڑ … ژ … ک … گ … ی: the letters of Persian, Urdu, Kurdish, Pashto */
	AT(0x679) = T, T, P, T, T, P, T, K, K, S, K, S, S, S, K, T, T, T, T, T, T, T, T, T, R, R, R, R, R, R, R, R, S, R, S, S, S, T, K,
	F, F, F, F, F, F, K, K, K, K, K, K, K, K, K, K, K, K, K, K, K,
	L, L, L, N, N, N, N, N, N, H, S, H, H,
	AT(0x6c3) = H, V, V, V, V, V, V, V, V, V, V, V, V, V, V, V, V,
};

static uint8_t abjad_sound(uint32_t point)
{
	return point - ABJADS_FIRST < sizeof abjads ? abjads[point - ABJADS_FIRST] : H;
}

/* What two letters sound like together, or H: تش is ch and تس is ts, ג' is j. */
static uint8_t abjad_pair(uint32_t first, uint32_t second)
{
	if (first == 0x62a && (second == 0x634 || second == 0x633))
		return S_TS;
	return first == 0x5d2 && (second == '\'' || second == 0x5f3) ? S : H;
}

uint8_t *name_hear_abjad(struct bytes norm, bool persian, uint8_t *ret_codes)
{
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		uint8_t code = abjad_sound(point);
		if ((code & ASK) == 0 && code != M) {
			ret_codes = name_hear(ret_codes, code);
			continue;
		}
		size_t ahead = at;
		uint32_t next = at < norm.length ? utf8_next(norm.data, &ahead) : 0;
		uint8_t pair = abjad_pair(point, next);
		if (pair != H)
			at = ahead;
		else if (persian && (code & ASK) != 0 && point != 0x62a && point != 0x5d2)
			pair = S;
		ret_codes = name_hear(ret_codes, pair != H ? pair : code & (ASK - 1));
		/* Short vowels are not written: an M inside a word counts as before a vowel, unless it is before P or F. */
		if (code == M && at < norm.length) {
			uint8_t behind = name_first_sound(abjad_sound(next) & (ASK - 1));
			if (behind != P && behind != F)
				ret_codes = name_hear(ret_codes, V);
		}
	}
	return ret_codes;
}

/* The Indic blocks from Devanagari to Malayalam have one layout, in which offset 0x15 is ka. */
#define INDIC_KA 0x15u
#define INDIC_NUKTA 0x3cu
#define INDIC_VIRAMA 0x4du
#define INDIC_CHILLU 0x7au
#define SINHALA_KA 0xd9au
#define SINHALA_VIRAMA 0xdcau
#define SINHALA_NASAL 0xd82u

static const uint8_t indic_consonants[] = {
	K, K, K, K, N, S, S, S, S, N, T, T, T, T, N, T, T, T, T, N, N, P, P_F, P, P, M, H, R, R, L, L, L, F_H, S, S, S, H
};
static const uint8_t sinhala_consonants[] = { /* U+0D9A … U+0DC6 */
	K, K, K, K, N, NK, S, S, S, S, N, N, NS, T, T, T, T, N, NT, T, T, T, T, N, H, NT, P, P, P, P, M, NP, H, R, H, L, H, H, F_H, S, S, S, H, L, F
};
static const uint8_t chillu_letters[] = { N, N, R, L, L, K };

/* False for what is no consonant. */
static bool indic_consonant(uint32_t point, enum script script, uint8_t *ret_code)
{
	uint32_t from_ka = script == SCRIPT_SINHALA ? point - SINHALA_KA : (point & 0x7f) - INDIC_KA;
	if (script == SCRIPT_SINHALA && from_ka < sizeof sinhala_consonants) {
		*ret_code = sinhala_consonants[from_ka];
		return true;
	}
	if (script != SCRIPT_SINHALA && from_ka < sizeof indic_consonants) {
		*ret_code = indic_consonants[from_ka];
		return true;
	}
	if (script != SCRIPT_MALAYALAM || (point & 0x7f) < INDIC_CHILLU)
		return false;
	*ret_code = chillu_letters[(point & 0x7f) - INDIC_CHILLU];
	return true;
}

uint8_t *name_hear_indic(struct bytes norm, enum script script, uint8_t *ret_codes)
{
	uint32_t mask = script == SCRIPT_SINHALA ? UINT32_MAX : 0x7f, virama = script == SCRIPT_SINHALA ? SINHALA_VIRAMA : INDIC_VIRAMA;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		uint8_t code;
		if (!indic_consonant(point, script, &code)) {
			bool nasal = script == SCRIPT_SINHALA ? point == SINHALA_NASAL : (point & mask) == 0x01 || (point & mask) == 0x02;
			ret_codes = name_hear(ret_codes, nasal ? N : (point & mask) == virama ? H : V);
			continue;
		}
		size_t ahead = at;
		uint32_t next = at < norm.length ? utf8_next(norm.data, &ahead) & mask : 0;
		if (next == INDIC_NUKTA && script != SCRIPT_SINHALA) { /* फ़ is f, ड़ is r */
			uint32_t offset = point & mask;
			code = offset == 0x2b ? F : offset == 0x21 || offset == 0x22 ? R : code;
			at = ahead;
			next = at < norm.length ? utf8_next(norm.data, &ahead) & mask : 0;
		}
		ret_codes = name_hear(ret_codes, code);
		if (next != virama && at < norm.length)
			ret_codes = name_hear(ret_codes, V); /* the inherent vowel, silent at the end of a word */
	}
	return ret_codes;
}

/* U+1200, 1208, … : eight syllables a row, of which the sixth has no vowel. */
#define ETHIOPIC_FIRST 0x1200u
#define ETHIOPIC_BARE 5
static const uint8_t ethiopic_rows[] = {
	H, L, H, M, S, R, S, S, K, K, K, K, P, F, T, S, H, H, N, N, H, K, K, K, K, H, H, S, S, V, T, T, S, K, K, K, T, S, P, S, S, F, P
};

/* Hangul: initials and finals of the syllable block (Unicode, chapter 3.12). */
#define HANGUL_FIRST 0xac00u
#define HANGUL_COUNT 11172u
#define HANGUL_OF_INITIAL 588u
#define HANGUL_FINALS 28u
static const uint8_t hangul_initials[] = { K, K, N, T, T, L, M, P, P, S, S, H, S, S, S, K, T, P, H };
static const uint8_t hangul_finals[] = { H, K, K, K, N, N, N, T, L, L, L, L, L, L, L, L, M, P, P, T, T, N, S, S, K, T, P, H };

/* U+3041 ぁ … ゖ, katakana the same at U+30A1; the row of ん is a nasal without a vowel. */
#define HIRAGANA_FIRST 0x3041u
#define KATAKANA_FIRST 0x30a1u
#define KANA_NASAL 0x52u
static const uint8_t kana_rows[] = {
	V, V, V, V, V, V, V, V, V, V, K, K, K, K, K, K, K, K, K, K, S, S, S, S, S, S, S, S, S, S, T, T, T, T, H, S, S, T, T, T, T, N, N, N, N, N,
	P_H, P, P, P_H, P, P, P, P, P, P_H, P, P, P_H, P, P, M, M, M, M, M, V, V, V, V, V, V, L, L, L, L, L, H, V, V, V, V, N, P, K, K
};

/* A syllable that often stands for a consonant alone: メルケル is Merkel, トム is Tom, ネタニヤフ ends in a vowel. H else. */
static uint8_t bare_syllable(uint32_t point)
{
	switch (point) {
	case 0x308b: case 0x30eb: case 0xb974: /* る ル 르 */
		return LV_H;
	case 0x3080: case 0x30e0: /* む ム */
		return MV_N;
	case 0x3075: case 0x30d5: /* ふ フ */
		return PV_H;
	case 0x3061: case 0x30c1: /* ち チ: ti and chi */
		return TV_SV;
	default:
		return H;
	}
}

static uint8_t *hear_syllable(uint32_t point, uint8_t *codes)
{
	uint8_t bare = bare_syllable(point);
	if (bare != H) {
		codes = name_hear(codes, bare);
	} else if (point - HANGUL_FIRST < HANGUL_COUNT) {
		codes = name_hear(codes, hangul_initials[(point - HANGUL_FIRST) / HANGUL_OF_INITIAL]);
		codes = name_hear(codes, V);
		codes = name_hear(codes, hangul_finals[(point - HANGUL_FIRST) % HANGUL_FINALS]);
	} else if (point - ETHIOPIC_FIRST < 8 * sizeof ethiopic_rows) {
		codes = name_hear(codes, ethiopic_rows[(point - ETHIOPIC_FIRST) / 8]);
		codes = name_hear(codes, (point & 7) == ETHIOPIC_BARE ? H : V);
	} else if (point >= HIRAGANA_FIRST && point < KATAKANA_FIRST + sizeof kana_rows) {
		uint32_t row = point >= KATAKANA_FIRST ? point - KATAKANA_FIRST : point - HIRAGANA_FIRST;
		codes = name_hear(codes, row < sizeof kana_rows ? kana_rows[row] : H);
		codes = name_hear(codes, row == KANA_NASAL ? H : V);
	}
	return codes;
}

uint8_t *name_hear_syllables(struct bytes norm, uint8_t *ret_codes)
{
	for (size_t at = 0; at < norm.length;)
		ret_codes = hear_syllable(utf8_next(norm.data, &at), ret_codes);
	return ret_codes;
}
