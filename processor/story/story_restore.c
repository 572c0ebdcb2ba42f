/* A state built again from the entries of the changelog. */
#include <stdlib.h>

#include "change_codec.h"
#include "grow.h"
#include "hash.h"
#include "record_codec.h"
#include "story_parts.h"

#define SAMPLE_OF_CHUNKS 64
#define SAMPLE_KEYS_MIN 1000

struct restoring {
	struct story_state *state;
	uint32_t window_entries; /* of the text index */
	struct changelog_entries all;
	struct changelog_entries records;
	struct arena *arena;
	const char **ret_reason;
};

static enum status refuse(const struct restoring *restoring, const char *reason)
{
	*restoring->ret_reason = reason;
	return STATUS_BAD_INPUT;
}

static enum status decode(const struct restoring *restoring, const struct changelog_entry *entry, void *ret_entry)
{
	return changelog_decode(entry->key.kind, entry->value, restoring->arena, ret_entry, restoring->ret_reason);
}

static enum status restore_head(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct story_state *state = restoring->state;
	struct changelog_head head;
	enum status status = decode(restoring, entry, &head);
	if (status != STATUS_OK)
		return status;
	state->seq = head.seq;
	state->now = head.now;
	state->timers.next_number = head.timers;
	state->numbers = head.records;
	state->lines.uses = head.line_uses;
	state->store.listed = head.listed;
	state->store.indexed = head.indexed;
	state->store.rarity.counted = state->store.rarity.stored = head.counted;
	state->store.rarity.day = head.day;
	restoring->window_entries = head.window_entries;
	return text_index_restore_begin(&state->store.texts, head.window) == STATUS_OK ? STATUS_OK : refuse(restoring, "The index of texts has no size.");
}

static enum status restore_language(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct rarity *rarity = &restoring->state->store.rarity;
	struct match_means *means = &restoring->state->means;
	struct changelog_language language;
	enum status status = decode(restoring, entry, &language);
	if (status != STATUS_OK)
		return status;
	if (language.number >= RARITY_LANGUAGES)
		return refuse(restoring, "A language's number is too large.");
	if (entry->key.id != 0)
		rarity_restore_language(rarity, entry->key.id, language.number);
	rarity->articles[language.number] = language.articles;
	rarity->words[language.number] = language.words;
	means->sum[language.number] = language.mean_sum;
	means->count[language.number] = language.mean_count;
	return STATUS_OK;
}

static enum status restore_story(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct story_store *store = &restoring->state->store;
	struct changelog_story of;
	enum status status = decode(restoring, entry, &of);
	if (status != STATUS_OK)
		return status;
	if (entry->key.id >= NO_INDEX || of.id == 0)
		return refuse(restoring, "A story has no id, or a place that is too large.");
	uint32_t at = (uint32_t)entry->key.id;
	struct story *story = story_store_restore_story(store, at, of.id);
	story->status = of.status;
	story->merged_into = of.merged_into;
	story->split_from = of.split_from;
	story->seq = of.seq;
	story->first = of.first;
	story->last = of.last;
	story->oldest = of.oldest;
	story->newest = of.newest;
	memcpy(story->norms, of.norms, sizeof story->norms);
	for (uint32_t i = 0; i < STORY_VOTES_MAX; i++)
		story->votes[i] = (struct story_vote){ of.votes[i].story, of.votes[i].votes };
	for (uint32_t i = 0; i < of.languages_count; i++) {
		if (of.languages[i].number >= RARITY_LANGUAGES)
			return refuse(restoring, "A story's language is unknown.");
		*story_language_made(story, of.languages[i].number, of.languages[i].mark) = (struct story_language){
			.number = of.languages[i].number, .mark = of.languages[i].mark, .articles = of.languages[i].articles,
			.word_norm = of.languages[i].word_norm };
	}
	story->keys_room = of.keys_count;
	story->keys = pool_take(&store->keys, story->keys_room * sizeof *story->keys);
	for (uint32_t i = 0; i < of.keys_count; i++)
		story->keys[i] = (struct story_key){ of.keys[i].id, of.keys[i].sum, of.keys[i].part };
	story->keys_count = of.keys_count;
	membership_restore_story(store, at);
	return STATUS_OK;
}

