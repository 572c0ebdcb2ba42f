/* icu_reference.h: what ICU says, for the tests of the text room to compare with. */
#ifndef PARALLAX_TESTS_ICU_REFERENCE_H
#define PARALLAX_TESTS_ICU_REFERENCE_H

#include "bytes.h"

/* True when Unicode 15.0 knows the code point. */
bool icu_knows(uint32_t point);

/* True when this ICU's Unicode is 15.0, the pinned one; else text has its name. */
bool icu_is_pinned(char ret_version[16]);

/* NFKC_Casefold, of the code points that Unicode 15.0 knows, then the Arabic fold. Returns the bytes. */
size_t icu_fold(struct bytes text, uint8_t *ret_norm, size_t norm_max);

/* Where the words of a text are as ICU breaks them in the root locale, spans of bytes; a break without a letter or a digit
 * is no word. Returns how many. */
size_t icu_words(struct bytes text, struct span *ret_words, size_t words_max);

#endif
