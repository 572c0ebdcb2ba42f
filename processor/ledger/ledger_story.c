#include "ledger_story.h"

#include <stdlib.h>

#include "claim_compare.h"
#include "grow.h"
#include "hash.h"

struct ledger_story *ledger_story_new(uint64_t id)
{
	struct ledger_story *story = calloc(1, sizeof *story);
	CHECK(story != NULL);
	story->id = id;
	return story;
}

void ledger_story_free(struct ledger_story *story)
{
	for (uint32_t i = 0; i < story->entries_count; i++) {
		ledger_article_release(story->entries[i].article);
		ledger_article_release(story->entries[i].previous);
	}
	for (uint32_t i = 0; i < story->known_count; i++)
		derived_release(&story->known[i].last);
	for (uint32_t i = 0; i < story->groups_count; i++)
		free(story->groups[i].claims);
	free(story->entries);
	free(story->groups);
	free(story->pairings);
	free(story->known);
	free(story->retracted);
	free(story);
}

struct group *ledger_story_group(struct ledger_story *story, uint64_t measure)
{
	for (uint32_t i = 0; i < story->groups_count; i++)
		if (story->groups[i].measure == measure)
			return &story->groups[i];
	GROW_FROM_ONE(story->groups, story->groups_count, story->groups_capacity);
	struct group *group = &story->groups[story->groups_count++];
	*group = (struct group){ .measure = measure };
	return group;
}

static void drop_claim(struct group *group, uint32_t at)
{
	group->previous_count -= group->claims[at].previous;
	group->count--;
	memmove(group->claims + at, group->claims + at + 1, (group->count - at) * sizeof *group->claims);
}

static void need(const struct ledger_story *story, struct ledger_article *article, struct arena *scratch)
{
	article->needed = story->round;
	ledger_article_recall(article, scratch);
}

static void need_known(const struct ledger_story *story, const struct derived *known, struct arena *scratch)
{
	for (uint32_t i = 0; i < known->assertions_count; i++)
		if (known->assertions[i].claim != NO_CLAIM)
			need(story, known->assertions[i].article, scratch);
}

/* The newest, those among them that an article to come may be laid beside, and what anything is kept of. */
static void recall_needed(struct ledger_story *story, struct arena *scratch)
{
	story->round++;
	for (uint32_t i = story->entries_count, seen = 0, open = 0; i-- > 0 && (seen < LOOKED_AT_MAX || open < LOOKED_AT_MAX);) {
		struct ledger_article *article = story->entries[i].article;
		bool has_room = article != NULL && article->pairings_count < ARTICLE_PAIRINGS_MAX;
		if (article != NULL && (has_room || seen < LOOKED_AT_MAX))
			need(story, article, scratch);
		seen += article != NULL;
		open += has_room;
	}
	for (uint32_t i = 0; i < story->groups_count; i++)
		for (uint32_t k = 0; k < story->groups[i].count; k++)
			need(story, story->groups[i].claims[k].article, scratch);
	for (uint32_t i = 0; i < story->pairings_capacity; i++)
		if (story->pairings[i].a != NULL) {
			need(story, story->pairings[i].a, scratch);
			need(story, story->pairings[i].b, scratch);
		}
	for (uint32_t i = 0; i < story->known_count; i++)
		need_known(story, &story->known[i].last, scratch);
}

void ledger_story_let_go(struct ledger_story *story)
{
	for (uint32_t i = 0; i < story->entries_count; i++) {
		if (story->entries[i].article != NULL)
			ledger_article_let_go(story->entries[i].article);
		if (story->entries[i].previous != NULL)
			ledger_article_let_go(story->entries[i].previous);
	}
	for (uint32_t i = 0; i < story->known_count; i++)
		for (uint32_t k = 0; k < story->known[i].last.assertions_count; k++)
			ledger_article_let_go(story->known[i].last.assertions[k].article);
	story->resting = true;
}

void ledger_story_recall_newest(const struct ledger_story *story, struct arena *scratch)
{
	for (uint32_t i = story->entries_count, seen = 0; i-- > 0 && seen < LOOKED_AT_MAX;) {
		if (story->entries[i].article != NULL)
			ledger_article_recall(story->entries[i].article, scratch);
		seen += story->entries[i].article != NULL;
	}
}