enum status story_record_of(struct changelog_entries records, uint64_t number, struct arena *arena, struct changelog_record *ret_taken,
                            struct sketch_record *ret_record, const char **ret_reason)
{
	const struct changelog_entry *entry = changelog_find(records, number);
	if (entry == NULL) {
		*ret_reason = "A record is missing that something refers to.";
		return STATUS_BAD_INPUT;
	}
	enum status status = changelog_decode(CHANGELOG_RECORD, entry->value, arena, ret_taken, ret_reason);
	if (status != STATUS_OK)
		return status;
	if (ret_taken->base == 0) {
		status = record_decode(ret_taken->record, arena, ret_record, ret_reason);
	} else {
		struct changelog_record base;
		bool out[RECORD_LINES_MAX] = { false };
		*ret_reason = "A record is made of a later one.";
		status = ret_taken->base < number ? story_record_of(records, ret_taken->base, arena, &base, ret_record, ret_reason)
		                                  : STATUS_BAD_INPUT;
		for (uint32_t i = 0; status == STATUS_OK && i < ret_record->lines_count && i / 8 < ret_taken->out.length; i++)
			out[i] = (ret_taken->out.data[i / 8] >> i % 8 & 1) != 0;
		if (status == STATUS_OK) {
			*ret_record = *story_without_lines(ret_record, out, arena);
			ret_taken->record = record_encode(ret_record, arena);
		}
	}
	ret_record->number = number;
	return status;
}

/* A record made of another is a use of that one. */
static enum status restore_record(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct changelog_record of;
	enum status status = decode(restoring, entry, &of);
	if (status != STATUS_OK || of.base == 0)
		return status;
	*map64_put(&restoring->state->bases, entry->key.id) = of.base;
	uses_add(&restoring->state->store.records, of.base);
	return STATUS_OK;
}

static enum status restore_article(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct story_store *store = &restoring->state->store;
	struct changelog_article of;
	struct changelog_record taken;
	struct sketch_record record;
	enum status status = decode(restoring, entry, &of);
	if (status == STATUS_OK)
		status = story_record_of(restoring->records, of.record, restoring->arena, &taken, &record, restoring->ret_reason);
	if (status != STATUS_OK)
		return status;
	if (entry->key.id >= NO_INDEX || of.story > store->stories_count || of.place > ARTICLE_REPLACED)
		return refuse(restoring, "An article stands where nothing can stand.");
	uint32_t at = (uint32_t)entry->key.id;
	story_store_restore_article(store, at, &record, taken.record, taken.came);
	struct story_article *article = &store->articles[at];
	article->origin = taken.origin;
	article->place = (enum article_place)of.place;
	article->story = of.story == 0 ? NO_INDEX : of.story - 1;
	article->joined = of.joined;
	article->listed = of.listed;
	article->indexed = of.indexed;
	article->text_fallen = of.fallen;
	*map64_put(&store->by_uri, hash_bytes(record.uri)) = at;
	return STATUS_OK;
}

static enum status restore_held(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct changelog_record taken;
	struct sketch_record record;
	enum status status =
		story_record_of(restoring->records, entry->key.id, restoring->arena, &taken, &record, restoring->ret_reason);
	if (status == STATUS_OK)
		story_keep_held(restoring->state, entry->key.id, taken.record);
	return status;
}

static enum status restore_timer(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct changelog_timer of;
	enum status status = decode(restoring, entry, &of);
	if (status != STATUS_OK)
		return status;
	if (of.kind > TIMER_FORGET)
		return refuse(restoring, "A timer is of an unknown kind.");
	timers_restore(&restoring->state->timers, &(struct timer){ of.due, entry->key.id, of.subject, (enum timer_kind)of.kind });
	return STATUS_OK;
}

static enum status restore_line(struct restoring *restoring, const struct changelog_entry *entry)
{
	struct changelog_line of;
	enum status status = decode(restoring, entry, &of);
	if (status != STATUS_OK)
		return status;
	if (entry->key.id >= LINE_COUNTS_SLOTS || of.day > UINT16_MAX || of.stories > UINT16_MAX)
		return refuse(restoring, "A line's count is out of range.");
	restoring->state->lines.slots[entry->key.id] = (struct line_count){ .line = of.line, .story = of.story, .first = of.first,
		.seen = of.seen, .day = (uint16_t)of.day, .stories = (uint16_t)of.stories };
	return STATUS_OK;
}

