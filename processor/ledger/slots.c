#include "slots.h"

#include <stdlib.h>

#include "claim_compare.h"
#include "measures.h"
#include "numeric.h"

#define RATIO_MAX 3.0             /* beyond it two numbers are of two things, or one is misread */
#define SIMILARITY_EQUAL 0.1      /* two equal numbers of one measure seldom are of two things */
#define SIMILARITY_COUNTED 0.25   /* dead, injured …: the word says most of it */
#define SIMILARITY_OTHER 0.5      /* money, percent, people: stands for anything */
#define SIMILARITY_FIRST 0.3      /* what the first counts of two articles have at least: a wire leads with the story's own */
#define APART_MS (60 * CLOCK_DAY) /* numbers of times that are so far apart are of two events */

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

bool slot_is_counted(const struct claim *claim)
{
	return claim->counted != COUNTED_NONE && claim->counted != COUNTED_PEOPLE;
}

/* True when a text dates one of the numbers to another time than the other's. */
static bool times_apart(const struct claim *a, const struct claim *b)
{
	bool stated = a->as_of_basis == AS_OF_STATED || b->as_of_basis == AS_OF_STATED;
	if (!stated || a->as_of == CLOCK_ABSENT || b->as_of == CLOCK_ABSENT)
		return false;
	return a->as_of > b->as_of ? a->as_of - b->as_of > APART_MS : b->as_of - a->as_of > APART_MS;
}

/* True for the first claim of its measure that its article does not date to another time than its own. */
static bool is_first(const struct slot_claim *entry)
{
	const struct ledger_article *article = entry->article;
	const struct claim *claim = slot_claim_of(entry);
	struct claim own = *claim;
	own.as_of = article->published;
	own.as_of_basis = AS_OF_PUBLISHED;
	if (times_apart(claim, &own))
		return false;
	for (uint32_t i = 0; i < entry->claim; i++)
		if (claim_same_measure(&article->claims[i], claim) && !times_apart(&article->claims[i], &own))
			return false;
	return true;
}

static bool one_sentence(const struct slot_claim *a, const struct slot_claim *b)
{
	return a->article == b->article && slot_claim_of(a)->sentence_number == slot_claim_of(b)->sentence_number;
}

/* A claim's context keys, weighed. */
struct context {
	double weights[CLAIM_CONTEXT_MAX];
	double sum;
	uint64_t measure; /* equal for claims of one measure */
	bool first; /* the story's own count, by its place: see SIMILARITY_FIRST */
};

static struct context *contexts_weigh(const struct slot_claim *claims, uint32_t count, struct arena *arena)
{
	struct context_keys keys;
	struct context *contexts = arena_take_cleared(arena, count + 1, sizeof *contexts);
	context_keys_read(&keys, claims, count, arena);
	for (uint32_t i = 0; i < count; i++) {
		const struct claim *claim = slot_claim_of(&claims[i]);
		contexts[i].measure = (uint64_t)claim->kind << 56 | (uint64_t)claim->counted << 48 | (uint64_t)claim->unit << 40 | claim->currency;
		contexts[i].first = slot_is_counted(claim) && is_first(&claims[i]);
		for (uint32_t k = 0; k < claim->context_count; k++) {
			contexts[i].weights[k] = context_weight(&keys, claim->context[k]);
			contexts[i].sum += contexts[i].weights[k];
		}
	}
	return contexts;
}

/* A slot is a chain of claims in no order, from its first claim on. */
struct sorting {
	struct slot_claim *claims;
	uint32_t count;
	const struct context *contexts;
	uint32_t *next; /* the claim behind this one in its slot's chain; count at its end */
	uint32_t *last; /* of a slot's first claim: the end of the chain */
};

/* The weight of what two contexts share over that of the lighter one. */
static double similarity_of(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	const struct claim *left = slot_claim_of(&sorting->claims[a]), *right = slot_claim_of(&sorting->claims[b]);
	double shared = 0.0;
	for (uint32_t i = 0; i < left->context_count; i++)
		for (uint32_t k = 0; k < right->context_count; k++)
			if (left->context[i] == right->context[k])
				shared += sorting->contexts[a].weights[i];
	double lighter = sorting->contexts[a].sum < sorting->contexts[b].sum ? sorting->contexts[a].sum : sorting->contexts[b].sum;
	double similarity = lighter > 0.0 ? shared / lighter : 0.0;
	bool first = sorting->contexts[a].first && sorting->contexts[b].first && similarity < SIMILARITY_FIRST;
	return first ? SIMILARITY_FIRST : similarity;
}

