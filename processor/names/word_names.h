/* word_names.h: how one word of a document reads as a name. */
#ifndef PARALLAX_NAMES_WORD_NAMES_H
#define PARALLAX_NAMES_WORD_NAMES_H

#include "keys.h"

#define WORD_NAMES_MAX 24

struct word_name {
	enum key_kind kind; /* KEY_NAME or KEY_COARSE */
	uint64_t body;      /* of its id (key_id.h) */
	double presence;
};

/* True for scripts with capital letters, in which a name can be told by one. */
bool script_has_case(uint8_t script);

/* True for scripts that write no spaces between words, and whose names are read from runs between spaces. */
bool script_is_unspaced(uint8_t script);

/* How certain it is that the word is a name: 1, .6, .8 or 0 (see keys.h). */
double word_name_certainty(const struct document *document, uint32_t word);

/* The keys of a word, of a run of katakana or of Thai, or of the Han characters from this one on. language is the primary tag.
 * Returns how many; *ret_words says how many words they were read from. */
uint32_t word_names(const struct document *document, uint32_t word, const char *language,
                    struct word_name ret_names[WORD_NAMES_MAX], uint32_t *ret_words);

/* The word without an ending that its language puts behind names (Trumpin, Трампом, Merkelnek); empty when it has none. */
struct span name_stem(struct bytes norm, const char *language);

#endif
