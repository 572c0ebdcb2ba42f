#include "ledger.h"

#include <stdlib.h>

#include "aligned.h"
#include "derive.h"
#include "grow.h"
#include "hash.h"
#include "map64.h"

#define ALIGN_PARTNERS_MAX 8 /* a joining article is laid beside so many of the story's: work per article is bounded */
#define ALIGN_LOOKED_AT_MAX 64 /* chosen from so many of the newest */
#define SCRATCH_SIZE (1u << 18)
#define PAIRINGS_MAX 256     /* of a story; the oldest go */

/* A discrepancy that is open. */
struct known {
	struct derived last; /* its assertions hold references to their articles */
	uint64_t signature;
	uint32_t revision;
};

struct entry {
	struct ledger_article *article;
	struct ledger_article *previous; /* the version before, or NULL */
};

struct ledger_story {
	uint64_t id;
	struct entry *entries; /* in the order in which the articles came */
	uint32_t entries_count, entries_capacity;
	struct known *known;
	uint32_t known_count, known_capacity;
	uint64_t *retracted; /* hashes of uris that were killed or withheld since the last settling */
	uint32_t retracted_count, retracted_capacity;
	struct pairing *pairings; /* of articles of entries, the oldest first */
	uint32_t pairings_count, pairings_capacity;
};

struct ledger {
	struct map64 by_story; /* id → pointer to a ledger_story */
	struct arena scratch;  /* of aligning; empty between two calls */
};

struct ledger *ledger_new(void)
{
	struct ledger *ledger = malloc(sizeof *ledger);
	CHECK(ledger != NULL);
	map64_init(&ledger->by_story);
	arena_init(&ledger->scratch, SCRATCH_SIZE);
	return ledger;
}

static struct ledger_story *story_of(const struct ledger *ledger, uint64_t id)
{
	const uint64_t *place = map64_find(&ledger->by_story, id);
	return place == NULL ? NULL : (struct ledger_story *)(uintptr_t)*place;
}

static struct ledger_story *story_made(struct ledger *ledger, uint64_t id)
{
	uint64_t *place = map64_put(&ledger->by_story, id);
	if (*place == 0) {
		struct ledger_story *story = calloc(1, sizeof *story);
		CHECK(story != NULL);
		story->id = id;
		*place = (uint64_t)(uintptr_t)story;
	}
	return (struct ledger_story *)(uintptr_t)*place;
}

static void references_keep(const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		ledger_article_keep(derived->assertions[i].article);
}

static void references_release(const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		ledger_article_release(derived->assertions[i].article);
}

static void entry_release(const struct entry *entry)
{
	ledger_article_release(entry->article);
	ledger_article_release(entry->previous);
}

static void story_free(struct ledger_story *story)
{
	for (uint32_t i = 0; i < story->entries_count; i++)
		entry_release(&story->entries[i]);
	for (uint32_t i = 0; i < story->known_count; i++)
		references_release(&story->known[i].last);
	free(story->entries);
	free(story->known);
	free(story->retracted);
	free(story->pairings);
	free(story);
}

void ledger_free(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	for (size_t i = 0; i < ledger->by_story.capacity; i++)
		if (ledger->by_story.used[i])
			story_free((struct ledger_story *)(uintptr_t)ledger->by_story.slots[i].value);
	map64_free(&ledger->by_story);
	arena_free(&ledger->scratch);
	free(ledger);
}

static uint32_t entry_index(const struct ledger_story *story, struct bytes uri)
{
	uint32_t index = 0;
	while (index < story->entries_count && !bytes_equal(story->entries[index].article->uri, uri))
		index++;
	return index;
}

static void drop_pairings(struct ledger_story *story, const struct ledger_article *article)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < story->pairings_count; i++)
		if (story->pairings[i].a != article && story->pairings[i].b != article)
			story->pairings[kept++] = story->pairings[i];
	story->pairings_count = kept;
}

static void make_room_for_pairing(struct ledger_story *story)
{
	if (story->pairings_count == PAIRINGS_MAX) {
		story->pairings_count--;
		memmove(story->pairings, story->pairings + 1, story->pairings_count * sizeof *story->pairings);
	}
	GROW(story->pairings, story->pairings_count, story->pairings_capacity);
}

