/* figure_keys.h: figures and days as keys of the fact sketch: numbers mean the same in every language. Pure. */
#ifndef PARALLAX_CLAIMS_FIGURE_KEYS_H
#define PARALLAX_CLAIMS_FIGURE_KEYS_H

#include "dates.h"
#include "figures.h"
#include "keys.h"

/* Adds the figures of kept lines by value (a year or a number of one digit half as certain; not times, ordinals, ids,
 * telephone numbers and intervals) and their dates by day and month (weekdays and "yesterday" half as certain). */
void figure_keys_add(const struct document *document, const struct figure *figures, uint32_t figures_count, const struct date *dates,
                     uint32_t dates_count, struct key_set *set);

#endif
