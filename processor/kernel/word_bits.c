#include "word_bits.h"

/* The part of each run from a start in it on. */
static inline uint64_t run_behind(uint64_t runs, uint64_t starts)
{
	starts &= runs;
	return (runs & ~(runs + starts)) | starts;
}

/* What the bytes before a block were: the last bit of each bitmap, as the first. */
struct before {
	uint64_t letter, numeric, hebrew, character, word, extend, combining, rare, gap; /* whole code points */
	uint64_t joined; /* of the marks that join, what reaches into this block */
};

/* Code points from their first bytes to all of theirs: the sum runs through the continuation bytes behind a first byte. */
static inline uint64_t whole(uint64_t first, uint64_t continuation, uint64_t before)
{
	uint64_t starts = (first << 1 | before) & continuation;
	return first | (continuation & ~(continuation + starts));
}

/* Bits at the first byte of a mark whose next code point, one byte on or three, is of the bitmap. */
static inline uint64_t before_of(uint64_t here, uint64_t next, uint64_t wide)
{
	return (~wide & (here >> 1 | next << 63)) | (wide & (here >> 3 | next << 61));
}

/* The marks within words. */
struct marks {
	uint64_t all, wide; /* wide: of three bytes */
	uint64_t joins;     /* those that join */
	uint64_t open;      /* those that something rare or an Extend stands beside */
};

static inline struct marks marks_of(const struct text_block *block, const struct text_block *next, const struct before *before,
                                    uint64_t letter, uint64_t numeric, uint64_t beside)
{
	struct marks marks = { .all = (block->mid_letter | block->mid_number) & ~block->gap & ~block->extend };
	marks.wide = marks.all & (block->continuation >> 1 | next->continuation << 63);
	uint64_t next_letters = before_of(block->letter & ~block->numeric, next->letter & ~next->numeric, marks.wide);
	uint64_t next_numbers = before_of(block->numeric & ~block->letter, next->numeric & ~next->letter, marks.wide);
	marks.joins = (block->mid_letter & (letter << 1 | before->letter) & next_letters) |
	              (block->mid_number & (numeric << 1 | before->numeric) & next_numbers);
	marks.joins &= marks.all;
	uint64_t next_open = before_of(block->extend | block->rare, next->extend | next->rare, marks.wide);
	marks.open = marks.all & (beside << 1 | before->extend | before->rare | next_open);
	marks.joins &= ~marks.open;
	return marks;
}

/* continuation is the block's: as a constant 0 it takes the sums out of ASCII's way. */
static inline __attribute__((always_inline)) struct word_bits bits_of(const struct text_block *block, const struct text_block *next,
                                                                     struct before *before, uint64_t continuation)
{
	uint64_t hebrew = whole(block->letter & block->character, continuation, before->hebrew);
	uint64_t pure_character = block->character & ~block->letter;
	uint64_t character = whole(pure_character, continuation, before->character);
	uint64_t any = block->letter | block->numeric | block->character;
	uint64_t letter = whole(block->letter & ~block->numeric, continuation, before->letter);
	uint64_t numeric = whole(block->numeric & ~block->letter, continuation, before->numeric);
	uint64_t extend = 0, word = whole(any, continuation, before->word);
	uint64_t maybe = block->gap & block->rare, rare = block->rare & ~maybe; /* maybe: POINT_MARK */
	uint64_t rare_whole = whole(rare, continuation, before->rare);
	if ((block->extend | before->extend) != 0) {
		uint64_t combining = whole(block->extend & block->mid_number, continuation, before->combining);
		extend = whole(block->extend, continuation, before->extend);
		word |= run_behind(extend, word << 1 | before->word);
		character |= run_behind(extend, character << 1 | before->character);
		rare |= block->extend & block->mid_number & (combining << 1 | before->combining);
		rare_whole |= run_behind(extend, rare | rare_whole << 1 | before->rare);
		rare |= rare_whole;
		before->combining = combining >> 63;
	} else {
		before->combining = 0;
	}
	uint64_t joined_or_rare = (word & ~character) | rare_whole;
	rare |= maybe & (joined_or_rare << 1 | (before->word & ~before->character) | before->rare);
	uint64_t quotes = block->gap & block->mid_letter;
	struct marks marks = marks_of(block, next, before, letter, numeric, extend | rare_whole);
	rare |= (marks.all | quotes) & (hebrew << 1 | before->hebrew);
	rare |= quotes & ((extend | rare_whole) << 1 | before->extend | before->rare);
	rare |= marks.open;
	marks.joins &= ~rare;

