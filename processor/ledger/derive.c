#include "derive.h"

#include <stdio.h>
#include <stdlib.h>

#include "aligned.h"
#include "check.h"
#include "claim_compare.h"
#include "enum_names.h"
#include "hash.h"
#include "ledger_story.h"
#include "measures.h"
#include "verdict.h"

#define VAGUE_RATIO_MIN 1.5
#define SPELLED_SIMILARITY_MIN 0.8

/* The claims of one slot. */
struct slot {
	const struct ledger_story *story;
	const struct slot_claim *claims; /* of the group */
	uint32_t *at;                    /* the slot's among them */
	uint32_t count;
	bool full; /* the group has dropped claims */
	bool bound_compatible; /* asked for */
};

/* The claims of one article in a slot, as indices into at. */
struct party {
	uint32_t from, to;
	bool previous;
	bool disagrees; /* with another party */
	bool plain;     /* one number and nothing else */
	double number;
};

static const struct slot_claim *entry_at(const struct slot *slot, uint32_t index)
{
	return &slot->claims[slot->at[index]];
}

struct derived *derived_next(struct derived_list *list)
{
	if (list->count == list->capacity)
		return NULL;
	struct derived *next = &list->items[list->count];
	*next = (struct derived){ .assertions = list->assertions + (size_t)DERIVED_ASSERTIONS_MAX * list->count };
	list->count++;
	return next;
}

struct derived_list derived_list_in(struct arena *arena, uint32_t capacity)
{
	return (struct derived_list){ .items = arena_take(arena, capacity * sizeof(struct derived)), .capacity = capacity,
		.assertions = arena_take(arena, (size_t)DERIVED_ASSERTIONS_MAX * capacity * sizeof(struct derived_assertion)) };
}

void derived_assert(struct derived *derived, struct ledger_article *article, uint32_t claim)
{
	if (derived->assertions_count < DERIVED_ASSERTIONS_MAX)
		derived->assertions[derived->assertions_count++] = (struct derived_assertion){ article, claim };
}

void derived_insert(struct derived *derived, struct ledger_article *article, uint32_t claim)
{
	if (derived->assertions_count == DERIVED_ASSERTIONS_MAX)
		return;
	uint32_t at = derived->assertions_count++;
	for (; at > 0 && derived->assertions[at - 1].article->order > article->order; at--)
		derived->assertions[at] = derived->assertions[at - 1];
	derived->assertions[at] = (struct derived_assertion){ article, claim };
}

bool derived_has(const struct derived *derived, const struct ledger_article *article)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		if (derived->assertions[i].article == article)
			return true;
	return false;
}

void derived_count(struct derived *derived)
{
	derived->articles = derived->assertions_count;
	derived->origins = 0;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		bool seen = false;
		for (uint32_t k = 0; k < i; k++)
			seen |= derived->assertions[k].article->origin == derived->assertions[i].article->origin;
		derived->origins += !seen;
	}
}

struct derived derived_keep(const struct derived *derived)
{
	struct derived kept = *derived;
	kept.assertions = calloc(derived->assertions_count + (size_t)1, sizeof *kept.assertions);
	CHECK(kept.assertions != NULL);
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		kept.assertions[i] = (struct derived_assertion){ ledger_article_keep(derived->assertions[i].article), derived->assertions[i].claim };
	return kept;
}

void derived_release(struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		ledger_article_release(derived->assertions[i].article);
	free(derived->assertions);
	derived->assertions = NULL;
	derived->assertions_count = 0;
}

void derived_slot_name(const struct claim *claim, char ret_name[SLOT_NAME_MAX])
{
	const char *counted = counted_name((enum lexicon_counted)claim->counted);
	const char *unit = unit_name((enum lexicon_unit)claim->unit);
	if (claim->kind == FIGURE_ACTOR)
		snprintf(ret_name, SLOT_NAME_MAX, "author of the act");
	else if (claim->kind == FIGURE_MONEY)
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
	uint64_t anchor = hash_bytes_seeded(first->article->uri, ordinal_of(first));
	return hash_mix(anchor ^ hash_mix(claim_measure(slot_claim_of(first)) + (uint64_t)type) ^ hash_bytes_seeded(of, 'D'));
}

