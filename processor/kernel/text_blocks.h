/* text_blocks.h: the first step from text to words: 64 bytes at a time sorted into bitmaps, upper case folded on the way.
 * No byte waits for the one before it, so that registers do the work; word_bits.h goes on from the bitmaps. */
#ifndef PARALLAX_KERNEL_TEXT_BLOCKS_H
#define PARALLAX_KERNEL_TEXT_BLOCKS_H

#include <stdint.h>

#define TEXT_BLOCK 64
#define TEXT_BEFORE 16 /* zero bytes that must stand before the text */
#define TEXT_BEHIND 96 /* and behind it */

/* A bit for each byte. Of the classes (point_table.h) a code point has its bits at its first byte. */
struct text_block {
	uint64_t letter, numeric, character, extend, mid_letter, mid_number, gap, rare; /* in the order of enum point_class */
	uint64_t continuation; /* bytes of a code point but its first */
};

/* The range in which every code point of three bytes is a Hangul syllable; and Han, but for the hexagrams (E4 B7). */
#define HAN_FIRST 0xe4
#define HAN_LAST 0xe9
#define HAN_NOT 0xb7

#endif
