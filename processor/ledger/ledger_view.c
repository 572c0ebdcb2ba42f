#include "ledger_view.h"

#include "ledger_private.h"
#include "settle.h"

static uint32_t bits_of(const uint64_t *set)
{
	uint32_t bits = 0;
	for (uint32_t i = 0; i < RECORD_FIGURES_MAX / 64; i++)
		bits += (uint32_t)__builtin_popcountll(set[i]);
	return bits;
}

static uint32_t view_slots(const struct ledger_story *story, struct arena *arena, struct ledger_view_slot *slots)
{
	uint32_t count = 0;
	for (uint32_t g = 0; g < story->groups_count; g++) {
		const struct group *group = &story->groups[g];
		for (uint32_t first = 0; first < group->count; first++) {
			if (group->claims[first].slot != first)
				continue;
			struct ledger_view_slot *slot = &slots[count++];
			struct ledger_view_claim *claims = arena_take(arena, group->count * sizeof *claims);
			*slot = (struct ledger_view_slot){ .claims = claims };
			derived_slot_name(slot_claim_of(&group->claims[first]), slot->name);
			for (uint32_t i = first; i < group->count; i++) {
				const struct slot_claim *claim = &group->claims[i];
				const struct derived_assertion assertion = { claim->article, claim->claim };
				if (claim->slot == first)
					claims[slot->count++] =
						(struct ledger_view_claim){ assertion_of(&assertion, arena), claim->similarity, claim->previous };
			}
		}
	}
	return count;
}

static struct ledger_view_pairing view_pairing(const struct pairing *pairing)
{
	struct ledger_view_pairing view = { .a = pairing->a->uri, .b = pairing->b->uri, .parallel = pairing->parallel,
		.strength = (double)pairing->strength, .stated = bits_of(pairing->stated_a), .left = pairing->left_count };
	for (uint32_t i = 0; i < pairing->left_count; i++) {
		view.left_a[i] = pairing->a->figures[pairing->left[i].a].raw;
		view.left_b[i] = pairing->b->figures[pairing->left[i].b].raw;
	}
	return view;
}

bool ledger_view(struct ledger *ledger, uint64_t id, struct arena *arena, struct ledger_view *ret_view)
{
	struct ledger_story *story = ledger_story_find(ledger, id);
	uint32_t claims = 0, pairings_count = 0;
	if (story == NULL)
		return false;
	ledger_story_use(ledger, story);
	for (uint32_t i = 0; i < story->groups_count; i++)
		claims += story->groups[i].count;
	struct ledger_view_slot *slots = arena_take(arena, (claims + 1) * sizeof *slots);
	struct ledger_view_pairing *pairings = arena_take(arena, (story->pairings_capacity + (size_t)1) * sizeof *pairings);
	for (uint32_t i = 0; i < story->pairings_capacity; i++)
		if (story->pairings[i].a != NULL)
			pairings[pairings_count++] = view_pairing(&story->pairings[i]);
	struct discrepancy_event *open;
	uint32_t open_count = ledger_story_open(story, arena, &open);
	*ret_view = (struct ledger_view){ slots, view_slots(story, arena, slots), pairings, pairings_count, open, open_count };
	return true;
}
