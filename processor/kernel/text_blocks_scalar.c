#include <string.h>

#include "kernel_variants.h"
#include "point_table.h"
#include "text_blocks.h"
#include "utf8.h"

static uint8_t class_at(const struct point_table *table, const uint8_t *at)
{
	if (at[0] < 0x80)
		return point_ascii[at[0]];
	if (at[0] >= 0xf0)
		return POINT_RARE;
	const struct point_block *block = point_block_of(table, at[0], at[1]);
	return block->classes[(at[0] < 0xe0 ? at[1] : at[2]) & 63];
}

static uint8_t folded_at(const struct point_table *table, const uint8_t *at)
{
	uint8_t byte = at[0];
	if (byte < 0x80)
		return (uint8_t)(byte - 'A') < 26 ? byte | 0x20 : byte;
	if (byte >= 0xc0)
		return byte < 0xe0 ? point_block_of(table, byte, at[1])->leads[at[1] & 63] : byte;
	if (at[-1] >= 0xc0 && at[-1] < 0xe0)
		return point_block_of(table, at[-1], byte)->lasts[byte & 63];
	if (at[-2] >= 0xe0 && at[-2] < 0xf0)
		return point_block_of(table, at[-2], at[-1])->lasts[byte & 63];
	return byte;
}

bool text_blocks_scalar(const uint8_t *text, size_t blocks, uint8_t *ret_folded, struct text_block *ret_blocks)
{
	const struct point_table *table = point_table();
	for (size_t i = 0; i < blocks; i++) {
		uint64_t bits[9] = { 0 };
		for (size_t k = 0; k < TEXT_BLOCK; k++) {
			const uint8_t *at = text + i * TEXT_BLOCK + k;
			bool continues = (*at & 0xc0) == 0x80;
			uint8_t class = continues ? 0 : class_at(table, at);
			bits[8] |= (uint64_t)continues << k;
			for (unsigned b = 0; b < 8; b++)
				bits[b] |= (uint64_t)(class >> b & 1) << k;
			ret_folded[i * TEXT_BLOCK + k] = folded_at(table, at);
		}
		memcpy(&ret_blocks[i], bits, sizeof bits);
	}
	return utf8_is_valid(bytes_of(text, blocks * TEXT_BLOCK));
}
