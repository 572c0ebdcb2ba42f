#include "kernel_variants.h"

size_t not_own_scalar(const uint16_t *numbers, size_t count, uint16_t *ret_places)
{
	size_t found = 0;
	for (size_t i = 0; i < count; i++) {
		ret_places[found] = (uint16_t)i;
		found += numbers[i] != i;
	}
	return found;
}
