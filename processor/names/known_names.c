#include "known_names.h"

#define ROOM 256 /* names; at least WORD_NAMES_MAX */
#define SLOTS_MIN 64u
#define PROBES_MAX 8u /* slots that are looked at: words made to collide are read again each time, and no search grows */

void known_names_init(struct known_names *known, const struct document *document, unsigned language, struct arena *arena)
{
	uint32_t slots = SLOTS_MIN;
	while (slots < 2 * document->words_count)
		slots *= 2;
	*known = (struct known_names){ .document = document, .language = language, .rules = name_language(language), .arena = arena };
	known->looks = word_looks(document, known->rules, arena);
	known->words = arena_take(arena, document->words_count * sizeof *known->words);
	known->slots = arena_take_cleared(arena, slots, sizeof *known->slots);
	known->slots_mask = slots - 1;
}

static void read_word(const struct known_names *known, uint32_t at, struct word_name *ret_names, struct known_word *ret_word)
{
	const struct word *word = &known->document->words[at];
	struct bytes norm = bytes_of(known->document->norm.data + word->norm_start, word->norm_length);
	bool has_apostrophe = (known->looks[at] & LOOK_APOSTROPHE) != 0;
	uint32_t count = word_names(norm, word, known->rules, has_apostrophe, ret_names);
	*ret_word = (struct known_word){ .hash = word->hash, .names = ret_names, .count = (uint8_t)count, .script = word->script,
		.upper = (word->flags & WORD_UPPER_ALL) != 0 };
}

static struct known_word *keep_word(struct known_names *known, uint32_t at, uint32_t slot)
{
	struct known_word *kept = &known->words[known->words_count];
	if (known->room_left < WORD_NAMES_MAX) {
		known->room = arena_take(known->arena, ROOM * sizeof *known->room);
		known->room_left = ROOM;
	}
	read_word(known, at, known->room, kept);
	known->room += kept->count;
	known->room_left -= kept->count;
	known->slots[slot] = ++known->words_count;
	return kept;
}

struct known_word *known_word_of(struct known_names *known, uint32_t at)
{
	const struct word *word = &known->document->words[at];
	bool upper = (word->flags & WORD_UPPER_ALL) != 0;
	for (uint32_t probe = 0; probe < PROBES_MAX; probe++) {
		uint32_t slot = ((uint32_t)word->hash + probe) & known->slots_mask;
		if (known->slots[slot] == 0)
			return keep_word(known, at, slot);
		struct known_word *there = &known->words[known->slots[slot] - 1];
		if (there->hash == word->hash && there->upper == upper && there->script == word->script)
			return there;
	}
	read_word(known, at, known->asked, &known->unkept);
	return &known->unkept;
}

uint32_t known_names_of(struct known_names *known, uint32_t at, const struct word_name **ret_names, uint32_t *ret_words,
                        enum name_certainty *ret_certainty)
{
	const struct word *word = &known->document->words[at];
	*ret_words = 1;
	*ret_certainty = known_certainty(known, at);
	*ret_names = known->asked;
	if (script_reads_runs(word->script)) {
		*ret_certainty = NAME_CASELESS;
		return run_names(known->document, at, known->rules, known->asked, ret_words);
	}
	if (*ret_certainty == NAME_NOT || (word->flags & WORD_CHARACTER) != 0)
		return 0;
	const struct known_word *read = known_word_of(known, at);
	*ret_names = read->names;
	return read->count;
}