static void let_go_unneeded(const struct ledger_story *story, struct ledger_article *article)
{
	if (article != NULL && article->needed != story->round)
		ledger_article_let_go(article);
}

void ledger_story_let_go_unneeded(struct ledger_story *story, struct arena *scratch)
{
	if (story->added < LOOKED_AT_MAX)
		return;
	story->added = 0;
	recall_needed(story, scratch);
	for (uint32_t i = 0; i < story->entries_count; i++) {
		let_go_unneeded(story, story->entries[i].article);
		let_go_unneeded(story, story->entries[i].previous);
	}
}

void ledger_story_wake(struct ledger_story *story, struct arena *scratch)
{
	if (story->resting)
		recall_needed(story, scratch);
	story->resting = false;
	if (!story->asleep)
		return;
	for (uint32_t i = 0; i < story->pairings_capacity; i++)
		if (story->pairings[i].a != NULL)
			align_articles(story->pairings[i].a, story->pairings[i].b, scratch, &story->pairings[i]);
	for (uint32_t i = 0; i < story->groups_count; i++) {
		struct arena_mark mark = arena_mark(scratch);
		slots_assign(story->groups[i].claims, story->groups[i].count, scratch);
		arena_rewind(scratch, mark);
	}
	story->asleep = false;
}

/* Claims of replaced versions come behind all others; else they stand as their articles came. */
static void insert_claim(struct group *group, struct slot_claim claim)
{
	uint32_t present = group->count - group->previous_count;
	if (claim.previous && group->previous_count == GROUP_PREVIOUS)
		drop_claim(group, present);
	if (!claim.previous && present == GROUP_FIRST + GROUP_NEWEST) {
		if (claim.article->order < group->claims[GROUP_FIRST].article->order)
			return; /* a new version of one that has been dropped */
		drop_claim(group, GROUP_FIRST);
	}
	GROW_FROM_ONE(group->claims, group->count, group->capacity);
	uint32_t first = claim.previous ? group->count - group->previous_count : 0;
	uint32_t at = claim.previous ? group->count : group->count - group->previous_count;
	while (at > first && group->claims[at - 1].article->order > claim.article->order)
		at--;
	memmove(group->claims + at + 1, group->claims + at, (group->count - at) * sizeof *group->claims);
	group->claims[at] = claim;
	group->count++;
	group->previous_count += claim.previous;
}

static void insert_claims(struct ledger_story *story, struct ledger_article *article, bool previous)
{
	for (uint32_t i = 0; i < article->claims_count; i++) {
		struct group *group = ledger_story_group(story, claim_measure(&article->claims[i]));
		insert_claim(group, (struct slot_claim){ .article = article, .claim = (uint16_t)i, .previous = previous });
		group->changed = true;
	}
}

static void drop_claims(struct ledger_story *story, const struct ledger_article *article)
{
	for (uint32_t i = 0; i < article->claims_count; i++) {
		struct group *group = ledger_story_group(story, claim_measure(&article->claims[i]));
		for (uint32_t k = group->count; k-- > 0;)
			if (group->claims[k].article == article)
				drop_claim(group, k);
		group->changed = true;
	}
}

/* What stands in two texts' places bears on the slots of both. */
static void mark_groups(struct ledger_story *story, struct ledger_article *article)
{
	article->votes_known = false;
	for (uint32_t i = 0; i < article->claims_count; i++)
		ledger_story_group(story, claim_measure(&article->claims[i]))->changed = true;
}

static void unlist_pairing(struct ledger_article *article, uint32_t pairing)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < article->pairings_count; i++)
		if (article->pairings[i] != pairing)
			article->pairings[kept++] = article->pairings[i];
	article->pairings_count = (uint8_t)kept;
}

static void drop_pairing(struct ledger_story *story, uint32_t at)
{
	struct pairing *pairing = &story->pairings[at];
	if (pairing->a == NULL)
		return;
	unlist_pairing(pairing->a, at);
	unlist_pairing(pairing->b, at);
	mark_groups(story, pairing->a);
	mark_groups(story, pairing->b);
	pairing->a = pairing->b = NULL;
}

static void drop_pairings(struct ledger_story *story, struct ledger_article *article)
{
	while (article->pairings_count > 0)
		drop_pairing(story, article->pairings[article->pairings_count - 1u]);
}

