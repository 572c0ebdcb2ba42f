/* The ledger's stories as entries of the changelog, and built of them again. */
#include <stdlib.h>

#include "change_codec.h"
#include "grow.h"
#include "ledger_private.h"
#include "naming.h"
#include "record_codec.h"

/* ---- Writing. */

static struct changelog_discrepancy discrepancy_of(const struct known *known, struct arena *arena)
{
	const struct derived *last = &known->last;
	struct changelog_discrepancy of = { .id = last->id, .measure = last->measure, .fingerprint = known->fingerprint, .bulletin = last->bulletin,
		.revision = known->revision, .type = last->type, .verdict = last->verdict, .severity = last->severity,
		.confidence = last->confidence, .articles = last->articles, .origins = last->origins,
		.slot = bytes_of_string(last->slot), .reasons_count = last->reasons_count, .assertions_count = last->assertions_count };
	for (uint32_t i = 0; i < last->reasons_count; i++)
		of.reasons[i] = bytes_of_string(last->reasons[i]);
	of.assertions = arena_take(arena, (last->assertions_count + (size_t)1) * sizeof *of.assertions);
	for (uint32_t i = 0; i < last->assertions_count; i++)
		of.assertions[i] = (struct changelog_assertion){ last->assertions[i].article->number, last->assertions[i].claim };
	return of;
}

static struct changelog_ledger_entry entry_of(const struct entry *entry)
{
	struct changelog_ledger_entry of = { .order = entry->order };
	if (entry->article == NULL)
		return of;
	of.record = entry->article->number;
	of.previous = entry->previous == NULL ? 0 : entry->previous->number;
	of.pairings_count = entry->article->pairings_count;
	memcpy(of.pairings, entry->article->pairings, entry->article->pairings_count);
	return of;
}

static struct changelog_group group_of(const struct ledger_story *story, const struct group *group, struct arena *arena)
{
	struct changelog_group of = { .measure = group->measure, .claims_count = group->count, .previous_count = group->previous_count };
	of.claims = arena_take(arena, (group->count + (size_t)1) * sizeof *of.claims);
	for (uint32_t i = 0; i < group->count; i++)
		of.claims[i] = (struct changelog_claim){ ledger_story_place(story, group->claims[i].article->order), group->claims[i].claim };
	return of;
}

static struct bytes encode_story(const struct ledger_story *story, struct arena *arena)
{
	struct changelog_ledger of = { .order_last = story->order_last, .entries_count = story->entries_count,
		.groups_count = story->groups_count, .pairings_made = story->pairings_made, .retracted = story->retracted,
		.retracted_count = story->retracted_count, .discrepancies_count = story->known_count };
	of.entries = arena_take(arena, (of.entries_count + (size_t)1) * sizeof *of.entries);
	of.groups = arena_take(arena, (of.groups_count + (size_t)1) * sizeof *of.groups);
	of.pairings = arena_take(arena, (story->pairings_capacity + (size_t)1) * sizeof *of.pairings);
	of.discrepancies = arena_take(arena, (of.discrepancies_count + (size_t)1) * sizeof *of.discrepancies);
	for (uint32_t i = 0; i < story->entries_count; i++)
		of.entries[i] = entry_of(&story->entries[i]);
	for (uint32_t i = 0; i < story->groups_count; i++)
		of.groups[i] = group_of(story, &story->groups[i], arena);
	for (uint32_t i = 0; i < story->pairings_capacity; i++) {
		const struct pairing *pairing = &story->pairings[i];
		if (pairing->a != NULL)
			of.pairings[of.pairings_count++] = (struct changelog_pairing){ i, ledger_story_place(story, pairing->a->order),
				                                                       ledger_story_place(story, pairing->b->order) };
	}
	for (uint32_t i = 0; i < story->known_count; i++)
		of.discrepancies[i] = discrepancy_of(&story->known[i], arena);
	return changelog_encode(CHANGELOG_LEDGER, &of, arena);
}