static void add_pairing(struct ledger *ledger, struct ledger_story *story, const struct ledger_article *a, const struct ledger_article *b)
{
	make_room_for_pairing(story);
	align_articles(a, b, &ledger->scratch, &story->pairings[story->pairings_count++]);
}

static bool is_paired(const struct ledger_story *story, const struct ledger_article *a, const struct ledger_article *b)
{
	for (uint32_t i = 0; i < story->pairings_count; i++)
		if ((story->pairings[i].a == a && story->pairings[i].b == b) || (story->pairings[i].a == b && story->pairings[i].b == a))
			return true;
	return false;
}

/* The entry that shares most with an article among the newest, other than those chosen; the newer of two alike. */
static const struct ledger_article *best_partner(const struct ledger_story *story, const struct ledger_article *article,
                                                 const struct ledger_article *const *chosen, uint32_t chosen_count, bool new_language)
{
	const struct ledger_article *best = NULL;
	uint32_t best_shared = 0, last = story->entries_count > ALIGN_LOOKED_AT_MAX ? story->entries_count - ALIGN_LOOKED_AT_MAX : 0;
	for (uint32_t i = story->entries_count; i-- > last;) {
		const struct ledger_article *other = story->entries[i].article;
		bool out = other == article;
		for (uint32_t k = 0; k < chosen_count; k++)
			out |= chosen[k] == other || (new_language && bytes_equal(chosen[k]->language, other->language));
		uint32_t shared = out ? 0 : ledger_article_shared(article, other);
		if (!out && (best == NULL || shared > best_shared)) {
			best = other;
			best_shared = shared;
		}
	}
	return best;
}

/* Lays an article beside the others that share most with it: first one of each language, then any. */
static void align_with_others(struct ledger *ledger, struct ledger_story *story, const struct ledger_article *article)
{
	const struct ledger_article *partners[ALIGN_PARTNERS_MAX];
	uint32_t count = 0;
	for (int round = 0; round < 2; round++)
		while (count < ALIGN_PARTNERS_MAX) {
			const struct ledger_article *partner = best_partner(story, article, partners, count, round == 0);
			if (partner == NULL)
				break;
			partners[count++] = partner;
		}
	for (uint32_t i = 0; i < count; i++)
		if (!is_paired(story, partners[i], article))
			add_pairing(ledger, story, partners[i], article);
}

void ledger_article_in(struct ledger *ledger, uint64_t id, const struct sketch_record *record, uint64_t origin, clock_ms time)
{
	struct ledger_story *story = story_made(ledger, id);
	struct ledger_article *article = ledger_article_new(record, origin, time);
	uint32_t index = entry_index(story, record->uri);
	if (index < story->entries_count) {
		ledger_article_release(story->entries[index].previous);
		drop_pairings(story, story->entries[index].article);
		story->entries[index].previous = story->entries[index].article;
		story->entries[index].article = article;
	} else {
		GROW(story->entries, story->entries_count, story->entries_capacity);
		story->entries[story->entries_count++] = (struct entry){ article, NULL };
	}
	align_with_others(ledger, story, article);
}

void ledger_article_out(struct ledger *ledger, uint64_t id, struct bytes uri, bool retracted)
{
	struct ledger_story *story = story_of(ledger, id);
	uint32_t index = story == NULL ? 0 : entry_index(story, uri);
	if (story == NULL || index == story->entries_count)
		return;
	drop_pairings(story, story->entries[index].article);
	entry_release(&story->entries[index]);
	story->entries_count--;
	memmove(story->entries + index, story->entries + index + 1, (story->entries_count - index) * sizeof *story->entries);
	if (!retracted)
		return;
	GROW(story->retracted, story->retracted_count, story->retracted_capacity);
	story->retracted[story->retracted_count++] = hash_bytes(uri);
}

