/* name_sounds.h: what the letters of a word sound like, and the skeletons that this makes. Private to names.
 * A table of letters has a byte for each: one of the classes of name_key.h, a vowel, or nothing; two sounds; or, where the
 * spelling is ambiguous, a choice, the likelier first. A_B is A or else B, and A_ is A or nothing. */
#ifndef PARALLAX_NAMES_NAME_SOUNDS_H
#define PARALLAX_NAMES_NAME_SOUNDS_H

#include "name_key.h"

#define SOUNDS_TWO 16    /* from here on two sounds */
#define SOUNDS_CHOICE 32 /* from here on a choice */
#define SOUNDS_END 64

enum sound {
	H,                         /* not heard */
	P, F, T, K, S, M, N, L, R, /* the classes, numbered as in the body of a key */
	V,                         /* a vowel */
	KS = SOUNDS_TWO, PS, NK, NS, NT, NP, SK,
	K_ = SOUNDS_CHOICE, F_, P_, L_, S_, _K, _F, _S, _N, _R, V_F, P_F, F_P, S_K, K_S, S_T, T_S, S_R, K_L, KS_S, S_KS, SK_S, S_TS,
	P_MP, T_NT, K_NK, LV_, PV_, MV_N, TV_SV
};

#define NAME_CHOICES_MAX 2    /* of a word; at a later one the likelier sound is taken */
#define NAME_SOUNDS_MAX 40    /* of one reading of a word; what a longer one has beyond is not heard */
#define NAME_LETTERS_MAX 128 /* that are heard, in any reading */

/* The letters that are heard, in their order. */
struct name_sounds {
	uint32_t count;
	uint8_t all; /* the codes, or'd: whether one is more than a single sound */
	uint8_t codes[NAME_LETTERS_MAX + 2];
};

static inline void name_hear(struct name_sounds *sounds, uint8_t code)
{
	sounds->codes[sounds->count] = code;
	sounds->all |= code;
	sounds->count += (uint32_t)(code != H) & (uint32_t)(sounds->count < NAME_LETTERS_MAX);
}

/* Appends a class to a skeleton, four bits each, unless it is none, repeats the last one, or there is no more room. */
static inline uint64_t skeleton_add(uint64_t skeleton, uint64_t class)
{
	bool adds = class != H && class != (skeleton & 15) && skeleton >> 4 * (NAME_SKELETON_MAX - 1) == 0;
	return adds ? skeleton << 4 | class : skeleton;
}

/* The first sound of a code's likelier reading. */
uint8_t name_first_sound(uint8_t code);

/* The skeletons of at least two classes that a word's sounds make, in up to four readings. */
void name_fold(struct name_sounds *sounds, bool has_precise, struct name_skeletons *ret_skeletons);

/* The letters of one word, each in its file: Latin; the other alphabets; abjads; syllabaries; scripts without spaces. */
void name_hear_latin(struct name_sounds *sounds, struct bytes norm, const struct name_latin *latin);
void name_hear_alphabet(struct name_sounds *sounds, struct bytes norm, bool g_is_h);
void name_hear_abjad(struct name_sounds *sounds, struct bytes norm, bool persian);
void name_hear_indic(struct name_sounds *sounds, struct bytes norm, enum script script);
void name_hear_unspaced(struct name_sounds *sounds, struct bytes norm);
void name_hear_syllables(struct name_sounds *sounds, struct bytes norm);

#endif
