/* fold.h: the normalised form of a stretch of text: NFKC_Casefold of Unicode 15.0, then the Arabic fold.
 * A code point at a time by fold_put, as long as nothing has to be reordered or composed; fold_put notices when it does,
 * and fold_whole then does the stretch again by the book (UAX #15). Pure, no allocation. */
#ifndef PARALLAX_TEXT_FOLD_H
#define PARALLAX_TEXT_FOLD_H

#include "bytes.h"
#include "unicode_table.h"
#include "utf8.h"

/* The longest stretch, in bytes. */
#define FOLD_BYTES_MAX 1024
/* A stretch grows at most so many times: one code point (U+FDFA, 3 bytes) becomes 18. */
#define FOLD_GROWTH_MAX 11
/* What one fold_put may write, also beyond what it returns. */
#define FOLD_PUT_BYTES_MAX (MAP_BYTES_MAX + 4)

/* What stands before the next code point of a stretch; all zero at its start. */
struct fold {
	uint32_t starter; /* the last code point of combining class 0 */
	uint8_t last;     /* combining class of the last code point */
	bool again;       /* order or composition matters: fold_whole has to do the stretch again */
};

/* As fold_put, for code points that combine or do not map to one. */
uint8_t *fold_put_combining(const struct unicode_table *table, struct fold *fold, uint32_t point, uint64_t record, uint8_t *out);

/* Writes what a code point becomes; returns the end of what was written. */
static inline uint8_t *fold_put(const struct unicode_table *table, struct fold *fold, uint32_t point, uint64_t record, uint8_t *out)
{
	if ((record & (UNICODE_COMBINING_ANY | UNICODE_MAY_COMPOSE | UNICODE_MAP_NOT_ONE)) != 0)
		return fold_put_combining(table, fold, point, record, out);
	fold->starter = MAP_POINT(UNICODE_MAP(record), point);
	fold->last = 0;
	return out + utf8_put(fold->starter, out);
}

/* The normalised form of valid UTF-8 of at most FOLD_BYTES_MAX bytes, whatever the order of its marks. Returns its
 * length, at most FOLD_GROWTH_MAX times the stretch's. */
size_t fold_whole(const struct unicode_table *table, struct bytes stretch, uint8_t *ret_norm);

/* The same, the quick way where that is possible. ret_norm has room for FOLD_GROWTH_MAX times the stretch and
 * FOLD_PUT_BYTES_MAX bytes more. */
size_t fold_stretch(const struct unicode_table *table, struct bytes stretch, uint8_t *ret_norm);

#endif
