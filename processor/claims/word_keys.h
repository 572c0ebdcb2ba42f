/* word_keys.h: the keys of names and places that a word of an article has, made when they are first asked for: claims and
 * placed figures both look at the names around them. Pure; memory is the arena's. */
#ifndef PARALLAX_CLAIMS_WORD_KEYS_H
#define PARALLAX_CLAIMS_WORD_KEYS_H

#include "arena.h"

#define WORD_KEYS_MAX 8 /* of one word */

struct reading;
struct word_keys;

struct word_keys *word_keys_new(uint32_t words_count, struct arena *arena);

/* The keys of a word, at most WORD_KEYS_MAX. Returns how many; *ret_ids holds until the next question. */
uint32_t word_keys_of(const struct reading *reading, uint32_t word, const uint64_t **ret_ids);

#endif
