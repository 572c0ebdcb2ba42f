#include "hash.h"
#include "record_codec.h"
#include "story_outcome.h"
#include "story_parts.h"

/* What is decided about an article, before anything is changed. */
struct placement {
	uint32_t story; /* index; NO_INDEX: it opens one */
	double score;
	uint64_t origin;
	uint32_t copy_of; /* article; NO_INDEX when it is no copy */
	bool matched; /* it joins the best candidate by its keys: what the running mean of joins learns from */
};

/* What is counted lies anywhere in memory, and so does what the match looks up next: a key is asked for while others are counted. */
static void count_keys(struct story_state *state, const struct sketch_record *record, unsigned language, struct arena *arena)
{
	uint32_t words = 0;
	for (uint32_t i = 0; i < record->keys_count; i++)
		words += record->keys[i].kind == KEY_WORD;
	rarity_count_article(&state->store.rarity, language, words, state->now, record->number);
	rarity_sweep(&state->store.rarity, arena);
	uses_add(&state->store.records, record->number);
	uses_drop(&state->store.records, state->store.rarity.left);
	struct taken *taken = story_taken(state, record->number);
	taken->counted = state->store.rarity.counted;
	taken->day = state->store.rarity.day;
	for (uint32_t i = 0; i < record->keys_count && i < RARITY_KEYS_AHEAD; i++)
		rarity_prefetch(&state->store.rarity, language, record->keys[i].id);
	for (uint32_t i = 0; i < record->keys_count; i++) {
		if (i + RARITY_KEYS_AHEAD < record->keys_count)
			rarity_prefetch(&state->store.rarity, language, record->keys[i + RARITY_KEYS_AHEAD].id);
		if (story_key_groups((enum key_kind)record->keys[i].kind) != 0) {
			rarity_count_key(&state->store.rarity, language, record->keys[i].id);
			fact_index_prefetch(&state->store.facts, record->keys[i].id); /* the match asks for it next */
		}
	}
	state->counters.articles++;
}

/* When an outlet's standing text is longer than its news, two of its articles look like copies: what is new in this one must
 * belong to the story of that one as well. */
static bool is_only_furniture(const struct story_state *state, const struct sketch_record *record, const struct sketch_record *matched,
                              clock_ms written)
{
	if (state->result.copy_of == NO_INDEX || matched == record || matched->keys_count == 0)
		return false;
	const struct story_article *other = &state->store.articles[state->result.copy_of];
	if (other->story == NO_INDEX || !bytes_equal(other->source, record->source))
		return false;
	return match_score(&state->store, &state->means, &state->article, &state->store.stories[other->story], written) < MATCH_JOIN;
}

static void candidates(struct story_state *state, const struct sketch_record *record, const struct story_article *entry,
                       struct arena *arena)
{
	const struct sketch_record *matched = story_lines_new(state, record, arena);
	match_article_read(&state->store, matched, entry->language_number, &state->article);
	match_find(&state->store, &state->means, &state->article, &record->text, entry->written, &state->result);
	state->counters.postings += state->result.postings_read;
	state->counters.candidates += state->result.count;
	if (is_only_furniture(state, record, matched, entry->written))
		state->result.copy_of = NO_INDEX;
}

uint64_t story_origin(const struct story_state *state, const struct sketch_record *record, uint32_t copy_of)
{
	if (copy_of != NO_INDEX)
		return state->store.articles[copy_of].origin;
	if (record->credit.length > 0)
		return hash_bytes_seeded(record->credit, 'O');
	return hash_bytes_seeded(record->uri, 'U');
}

/* The story of the article that this one replaces, else a copy's story, else the best candidate above the threshold. */
static struct placement decide(const struct story_state *state, const struct sketch_record *record, uint32_t forced)
{
	const struct match_result *result = &state->result;
	const struct match_candidate *best = result->count > 0 ? &result->candidates[0] : NULL;
	struct placement placement = { .story = forced, .origin = story_origin(state, record, result->copy_of), .copy_of = result->copy_of };
	if (forced != NO_INDEX)
		return placement;
	if (placement.copy_of != NO_INDEX && state->store.articles[result->copy_of].story != NO_INDEX) {
		placement.story = state->store.articles[result->copy_of].story;
		placement.score = result->copy_jaccard;
	} else if (best != NULL && best->score >= MATCH_JOIN) {
		placement.story = best->story;
		placement.score = best->score;
	}
	placement.matched = best != NULL && best->story == placement.story;
	return placement;
}

