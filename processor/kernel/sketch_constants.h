/* sketch_constants.h: what both schemes of sketches have in common. Changing any of it changes every stored sketch. */
#ifndef PARALLAX_KERNEL_SKETCH_CONSTANTS_H
#define PARALLAX_KERNEL_SKETCH_CONSTANTS_H

#include <stdint.h>

/* What a value is before the first shingle: the identity of the minimum. */
#define SKETCH_NONE UINT32_MAX

#define SKETCH_SEED 1u
#define MULTIPLIERS_COUNT 159

/* Each permutes 32-bit hashes: the upper half of the (i + 1)-th output of splitmix64 (S. Vigna) from SKETCH_SEED, its
 * lowest bit set. All are different. */
extern const uint32_t multipliers[MULTIPLIERS_COUNT];

#endif
