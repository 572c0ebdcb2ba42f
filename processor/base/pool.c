#include "pool.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "lines.h"

#define UNIT ((size_t)32)
#define BLOCK_FIRST POOL_PIECE_MAX
#define BLOCK_MAX ((size_t)4 << 20)

void pool_init(struct pool *pool)
{
	*pool = (struct pool){ .block_bytes = BLOCK_FIRST };
}

void pool_free(struct pool *pool)
{
	for (uint32_t i = 0; i < pool->blocks_count; i++)
		free(pool->blocks[i]);
	free(pool->blocks);
	pool_init(pool);
}

/* The number of a size: one to four units, and from there on four sizes between a power of two and the next. */
static unsigned size_of(size_t bytes, size_t *ret_rounded)
{
	size_t last = (bytes > 0 ? bytes - 1 : 0) / UNIT; /* the piece's last unit */
	unsigned shift = last < 4 ? 0 : 63 - (unsigned)__builtin_clzll(last) - 2;
	*ret_rounded = (((last >> shift) + 1) << shift) * UNIT;
	return 4 * shift + (unsigned)(last >> shift);
}

/* What the block before has left is too little and stays so. */
static void take_block(struct pool *pool)
{
	GROW(pool->blocks, pool->blocks_count, pool->blocks_capacity);
	pool->rest = pool->blocks[pool->blocks_count++] = lines_take(pool->block_bytes);
	pool->rest_bytes = pool->block_bytes;
	pool->block_bytes = pool->block_bytes < BLOCK_MAX ? 2 * pool->block_bytes : BLOCK_MAX;
}

void *pool_take(struct pool *pool, size_t bytes)
{
	size_t rounded;
	if (bytes > POOL_PIECE_MAX) {
		void *alone = malloc(bytes);
		CHECK(alone != NULL);
		return alone;
	}
	unsigned size = size_of(bytes, &rounded);
	void *piece = pool->free[size];
	if (piece != NULL) {
		memcpy(&pool->free[size], piece, sizeof piece);
		return piece;
	}
	if (rounded > pool->rest_bytes)
		take_block(pool);
	piece = pool->rest;
	pool->rest += rounded;
	pool->rest_bytes -= rounded;
	return piece;
}

void pool_give(struct pool *pool, void *piece, size_t bytes)
{
	size_t rounded;
	if (piece == NULL)
		return;
	if (bytes > POOL_PIECE_MAX) {
		free(piece);
		return;
	}
	unsigned size = size_of(bytes, &rounded);
	memcpy(piece, &pool->free[size], sizeof piece);
	pool->free[size] = piece;
}