static int order_by_id(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

void ledger_keep(struct ledger *ledger, struct arena *arena, struct changelog_sink *sink)
{
	if (ledger->marked_count > 0)
		qsort(ledger->marked, ledger->marked_count, sizeof *ledger->marked, order_by_id);
	for (uint32_t i = 0; sink != NULL && i < ledger->marked_count; i++) {
		uint64_t id = ledger->marked[i];
		if (i > 0 && ledger->marked[i - 1] == id)
			continue;
		const uint64_t *place = map64_find(&ledger->by_story, id);
		struct bytes none = { NULL, 0 };
		sink->put(sink, (struct changelog_key){ CHANGELOG_LEDGER, id },
		          place == NULL ? none : encode_story((const struct ledger_story *)(uintptr_t)*place, arena));
	}
	ledger->marked_count = 0;
}

void ledger_track(struct ledger *ledger, struct uses *records)
{
	ledger->account.records = records;
}

/* ---- Reading. */

struct restoring {
	struct ledger *ledger;
	ledger_record_reader read;
	struct changelog_entries records;
	struct map64 articles; /* by number of the record → pointer, with one reference */
	struct arena *arena;
	const char **ret_reason;
};

static enum status refuse(const struct restoring *restoring, const char *reason)
{
	*restoring->ret_reason = reason;
	return STATUS_BAD_INPUT;
}

/* The article made of a record, without a further reference; NULL with the reason when there is none. */
static struct ledger_article *article_of(struct restoring *restoring, uint64_t number)
{
	uint64_t *place = map64_find(&restoring->articles, number);
	if (place != NULL) {
		ledger_article_recall((struct ledger_article *)(uintptr_t)*place, &restoring->ledger->scratch);
		return (struct ledger_article *)(uintptr_t)*place;
	}
	struct changelog_record taken;
	struct sketch_record record;
	if (restoring->read(restoring->records, number, restoring->arena, &taken, &record, restoring->ret_reason) != STATUS_OK)
		return NULL;
	struct ledger_article *article = ledger_article_new(&record, taken.origin, taken.came);
	ledger_article_track(article, &restoring->ledger->account, taken.record);
	*map64_put(&restoring->articles, number) = (uint64_t)(uintptr_t)article;
	return article;
}

static const char *reason_of(struct ledger *ledger, struct bytes text)
{
	for (uint32_t i = 0; i < ledger->reasons_count; i++)
		if (bytes_equal(bytes_of_string(ledger->reasons[i]), text))
			return ledger->reasons[i];
	char *copy = calloc(1, text.length + 1);
	CHECK(copy != NULL);
	memcpy(copy, text.data, text.length);
	GROW(ledger->reasons, ledger->reasons_count, ledger->reasons_capacity);
	ledger->reasons[ledger->reasons_count++] = copy;
	return copy;
}

static enum status restore_discrepancy(struct restoring *restoring, struct ledger_story *story, const struct changelog_discrepancy *of)
{
	struct derived_assertion assertions[DERIVED_ASSERTIONS_MAX];
	struct known known = { .fingerprint = of->fingerprint, .revision = of->revision };
	struct derived last = { .assertions = assertions, .id = of->id, .measure = of->measure, .type = of->type, .verdict = of->verdict, .severity = of->severity,
		.confidence = of->confidence, .bulletin = of->bulletin, .reasons_count = of->reasons_count, .articles = of->articles,
		.origins = of->origins };
	if (of->slot.length >= SLOT_NAME_MAX || of->assertions_count > DERIVED_ASSERTIONS_MAX)
		return refuse(restoring, "A discrepancy is too large.");
	memcpy(last.slot, of->slot.data, of->slot.length);
	for (uint32_t i = 0; i < of->reasons_count; i++)
		last.reasons[i] = reason_of(restoring->ledger, of->reasons[i]);
	for (uint32_t i = 0; i < of->assertions_count; i++) {
		struct ledger_article *article = article_of(restoring, of->assertions[i].record);
		if (article == NULL)
			return STATUS_BAD_INPUT;
		if (of->assertions[i].claim != NO_CLAIM && of->assertions[i].claim >= article->claims_count + article->figures_count)
			return refuse(restoring, "A discrepancy rests on a claim that is not there.");
		assertions[last.assertions_count++] = (struct derived_assertion){ article, of->assertions[i].claim };
	}
	known.last = derived_keep(&last);
	known.bits = naming_bits(&known.last);
	GROW_FROM_ONE(story->known, story->known_count, story->known_capacity);
	story->known[story->known_count++] = known;
	return STATUS_OK;
}

static enum status restore_entry(struct restoring *restoring, struct ledger_story *story, const struct changelog_ledger_entry *of)
{
	struct entry entry = { .order = of->order };
	if (of->record == 0) {
		story->entries_gone++;
	} else {
		entry.article = article_of(restoring, of->record);
		entry.previous = of->previous == 0 ? NULL : article_of(restoring, of->previous);
		if (entry.article == NULL || (of->previous != 0 && entry.previous == NULL))
			return STATUS_BAD_INPUT;
		ledger_article_keep(entry.article)->order = of->order;
		entry.article->pairings_count = (uint8_t)of->pairings_count;
		memcpy(entry.article->pairings, of->pairings, of->pairings_count);
		if (entry.previous != NULL)
			ledger_article_keep(entry.previous)->order = of->order;
		*map64_put(&restoring->ledger->by_article, ledger_article_key(story->id, entry.article->uri)) = of->order + 1;
	}
	GROW_FROM_ONE(story->entries, story->entries_count, story->entries_capacity);
	story->entries[story->entries_count++] = entry;
	return STATUS_OK;
}

static enum status restore_group(const struct restoring *restoring, struct ledger_story *story, const struct changelog_group *of)
{
	struct group *group = ledger_story_group(story, of->measure);
	if (of->claims_count > GROUP_CLAIMS_MAX || of->previous_count > of->claims_count)
		return refuse(restoring, "A group of claims is too large.");
	group->capacity = of->claims_count;
	group->claims = calloc(of->claims_count + (size_t)1, sizeof *group->claims);
	CHECK(group->claims != NULL);
	for (uint32_t i = 0; i < of->claims_count; i++) {
		bool previous = i >= of->claims_count - of->previous_count;
		const struct entry *entry = of->claims[i].entry < story->entries_count ? &story->entries[of->claims[i].entry] : NULL;
		struct ledger_article *article = entry == NULL ? NULL : previous ? entry->previous : entry->article;
		if (article == NULL || of->claims[i].claim >= article->claims_count)
			return refuse(restoring, "A claim is of an article that is not there.");
		group->claims[group->count++] = (struct slot_claim){ .article = article, .claim = (uint16_t)of->claims[i].claim, .previous = previous };
	}
	group->previous_count = of->previous_count;
	return STATUS_OK;
}

static enum status restore_pairing(const struct restoring *restoring, struct ledger_story *story, const struct changelog_pairing *of)
{
	struct ledger_article *a = of->a < story->entries_count ? story->entries[of->a].article : NULL;
	struct ledger_article *b = of->b < story->entries_count ? story->entries[of->b].article : NULL;
	if (a == NULL || b == NULL || of->place >= PAIRINGS_MAX)
		return refuse(restoring, "A pair of articles is of one that is not there.");
	*ledger_story_pairing_at(story, of->place) = (struct pairing){ .a = a, .b = b };
	return STATUS_OK;
}

static enum status restore_story(struct restoring *restoring, const struct changelog_entry *of_story)
{
	struct changelog_ledger of;
	enum status status = changelog_decode(CHANGELOG_LEDGER, of_story->value, restoring->arena, &of, restoring->ret_reason);
	if (status != STATUS_OK)
		return status;
	struct ledger_story *story = ledger_story_new(of_story->key.id);
	*map64_put(&restoring->ledger->by_story, of_story->key.id) = (uint64_t)(uintptr_t)story;
	story->asleep = true;
	story->order_last = of.order_last;
	story->pairings_made = of.pairings_made;
	for (uint32_t i = 0; status == STATUS_OK && i < of.entries_count; i++)
		status = restore_entry(restoring, story, &of.entries[i]);
	for (uint32_t i = 0; status == STATUS_OK && i < of.groups_count; i++)
		status = restore_group(restoring, story, &of.groups[i]);
	for (uint32_t i = 0; status == STATUS_OK && i < of.pairings_count; i++)
		status = restore_pairing(restoring, story, &of.pairings[i]);
	for (uint32_t i = 0; i < of.retracted_count; i++) {
		GROW(story->retracted, story->retracted_count, story->retracted_capacity);
		story->retracted[story->retracted_count++] = of.retracted[i];
	}
	for (uint32_t i = 0; status == STATUS_OK && i < of.discrepancies_count; i++)
		status = restore_discrepancy(restoring, story, &of.discrepancies[i]);
	ledger_story_let_go(story);
	return status;
}

enum status ledger_restore(struct ledger *ledger, struct changelog_entries entries, ledger_record_reader read, struct arena *arena,
                           const char **ret_reason)
{
	struct restoring restoring = { .ledger = ledger, .read = read, .records = changelog_of_kind(entries, CHANGELOG_RECORD), .arena = arena,
		                       .ret_reason = ret_reason };
	struct changelog_entries stories = changelog_of_kind(entries, CHANGELOG_LEDGER);
	enum status status = STATUS_OK;
	map64_init(&restoring.articles);
	for (size_t i = 0; status == STATUS_OK && i < stories.count; i++) {
		struct arena_mark mark = arena_mark(arena);
		status = restore_story(&restoring, &stories.items[i]);
		if (status == STATUS_OK)
			arena_rewind(arena, mark);
	}
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(&restoring.articles, &at)) != NULL;)
		ledger_article_release((struct ledger_article *)(uintptr_t)entry->value);
	map64_free(&restoring.articles);
	return status;
}
