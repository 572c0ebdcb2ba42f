/* match_bench.c: what an article costs among many open stories, step by step, and how many postings the match reads.
 * Stories are generated: each has names, places, concepts, figures and words, drawn so that few keys are in very many
 * stories and most are in few, as in running text; its first article opens it, one story in four has a second. Or, with
 * feed, they are the events of a generated feed (generated_feed.h), all of one day. Articles of three kinds come: a follow-up
 * of a story, one that belongs to none, and hostile ones, all of whose keys are among the commonest. Each is matched, counted
 * and put into its story or one of its own, and taken out again. Times are the thread's processor time: other programs take
 * of it only what they push out of the caches. usage: match_bench [STORIES [ROUNDS [zipf | feed]]]; without, 20000 stories
 * of both and 100000 */
#include "arena.h"
#include "centroid.h"
#include "cpu.h"
#include "decode.h"
#include "generated_feed.h"
#include "key_id.h"
#include "match.h"
#include "membership.h"
#include "numeric.h"
#include "sketch.h"

#define TAGS 24     /* languages of the drawn keys */
#define KEYS 360    /* of an article of 3 KB: 120 names, 120 coarse ones, 12 places, 16 concepts, 12 figures, 80 words */
#define ARTICLES 300 /* of each kind, a round */
#define ROUNDS_MAX 100

static const struct {
	enum key_kind kind;
	uint32_t count;
	double distinct; /* how many keys of the kind there are */
} parts[] = {
	{ KEY_NAME, 120, 3e5 }, { KEY_COARSE, 120, 1e5 }, { KEY_PLACE, 12, 700 }, { KEY_CONCEPT, 16, 3000 }, { KEY_FIGURE, 12, 1e5 },
	{ KEY_WORD, 80, 1e5 },
};

enum kind { FOLLOW_UP, STRANGER, HOSTILE, KINDS };

/* An article, as far as the match sees it. */
struct drawn {
	struct sketch_record record;
	struct record_key keys[RECORD_KEYS_MAX];
	char uri[32], tag[16];
};

static double uniform(uint64_t *random)
{
	*random = hash_mix(*random + 0x9e3779b97f4a7c15ULL);
	return (double)(*random >> 11) / 9007199254740992.0;
}

/* A rank below count, by a law near Zipf's: its logarithm is uniform. */
static uint64_t rank(uint64_t *random, double count)
{
	return (uint64_t)numeric_exp2(uniform(random) * numeric_ln(count) / 0.6931471805599453);
}

/* The keys of an article: what is the story's own comes from the story's number, the rest from the article's. */
static void make_keys(uint64_t story, uint64_t article, bool hostile, const char *language, struct record_key keys[KEYS])
{
	uint64_t own = hash_mix(story + 1), other = hash_mix(article + 77777);
	uint32_t count = 0;
	for (size_t part = 0; part < sizeof parts / sizeof parts[0]; part++)
		for (uint32_t i = 0; i < parts[part].count; i++) {
			uint64_t *random = i % 2 == 0 ? &own : &other;
			uint64_t which = hostile ? i + 1 : rank(random, parts[part].distinct);
			uint64_t body = parts[part].kind == KEY_WORD ? key_body_of_word(hash_mix(which), key_language_mark(bytes_of_string(language)))
			                                             : key_body_of_hash(hash_mix(which * 31 + part));
			keys[count++] = (struct record_key){ .id = key_id(parts[part].kind, body), .kind = (uint8_t)parts[part].kind, .presence = 204 };
		}
}

/* A record has a key once. */
static uint32_t drop_repeats(struct record_key keys[KEYS])
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < KEYS; i++) {
		uint32_t k = 0;
		while (k < kept && keys[k].id != keys[i].id)
			k++;
		if (k == kept)
			keys[kept++] = keys[i];
	}
	return kept;
}

static void draw(uint64_t story, uint64_t article, enum kind kind, struct drawn *ret)
{
	uint64_t which = hash_mix(article) % TAGS;
	snprintf(ret->tag, sizeof ret->tag, "%c%c", (char)('a' + which), (char)('a' + which));
	make_keys(story, article, kind == HOSTILE, ret->tag, ret->keys);
	ret->record = (struct sketch_record){ .keys = ret->keys, .keys_count = drop_repeats(ret->keys), .language = bytes_of_string(ret->tag) };
}

