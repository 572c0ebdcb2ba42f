/* word_prior.h: how common a word is in its language, before the stream has told: from the compiled table of
 * processor/tables/make/word_table.c. Of a language that it does not have, how common the word is in the languages of its script.
 * Pure. Private to story. */
#ifndef PARALLAX_STORY_WORD_PRIOR_H
#define PARALLAX_STORY_WORD_PRIOR_H

#include <stdint.h>

/* Where the words of a language stand, by the hash of its tag; 0, by script, when the table does not have it. */
unsigned word_prior_section(uint64_t tag);

/* The share of running text that a key's word is; 0.0 when it is not among the commonest. */
double word_prior_share(unsigned section, uint64_t key);

/* Asks for the memory that this will read. */
void word_prior_prefetch(unsigned section, uint64_t key);

#endif
