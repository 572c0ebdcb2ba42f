/* Whatever comes in whatever order: versions, kills, withholding, write-throughs, embargoes, repeated lines, bridges, jumps of
 * time. After every step the state holds together: one receipt for each record, every article in one story that lists it, counts
 * that agree, redirects that lead somewhere, and a ledger's view (changes) that equals the members. */
#include <stdlib.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "make_record.h"
#include "story_parts.h"

#define STEPS 6000
#define ARTICLES 120 /* uris, used again and again */
#define EVENTS 6

static uint64_t random_state;
static struct arena arena;
static const struct kernel *kernel;
static struct story_outcome outcome;

static uint32_t below(uint32_t limit)
{
	random_state += 0x9e3779b97f4a7c15u;
	return (uint32_t)(hash_mix(random_state) >> 33) % limit;
}

static const char *text(const char *format, uint32_t number)
{
	char *made = arena_take(&arena, 32);
	snprintf(made, 32, format, number);
	return made;
}

/* Names of an event, some of them left out; now and then of two events. */
static const char *names(void)
{
	char *made = arena_take(&arena, 512);
	size_t length = 0;
	uint32_t event = below(EVENTS);
	for (uint32_t events = below(5) == 0 ? 2 : 1; events > 0; events--, event = (event + 1) % EVENTS)
		for (uint32_t i = 0; i < 8; i++)
			if (below(4) != 0)
				length += (size_t)snprintf(made + length, 512 - length, "e%un%u ", event, i);
	made[length] = 0;
	return length > 0 ? made : "nobody";
}

static struct sketch_record any_record(clock_ms now)
{
	static const char *const languages[] = { "en", "de", "ru" };
	struct sketch_record record = make_record(&arena, kernel, text("urn:%u", below(ARTICLES)), below(6), languages[below(3)], names(),
	                                          now - (clock_ms)below(3) * CLOCK_DAY);
	record.source = below(8) == 0 ? (struct bytes){ NULL, 0 } : bytes_of_string(text("outlet %u", below(4)));
	uint64_t *lines = arena_take(&arena, 3 * sizeof *lines);
	lines[0] = below(1000) + 100;
	lines[1] = below(10) + 1; /* some repeat */
	record.lines = lines;
	record.lines_count = 2;
	struct record_key *keys = (struct record_key *)(uintptr_t)record.keys;
	for (uint32_t i = 0; i < record.keys_count; i++)
		keys[i].line = (uint16_t)below(2);
	uint32_t kind = below(20);
	record.status = kind == 0 ? ARTICLE_CANCELED : kind == 1 ? ARTICLE_WITHHELD : ARTICLE_USABLE;
	record.embargoed = below(15) == 0 ? now + (clock_ms)below(20) * CLOCK_HOUR : CLOCK_ABSENT;
	if (below(10) == 0)
		record.evolvedfrom = bytes_of_string(text("urn:%u", below(ARTICLES)));
	if (below(3) == 0)
		record.text.set_size = 0;
	return record;
}

/* Which story the ledger has each article in, by the changes alone. */
static struct map64 ledger;

static void follow_changes(void)
{
	struct map64_slot *entry;
	for (uint32_t i = 0; i < outcome.changes_count; i++) {
		const struct story_change *change = &outcome.changes[i];
		switch (change->kind) {
		case CHANGE_ARTICLE_IN:
			*map64_put(&ledger, hash_bytes(change->uri)) = change->story;
			break;
		case CHANGE_ARTICLE_OUT: {
			const uint64_t *at = map64_find(&ledger, hash_bytes(change->uri));
			CHECK_THAT(at != NULL && *at == change->story);
			map64_remove(&ledger, hash_bytes(change->uri));
			break;
		}
		case CHANGE_MERGED:
			for (size_t at = 0; (entry = map64_next(&ledger, &at)) != NULL;)
				entry->value = entry->value == change->other_story ? change->story : entry->value;
			break;
		case CHANGE_ENDED:
			for (bool found = true; found;) {
				found = false;
				for (size_t at = 0; !found && (entry = map64_next(&ledger, &at)) != NULL;)
					if (entry->value == change->story)
						found = map64_remove(&ledger, entry->key);
			}
			break;
		}
	}
}

