#include "slots.h"

#include <stdlib.h>

#include "claim_compare.h"
#include "measures.h"
#include "numeric.h"

#define RATIO_MAX 3.0             /* beyond it two numbers are of two things, or one is misread */
#define SIMILARITY_COUNTED 0.25   /* dead, injured …: the word says most of it */
#define SIMILARITY_OTHER 0.5      /* money, percent, people: stands for anything */

/* How many claims a context key stands around. */
struct context_keys {
	uint64_t *ids; /* ordered, with repetitions */
	uint32_t count;
	uint32_t claims;
};

static int order_by_id(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

static void context_keys_read(struct context_keys *keys, const struct slot_claim *claims, uint32_t count, struct arena *arena)
{
	keys->ids = arena_take(arena, ((size_t)count * CLAIM_CONTEXT_MAX + 1) * sizeof *keys->ids);
	keys->count = 0;
	keys->claims = count;
	for (uint32_t i = 0; i < count; i++) {
		const struct claim *claim = slot_claim_of(&claims[i]);
		memcpy(keys->ids + keys->count, claim->context, claim->context_count * sizeof *keys->ids);
		keys->count += claim->context_count;
	}
	qsort(keys->ids, keys->count, sizeof *keys->ids, order_by_id);
}

static uint32_t first_at_or_above(const struct context_keys *keys, uint64_t id)
{
	uint32_t low = 0, high = keys->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (keys->ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static double context_weight(const struct context_keys *keys, uint64_t id)
{
	uint32_t holders = first_at_or_above(keys, id + 1) - first_at_or_above(keys, id);
	return holders > 0 ? numeric_ln(1.0 + (double)keys->claims / holders) : 0.0;
}

/* The weight of what two contexts share over that of the lighter one. */
static double context_similarity(const struct context_keys *keys, const struct claim *a, const struct claim *b)
{
	double shared = 0.0, left = 0.0, right = 0.0;
	for (uint32_t i = 0; i < a->context_count; i++) {
		double weight = context_weight(keys, a->context[i]);
		left += weight;
		for (uint32_t k = 0; k < b->context_count; k++)
			if (a->context[i] == b->context[k])
				shared += weight;
	}
	for (uint32_t k = 0; k < b->context_count; k++)
		right += context_weight(keys, b->context[k]);
	double lighter = left < right ? left : right;
	return lighter > 0.0 ? shared / lighter : 0.0;
}

static double similarity_needed(const struct claim *claim)
{
	bool counted = claim->counted != COUNTED_NONE && claim->counted != COUNTED_PEOPLE;
	return counted ? SIMILARITY_COUNTED : SIMILARITY_OTHER;
}

static bool one_sentence(const struct slot_claim *a, const struct slot_claim *b)
{
	return a->article == b->article && slot_claim_of(a)->sentence_number == slot_claim_of(b)->sentence_number;
}

/* True when a claim of the same sentence already stands in the slot. */
static bool slot_holds_sentence(const struct slot_claim *claims, uint32_t before, uint32_t slot)
{
	for (uint32_t i = 0; i < before; i++)
		if (claims[i].slot == slot && one_sentence(&claims[i], &claims[before]))
			return true;
	return false;
}

static void assign_one(struct slot_claim *claims, uint32_t at, const struct context_keys *keys)
{
	const struct claim *claim = slot_claim_of(&claims[at]);
	claims[at].slot = at;
	claims[at].similarity = 0.0;
	for (uint32_t i = 0; i < at; i++) {
		const struct claim *other = slot_claim_of(&claims[i]);
		if (!claim_same_measure(claim, other) || claim_ratio(claim, other) > RATIO_MAX)
			continue;
		double similarity = context_similarity(keys, claim, other);
		if (similarity >= similarity_needed(claim) && similarity > claims[at].similarity &&
		    !slot_holds_sentence(claims, at, claims[i].slot)) {
			claims[at].slot = claims[i].slot;
			claims[at].similarity = similarity;
		}
	}
	if (claims[at].slot == at)
		claims[at].similarity = 1.0;
}

void slots_assign(struct slot_claim *claims, uint32_t count, struct arena *arena)
{
	struct context_keys keys;
	context_keys_read(&keys, claims, count, arena);
	for (uint32_t i = 0; i < count; i++)
		assign_one(claims, i, &keys);
}
