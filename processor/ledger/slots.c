#include "slots.h"

#include "claim_compare.h"
#include "measures.h"
#include "numeric.h"

#define RATIO_MAX 3.0             /* beyond it two numbers are of two things, or one is misread */
#define SIMILARITY_EQUAL 0.1      /* two equal numbers of one measure seldom are of two things */
#define SIMILARITY_COUNTED 0.25   /* dead, injured …: the word says most of it */
#define SIMILARITY_OTHER 0.5      /* money, percent, people: stands for anything */
#define SIMILARITY_FIRST 0.3      /* what the first counts of two articles have at least: a wire leads with the story's own */
#define APART_MS (60 * CLOCK_DAY) /* numbers of times that are so far apart are of two events */

/* The keys that stand around the claims, numbered, and how much each weighs: the more claims it stands around, the less. */
struct context_keys {
	uint64_t *ids; /* open addressing */
	uint16_t *numbers; /* + 1; 0 in a free place */
	uint32_t mask;
	uint16_t *holders; /* by number */
	double *weights;
	uint32_t count;
};

static uint16_t number_of(struct context_keys *keys, uint64_t id)
{
	uint32_t at = (uint32_t)id & keys->mask;
	while (keys->numbers[at] != 0 && keys->ids[at] != id)
		at = (at + 1) & keys->mask;
	if (keys->numbers[at] == 0) {
		keys->ids[at] = id;
		keys->numbers[at] = (uint16_t)++keys->count;
		keys->holders[keys->count - 1] = 0;
	}
	return (uint16_t)(keys->numbers[at] - 1);
}

static void keys_init(struct context_keys *keys, uint32_t claims, struct arena *arena)
{
	uint32_t places = 64;
	while (places < 2 * claims * CLAIM_CONTEXT_MAX)
		places *= 2;
	*keys = (struct context_keys){ .mask = places - 1, .ids = arena_take(arena, places * sizeof *keys->ids),
		.numbers = arena_take_cleared(arena, places, sizeof *keys->numbers),
		.holders = arena_take(arena, (claims * CLAIM_CONTEXT_MAX + 1) * sizeof *keys->holders),
		.weights = arena_take(arena, (claims * CLAIM_CONTEXT_MAX + 1) * sizeof *keys->weights) };
}

/* Many keys have as many holders: each logarithm is taken once. */
static void keys_weigh(struct context_keys *keys, uint32_t claims, struct arena *arena)
{
	double *of_holders = arena_take_cleared(arena, claims + 1, sizeof *of_holders);
	for (uint32_t i = 0; i < keys->count; i++) {
		uint32_t holders = keys->holders[i];
		if (of_holders[holders] == 0.0)
			of_holders[holders] = numeric_ln(1.0 + (double)claims / holders);
		keys->weights[i] = of_holders[holders];
	}
}

bool slot_is_counted(const struct claim *claim)
{
	return claim->kind == FIGURE_ACTOR || (claim->counted != COUNTED_NONE && claim->counted != COUNTED_PEOPLE);
}

bool slot_is_of_lives(const struct claim *claim)
{
	return claim->counted == COUNTED_DEAD || claim->counted == COUNTED_MISSING || claim->counted == COUNTED_HOSTAGES;
}

/* True when a text dates one of the numbers to another time than the other's. */
static bool times_apart(const struct claim *a, const struct claim *b)
{
	bool stated = a->as_of_basis == AS_OF_STATED || b->as_of_basis == AS_OF_STATED;
	if (!stated || a->as_of == CLOCK_ABSENT || b->as_of == CLOCK_ABSENT)
		return false;
	return a->as_of > b->as_of ? a->as_of - b->as_of > APART_MS : b->as_of - a->as_of > APART_MS;
}

/* True when a claim is of its article's own time, as far as the text says. */
static bool is_current(const struct ledger_article *article, const struct claim *claim)
{
	struct claim own = { .as_of = article->published, .as_of_basis = AS_OF_PUBLISHED };
	return !times_apart(claim, &own);
}

/* True for the first claim of its measure that its article does not date to another time than its own; a vague word in the
 * headline gives way to the number that follows. */
static bool is_first(const struct slot_claim *entry)
{
	const struct ledger_article *article = entry->article;
	const struct claim *claim = slot_claim_of(entry);
	bool number_follows = false;
	if (!is_current(article, claim))
		return false;
	for (uint32_t i = 0; i < article->claims_count; i++) {
		const struct claim *other = &article->claims[i];
		if (i == entry->claim || !claim_same_measure(other, claim) || !is_current(article, other))
			continue;
		if (i < entry->claim && (!other->vague || claim->vague))
			return false;
		number_follows |= i > entry->claim && claim->vague && !other->vague;
	}
	return !number_follows;
}