/* The article of an event of the generated feed, read as any other; its times are left out. */
static void take_of_feed(uint64_t story, uint64_t article, struct drawn *ret)
{
	static struct arena arena;
	static const struct kernel *kernel;
	if (kernel == NULL) {
		arena_init(&arena, (size_t)4 << 20);
		CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	}
	char *text = generate(story * ARTICLES_AN_EVENT + article % ARTICLES_AN_EVENT);
	struct article read;
	struct sketch_trace trace;
	const char *reason;
	CHECK(decode_article(bytes_of_string(text), &arena, &read, &reason) == STATUS_OK);
	sketch_article(&read, kernel, 0, &arena, &trace, &ret->record);
	CHECK(ret->record.language.length < sizeof ret->tag);
	memcpy(ret->keys, ret->record.keys, ret->record.keys_count * sizeof *ret->keys);
	memcpy(ret->tag, ret->record.language.data, ret->record.language.length);
	ret->record = (struct sketch_record){ .keys = ret->keys, .keys_count = ret->record.keys_count, .text = ret->record.text,
		                              .language = bytes_of(ret->tag, ret->record.language.length) };
	free(text);
	arena_rewind(&arena, (struct arena_mark){ NULL, 0 });
}

static void take(bool of_feed, uint64_t story, uint64_t article, enum kind kind, struct drawn *ret)
{
	if (of_feed)
		take_of_feed(story, article, ret);
	else
		draw(story, article, kind, ret);
	snprintf(ret->uri, sizeof ret->uri, "urn:bench:%llu", (unsigned long long)article);
	ret->record.uri = bytes_of_string(ret->uri);
}

static void count_keys(struct story_store *store, const struct sketch_record *record, struct arena *arena)
{
	unsigned language = rarity_language(&store->rarity, record->language);
	rarity_count_article(&store->rarity, language, 80, 0, 0);
	rarity_sweep(&store->rarity, arena);
	for (uint32_t i = 0; i < record->keys_count && i < RARITY_KEYS_AHEAD; i++) /* as story_place.c does it */
		rarity_prefetch(&store->rarity, language, record->keys[i].id);
	for (uint32_t i = 0; i < record->keys_count; i++) {
		if (i + RARITY_KEYS_AHEAD < record->keys_count)
			rarity_prefetch(&store->rarity, language, record->keys[i + RARITY_KEYS_AHEAD].id);
		rarity_count_key(&store->rarity, language, record->keys[i].id);
		fact_index_prefetch(&store->facts, record->keys[i].id);
	}
}

static uint64_t fill(struct story_store *store, bool of_feed, uint64_t stories, struct arena *arena)
{
	static struct drawn drawn;
	uint64_t keys = 0;
	for (uint64_t i = 0; i < stories; i++) {
		uint32_t at = story_store_new_story(store, hash_mix(i + 1), 0);
		for (uint64_t k = 0; k <= i % 4 / 3; k++) {
			take(of_feed, i, 2 * i + k, FOLLOW_UP, &drawn);
			count_keys(store, &drawn.record, arena);
			membership_join(store, at, story_store_new_article(store, &drawn.record, bytes_of("", 0), 0), &drawn.record);
		}
		keys += store->stories[at].keys_count;
	}
	return keys;
}

enum step { READ, FIND, COUNT, ADD, WEIGH, STEPS };

struct sums {
	double ns[STEPS];
	uint64_t postings, most, right;
};

static void add_step(struct sums *sums, enum step step, double *since)
{
	double now = thread_ns();
	sums->ns[step] += now - *since;
	*since = thread_ns(); /* what asking costs is left out but for once */
}

/* One article, and everything but the counts as it was before. story is an index, or NO_INDEX: it opens one. */
static void pass_one(struct story_store *store, const struct drawn *drawn, uint32_t story, struct arena *arena, struct sums *sums)
{
	static struct match_means means;
	static struct match_article article;
	static struct match_result result;
	unsigned language = rarity_language(&store->rarity, drawn->record.language);
	uint8_t mark = key_language_mark(drawn->record.language);
	uint32_t at = story;
	double since = thread_ns();
	count_keys(store, &drawn->record, arena);
	add_step(sums, COUNT, &since);
	match_article_read(store, &drawn->record, language, &article);
	add_step(sums, READ, &since);
	match_find(store, &means, &article, &drawn->record.text, 0, &result);
	add_step(sums, FIND, &since);
	sums->postings += result.postings_read;
	sums->most = result.postings_read > sums->most ? result.postings_read : sums->most;
	sums->right += story != NO_INDEX && result.count > 0 && result.candidates[0].story == story && result.candidates[0].score >= MATCH_JOIN;
	if (story == NO_INDEX)
		at = story_store_new_story(store, hash_mix(store->listed + 77), 0);
	story_language_made(&store->stories[at], language, mark)->articles++;
	store->stories[at].articles_count++;
	since = thread_ns();
	centroid_add(store, at, &drawn->record);
	add_step(sums, ADD, &since);
	centroid_weigh(store, at, language, mark);
	add_step(sums, WEIGH, &since);
	centroid_subtract(store, at, &drawn->record);
	story_language_made(&store->stories[at], language, mark)->articles--;
	store->stories[at].articles_count--;
	if (story != NO_INDEX) {
		centroid_weigh(store, at, language, mark);
		return;
	}
	store->stories[at].status = STORY_IS_CLOSED;
	store->open--;
	story_store_drop_story(store, at);
}