static void check_story(const struct story_state *state, const struct story *story)
{
	uint32_t count = 0, previous = NO_INDEX;
	struct map64 origins;
	map64_init(&origins);
	for (uint32_t i = story->earliest; i != NO_INDEX; i = state->store.articles[i].next) {
		const struct story_article *article = &state->store.articles[i];
		CHECK(article->previous == previous && &state->store.stories[article->story] == story);
		if (story->status == STORY_IS_OPEN) {
			const uint64_t *at = map64_find(&ledger, hash_bytes(article->uri));
			CHECK(article->place == ARTICLE_IN_STORY && at != NULL && *at == story->id);
		}
		*map64_put(&origins, article->origin) = 1;
		previous = i;
		count++;
	}
	CHECK(count == story->articles_count && story->latest == previous && origins.count == story->origins);
	CHECK(story->status != STORY_IS_OPEN || count > 0);
	map64_free(&origins);
	for (uint64_t id = story->id, steps = 0; story->merged_into != 0; steps++) {
		uint32_t at = story_store_find_story(&state->store, id);
		CHECK(at != NO_INDEX && steps < 1000);
		if (state->store.stories[at].status != STORY_IS_MERGED)
			break;
		id = state->store.stories[at].merged_into;
	}
}

static void check_state(const struct story_state *state)
{
	uint32_t open = 0, in_stories = 0;
	const struct map64_slot *entry;
	for (size_t at = 0; (entry = map64_next(&state->store.by_id, &at)) != NULL;) {
		const struct story *story = &state->store.stories[entry->value];
		check_story(state, story);
		open += story->status == STORY_IS_OPEN;
		in_stories += story->status == STORY_IS_OPEN ? story->articles_count : 0;
	}
	CHECK(open == state->store.open && in_stories == ledger.count);
}

static void one_run(uint64_t seed)
{
	static const struct story_settings settings = { .window = 2 * CLOCK_DAY, .keep = 3 * CLOCK_DAY };
	struct story_state *state = story_state_new(&settings, kernel);
	clock_ms now = 1000 * CLOCK_DAY;
	random_state = seed;
	map64_init(&ledger);
	for (int step = 0; step < STEPS; step++) {
		struct arena_mark mark = arena_mark(&arena);
		now += (clock_ms)below(4) * (below(50) == 0 ? CLOCK_DAY : CLOCK_HOUR / 4);
		story_outcome_clear(&outcome);
		while (story_state_advance(state, now, &arena, &outcome) == STATUS_MORE)
			;
		follow_changes();
		for (uint32_t i = 0; i < outcome.events_count; i++)
			CHECK_THAT(outcome.events[i].action > STORY_RETRACTED); /* time alone gives no receipts */
		story_outcome_clear(&outcome);
		struct sketch_record record = any_record(now);
		story_state_apply(state, &record, record_encode(&record, &arena), &arena, &outcome);
		follow_changes();
		uint32_t receipts = 0;
		for (uint32_t i = 0; i < outcome.events_count; i++)
			receipts += outcome.events[i].action <= STORY_RETRACTED;
		CHECK_THAT(receipts == 1 && outcome.events[0].action <= STORY_RETRACTED);
		check_state(state);
		arena_rewind(&arena, mark);
	}
	struct story_counters counters = story_state_counters(state);
	CHECK_THAT(counters.joins > 100 && counters.stories > 100 && counters.splits > 0 && counters.ignored > 100);
	map64_free(&ledger);
	story_state_free(state);
}

int main(void)
{
	const char *seed = getenv("PARALLAX_TEST_SEED");
	uint64_t first = seed == NULL ? 1 : strtoull(seed, NULL, 0);
	arena_init(&arena, 1 << 20);
	CHECK(kernel_select(cpu_features(), "scalar", &kernel) == STATUS_OK);
	for (uint64_t run = first; run < first + 3; run++) {
		printf("PARALLAX_TEST_SEED=%llu\n", (unsigned long long)run);
		one_run(run);
	}
	story_outcome_free(&outcome);
	arena_free(&arena);
	return check_that_result();
}