void ledger_merge(struct ledger *ledger, uint64_t into_id, uint64_t from_id)
{
	struct ledger_story *from = story_of(ledger, from_id);
	if (from == NULL)
		return;
	struct ledger_story *into = story_made(ledger, into_id);
	for (uint32_t i = 0; i < from->pairings_count; i++) {
		make_room_for_pairing(into);
		into->pairings[into->pairings_count++] = from->pairings[i];
	}
	for (uint32_t i = 0; i < from->entries_count; i++) {
		GROW(into->entries, into->entries_count, into->entries_capacity);
		into->entries[into->entries_count++] = from->entries[i];
	}
	for (uint32_t i = 0; i < from->known_count; i++) {
		GROW(into->known, into->known_count, into->known_capacity);
		into->known[into->known_count++] = from->known[i];
	}
	for (uint32_t i = 0; i < from->entries_count && i < ALIGN_PARTNERS_MAX; i++)
		align_with_others(ledger, into, from->entries[from->entries_count - 1 - i].article);
	from->entries_count = from->known_count = 0;
	map64_remove(&ledger->by_story, from_id);
	story_free(from);
}

void ledger_end(struct ledger *ledger, uint64_t id)
{
	struct ledger_story *story = story_of(ledger, id);
	if (story == NULL)
		return;
	map64_remove(&ledger->by_story, id);
	story_free(story);
}

static uint32_t add_claims(struct slot_claim *claims, uint32_t count, struct ledger_article *article, bool previous)
{
	for (uint32_t i = 0; i < article->claims_count && count < SLOTS_CLAIMS_MAX; i++)
		claims[count++] = (struct slot_claim){ .article = article, .claim = i, .previous = previous };
	return count;
}

/* The claims to be compared: of the newest articles that fit, then of their versions before. */
static uint32_t gather(const struct ledger_story *story, struct slot_claim claims[SLOTS_CLAIMS_MAX])
{
	uint32_t first = story->entries_count, claims_kept = 0;
	while (first > 0 && claims_kept + story->entries[first - 1].article->claims_count <= SLOTS_CLAIMS_MAX)
		claims_kept += story->entries[--first].article->claims_count;
	uint32_t count = 0;
	for (uint32_t i = first; i < story->entries_count; i++)
		count = add_claims(claims, count, story->entries[i].article, false);
	for (uint32_t i = first; i < story->entries_count; i++)
		if (story->entries[i].previous != NULL)
			count = add_claims(claims, count, story->entries[i].previous, true);
	return count;
}

/* What a reader would see change. */
static uint64_t signature_of(const struct derived *derived)
{
	uint64_t signature = (uint64_t)derived->verdict << 8 | (uint64_t)derived->severity;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		const struct ledger_article *article = derived->assertions[i].article;
		struct claim claim = ledger_article_claim(article, derived->assertions[i].claim);
		double number = claim.exact;
		uint64_t bits;
		memcpy(&bits, &number, sizeof bits);
		signature = hash_mix(signature ^ hash_bytes_seeded(article->uri, article->version) ^ bits ^ claim.bound);
	}
	return signature;
}

static struct discrepancy_event event_of(const struct known *known, enum discrepancy_action action, uint64_t story,
                                         uint64_t seq, clock_ms time, struct arena *arena)
{
	const struct derived *derived = &known->last;
	struct assertion *assertions = arena_take(arena, (derived->assertions_count + 1) * sizeof *assertions);
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		const struct ledger_article *article = derived->assertions[i].article;
		struct claim *claim = arena_take(arena, sizeof *claim);
		*claim = ledger_article_claim(article, derived->assertions[i].claim);
		claim->raw = arena_copy(arena, claim->raw);
		claim->sentence = arena_copy(arena, claim->sentence);
		assertions[i] = (struct assertion){ arena_copy(arena, article->uri), article->version, arena_copy(arena, article->source),
			                            arena_copy(arena, article->language), article->origin, article->published, claim };
	}
	char *slot = arena_take(arena, SLOT_NAME_MAX);
	memcpy(slot, derived->slot, SLOT_NAME_MAX);
	struct discrepancy_event event = { .discrepancy = derived->id, .story = story, .seq = seq, .revision = known->revision,
		.action = action, .type = derived->type, .verdict = derived->verdict, .severity = derived->severity,
		.confidence = derived->confidence, .slot = slot, .bulletin = derived->bulletin, .reasons_count = derived->reasons_count,
		.assertions = assertions, .assertions_count = derived->assertions_count, .articles = derived->articles,
		.origins = derived->origins, .time = time, .fingerprint = known->signature };
	memcpy(event.reasons, derived->reasons, sizeof event.reasons);
	return event;
}