static bool one_sentence(const struct slot_claim *a, const struct slot_claim *b)
{
	return a->article == b->article && slot_claim_of(a)->sentence_number == slot_claim_of(b)->sentence_number;
}

/* What stands around a claim. */
struct context {
	uint16_t keys[CLAIM_CONTEXT_MAX]; /* numbers, in their order, none twice */
	uint32_t count;
	double sum; /* of their weights */
	bool first; /* the story's own count, by its place: see SIMILARITY_FIRST */
};

static void add_key(struct context *context, struct context_keys *keys, uint64_t id)
{
	uint16_t number = number_of(keys, id);
	uint32_t at = context->count;
	for (uint32_t i = 0; i < context->count; i++)
		if (context->keys[i] == number)
			return;
	for (; at > 0 && context->keys[at - 1] > number; at--)
		context->keys[at] = context->keys[at - 1];
	context->keys[at] = number;
	context->count++;
	keys->holders[number]++;
}

static struct context *contexts_read(const struct slot_claim *claims, uint32_t count, struct context_keys *keys, struct arena *arena)
{
	struct context *contexts = arena_take_cleared(arena, count + 1, sizeof *contexts);
	keys_init(keys, count, arena);
	for (uint32_t i = 0; i < count; i++) {
		const struct claim *claim = slot_claim_of(&claims[i]);
		contexts[i].first = slot_is_counted(claim) && is_first(&claims[i]);
		for (uint32_t k = claim->named; k < claim->context_count; k++)
			add_key(&contexts[i], keys, claim->context[k]);
	}
	keys_weigh(keys, count, arena);
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < contexts[i].count; k++)
			contexts[i].sum += keys->weights[contexts[i].keys[k]];
	return contexts;
}

/* A slot is a chain of claims in no order, from its first claim on. */
struct sorting {
	struct slot_claim *claims;
	uint32_t count;
	const struct context *contexts;
	const double *weights; /* of keys by their numbers */
	uint32_t *next; /* the claim behind this one in its slot's chain; count at its end */
	uint32_t *last; /* of a slot's first claim: the end of the chain */
};

/* The weight of what two contexts share over that of the lighter one. */
static double similarity_of(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	const struct context *left = &sorting->contexts[a], *right = &sorting->contexts[b];
	double shared = 0.0;
	for (uint32_t i = 0, k = 0; i < left->count && k < right->count;) {
		if (left->keys[i] == right->keys[k])
			shared += sorting->weights[left->keys[i]];
		uint16_t key = left->keys[i];
		i += key <= right->keys[k];
		k += right->keys[k] <= key;
	}
	double lighter = left->sum < right->sum ? left->sum : right->sum;
	double similarity = lighter > 0.0 ? shared / lighter : 0.0;
	bool first = left->first && right->first && similarity < SIMILARITY_FIRST;
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
		sorting->claims[i].slot = (uint16_t)into;
		sorting->claims[i].similarity = similarity;
	}
	sorting->next[sorting->last[into]] = from;
	sorting->last[into] = sorting->last[from];
}

static bool agrees(const struct sorting *sorting, uint32_t a, uint32_t b)
{
	const struct claim *left = slot_claim_of(&sorting->claims[a]), *right = slot_claim_of(&sorting->claims[b]);
	if (!left->vague && !right->vague && left->kind != FIGURE_ACTOR && numbers_far_apart(left->exact, right->exact))
		return false;
	return claim_compare(left, right) == CLAIMS_AGREE && !one_sentence(&sorting->claims[a], &sorting->claims[b]) && !times_apart(left, right) &&
	       similarity_of(sorting, a, b) >= SIMILARITY_EQUAL;
}

/* Equal numbers: each claim goes to the slot of the first one before it that agrees. */
static void join_equal(const struct sorting *sorting)
{
	for (uint32_t i = 0; i < sorting->count; i++) {
		sorting->claims[i].slot = (uint16_t)i;
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
		if (sorting->claims[other].slot != other)
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
	if (count == 1) { /* as most are */
		claims[0].slot = 0;
		claims[0].similarity = 1.0;
		return;
	}
	struct context_keys keys;
	struct sorting sorting = { .claims = claims, .count = count, .contexts = contexts_read(claims, count, &keys, arena),
		.next = arena_take(arena, (count + 1) * sizeof *sorting.next), .last = arena_take(arena, (count + 1) * sizeof *sorting.last) };
	sorting.weights = keys.weights;
	join_equal(&sorting);
	for (uint32_t i = 0; i < count; i++)
		if (claims[i].slot == i)
			join_rivals(&sorting, i);
}
