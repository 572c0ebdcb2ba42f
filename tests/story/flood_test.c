/* Whatever comes, an article costs the same: one name in every article, one text again and again, records as large as they
 * may be, texts crafted to collide. Counted, not timed; what grows with the number of articles or members would not end. */
#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "make_record.h"
#include "story_parts.h"

#define KEYS_OF_STORY_MAX (STORY_KEYS_MAX + STORY_WORDS_MAX + 128) /* a centroid is pruned when it has more */

static const struct story_settings settings = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY };
static struct arena arena, steps; /* what a test keeps; what a step needs */
static const struct kernel *kernel;
static struct story_outcome outcome;

/* Applies a record and checks that it read and scored no more than it may. */
static struct story_event apply(struct story_state *state, const struct sketch_record *record)
{
	struct story_counters before = story_state_counters(state);
	story_outcome_clear(&outcome);
	story_state_advance(state, 0, &steps, &outcome);
	story_state_apply(state, record, record_encode(record, &steps), &steps, &outcome);
	struct story_counters after = story_state_counters(state);
	CHECK_THAT(after.postings - before.postings <= MATCH_POSTINGS && after.candidates - before.candidates <= MATCH_CANDIDATES);
	return outcome.events[0];
}

/* An article that no step keeps: names are "common" and some of its number alone. */
static struct sketch_record numbered(const char *prefix, int number, const char *more)
{
	char uri[48], names[160];
	snprintf(uri, sizeof uri, "urn:%s:%d", prefix, number);
	snprintf(names, sizeof names, "alpha%d beta%d gamma%d delta%d %s", number, number, number, number, more);
	const char *kept = (const char *)arena_copy(&steps, bytes_of_string(uri)).data;
	return make_record(&steps, kernel, kept, 1, "en", (const char *)arena_copy(&steps, bytes_of_string(names)).data, CLOCK_ABSENT);
}

static uint32_t members(struct story_state *state, uint64_t story)
{
	struct story_view view;
	return story_state_view(state, story, &steps, &view) == STATUS_OK ? view.members_total : 0;
}

static void one_name_in_every_article(void)
{
	enum { ARTICLES = 20000, ASKED_FOR = 7 };
	struct story_state *state = story_state_new(&settings, kernel);
	struct arena_mark mark = arena_mark(&steps);
	uint64_t asked_for = 0;
	uint32_t opened = 0;
	for (int i = 0; i < ARTICLES; i++) {
		struct sketch_record record = numbered("one", i, "common");
		struct story_event event = apply(state, &record);
		opened += event.action == STORY_OPENED;
		asked_for = i == ASKED_FOR ? event.story : asked_for;
		arena_rewind(&steps, mark);
	}
	CHECK_THAT(opened == ARTICLES);
	/* The budget is spent on what tells stories apart. */
	struct sketch_record again = numbered("again", ASKED_FOR, "common");
	again.text.set_size = 0; /* no copy */
	struct story_event event = apply(state, &again);
	CHECK_THAT(event.action == STORY_JOINED && event.story == asked_for && members(state, asked_for) == 2);
	story_state_free(state);
	arena_rewind(&steps, mark);
}

static void one_text_again_and_again(void)
{
	enum { ARTICLES = 50000, GONE = 2000, NEWER = 2000 };
	struct story_state *state = story_state_new(&settings, kernel);
	struct arena_mark mark = arena_mark(&steps);
	uint64_t story = 0;
	for (int i = 0; i < ARTICLES; i++) {
		struct sketch_record record = numbered("text", i, ""), body = numbered("text", 0, "");
		body.uri = record.uri;
		body.lines = record.lines;
		story = apply(state, &body).story;
		arena_rewind(&steps, mark);
	}
	CHECK_THAT(members(state, story) == ARTICLES && story_state_counters(state).copies == ARTICLES - 1);
	for (int i = 0; i < GONE + NEWER; i++) { /* out of the middle */
		struct sketch_record record = numbered("text", ARTICLES / 2 + i, ""), body = numbered("text", 0, "");
		body.uri = record.uri;
		body.lines = record.lines;
		body.version = 2;
		body.status = i < GONE ? ARTICLE_CANCELED : ARTICLE_USABLE;
		struct story_event event = apply(state, &body);
		CHECK_THAT(event.action == (i < GONE ? STORY_RETRACTED : STORY_UPDATED) && event.story == story);
		arena_rewind(&steps, mark);
	}
	struct story_view view;
	CHECK_THAT(story_state_view(state, story, &steps, &view) == STATUS_OK);
	CHECK_THAT(view.members_total == ARTICLES - GONE && view.members_count == STORY_VIEW_MEMBERS_MAX && view.origins == 1);
	CHECK_THAT(view.members[STORY_VIEW_MEMBERS_MAX - 1].version == 2 && view.members[0].version == 2); /* the newest */
	story_state_free(state);
	arena_rewind(&steps, mark);
}

