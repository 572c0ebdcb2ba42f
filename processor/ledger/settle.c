#include "settle.h"

#include "aligned.h"
#include "grow.h"
#include "hash.h"
#include "naming.h"
#include "omission.h"
#include "single.h"

#define DERIVED_MAX 512 /* of one settling; what comes behind them is left out */

/* One settling. A discrepancy that is open and was not looked at anew stays; those looked at go on, or end. */
struct settling {
	struct ledger_story *story;
	uint64_t seq;
	clock_ms time;
	struct arena *arena;
	struct discrepancy_event *events;
	uint32_t count;
};

/* What a reader would see change. */
static uint64_t fingerprint_of(const struct derived *derived)
{
	uint64_t fingerprint = (uint64_t)derived->verdict << 8 | (uint64_t)derived->severity;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		const struct derived_assertion *assertion = &derived->assertions[i];
		uint64_t said = hash_bytes_seeded(assertion->article->uri, assertion->article->version);
		if (assertion->claim != NO_CLAIM) {
			struct claim claim = ledger_article_claim(assertion->article, assertion->claim);
			double number = claim.exact;
			uint64_t bits;
			memcpy(&bits, &number, sizeof bits);
			said ^= bits ^ claim.bound;
		}
		fingerprint = hash_mix(fingerprint ^ said);
	}
	return fingerprint;
}

struct assertion assertion_of(const struct derived_assertion *derived, struct arena *arena)
{
	const struct ledger_article *article = derived->article;
	struct claim *claim = NULL;
	if (derived->claim != NO_CLAIM) {
		claim = arena_take(arena, sizeof *claim);
		*claim = ledger_article_claim(article, derived->claim);
		claim->raw = arena_copy(arena, claim->raw);
		claim->sentence = arena_copy(arena, claim->sentence);
	}
	return (struct assertion){ arena_copy(arena, article->uri), article->version, arena_copy(arena, article->source),
		                   arena_copy(arena, article->language), article->origin, article->published, claim };
}

static struct discrepancy_event event_of(uint64_t story, const struct known *known, enum discrepancy_action action, struct arena *arena)
{
	const struct derived *derived = &known->last;
	struct assertion *assertions = arena_take(arena, (derived->assertions_count + 1) * sizeof *assertions);
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		assertions[i] = assertion_of(&derived->assertions[i], arena);
	char *slot = arena_take(arena, SLOT_NAME_MAX);
	memcpy(slot, derived->slot, SLOT_NAME_MAX);
	struct discrepancy_event event = { .discrepancy = derived->id, .story = story,
		.revision = known->revision, .action = action, .type = derived->type, .verdict = derived->verdict, .severity = derived->severity,
		.confidence = derived->confidence, .slot = slot, .bulletin = derived->bulletin, .reasons_count = derived->reasons_count,
		.assertions = assertions, .assertions_count = derived->assertions_count, .articles = derived->articles,
		.origins = derived->origins, .fingerprint = known->fingerprint };
	memcpy(event.reasons, derived->reasons, sizeof event.reasons);
	return event;
}

static void tell(struct settling *settling, const struct known *known, enum discrepancy_action action)
{
	struct discrepancy_event *event = &settling->events[settling->count++];
	*event = event_of(settling->story->id, known, action, settling->arena);
	event->seq = settling->seq;
	event->time = settling->time;
}

static bool rests_on_retracted(const struct ledger_story *story, const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		for (uint32_t k = 0; k < story->retracted_count; k++)
			if (hash_bytes(derived->assertions[i].article->uri) == story->retracted[k])
				return true;
	return false;
}

/* True when a discrepancy may be found no more only because what it was found by is kept no longer: all of its articles
 * stand as they stood. */
static bool stands_on(const struct ledger_story *story, const struct derived *derived)
{
	if (!ledger_story_forgets(story, derived->measure) || story->known_count > KEPT_MAX || derived->confidence < KEPT_SURE)
		return false;
	return naming_all_stand(story, derived);
}

/* Whether this settling looked at what a discrepancy is about. What places alone say is always looked at, because it
 * gives way to what slots say; and what is lacking, because any article may lack it. */
static bool looked_at(const struct ledger_story *story, const struct derived *derived)
{
	if (derived->type == DISCREPANCY_OMISSION || derived->type == DISCREPANCY_SINGLE_SOURCE)
		return true;
	for (uint32_t i = 0; i < story->groups_count; i++)
		if (story->groups[i].measure == derived->measure)
			return story->groups[i].changed;
	return true;
}

