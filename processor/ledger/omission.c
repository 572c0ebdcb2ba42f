#include "omission.h"

#include <stdlib.h>

#include "claim_compare.h"
#include "verdict.h"

#define ORIGINS_MIN 3        /* that carry it */
#define SINGLE_OF_MIN 4      /* origins of a story in which a single one is news */
#define SIZE_RATIO_MAX 3.0   /* a number of this size may be the same count at another time */
#define LONG_ENOUGH 2        /* half as long as those that carry it, at least */
#define CARRIERS_SHOWN 6
#define LACKING_SHOWN 12

/* The newest articles of a story, and how many origins they have. */
struct audience {
	struct ledger_article *articles[LOOKED_AT_MAX];
	uint32_t count;
	uint32_t origins;
};

#define NOT_THERE UINT32_MAX

/* One slot as the articles of the audience carry it. */
struct carried {
	const struct audience *audience;
	const struct group *group;
	const uint32_t *at; /* of each claim of the group the place of its article in the audience, or NOT_THERE */
	uint32_t slot;
	bool carries[LOOKED_AT_MAX];
	uint32_t claims[LOOKED_AT_MAX]; /* of those that carry it */
	uint32_t articles, origins;
	uint64_t length; /* of all that carry it */
	clock_ms since;
};

static int order_by_origin(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* How many different origins the articles have for which `counts` is true; NULL: all. */
static uint32_t origins_of(const struct audience *audience, const bool *counts)
{
	uint64_t origins[LOOKED_AT_MAX];
	uint32_t count = 0, different = 0;
	for (uint32_t i = 0; i < audience->count; i++)
		if (counts == NULL || counts[i])
			origins[count++] = audience->articles[i]->origin;
	qsort(origins, count, sizeof *origins, order_by_origin);
	for (uint32_t i = 0; i < count; i++)
		different += i == 0 || origins[i] != origins[i - 1];
	return different;
}

static void find_audience(const struct ledger_story *story, struct audience *audience)
{
	audience->count = 0;
	uint32_t first = story->entries_count;
	for (uint32_t present = 0; first > 0 && present < LOOKED_AT_MAX; first--)
		present += story->entries[first - 1].article != NULL;
	for (uint32_t i = first; i < story->entries_count; i++)
		if (story->entries[i].article != NULL)
			audience->articles[audience->count++] = story->entries[i].article;
	audience->origins = origins_of(audience, NULL);
}

/* Both stand in the order in which the articles came, but for the claims of replaced versions, which no article of today has. */
static void place_claims(const struct group *group, const struct audience *audience, uint32_t at[GROUP_CLAIMS_MAX])
{
	for (uint32_t i = 0, place = 0; i < group->count; i++) {
		const struct ledger_article *article = group->claims[i].article;
		place = i > 0 && article->order < group->claims[i - 1].article->order ? 0 : place;
		while (place < audience->count && audience->articles[place]->order < article->order)
			place++;
		at[i] = place < audience->count && audience->articles[place] == article ? place : NOT_THERE;
	}
}

static void find_carriers(struct carried *carried)
{
	const struct audience *audience = carried->audience;
	for (uint32_t k = carried->slot; k < carried->group->count; k++) {
		uint32_t at = carried->at[k];
		if (carried->group->claims[k].slot != carried->slot || at == NOT_THERE || carried->carries[at])
			continue;
		const struct ledger_article *article = audience->articles[at];
		carried->carries[at] = true;
		carried->claims[at] = carried->group->claims[k].claim;
		carried->length += article->length;
		carried->since = carried->articles == 0 || article->published < carried->since ? article->published : carried->since;
		carried->articles++;
	}
}

/* True when an article has something that may be the slot's number after all: a claim of its size, or the figure itself. */
static bool may_carry(const struct carried *carried, const struct ledger_article *article)
{
	for (uint32_t i = 0; i < carried->group->count; i++) {
		const struct slot_claim *of_slot = &carried->group->claims[i];
		if (of_slot->slot != carried->slot || of_slot->previous)
			continue;
		const struct claim *claim = slot_claim_of(of_slot);
		for (uint32_t k = 0; k < article->claims_count; k++)
			if (claim_same_measure(&article->claims[k], claim) && claim_ratio(&article->claims[k], claim) <= SIZE_RATIO_MAX)
				return true;
		for (uint32_t k = 0; k < article->figures_count && claim->kind != FIGURE_ACTOR; k++)
			if (article->figures[k].readings[0] == claim->exact)
				return true;
	}
	return false;
}

static bool has_origin(const struct carried *carried, uint64_t origin)
{
	for (uint32_t i = 0; i < carried->audience->count; i++)
		if (carried->carries[i] && carried->audience->articles[i]->origin == origin)
			return true;
	return false;
}

/* Long enough, no earlier, of an origin that nowhere carries it. */
static bool lacks(const struct carried *carried, uint32_t at)
{
	const struct ledger_article *article = carried->audience->articles[at];
	bool room = LONG_ENOUGH * (uint64_t)article->length * carried->articles >= carried->length;
	return !carried->carries[at] && room && article->published >= carried->since && !has_origin(carried, article->origin) &&
	       !may_carry(carried, article);
}

/* The first of each origin, so many at most. */
static void assert_carriers(const struct carried *carried, struct derived *derived)
{
	for (uint32_t i = 0; i < carried->audience->count && derived->assertions_count < CARRIERS_SHOWN; i++) {
		struct ledger_article *article = carried->audience->articles[i];
		bool seen = !carried->carries[i];
		for (uint32_t k = 0; k < derived->assertions_count; k++)
			seen |= derived->assertions[k].article->origin == article->origin;
		if (!seen)
			derived_assert(derived, article, carried->claims[i]);
	}
}

static void derive_slot(const struct carried *carried, bool single_source, struct derived_list *list)
{
	bool lacking[LOOKED_AT_MAX];
	uint32_t lacking_count = 0;
	bool many = carried->origins >= ORIGINS_MIN && 2 * carried->origins >= carried->audience->origins;
	bool single = single_source && carried->origins == 1 && carried->audience->origins >= SINGLE_OF_MIN;
	for (uint32_t i = 0; i < carried->audience->count && (many || single); i++) {
		lacking[i] = lacks(carried, i);
		lacking_count += lacking[i];
	}
	if (lacking_count == 0)
		return;
	enum discrepancy_type type = many ? DISCREPANCY_OMISSION : DISCREPANCY_SINGLE_SOURCE;
	struct derived *derived = derived_of_slot(type, carried->group, carried->slot, list);
	if (derived == NULL)
		return;
	derived->articles = carried->articles;
	derived->origins = carried->origins;
	assert_carriers(carried, derived);
	uint32_t shown = derived->assertions_count;
	for (uint32_t i = 0; i < carried->audience->count && derived->assertions_count < shown + LACKING_SHOWN && many; i++)
		if (lacking[i])
			derived_assert(derived, carried->audience->articles[i], NO_CLAIM);
	verdict_give_omission(derived, carried->audience->origins);
}

void omission_derive(const struct ledger_story *story, bool single_source, struct derived_list *list)
{
	struct audience audience;
	find_audience(story, &audience);
	if (audience.origins <= ORIGINS_MIN)
		return;
	for (uint32_t i = 0; i < story->groups_count; i++) {
		const struct group *group = &story->groups[i];
		uint32_t present = group->count - group->previous_count, at[GROUP_CLAIMS_MAX];
		if (present == 0 || !slot_is_counted(slot_claim_of(&group->claims[0])))
			continue;
		place_claims(group, &audience, at);
		for (uint32_t slot = 0; slot < present; slot++) {
			if (group->claims[slot].slot != slot)
				continue;
			struct carried carried = { .audience = &audience, .group = group, .at = at, .slot = slot };
			find_carriers(&carried);
			if (carried.articles < ORIGINS_MIN && !single_source)
				continue;
			carried.origins = origins_of(&audience, carried.carries);
			derive_slot(&carried, single_source, list);
		}
	}
}
