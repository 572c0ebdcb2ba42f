/* fss32_rounds.h: FSS32 in the order that suits wide registers; for the fss32_*.c files alone. What is thrown is noted, a
 * register at a time, and the notes are taken up together, so that no loop is as short as a round of few shingles. Once most
 * bins are full only throws into bins that are still empty are noted. Emptiness is looked at between batches of rounds,
 * not in them: a note too much, or a round too many, changes nothing.
 *
 * An instruction set brings the loops over its registers; when they run is one thing for all. */
#ifndef PARALLAX_KERNEL_FSS32_ROUNDS_H
#define PARALLAX_KERNEL_FSS32_ROUNDS_H

#include "fss32_throw.h"

#define FSS32_PACKED_MAX 1024u /* shingles kept for all rounds: 4 KiB */
#define FSS32_LANES_MAX 16u

/* Behind the last shingle the first stands again, so that all registers are whole ones. */
struct fss32_packed {
	_Alignas(64) uint32_t shingles[FSS32_PACKED_MAX + FSS32_LANES_MAX];
	size_t count;
};

#define FSS32_PAGE 4096u

/* As many as a batch of rounds brings, and a register on top: what is written behind the last note is written over. */
#define FSS32_NOTES_MAX (2 * FSS32_PACKED_MAX + FSS32_LANES_MAX)

struct fss32_notes {
	uint32_t *bins, *values; /* FSS32_NOTES_MAX each */
	size_t count;
	uint32_t room[2 * FSS32_NOTES_MAX + FSS32_PAGE / sizeof(uint32_t)];
};

/* A bit for each empty bin. */
struct fss32_empty {
	uint64_t low, high; /* bins 0 to 63, 64 to 127 */
};

struct fss32_loops {
	/* Of round 0, into empty bins; of what is noted. */
	void (*throw_first)(const uint64_t *shingles, size_t count, uint32_t *values);
	void (*take_up)(const struct fss32_notes *notes, uint32_t *values);

	struct fss32_empty (*look)(const uint32_t values[TEXT_SKETCH_K]);

	/* Notes in the place of what was noted: every throw of the rounds first .. end - 1, or those into empty bins. */
	void (*note_all)(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_notes *ret_notes);
	void (*note_some)(const struct fss32_packed *packed, uint32_t first, uint32_t end, struct fss32_empty empty,
		struct fss32_notes *ret_notes);

	/* The smallest product of a shingle with the factor. */
	uint32_t (*least)(const struct fss32_packed *packed, uint32_t factor);

	/* As in struct kernel. */
	void (*minhash)(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);
};

FSS32_INLINE void fss32_take_up(const struct fss32_notes *notes,
	void (*keep)(uint32_t *values, uint32_t bin, uint32_t value), uint32_t *values)
{
	size_t i = 0;
	for (; i + 4 <= notes->count; i += 4) {
		for (size_t j = 0; j < 4; j++)
			keep(values, notes->bins[i + j], notes->values[i + j]);
	}
	for (; i < notes->count; i++)
		keep(values, notes->bins[i], notes->values[i]);
}

/* The two in plain C, for who does not do better. */
void fss32_throw_first_plain(const uint64_t *shingles, size_t count, uint32_t *values);
void fss32_take_up_plain(const struct fss32_notes *notes, uint32_t *values);

/* Of count >= 1 shingles; values are SKETCH_NONE. */
void fss32_rounds(const struct fss32_loops *loops, const uint64_t *shingles, size_t count, uint32_t values[TEXT_SKETCH_K]);

#endif
