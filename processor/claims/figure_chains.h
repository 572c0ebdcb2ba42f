/* figure_chains.h: numbers that hang together by a mark say more about each other than each alone: 18:30, 2-1, 10-15,
 * 2024-01-24, +1-222-333-4444, 8 h 40. */
#ifndef PARALLAX_CLAIMS_FIGURE_CHAINS_H
#define PARALLAX_CLAIMS_FIGURE_CHAINS_H

#include "figures.h"
#include "reading.h"

/* Sets the kinds of a sentence's figures that are times, scores and telephone numbers together, and makes one figure of
 * the two of a range. Returns how many figures are left. */
uint32_t figure_chains_read(const struct reading *reading, struct figure *figures, uint32_t count);

#endif
