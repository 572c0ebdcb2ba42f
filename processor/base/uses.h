/* uses.h: how often numbered things are used, so that what keeps them knows when the last use is gone; and the bytes of those
 * that are read again, one copy for all readers. */
#ifndef PARALLAX_BASE_USES_H
#define PARALLAX_BASE_USES_H

#include "bytes.h"
#include "map64.h"

struct uses {
	struct map64 counts; /* of numbers in use */
	uint64_t *unused;    /* those that went out of use, until the caller has read them and sets the count to 0 */
	uint32_t unused_count, unused_capacity;
	struct map64 bytes; /* of numbers that have readers: pointers to what uses.c keeps */
};

void uses_init(struct uses *uses);
void uses_free(struct uses *uses);

/* One use more, one less. 0 is no number: its uses are not counted. uses may be NULL: nobody wants to know. */
void uses_add(struct uses *uses, uint64_t number);
void uses_drop(struct uses *uses, uint64_t number);

bool uses_has(const struct uses *uses, uint64_t number);

/* One reader more. The bytes are copied where the number has none yet; without bytes, and where there are none, nobody is counted
 * and NULL returned. What is returned is valid until the last reader has gone. */
struct bytes uses_read(struct uses *uses, uint64_t number, struct bytes bytes);
void uses_read_no_more(struct uses *uses, uint64_t number);

#endif