/* Whether two slots may be one, as far as single articles go. */
static bool may_be_one(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	bool counted = slot_is_counted(slot_claim_of(&sorting->claims[a]));
	for (uint32_t i = a; i < sorting->count; i = sorting->next[i])
		for (uint32_t k = b; k < sorting->count; k = sorting->next[k]) {
			const struct slot_claim *left = &sorting->claims[i], *right = &sorting->claims[k];
			if (one_sentence(left, right) || (!counted && left->article == right->article))
				return false;
		}
	return true;
}

static void join_slots(const struct sorting *sorting, uint32_t from, uint32_t into, double similarity)
{
	for (uint32_t i = from; i < sorting->count; i = sorting->next[i]) {
		sorting->claims[i].slot = into;
		sorting->claims[i].similarity = similarity;
	}
	sorting->next[sorting->last[into]] = from;
	sorting->last[into] = sorting->last[from];
}

static bool agrees(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	const struct claim *left = slot_claim_of(&sorting->claims[a]), *right = slot_claim_of(&sorting->claims[b]);
	return sorting->contexts[a].measure == sorting->contexts[b].measure && claim_compare(left, right) == CLAIMS_AGREE &&
	       !one_sentence(&sorting->claims[a], &sorting->claims[b]) && !times_apart(left, right) &&
	       similarity_of(sorting, a, b) >= SIMILARITY_EQUAL;
}

/* Equal numbers: each claim goes to the slot of the first one before it that agrees. */
static void join_equal(const struct sorting *sorting)
{
	for (uint32_t i = 0; i < sorting->count; i++) {
		sorting->claims[i].slot = i;
		sorting->claims[i].similarity = 1.0;
		sorting->next[i] = sorting->count;
		sorting->last[i] = i;
		for (uint32_t k = 0; k < i && sorting->claims[i].slot == i; k++)
			if (agrees(sorting, i, k))
				join_slots(sorting, i, sorting->claims[k].slot, 1.0);
	}
}

/* How alike two slots' contexts are: the most that two of their claims are. Negative when their numbers are not of a size. */
static double slots_similarity(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	double best = -1.0;
	for (uint32_t i = a; i < sorting->count; i = sorting->next[i])
		for (uint32_t k = b; k < sorting->count; k = sorting->next[k]) {
			const struct claim *left = slot_claim_of(&sorting->claims[i]), *right = slot_claim_of(&sorting->claims[k]);
			if (claim_ratio(left, right) > RATIO_MAX || times_apart(left, right))
				continue;
			double similarity = similarity_of(sorting, i, k);
			best = similarity > best ? similarity : best;
		}
	return best;
}

/* Rivals: a slot goes to the earlier one of its measure whose context is most like its own. */
static void join_rivals(const struct sorting *sorting, uint32_t slot)
{
	double best = slot_is_counted(slot_claim_of(&sorting->claims[slot])) ? SIMILARITY_COUNTED : SIMILARITY_OTHER;
	uint32_t into = slot;
	for (uint32_t other = 0; other < slot; other++) {
		if (sorting->claims[other].slot != other || sorting->contexts[slot].measure != sorting->contexts[other].measure)
			continue;
		double similarity = slots_similarity(sorting, slot, other);
		if (similarity >= best && may_be_one(sorting, slot, other)) {
			best = similarity;
			into = other;
		}
	}
	if (into != slot)
		join_slots(sorting, slot, into, best);
}

void slots_assign(struct slot_claim *claims, uint32_t count, struct arena *arena)
{
	struct sorting sorting = { .claims = claims, .count = count, .contexts = contexts_weigh(claims, count, arena),
		.next = arena_take(arena, (count + 1) * sizeof *sorting.next), .last = arena_take(arena, (count + 1) * sizeof *sorting.last) };
	join_equal(&sorting);
	for (uint32_t i = 0; i < count; i++)
		if (claims[i].slot == i)
			join_rivals(&sorting, i);
}