static int order_by_origin(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

/* How many articles state something in the slot, and how many independent origins they have. */
static void count_witnesses(const struct slot *slot, const struct party *parties, uint32_t parties_count, struct derived *derived)
{
	uint64_t origins[GROUP_CLAIMS_MAX];
	for (uint32_t i = 0; i < parties_count; i++)
		if (!parties[i].previous)
			origins[derived->articles++] = entry_at(slot, parties[i].from)->article->origin;
	qsort(origins, derived->articles, sizeof *origins, order_by_origin);
	for (uint32_t i = 0; i < derived->articles; i++)
		derived->origins += i == 0 || origins[i] != origins[i - 1];
}

static struct derived *start_at(enum discrepancy_type type, const struct slot_claim *first, struct bytes of, struct derived_list *list)
{
	struct derived *derived = derived_next(list);
	if (derived == NULL)
		return NULL;
	derived->type = type;
	derived->id = identity(type, first, of);
	derived->measure = claim_measure(slot_claim_of(first));
	derived->articles = derived->origins = 1;
	derived_slot_name(slot_claim_of(first), derived->slot);
	return derived;
}

static struct derived *start(enum discrepancy_type type, const struct slot *slot, struct bytes of, struct derived_list *list)
{
	return start_at(type, entry_at(slot, 0), of, list);
}

struct derived *derived_of_slot(enum discrepancy_type type, const struct group *group, uint32_t slot, struct derived_list *list)
{
	return start_at(type, &group->claims[slot], bytes_of("", 0), list);
}

/* A name may be translated: names of two languages tell two actors apart only where every language knows both. */
static bool names_comparable(const struct slot_claim *a, const struct slot_claim *b)
{
	return (slot_claim_of(a)->hard && slot_claim_of(b)->hard) || bytes_equal(a->article->language, b->article->language);
}

/* Whether two claims of a slot contradict each other, as far as they are stated clearly enough for that. Vague words of two
 * texts have no common bounds; a vague word and a number, in digits, must be well apart. A spelled number is mostly small and counts
 * many things: it needs contexts that agree well, and two of them raise a matter of lives only. */
static bool contradict(const struct slot_claim *a, const struct slot_claim *b)
{
	const struct claim *left = slot_claim_of(a), *right = slot_claim_of(b);
	bool one_text = a->article == b->article;
	if (left->kind == FIGURE_ACTOR)
		return !one_text && names_comparable(a, b) && claim_compare(left, right) == CLAIMS_DIFFER;
	if (claim_compare(left, right) != CLAIMS_DIFFER)
		return false;
	if (left->vague || right->vague)
		return left->vague && right->vague ? one_text
		                                   : !one_text && (left->vague ? right : left)->hard && claim_ratio(left, right) >= VAGUE_RATIO_MIN;
	if (left->hard && right->hard)
		return true;
	return (left->hard || right->hard || slot_is_of_lives(left)) && b->similarity >= SPELLED_SIMILARITY_MIN;
}

/* Of one text a spelled number beside digits is mostly of a part, or of something else; but lives are counted either way. */
static bool alike_in_form(const struct claim *a, const struct claim *b)
{
	return a->hard == b->hard || a->vague || b->vague || slot_is_of_lives(a);
}

/* One text that gives two numbers for one thing. */
static void derive_intra(const struct slot *slot, const struct party *party, struct derived_list *list)
{
	const struct slot_claim *first = entry_at(slot, party->from), *second = NULL;
	for (uint32_t i = party->from + 1; i < party->to && second == NULL; i++)
		if (contradict(first, entry_at(slot, i)) && alike_in_form(slot_claim_of(first), slot_claim_of(entry_at(slot, i))) &&
		    !aligned_are_two(slot->story, first->article, first->claim, entry_at(slot, i)->claim))
			second = entry_at(slot, i);
	struct derived *derived = second == NULL ? NULL : start(DISCREPANCY_INTRA_DOCUMENT, slot, first->article->uri, list);
	if (derived == NULL)
		return;
	derived_assert(derived, first->article, first->claim);
	derived_assert(derived, second->article, second->claim);
	verdict_give(derived, second->similarity);
}

/* A version that says another number than the one before it. */
static void derive_version(const struct slot *slot, const struct party *party, struct derived_list *list)
{
	const struct slot_claim *old = entry_at(slot, party->from), *new = NULL;
	for (uint32_t i = 0; i < slot->count; i++) {
		const struct slot_claim *entry = entry_at(slot, i);
		if (entry->previous || !bytes_equal(entry->article->uri, old->article->uri))
			continue;
		if (claim_compare(slot_claim_of(old), slot_claim_of(entry)) != CLAIMS_DIFFER)
			return;
		new = new == NULL ? entry : new;
	}
	struct derived *derived = new == NULL ? NULL : start(DISCREPANCY_VERSION, slot, old->article->uri, list);
	if (derived == NULL)
		return;
	derived_assert(derived, old->article, old->claim);
	derived_assert(derived, new->article, new->claim);
	verdict_give(derived, new->similarity);
}

/* A vague word beside a number of the same text adds nothing: "dozens", and further down 60. */
static bool is_outdone(const struct slot *slot, const struct party *party, uint32_t index)
{
	bool vague = slot_claim_of(entry_at(slot, index))->vague, number = false;
	for (uint32_t i = party->from; i < party->to && vague; i++)
		number |= !slot_claim_of(entry_at(slot, i))->vague;
	return number;
}

/* The claim by which a party is told. */
static const struct slot_claim *speaker_of(const struct slot *slot, const struct party *party)
{
	uint32_t index = party->from;
	while (is_outdone(slot, party, index))
		index++;
	return entry_at(slot, index);
}

/* True when no number of the one article agrees with any of the other's, nor stands anywhere in the other's text. */
static bool parties_disagree(const struct slot *slot, const struct party *a, const struct party *b)
{
	for (uint32_t i = a->from; i < a->to; i++)
		for (uint32_t k = b->from; k < b->to; k++) {
			const struct slot_claim *left = entry_at(slot, i), *right = entry_at(slot, k);
			if (is_outdone(slot, a, i) || is_outdone(slot, b, k))
				continue;
			if (!contradict(left, right) || aligned_excuses(slot->story, left->article, left->claim, right->article, right->claim))
				return false;
		}
	return true;
}

/* In a slot that is full the newest come and go: only the first are told as a matter of course. */
static bool may_be_told(const struct slot *slot, const struct party *party)
{
	return slot->full ? slot->at[party->from] < GROUP_FIRST : true;
}

/* Assertions: of each number the first article that gives it, then as many of the others as there is room for; in the order
 * in which they came. */
static void assert_parties(const struct slot *slot, const struct party *parties, uint32_t count, struct derived *derived)
{
	bool chosen[GROUP_CLAIMS_MAX] = { false };
	uint32_t chosen_count = 0;
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < count && chosen_count < DERIVED_ASSERTIONS_MAX; i++) {
			bool news = parties[i].disagrees && !chosen[i] && (round == 0 || may_be_told(slot, &parties[i]));
			for (uint32_t k = 0; k < i && news && round == 0; k++)
				news = !chosen[k] || claim_compare(slot_claim_of(speaker_of(slot, &parties[i])),
				                                   slot_claim_of(speaker_of(slot, &parties[k]))) != CLAIMS_AGREE;
			chosen[i] |= news;
			chosen_count += news;
		}
	for (uint32_t i = 0; i < count; i++)
		if (chosen[i])
			derived_assert(derived, speaker_of(slot, &parties[i])->article, speaker_of(slot, &parties[i])->claim);
}

