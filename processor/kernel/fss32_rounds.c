#include "fss32_rounds.h"

#include <stdbool.h>
#include <string.h>

#define ONE_ROUND 200u /* shingles of which one round fills four bins in five */
#define A_STEP 160u    /* throws: two bins in seven are empty after as many, one in twelve after twice as many */

static void pack(const uint64_t *shingles, size_t count, struct fss32_packed *ret_packed)
{
	for (size_t i = 0; i < count; i++)
		ret_packed->shingles[i] = (uint32_t)shingles[i];
	for (size_t i = 0; i < FSS32_LANES_MAX; i++)
		ret_packed->shingles[count + i] = (uint32_t)shingles[0];
	ret_packed->count = count;
}

void fss32_throw_first_plain(const uint64_t *shingles, size_t count, uint32_t *values)
{
	fss32_throw_first(shingles, count, fss32_keep, values);
}

void fss32_take_up_plain(const struct fss32_notes *notes, uint32_t *values)
{
	fss32_take_up(notes, fss32_keep, values);
}

static uint32_t earlier(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static bool any(struct fss32_empty empty)
{
	return (empty.low | empty.high) != 0;
}

/* Bin by bin where few are empty, all 128 side by side where many are: one of these costs count products and minima of a
 * few registers, the other of 128 lanes. */
static void last_resort(const struct fss32_loops *loops, const uint64_t *shingles, const struct fss32_packed *packed,
	struct fss32_empty empty, uint32_t *values)
{
	if ((size_t)(__builtin_popcountll(empty.low) + __builtin_popcountll(empty.high)) > packed->count) {
		uint32_t least[TEXT_SKETCH_K];
		memset(least, 0xff, sizeof least);
		loops->minhash(shingles, packed->count, multipliers + FSS32_ROUNDS, least);
		for (size_t bin = 0; bin < TEXT_SKETCH_K; bin++)
			values[bin] = values[bin] == SKETCH_NONE ? fss32_last_value(least[bin]) : values[bin];
		return;
	}
	for (; empty.low != 0; empty.low &= empty.low - 1) {
		size_t bin = (size_t)__builtin_ctzll(empty.low);
		values[bin] = fss32_last_value(loops->least(packed, multipliers[FSS32_ROUNDS + bin]));
	}
	for (; empty.high != 0; empty.high &= empty.high - 1) {
		size_t bin = 64 + (size_t)__builtin_ctzll(empty.high);
		values[bin] = fss32_last_value(loops->least(packed, multipliers[FSS32_ROUNDS + bin]));
	}
}

/* More than can be packed: a second round is rare, unless they are few over and over. */
static void throw_many(const struct fss32_loops *loops, const uint64_t *shingles, size_t count, uint32_t *values)
{
	uint32_t round = 0;
	loops->throw_first(shingles, count, values);
	while (++round < FSS32_ROUNDS && any(loops->look(values)))
		fss32_throw_all(shingles, count, round, values);
	if (any(loops->look(values)))
		fss32_last_resort(shingles, count, values);
}

/* Notes whose first ones, and of few shingles these are all, do not lie whole pages behind the values: a load that looks like
 * one of what was just stored, as its lower 12 bits are the same, waits for it. Where chance laid them so, n = 60 took 460 ns
 * instead of 290 (Zen 4). */
static void notes_place(struct fss32_notes *notes, const uint32_t *values)
{
	uintptr_t behind = (uintptr_t)(values + TEXT_SKETCH_K) - (uintptr_t)notes->room;
	notes->bins = notes->room + behind % FSS32_PAGE / sizeof *notes->room;
	notes->values = notes->bins + FSS32_NOTES_MAX;
}

void fss32_rounds(const struct fss32_loops *loops, const uint64_t *shingles, size_t count, uint32_t values[TEXT_SKETCH_K])
{
	struct fss32_packed packed;
	struct fss32_notes notes;
	uint32_t round = 1;
	if (count > FSS32_PACKED_MAX) {
		throw_many(loops, shingles, count, values);
		return;
	}
	if (count >= ONE_ROUND) {
		loops->throw_first(shingles, count, values);
		if (!any(loops->look(values)))
			return;
	}
	uint32_t step = (A_STEP - 1) / (uint32_t)count + 1; /* rounds */
	pack(shingles, count, &packed);
	notes_place(&notes, values);
	if (count < ONE_ROUND) {
		round = earlier(step, FSS32_ROUNDS);
		loops->note_all(&packed, 0, round, &notes);
		loops->take_up(&notes, values);
	}
	struct fss32_empty empty = loops->look(values);
	for (uint32_t steps = 1; any(empty); steps = 2) {
		if (round == FSS32_ROUNDS) {
			last_resort(loops, shingles, &packed, empty, values);
			return;
		}
		uint32_t end = earlier(round + steps * step, FSS32_ROUNDS);
		loops->note_some(&packed, round, end, empty, &notes);
		loops->take_up(&notes, values);
		empty = loops->look(values);
		round = end;
	}
}