/* Most stories are of a few articles. */
struct pairing *ledger_story_pairing_at(struct ledger_story *story, uint32_t place)
{
	uint32_t capacity = story->pairings_capacity == 0 ? 1 : story->pairings_capacity;
	while (capacity <= place)
		capacity *= 2;
	if (capacity > story->pairings_capacity) {
		story->pairings = realloc(story->pairings, capacity * sizeof *story->pairings);
		CHECK(story->pairings != NULL);
		memset(story->pairings + story->pairings_capacity, 0, (capacity - story->pairings_capacity) * sizeof *story->pairings);
		story->pairings_capacity = capacity;
	}
	return &story->pairings[place];
}

static struct pairing *pairing_made(struct ledger_story *story, uint32_t *ret_at)
{
	*ret_at = story->pairings_made++ % PAIRINGS_MAX;
	struct pairing *pairing = ledger_story_pairing_at(story, *ret_at);
	drop_pairing(story, *ret_at);
	return pairing;
}

static void lay_beside(struct ledger_story *story, struct ledger_article *a, struct ledger_article *b, struct arena *scratch)
{
	uint32_t at;
	if (a->pairings_count == ARTICLE_PAIRINGS_MAX || b->pairings_count == ARTICLE_PAIRINGS_MAX)
		return;
	struct pairing *pairing = pairing_made(story, &at);
	align_articles(a, b, scratch, pairing);
	a->pairings[a->pairings_count++] = (uint8_t)at;
	b->pairings[b->pairings_count++] = (uint8_t)at;
	mark_groups(story, a);
	mark_groups(story, b);
}

const struct pairing *ledger_story_pairing(const struct ledger_story *story, const struct ledger_article *a, const struct ledger_article *b)
{
	for (uint32_t i = 0; i < a->pairings_count; i++) {
		const struct pairing *pairing = &story->pairings[a->pairings[i]];
		if (pairing->a == b || pairing->b == b)
			return pairing;
	}
	return NULL;
}

/* One that a joining article may be laid beside. */
struct partner {
	struct ledger_article *article;
	uint32_t shared;
	bool taken;
	bool own_origin, own_language; /* as against the article and those taken */
};

/* How much a partner tells that those taken before it do not: an article of an origin of its own counts before a copy, and
 * one in a language of its own before others. */
static uint32_t rank_of(const struct partner *partner)
{
	return ((uint32_t)partner->own_origin << 1 | partner->own_language) << 16 | partner->shared;
}

static void take_partner(struct partner *partners, uint32_t count, uint32_t taken)
{
	const struct ledger_article *article = partners[taken].article;
	partners[taken].taken = true;
	for (uint32_t i = 0; i < count; i++) {
		partners[i].own_origin &= partners[i].article->origin != article->origin;
		partners[i].own_language = partners[i].own_language && !bytes_equal(partners[i].article->language, article->language);
	}
}

/* The newest others with room for a pairing, the newest first. */
static uint32_t find_partners(const struct ledger_story *story, const struct ledger_article *article, struct partner *partners,
                              struct arena *scratch)
{
	uint32_t count = 0;
	for (uint32_t i = story->entries_count; i-- > 0 && count < LOOKED_AT_MAX;) {
		struct ledger_article *other = story->entries[i].article;
		if (other == NULL || other == article || other->pairings_count == ARTICLE_PAIRINGS_MAX)
			continue;
		ledger_article_recall(other, scratch);
		partners[count++] = (struct partner){ other, ledger_article_shared(article, other), false, other->origin != article->origin, true };
	}
	for (uint32_t i = 0; i < count; i++)
		if (ledger_story_pairing(story, article, partners[i].article) != NULL)
			take_partner(partners, count, i);
	return count;
}

/* Lays an article beside those of the newest that share most with it; the newer of two alike. */
static void lay_beside_others(struct ledger_story *story, struct ledger_article *article, struct arena *scratch)
{
	struct partner partners[LOOKED_AT_MAX];
	uint32_t count = find_partners(story, article, partners, scratch);
	for (uint32_t taken = article->pairings_count; taken < PARTNERS_MAX; taken++) {
		uint32_t best = count;
		for (uint32_t i = 0; i < count; i++)
			if (!partners[i].taken && (best == count || rank_of(&partners[i]) > rank_of(&partners[best])))
				best = i;
		if (best == count)
			return;
		take_partner(partners, count, best);
		lay_beside(story, partners[best].article, article, scratch);
	}
}

