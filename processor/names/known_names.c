#include "known_names.h"

#define ROOM 256 /* names; at least WORD_NAMES_MAX */
#define SLOTS_MIN 64u

void known_names_init(struct known_names *known, const struct document *document, unsigned language, struct arena *arena)
{
	uint32_t slots = SLOTS_MIN;
	while (slots < 2 * document->words_count)
		slots *= 2;
	*known = (struct known_names){ .document = document, .language = language, .rules = name_language(language), .arena = arena };
	known->certainties = name_certainties(document, arena);
	known->words = arena_take(arena, document->words_count * sizeof *known->words);
	known->slots = arena_take_cleared(arena, slots, sizeof *known->slots);
	known->slots_mask = slots - 1;
}

static void read_word(struct known_names *known, uint32_t at, struct known_word *ret_word)
{
	const struct word *word = &known->document->words[at];
	struct bytes norm = bytes_of(known->document->norm.data + word->norm_start, word->norm_length);
	bool has_apostrophe = (known->certainties[at] & NAME_HAS_APOSTROPHE) != 0;
	if (known->room_left < WORD_NAMES_MAX) {
		known->room = arena_take(known->arena, ROOM * sizeof *known->room);
		known->room_left = ROOM;
	}
	uint32_t count = word_names(norm, word, known->rules, has_apostrophe, known->room);
	*ret_word = (struct known_word){ .hash = word->hash, .names = known->room, .count = (uint8_t)count, .script = word->script,
		.upper = (word->flags & WORD_UPPER_ALL) != 0 };
	known->room += count;
	known->room_left -= count;
}

struct known_word *known_word_of(struct known_names *known, uint32_t at)
{
	const struct word *word = &known->document->words[at];
	bool upper = (word->flags & WORD_UPPER_ALL) != 0;
	uint32_t slot = (uint32_t)word->hash & known->slots_mask;
	for (; known->slots[slot] != 0; slot = (slot + 1) & known->slots_mask) {
		struct known_word *there = &known->words[known->slots[slot] - 1];
		if (there->hash == word->hash && there->upper == upper && there->script == word->script)
			return there;
	}
	struct known_word *fresh = &known->words[known->words_count];
	read_word(known, at, fresh);
	known->slots[slot] = ++known->words_count;
	return fresh;
}

uint32_t known_names_of(struct known_names *known, uint32_t at, const struct word_name **ret_names, uint32_t *ret_words,
                        enum name_certainty *ret_certainty)
{
	const struct word *word = &known->document->words[at];
	*ret_words = 1;
	*ret_certainty = known_certainty(known, at);
	*ret_names = known->run;
	if (script_reads_runs(word->script)) {
		*ret_certainty = NAME_CASELESS;
		return run_names(known->document, at, known->rules, known->run, ret_words);
	}
	if (*ret_certainty == NAME_NOT || (word->flags & WORD_CHARACTER) != 0)
		return 0;
	const struct known_word *read = known_word_of(known, at);
	*ret_names = read->names;
	return read->count;
}