static void run(struct story_store *store, bool of_feed, uint64_t stories, enum kind kind, int rounds, struct arena *arena)
{
	static const char *const names[KINDS] = { "follow-up", "stranger", "hostile" };
	static const char *const steps[STEPS + 1] = { "read", "find", "count", "add", "weigh", "match (read, find)" };
	static struct drawn drawn;
	static double times[STEPS + 1][ROUNDS_MAX];
	struct sums all = { .postings = 0 };
	for (int round = 0; round < rounds; round++) {
		struct sums sums = { .postings = 0 };
		for (uint64_t i = 0; i < ARTICLES; i++) {
			uint64_t which = (uint64_t)(round * ARTICLES) + i, story = kind == FOLLOW_UP ? hash_mix(which + 5) % stories : stories + which;
			take(of_feed, story, 4 * stories + (uint64_t)kind * 1000003 + which, kind, &drawn);
			pass_one(store, &drawn, kind == FOLLOW_UP ? (uint32_t)story : NO_INDEX, arena, &sums);
		}
		for (int step = 0; step < STEPS; step++)
			times[step][round] = sums.ns[step] / ARTICLES;
		times[STEPS][round] = times[READ][round] + times[FIND][round];
		all.postings += sums.postings;
		all.right += sums.right;
		all.most = sums.most > all.most ? sums.most : all.most;
	}
	double articles = (double)ARTICLES * rounds;
	printf("%s: %.0f postings, at most %llu; %.3f find their story\n", names[kind], (double)all.postings / articles, (unsigned long long)all.most,
	       (double)all.right / articles);
	for (int step = 0; step <= STEPS; step++) {
		sort_rounds(times[step], (size_t)rounds);
		printf("  %-20s %10.0f %10.0f %10.0f\n", steps[step], times[step][0], times[step][rounds / 2], times[step][rounds - 1]);
	}
}

static void measure(bool of_feed, uint64_t stories, int rounds)
{
	static struct story_store store;
	const struct kernel *kernel;
	struct arena arena;
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	arena_init(&arena, (size_t)1 << 20);
	story_store_init(&store, kernel, 0);
	uint64_t keys = fill(&store, of_feed, stories, &arena);
	printf("\n%llu open stories, %s: %.0f keys a story, %zu keys in all\n%-22s %10s %10s %10s   ns an article, %d rounds\n",
	       (unsigned long long)stories, of_feed ? "generated feed" : "drawn keys", (double)keys / (double)stories, store.facts.count, "",
	       "min", "median", "max", rounds);
	for (int kind = 0; kind < (of_feed ? HOSTILE : KINDS); kind++)
		run(&store, of_feed, stories, (enum kind)kind, rounds, &arena);
	story_store_free(&store);
	arena_free(&arena);
}

int main(int argc, char **argv)
{
	uint64_t stories = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
	int rounds = argc > 2 ? atoi(argv[2]) : 5;
	bool both = argc <= 3, of_feed = !both && strcmp(argv[3], "feed") == 0;
	if ((argc > 1 && stories < 1) || rounds < 1 || rounds > ROUNDS_MAX || (!both && !of_feed && strcmp(argv[3], "zipf") != 0)) {
		fprintf(stderr, "usage: match_bench [STORIES [ROUNDS up to %d [zipf | feed]]]\n", ROUNDS_MAX);
		return 2;
	}
	print_machine();
	read_sample(PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson");
	if (both || of_feed)
		measure(true, stories > 0 ? stories : 20000, rounds);
	if (both || !of_feed)
		measure(false, stories > 0 ? stories : 20000, rounds);
	if (argc <= 1)
		measure(false, 100000, rounds);
	free_sample();
	return 0;
}
