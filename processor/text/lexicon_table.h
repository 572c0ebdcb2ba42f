/* lexicon_table.h: how the compiled lexicon (processor/tables/lexicon.bin) is laid out: what its generator writes and
 * lexicon.c reads in place, without any work at start. Private to the two.
 *
 * A phrase is found by the hash of its bytes (word_hash, so that a document's words need no hashing again): normalised
 * as document.h says, gaps as in norm, except that a hyphen is written as a space. Phrases themselves are not stored:
 * a slot keeps 29 bits of the hash beside the 17 that lead to it, so that a word unknown to the table is taken for one
 * that is there less than once in 10^8 look-ups, and then for one of any language. Each item says
 * whether it holds for the whole phrase, for one that goes on with an ending (a stem), or for both. Most words of a text
 * begin nothing: each language has a filter of its own that tells, some ten thousand bytes of it instead of the whole table.
 *
 * index[b] for the top 17 bits of a hash: where the slots of this b begin, in the lower 20 bits; above them a set of 12
 * small numbers that its slots' hashes have, so that most misses touch no slot.
 * slot: 29 bits of the hash, whether longer phrases begin so, and its one item or where its list of items begins (0: none).
 * item: which meaning, in which set of languages. All numbers are little-endian.
 */
#ifndef PARALLAX_TEXT_LEXICON_TABLE_H
#define PARALLAX_TEXT_LEXICON_TABLE_H

#include "bytes.h"

#define LEXICON_MAGIC "PLXLEX1"

#define LEXICON_INDEX_BITS 17
#define LEXICON_INDEX_START_BITS 20
#define LEXICON_INDEX_MARKS 12

/* The lower 32 bits of a slot are an item or the number of a list's first item. */
#define LEXICON_SLOT_GOES_ON (1ULL << 32)      /* a longer phrase begins with this one */
#define LEXICON_SLOT_STEM_FOLLOWS (1ULL << 33) /* the next word of a longer one is a stem */
#define LEXICON_SLOT_ITEM (1ULL << 34)         /* an item, not a list */
#define LEXICON_SLOT_CHECK_SHIFT 35

#define LEXICON_ITEM_MEANING_BITS 13
#define LEXICON_ITEM_SET_BITS 14
#define LEXICON_ITEM_EXACT (1u << 27) /* holds for the phrase as it is */
#define LEXICON_ITEM_STEM (1u << 28)  /* holds where the last word goes on */
#define LEXICON_ITEM_UPPER (1u << 29) /* holds only where the text writes it in capitals: US, not us */
#define LEXICON_ITEM_VOWEL (1u << 30) /* a stem that lost its last vowel: its ending begins with one */
#define LEXICON_ITEM_LAST (1u << 31)

/* Stems of 3 to 5 bytes by the first 3 bytes of a word, those of 6 to 37 by its first 6. */
#define LEXICON_SHORT_BYTES 3u
#define LEXICON_SHORT_BITS 13
#define LEXICON_LONG_BYTES 6u
#define LEXICON_LONG_BITS 16
#define LEXICON_STEM_BYTES_MAX 37u

/* A language's filter holds keys of 64 mixed bits: the hash of each word that is a phrase or begins one, the first bytes of
 * stems, whole stems, and the pairs of words that stand side by side in phrases. So many bits a key at least: of what is not
 * in it one in twenty seems to be. The unknown language's holds all. */
#define LEXICON_FILTER_BITS_PER_KEY 8u

/* No phrase is longer, in bytes. */
#define LEXICON_PHRASE_MAX 160

struct lexicon_section {
	uint32_t start; /* bytes from the table's beginning, a multiple of 8 */
	uint32_t count;
};

struct lexicon_meaning {
	uint64_t value;
	uint32_t kind;
	uint32_t spare;
};

/* Where a language's filter lies: 2^bits words of 64 bits. */
struct lexicon_filter {
	uint32_t start; /* its first word */
	uint32_t bits;
};

/* A language tag, zero-padded, and the index that it stands for; sorted by tag. */
struct lexicon_tag {
	char tag[8];
	uint32_t language;
	uint32_t spare;
};

