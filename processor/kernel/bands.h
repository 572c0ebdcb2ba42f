/* bands.h: the keys by which an index finds candidates (locality-sensitive hashing by banding: P. Indyk and R. Motwani,
 * 1998; J. Leskovec and others, "Mining of Massive Datasets", chapter 3). BANDS_ROWS values make a key; two texts meet
 * when they share at least one of BANDS_COUNT. With Jaccard similarity s that happens with probability
 *
 *     1 - (1 - s^3)^36
 *
 *     s     0.01      0.05     0.1     0.2     0.3     0.4     0.5     0.6     0.7        0.8
 *           0.00004   0.0045   0.035   0.251   0.627   0.908   0.9918  0.9998  0.9999998  1
 *
 * so that copies (s >= 0.5) are found and unrelated texts (5-word shingles: s < 0.01) hardly ever meet; what meets is
 * compared on the sketch. Why three rows: with four, all 128 values make 32 bands and find only 87 % of those at 0.5; with
 * two, 17 bands would find as many, but one text in 66 of those at 0.03 would meet, and one in 6 at 0.1. 36 bands are the
 * fewest above 99 % with something to spare (35: 0.9907): each costs the index an entry. Values 108 to 127 are in no
 * band. */
#ifndef PARALLAX_KERNEL_BANDS_H
#define PARALLAX_KERNEL_BANDS_H

#include <stddef.h>
#include <stdint.h>

#include "text_sketch.h"

#define BANDS_COUNT 36u
#define BANDS_ROWS 3u

/* Writes BANDS_COUNT keys and returns BANDS_COUNT, or returns 0 for an empty set, which meets nothing. The key of band b
 * (from 0) with values v0, v1, v2:
 *     hash_mix( hash_mix( v0 + v1 2^32 ) xor ( v2 + (b + 1) 2^32 ) )
 * so that equal values in different bands give different keys. Scheme, seed and normaliser are not in the keys: one index
 * holds sketches of one kind. */
size_t bands_keys(const struct text_sketch *sketch, uint64_t *ret_keys);

#endif
