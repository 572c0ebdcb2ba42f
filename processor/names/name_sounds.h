/* name_sounds.h: what the letters of a word sound like, and the skeletons that this makes. Private to names.
 * A table of letters has a byte for each: one of the classes of name_key.h, a vowel, or nothing; two sounds; or, where the
 * spelling is ambiguous, a choice, the likelier first. A_B is A or else B. */
#ifndef PARALLAX_NAMES_NAME_SOUNDS_H
#define PARALLAX_NAMES_NAME_SOUNDS_H

#include "name_key.h"

#define SOUNDS_TWO 16    /* from here on two sounds */
#define SOUNDS_CHOICE 32 /* from here on a choice */
#define SOUNDS_END 64    /* behind the last code */

enum sound {
	H,                         /* not heard */
	P, F, T, K, S, M, N, L, R, /* the classes, numbered as in the body of a key */
	V,                         /* a vowel */
	KS = SOUNDS_TWO, PS, NK, NS, NT, NP, SK,
	K_H = SOUNDS_CHOICE, F_H, P_H, L_H, S_H, H_K, H_F, H_S, H_N, H_R, V_F, P_F, F_P, S_K, K_S, S_T, T_S, S_R, K_L, KS_S, S_KS, SK_S, S_TS,
	P_MP, T_NT, K_NK, LV_H, PV_H, MV_N, TV_SV
};

#define NAME_SOUNDS_MAX 40 /* of one reading of a word; what a longer one has beyond is not heard */
#define NAME_BYTES_MAX 256 /* of a word that are read at all */
#define NAME_CODES_MAX (3 * NAME_BYTES_MAX) /* that a word's letters may have */

/* Writes a code, unless it is not heard; returns the end of what was written. */
static inline uint8_t *name_hear(uint8_t *codes, uint8_t code)
{
	*codes = code;
	return codes + (code != H);
}

/* Appends a class to a skeleton, four bits each, unless it repeats the last one or there is no more room. */
static inline uint64_t skeleton_add(uint64_t skeleton, uint64_t class)
{
	bool adds = class != (skeleton & 15) && skeleton >> 4 * (NAME_SKELETON_MAX - 1) == 0;
	return adds ? skeleton << 4 | class : skeleton;
}

/* The first sound of a code's likelier reading. */
uint8_t name_first_sound(uint8_t code);

/* The skeletons of at least two classes that a word's codes, with SOUNDS_END behind them, make in up to four readings. */
void name_fold(const uint8_t *codes, bool has_precise, struct name_skeletons *ret_skeletons);

/* Write the codes of a word's letters, at most three a byte, and one that does not count behind them; return their end. Each in its
 * file: Latin; the other alphabets; abjads; syllabaries; scripts without spaces. */
uint8_t *name_hear_latin(struct bytes norm, const struct name_latin *latin, uint8_t *ret_codes);
uint8_t *name_hear_alphabet(struct bytes norm, bool g_is_h, uint8_t *ret_codes);
uint8_t *name_hear_abjad(struct bytes norm, bool persian, uint8_t *ret_codes);
uint8_t *name_hear_indic(struct bytes norm, enum script script, uint8_t *ret_codes);
uint8_t *name_hear_unspaced(struct bytes norm, uint8_t *ret_codes);
uint8_t *name_hear_syllables(struct bytes norm, uint8_t *ret_codes);

#endif
