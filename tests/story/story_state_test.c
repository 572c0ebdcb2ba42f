/* The life of stories: opening, joining, versions, kills, embargo, replacement, closing, deletion; one receipt each. */
#include "story_state.h"

#include "check_that.h"
#include "cpu.h"
#include "enum_names.h"
#include "make_record.h"

#define DAY CLOCK_DAY

static struct arena arena;
static const struct kernel *kernel;
static struct story_outcome outcome;

static const struct story_settings settings = { .window = 7 * DAY, .keep = 7 * DAY };

#define QUAKE "kerem okta selvik brannar tovik hesta lomund pellar"
#define QUAKE_AGAIN "selvik brannar kerem tovik hesta okta marn vesk"
#define VOTE "zugan petros alikan morve chadris ulbek nasiri galto"

static const struct story_event *apply(struct story_state *state, const struct sketch_record *record, clock_ms now)
{
	story_outcome_clear(&outcome);
	while (story_state_advance(state, now, &arena, &outcome) == STATUS_MORE)
		;
	uint32_t before = outcome.events_count;
	story_state_apply(state, record, record_encode(record, &arena), &arena, &outcome);
	CHECK_THAT(outcome.events_count > before);
	uint32_t receipts = 0;
	for (uint32_t i = before; i < outcome.events_count; i++)
		receipts += outcome.events[i].action <= STORY_RETRACTED;
	CHECK_THAT(receipts == 1);
	return &outcome.events[before];
}

static struct sketch_record record(const char *uri, uint64_t version, const char *names)
{
	return make_record(&arena, kernel, uri, version, "en", names, 1000);
}

static uint32_t members(struct story_state *state, uint64_t story)
{
	struct story_view view;
	return story_state_view(state, story, &arena, &view) == STATUS_OK ? view.members_total : 0;
}

static void open_join_versions(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record a = record("urn:a", 1, QUAKE), b = record("urn:b", 1, QUAKE_AGAIN), c = record("urn:c", 1, VOTE);
	const struct story_event *event = apply(state, &a, 0);
	uint64_t quake = event->story;
	CHECK_THAT(event->action == STORY_OPENED && quake != 0);
	event = apply(state, &c, 1);
	CHECK_THAT(event->action == STORY_OPENED && event->story != quake);
	event = apply(state, &b, 2);
	CHECK_THAT(event->action == STORY_JOINED && event->story == quake && event->reasons_count > 0);
	CHECK_THAT(members(state, quake) == 2);

	CHECK_THAT(strcmp(apply(state, &b, 3)->why, "duplicate") == 0);
	struct sketch_record b3 = record("urn:b", 3, QUAKE_AGAIN), b2 = record("urn:b", 2, QUAKE_AGAIN);
	event = apply(state, &b3, 4);
	CHECK_THAT(event->action == STORY_UPDATED && event->story == quake);
	event = apply(state, &b2, 5);
	CHECK_THAT(event->action == STORY_IGNORED && strcmp(event->why, "older version") == 0);
	CHECK_THAT(members(state, quake) == 2);

	struct sketch_record kill = record("urn:b", 4, "x");
	kill.status = ARTICLE_CANCELED;
	event = apply(state, &kill, 6);
	CHECK_THAT(event->action == STORY_RETRACTED && event->story == quake && members(state, quake) == 1);
	struct sketch_record b5 = record("urn:b", 5, QUAKE_AGAIN);
	CHECK_THAT(strcmp(apply(state, &b5, 7)->why, "killed") == 0);
	story_state_free(state);
}

static void kill_before_its_article(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record kill = record("urn:a", 2, "x"), late = record("urn:a", 1, QUAKE);
	kill.status = ARTICLE_CANCELED;
	const struct story_event *event = apply(state, &kill, 0);
	CHECK_THAT(event->action == STORY_RETRACTED && event->story == 0);
	event = apply(state, &late, 1);
	CHECK_THAT(event->action == STORY_IGNORED && strcmp(event->why, "killed") == 0);
	story_state_free(state);
}

static void last_article_killed_closes(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record a = record("urn:a", 1, QUAKE), kill = record("urn:a", 2, "x");
	kill.status = ARTICLE_CANCELED;
	uint64_t quake = apply(state, &a, 0)->story;
	apply(state, &kill, 1);
	CHECK_THAT(outcome.events_count == 2 && outcome.events[1].action == STORY_CLOSED && outcome.events[1].story == quake);
	struct sketch_record b = record("urn:b", 1, QUAKE_AGAIN);
	CHECK_THAT(apply(state, &b, 2)->action == STORY_OPENED);
	story_state_free(state);
}

