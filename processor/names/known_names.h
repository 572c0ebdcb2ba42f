/* known_names.h: how the words of one article read as names. Each is read once, when it is first asked for, wherever else it
 * stands: the article's keys and its claims both ask. Memory is the arena's. */
#ifndef PARALLAX_NAMES_KNOWN_NAMES_H
#define PARALLAX_NAMES_KNOWN_NAMES_H

#include "arena.h"
#include "word_names.h"

/* What a word was read as, one for all the places where it stands. */
struct known_word {
	uint64_t hash;
	const struct word_name *names;
	uint8_t count;
	uint8_t script;
	bool upper;        /* written in capitals: an acronym is another name */
	uint8_t collected; /* the highest certainty with which its keys were collected */
};

struct known_names {
	const struct document *document;
	unsigned language;
	const struct name_language *rules;
	const uint8_t *looks; /* word_looks() */
	struct arena *arena;
	struct known_word *words; /* the different ones */
	uint32_t words_count;
	uint32_t *slots; /* index + 1, open addressing by the word's hash */
	uint32_t slots_mask;
	struct word_name *room; /* for the names of words that are still to be read */
	uint32_t room_left;
	struct known_word unkept;             /* a word that found no slot, and */
	struct word_name asked[WORD_NAMES_MAX]; /* its names, or those of a run: of what was asked for last */
};

void known_names_init(struct known_names *known, const struct document *document, unsigned language, struct arena *arena);

/* How certain it is that a word is a name. */
static inline enum name_certainty known_certainty(const struct known_names *known, uint32_t word)
{
	return (enum name_certainty)(known->looks[word] & LOOK_CERTAINTY);
}

/* A word of a script that writes words apart, which is a name with some certainty. It holds until the next question. */
struct known_word *known_word_of(struct known_names *known, uint32_t word);

/* The names of a word, or of the run that begins with it, of any script; *ret_names holds until the next question. Returns how
 * many; *ret_words says how many words they were read from, *ret_certainty which presence counts. */
uint32_t known_names_of(struct known_names *known, uint32_t word, const struct word_name **ret_names, uint32_t *ret_words,
                        enum name_certainty *ret_certainty);

#endif
