/* arena.h: memory that is given back all at once.
 * Take what an article or a batch needs with arena_take, remember a mark before, rewind to it after. Memory grows by
 * blocks that are kept and used again, so that a steady load allocates nothing. Never used for state that outlives a
 * batch. */
#ifndef PARALLAX_BASE_ARENA_H
#define PARALLAX_BASE_ARENA_H

#include "bytes.h"

struct arena_block;

struct arena {
	struct arena_block *first;
	struct arena_block *current;
	size_t block_bytes; /* of an ordinary block; a larger request gets a block of its own size */
};

struct arena_mark {
	struct arena_block *block;
	size_t used;
};

void arena_init(struct arena *arena, size_t block_bytes);
void arena_free(struct arena *arena);

/* Returns size bytes aligned to 16, not cleared. Ends the process when the system has no memory left. */
void *arena_take(struct arena *arena, size_t size);

/* As arena_take, cleared, for count things of size bytes each. */
void *arena_take_cleared(struct arena *arena, size_t count, size_t size);

/* A copy of view, with a zero byte behind it that is not counted. An absent view stays absent. */
struct bytes arena_copy(struct arena *arena, struct bytes view);

struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#endif
