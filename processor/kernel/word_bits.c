#include "word_bits.h"

/* The part of each run from a start in it on. */
static inline uint64_t run_behind(uint64_t runs, uint64_t starts)
{
	starts &= runs;
	return (runs & ~(runs + starts)) | starts;
}

/* What the bytes before a block were: the last bit of each bitmap, as the first. */
struct before {
	uint64_t letter, numeric, word, gap; /* whole code points, like those of seldom */
	uint64_t joined; /* of the marks that join, what reaches into this block */
	struct {
		uint64_t hebrew, character, extend, combining, rare;
	} seldom;
	uint64_t any_seldom;
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
	uint64_t joins;     /* those with what they join on both sides */
};

static inline __attribute__((always_inline)) struct marks marks_of(const struct text_block *block, const struct text_block *next,
                                                                   const struct before *before, uint64_t letter, uint64_t numeric, bool ascii)
{
	uint64_t extend = ascii ? 0 : block->extend, hangul = ascii ? 0 : block->letter & block->numeric, next_hangul = next->letter & next->numeric;
	struct marks marks = { .all = (block->mid_letter | block->mid_number) & ~block->gap & ~extend };
	marks.wide = ascii ? 0 : marks.all & (block->continuation >> 1 | next->continuation << 63);
	uint64_t next_letters = before_of(block->letter & ~hangul, next->letter & ~next_hangul, marks.wide);
	uint64_t next_numbers = before_of(block->numeric & ~hangul, next->numeric & ~next_hangul, marks.wide);
	marks.joins = (block->mid_letter & (letter << 1 | before->letter) & next_letters) |
	              (block->mid_number & (numeric << 1 | before->numeric) & next_numbers);
	marks.joins &= marks.all;
	return marks;
}

/* A block of letters, numbers, marks and gaps alone, with nothing else beside it: what is not in a word is between words. In
 * ASCII every code point is one byte, which takes the sums out of the way. */
static inline __attribute__((always_inline)) struct word_bits plain_bits_of(const struct text_block *block, const struct text_block *next,
                                                                           struct before *before, bool ascii)
{
	uint64_t continuation = ascii ? 0 : block->continuation;
	uint64_t any = block->letter | block->numeric, word = whole(any, continuation, before->word);
	uint64_t hangul = ascii ? 0 : block->letter & block->numeric;
	uint64_t letter = whole(block->letter & ~hangul, continuation, before->letter);
	uint64_t numeric = whole(block->numeric & ~hangul, continuation, before->numeric);
	struct marks marks = marks_of(block, next, before, letter, numeric, ascii);
	uint64_t wide = marks.joins & marks.wide;
	uint64_t in_word = word | marks.joins | wide << 1 | wide << 2 | before->joined;
	uint64_t behind_word = in_word << 1 | before->word;
	struct word_bits bits = { .begins = any & ~behind_word, .ends = ~in_word & behind_word };
	bits.boundary = ~continuation & (~in_word | ~in_word << 1 | before->gap);
	*before = (struct before){ .letter = letter >> 63, .numeric = numeric >> 63, .word = in_word >> 63, .gap = ~in_word >> 63,
		.joined = wide >> 63 | wide >> 62 };
	return bits;
}

