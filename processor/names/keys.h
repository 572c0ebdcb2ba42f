/* keys.h: the keys of an article's fact sketch.
 * A key is a 64-bit id that means the same in every language: a name's skeleton, a place, a concept, a figure, a date;
 * or a word, which means something in its own language only. Its presence says how certain it is: a capital letter
 * inside a sentence 1, at its start .6, a script without case or a line in Title Case .8; divided by the square root of
 * how many readings or meanings there are. Pure. */
#ifndef PARALLAX_NAMES_KEYS_H
#define PARALLAX_NAMES_KEYS_H

#include "arena.h"
#include "document.h"
#include "key_id.h"
#include "lexicon.h"
#include "sketch_record.h"

#define KEY_SET_SLOTS (4 * RECORD_KEYS_MAX) /* at most a quarter full: few keys meet another in their slot */
#define KEY_SET_SLOT_BITS 12
_Static_assert(KEY_SET_SLOTS == 1 << KEY_SET_SLOT_BITS && RECORD_KEYS_MAX < UINT16_MAX, "a slot is an index of keys, or free");

/* Keys as they are collected: distinct, each with the highest presence seen and the first line. */
struct key_set {
	struct record_key *keys; /* room for one more than a record holds */
	uint32_t count;
	uint16_t *slots; /* open addressing: an index of keys, UINT16_MAX when free */
};

void key_set_init(struct key_set *set, struct arena *arena);

/* Adds a key as the record has it, its line at most RECORD_LINES_MAX - 1, or raises the presence of the one that is there; what
 * comes after RECORD_KEYS_MAX keys is left out. Whether a key is new is anyone's guess: it is written behind the last one, where a
 * free slot leads to as well, so that it is found either way and no branch depends on it. */
static inline void key_set_put(struct key_set *set, uint64_t id, uint8_t presence, uint16_t line)
{
	struct record_key *keys = set->keys;
	uint32_t slot = (uint32_t)(id * UINT64_C(0x9e3779b97f4a7c15) >> (64 - KEY_SET_SLOT_BITS)), count = set->count, at;
	keys[count].id = id;
	keys[count].line = line;
	keys[count].kind = (uint8_t)key_kind_of(id);
	keys[count].presence = presence;
	for (;; slot = (slot + 1) & (KEY_SET_SLOTS - 1)) {
		at = set->slots[slot] < count ? set->slots[slot] : count;
		if (keys[at].id == id)
			break;
	}
	if (at == RECORD_KEYS_MAX)
		return;
	keys[at].presence = keys[at].presence > presence ? keys[at].presence : presence;
	set->slots[slot] = (uint16_t)at;
	set->count = count + (at == count);
}

/* The same of a kind and the body of an id; nothing, of a presence of nothing. */
void key_set_add(struct key_set *set, enum key_kind kind, uint64_t body, double presence, uint32_t line);

/* The bodies of the ids of all the lexicon's places and concepts, by number. */
#define KEY_BODIES_MAX 2048
struct key_bodies {
	uint64_t places[KEY_BODIES_MAX], concepts[KEY_BODIES_MAX];
};
const struct key_bodies *key_bodies(void);

struct known_names;

/* Collects the names, places, concepts and words of the document whose names are known here. hits are the lexicon's. */
void keys_collect(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, struct key_set *set);

/* The keys of a word's names and places that are not among the *count that are there; at most max are kept. hits: from the
 * first on that begins at the word or behind it. */
void keys_of_word(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word, uint64_t *ids,
                  uint32_t *count, uint32_t max);

/* The keys of names and places that the words [word_start, word_start + word_count) hold, nearest to the word `near`
 * first; at most max are written. Returns how many. For what stands around a figure. */
uint32_t keys_near(struct known_names *known, const struct lexicon_hit *hits, uint32_t hits_count, uint32_t word_start,
                   uint32_t word_count, uint32_t near, uint64_t *ret_ids, uint32_t max);

#endif
