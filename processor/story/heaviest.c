#include "heaviest.h"

#include <stdbool.h>

static bool heavier(const struct heavy_key *left, const struct heavy_key *right)
{
	return left->weight != right->weight ? left->weight > right->weight : left->id < right->id;
}

/* Divides keys: none of the first ones returned, at least one and not all, is lighter than any of the others (C. A. R.
 * Hoare's partition). */
static uint32_t divide(struct heavy_key *keys, uint32_t count)
{
	struct heavy_key pivot = keys[(count - 1) / 2];
	for (uint32_t left = 0, right = count - 1;; left++, right--) {
		while (heavier(&keys[left], &pivot))
			left++;
		while (heavier(&pivot, &keys[right]))
			right--;
		if (left >= right)
			return right + 1;
		struct heavy_key swapped = keys[left];
		keys[left] = keys[right];
		keys[right] = swapped;
	}
}

void select_heaviest(struct heavy_key *keys, uint32_t count, uint32_t wanted)
{
	while (wanted > 0 && wanted < count) {
		uint32_t front = divide(keys, count);
		if (wanted <= front) {
			count = front;
			if (front == wanted)
				return;
		} else {
			keys += front;
			count -= front;
			wanted -= front;
		}
	}
}
