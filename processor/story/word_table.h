/* word_table.h: how processor/tables/words.bin is laid out: the commonest words of some languages, and of scripts, each with its
 * share of running text. A hash table of cache lines: a word's entry is in the line of its hash or, where that is full, in one
 * of the next. Private to story, but for the generator (processor/tables/make/word_table.c). */
#ifndef PARALLAX_STORY_WORD_TABLE_H
#define PARALLAX_STORY_WORD_TABLE_H

#include "hash.h"

#define WORD_TABLE_ENTRIES 16u  /* of a line: a fingerprint of 24 bits over a coded share; 0 is free */
#define WORD_TABLE_WORD 0x00000fffffffffffULL /* of a key: its word without the mark of its language */
#define WORD_TABLE_SCRIPTS 0u   /* the section of words by script, where a language has none: letters tell the script */

struct word_table {
	uint32_t lines;
	uint32_t languages;
	uint64_t spare[7];
	struct {
		uint64_t tag; /* its hash; ordered */
		uint64_t section;
	} language[]; /* then, from the next whole line on, the lines */
};

/* What of a word's hash decides where its entry is, and tells it from others there. */
static inline uint64_t word_table_hash(unsigned section, uint64_t word)
{
	return hash_mix((uint64_t)section << 44 | (word & WORD_TABLE_WORD));
}

static inline uint32_t word_table_line(uint64_t hash, uint32_t lines)
{
	return (uint32_t)((hash >> 32) * lines >> 32);
}

static inline uint32_t word_table_fingerprint(uint64_t hash)
{
	return (uint32_t)hash & 0xffffffu;
}

/* A share in a byte, within a sixteenth: three bits behind the point of a number from .5 to 1, and how often it is halved. */
static inline double word_table_share(uint8_t code)
{
	return (8 + code % 8) / 16.0 / (double)(1u << code / 8);
}

#endif