static uint64_t story_id_of(const struct story_state *state, const struct sketch_record *record)
{
	uint64_t id = hash_bytes_seeded(record->uri, record->version + 1);
	while (id == 0 || map64_find(&state->store.by_id, id) != NULL)
		id = hash_mix(id + 1); /* the same article founds a second story: it was taken out of its first */
	return id;
}

void story_put_in(struct story_state *state, uint32_t at, uint32_t article, uint64_t origin, const struct sketch_record *record,
                  struct arena *arena, struct story_outcome *outcome)
{
	struct story *story = &state->store.stories[at];
	const struct sketch_record *counts = story_lines_use(state, record, story->id, arena, outcome);
	if (counts != record)
		story_store_keep_record(&state->store, article, record_encode(counts, arena), counts->number);
	state->store.articles[article].origin = origin;
	story_note_origin(state, record->number, origin, state->store.articles[article].came);
	if (counts != record)
		story_note_origin(state, counts->number, origin, state->store.articles[article].came);
	membership_join(&state->store, at, article, counts);
	story->seq = state->seq;
	story->last = state->now > story->last ? state->now : story->last;
	outcome_change(outcome, (struct story_change){ .kind = CHANGE_ARTICLE_IN, .story = story->id, .uri = record->uri,
	                                               .origin = origin, .came = state->store.articles[article].came,
	                                               .record = counts });
	outcome_touch(outcome, story->id);
}

uint32_t story_open(struct story_state *state, const struct sketch_record *record, clock_ms now)
{
	uint32_t at = story_store_new_story(&state->store, story_id_of(state, record), now);
	timers_set(&state->timers, now + state->settings.window, TIMER_CLOSE, state->store.stories[at].id);
	state->counters.stories++;
	return at;
}

static void count_join(struct story_state *state, const struct placement *placement)
{
	state->counters.joins++;
	state->counters.copies += placement->copy_of != NO_INDEX;
	if (placement->matched && placement->copy_of == NO_INDEX) /* what a copy shares says nothing of how much a language keeps of a name */
		match_means_add(&state->means, state->article.language, state->result.candidates[0].evidence);
}

static void apply(struct story_state *state, uint32_t article, const struct sketch_record *record,
                  const struct placement *placement, enum story_action action, struct arena *arena, struct story_outcome *outcome)
{
	struct story_event event = story_event_of(state, action, record);
	bool opens = placement->story == NO_INDEX;
	uint32_t at = opens ? story_open(state, record, state->now) : placement->story;
	if (opens) {
		event.action = action == STORY_JOINED ? STORY_OPENED : action;
	} else {
		event.reasons_count = match_reasons(&state->store, &state->article, at, event.reasons);
		count_join(state, placement);
	}
	story_put_in(state, at, article, placement->origin, record, arena, outcome);
	state->store.articles[article].joined = state->seq;
	event.story = state->store.stories[at].id;
	event.score = placement->score;
	if (placement->copy_of != NO_INDEX)
		event.copy_of = arena_copy(arena, state->store.articles[placement->copy_of].uri);
	event.origin = placement->origin;
	event.joined = state->seq;
	outcome_event(outcome, event);
	if (!opens)
		story_vote(state, at, outcome);
}

void story_place(struct story_state *state, uint32_t article, const struct sketch_record *record, uint32_t forced,
                 enum story_action action, struct arena *arena, struct story_outcome *outcome)
{
	count_keys(state, record, state->store.articles[article].language_number, arena);
	candidates(state, record, &state->store.articles[article], arena);
	struct placement placement = decide(state, record, forced);
	apply(state, article, record, &placement, action, arena, outcome);
}
