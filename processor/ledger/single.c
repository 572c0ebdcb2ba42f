#include "single.h"

#include "aligned.h"
#include "claim_compare.h"
#include "figure_compare.h"
#include "ledger_story.h"
#include "measures.h"
#include "verdict.h"

#define RATIO_MAX 1.5   /* of two numbers that no word brings together */
#define ORIGINS_MIN 2   /* that agree on one */

/* One article's only claim of a measure. */
struct single {
	const struct slot_claim *entry;
	const struct claim *claim;
	uint32_t origins; /* that state this number */
};

/* Percentages come in rows: one is of the story's matter only where no article has a second one. */
static bool comes_in_rows(const struct claim *claim)
{
	return claim->kind == FIGURE_PERCENT;
}

/* Lengths of time are of anything. */
static bool may_be_single(const struct claim *claim)
{
	bool time = claim->unit >= UNIT_HOUR && claim->unit <= UNIT_YEAR;
	return claim->kind == FIGURE_MONEY || claim->kind == FIGURE_PERCENT || (claim->kind == FIGURE_COUNT && claim->counted == COUNTED_PEOPLE) ||
	       (claim->kind == FIGURE_MEASURE && !time);
}

static uint32_t find_singles(const struct group *group, struct single *singles)
{
	uint32_t count = 0, present = group->count - group->previous_count;
	for (uint32_t i = 0; i < present; i++) {
		const struct slot_claim *entry = &group->claims[i];
		bool before = i > 0 && group->claims[i - 1].article == entry->article;
		bool behind = i + 1 < present && group->claims[i + 1].article == entry->article;
		const struct claim *claim = slot_claim_of(entry);
		if (!before && !behind && claim->hard && !claim->vague)
			singles[count++] = (struct single){ entry, claim, 0 };
	}
	return count;
}

static bool all_agree(const struct single *singles, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (claim_compare(singles[0].claim, singles[i].claim) == CLAIMS_DIFFER)
			return false;
	return true;
}

/* Those that state one number have the same origins. */
static void count_origins(struct single *singles, uint32_t count)
{
	uint64_t origins[GROUP_CLAIMS_MAX];
	for (uint32_t i = 0; i < count; i++) {
		uint32_t same = 0;
		while (same < i && singles[same].claim->exact != singles[i].claim->exact)
			same++;
		if (same < i) {
			singles[i].origins = singles[same].origins;
			continue;
		}
		for (uint32_t k = 0; k < count; k++) {
			uint32_t seen = 0;
			if (claim_compare(singles[i].claim, singles[k].claim) != CLAIMS_AGREE)
				continue;
			while (seen < singles[i].origins && origins[seen] != singles[k].entry->article->origin)
				seen++;
			origins[seen] = singles[k].entry->article->origin;
			singles[i].origins += seen == singles[i].origins;
		}
	}
}

static bool has_figure(const struct ledger_article *article, double number)
{
	for (uint32_t i = 0; i < article->figures_count; i++)
		for (uint32_t k = 0; k < article->figures[i].readings_count; k++)
			if (article->figures[i].readings[k] == number)
				return true;
	return false;
}

/* The figures may be one number in another reading or another unit: 6 feet and 6.6 feet. */
static bool may_be_one(const struct slot_claim *a, const struct slot_claim *b)
{
	uint32_t figure_a = ledger_article_figure(a->article, a->claim), figure_b = ledger_article_figure(b->article, b->claim);
	return figure_a != NO_FIGURE && figure_b != NO_FIGURE &&
	       figure_likeness(&a->article->figures[figure_a], &b->article->figures[figure_b]) != FIGURES_UNLIKE;
}

/* Where no word brings two claims together, "more than 300" and "more than 330" may both be said of one thing. */
static bool contradict(const struct single *a, const struct single *b)
{
	return claim_compare(a->claim, b->claim) == CLAIMS_DIFFER && !claim_allows(a->claim, b->claim->exact) &&
	       !claim_allows(b->claim, a->claim->exact) && !may_be_one(a->entry, b->entry);
}

/* A number of one origin that neither text states of the other. */
static bool is_odd(const struct single *single, const struct single *usual)
{
	return single->origins == 1 && contradict(single, usual) &&
	       claim_ratio(single->claim, usual->claim) <= RATIO_MAX && !has_figure(single->entry->article, usual->claim->exact) &&
	       !has_figure(usual->entry->article, single->claim->exact);
}

static bool is_said(const struct derived_list *list, const struct slot_claim *entry)
{
	uint32_t figure = ledger_article_figure(entry->article, entry->claim);
	for (uint32_t i = 0; i < list->count && figure != NO_FIGURE; i++)
		if (aligned_is_said(&list->items[i], entry->article, figure))
			return true;
	return false;
}

static void derive_measure(const struct group *group, struct derived_list *list)
{
	struct single singles[GROUP_CLAIMS_MAX];
	bool odd[GROUP_CLAIMS_MAX], any = false;
	uint32_t count = find_singles(group, singles), usual = 0;
	if (count <= ORIGINS_MIN || all_agree(singles, count))
		return;
	if (comes_in_rows(singles[0].claim) && count < group->count - group->previous_count)
		return;
	count_origins(singles, count);
	for (uint32_t i = 1; i < count; i++) /* of a number and another one rounded to it the precise one */
		if (singles[i].origins > singles[usual].origins ||
		    (singles[i].origins == singles[usual].origins && claim_step(singles[i].claim) < claim_step(singles[usual].claim)))
			usual = i;
	if (singles[usual].origins < ORIGINS_MIN || 2 * singles[usual].origins < count)
		return;
	for (uint32_t i = 0; i < count; i++)
		any |= odd[i] = is_odd(&singles[i], &singles[usual]) && !is_said(list, singles[i].entry);
	struct derived *derived = any ? derived_of_slot(DISCREPANCY_FIGURE, group, (uint32_t)(singles[usual].entry - group->claims), list) : NULL;
	if (derived == NULL)
		return;
	derived->measure = 0; /* it gives way to what others say, and so is looked at with each settling */
	derived->articles = derived->origins = 0;
	for (uint32_t i = 0; i < count; i++) {
		derived->articles++;
		if (odd[i] || singles[i].claim->exact == singles[usual].claim->exact)
			derived_assert(derived, singles[i].entry->article, singles[i].entry->claim);
		derived->origins += odd[i];
	}
	derived->origins += singles[usual].origins;
	verdict_give_single(derived, singles[usual].origins);
}

void single_derive(const struct ledger_story *story, struct derived_list *list)
{
	for (uint32_t i = 0; i < story->groups_count; i++) {
		const struct group *group = &story->groups[i];
		if (group->count > ORIGINS_MIN && may_be_single(slot_claim_of(&group->claims[0])))
			derive_measure(group, list);
	}
}
