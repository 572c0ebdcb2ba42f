/* word_bits.h: from the bitmaps of text_blocks.h to where words begin and end: the rules of UAX #29 as arithmetic on 64 bytes
 * at a time. What they do not decide alone (point_table.h's POINT_RARE and what stands around it) is returned as stretches
 * for the text room. */
#ifndef PARALLAX_KERNEL_WORD_BITS_H
#define PARALLAX_KERNEL_WORD_BITS_H

#include <stdbool.h>
#include <stddef.h>

#include "text_blocks.h"

/* Bits of a block, at the byte where it is so. A word that ends where the text does ends in a block behind it. */
struct word_bits {
	uint64_t begins;
	uint64_t ends;     /* the first byte behind a word */
	uint64_t characters; /* of begins: words that are one character */
	uint64_t boundary; /* what stands before has no part in what a word here is */
	uint64_t rare;
};

/* blocks[count] must be there and is read: it holds what is behind the text, nothing but gaps. Returns whether any bit is
 * rare. */
bool word_bits_of(const struct text_block *blocks, size_t count, struct word_bits *ret_bits);

/* A range of the text, in bytes. */
struct word_stretch {
	uint32_t start, end;
};

/* The stretch around the first rare byte from byte at on: from the last boundary to the next, or to the end of count blocks.
 * False when there is none. at is where the stretch before ended, or 0. */
bool word_bits_stretch(const struct word_bits *bits, size_t count, uint32_t at, struct word_stretch *ret_stretch);

/* What a kernel's word_places finds. */
struct word_places {
	size_t count;      /* of beginnings and ends together */
	size_t characters; /* of the words that begin: those that are one character */
};
#define WORD_PLACES_SLACK 64

#endif
