/* What a batch changed, as entries of the changelog. */
#include "change_codec.h"
#include "story_parts.h"

_Static_assert(CHANGELOG_NORMS == GROUPS && CHANGELOG_VOTES == STORY_VOTES_MAX, "a story's entry holds what the story does");

static void put(struct changelog_sink *sink, enum changelog_kind kind, uint64_t id, const void *entry, struct arena *arena)
{
	struct bytes none = { NULL, 0 };
	if (sink != NULL)
		sink->put(sink, (struct changelog_key){ kind, id }, entry == NULL ? none : changelog_encode(kind, entry, arena));
}

static void keep_language(const struct story_state *state, uint64_t id, uint32_t number, struct arena *arena, struct changelog_sink *sink)
{
	const struct rarity *rarity = &state->store.rarity;
	struct changelog_language entry = { .number = number, .articles = rarity->articles[number], .words = rarity->words[number],
		                            .mean_sum = state->means.sum[number], .mean_count = state->means.count[number] };
	put(sink, CHANGELOG_LANGUAGE, id, &entry, arena);
}

static void keep_languages(const struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	struct map64_slot *languages;
	uint32_t count = map64_chunk(&state->store.rarity.languages, 0, 1, arena, &languages);
	keep_language(state, 0, 0, arena, sink);
	for (uint32_t i = 0; i < count; i++)
		keep_language(state, languages[i].key, (uint32_t)languages[i].value, arena, sink);
}

static void keep_records(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	struct uses *records = &state->store.records;
	for (uint32_t i = 0; i < state->taken_count; i++) {
		const struct taken *taken = &state->taken[i];
		struct changelog_record entry = { .counted = taken->counted, .day = taken->day, .origin = taken->origin,
			                          .came = taken->came, .base = taken->base, .out = taken->out, .record = taken->encoded };
		if (uses_has(records, taken->number))
			put(sink, CHANGELOG_RECORD, taken->number, &entry, arena);
	}
	for (uint32_t i = 0; i < records->unused_count; i++) { /* more may come on the way */
		uint64_t number = records->unused[i];
		if (uses_has(records, number)) /* again */
			continue;
		put(sink, CHANGELOG_RECORD, number, NULL, arena);
		const uint64_t *base = map64_find(&state->bases, number);
		if (base != NULL) {
			uses_drop(records, *base);
			map64_remove(&state->bases, number);
		}
	}
	state->taken_count = records->unused_count = 0;
}

static void keep_story(const struct story_state *state, uint32_t at, struct arena *arena, struct changelog_sink *sink)
{
	const struct story *story = &state->store.stories[at];
	struct changelog_story entry = { .id = story->id, .status = story->status, .merged_into = story->merged_into, .split_from = story->split_from, .seq = story->seq,
		.first = story->first, .last = story->last, .oldest = story->oldest, .newest = story->newest,
		.languages_count = story->languages_count, .keys_count = story->keys_count };
	entry.languages = arena_take(arena, (story->languages_count + (size_t)1) * sizeof *entry.languages);
	entry.keys = arena_take(arena, (story->keys_count + (size_t)1) * sizeof *entry.keys);
	memcpy(entry.norms, story->norms, sizeof entry.norms);
	for (uint32_t i = 0; i < STORY_VOTES_MAX; i++)
		entry.votes[i] = (struct changelog_vote){ story->votes[i].story, story->votes[i].votes };
	for (uint32_t i = 0; i < story->languages_count; i++)
		entry.languages[i] = (struct changelog_story_language){ story->languages[i].number, story->languages[i].articles,
			                                                story->languages[i].mark, story->languages[i].word_norm };
	for (uint32_t i = 0; i < story->keys_count; i++)
		entry.keys[i] = (struct changelog_story_key){ story->keys[i].id, story->keys[i].sum, story->keys[i].part };
	put(sink, CHANGELOG_STORY, at, &entry, arena);
}

static void keep_stories(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	for (uint32_t i = 0; i < state->store.marked_stories_count; i++) {
		uint32_t at = state->store.marked_stories[i];
		state->store.stories[at].marked = false;
		if (sink != NULL && state->store.stories[at].id != 0)
			keep_story(state, at, arena, sink);
		else
			put(sink, CHANGELOG_STORY, at, NULL, arena);
	}
	state->store.marked_stories_count = 0;
}