static void embargo(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record held = record("urn:a", 1, QUAKE), killed = record("urn:k", 1, VOTE), other = record("urn:o", 1, VOTE);
	held.embargoed = killed.embargoed = 100;
	const struct story_event *event = apply(state, &held, 10);
	CHECK_THAT(event->action == STORY_HELD && event->story == 0 && outcome.changes_count == 0 && outcome.touched_count == 0);
	apply(state, &killed, 11);
	struct sketch_record kill = record("urn:k", 2, "x");
	kill.status = ARTICLE_CANCELED;
	apply(state, &kill, 12);
	story_outcome_clear(&outcome);
	story_state_advance(state, 99, &arena, &outcome);
	CHECK_THAT(outcome.events_count == 0);
	story_state_advance(state, 100, &arena, &outcome);
	CHECK_THAT(outcome.events_count == 1 && outcome.events[0].action == STORY_RELEASED);
	CHECK_THAT(outcome.events_count == 1 && members(state, outcome.events[0].story) == 1);
	CHECK_THAT(apply(state, &other, 101)->action == STORY_OPENED);
	story_state_free(state);
}

static void withheld_and_back(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record a = record("urn:a", 1, QUAKE), b = record("urn:b", 1, QUAKE_AGAIN), withheld = record("urn:a", 2, "x");
	struct sketch_record back = record("urn:a", 3, QUAKE);
	withheld.status = ARTICLE_WITHHELD;
	uint64_t quake = apply(state, &a, 0)->story;
	apply(state, &b, 1);
	CHECK_THAT(apply(state, &withheld, 2)->action == STORY_SUSPENDED && members(state, quake) == 1);
	const struct story_event *event = apply(state, &back, 3);
	CHECK_THAT(event->action == STORY_JOINED && event->story == quake && members(state, quake) == 2);
	story_state_free(state);
}

static void write_through_replaces(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record a = record("urn:a", 1, QUAKE), b = record("urn:b", 1, VOTE);
	b.evolvedfrom = bytes_of_string("urn:a");
	uint64_t quake = apply(state, &a, 0)->story;
	const struct story_event *event = apply(state, &b, 1);
	CHECK_THAT(event->story == quake && members(state, quake) == 1);
	struct sketch_record late = record("urn:a", 2, QUAKE);
	CHECK_THAT(strcmp(apply(state, &late, 2)->why, "replaced") == 0);
	story_state_free(state);
}

static void window_closes_and_value_is_deleted(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record a = record("urn:a", 1, QUAKE), b = record("urn:b", 1, QUAKE_AGAIN), c = record("urn:c", 1, QUAKE);
	uint64_t quake = apply(state, &a, 0)->story;
	apply(state, &b, 3 * DAY);
	story_outcome_clear(&outcome);
	story_state_advance(state, 10 * DAY - 1, &arena, &outcome);
	CHECK_THAT(outcome.events_count == 0);
	story_state_advance(state, 10 * DAY, &arena, &outcome);
	CHECK_THAT(outcome.events_count == 1 && outcome.events[0].action == STORY_CLOSED && outcome.events[0].story == quake);
	struct sketch_record newer = record("urn:b", 2, QUAKE_AGAIN);
	const struct story_event *event = apply(state, &newer, 11 * DAY);
	CHECK_THAT(event->action == STORY_OPENED && event->story != quake);
	event = apply(state, &c, 12 * DAY);
	CHECK_THAT(event->action == STORY_JOINED && event->story != quake);
	story_outcome_clear(&outcome);
	CHECK_THAT(story_state_advance(state, 17 * DAY, &arena, &outcome) == STATUS_MORE);
	CHECK_THAT(outcome.deleted == quake && members(state, quake) == 1);
	story_outcome_clear(&outcome);
	CHECK_THAT(story_state_advance(state, 17 * DAY, &arena, &outcome) == STATUS_OK && outcome.deleted == 0);
	CHECK_THAT(members(state, quake) == 0);
	story_state_free(state);
}

