/* lexicon_read.h: the compiled lexicon, one hash at a time. Private to lexicon.c and lexicon_scan.c. */
#ifndef PARALLAX_TEXT_LEXICON_READ_H
#define PARALLAX_TEXT_LEXICON_READ_H

#include "lexicon.h"
#include "lexicon_table.h"
#include "word_hash.h"

/* The bytes of processor/tables/lexicon.bin, aligned to 64. */
extern const uint8_t parallax_lexicon_table[] __attribute__((visibility("hidden")));

static inline const struct lexicon_table *lexicon_table(void)
{
	return (const void *)parallax_lexicon_table;
}

static inline const void *lexicon_section_start(struct lexicon_section section)
{
	return parallax_lexicon_table + section.start;
}

/* Where the sections are, taken from the header once for many look-ups. */
struct lexicon_view {
	const uint32_t *index;
	const uint64_t *slots;
	const uint32_t *items;
	const struct lexicon_meaning *meanings;
	const struct lexicon_set *sets;
	const uint8_t *shorts;
	const uint32_t *longs;
	const uint64_t *stems;
	const uint64_t *pairs;
};

static inline struct lexicon_view lexicon_view(void)
{
	const struct lexicon_table *table = lexicon_table();
	return (struct lexicon_view){
		.index = lexicon_section_start(table->index),
		.slots = lexicon_section_start(table->slots),
		.items = lexicon_section_start(table->items),
		.meanings = lexicon_section_start(table->meanings),
		.sets = lexicon_section_start(table->sets),
		.shorts = lexicon_section_start(table->shorts),
		.longs = lexicon_section_start(table->longs),
		.stems = lexicon_section_start(table->stems),
		.pairs = lexicon_section_start(table->pairs),
	};
}

/* The hash's slot; 0 when there is none. */
static inline uint64_t lexicon_find(const struct lexicon_view *view, uint64_t hash)
{
	const uint32_t *index = &view->index[lexicon_hash_index(hash)];
	if ((*index & lexicon_hash_mark(hash)) == 0)
		return 0;
	uint64_t check = lexicon_hash_check(hash);
	for (uint32_t at = lexicon_index_start(index[0]), end = lexicon_index_start(index[1]); at < end; at++)
		if (view->slots[at] >> LEXICON_SLOT_CHECK_SHIFT == check)
			return view->slots[at];
	return 0;
}

/* The items of a slot, one after the other: the first, and where the others follow until one has LEXICON_ITEM_LAST. */
struct lexicon_items {
	uint32_t item; /* 0 when there is none */
	const uint32_t *at;
};

static inline struct lexicon_items lexicon_slot_items(const struct lexicon_view *view, uint64_t slot)
{
	if ((slot & LEXICON_SLOT_ITEM) != 0)
		return (struct lexicon_items){ .item = (uint32_t)slot };
	if ((uint32_t)slot == 0)
		return (struct lexicon_items){ 0 };
	return (struct lexicon_items){ .item = view->items[(uint32_t)slot], .at = &view->items[(uint32_t)slot] };
}

static inline bool lexicon_bit(const uint64_t *bits, uint32_t bit)
{
	return (bits[bit >> 6] >> (bit & 63) & 1) != 0;
}

static inline const struct lexicon_meaning *lexicon_item_meaning(const struct lexicon_view *view, uint32_t item)
{
	return &view->meanings[item & ((1u << LEXICON_ITEM_MEANING_BITS) - 1)];
}

static inline const struct lexicon_set *lexicon_item_set(const struct lexicon_view *view, uint32_t item)
{
	return &view->sets[item >> LEXICON_ITEM_MEANING_BITS & ((1u << LEXICON_ITEM_SET_BITS) - 1)];
}

static inline bool lexicon_item_holds(const struct lexicon_view *view, uint32_t item, unsigned language)
{
	return (lexicon_item_set(view, item)->languages[language >> 3] >> (language & 7) & 1) != 0;
}

#endif
