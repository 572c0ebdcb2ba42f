#include "keys.h"

void key_set_init(struct key_set *set, struct arena *arena)
{
	set->keys = arena_take(arena, (RECORD_KEYS_MAX + 1) * sizeof *set->keys);
	set->slots = arena_take(arena, KEY_SET_SLOTS * sizeof *set->slots);
	set->count = 0;
	memset(set->slots, 0xff, KEY_SET_SLOTS * sizeof *set->slots);
}

void key_set_add(struct key_set *set, enum key_kind kind, uint64_t body, double presence, uint32_t line)
{
	uint8_t level = (uint8_t)(presence * 255.0 + 0.5);
	if (level > 0)
		key_set_put(set, key_id(kind, body), level, (uint16_t)(line < RECORD_LINES_MAX ? line : RECORD_LINES_MAX - 1));
}
