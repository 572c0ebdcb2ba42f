/* Pieces of all sizes come and go: each keeps what was written into it, is aligned, and what is given back is used again. */
#include "pool.h"

#include <stdlib.h>
#include <string.h>

#include "check_that.h"
#include "hash.h"

#define PIECES 500

static struct {
	uint8_t *at;
	size_t bytes;
} pieces[PIECES];

static size_t size_drawn(uint64_t random)
{
	return (size_t)(random >> 32) % (random % 5 == 0 ? 2 * POOL_PIECE_MAX : random % 2 == 0 ? 40 : 9000);
}

static bool is_whole(size_t i)
{
	for (size_t k = 0; k < pieces[i].bytes; k++)
		if (pieces[i].at[k] != (uint8_t)(i + k))
			return false;
	return true;
}

int main(void)
{
	struct pool pool;
	uint32_t blocks_half = 0;
	pool_init(&pool);
	pool_give(&pool, NULL, 100);
	for (uint64_t step = 0; step < 12000; step++) {
		uint64_t random = hash_mix(step + 1);
		size_t i = random % PIECES;
		if (pieces[i].at != NULL) {
			CHECK_THAT(is_whole(i));
			pool_give(&pool, pieces[i].at, pieces[i].bytes);
		}
		pieces[i].bytes = size_drawn(hash_mix(random));
		pieces[i].at = pool_take(&pool, pieces[i].bytes);
		CHECK_THAT(pieces[i].bytes > POOL_PIECE_MAX || (uintptr_t)pieces[i].at % 32 == 0);
		for (size_t k = 0; k < pieces[i].bytes; k++)
			pieces[i].at[k] = (uint8_t)(i + k);
		blocks_half = step == 6000 ? pool.blocks_count : blocks_half;
	}
	printf("%u blocks, %u of them in the first half\n", pool.blocks_count, blocks_half);
	CHECK_THAT(blocks_half > 0 && pool.blocks_count <= blocks_half + blocks_half / 2);
	for (size_t bytes = 0; bytes <= POOL_PIECE_MAX; bytes += 1 + bytes / 50) { /* the next piece of that size is the same one */
		uint8_t *piece = pool_take(&pool, bytes);
		pool_give(&pool, piece, bytes);
		CHECK_THAT(pool_take(&pool, bytes) == piece);
	}
	for (size_t i = 0; i < PIECES; i++) {
		CHECK_THAT(pieces[i].at == NULL || is_whole(i));
		pool_give(&pool, pieces[i].at, pieces[i].bytes);
	}
	pool_free(&pool);
	return check_that_result();
}