static struct word_bits bits_of(const struct text_block *block, const struct text_block *next, struct before *before)
{
	uint64_t continuation = block->continuation;
	uint64_t hebrew = whole(block->letter & block->character, continuation, before->seldom.hebrew);
	uint64_t pure_character = block->character & ~block->letter;
	uint64_t character = whole(pure_character, continuation, before->seldom.character);
	uint64_t any = block->letter | block->numeric | block->character;
	uint64_t letter = whole(block->letter & ~block->numeric, continuation, before->letter);
	uint64_t numeric = whole(block->numeric & ~block->letter, continuation, before->numeric);
	uint64_t extend = 0, combining = 0, word = whole(any, continuation, before->word);
	uint64_t maybe = block->gap & block->rare, rare = block->rare & ~maybe; /* maybe: POINT_MARK */
	uint64_t rare_whole = whole(rare, continuation, before->seldom.rare);
	if ((block->extend | before->seldom.extend) != 0) {
		combining = whole(block->extend & block->mid_number, continuation, before->seldom.combining);
		extend = whole(block->extend, continuation, before->seldom.extend);
		word |= run_behind(extend, word << 1 | before->word);
		character |= run_behind(extend, character << 1 | before->seldom.character);
		rare |= block->extend & block->mid_number & (combining << 1 | before->seldom.combining);
		rare_whole |= run_behind(extend, rare | rare_whole << 1 | before->seldom.rare);
		rare |= rare_whole;
	}
	uint64_t joined_or_rare = (word & ~character) | rare_whole;
	rare |= maybe & (joined_or_rare << 1 | (before->word & ~before->seldom.character) | before->seldom.rare);
	uint64_t quotes = block->gap & block->mid_letter;
	struct marks marks = marks_of(block, next, before, letter, numeric, false);
	uint64_t behind_rare = (extend | rare_whole) << 1 | before->seldom.extend | before->seldom.rare;
	rare |= (marks.all | quotes) & (hebrew << 1 | before->seldom.hebrew | behind_rare);
	rare |= marks.all & before_of(block->extend | block->rare, next->extend | next->rare, marks.wide);
	marks.joins &= ~rare;

	uint64_t wide = marks.joins & marks.wide;
	uint64_t joined = marks.joins | wide << 1 | wide << 2 | before->joined;
	uint64_t in_word = word | joined;
	uint64_t hard = (block->gap & ~rare) | (marks.all & ~marks.joins & ~rare);
	uint64_t hard_whole = whole(hard, continuation, before->gap);
	uint64_t separate = pure_character | (character << 1 | before->seldom.character);
	struct word_bits bits;
	bits.begins = any & (~(in_word << 1 | before->word) | separate);
	bits.ends = (in_word << 1 | before->word) & (~in_word | bits.begins);
	bits.boundary = hard | pure_character | ((hard_whole << 1 | before->gap) & ~continuation);
	bits.rare = rare;
	bits.characters = bits.begins & pure_character;
	rare_whole = whole(rare, continuation, before->seldom.rare);
	*before = (struct before){ letter >> 63, numeric >> 63, in_word >> 63, hard_whole >> 63, wide >> 63 | wide >> 62,
		{ hebrew >> 63, character >> 63, extend >> 63, combining >> 63, rare_whole >> 63 },
		(hebrew | character | extend | rare_whole) >> 63 };
	return bits;
}

/* Where what comes next is of one of these, a block is not plain. Behind a mark the next code point begins at most three bytes on. */
static inline uint64_t seldom_in(const struct text_block *block, const struct text_block *next)
{
	return block->character | block->extend | block->rare | ((next->extend | next->rare) & 7);
}

static inline bool is_ascii(const struct text_block *block, const struct text_block *next)
{
	return (block->continuation | (next->continuation & 1)) == 0;
}

/* The blocks from one on that are plain and all ASCII; returns where others begin. Most of what is written in English is such, and a
 * loop of its own has all that a block hands on to the next in registers. */
static __attribute__((noinline)) size_t ascii_run(const struct text_block *blocks, size_t at, size_t count, struct before *before,
                                                  struct word_bits *ret_bits)
{
	struct before here = { .letter = before->letter, .numeric = before->numeric, .word = before->word, .gap = before->gap };
	do {
		ret_bits[at] = plain_bits_of(&blocks[at], &blocks[at + 1], &here, true);
		at++;
	} while (at < count && is_ascii(&blocks[at], &blocks[at + 1]) && seldom_in(&blocks[at], &blocks[at + 1]) == 0);
	*before = here;
	return at;
}

bool word_bits_of(const struct text_block *blocks, size_t count, struct word_bits *ret_bits)
{
	struct before before = { .gap = 1 };
	uint64_t rare = 0;
	for (size_t i = 0; i < count;) {
		const struct text_block *block = &blocks[i], *next = &blocks[i + 1];
		if ((seldom_in(block, next) | before.any_seldom) != 0) {
			ret_bits[i] = bits_of(block, next, &before);
			rare |= ret_bits[i++].rare;
		} else if (is_ascii(block, next)) {
			i = ascii_run(blocks, i, count, &before, ret_bits);
		} else {
			ret_bits[i++] = plain_bits_of(block, next, &before, false);
		}
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
