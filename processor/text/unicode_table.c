#include "unicode_table.h"

#include <stddef.h>
#include <string.h>

#include "check.h"

/* A table of little-endian words is read in place. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "processor/tables/unicode.bin is little-endian");

__asm__(".pushsection .rodata\n"
	".balign 64\n"
	"parallax_unicode_table:\n"
	".incbin \"" PARALLAX_TABLES_DIR "/unicode.bin\"\n"
	"parallax_unicode_table_end:\n"
	".byte 0\n"
	".popsection\n");
extern const uint8_t parallax_unicode_table[] __attribute__((visibility("hidden")));
extern const uint8_t parallax_unicode_table_end[] __attribute__((visibility("hidden")));

struct unicode_table unicode_table_open(void)
{
	struct unicode_header header;
	memcpy(&header, parallax_unicode_table, sizeof header);
	const uint8_t *at = parallax_unicode_table + sizeof header;
	struct unicode_table table = { .pairs_count = header.pairs_count, .unfolded_count = header.unfolded_count };
	table.records = (const void *)at;
	at += header.records_count * sizeof *table.records;
	table.pairs = (const void *)at;
	at += header.pairs_count * sizeof *table.pairs;
	table.unfolded = (const void *)at;
	at += header.unfolded_count * sizeof *table.unfolded;
	table.block_of = (const void *)at;
	at += (UNICODE_POINTS >> UNICODE_BLOCK_SHIFT) * sizeof *table.block_of;
	table.record_of = (const void *)at;
	at += (size_t)header.blocks_count * UNICODE_BLOCK_POINTS * sizeof *table.record_of;
	table.by_composite = (const void *)at;
	at += header.pairs_count * sizeof *table.by_composite;
	table.pool = at;
	at += header.pool_bytes;
	CHECK(memcmp(header.magic, UNICODE_MAGIC, sizeof header.magic) == 0);
	CHECK(at == parallax_unicode_table_end && header.bytes == (size_t)(at - parallax_unicode_table));
	return table;
}

uint32_t unicode_compose(const struct unicode_table *table, uint32_t first, uint32_t second)
{
	uint32_t low = 0, high = table->pairs_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct unicode_pair *pair = &table->pairs[middle];
		if (pair->first == first && pair->second == second)
			return pair->composite;
		if (pair->first < first || (pair->first == first && pair->second < second))
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

struct unicode_pair unicode_decompose(const struct unicode_table *table, uint32_t composite)
{
	uint32_t low = 0, high = table->pairs_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (table->pairs[table->by_composite[middle]].composite <= composite)
			low = middle;
		else
			high = middle;
	}
	CHECK(table->pairs[table->by_composite[low]].composite == composite);
	return table->pairs[table->by_composite[low]];
}

uint32_t unicode_map_unfolded(const struct unicode_table *table, uint32_t point, uint64_t record)
{
	if ((record & UNICODE_ARABIC) == 0)
		return UNICODE_MAP(record);
	uint32_t low = 0, high = table->unfolded_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (table->unfolded[middle].point <= point)
			low = middle;
		else
			high = middle;
	}
	CHECK(table->unfolded[low].point == point);
	return table->unfolded[low].map;
}
