/* lexicon_table_write.h: the compiled table as it is put together, phrase by phrase (lexicon_table.h says how it is laid
 * out). */
#ifndef PARALLAX_TABLES_LEXICON_TABLE_WRITE_H
#define PARALLAX_TABLES_LEXICON_TABLE_WRITE_H

#include "lexicon_make.h"

#define TABLE_ITEMS_MAX 256

/* Languages; of those that an item holds in bit 0, the unknown one, is always set. */
struct lexicon_set {
	uint8_t languages[32]; /* bit i of byte i / 8 */
};

/* What a language's filter is to hold. */
struct table_key {
	uint64_t key;
	uint32_t language;
};

struct table_slot {
	uint64_t hash;
	uint64_t content; /* all but the check; 0 for the beginning of longer phrases only */
	uint64_t marks;   /* LEXICON_SLOT_GOES_ON, LEXICON_SLOT_STEM_FOLLOWS */
	uint32_t rank;    /* the commoner the word, the smaller: it is looked at sooner */
};

struct table {
	struct table_slot *slots;
	uint32_t slots_count, slots_capacity;
	uint32_t *items;
	uint32_t items_count, items_capacity;
	struct lexicon_set *sets;
	uint32_t sets_count, sets_capacity;
	struct lexicon_meaning *meanings; /* sorted by kind and value */
	uint32_t meanings_count, meanings_capacity;
	/* Hash tables of what is shared: where each list of items and each set lies, plus 1. */
	uint32_t *list_of, *set_of;
	uint8_t shorts[1 << LEXICON_SHORT_BITS];
	uint32_t longs[1 << LEXICON_LONG_BITS];
	struct table_key *keys;
	uint32_t keys_count, keys_capacity;
};

/* Meanings must be set before the first phrase. */
void table_init(struct table *table);

uint32_t table_set(struct table *table, const struct lexicon_set *set);

/* Adds a phrase with its items (without LEXICON_ITEM_LAST). A small rank says that texts have it often. */
void table_add(struct table *table, const struct form *form, uint32_t rank, const uint32_t *items, uint32_t items_count);

void table_write(struct table *table, const struct lexicon_source *source, const char *path);

#endif
