/* known_names.h: how the words of one article read as names. Each is read once, when it is first asked for: the article's
 * keys and its claims both ask. Memory is the arena's. */
#ifndef PARALLAX_NAMES_KNOWN_NAMES_H
#define PARALLAX_NAMES_KNOWN_NAMES_H

#include "arena.h"
#include "word_names.h"

struct known_word;

struct known_names {
	const struct document *document;
	unsigned language;
	const char *tag; /* of the language */
	struct arena *arena;
	struct known_word *words;
	struct word_name *room; /* for the names of words that are still to be read */
	uint32_t room_left;
};

void known_names_init(struct known_names *known, const struct document *document, unsigned language, struct arena *arena);

/* As word_names; *ret_names holds as long as the arena's memory. */
uint32_t known_names_of(struct known_names *known, uint32_t word, const struct word_name **ret_names, uint32_t *ret_words);

#endif
