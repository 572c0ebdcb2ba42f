/* Counting code points, by eights and in one load, against a count of one by one: every length, of texts of code points of
 * one to four bytes, with other text right behind. */
#include "utf8.h"

#include "check_that.h"
#include "hash.h"

#define POINTS 40

static size_t counted_singly(const uint8_t *text, size_t length)
{
	size_t count = 0;
	for (size_t at = 0; at < length; at++)
		count += (text[at] & 0xc0) != 0x80;
	return count;
}

int main(void)
{
	static const uint32_t firsts[] = { 'a', 0xe9, 0x4e00, 0x1f600 };
	for (uint64_t seed = 0; seed < 300; seed++) {
		uint8_t text[4 * POINTS + 8] = { 0 };
		size_t length = 0;
		for (uint64_t i = 0; i < POINTS; i++) {
			uint64_t random = hash_mix(seed * POINTS + i);
			uint32_t point = firsts[random & 3] + (uint32_t)(random >> 8 & 0x1f);
			size_t bytes = utf8_put(point, text + length);
			CHECK_THAT(utf8_bytes(text[length]) == bytes);
			length += bytes;
		}
		for (size_t end = 0; end <= length; end++) {
			CHECK_THAT(utf8_count(bytes_of(text, end)) == counted_singly(text, end));
			for (size_t part = 1; part <= 8 && part <= end; part++)
				CHECK_THAT(utf8_count_readable(text + end - part, part) == counted_singly(text + end - part, part));
		}
	}
	return check_that_result();
}