struct lexicon_table {
	char magic[8];
	uint64_t checksum; /* XXH3 of what follows up to bytes */
	uint32_t bytes;
	uint32_t spare;
	struct lexicon_section index;    /* uint32_t, 2^17 + 1 */
	struct lexicon_section slots;    /* uint64_t */
	struct lexicon_section items;    /* uint32_t */
	struct lexicon_section meanings; /* struct lexicon_meaning */
	struct lexicon_section sets;     /* uint64_t: a row for each of LANGUAGES_MAX languages, of a bit for each set: that it holds the
	                                    language. The unknown one is in all of them */
	struct lexicon_section shorts;   /* uint8_t: bit l - 3 for a stem of l bytes */
	struct lexicon_section longs;    /* uint32_t: bit l - 6 */
	struct lexicon_section filters;  /* struct lexicon_filter, by language */
	struct lexicon_section filter_words; /* uint64_t */
	struct lexicon_section tags;     /* struct lexicon_tag, of languages and their other names */
	struct lexicon_section languages; /* uint32_t: in strings, the tag of each index */
	struct lexicon_section places;   /* uint32_t: in strings, by place code */
	struct lexicon_section concepts; /* uint32_t: in strings, by concept number */
	struct lexicon_section strings;  /* bytes, each string ended by a zero */
};

static inline uint32_t lexicon_hash_index(uint64_t hash)
{
	return (uint32_t)(hash >> (64 - LEXICON_INDEX_BITS));
}

/* The bits of a hash that a slot holds. */
static inline uint64_t lexicon_hash_check(uint64_t hash)
{
	return hash >> 18 & 0x1fffffff;
}

/* The bit of a hash's small number in its index entry. */
static inline uint32_t lexicon_hash_mark(uint64_t hash)
{
	return 1u << (LEXICON_INDEX_START_BITS + (uint32_t)((hash & 0x7f) * LEXICON_INDEX_MARKS >> 7));
}

static inline uint32_t lexicon_index_start(uint32_t entry)
{
	return entry & ((1u << LEXICON_INDEX_START_BITS) - 1);
}

static inline uint64_t lexicon_bytes8(const uint8_t *text)
{
	uint64_t bytes;
	memcpy(&bytes, text, sizeof(bytes));
	return bytes;
}

static inline uint32_t lexicon_bytes4(const uint8_t *text)
{
	uint32_t bytes;
	memcpy(&bytes, text, sizeof(bytes));
	return bytes;
}

static inline uint32_t lexicon_bytes3(const uint8_t *text)
{
	return (uint32_t)text[2] << 16 | (uint32_t)text[1] << 8 | text[0];
}

static inline uint64_t lexicon_bytes6(const uint8_t *text)
{
	return (uint64_t)text[5] << 40 | (uint64_t)text[4] << 32 | lexicon_bytes4(text);
}

/* Multiplies the first bytes of a word, so that the upper bits depend on all of them. */
static inline uint64_t lexicon_mixed(uint64_t bytes)
{
	return bytes * 0x9e3779b97f4a7c15ULL;
}

/* Where the lengths of stems that begin with the given bytes are kept: lexicon_bytes3 or lexicon_bytes6 of them, mixed. */
static inline uint32_t lexicon_stem_place(uint64_t mixed, unsigned bits)
{
	return (uint32_t)(mixed >> (64 - bits));
}

/* The keys that a filter has of the first bytes of stems, mixed. */
static inline uint64_t lexicon_short_key(uint64_t mixed)
{
	return lexicon_mixed(mixed ^ mixed >> 32);
}

static inline uint64_t lexicon_long_key(uint64_t mixed)
{
	return lexicon_mixed(~(mixed ^ mixed >> 32));
}

/* The key of a stem of 3 bytes or more: of its first and its last eight, four or two. */
static inline uint64_t lexicon_stem_key(const uint8_t *stem, size_t length)
{
	uint64_t mixed;
	if (length >= 8)
		mixed = lexicon_bytes8(stem) * 3 ^ lexicon_bytes8(stem + length - 8);
	else if (length >= 4)
		mixed = (uint64_t)lexicon_bytes4(stem) << 32 ^ lexicon_bytes4(stem + length - 4);
	else
		mixed = lexicon_bytes3(stem);
	mixed = lexicon_mixed(mixed + length);
	return lexicon_mixed(mixed ^ mixed >> 32);
}

/* The key of two words of a phrase, by their hashes; of a stem by its first three bytes. */
static inline uint64_t lexicon_pair_key(uint64_t first, uint64_t second)
{
	return lexicon_mixed(first * 3 ^ second);
}

/* The word of a filter that a key stands in, and its bits there. */
static inline size_t lexicon_filter_word(uint64_t key, uint32_t bits)
{
	return (size_t)(key >> 1 >> (63 - bits));
}

static inline unsigned lexicon_filter_first(uint64_t key)
{
	return key >> 32 & 63;
}

static inline unsigned lexicon_filter_second(uint64_t key)
{
	return key >> 26 & 63;
}

#endif
