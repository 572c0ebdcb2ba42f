/* point_table.c: makes processor/tables/points.bin (kernel/point_table.h) of the Unicode table. usage: point_table OUT */
#include <stdio.h>

#include "point_of.h"

#define BLOCKS 1024

static uint16_t block_of[BLOCKS];
static struct point_block blocks[BLOCKS];
static size_t blocks_count;

static struct point_block make_block(const struct unicode_table *table, uint32_t first)
{
	struct point_block block = { .leads = { 0 } };
	for (uint32_t i = 0; i < 64; i++) {
		uint32_t point = first + i;
		uint8_t bytes[4], folded[MAP_BYTES_MAX];
		size_t length = utf8_put(point, bytes);
		block.classes[i] = point < 0x80 ? POINT_RARE : point_of(table, point);
		block.lasts[i] = bytes[length - 1];
		block.leads[i] = length == 2 ? bytes[0] : 0;
		if (point < 0x80 || (block.classes[i] & (POINT_GAP | POINT_RARE)) != 0 || !point_keeps_its_length(table, point, folded))
			continue;
		block.lasts[i] = folded[length - 1];
		if (length == 2)
			block.leads[i] = folded[0];
	}
	return block;
}

static void say_what_changes(struct point_block *block)
{
	uint8_t changes = 0;
	for (uint8_t i = 0; i < 64; i++)
		changes |= block->lasts[i] != (0x80 | i);
	memset(block->leads, changes, sizeof block->leads);
}

int main(int argc, char **argv)
{
	struct unicode_table table = unicode_table_open();
	FILE *out = argc == 2 ? fopen(argv[1], "wb") : NULL;
	if (out == NULL) {
		fprintf(stderr, "usage: point_table OUT\n");
		return 2;
	}
	for (uint32_t i = 0; i < BLOCKS; i++) {
		struct point_block block = make_block(&table, i << 6);
		size_t at = 0;
		if (i >= 0x800 >> 6)
			say_what_changes(&block);
		while (at < blocks_count && memcmp(&blocks[at], &block, sizeof block) != 0)
			at++;
		if (at == blocks_count)
			blocks[blocks_count++] = block;
		block_of[i] = (uint16_t)at;
	}
	bool written = fwrite(block_of, sizeof block_of, 1, out) == 1 && fwrite(blocks, sizeof blocks[0], blocks_count, out) == blocks_count;
	return fclose(out) == 0 && written ? 0 : 1;
}