static void keep_articles(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	for (uint32_t i = 0; i < state->store.marked_articles_count; i++) {
		uint32_t at = state->store.marked_articles[i];
		struct story_article *article = &state->store.articles[at];
		struct changelog_article entry = { .record = article->number, .place = article->place,
			.story = article->story == NO_INDEX ? 0 : article->story + 1, .joined = article->joined, .listed = article->listed,
			.indexed = article->indexed, .fallen = article->text_fallen };
		article->marked = false;
		put(sink, CHANGELOG_ARTICLE, at, article->uri.data == NULL ? NULL : &entry, arena);
	}
	state->store.marked_articles_count = 0;
}

static void keep_held(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	for (uint32_t i = 0; i < state->held_changes_count; i++) {
		uint64_t number = state->held_changes[i];
		bool held = false;
		for (uint32_t k = 0; k < state->held_count; k++)
			held |= state->held[k].number == number;
		put(sink, CHANGELOG_HELD, number, held ? &number : NULL, arena);
	}
	state->held_changes_count = 0;
}

static void keep_timers(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	for (uint32_t i = 0; i < state->timers.changes_count; i++) {
		const struct timer_change *change = &state->timers.changes[i];
		struct changelog_timer entry = { change->timer.due, change->timer.kind, change->timer.subject };
		put(sink, CHANGELOG_TIMER, change->timer.number, change->set ? &entry : NULL, arena);
	}
	state->timers.changes_count = 0;
}

static void keep_lines(struct line_counts *lines, struct arena *arena, struct changelog_sink *sink)
{
	for (uint32_t i = 0; i < lines->marked_count; i++) {
		const struct line_count *slot = &lines->slots[lines->marked[i]];
		struct changelog_line entry = { slot->line, slot->story, slot->first, slot->seen, slot->day, slot->stories };
		put(sink, CHANGELOG_LINE, lines->marked[i], &entry, arena);
	}
	lines->marked_count = 0;
}

static void keep_chunk(const struct rarity *rarity, uint32_t chunk, struct arena *arena, struct changelog_sink *sink)
{
	struct map64_slot *slots;
	uint32_t count = map64_chunk(&rarity->documents, chunk, rarity->chunks, arena, &slots);
	struct changelog_counts entry = { .counted = rarity->counted, .items_count = count };
	entry.items = arena_take(arena, (count + (size_t)1) * sizeof *entry.items);
	for (uint32_t i = 0; i < count; i++) {
		struct rarity_count of = rarity_count_of(&slots[i]);
		entry.items[i] = (struct changelog_count){ of.key, of.value, of.day };
	}
	put(sink, CHANGELOG_COUNTS, chunk, count == 0 ? NULL : &entry, arena);
}

/* The chunks whose turn came with the articles counted since the last call. */
static void keep_counts(struct rarity *rarity, struct arena *arena, struct changelog_sink *sink)
{
	uint64_t due = sink == NULL ? 0 : rarity->counted - rarity->stored;
	if (due > rarity->chunks)
		due = rarity->chunks;
	for (uint64_t number = rarity->counted - due + 1; number <= rarity->counted; number++)
		keep_chunk(rarity, (uint32_t)(number & (rarity->chunks - 1)), arena, sink);
	rarity->stored = rarity->counted;
}

void story_state_keep(struct story_state *state, struct arena *arena, struct changelog_sink *sink)
{
	if (state->taken_count > 0 && sink != NULL)
		keep_languages(state, arena, sink);
	keep_records(state, arena, sink);
	keep_stories(state, arena, sink);
	keep_articles(state, arena, sink);
	keep_held(state, arena, sink);
	keep_timers(state, arena, sink);
	keep_lines(&state->lines, arena, sink);
	keep_counts(&state->store.rarity, arena, sink);
}

void story_state_keep_head(const struct story_state *state, struct changelog_head *ret_head)
{
	ret_head->seq = state->seq;
	ret_head->now = state->now;
	ret_head->records = state->numbers;
	ret_head->line_uses = state->lines.uses;
	ret_head->timers = state->timers.next_number;
	ret_head->window = state->store.texts.window.capacity;
	ret_head->window_entries = state->store.texts.window.count;
	ret_head->listed = state->store.listed;
	ret_head->indexed = state->store.indexed;
	ret_head->counted = state->store.rarity.counted;
	ret_head->day = state->store.rarity.day;
}

struct uses *story_state_records(struct story_state *state)
{
	return &state->store.records;
}
