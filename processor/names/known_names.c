#include "known_names.h"

#define ROOM 256 /* names; at least WORD_NAMES_MAX */

struct known_word {
	const struct word_name *names; /* NULL until it was asked for */
	uint16_t words;                /* what they were read from */
	uint8_t count;
};

void known_names_init(struct known_names *known, const struct document *document, unsigned language, struct arena *arena)
{
	*known = (struct known_names){ .document = document, .language = language, .tag = lexicon_language_tag(language), .arena = arena };
	known->words = arena_take_cleared(arena, document->words_count + 1, sizeof *known->words);
}

static void read_word(struct known_names *known, uint32_t at, struct known_word *word)
{
	uint32_t words;
	if (known->room_left < WORD_NAMES_MAX) {
		known->room = arena_take(known->arena, ROOM * sizeof *known->room);
		known->room_left = ROOM;
	}
	uint32_t count = word_names(known->document, at, known->tag, known->room, &words);
	*word = (struct known_word){ known->room, (uint16_t)words, (uint8_t)count };
	known->room += count;
	known->room_left -= count;
}

uint32_t known_names_of(struct known_names *known, uint32_t at, const struct word_name **ret_names, uint32_t *ret_words)
{
	struct known_word *word = &known->words[at];
	if (word->names == NULL)
		read_word(known, at, word);
	*ret_names = word->names;
	*ret_words = word->words;
	return word->count;
}
