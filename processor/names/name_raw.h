/* name_raw.h: the sounds of a word while its letters are read: the classes of name_key.h, '.' for a vowel, and up to
 * four alternatives where the spelling is ambiguous. Private to names. */
#ifndef PARALLAX_NAMES_NAME_RAW_H
#define PARALLAX_NAMES_NAME_RAW_H

#include "name_key.h"

#define NAME_RAW_MAX 40

struct name_raw {
	char text[NAME_VARIANTS_MAX][NAME_RAW_MAX + 1];
	uint32_t length[NAME_VARIANTS_MAX];
	uint32_t count;
};

/* Appends one of the sounds in options, separated by '|' ("S|K"; "|F" and "-|F" are nothing or F), to every alternative. When there
 * would be more than four, the likelier ones, which options name first, stay. */
void name_raw_add(struct name_raw *raw, const char *options);

/* The letters of one word, each in its file: Latin; the other alphabets; abjads; syllabaries; scripts without spaces. */
void name_raw_latin(struct name_raw *raw, struct bytes norm, const char *language);
void name_raw_alphabet(struct name_raw *raw, struct bytes norm, const char *language);
void name_raw_abjad(struct name_raw *raw, struct bytes norm, const char *language);
void name_raw_indic(struct name_raw *raw, struct bytes norm, enum script script);
void name_raw_unspaced(struct name_raw *raw, struct bytes norm);
void name_raw_syllables(struct name_raw *raw, struct bytes norm);

#endif
