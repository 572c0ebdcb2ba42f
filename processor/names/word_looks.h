/* word_looks.h: what a look at each word of a document tells before any is read: how certain it is that it is a name, and which
 * keys are to be made of it. A byte a word. Private to names. */
#ifndef PARALLAX_NAMES_WORD_LOOKS_H
#define PARALLAX_NAMES_WORD_LOOKS_H

#include "arena.h"
#include "document.h"
#include "name_language.h"

enum name_certainty {
	NAME_NOT,
	NAME_HARDLY,   /* .4: a word that is known as an ordinary one, in a script without case */
	NAME_AT_START, /* .6: a capital letter at the start of a sentence */
	NAME_CASELESS, /* .8: capitals do not tell names from words, or there are none */
	NAME_CERTAIN,  /* 1: a capital letter inside a sentence */
	NAME_CERTAINTIES
};

enum word_look {
	LOOK_CERTAINTY = 7,   /* enum name_certainty, never NAME_HARDLY */
	LOOK_APOSTROPHE = 8,  /* there may be one inside */
	LOOK_WORD = 16,       /* long enough to be a key itself */
	LOOK_PAIR = 32,       /* with the next one, in a script that writes no words apart */
	LOOK_NAME = 64,       /* names are to be read of it, or of the run that begins with it */
	LOOK_CASED = 128,     /* its script has capital letters */
	LOOK_KEYS = LOOK_WORD | LOOK_PAIR | LOOK_NAME
};

/* Bytes of words are read in blocks: their arrays are so long, and zero behind the last word. */
#define WORD_BLOCK 64u

static inline uint32_t word_blocks(uint32_t words_count)
{
	return (words_count + WORD_BLOCK - 1) & ~(WORD_BLOCK - 1);
}

/* Which of a block's words have one of the bits of their bytes set, as bits. */
static inline uint64_t word_bits(const uint8_t *bytes, uint8_t bit)
{
	uint64_t bits = 0;
	for (unsigned i = 0; i < WORD_BLOCK; i += 8) {
		uint64_t eight;
		memcpy(&eight, bytes + i, 8);
		eight = eight / bit & UINT64_C(0x0101010101010101);
		bits |= eight * UINT64_C(0x0102040810204080) >> 56 << i;
	}
	return bits;
}

/* Makes the tables of this file. Once, before any document is looked at. */
void word_looks_prepare(void);

/* The looks of a document's words, in word_blocks() bytes. Memory is the arena's. */
const uint8_t *word_looks(const struct document *document, const struct name_language *language, struct arena *arena);

#endif