	uint64_t wide = marks.joins & marks.wide;
	uint64_t joined = marks.joins | wide << 1 | wide << 2 | before->joined;
	uint64_t in_word = word | joined;
	uint64_t hard = (block->gap & ~rare) | (marks.all & ~marks.joins & ~rare);
	uint64_t hard_whole = whole(hard, continuation, before->gap);
	uint64_t separate = pure_character | (character << 1 | before->character);
	struct word_bits bits;
	bits.begins = any & (~(in_word << 1 | before->word) | separate);
	bits.ends = (in_word << 1 | before->word) & (~in_word | bits.begins);
	bits.boundary = hard | pure_character | ((hard_whole << 1 | before->gap) & ~continuation);
	bits.rare = rare;
	bits.characters = bits.begins & pure_character;
	rare_whole = whole(rare, continuation, before->rare);
	*before = (struct before){ letter >> 63, numeric >> 63, hebrew >> 63, character >> 63, in_word >> 63, extend >> 63, before->combining,
		rare_whole >> 63, hard_whole >> 63, wide >> 63 | wide >> 62 };
	return bits;
}

bool word_bits_of(const struct text_block *blocks, size_t count, struct word_bits *ret_bits)
{
	struct before before = { .gap = 1 };
	uint64_t rare = 0;
	for (size_t i = 0; i < count; i++) {
		const struct text_block *block = &blocks[i];
		ret_bits[i] = block->continuation == 0 ? bits_of(block, block + 1, &before, 0) : bits_of(block, block + 1, &before, block->continuation);
		rare |= ret_bits[i].rare;
	}
	return rare != 0;
}

/* The first bit at or behind a place, in any of count blocks; count * TEXT_BLOCK when there is none. */
static size_t next_bit(const struct word_bits *bits, size_t count, size_t at, size_t field)
{
	for (size_t i = at / TEXT_BLOCK; i < count; i++) {
		uint64_t left = *(const uint64_t *)(const void *)((const char *)&bits[i] + field);
		if (i == at / TEXT_BLOCK)
			left &= ~UINT64_C(0) << at % TEXT_BLOCK;
		if (left != 0)
			return i * TEXT_BLOCK + (size_t)__builtin_ctzll(left);
	}
	return count * TEXT_BLOCK;
}

/* The last boundary at or before a place. */
static size_t last_boundary(const struct word_bits *bits, size_t at)
{
	for (size_t i = at / TEXT_BLOCK + 1; i-- > 0;) {
		uint64_t left = bits[i].boundary;
		if (i == at / TEXT_BLOCK)
			left &= ~UINT64_C(0) >> (TEXT_BLOCK - 1 - at % TEXT_BLOCK);
		if (left != 0)
			return i * TEXT_BLOCK + TEXT_BLOCK - 1 - (size_t)__builtin_clzll(left);
	}
	return 0;
}

bool word_bits_stretch(const struct word_bits *bits, size_t count, uint32_t at, struct word_stretch *ret_stretch)
{
	size_t rare = next_bit(bits, count, at, offsetof(struct word_bits, rare));
	if (rare == count * TEXT_BLOCK)
		return false;
	size_t start = last_boundary(bits, rare);
	ret_stretch->start = start < at ? at : (uint32_t)start;
	ret_stretch->end = (uint32_t)next_bit(bits, count, rare + 1, offsetof(struct word_bits, boundary));
	return true;
}
