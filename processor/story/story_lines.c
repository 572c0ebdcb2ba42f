#include "hash.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

#define NEW_SHARE 4  /* one key of so many must be new, else the text has been read before */
#define CLEANED_MAX 8 /* articles that what one article shows to be furniture is taken out of again */

static uint64_t line_of(const struct sketch_record *record, uint32_t line)
{
	uint64_t id = hash_mix(record->lines[line] ^ hash_bytes_seeded(record->source, 'L'));
	return id != 0 ? id : 1;
}

/* The id of the story that a merged one has become. */
static uint64_t story_now(const struct story_state *state, uint64_t id)
{
	uint32_t at = story_store_find_story(&state->store, id);
	for (; at != NO_INDEX && state->store.stories[at].status == STORY_IS_MERGED; at = story_store_find_story(&state->store, id))
		id = state->store.stories[at].merged_into;
	return id;
}

static bool is_out(const bool *out, uint32_t line, const struct sketch_record *record)
{
	return line < record->lines_count && out[line];
}

static uint32_t keys_in(const struct sketch_record *record, const bool *out)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < record->keys_count; i++)
		count += is_out(out, record->keys[i].line, record);
	return count;
}

/* The record without the keys of some lines. */
static struct sketch_record *without_keys(const struct sketch_record *record, const bool *out, struct arena *arena)
{
	struct sketch_record *rest = arena_take(arena, sizeof *rest);
	struct record_key *keys = arena_take(arena, (record->keys_count + 1) * sizeof *keys);
	*rest = *record;
	rest->keys = keys;
	rest->keys_count = 0;
	for (uint32_t i = 0; i < record->keys_count; i++)
		if (!is_out(out, record->keys[i].line, record))
			keys[rest->keys_count++] = record->keys[i];
	return rest;
}

struct sketch_record *story_without_lines(const struct sketch_record *record, const bool *out, struct arena *arena)
{
	struct sketch_record *rest = without_keys(record, out, arena);
	struct claim *claims = arena_take(arena, (record->claims_count + 1) * sizeof *claims);
	struct placed_figure *figures = arena_take(arena, (record->figures_count + 1) * sizeof *figures);
	struct placed_key *anchors = arena_take(arena, (record->anchors_count + 1) * sizeof *anchors);
	rest->claims_count = rest->figures_count = rest->anchors_count = 0;
	for (uint32_t i = 0; i < record->claims_count; i++)
		if (!is_out(out, record->claims[i].line, record))
			claims[rest->claims_count++] = record->claims[i];
	for (uint32_t i = 0; i < record->figures_count; i++)
		if (!is_out(out, record->figures[i].line, record))
			figures[rest->figures_count++] = record->figures[i];
	for (uint32_t i = 0; i < record->anchors_count; i++)
		if (!is_out(out, record->anchors[i].line, record))
			anchors[rest->anchors_count++] = record->anchors[i];
	rest->claims = claims;
	rest->figures = figures;
	rest->anchors = anchors;
	return rest;
}

const struct sketch_record *story_lines_new(const struct story_state *state, const struct sketch_record *record, struct arena *arena)
{
	bool known[RECORD_LINES_MAX] = { false }, furniture[RECORD_LINES_MAX] = { false };
	bool any = false;
	for (uint32_t i = 0; record->source.length > 0 && i < record->lines_count; i++) {
		const struct line_count *count = line_counts_find(&state->lines, line_of(record, i));
		known[i] = count != NULL;
		furniture[i] = count != NULL && count->stories >= LINE_REPEATED;
		any |= known[i];
	}
	if (!any)
		return record;
	bool is_new = (record->keys_count - keys_in(record, known)) * NEW_SHARE >= record->keys_count;
	return without_keys(record, is_new ? known : furniture, arena);
}

