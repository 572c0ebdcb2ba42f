/* name_certainty.h: how certain it is, of each word of a document, that it is a name. */
#ifndef PARALLAX_NAMES_NAME_CERTAINTY_H
#define PARALLAX_NAMES_NAME_CERTAINTY_H

#include "arena.h"
#include "document.h"

enum name_certainty {
	NAME_NOT,
	NAME_HARDLY,   /* .4: a word that is known as an ordinary one, in a script without case */
	NAME_AT_START, /* .6: a capital letter at the start of a sentence */
	NAME_CASELESS, /* .8: capitals do not tell names from words, or there are none */
	NAME_CERTAIN,  /* 1: a capital letter inside a sentence */
	NAME_CERTAINTIES
};

#define NAME_HAS_APOSTROPHE 16 /* beside a word's certainty: it may have an apostrophe inside */

/* True for scripts with capital letters, in which a name can be told by one. */
static inline bool script_has_case(uint8_t script)
{
	return ((1u << SCRIPT_LATIN | 1u << SCRIPT_CYRILLIC | 1u << SCRIPT_GREEK | 1u << SCRIPT_ARMENIAN) >> script & 1) != 0;
}

/* For each word one of the above, never NAME_HARDLY, with NAME_HAS_APOSTROPHE or without. Memory is the arena's. */
const uint8_t *name_certainties(const struct document *document, struct arena *arena);

#endif
