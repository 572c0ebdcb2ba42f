/* byte_places.h: the places of the bits of a byte, one byte each, the lowest first; what is behind them is 0. To list the bits of a
 * bitmap eight at a time without a branch; for the *_avx2.c files alone. */
#ifndef PARALLAX_KERNEL_BYTE_PLACES_H
#define PARALLAX_KERNEL_BYTE_PLACES_H

#include <stdint.h>

extern const uint64_t places_of_byte[256];

#endif