/* ---- What has an order of its own. */

struct ordered {
	uint64_t number;
	uint32_t at;
};

static int order_by_number(const void *a, const void *b)
{
	const struct ordered *left = a, *right = b;
	return left->number < right->number ? -1 : left->number > right->number;
}

/* Articles by a number that those which take part have. */
static uint32_t order_articles(const struct restoring *restoring, bool by_text, struct ordered **ret_ordered)
{
	const struct story_store *store = &restoring->state->store;
	struct ordered *ordered = arena_take(restoring->arena, (store->articles_count + (size_t)1) * sizeof *ordered);
	uint32_t count = 0;
	for (uint32_t i = 0; i < store->articles_count; i++) {
		const struct story_article *article = &store->articles[i];
		if (by_text ? article->indexed > 0 : article->story != NO_INDEX)
			ordered[count++] = (struct ordered){ by_text ? article->indexed : article->listed, i };
	}
	qsort(ordered, count, sizeof *ordered, order_by_number);
	*ret_ordered = ordered;
	return count;
}

static enum status restore_orders(const struct restoring *restoring)
{
	struct story_store *store = &restoring->state->store;
	struct ordered *ordered;
	uint32_t count = order_articles(restoring, false, &ordered);
	for (uint32_t i = 0; i < count; i++)
		membership_restore_article(store, store->articles[ordered[i].at].story, ordered[i].at);
	count = order_articles(restoring, true, &ordered);
	enum status status = STATUS_OK;
	for (uint32_t i = 0; status == STATUS_OK && i < count; i++)
		status = text_index_restore(&store->texts, store->articles, ordered[i].at);
	if (status == STATUS_OK)
		status = text_index_restore_end(&store->texts, restoring->window_entries);
	return status == STATUS_OK ? status : refuse(restoring, "The index of texts has another size than its articles.");
}

/* ---- The counts: chunks as they were stored, then the articles counted since, again. */

/* Up to which article each chunk holds all: one that is not there was empty when its last turn came. */
static uint64_t *last_turns(const struct restoring *restoring)
{
	const struct rarity *rarity = &restoring->state->store.rarity;
	uint64_t *stored = arena_take(restoring->arena, rarity->chunks * sizeof *stored);
	for (uint32_t i = 0; i < rarity->chunks; i++) {
		uint64_t behind = (rarity->counted - i) & (rarity->chunks - 1);
		stored[i] = rarity->counted > behind ? rarity->counted - behind : 0;
	}
	return stored;
}

/* Room at once for what the map will hold. Keys are spread evenly over the chunks: those that are in it by now tell of all. A chunk was
 * stored some time ago and held less, so that this is seldom too much. */
static void make_room(struct rarity *rarity, uint64_t chunks, uint64_t of_chunks)
{
	if (rarity->documents.count >= SAMPLE_KEYS_MIN)
		map64_reserve(&rarity->documents, rarity->documents.count * of_chunks / chunks);
}

static enum status restore_chunks(const struct restoring *restoring, uint64_t *stored)
{
	struct rarity *rarity = &restoring->state->store.rarity;
	struct changelog_entries chunks = changelog_of_kind(restoring->all, CHANGELOG_COUNTS);
	for (size_t i = 0; i < chunks.count; i++) {
		struct arena_mark mark = arena_mark(restoring->arena);
		struct changelog_counts of;
		enum status status = decode(restoring, &chunks.items[i], &of);
		if (status != STATUS_OK)
			return status;
		if (chunks.items[i].key.id >= rarity->chunks)
			return refuse(restoring, "The counts are in other chunks than this program's.");
		stored[chunks.items[i].key.id] = of.counted;
		for (uint32_t k = 0; k < of.items_count; k++)
			rarity_restore_count(rarity, &(struct rarity_count){ of.items[k].key, of.items[k].value, of.items[k].day });
		arena_rewind(restoring->arena, mark);
		if (i + 1 == chunks.count / SAMPLE_OF_CHUNKS)
			make_room(rarity, i + 1, chunks.count);
	}
	if (chunks.count > 0)
		make_room(rarity, rarity->counted < rarity->chunks ? rarity->counted : rarity->chunks, rarity->chunks);
	return STATUS_OK;
}