/* Tells of those that go on no more. They are taken out when the new ones are in, so that each keeps its place until then. */
static void end_the_gone(struct settling *settling)
{
	struct ledger_story *story = settling->story;
	for (uint32_t i = 0; i < story->known_count; i++) {
		struct known *known = &story->known[i];
		known->goes_on |= !looked_at(story, &known->last) || stands_on(story, &known->last);
		if (known->goes_on)
			continue;
		known->revision++;
		tell(settling, known, rests_on_retracted(story, &known->last) ? DISCREPANCY_RETRACTED : DISCREPANCY_RESOLVED);
		derived_release(&known->last);
	}
}

static void take_out_ended(struct ledger_story *story)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < story->known_count; i++)
		if (story->known[i].goes_on)
			story->known[kept++] = story->known[i];
	story->known_count = kept;
}

static void open_or_update(struct settling *settling, const struct derived *derived)
{
	struct ledger_story *story = settling->story;
	uint64_t fingerprint = derived->unchanged ? 0 : fingerprint_of(derived);
	bool open = derived->open != NOT_OPEN;
	if (derived->unchanged || (open && story->known[derived->open].fingerprint == fingerprint))
		return;
	if (!open)
		GROW_FROM_ONE(story->known, story->known_count, story->known_capacity);
	struct known *known = &story->known[open ? derived->open : story->known_count++];
	struct derived kept = derived_keep(derived);
	if (open)
		derived_release(&known->last);
	*known = (struct known){ .last = kept, .fingerprint = fingerprint, .bits = naming_bits(derived),
		.revision = open ? known->revision + 1 : 1, .goes_on = true };
	tell(settling, known, open ? DISCREPANCY_UPDATED : DISCREPANCY_OPENED);
}

/* Everything that is open after this settling: what was not looked at, and what was derived. */
static uint32_t open_after(struct ledger_story *story, const struct derived_list *list, struct derived **ret_open)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < story->known_count; i++)
		if (story->known[i].last.measure != 0 && !looked_at(story, &story->known[i].last))
			ret_open[count++] = &story->known[i].last;
	for (uint32_t i = 0; i < list->count; i++)
		ret_open[count++] = &list->items[i];
	return count;
}

static void derive_all(struct ledger_story *story, const struct ledger_settings *settings, struct arena *scratch, struct derived_list *list)
{
	for (uint32_t i = 0; i < story->groups_count; i++)
		if (story->groups[i].changed)
			derive_group(story, &story->groups[i], settings->bound_compatible, scratch, list);
	struct derived **open = arena_take(scratch, ((size_t)list->capacity + story->known_count + 1) * sizeof *open);
	uint32_t count = open_after(story, list, open);
	aligned_derive(story, (const struct derived *const *)open, count, list);
	single_derive(story, list);
	omission_derive(story, settings->single_source, list);
	naming_go_on(story, looked_at, scratch, list);
	derive_bulletins(open, open_after(story, list, open));
}

uint32_t ledger_story_open(const struct ledger_story *story, struct arena *arena, struct discrepancy_event **ret_events)
{
	struct discrepancy_event *events = arena_take(arena, (story->known_count + 1) * sizeof *events);
	for (uint32_t i = 0; i < story->known_count; i++)
		events[i] = event_of(story->id, &story->known[i], DISCREPANCY_OPENED, arena);
	*ret_events = events;
	return story->known_count;
}

uint32_t ledger_story_settle(struct ledger_story *story, const struct ledger_settings *settings, uint64_t seq, clock_ms time,
                      struct arena *scratch, struct arena *arena, struct discrepancy_event **ret_events)
{
	if (!story->changed)
		return 0;
	struct arena_mark mark = arena_mark(scratch);
	ledger_story_recall_newest(story, scratch);
	struct derived_list list = derived_list_in(scratch, DERIVED_MAX);
	derive_all(story, settings, scratch, &list);
	struct settling settling = { .story = story, .seq = seq, .time = time, .arena = arena };
	settling.events = arena_take(arena, ((size_t)list.count + story->known_count + 1) * sizeof *settling.events);
	end_the_gone(&settling);
	for (uint32_t i = 0; i < list.count; i++)
		open_or_update(&settling, &list.items[i]);
	take_out_ended(story);
	for (uint32_t i = 0; i < story->groups_count; i++)
		story->groups[i].changed = false;
	story->changed = story->left = false;
	story->retracted_count = 0;
	arena_rewind(scratch, mark);
	*ret_events = settling.events;
	return settling.count;
}