/* The same as a record of its own, which the changelog holds as what it is: another one without some lines. */
static const struct sketch_record *reduce(struct story_state *state, const struct sketch_record *record, const bool *out,
                                          struct arena *arena)
{
	struct sketch_record *rest = story_without_lines(record, out, arena);
	rest->number = story_note_reduced(state, record, out, arena);
	return rest;
}

/* Articles that used a line first which is furniture now. */
struct first_users {
	uint64_t articles[CLEANED_MAX]; /* hashes of uris */
	uint32_t count;
};

static void add_first(struct first_users *firsts, uint64_t article)
{
	for (uint32_t i = 0; i < firsts->count; i++)
		if (firsts->articles[i] == article)
			return;
	if (firsts->count < CLEANED_MAX)
		firsts->articles[firsts->count++] = article;
}

static void mark_furniture(struct story_state *state, const struct sketch_record *record, uint64_t story, bool *furniture,
                           struct first_users *firsts)
{
	struct line_use use = { .story = story, .article = hash_bytes(record->uri),
		.day = (uint16_t)(state->now > 0 ? state->now / CLOCK_DAY : 0) };
	for (uint32_t i = 0; record->source.length > 0 && i < record->lines_count; i++) {
		uint64_t line = line_of(record, i);
		const struct line_count *before = line_counts_find(&state->lines, line);
		bool known = before != NULL && before->stories >= LINE_REPEATED;
		use.same = before != NULL && story_now(state, before->story) == story;
		const struct line_count *now = line_counts_use(&state->lines, line, &use);
		furniture[i] = now->stories >= LINE_REPEATED;
		if (furniture[i] && !known && now->first != use.article)
			add_first(firsts, now->first);
	}
}

/* Takes what has turned out to be furniture out of an article of an open story, as if its source had not written it. */
static void clean(struct story_state *state, uint64_t uri_hash, struct arena *arena, struct story_outcome *outcome)
{
	const uint64_t *place = map64_find(&state->store.by_uri, uri_hash);
	if (place == NULL || state->store.articles[*place].place != ARTICLE_IN_STORY ||
	    state->store.stories[state->store.articles[*place].story].status != STORY_IS_OPEN)
		return;
	uint32_t article = (uint32_t)*place;
	struct story_article *entry = &state->store.articles[article];
	const struct sketch_record *record = story_record(arena_copy(arena, entry->record), entry->number, arena);
	bool out[RECORD_LINES_MAX] = { false }, in[RECORD_LINES_MAX] = { false };
	for (uint32_t i = 0; i < record->lines_count; i++) {
		const struct line_count *count = line_counts_find(&state->lines, line_of(record, i));
		out[i] = count != NULL && count->stories >= LINE_REPEATED;
		in[i] = !out[i];
	}
	const struct sketch_record *rest = reduce(state, record, out, arena);
	membership_subtract(&state->store, article, without_keys(record, in, arena));
	story_store_keep_record(&state->store, article, record_encode(rest, arena), rest->number);
	uint64_t story = state->store.stories[entry->story].id;
	state->store.stories[entry->story].seq = state->seq;
	story_note_origin(state, rest->number, entry->origin, entry->came);
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_OUT, .story = story, .uri = rest->uri });
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_IN, .story = story, .uri = rest->uri,
	                                               .origin = entry->origin, .came = entry->came, .record = rest });
	outcome_touch(outcome, story);
}

const struct sketch_record *story_lines_use(struct story_state *state, const struct sketch_record *record, uint64_t story,
                                            struct arena *arena, struct story_outcome *outcome)
{
	bool furniture[RECORD_LINES_MAX] = { false };
	bool any = false;
	struct first_users firsts = { .count = 0 };
	mark_furniture(state, record, story, furniture, &firsts);
	for (uint32_t i = 0; i < firsts.count; i++)
		clean(state, firsts.articles[i], arena, outcome);
	for (uint32_t i = 0; i < record->lines_count; i++)
		any |= furniture[i];
	return any ? reduce(state, record, furniture, arena) : record;
}