static bool rests_on_retracted(const struct ledger_story *story, const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		for (uint32_t k = 0; k < story->retracted_count; k++)
			if (hash_bytes(derived->assertions[i].article->uri) == story->retracted[k])
				return true;
	return false;
}

/* The place of a derived discrepancy among the known ones; known_count when it is new. */
static uint32_t known_index(const struct ledger_story *story, uint64_t id)
{
	uint32_t index = 0;
	while (index < story->known_count && story->known[index].last.id != id)
		index++;
	return index;
}

static bool is_derived(const struct derived *derived, uint32_t count, uint64_t id)
{
	for (uint32_t i = 0; i < count; i++)
		if (derived[i].id == id)
			return true;
	return false;
}

struct settling {
	struct ledger_story *story;
	uint64_t seq;
	clock_ms time;
	struct arena *arena;
	struct discrepancy_event *events;
	uint32_t count;
};

static void tell(struct settling *settling, const struct known *known, enum discrepancy_action action)
{
	settling->events[settling->count++] =
		event_of(known, action, settling->story->id, settling->seq, settling->time, settling->arena);
}

static void end_the_gone(struct settling *settling, const struct derived *derived, uint32_t derived_count)
{
	struct ledger_story *story = settling->story;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < story->known_count; i++) {
		struct known *known = &story->known[i];
		if (is_derived(derived, derived_count, known->last.id)) {
			story->known[kept++] = *known;
			continue;
		}
		known->revision++;
		tell(settling, known, rests_on_retracted(story, &known->last) ? DISCREPANCY_RETRACTED : DISCREPANCY_RESOLVED);
		references_release(&known->last);
	}
	story->known_count = kept;
	story->retracted_count = 0;
}

static void open_or_update(struct settling *settling, const struct derived *derived)
{
	struct ledger_story *story = settling->story;
	uint64_t signature = signature_of(derived);
	uint32_t index = known_index(story, derived->id);
	if (index == story->known_count) {
		GROW(story->known, story->known_count, story->known_capacity);
		story->known[story->known_count++] = (struct known){ *derived, signature, 1 };
		references_keep(derived);
		tell(settling, &story->known[index], DISCREPANCY_OPENED);
	} else if (story->known[index].signature != signature) {
		struct known *known = &story->known[index];
		references_keep(derived);
		references_release(&known->last);
		*known = (struct known){ *derived, signature, known->revision + 1 };
		tell(settling, known, DISCREPANCY_UPDATED);
	}
}

static struct laid_out lay_out(const struct ledger_story *story, struct arena *arena)
{
	struct ledger_article **articles = arena_take(arena, (story->entries_count + 1) * sizeof *articles);
	for (uint32_t i = 0; i < story->entries_count; i++)
		articles[i] = story->entries[i].article;
	return (struct laid_out){ articles, story->entries_count, story->pairings, story->pairings_count };
}

uint32_t ledger_settle(struct ledger *ledger, uint64_t id, uint64_t seq, clock_ms time, struct arena *arena,
                       struct discrepancy_event **ret_events)
{
	struct ledger_story *story = story_of(ledger, id);
	if (story == NULL)
		return 0;
	struct slot_claim *claims = arena_take(arena, SLOTS_CLAIMS_MAX * sizeof *claims);
	struct derived *derived;
	uint32_t count = gather(story, claims);
	slots_assign(claims, count, arena);
	struct laid_out laid_out = lay_out(story, arena);
	uint32_t derived_count = derive_discrepancies(claims, count, &laid_out, arena, &derived);
	struct settling settling = { story, seq, time, arena, NULL, 0 };
	settling.events = arena_take(arena, ((size_t)derived_count + story->known_count + 1) * sizeof *settling.events);
	end_the_gone(&settling, derived, derived_count);
	for (uint32_t i = 0; i < derived_count; i++)
		open_or_update(&settling, &derived[i]);
	*ret_events = settling.events;
	return settling.count;
}

uint32_t ledger_open_count(const struct ledger *ledger, uint64_t id)
{
	const struct ledger_story *story = story_of(ledger, id);
	return story == NULL ? 0 : story->known_count;
}
