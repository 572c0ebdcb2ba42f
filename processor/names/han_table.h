/* han_table.h: the compiled table of processor/tables/make/han_table.c: a byte for each of U+4E00…U+9FFF. Private to names. */
#ifndef PARALLAX_NAMES_HAN_TABLE_H
#define PARALLAX_NAMES_HAN_TABLE_H

#include <stdbool.h>
#include <stdint.h>

extern const uint8_t parallax_han_table[] __attribute__((visibility("hidden")));

#define HAN_FIRST 0x4e00u
#define HAN_LAST 0x9fffu
#define HAN_CLASS 0x0fu
#define HAN_NASAL 0x10u
#define HAN_TRANSCRIBES 0x20u
#define HAN_LIQUID 0x40u

static inline uint8_t han_entry(uint32_t point)
{
	return point - HAN_FIRST <= HAN_LAST - HAN_FIRST ? parallax_han_table[point - HAN_FIRST] : 0;
}

/* Whether foreign names are written with a character. */
static inline bool han_transcribes(uint32_t point)
{
	return (han_entry(point) & HAN_TRANSCRIBES) != 0;
}

#endif
