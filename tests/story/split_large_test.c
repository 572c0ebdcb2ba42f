/* A story of some two hundred articles that one of them, a round-up of two events, holds together: when it is killed or corrected, each
 * event is a story of its own with all of its articles; one that many hold together stays whole, whichever of them is gone. */
#include "story_state.h"

#include <stdlib.h>

#include "check_that.h"
#include "cpu.h"
#include "make_record.h"

#define EVERYDAY 3000 /* articles of other stories, so that names are as rare as on a wire */
#define OF_EACH 100
#define CORE 10 /* names of an event, of which each of its articles has OF_CORE, and OWN that no other has */
#define OF_CORE 7
#define OWN 3

static const struct story_settings settings = { .window = 7 * CLOCK_DAY, .keep = 7 * CLOCK_DAY };

static struct arena arena;
static const struct kernel *kernel;
static struct story_outcome outcome;
static clock_ms now;

struct taken {
	uint64_t story;
	uint32_t splits, moves;
};

static struct taken apply(struct story_state *state, const char *uri, uint64_t version, const char *names, enum article_status status)
{
	struct arena_mark mark = arena_mark(&arena);
	struct sketch_record record = make_record(&arena, kernel, uri, version, "en", names, now);
	struct taken taken = { .story = 0 };
	record.status = status;
	story_outcome_clear(&outcome);
	story_state_advance(state, now += 1000, &arena, &outcome);
	uint32_t before = outcome.events_count;
	story_state_apply(state, &record, record_encode(&record, &arena), &arena, &outcome);
	taken.story = outcome.events[before].story;
	for (uint32_t i = before; i < outcome.events_count; i++) {
		taken.splits += outcome.events[i].action == STORY_SPLIT;
		taken.moves += outcome.events[i].action == STORY_MOVED;
	}
	story_state_keep(state, &arena, NULL);
	arena_rewind(&arena, mark);
	return taken;
}

static void add_names(char *names, const char *event, uint32_t of, uint64_t random, const char *own)
{
	for (uint32_t i = 0; i < OF_CORE; i++)
		sprintf(names + strlen(names), " %s%u", event, (uint32_t)(random + 7 * i) % of);
	for (uint32_t i = 0; own != NULL && i < OWN; i++)
		sprintf(names + strlen(names), " %s%u", own, i);
}

/* Takes the number-th article of an event. */
static uint64_t take_of(struct story_state *state, const char *event, uint32_t number)
{
	char uri[64], names[1024] = "";
	snprintf(uri, sizeof uri, "urn:%s:%u", event, number);
	add_names(names, event, CORE, hash_mix(number) >> 8, uri);
	return apply(state, uri, 1, names, ARTICLE_USABLE).story;
}

static struct story_state *begin(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	now = CLOCK_DAY;
	for (uint32_t i = 0; i < EVERYDAY; i++) {
		char event[32];
		snprintf(event, sizeof event, "day%u.", i);
		take_of(state, event, i);
	}
	return state;
}

/* How many members of a story are of an event. */
static uint32_t members_of(struct story_state *state, uint64_t story, const char *event)
{
	char prefix[32];
	struct story_view view;
	uint32_t count = 0;
	snprintf(prefix, sizeof prefix, "urn:%s:", event);
	if (story_state_view(state, story, &arena, &view) != STATUS_OK)
		return 0;
	for (uint32_t i = 0; i < view.members_count; i++)
		count += view.members[i].uri.length > strlen(prefix) && memcmp(view.members[i].uri.data, prefix, strlen(prefix)) == 0;
	return count;
}

static uint64_t story_of(struct story_state *state, const char *event, uint32_t number)
{
	char uri[64];
	snprintf(uri, sizeof uri, "urn:%s:%u", event, number);
	return apply(state, uri, 1, "x", ARTICLE_USABLE).story; /* a duplicate: its receipt says where it is */
}

/* A story of two events and their bridge, which is first, or comes when those of one event are there. */
static uint64_t take_bridged(struct story_state *state)
{
	char names[1024] = "";
	add_names(names, "sea", CORE, 0, NULL);
	add_names(names, "land", CORE, 0, NULL);
	uint64_t story = apply(state, "urn:bridge", 1, names, ARTICLE_USABLE).story;
	for (uint32_t i = 0; i < OF_EACH; i++) {
		CHECK_THAT(take_of(state, "sea", i) == story);
		CHECK_THAT(take_of(state, "land", i) == story);
	}
	CHECK_THAT(members_of(state, story, "sea") == OF_EACH && members_of(state, story, "land") == OF_EACH);
	return story;
}

static void bridge_goes(bool corrected)
{
	struct story_state *state = begin();
	char names[1024] = "";
	uint64_t bridged = take_bridged(state);
	add_names(names, "land", CORE, 0, "told");
	struct taken gone = apply(state, "urn:bridge", 2, names, corrected ? ARTICLE_USABLE : ARTICLE_CANCELED);
	CHECK_THAT(gone.splits == 1 && gone.moves >= OF_EACH && gone.moves <= OF_EACH + 1);
	uint64_t sea = story_of(state, "sea", 0), land = story_of(state, "land", 0);
	CHECK_THAT(sea != land && (sea == bridged || land == bridged));
	CHECK_THAT(members_of(state, sea, "sea") == OF_EACH && members_of(state, sea, "land") == 0);
	CHECK_THAT(members_of(state, land, "land") == OF_EACH && members_of(state, land, "sea") == 0);
	/* What comes later finds its way. */
	CHECK_THAT(take_of(state, "sea", OF_EACH) == sea && take_of(state, "land", OF_EACH) == land);
	story_state_free(state);
}

static void another_bridge_stays(void)
{
	struct story_state *state = begin();
	char names[1024] = "";
	uint64_t bridged = take_bridged(state);
	add_names(names, "sea", CORE, 3, NULL);
	add_names(names, "land", CORE, 3, NULL);
	CHECK_THAT(apply(state, "urn:bridge:2", 1, names, ARTICLE_USABLE).story == bridged);
	for (uint32_t i = OF_EACH; i < OF_EACH + 40; i++) { /* so that it is not among those that are looked at */
		take_of(state, "sea", i);
		take_of(state, "land", i);
	}
	CHECK_THAT(apply(state, "urn:bridge", 2, "x", ARTICLE_CANCELED).splits == 0);
	CHECK_THAT(story_of(state, "sea", 7) == bridged && story_of(state, "land", 7) == bridged);
	story_state_free(state);
}

static void healthy_story_stays(void)
{
	static const uint32_t gone[] = { 0, 1, 77, 2 * OF_EACH - 1 };
	struct story_state *state = begin();
	uint64_t story = take_of(state, "sea", 0);
	for (uint32_t i = 1; i < 2 * OF_EACH; i++)
		CHECK_THAT(take_of(state, "sea", i) == story);
	for (uint32_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
		char uri[64];
		snprintf(uri, sizeof uri, "urn:sea:%u", gone[i]);
		struct taken killed = apply(state, uri, 2, "x", ARTICLE_CANCELED);
		CHECK_THAT(killed.splits == 0 && killed.moves == 0);
		CHECK_THAT(members_of(state, story, "sea") == 2 * OF_EACH - 1 - i);
	}
	story_state_free(state);
}

int main(void)
{
	CHECK_THAT(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	arena_init(&arena, 1 << 20);
	bridge_goes(false);
	bridge_goes(true);
	another_bridge_stays();
	healthy_story_stays();
	story_outcome_free(&outcome);
	arena_free(&arena);
	return check_that_result();
}
