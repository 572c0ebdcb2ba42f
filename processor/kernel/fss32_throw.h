/* fss32_throw.h: the steps of fss32.h that every instruction set takes one by one; for the fss32_*.c files alone. */
#ifndef PARALLAX_KERNEL_FSS32_THROW_H
#define PARALLAX_KERNEL_FSS32_THROW_H

#include "fss32.h"

static inline void fss32_keep(uint32_t *values, uint32_t bin, uint32_t value)
{
	values[bin] = value < values[bin] ? value : values[bin];
}

/* Four at a time, since the compilers do not unroll it on their own: 0.75 ns a shingle instead of 1.0 (Zen 4). Copies of
 * the bins, so that no store is followed by a load of the same place, won nothing on top; a gather and scatter of
 * registers took 1.8 ns and needs a second look at what fell into one bin together. */
static inline void fss32_throw_all(const uint64_t *shingles, size_t count, uint32_t round, uint32_t *values)
{
	uint32_t factor = multipliers[round];
	uint32_t tag = round << FSS32_RANK_BITS;
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		for (size_t j = 0; j < 4; j++) {
			uint32_t m = factor * (uint32_t)shingles[i + j];
			fss32_keep(values, m >> FSS32_BIN_SHIFT, tag | (m & FSS32_RANK_MASK));
		}
	}
	for (; i < count; i++) {
		uint32_t m = factor * (uint32_t)shingles[i];
		fss32_keep(values, m >> FSS32_BIN_SHIFT, tag | (m & FSS32_RANK_MASK));
	}
}

/* Into a function of an instruction set, which says how the smaller value is kept. */
#define FSS32_INLINE static inline __attribute__((always_inline))

/* Round 0, into empty bins. All products of a bin have the same upper bits, so that the smallest product has the smallest
 * rank, which is cut out of it in the end: a quarter less work than cutting it out of each. One product cannot be told from
 * an empty bin, 2^32 - 1 in the last one: where that seems empty the round is thrown in the other way as well. */
FSS32_INLINE void fss32_throw_first(const uint64_t *shingles, size_t count,
	void (*keep)(uint32_t *values, uint32_t bin, uint32_t value), uint32_t *values)
{
	uint32_t factor = multipliers[0];
	size_t i = 0;
	for (; i + 4 <= count; i += 4) {
		for (size_t j = 0; j < 4; j++) {
			uint32_t m = factor * (uint32_t)shingles[i + j];
			keep(values, m >> FSS32_BIN_SHIFT, m);
		}
	}
	for (; i < count; i++) {
		uint32_t m = factor * (uint32_t)shingles[i];
		keep(values, m >> FSS32_BIN_SHIFT, m);
	}
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
		values[bin] = values[bin] == SKETCH_NONE ? SKETCH_NONE : values[bin] & FSS32_RANK_MASK;
	if (values[TEXT_SKETCH_K - 1] == SKETCH_NONE)
		fss32_throw_all(shingles, count, 0, values);
}

/* What a bin that no round filled gets; least is its smallest product. */
static inline uint32_t fss32_last_value(uint32_t least)
{
	return FSS32_ROUNDS << FSS32_RANK_BITS | least >> (32 - FSS32_RANK_BITS);
}

/* Fills what is still empty, a bin at a time. */
static inline void fss32_last_resort(const uint64_t *shingles, size_t count, uint32_t *values)
{
	for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++) {
		uint32_t factor = multipliers[FSS32_ROUNDS + bin], least = UINT32_MAX;
		if (values[bin] != SKETCH_NONE)
			continue;
		for (size_t i = 0; i < count; i++) {
			uint32_t value = factor * (uint32_t)shingles[i];
			least = value < least ? value : least;
		}
		values[bin] = fss32_last_value(least);
	}
}

#endif