static void recall_entry(const struct entry *entry, struct arena *scratch)
{
	ledger_article_recall(entry->article, scratch);
	if (entry->previous != NULL)
		ledger_article_recall(entry->previous, scratch);
}

void ledger_story_add(struct ledger_story *story, struct ledger_article *article, struct arena *scratch)
{
	article->order = story->entries_count == 0 ? 0 : story->order_last + 1;
	story->order_last = article->order;
	GROW_FROM_ONE(story->entries, story->entries_count, story->entries_capacity);
	story->entries[story->entries_count++] = (struct entry){ article, NULL, article->order };
	story->added++;
	insert_claims(story, article, false);
	lay_beside_others(story, article, scratch);
	story->changed = true;
}

void ledger_story_replace(struct ledger_story *story, uint32_t place, struct ledger_article *article, struct arena *scratch)
{
	struct entry *entry = &story->entries[place];
	struct ledger_article *old = entry->article;
	recall_entry(entry, scratch);
	article->order = old->order;
	if (entry->previous != NULL)
		drop_claims(story, entry->previous);
	ledger_article_release(entry->previous);
	drop_pairings(story, old);
	drop_claims(story, old);
	insert_claims(story, old, true);
	entry->previous = old;
	entry->article = article;
	insert_claims(story, article, false);
	lay_beside_others(story, article, scratch);
	story->changed = story->left = true;
}

/* Entries that have left are taken out when they are half of all, so that leaving costs the same in every story. */
static void take_out_gone(struct ledger_story *story)
{
	uint32_t kept = 0;
	if (2 * story->entries_gone <= story->entries_count)
		return;
	for (uint32_t i = 0; i < story->entries_count; i++)
		if (story->entries[i].article != NULL)
			story->entries[kept++] = story->entries[i];
	story->entries_count = kept;
	story->entries_gone = 0;
}

void ledger_story_remove(struct ledger_story *story, uint32_t place, struct arena *scratch)
{
	struct entry *entry = &story->entries[place];
	recall_entry(entry, scratch);
	drop_pairings(story, entry->article);
	drop_claims(story, entry->article);
	if (entry->previous != NULL)
		drop_claims(story, entry->previous);
	ledger_article_release(entry->article);
	ledger_article_release(entry->previous);
	entry->article = entry->previous = NULL;
	story->entries_gone++;
	take_out_gone(story);
	story->changed = story->left = true;
}

uint32_t ledger_story_place(const struct ledger_story *story, uint64_t order)
{
	uint32_t low = 0, high = story->entries_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (story->entries[middle].order < order)
			low = middle + 1;
		else
			high = middle;
	}
	bool there = low < story->entries_count && story->entries[low].order == order && story->entries[low].article != NULL;
	return there ? low : story->entries_count;
}

bool ledger_story_has(const struct ledger_story *story, const struct ledger_article *article)
{
	uint32_t place = ledger_story_place(story, article->order);
	return place < story->entries_count && story->entries[place].article == article;
}

bool ledger_story_forgets(const struct ledger_story *story, uint64_t measure)
{
	if (measure == 0)
		return story->pairings_made > PAIRINGS_MAX;
	for (uint32_t i = 0; i < story->groups_count; i++)
		if (story->groups[i].measure == measure)
			return story->groups[i].count - story->groups[i].previous_count == GROUP_FIRST + GROUP_NEWEST;
	return false;
}

void ledger_story_merge(struct ledger_story *story, struct ledger_story *from, struct arena *scratch)
{
	for (uint32_t i = 0; i < from->entries_count; i++) {
		struct entry entry = from->entries[i];
		if (entry.article == NULL)
			continue;
		recall_entry(&entry, scratch);
		entry.article->pairings_count = 0; /* its pairings were the other story's */
		ledger_story_add(story, entry.article, scratch);
		if (entry.previous == NULL)
			continue;
		entry.previous->order = entry.article->order;
		story->entries[story->entries_count - 1].previous = entry.previous;
		insert_claims(story, entry.previous, true);
	}
	for (uint32_t i = 0; i < from->known_count; i++) {
		GROW_FROM_ONE(story->known, story->known_count, story->known_capacity);
		story->known[story->known_count++] = from->known[i];
	}
	from->entries_count = from->known_count = 0;
	story->changed = story->left = true;
}