static void votes_merge(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	/* Among other stories, two halves of one event that share no name, then articles that know both. */
	for (int i = 0; i < 20; i++) {
		char uri[16], *names = arena_take(&arena, 64);
		snprintf(uri, sizeof uri, "urn:x%d", i);
		snprintf(names, 64, "alpha%d beta%d gamma%d delta%d", i, i, i, i);
		struct sketch_record other = record((const char *)arena_copy(&arena, bytes_of_string(uri)).data, 1, names);
		apply(state, &other, 0);
	}
	struct sketch_record a = record("urn:a", 1, "kerem okta selvik brannar"), b = record("urn:b", 1, "tovik hesta lomund pellar");
	uint64_t left = apply(state, &a, 0)->story, right = apply(state, &b, 1)->story;
	CHECK_THAT(left != right);
	bool merged = false;
	for (int i = 0; i < 6; i++) {
		char uri[16];
		snprintf(uri, sizeof uri, "urn:m%d", i);
		struct sketch_record both = record((const char *)arena_copy(&arena, bytes_of_string(uri)).data, 1, i % 2 == 0 ? "kerem okta selvik tovik hesta lomund" : "brannar okta selvik pellar hesta lomund");
		both.text.set_size = 0; /* no copies of each other */
		apply(state, &both, 2 + i);
		for (uint32_t k = 0; k < outcome.events_count; k++)
			merged |= outcome.events[k].action == STORY_MERGED;
	}
	CHECK_THAT(merged);
	struct story_view view;
	uint64_t gone = story_state_view(state, left, &arena, &view) == STATUS_OK && view.status == STORY_IS_MERGED ? left : right;
	CHECK_THAT(story_state_view(state, gone, &arena, &view) == STATUS_OK && view.status == STORY_IS_MERGED);
	CHECK_THAT(view.merged_into == (gone == left ? right : left) && members(state, view.merged_into) == 8);
	story_state_free(state);
}

/* One of several strangers, so that a language's words and a story's chance are known. */
static void apply_stranger(struct story_state *state, int number, const char *language)
{
	char uri[24], *names = arena_take(&arena, 128);
	snprintf(uri, sizeof uri, "urn:stranger%d", number);
	snprintf(names, 128, "alpha%d beta%d gamma%d delta%d", number, number, number, number);
	struct sketch_record stranger = make_record(&arena, kernel, (const char *)arena_copy(&arena, bytes_of(uri, strlen(uri) + 1)).data, 1,
	                                            language, names, CLOCK_ABSENT);
	add_words(&stranger, names);
	apply(state, &stranger, 0);
}

static const char *numbered_uri(const char *prefix, int number)
{
	char uri[32];
	snprintf(uri, sizeof uri, "urn:%s%d", prefix, number);
	return (const char *)arena_copy(&arena, bytes_of_string(uri)).data;
}

/* One story goes into another and that one into a third: every redirect leads to where the articles are, and what comes late
 * for any of them goes there. */
static void chain_of_redirects(void)
{
	static const char *const parts[] = { "kerem okta selvik brannar", "tovik hesta lomund pellar", "zugan petros alikan morve" };
	static const char *const between[] = { "kerem okta selvik tovik hesta lomund", "tovik hesta pellar zugan petros alikan" };
	struct story_state *state = story_state_new(&settings, kernel);
	uint64_t stories[3] = { 0 };
	uint32_t articles = 0, merges = 0;
	for (int i = 0; i < 20; i++)
		apply_stranger(state, i, "en");
	for (int part = 0; part < 3; part++)
		for (int i = 0; i < (part == 2 ? 16 : 1); i++, articles++) {
			struct sketch_record one = record(numbered_uri("part", (int)articles), 1, parts[part]);
			uint64_t story = apply(state, &one, 1)->story;
			stories[part] = i == 0 ? story : stories[part];
		}
	CHECK_THAT(stories[0] != stories[1] && stories[1] != stories[2]);
	for (int bridge = 0; bridge < 2; bridge++)
		for (int i = 0; i < 40 && merges <= (uint32_t)bridge; i++, articles++) {
			struct sketch_record both = record(numbered_uri("part", (int)articles), 1, between[bridge]);
			both.text.set_size = 0; /* no copies of each other */
			apply(state, &both, 2);
			for (uint32_t k = 0; k < outcome.events_count; k++)
				merges += outcome.events[k].action == STORY_MERGED;
		}
	CHECK_THAT(merges == 2);
	uint64_t last = 0;
	for (int part = 0; part < 3; part++) {
		uint64_t story = stories[part];
		struct story_view view;
		int steps = 0;
		while (story_state_view(state, story, &arena, &view) == STATUS_OK && view.status == STORY_IS_MERGED && steps++ < 3) {
			CHECK_THAT(view.members_total == 0);
			story = view.merged_into;
		}
		CHECK_THAT(view.status == STORY_IS_OPEN && (part == 0 || story == last));
		last = story;
	}
	CHECK_THAT(members(state, last) == articles);
	for (uint32_t i = 0; i < 3; i++) {
		struct sketch_record newer = record(numbered_uri("part", (int)i), 2, parts[i]);
		const struct story_event *event = apply(state, &newer, 3);
		CHECK_THAT(event->action == STORY_UPDATED && event->story == last);
	}
	story_state_free(state);
}