/* As many keys as a record holds, of a pool hardly larger, so that every posting list is long. */
static void records_as_large_as_they_may_be(void)
{
	enum { ARTICLES = 2000, POOL = RECORD_KEYS_MAX + RECORD_KEYS_MAX / 2 };
	struct story_state *state = story_state_new(&settings, kernel);
	struct arena_mark mark = arena_mark(&steps);
	uint64_t random = 1;
	for (int i = 0; i < ARTICLES; i++) {
		struct sketch_record record = numbered("large", i, "");
		struct record_key *keys = arena_take(&steps, RECORD_KEYS_MAX * sizeof *keys);
		uint32_t count = 0;
		for (uint32_t k = 0; k < POOL && count < RECORD_KEYS_MAX; k++) {
			random = hash_mix(random + 0x9e3779b97f4a7c15u);
			uint64_t id = hash_mix(k + 1 + (uint64_t)(i % 10) * POOL);
			enum key_kind kind = (enum key_kind)(k % KEY_KINDS);
			uint64_t body = kind == KEY_WORD ? key_body_of_word(id, key_language_mark(record.language)) : key_body_of_hash(id);
			if (random % 3 != 0)
				keys[count++] = (struct record_key){ key_id(kind, body), 0, (uint8_t)kind, 255 };
		}
		record.keys = keys;
		record.keys_count = count;
		record.text.set_size = 0;
		apply(state, &record);
		arena_rewind(&steps, mark);
	}
	uint32_t largest = 0;
	for (uint32_t i = 0; i < state->store.stories_count; i++)
		largest = state->store.stories[i].keys_count > largest ? state->store.stories[i].keys_count : largest;
	CHECK_THAT(largest > 0 && largest <= KEYS_OF_STORY_MAX);
	story_state_free(state);
}

/* Sketches that agree in 60 of 128 places, and so in bands, and are no copies: a true copy is found among them all the same. */
static void texts_crafted_to_collide(void)
{
	enum { ARTICLES = 20000, AGREE = 60 };
	struct story_state *state = story_state_new(&settings, kernel);
	struct arena_mark mark = arena_mark(&steps);
	uint64_t last = 0;
	for (int i = 0; i <= ARTICLES; i++) {
		int number = i < ARTICLES ? i : ARTICLES - 1; /* the last one is the copy of the one before */
		struct sketch_record record = numbered(i < ARTICLES ? "crafted" : "copy", number, "");
		if (i == ARTICLES)
			record.keys_count = 0;
		record.text.set_size = 1000;
		for (uint32_t k = 0; k < TEXT_SKETCH_K; k++)
			record.text.values[k] = (uint32_t)hash_mix(k < AGREE ? k + 1 : ((uint64_t)number << 8) + k);
		struct story_event event = apply(state, &record);
		CHECK_THAT(event.action == (i < ARTICLES ? STORY_OPENED : STORY_JOINED) && (i < ARTICLES || event.story == last));
		last = event.story;
		arena_rewind(&steps, mark);
	}
	CHECK_THAT(story_state_counters(state).copies == 1);
	story_state_free(state);
}

int main(void)
{
	arena_init(&arena, 1 << 16);
	arena_init(&steps, 1 << 20);
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	one_name_in_every_article();
	one_text_again_and_again();
	records_as_large_as_they_may_be();
	texts_crafted_to_collide();
	story_outcome_free(&outcome);
	arena_free(&arena);
	arena_free(&steps);
	return check_that_result();
}
