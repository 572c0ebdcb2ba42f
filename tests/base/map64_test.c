/* map64 against a plain array: random puts and removes over few keys, so that runs of probes form and close. */
#include "map64.h"

#include "check_that.h"
#include "hash.h"

#define KEYS 300

int main(void)
{
	struct map64 map;
	uint64_t expected[KEYS] = { 0 };
	bool there[KEYS] = { false };
	size_t count = 0;

	map64_init(&map);
	CHECK_THAT(map64_find(&map, 7) == NULL);
	CHECK_THAT(!map64_remove(&map, 7));
	for (uint64_t step = 1; step < 200000; step++) {
		uint64_t random = hash_mix(step);
		uint64_t key = random % KEYS;
		if (random >> 40 & 1) {
			*map64_put(&map, key) = step;
			count += !there[key];
			there[key] = true;
			expected[key] = step;
		} else {
			CHECK_THAT(map64_remove(&map, key) == there[key]);
			count -= there[key];
			there[key] = false;
		}
		CHECK_THAT(map.count == count);
		uint64_t asked = random >> 20 & 255;
		uint64_t *value = map64_find(&map, asked);
		CHECK_THAT((value != NULL) == there[asked]);
		CHECK_THAT(value == NULL || *value == expected[asked]);
	}
	size_t met = 0;
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(&map, &at)) != NULL; met++)
		CHECK_THAT(entry->key < KEYS && there[entry->key] && entry->value == expected[entry->key]);
	CHECK_THAT(met == count);
	map64_reserve(&map, 3000); /* all are there still, and so many more find room */
	size_t capacity = map.capacity;
	CHECK_THAT(capacity == 4096);
	for (uint64_t key = 0; key < KEYS; key++) {
		uint64_t *value = map64_find(&map, key);
		CHECK_THAT((value != NULL) == there[key] && (value == NULL || *value == expected[key]));
	}
	for (uint64_t key = KEYS; map.count < 3000; key++)
		map64_put(&map, key);
	map64_reserve(&map, 10);
	CHECK_THAT(map.capacity == capacity);
	map64_free(&map);
	return check_that_result();
}
