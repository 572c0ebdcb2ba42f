/* hash.h: the one hash of the tree, XXH3 (xxHash, https://xxhash.com), compiled in so that calls on short keys inline. */
#ifndef PARALLAX_BASE_HASH_H
#define PARALLAX_BASE_HASH_H

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "bytes.h"

static inline uint64_t hash_bytes(struct bytes view)
{
	return XXH3_64bits(view.length == 0 ? (const void *)"" : view.data, view.length);
}

static inline uint64_t hash_bytes_seeded(struct bytes view, uint64_t seed)
{
	return XXH3_64bits_withSeed(view.length == 0 ? (const void *)"" : view.data, view.length, seed);
}

/* A bijective mix of 64 bits (the finaliser of MurmurHash3, A. Appleby). */
static inline uint64_t hash_mix(uint64_t x)
{
	x ^= x >> 33;
	x *= 0xff51afd7ed558ccdULL;
	x ^= x >> 33;
	x *= 0xc4ceb9fe1a85ec53ULL;
	x ^= x >> 33;
	return x;
}

#endif
