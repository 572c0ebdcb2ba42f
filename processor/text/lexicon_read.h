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

/* Where the sections are, and in them a language's own parts, taken from the header once for many look-ups. */
struct lexicon_view {
	const uint32_t *index;
	const uint64_t *slots;
	const uint32_t *items;
	const struct lexicon_meaning *meanings;
	const uint64_t *holds; /* the language's row of sets */
	const uint8_t *shorts;
	const uint32_t *longs;
	const uint64_t *filter; /* the language's */
	uint32_t filter_bits;
};

static inline struct lexicon_view lexicon_view(unsigned language)
{
	const struct lexicon_table *table = lexicon_table();
	const struct lexicon_filter *filter = (const struct lexicon_filter *)lexicon_section_start(table->filters) + language;
	return (struct lexicon_view){
		.index = lexicon_section_start(table->index),
		.slots = lexicon_section_start(table->slots),
		.items = lexicon_section_start(table->items),
		.meanings = lexicon_section_start(table->meanings),
		.holds = (const uint64_t *)lexicon_section_start(table->sets) + (size_t)language * (table->sets.count / LANGUAGES_MAX),
		.shorts = lexicon_section_start(table->shorts),
		.longs = lexicon_section_start(table->longs),
		.filter = (const uint64_t *)lexicon_section_start(table->filter_words) + filter->start,
		.filter_bits = filter->bits,
	};
}

/* Whether the language's filter may hold a key: false is certain. */
static inline bool lexicon_may_hold(const struct lexicon_view *view, uint64_t key)
{
	uint64_t word = view->filter[lexicon_filter_word(key, view->filter_bits)];
	return (word >> lexicon_filter_first(key) & word >> lexicon_filter_second(key) & 1) != 0;
}

/* So many slots are looked at without a branch: which of them is the one, is anyone's guess. Behind the last slot there are as
 * many bytes of the table. */
#define LEXICON_SLOTS_AT_ONCE 4u

/* The hash's slot; 0 when there is none. */
static inline uint64_t lexicon_find(const struct lexicon_view *view, uint64_t hash)
{
	const uint32_t *index = &view->index[lexicon_hash_index(hash)];
	if ((*index & lexicon_hash_mark(hash)) == 0)
		return 0;
	const uint64_t *slots = &view->slots[lexicon_index_start(index[0])];
	uint32_t count = lexicon_index_start(index[1]) - lexicon_index_start(index[0]), at = LEXICON_SLOTS_AT_ONCE;
	uint64_t check = lexicon_hash_check(hash), found = 0;
	for (uint32_t i = 0; i < LEXICON_SLOTS_AT_ONCE; i++)
		found = ((i < count) & (slots[i] >> LEXICON_SLOT_CHECK_SHIFT == check)) ? slots[i] : found;
	while (found == 0 && at < count) {
		found = slots[at] >> LEXICON_SLOT_CHECK_SHIFT == check ? slots[at] : 0;
		at++;
	}
	return found;
}

/* The items of a slot, one after the other: the first, and where the others follow until one has LEXICON_ITEM_LAST. */
struct lexicon_items {
	uint32_t item; /* 0 when there is none */
	const uint32_t *at;
};

static inline struct lexicon_items lexicon_slot_items(const struct lexicon_view *view, uint64_t slot)
{
	bool single = (slot & LEXICON_SLOT_ITEM) != 0;
	const uint32_t *at = &view->items[single ? 0 : (uint32_t)slot]; /* either is as likely: no branch */
	if ((uint32_t)slot == 0)
		return (struct lexicon_items){ 0 };
	return (struct lexicon_items){ .item = single ? (uint32_t)slot : *at, .at = at };
}

static inline const struct lexicon_meaning *lexicon_item_meaning(const struct lexicon_view *view, uint32_t item)
{
	return &view->meanings[item & ((1u << LEXICON_ITEM_MEANING_BITS) - 1)];
}

/* Whether an item holds in the view's language. */
static inline bool lexicon_item_holds(const struct lexicon_view *view, uint32_t item)
{
	uint32_t set = item >> LEXICON_ITEM_MEANING_BITS & ((1u << LEXICON_ITEM_SET_BITS) - 1);
	return (view->holds[set >> 6] >> (set & 63) & 1) != 0;
}

#endif
