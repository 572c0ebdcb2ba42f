#include "derive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "aligned.h"
#include "claim_compare.h"
#include "enum_names.h"
#include "hash.h"
#include "measures.h"
#include "verdict.h"

#define VAGUE_RATIO_MIN 2.0
#define SPELLED_SIMILARITY_MIN 0.8

/* The claims of one slot, as indices into the story's. */
struct members {
	uint32_t *at;
	uint32_t count;
};

static void slot_name(const struct claim *claim, char ret_name[SLOT_NAME_MAX])
{
	const char *counted = counted_name((enum lexicon_counted)claim->counted);
	const char *unit = unit_name((enum lexicon_unit)claim->unit);
	if (claim->kind == FIGURE_MONEY)
		snprintf(ret_name, SLOT_NAME_MAX, "money %c%c%c", (int)(claim->currency >> 16 & 0x7f), (int)(claim->currency >> 8 & 0x7f),
		         (int)(claim->currency & 0x7f));
	else if (claim->kind == FIGURE_COUNT && counted != NULL)
		snprintf(ret_name, SLOT_NAME_MAX, "%s", counted);
	else
		snprintf(ret_name, SLOT_NAME_MAX, "%s%s%s", figure_kind_name((enum figure_kind)claim->kind), unit != NULL ? " " : "",
		         unit != NULL ? unit : "");
}

/* Which claim of its article this is among those of one measure: with the uri it names a slot's first claim, so that the
 * name holds when versions and other articles come. */
static uint32_t ordinal_of(const struct slot_claim *entry)
{
	uint32_t ordinal = 0;
	for (uint32_t i = 0; i < entry->claim; i++)
		ordinal += claim_same_measure(&entry->article->claims[i], slot_claim_of(entry));
	return ordinal;
}

static uint64_t identity(enum discrepancy_type type, const struct slot_claim *first, struct bytes of)
{
	const struct claim *claim = slot_claim_of(first);
	uint64_t measure = (uint64_t)claim->kind << 56 | (uint64_t)claim->counted << 48 | (uint64_t)claim->unit << 40 | claim->currency;
	uint64_t anchor = hash_bytes_seeded(first->article->uri, ordinal_of(first));
	return hash_mix(anchor ^ hash_mix(measure + (uint64_t)type) ^ hash_bytes_seeded(of, 'D'));
}

static void add_assertion(struct derived *derived, const struct slot_claim *entry)
{
	if (derived->assertions_count < DERIVED_ASSERTIONS_MAX)
		derived->assertions[derived->assertions_count++] = (struct derived_assertion){ entry->article, entry->claim };
}