/* An article belongs to the time that it was written at, however late it comes. */
static void late_article_joins_its_time(void)
{
	const struct story_settings patient = { .window = 400 * DAY, .keep = 7 * DAY };
	for (int late = 0; late < 2; late++) {
		struct story_state *state = story_state_new(&patient, kernel);
		for (int i = 0; i < 20; i++)
			apply_stranger(state, i, "en");
		struct sketch_record quake = make_record(&arena, kernel, "urn:a", 1, "de", QUAKE, DAY);
		struct sketch_record again = make_record(&arena, kernel, "urn:b", 1, "fr", QUAKE_AGAIN, late ? 2 * DAY : 90 * DAY);
		again.text.set_size = 0; /* no copy of the first */
		uint64_t story = apply(state, &quake, DAY)->story;
		const struct story_event *event = apply(state, &again, 90 * DAY);
		CHECK_THAT((event->story == story) == (late == 1));
		story_state_free(state);
	}
}

/* Two reports of one language that share words and no name are one story; of two languages they are not, and as long
 * as little of a language was read they are not either. */
static void words_count_at_home(void)
{
	static const struct {
		const char *language;
		int strangers;
		bool joins;
	} cases[] = { { "en", 200, true }, { "nl", 200, false }, { "en", 1, false } };
	for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
		struct story_state *state = story_state_new(&settings, kernel);
		for (int i = 0; i < cases[k].strangers; i++)
			apply_stranger(state, i, "en");
		struct sketch_record first = record("urn:a", 1, "kerem okta"), second = record("urn:b", 1, "lomund pellar");
		second.language = bytes_of_string(cases[k].language);
		add_words(&first, "tanker oil leak coast birds fishermen slick harbour");
		add_words(&second, "spill oil coast birds volunteers beach tanker clean");
		second.text.set_size = 0;
		uint64_t story = apply(state, &first, 1)->story;
		CHECK_THAT((apply(state, &second, 2)->story == story) == cases[k].joins);
		story_state_free(state);
	}
}

static double share_of(const struct story_event *event, struct record_key key)
{
	char text[KEY_TEXT_MAX], name[STORY_REASON_MAX];
	key_print(key.id, text);
	snprintf(name, sizeof name, "%s %s", key_kind_name((enum key_kind)key.kind), text);
	for (uint32_t i = 0; i < event->reasons_count; i++)
		if (strcmp(event->reasons[i].text, name) == 0)
			return event->reasons[i].share;
	return 0.0;
}

/* Of eight shared keys the five that weigh most, heaviest first, with their shares of the sum over all eight. */
static void join_names_its_heaviest_keys(void)
{
	struct story_state *state = story_state_new(&settings, kernel);
	struct sketch_record first = record("urn:a", 1, QUAKE " alone"), second = record("urn:b", 1, "apart " QUAKE);
	struct record_key *keys = (struct record_key *)(uintptr_t)second.keys;
	for (uint32_t i = 1; i <= 8; i++)
		keys[i].presence = (uint8_t)(i * 31); /* the rarities are alike: the certainty decides */
	second.text.set_size = 0;
	uint64_t story = apply(state, &first, 1)->story;
	const struct story_event *event = apply(state, &second, 2);
	double sum = 0.0;
	CHECK_THAT(event->action == STORY_JOINED && event->story == story && event->reasons_count == 5);
	for (uint32_t i = 0; i < event->reasons_count; i++) {
		sum += event->reasons[i].share;
		CHECK_THAT(i == 0 || event->reasons[i].share <= event->reasons[i - 1].share);
	}
	for (uint32_t i = 1; i <= 8; i++)
		CHECK_THAT((share_of(event, keys[i]) > 0.0) == (i > 3));
	CHECK_THAT(sum > 0.82 && sum < 0.85); /* (4 + 5 + 6 + 7 + 8) / 36 */
	story_state_free(state);
}

int main(void)
{
	arena_init(&arena, 1 << 20);
	CHECK_THAT(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	open_join_versions();
	kill_before_its_article();
	last_article_killed_closes();
	embargo();
	withheld_and_back();
	write_through_replaces();
	window_closes_and_value_is_deleted();
	votes_merge();
	chain_of_redirects();
	late_article_joins_its_time();
	words_count_at_home();
	join_names_its_heaviest_keys();
	story_outcome_free(&outcome);
	arena_free(&arena);
	return check_that_result();
}
