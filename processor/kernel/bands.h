/* bands.h: the keys by which an index finds candidates (locality-sensitive hashing by banding: P. Indyk and R. Motwani,
 * 1998; J. Leskovec and others, "Mining of Massive Datasets", chapter 3). BANDS_ROWS values make a key; two texts meet
 * when they share at least one of BANDS_COUNT. With Jaccard similarity s that happens with probability
 *
 *     1 - (1 - s^2)^17
 *
 *     s     0.001     0.01     0.03     0.1     0.2     0.3     0.4     0.5     0.6     0.7
 *           0.00002   0.0017   0.015    0.157   0.500   0.799   0.948   0.9925  0.9995  0.99999
 *
 * so that copies (s >= 0.5) are found. Each band costs an index a place in memory and a cache miss, so the fewest bands
 * that find 99 % at 0.5 are wanted: seven of one value, 17 of two, 35 of three, 72 of four. Of one value, one unrelated
 * text in 20 of those at 0.01 would meet; of two, one in 600, and what meets is compared on 64 bytes (sketch_form.h).
 * Three rows would meet a hundredth of that, for twice the memory and twice the time. Values 34 to 127 are in no band. */
#ifndef PARALLAX_KERNEL_BANDS_H
#define PARALLAX_KERNEL_BANDS_H

#include <stddef.h>
#include <stdint.h>

#include "text_sketch.h"

#define BANDS_COUNT 17u
#define BANDS_ROWS 2u

/* Writes BANDS_COUNT keys and returns BANDS_COUNT, or returns 0 for an empty set, which meets nothing. The key of band b
 * (from 0) with values v0, v1, modulo 2^64:
 *     hash_mix( v0 + v1 2^32 + (b + 1) 0x9e3779b97f4a7c15 )
 * so that equal values in different bands give different keys. Scheme, seed and normaliser are not in the keys: one index
 * holds sketches of one kind. */
size_t bands_keys(const struct text_sketch *sketch, uint64_t *ret_keys);

#endif