static int order_by_origin(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* How many articles state something in the slot, and how many independent origins they have. */
static void count_witnesses(const struct slot_claim *claims, const struct members *members, struct arena *arena,
                            struct derived *derived)
{
	uint64_t *origins = arena_take(arena, (members->count + 1) * sizeof *origins);
	for (uint32_t i = 0; i < members->count; i++) {
		const struct slot_claim *entry = &claims[members->at[i]];
		bool first = i == 0 || claims[members->at[i - 1]].article != entry->article;
		if (first && !entry->previous)
			origins[derived->articles++] = entry->article->origin;
	}
	qsort(origins, derived->articles, sizeof *origins, order_by_origin);
	for (uint32_t i = 0; i < derived->articles; i++)
		derived->origins += i == 0 || origins[i] != origins[i - 1];
}

static struct derived start(enum discrepancy_type type, const struct slot_claim *claims, const struct members *members,
                            struct bytes of, struct arena *arena)
{
	struct derived derived = { .type = type, .id = identity(type, &claims[members->at[0]], of) };
	slot_name(slot_claim_of(&claims[members->at[0]]), derived.slot);
	count_witnesses(claims, members, arena, &derived);
	return derived;
}

/* Whether two claims of a slot contradict each other, as far as they are stated clearly enough for that. Vague words of two
 * texts have no common bounds; a vague word and a number must be well apart. A spelled number is mostly small and counts
 * many things: it needs contexts that agree well. */
static bool contradict(const struct slot_claim *a, const struct slot_claim *b)
{
	const struct claim *left = slot_claim_of(a), *right = slot_claim_of(b);
	bool one_text = a->article == b->article;
	if (claim_compare(left, right) != CLAIMS_DIFFER)
		return false;
	if (left->vague || right->vague)
		return left->vague && right->vague ? one_text : !one_text && claim_ratio(left, right) >= VAGUE_RATIO_MIN;
	return (left->hard && right->hard) || b->similarity >= SPELLED_SIMILARITY_MIN;
}

/* One text that gives two numbers for one thing. */
static bool derive_intra(const struct slot_claim *claims, const struct members *members, uint32_t from, uint32_t to,
                         const struct laid_out *laid_out, struct arena *arena, struct derived *ret_derived)
{
	uint32_t other = to;
	for (uint32_t i = from + 1; i < to && other == to; i++) {
		const struct slot_claim *left = &claims[members->at[from]], *right = &claims[members->at[i]];
		if (contradict(left, right) && !aligned_are_two(laid_out, left->article, left->claim, right->claim))
			other = i;
	}
	if (other == to)
		return false;
	const struct slot_claim *first = &claims[members->at[from]], *second = &claims[members->at[other]];
	*ret_derived = start(DISCREPANCY_INTRA_DOCUMENT, claims, members, first->article->uri, arena);
	ret_derived->articles = ret_derived->origins = 1;
	add_assertion(ret_derived, first);
	add_assertion(ret_derived, second);
	verdict_give(ret_derived, second->similarity);
	return true;
}

/* A version that says another number than the one before it. */
static bool derive_version(const struct slot_claim *claims, const struct members *members, uint32_t previous,
                           struct arena *arena, struct derived *ret_derived)
{
	const struct slot_claim *old = &claims[members->at[previous]], *new = NULL;
	for (uint32_t i = 0; i < members->count; i++) {
		const struct slot_claim *entry = &claims[members->at[i]];
		if (entry->previous || !bytes_equal(entry->article->uri, old->article->uri))
			continue;
		if (claim_compare(slot_claim_of(old), slot_claim_of(entry)) != CLAIMS_DIFFER)
			return false;
		new = new == NULL ? entry : new;
	}
	if (new == NULL)
		return false;
	*ret_derived = start(DISCREPANCY_VERSION, claims, members, old->article->uri, arena);
	ret_derived->articles = ret_derived->origins = 1;
	add_assertion(ret_derived, old);
	add_assertion(ret_derived, new);
	verdict_give(ret_derived, new->similarity);
	return true;
}

/* Where the claims of the article at `from` end. */
static uint32_t article_end(const struct slot_claim *claims, const struct members *members, uint32_t from)
{
	uint32_t to = from + 1;
	while (to < members->count && claims[members->at[to]].article == claims[members->at[from]].article)
		to++;
	return to;
}

/* True when no number of the one article agrees with any of the other's, nor stands anywhere in the other's text. */
static bool articles_disagree(const struct slot_claim *claims, const struct members *members, uint32_t a, uint32_t b,
                              const struct laid_out *laid_out)
{
	uint32_t a_end = article_end(claims, members, a), b_end = article_end(claims, members, b);
	for (uint32_t i = a; i < a_end; i++)
		for (uint32_t k = b; k < b_end; k++) {
			const struct slot_claim *left = &claims[members->at[i]], *right = &claims[members->at[k]];
			if (!contradict(left, right) ||
			    aligned_excuses(laid_out, left->article, left->claim, right->article, right->claim))
				return false;
		}
	return true;
}

/* An article whose number every other one's agrees with, or allows, is no party: "dozens" among 47, 52 and 58. */
static bool disagrees_with_any(const struct slot_claim *claims, const struct members *members, uint32_t a, const struct laid_out *laid_out)
{
	for (uint32_t b = 0; b < members->count; b = article_end(claims, members, b))
		if (b != a && !claims[members->at[b]].previous && articles_disagree(claims, members, a, b, laid_out))
			return true;
	return false;
}

static bool derive_figure(const struct slot_claim *claims, const struct members *members, const struct laid_out *laid_out,
                          struct arena *arena, struct derived *ret_derived)
{
	bool differs = false;
	double similarity = 1.0;
	for (uint32_t a = 0; a < members->count; a = article_end(claims, members, a))
		for (uint32_t b = article_end(claims, members, a); b < members->count; b = article_end(claims, members, b)) {
			if (claims[members->at[a]].previous || claims[members->at[b]].previous)
				continue;
			if (!articles_disagree(claims, members, a, b, laid_out))
				continue;
			differs = true;
			double lesser = claims[members->at[b]].similarity;
			similarity = lesser < similarity ? lesser : similarity;
		}
	if (!differs)
		return false;
	*ret_derived = start(DISCREPANCY_FIGURE, claims, members, bytes_of("", 0), arena);
	for (uint32_t a = 0; a < members->count; a = article_end(claims, members, a))
		if (!claims[members->at[a]].previous && disagrees_with_any(claims, members, a, laid_out))
			add_assertion(ret_derived, &claims[members->at[a]]);
	verdict_give(ret_derived, similarity);
	return true;
}

/* Two measures that the same articles give side by side and that differ together are one bulletin: the dead and the
 * injured of one count. */
static bool move_together(const struct derived *a, const struct derived *b)
{
	if (a->type != b->type || a->assertions_count != b->assertions_count || strcmp(a->slot, b->slot) == 0)
		return false;
	for (uint32_t i = 0; i < a->assertions_count; i++) {
		const struct derived_assertion *left = &a->assertions[i], *right = &b->assertions[i];
		if (left->article != right->article)
			return false;
		struct claim one = ledger_article_claim(left->article, left->claim), two = ledger_article_claim(right->article, right->claim);
		if (one.line != two.line)
			return false;
	}
	return true;
}

static void give_bulletins(struct derived *derived, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = i + 1; k < count; k++)
			if (move_together(&derived[i], &derived[k])) {
				if (derived[i].bulletin == 0)
					derived[i].bulletin = hash_mix(derived[i].id);
				derived[k].bulletin = derived[i].bulletin;
			}
}

