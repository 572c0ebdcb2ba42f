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

/* True for a number with no other reading, unit or bound: of two such only near ones can be alike. */
bool figure_is_plain(const struct placed_figure *figure);
#define PLAIN_LIKE_MAX 1.06 /* the ratio of two plain figures that are alike, at most */

/* Two figures that are unlike can be rivals: both in digits, of one size, of kinds, units and currencies that do not
 * exclude each other, and not told by words on both sides. */
#define RIVAL_RATIO_MAX 3.0 /* beyond it two numbers are of two things, or one is misread */
bool figures_are_rivals(const struct placed_figure *a, const struct placed_figure *b);

#endif
