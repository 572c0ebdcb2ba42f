#include "word_keys.h"

#include <string.h>

#include "keys.h"
#include "reading.h"
#include "word_names.h"

#define ROOM_FIRST 256

struct word_keys {
	struct arena *arena;
	uint32_t *first; /* for each word: 0 until it was asked for, else 1 + the index of its first key */
	uint8_t *counts;
	uint64_t *ids;
	uint32_t ids_count, ids_room;
};

struct word_keys *word_keys_new(uint32_t words_count, struct arena *arena)
{
	struct word_keys *keys = arena_take(arena, sizeof *keys);
	*keys = (struct word_keys){ .arena = arena, .ids_room = ROOM_FIRST };
	keys->first = arena_take_cleared(arena, words_count + 1, sizeof *keys->first);
	keys->counts = arena_take(arena, words_count + 1);
	keys->ids = arena_take(arena, keys->ids_room * sizeof *keys->ids);
	return keys;
}

uint32_t word_keys_of(const struct reading *reading, uint32_t word, const uint64_t **ret_ids)
{
	struct word_keys *keys = reading->word_keys;
	uint32_t kinds = reading->kinds[word];
	uint8_t script = reading->document->words[word].script;
	/* A function word, or one of a script without blanks, is a place or nothing. */
	if ((kinds & 1u << LEXICON_PLACE) == 0 && ((kinds & 1u << LEXICON_STOP) != 0 || script == SCRIPT_HAN || script_is_unspaced(script)))
		return 0;
	if (keys->first[word] == 0) {
		if (keys->ids_count + WORD_KEYS_MAX > keys->ids_room) {
			uint64_t *more = arena_take(keys->arena, 2 * keys->ids_room * sizeof *more);
			memcpy(more, keys->ids, keys->ids_count * sizeof *more);
			keys->ids = more;
			keys->ids_room *= 2;
		}
		uint32_t hit = reading_hits_from(reading, word), count = 0;
		keys_of_word(reading->names, reading->hits + hit, reading->hits_count - hit, word, keys->ids + keys->ids_count, &count, WORD_KEYS_MAX);
		keys->first[word] = keys->ids_count + 1;
		keys->counts[word] = (uint8_t)count;
		keys->ids_count += count;
	}
	*ret_ids = keys->ids + keys->first[word] - 1;
	return keys->counts[word];
}
