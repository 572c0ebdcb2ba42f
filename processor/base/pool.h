/* pool.h: pieces of memory for state that is read at random: close together on huge pages (lines.h), where malloc's lie on
 * pages of 4 KB and to find the page takes longer than to read the piece. Sizes are rounded up by at most a quarter; what is
 * given back serves the next piece of that size, and is the system's again when the pool is freed. */
#ifndef PARALLAX_BASE_POOL_H
#define PARALLAX_BASE_POOL_H

#include <stddef.h>
#include <stdint.h>

#define POOL_PIECE_MAX ((size_t)65536) /* larger pieces are malloc's: they have pages of their own */
#define POOL_SIZES 44

struct pool {
	void *free[POOL_SIZES]; /* lists of pieces, each of which begins with the next */
	uint8_t *rest;          /* of the newest block */
	size_t rest_bytes, block_bytes;
	void **blocks;
	uint32_t blocks_count, blocks_capacity;
};

void pool_init(struct pool *pool);

/* Larger pieces must have been given back. */
void pool_free(struct pool *pool);

/* A piece aligned to 32 bytes, not cleared. Ends the process when the system has no memory left. */
void *pool_take(struct pool *pool, size_t bytes);

/* Gives back a piece that was taken with so many bytes; NULL does nothing. */
void pool_give(struct pool *pool, void *piece, size_t bytes);

#endif