/* An article whose number every other one's agrees with, or allows, is no party: "dozens" among 47, 52 and 58. False where
 * no two differ. */
static bool derive_figure(const struct slot *slot, struct party *parties, uint32_t count, struct derived_list *list)
{
	bool differs = false;
	double similarity = 1.0;
	for (uint32_t a = 0; a < count; a++)
		for (uint32_t b = a + 1; b < count; b++) {
			bool same = parties[a].plain && parties[b].plain && parties[a].number == parties[b].number;
			if (same || parties[a].previous || parties[b].previous || !parties_disagree(slot, &parties[a], &parties[b]))
				continue;
			parties[a].disagrees = parties[b].disagrees = differs = true;
			double lesser = entry_at(slot, parties[b].from)->similarity;
			similarity = lesser < similarity ? lesser : similarity;
		}
	bool actor = slot_claim_of(entry_at(slot, 0))->kind == FIGURE_ACTOR;
	struct derived *derived = differs ? start(actor ? DISCREPANCY_ATTRIBUTION : DISCREPANCY_FIGURE, slot, bytes_of("", 0), list) : NULL;
	if (derived == NULL)
		return differs;
	derived->articles = derived->origins = 0;
	count_witnesses(slot, parties, count, derived);
	assert_parties(slot, parties, count, derived);
	verdict_give(derived, similarity);
	return true;
}

/* A number, and words of another article that allow it: "95" and "dozens", "25,490" and "more than 25,000". */
static bool is_allowed(const struct slot *slot, const struct party *a, const struct party *b)
{
	const struct claim *left = slot_claim_of(speaker_of(slot, a)), *right = slot_claim_of(speaker_of(slot, b));
	bool number = (!left->vague && left->bound == BOUND_EXACT) || (!right->vague && right->bound == BOUND_EXACT);
	return !a->previous && !b->previous && number && claim_compare(left, right) == CLAIMS_COMPATIBLE;
}

