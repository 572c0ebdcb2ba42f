/* word_names.h: how the words of a document read as names. Private to names. */
#ifndef PARALLAX_NAMES_WORD_NAMES_H
#define PARALLAX_NAMES_WORD_NAMES_H

#include "word_looks.h"
#include "name_language.h"
#include "sketch_record.h"

#define WORD_NAMES_MAX 24

struct word_name {
	uint64_t id; /* of a KEY_NAME or KEY_COARSE */
	uint8_t presence[NAME_CERTAINTIES]; /* of the key, by how certain the word is a name */
};

/* True for scripts that write no spaces between words, and whose names are read from runs between spaces. */
bool script_is_unspaced(uint8_t script);

/* True for scripts whose names are read from more than one word. */
bool script_reads_runs(uint8_t script);

/* The keys of a word of a script that writes words apart: of its letters alone, wherever it stands. Returns how many. */
uint32_t word_names(struct bytes norm, const struct word *word, const struct name_language *language, bool has_apostrophe,
                    struct word_name ret_names[WORD_NAMES_MAX]);

/* The keys of a run of katakana or of Thai, or of the Han characters from a word on. Returns how many; *ret_words says how many
 * words they were read from. */
uint32_t run_names(const struct document *document, uint32_t word, const struct name_language *language,
                   struct word_name ret_names[WORD_NAMES_MAX], uint32_t *ret_words);

#endif
