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

/* Keys as they are collected: distinct, each with the highest presence seen and the first line. */
struct key_set {
	struct record_key *keys;
	uint32_t count;
	uint16_t *slots; /* index + 1, open addressing */
};

void key_set_init(struct key_set *set, struct arena *arena);

/* Adds a key, or raises the presence of the one that is there; what comes after RECORD_KEYS_MAX keys is left out. */
void key_set_add(struct key_set *set, enum key_kind kind, uint64_t body, double presence, uint32_t line);

/* The same with an id and a presence as the record has them. */
void key_set_add_level(struct key_set *set, uint64_t id, uint8_t level, uint32_t line);

/* The body of the id of one of the lexicon's places, or of its concepts. */
uint64_t key_body_of_place(uint64_t place);
uint64_t key_body_of_concept(uint64_t concept);

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
