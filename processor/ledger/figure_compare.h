/* figure_compare.h: whether two figures of two texts can state one number, or contradict each other. Pure. */
#ifndef PARALLAX_LEDGER_FIGURE_COMPARE_H
#define PARALLAX_LEDGER_FIGURE_COMPARE_H

#include "placed.h"

/* How two figures are one number, the surest first. */
enum figure_likeness {
	FIGURES_EQUAL,   /* the same number */
	FIGURES_READ,    /* the same in another reading: a multiplier, a separator, the end of a range, the clock's other half */
	FIGURES_ROUNDED, /* one is the other rounded, or in another unit, or within what the other allows */
	FIGURES_UNLIKE
};

enum figure_likeness figure_likeness(const struct placed_figure *a, const struct placed_figure *b);

/* Two figures that are unlike can be rivals: both in digits, of one size, of kinds, units and currencies that do not
 * exclude each other. */
bool figures_are_rivals(const struct placed_figure *a, const struct placed_figure *b);

#endif
