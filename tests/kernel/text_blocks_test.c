/* Every kernel's text_blocks, word_places and word_hashes against the scalar ones and against plain definitions, on random
 * text that has no byte more around it than the contract says: pages that must not be touched stand on both sides. */
#include "text_blocks.h"

#include "kernel_help.h"
#include "utf8.h"
#include "word_hash.h"
#include "word_hashes.h"

#define BLOCKS_MAX 40
#define BYTES_MAX (BLOCKS_MAX * TEXT_BLOCK)

/* Code points of every length and of every part of the table, valid. */
static size_t random_text(uint64_t *chances, size_t bytes, uint8_t *ret_text)
{
	static const uint32_t first[] = { 0x20, 0x41, 0x80, 0x400, 0x590, 0x620, 0x900, 0xe00, 0x1e00, 0x2000, 0x3000, 0x4d80, 0xabc0, 0xd780, 0xff00, 0x1f600 };
	size_t length = 0, kind = chance_below(chances, 17);
	while (length + 4 <= bytes) {
		uint32_t point = first[kind == 16 ? chance_below(chances, 16) : chance_below(chances, 4) == 0 ? 0 : kind] + (uint32_t)chance_below(chances, 96);
		if (point < 0xd800 || point > 0xdfff)
			length += utf8_put(point, ret_text + length);
	}
	while (length < bytes)
		ret_text[length++] = 'z';
	return length;
}

static void check_blocks(const struct kernel *kernel, const struct kernel *plain, const uint8_t *text, size_t length)
{
	static struct text_block right[BLOCKS_MAX + 1], here[BLOCKS_MAX + 1];
	static uint8_t right_folded[BYTES_MAX + TEXT_BLOCK], folded[BYTES_MAX + TEXT_BLOCK];
	size_t blocks = length / TEXT_BLOCK + 1;
	CHECK_THAT(plain->text_blocks(text, blocks, right_folded, right) && kernel->text_blocks(text, blocks, folded, here));
	CHECK_THAT(memcmp(right, here, blocks * sizeof here[0]) == 0);
	CHECK_THAT(memcmp(right_folded, folded, blocks * TEXT_BLOCK) == 0);
}

/* What is not UTF-8 is seen, wherever it stands. */
static void check_utf8(const struct kernel *kernel, const uint8_t *text, size_t length)
{
	static struct text_block blocks[BLOCKS_MAX + 1];
	static uint8_t folded[BYTES_MAX + TEXT_BLOCK];
	CHECK_THAT(kernel->text_blocks(text, length / TEXT_BLOCK + 1, folded, blocks) == utf8_is_valid(bytes_of(text, length)));
}

static void test_blocks(const struct kernel *kernel, const struct kernel *plain, uint64_t *chances)
{
	for (int round = 0; round < 3000; round++) {
		size_t length = chance_below(chances, round % 8 == 0 ? BYTES_MAX - TEXT_BLOCK : 300), all = TEXT_BEFORE + length + TEXT_BEHIND;
		struct fenced fenced = fenced_take(all);
		uint8_t *memory = round % 2 == 0 ? fenced_last(&fenced, all) : fenced_first(&fenced), *text = memory + TEXT_BEFORE;
		random_text(chances, length, text);
		check_blocks(kernel, plain, text, length);
		for (size_t i = 1; i <= 4 && i <= length; i++) { /* cut short: what stands behind is zero bytes */
			text[length - i] = 0;
			check_utf8(kernel, text, length - i);
		}
		/* A byte of another value: whatever that makes of it. */
		for (int i = 0; i < 4 && length > 0; i++) {
			size_t at = chance_below(chances, length);
			text[at] = (uint8_t)chance_below(chances, 256);
			check_utf8(kernel, text, length);
		}
		fenced_free(&fenced);
	}
}

static void test_places(const struct kernel *kernel, uint64_t *chances)
{
	static struct word_bits bits[BLOCKS_MAX];
	static uint32_t places[2 * BYTES_MAX + WORD_PLACES_SLACK], right[2 * BYTES_MAX];
	for (int round = 0; round < 2000; round++) {
		uint64_t few = round % 3 == 0 ? ~UINT64_C(0) : chance(chances);
		for (size_t i = 0; i < BLOCKS_MAX; i++) {
			bits[i] = (struct word_bits){ .begins = chance(chances) & few, .ends = chance(chances) & few };
			if (round % 2 == 0) /* no word begins where another ends */
				bits[i].ends &= ~bits[i].begins;
			bits[i].characters = bits[i].begins & chance(chances);
		}
		uint32_t to = (uint32_t)chance_below(chances, BYTES_MAX), from = (uint32_t)chance_below(chances, to + 1u);
		struct word_places found = kernel->word_places(bits, from, to, places);
		struct word_places wanted = { 0 };
		for (uint32_t at = from; at <= to && from < to; at++) {
			uint64_t bit = UINT64_C(1) << at % TEXT_BLOCK;
			const struct word_bits *block = &bits[at / TEXT_BLOCK];
			if (at > from && (block->ends & bit) != 0)
				right[wanted.count++] = at;
			if (at < to && (block->begins & bit) != 0)
				right[wanted.count++] = at;
			wanted.characters += at < to && (block->characters & bit) != 0;
		}
		CHECK_THAT(found.count == wanted.count && found.characters == wanted.characters);
		CHECK_THAT(memcmp(places, right, wanted.count * sizeof right[0]) == 0);
	}
}

static void test_hashes(const struct kernel *kernel, uint64_t *chances)
{
	for (int round = 0; round < 2000; round++) {
		uint32_t places[2 * 64];
		uint64_t hashes[64 + 8];
		size_t count = chance_below(chances, 65), size = 2 * WORD_BYTES_MAX;
		struct fenced fenced = fenced_take(size);
		uint8_t *norm = fenced_last(&fenced, size);
		for (size_t i = 0; i < size; i++)
			norm[i] = (uint8_t)chance(chances);
		for (size_t i = 0; i < count; i++) {
			uint32_t length = (uint32_t)chance_below(chances, i % 4 == 0 ? 64 : 16);
			places[2 * i] = (uint32_t)(size - (length < WORD_HASH_BYTES_MIN ? WORD_HASH_BYTES_MIN : length) - chance_below(chances, 512));
			places[2 * i + 1] = places[2 * i] + length;
		}
		CHECK_THAT(word_hashes(kernel, norm, places, count, hashes) == count);
		for (size_t i = 0; i < count; i++)
			CHECK_THAT(hashes[i] == word_hash(norm + places[2 * i], places[2 * i + 1] - places[2 * i]));
		if (count > 0) { /* and stops at what is no word */
			size_t at = chance_below(chances, count);
			places[2 * at] = 0;
			places[2 * at + 1] = WORD_BYTES_MAX + 1;
			CHECK_THAT(word_hashes(kernel, norm, places, count, hashes) == at);
		}
		fenced_free(&fenced);
	}
}

int main(void)
{
	uint64_t chances = chance_seed();
	const struct kernel *kernel;
	for (size_t i = 0; (kernel = kernel_here(i)) != NULL; i++) {
		printf("kernel %s\n", kernel->name);
		test_blocks(kernel, kernel_here(0), &chances);
		test_places(kernel, &chances);
		test_hashes(kernel, &chances);
	}
	return check_that_result();
}
