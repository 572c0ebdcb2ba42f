/* each_language.h: a check for every language that has a file in processor/tables/lexicon. */
#ifndef PARALLAX_TESTS_EACH_LANGUAGE_H
#define PARALLAX_TESTS_EACH_LANGUAGE_H

#include "arena.h"

/* Calls check with each language's tag, or with the one that is named, and an arena. Returns how many there are. */
int each_language(const char *named, void (*check)(const char *language, struct arena *arena));

#endif
