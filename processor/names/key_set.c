#include "hash.h"
#include "keys.h"

#define SLOTS (2 * RECORD_KEYS_MAX) /* a power of two: at most half full */

void key_set_init(struct key_set *set, struct arena *arena)
{
	set->keys = arena_take(arena, RECORD_KEYS_MAX * sizeof *set->keys);
	set->slots = arena_take_cleared(arena, SLOTS, sizeof *set->slots);
	set->count = 0;
}

void key_set_add_level(struct key_set *set, uint64_t id, uint8_t level, uint32_t line)
{
	if (level == 0)
		return;
	uint32_t slot = (uint32_t)hash_mix(id) & (SLOTS - 1);
	for (; set->slots[slot] != 0; slot = (slot + 1) & (SLOTS - 1)) {
		struct record_key *key = &set->keys[set->slots[slot] - 1];
		if (key->id == id) {
			if (level > key->presence)
				key->presence = level;
			return;
		}
	}
	if (set->count == RECORD_KEYS_MAX)
		return;
	set->keys[set->count] = (struct record_key){ .id = id, .line = (uint16_t)(line < RECORD_LINES_MAX ? line : RECORD_LINES_MAX - 1),
		.kind = (uint8_t)key_kind_of(id), .presence = level };
	set->slots[slot] = (uint16_t)++set->count;
}

void key_set_add(struct key_set *set, enum key_kind kind, uint64_t body, double presence, uint32_t line)
{
	key_set_add_level(set, key_id(kind, body), (uint8_t)(presence * 255.0 + 0.5), line);
}

uint64_t key_body_of_place(uint64_t place)
{
	struct bytes name = bytes_of_string(lexicon_place_name(place));
	if (name.length <= KEY_CODE_MAX)
		return key_body_of_code(name);
	return key_body_of_hash(hash_bytes_seeded(name, 'P'));
}

uint64_t key_body_of_concept(uint64_t concept)
{
	struct bytes emoji = bytes_of_string(lexicon_concept_name(concept));
	return key_body_of_picture(emoji, hash_bytes_seeded(emoji, 'C'));
}