static struct members members_of(const struct slot_claim *claims, uint32_t count, uint32_t slot, struct arena *arena)
{
	struct members members = { .at = arena_take(arena, (count + 1) * sizeof *members.at) };
	for (uint32_t i = slot; i < count; i++)
		if (claims[i].slot == slot)
			members.at[members.count++] = i;
	return members;
}

static uint32_t derive_slot(const struct slot_claim *claims, const struct members *members, const struct laid_out *laid_out,
                            struct arena *arena, struct derived *derived, uint32_t count)
{
	for (uint32_t a = 0; a < members->count; a = article_end(claims, members, a)) {
		if (claims[members->at[a]].previous)
			count += derive_version(claims, members, a, arena, &derived[count]);
		else
			count += derive_intra(claims, members, a, article_end(claims, members, a), laid_out, arena, &derived[count]);
	}
	/* Of what only a unit names another article may mean anything: there the place decides (aligned.h). */
	if (!slot_is_counted(slot_claim_of(&claims[members->at[0]])))
		return count;
	return count + derive_figure(claims, members, laid_out, arena, &derived[count]);
}

static uint32_t left_pairs(const struct laid_out *laid_out)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < laid_out->pairings_count; i++)
		count += laid_out->pairings[i].left_count;
	return count;
}

uint32_t derive_discrepancies(const struct slot_claim *claims, uint32_t count, const struct laid_out *laid_out, struct arena *arena,
                              struct derived **ret_derived)
{
	/* A slot gives at most one a member and one more, and each figure of a left-over pair one. */
	struct derived *derived = arena_take(arena, 2 * ((size_t)count + left_pairs(laid_out) + 1) * sizeof *derived);
	uint32_t found = 0;
	for (uint32_t slot = 0; slot < count; slot++) {
		if (claims[slot].slot != slot)
			continue;
		struct members members = members_of(claims, count, slot, arena);
		if (members.count > 1)
			found = derive_slot(claims, &members, laid_out, arena, derived, found);
	}
	give_bulletins(derived, found);
	found = aligned_derive(laid_out, arena, derived, found);
	*ret_derived = derived;
	return found;
}
