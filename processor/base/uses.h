/* uses.h: how often numbered things are used, so that what keeps them knows when the last use is gone. */
#ifndef PARALLAX_BASE_USES_H
#define PARALLAX_BASE_USES_H

#include "map64.h"

struct uses {
	struct map64 counts; /* of numbers in use */
	uint64_t *unused;    /* those that went out of use, until the caller has read them and sets the count to 0 */
	uint32_t unused_count, unused_capacity;
};

void uses_init(struct uses *uses);
void uses_free(struct uses *uses);

/* One use more, one less. 0 is no number: its uses are not counted. uses may be NULL: nobody wants to know. */
void uses_add(struct uses *uses, uint64_t number);
void uses_drop(struct uses *uses, uint64_t number);

bool uses_has(const struct uses *uses, uint64_t number);

#endif
