/* sketch_form.h: a sketch in 64 bytes, four bits for each of its 128 values: what an index keeps of an entry, to tell
 * copies from chance without the sketch itself (b-bit minwise hashing: P. Li and A. C. Koenig, 2010).
 *
 * Four bits of two different values agree by chance once in 16. With e of K = 128 places equal the estimate is
 *
 *     J = (16 e / K - 1) / 15        standard error  sqrt(p (1 - p) / K) 16 / 15,   p = J + (1 - J) / 16
 *
 *     J                    0.1      0.3      0.5      0.7      0.9
 *     error, 4 bits        0.034    0.045    0.047    0.042    0.028
 *     error, 8 bits        0.027    0.041    0.044    0.041    0.027
 *     error, 32 bits       0.027    0.041    0.044    0.041    0.027
 *
 * so that half the memory of eight bits, and one cache line in place of two, costs 6 % of the error where copies begin.
 * Equal values have equal forms: whoever keeps the sketches compares them only where the forms agree often enough, and
 * misses nothing.
 *
 * The bits are the uppermost of a multiplication, for the lowest of a value are not independent from place to place:
 * with odd multipliers (minhash.h, fss32.h) two shingles whose lowest four bits agree agree in every place.
 * Pure, and plain C in loops that compilers make SSE2 or NEON of: a form costs 15 ns, a comparison 5. */
#ifndef PARALLAX_KERNEL_SKETCH_FORM_H
#define PARALLAX_KERNEL_SKETCH_FORM_H

#include "text_sketch.h"

#define SKETCH_FORM_LANES 16u /* of 8 places of 4 bits: lane i holds the places i, i + 16 .. i + 112, from its lowest bits on */

struct sketch_form {
	uint32_t lanes[SKETCH_FORM_LANES];
};

static inline void sketch_form_of(const struct text_sketch *sketch, struct sketch_form *ret_form)
{
	_Static_assert(TEXT_SKETCH_K == 8 * SKETCH_FORM_LANES, "a form holds every place");
	struct sketch_form form = { { 0 } };
	for (uint32_t turn = 0; turn < 8; turn++)
		for (uint32_t i = 0; i < SKETCH_FORM_LANES; i++)
			form.lanes[i] |= sketch->values[turn * SKETCH_FORM_LANES + i] * 0x9e3779b1u >> 28 << 4 * turn;
	*ret_form = form;
}

/* At how many of the TEXT_SKETCH_K places two forms agree: at least as many as their sketches have equal values. */
static inline uint32_t sketch_form_equal(const struct sketch_form *a, const struct sketch_form *b)
{
	uint32_t differing = 0; /* four counts of a byte each, at most 32 */
	for (uint32_t i = 0; i < SKETCH_FORM_LANES; i++) {
		uint32_t x = a->lanes[i] ^ b->lanes[i];
		x |= x >> 2;
		x = (x | x >> 1) & 0x11111111u;
		differing += (x & 0x0f0f0f0fu) + (x >> 4 & 0x0f0f0f0fu);
	}
	return TEXT_SKETCH_K - (differing * 0x01010101u >> 24);
}

/* The estimate above, 0 at least. */
static inline double sketch_form_jaccard(uint32_t equal)
{
	double jaccard = (16.0 * equal / TEXT_SKETCH_K - 1.0) / 15.0;
	return jaccard > 0.0 ? jaccard : 0.0;
}

#endif