static void derive_allowed(const struct slot *slot, struct party *parties, uint32_t count, struct derived_list *list)
{
	bool any = false;
	for (uint32_t a = 0; a < count; a++)
		for (uint32_t b = a + 1; b < count; b++)
			if (is_allowed(slot, &parties[a], &parties[b]))
				parties[a].disagrees = parties[b].disagrees = any = true;
	struct derived *derived = any ? start(DISCREPANCY_FIGURE, slot, bytes_of("", 0), list) : NULL;
	if (derived == NULL)
		return;
	derived->articles = derived->origins = 0;
	count_witnesses(slot, parties, count, derived);
	assert_parties(slot, parties, count, derived);
	verdict_give_allowed(derived);
}

static uint32_t find_parties(const struct slot *slot, struct party *parties)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < slot->count; i++) {
		const struct slot_claim *entry = entry_at(slot, i);
		if (count > 0 && entry_at(slot, i - 1)->article == entry->article)
			parties[count - 1].to = i + 1;
		else
			parties[count++] = (struct party){ .from = i, .to = i + 1, .previous = entry->previous };
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct claim *claim = slot_claim_of(entry_at(slot, parties[i].from));
		parties[i].plain = parties[i].to == parties[i].from + 1 && !claim->vague && claim->kind != FIGURE_ACTOR;
		parties[i].number = claim->exact;
	}
	return count;
}

static void derive_slot(const struct slot *slot, struct derived_list *list)
{
	struct party parties[GROUP_CLAIMS_MAX];
	uint32_t count = find_parties(slot, parties);
	for (uint32_t i = 0; i < count; i++) {
		if (parties[i].previous)
			derive_version(slot, &parties[i], list);
		else
			derive_intra(slot, &parties[i], list);
	}
	/* Of what only a unit names another article may mean anything: there the place decides (aligned.h). */
	if (slot_is_counted(slot_claim_of(entry_at(slot, 0))) && !derive_figure(slot, parties, count, list) && slot->bound_compatible)
		derive_allowed(slot, parties, count, list);
}

void derive_group(const struct ledger_story *story, struct group *group, bool bound_compatible, struct arena *arena,
                  struct derived_list *list)
{
	slots_assign(group->claims, group->count, arena);
	uint32_t *at = arena_take(arena, (group->count + 1) * sizeof *at);
	for (uint32_t first = 0; first < group->count; first++) {
		bool full = group->count - group->previous_count == GROUP_FIRST + GROUP_NEWEST;
		struct slot slot = { story, group->claims, at, 0, full, bound_compatible };
		for (uint32_t i = first; i < group->count && group->claims[first].slot == first; i++)
			if (group->claims[i].slot == first)
				at[slot.count++] = i;
		if (slot.count > 1)
			derive_slot(&slot, list);
	}
}

/* The assertion of an article, or NULL. */
static const struct derived_assertion *assertion_by(const struct derived *derived, const struct ledger_article *article)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		if (derived->assertions[i].article == article)
			return &derived->assertions[i];
	return NULL;
}

/* Two measures that the same articles give side by side, and that differ together, are one bulletin: the dead and the
 * injured of one count. An article or two may give only one of them. */
static bool move_together(const struct derived *a, const struct derived *b)
{
	uint32_t both = 0, more = a->assertions_count > b->assertions_count ? a->assertions_count : b->assertions_count;
	if (a->type != b->type || a->measure == 0 || b->measure == 0 || strcmp(a->slot, b->slot) == 0)
		return false;
	for (uint32_t i = 0; i < a->assertions_count; i++) {
		const struct derived_assertion *left = &a->assertions[i], *right = assertion_by(b, left->article);
		if (right == NULL)
			continue;
		bool lacks = left->claim == NO_CLAIM && right->claim == NO_CLAIM;
		if (left->claim == NO_CLAIM || right->claim == NO_CLAIM ? !lacks
		                                                        : left->article->claims[left->claim].line != right->article->claims[right->claim].line)
			return false;
		both++;
	}
	return both >= 2 && 3 * both >= 2 * more;
}

void derive_bulletins(struct derived *const *derived, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		derived[i]->bulletin = 0;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = i + 1; k < count; k++)
			if (move_together(derived[i], derived[k])) {
				if (derived[i]->bulletin == 0)
					derived[i]->bulletin = hash_mix(derived[i]->id);
				derived[k]->bulletin = derived[i]->bulletin;
			}
}
