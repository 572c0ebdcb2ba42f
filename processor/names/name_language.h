/* name_language.h: what languages do to names in their own way: how they spell sounds in Latin letters, what they put before and
 * behind a name in the same word. Made of the tables of this room when it is first asked for; pure. Private to names. */
#ifndef PARALLAX_NAMES_NAME_LANGUAGE_H
#define PARALLAX_NAMES_NAME_LANGUAGE_H

#include "bytes.h"

struct name_latin;
struct name_endings;

struct name_language {
	const struct name_latin *latin;
	const struct name_endings *endings; /* of cases that add a consonant; NULL when it has none */
	bool joins_prefixes; /* Arabic: Persian, Urdu, Kurdish, Pashto write them apart */
	bool persian;        /* ث ذ ض ظ are s and z */
	bool g_is_h;         /* г is h or g */
	bool reads_han;      /* Han characters as in Mandarin, not as in Japanese */
};

/* language is an index of the lexicon's list. */
const struct name_language *name_language(unsigned language);

/* The tables that rows point to, by the primary tag. Once, before any is asked for. */
void name_latin_prepare(void);
const struct name_latin *name_latin_of(const char *tag);
void name_endings_prepare(void);
const struct name_endings *name_endings_of(const char *tag);

/* The word without the longest ending that leaves enough of it; empty when it has none. */
struct span name_without_ending(struct bytes norm, const struct name_endings *endings);

/* The word without the particles that Korean writes behind a noun. */
struct span name_without_particle(struct bytes norm);

#endif
