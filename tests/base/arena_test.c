/* What an arena hands out is aligned, does not overlap, survives until the rewind, and is used again after it. */
#include "arena.h"

#include "check_that.h"

int main(void)
{
	struct arena arena;
	arena_init(&arena, 256);
	struct arena_mark empty = arena_mark(&arena);
	uint8_t *pieces[200];
	for (size_t i = 0; i < 200; i++) {
		pieces[i] = arena_take(&arena, 1 + i * 7);
		CHECK_THAT((uintptr_t)pieces[i] % 16 == 0);
		memset(pieces[i], (int)i, 1 + i * 7);
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t k = 0; k < 1 + i * 7; k++)
			CHECK_THAT(pieces[i][k] == (uint8_t)i);
	uint8_t *first = pieces[0];
	arena_rewind(&arena, empty);
	CHECK_THAT(arena_take(&arena, 16) == first);
	struct arena_mark mark = arena_mark(&arena);
	uint8_t *again = arena_take(&arena, 5000);
	arena_rewind(&arena, mark);
	CHECK_THAT(arena_take(&arena, 5000) == again);
	struct bytes copy = arena_copy(&arena, bytes_of_string("word"));
	CHECK_THAT(copy.length == 4 && copy.data[4] == 0 && memcmp(copy.data, "word", 4) == 0);
	CHECK_THAT(arena_copy(&arena, (struct bytes){ NULL, 0 }).data == NULL);
	uint8_t *cleared = arena_take_cleared(&arena, 10, 100);
	for (size_t i = 0; i < 1000; i++)
		CHECK_THAT(cleared[i] == 0);
	arena_free(&arena);
	return check_that_result();
}
