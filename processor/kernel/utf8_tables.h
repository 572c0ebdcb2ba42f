/* utf8_tables.h: UTF-8 checked by three look-ups of half bytes (J. Keiser, D. Lemire, "Validating UTF-8 in less than one
 * instruction per byte", 2021): a byte and the one before it name what may be wrong with them; what all three tables name is. */
#ifndef PARALLAX_KERNEL_UTF8_TABLES_H
#define PARALLAX_KERNEL_UTF8_TABLES_H

#include <stdbool.h>
#include <stdint.h>

#define TOO_SHORT 1 /* a first byte, then none of its own */
#define TOO_LONG 2
#define OVERLONG_3 4
#define TOO_LARGE 8
#define SURROGATE 16
#define OVERLONG_2 32
#define TOO_LARGE_1000 64
#define OVERLONG_4 64
#define TWO_CONTS 128 /* right or wrong with what stands two and three before */
#define CARRY (TOO_SHORT | TOO_LONG | TWO_CONTS)
#define LARGER (CARRY | TOO_LARGE | TOO_LARGE_1000)

/* By the upper and the lower half of the byte before, and the upper half of the byte. */
static const uint8_t utf8_before_high[16] = { TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TWO_CONTS,
	TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
	TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4 };
static const uint8_t utf8_before_low[16] = { CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY, CARRY | TOO_LARGE,
	LARGER, LARGER, LARGER, LARGER, LARGER, LARGER, LARGER, LARGER, LARGER | SURROGATE, LARGER, LARGER };
static const uint8_t utf8_here_high[16] = { TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4, TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE, TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT,
	TOO_SHORT, TOO_SHORT };

/* A byte two behind a first byte of three or four, or three behind one of four, has this added to it above 0x7f. */
#define UTF8_THIRD (0xe0 - 0x80)
#define UTF8_FOURTH (0xf0 - 0x80)

/* Whether a code point that begins before end goes on behind it: where ASCII follows, that is wrong. */
static inline bool utf8_is_cut(const uint8_t *end)
{
	return end[-1] >= 0xc0 || end[-2] >= 0xe0 || end[-3] >= 0xf0;
}

#endif
