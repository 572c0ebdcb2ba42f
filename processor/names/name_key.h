/* name_key.h: the consonants of a name, so coarsely that its spellings in different scripts meet.
 * Patruschew, Patrushev, Патрушев and باتروشيف all have the precise skeleton "PTRSF". Letters fall into classes
 * P{b p} F{f v ph} T{d t th} K{k g c q kh} S{s z sh ch zh ts j} M N L R; vowels, h and y vanish; repeated classes
 * collapse, also across a vowel; M before P or F is N. Where a spelling is ambiguous (w, ch, j, g before e, х …) a word
 * has several skeletons. The coarse skeleton is for scripts that write fewer sounds: F is P; R is L before a vowel and
 * vanishes elsewhere; M is N unless a vowel follows. A skeleton is the body of a key, four bits a class. Pure. */
#ifndef PARALLAX_NAMES_NAME_KEY_H
#define PARALLAX_NAMES_NAME_KEY_H

#include "bytes.h"
#include "document.h"
#include "key_id.h"
#include "name_language.h"

#define NAME_VARIANTS_MAX 4
#define NAME_SKELETON_MAX KEY_SKELETON_MAX /* classes; what a longer word has beyond is not read */

struct name_skeletons {
	uint64_t precise[NAME_VARIANTS_MAX], coarse[NAME_VARIANTS_MAX];
	uint32_t precise_count; /* 0 for scripts that write too little: Han, kana, Hangul */
	uint32_t coarse_count;
};

/* The skeletons of at least two classes of one normalised word (or, of kana, of a run of characters). language is for the
 * letters that languages read differently. */
void name_skeletons(struct bytes norm, enum script script, const struct name_language *language, struct name_skeletons *ret_skeletons);

/* The coarse skeleton of a run of Han characters by the initials of their Mandarin readings, one character at a time: false when
 * it is not one of those that transcribe foreign names. 尔 is read as an l, or else, as an r before no vowel, as nothing. */
bool name_skeleton_add_han(uint32_t point, bool liquid, uint64_t *skeleton);

/* A skeleton of one class says nothing. */
static inline bool name_skeleton_is_long(uint64_t skeleton)
{
	return skeleton >> 4 != 0;
}

#endif