static enum status count_again(const struct restoring *restoring, const struct changelog_record *taken, const uint64_t *stored)
{
	struct rarity *rarity = &restoring->state->store.rarity;
	struct sketch_record record;
	enum status status = record_decode(taken->record, restoring->arena, &record, restoring->ret_reason);
	if (status != STATUS_OK)
		return status;
	unsigned language = rarity_language(rarity, record.language);
	for (uint32_t i = 0; i < record.keys_count; i++)
		rarity_prefetch(rarity, language, record.keys[i].id);
	for (uint32_t i = 0; i < record.keys_count; i++)
		if (story_key_groups((enum key_kind)record.keys[i].kind) != 0)
			rarity_count_key_again(rarity, language, record.keys[i].id, taken->day, taken->counted, stored);
	return STATUS_OK;
}

static enum status restore_counts(const struct restoring *restoring)
{
	struct story_store *store = &restoring->state->store;
	struct rarity *rarity = &store->rarity;
	uint64_t *stored = last_turns(restoring);
	enum status status = restore_chunks(restoring, stored);
	uint64_t from = rarity->counted > rarity->chunks ? rarity->counted - rarity->chunks : 0;
	struct changelog_record *again = arena_take_cleared(restoring->arena, rarity->chunks, sizeof *again);
	for (size_t i = 0; status == STATUS_OK && i < restoring->records.count; i++) {
		struct changelog_record taken;
		status = decode(restoring, &restoring->records.items[i], &taken);
		if (status != STATUS_OK || taken.counted <= from)
			continue;
		again[taken.counted & (rarity->chunks - 1)] = taken;
		rarity->recent[taken.counted & (rarity->chunks - 1)] = restoring->records.items[i].key.id;
		uses_add(&store->records, restoring->records.items[i].key.id);
	}
	for (uint64_t number = from + 1; status == STATUS_OK && number <= rarity->counted; number++) {
		struct arena_mark mark = arena_mark(restoring->arena);
		const struct changelog_record *taken = &again[number & (rarity->chunks - 1)];
		status = taken->counted == number ? count_again(restoring, taken, stored)
		                                  : refuse(restoring, "A record is missing that the counts need.");
		arena_rewind(restoring->arena, mark);
	}
	return status;
}

enum status story_state_restore(struct story_state *state, struct changelog_entries entries, struct arena *arena,
                                const char **ret_reason)
{
	static enum status (*const restore[CHANGELOG_KINDS])(struct restoring *restoring, const struct changelog_entry *entry) = {
		[CHANGELOG_HEAD] = restore_head, [CHANGELOG_LANGUAGE] = restore_language, [CHANGELOG_RECORD] = restore_record,
		[CHANGELOG_STORY] = restore_story,
		[CHANGELOG_ARTICLE] = restore_article, [CHANGELOG_HELD] = restore_held, [CHANGELOG_TIMER] = restore_timer,
		[CHANGELOG_LINE] = restore_line,
	};
	struct restoring restoring = { .state = state, .all = entries, .records = changelog_of_kind(entries, CHANGELOG_RECORD),
		                       .arena = arena, .ret_reason = ret_reason };
	struct arena_mark start = arena_mark(arena);
	enum status status = STATUS_OK;
	for (size_t i = 0; status == STATUS_OK && i < entries.count; i++) {
		struct arena_mark mark = arena_mark(arena);
		if (restore[entries.items[i].key.kind] != NULL)
			status = restore[entries.items[i].key.kind](&restoring, &entries.items[i]);
		if (status == STATUS_OK)
			arena_rewind(arena, mark);
	}
	if (status == STATUS_OK)
		status = restore_orders(&restoring);
	if (status == STATUS_OK)
		status = restore_counts(&restoring);
	if (status != STATUS_OK)
		return status; /* the reason may be the arena's */
	arena_rewind(arena, start);
	state->store.marked_articles_count = state->store.marked_stories_count = 0;
	for (uint32_t i = 0; i < state->store.articles_count; i++)
		state->store.articles[i].marked = false;
	for (uint32_t i = 0; i < state->store.stories_count; i++)
		state->store.stories[i].marked = false;
	return STATUS_OK;
}
