/* function_words.h: the commonest words of languages that share a script with others: what a text is told by when nothing
 * else tells. Pure; the table is made at the first use. Private to text. */
#ifndef PARALLAX_TEXT_FUNCTION_WORDS_H
#define PARALLAX_TEXT_FUNCTION_WORDS_H

#include "document.h"

#define FUNCTION_LANGUAGES 64

/* How many of the document's first `words` words each language has as function words, by number; a word that several
 * languages have counts for each, less the more they are; letters that few languages have count besides, for little. */
void function_words_count(const struct document *document, uint32_t words, double ret_counts[FUNCTION_LANGUAGES]);

/* A language's number here, FUNCTION_LANGUAGES when it is not here. */
uint32_t function_language(const char *tag);

/* The tag of a number, NULL beyond the last, and the script that it is written in. */
const char *function_tag(uint32_t number);
enum script function_script(uint32_t number);

#endif
