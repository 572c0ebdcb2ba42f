/* match_bench.c: what the match of one article costs among many open stories, and how many postings it reads.
 * Stories are generated: each has names, places, concepts, figures and words, drawn so that few keys are in very many
 * stories and most are in few, as in running text; its first article opens it, some have a second. Three kinds of article
 * are matched: a follow-up of a story, one that belongs to none, and hostile ones, all of whose keys are among the
 * commonest. usage: match_bench [STORIES [ROUNDS]], 100000 and 5 unless told */
#include "bench.h"
#include "cpu.h"
#include "hash.h"
#include "key_id.h"
#include "match.h"
#include "membership.h"
#include "numeric.h"

#define LANGUAGES 24
#define KEYS 360    /* of an article of 3 KB: 120 names, 120 coarse ones, 12 places, 16 concepts, 12 figures, 80 words */
#define MATCHES 2000

static const struct {
	enum key_kind kind;
	uint32_t count;
	double distinct; /* how many keys of the kind there are */
} parts[] = {
	{ KEY_NAME, 120, 3e5 }, { KEY_COARSE, 120, 1e5 }, { KEY_PLACE, 12, 700 }, { KEY_CONCEPT, 16, 3000 }, { KEY_FIGURE, 12, 1e5 },
	{ KEY_WORD, 80, 1e5 },
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

static struct sketch_record make_record(uint64_t story, uint64_t article, bool hostile, struct record_key keys[KEYS], char uri[32])
{
	static char tags[LANGUAGES][3];
	uint64_t which = hash_mix(article) % LANGUAGES;
	snprintf(tags[which], 3, "%c%c", (char)('a' + which), (char)('a' + which));
	make_keys(story, article, hostile, tags[which], keys);
	snprintf(uri, 32, "urn:bench:%llu", (unsigned long long)article);
	return (struct sketch_record){ .uri = bytes_of_string(uri), .language = bytes_of_string(tags[which]), .keys = keys,
		                       .keys_count = drop_repeats(keys), .created = (clock_ms)article };
}

static void count_keys(struct story_store *store, const struct sketch_record *record)
{
	unsigned language = rarity_language(&store->rarity, record->language);
	rarity_count_article(&store->rarity, language, 80, record->created, 0);
	for (uint32_t i = 0; i < record->keys_count; i++)
		rarity_count_key(&store->rarity, language, record->keys[i].id);
}

static void fill(struct story_store *store, uint64_t stories)
{
	struct record_key keys[KEYS];
	char uri[32];
	for (uint64_t i = 0; i < stories; i++) {
		uint32_t at = story_store_new_story(store, hash_mix(i + 1), 0);
		for (uint64_t k = 0; k <= i % 4 / 3; k++) {
			struct sketch_record record = make_record(i, 2 * i + k, false, keys, uri);
			count_keys(store, &record);
			membership_join(store, at, story_store_new_article(store, &record, bytes_of("", 0), 0), &record);
		}
	}
}

enum kind { FOLLOW_UP, STRANGER, HOSTILE, KINDS };

static void run(struct story_store *store, uint64_t stories, enum kind kind, int rounds)
{
	static const char *const names[KINDS] = { "follow-up", "stranger", "hostile" };
	static struct match_means means;
	static struct record_key keys[MATCHES][KEYS];
	static struct sketch_record records[MATCHES];
	static char uris[MATCHES][32];
	static struct match_article article;
	static struct match_result result;
	double times[100];
	uint64_t read = 0, most = 0, right = 0;
	for (uint64_t i = 0; i < MATCHES; i++) {
		uint64_t story = kind == FOLLOW_UP ? hash_mix(i + 5) % stories : stories + i;
		records[i] = make_record(story, 4 * stories + (uint64_t)kind * MATCHES + i, kind == HOSTILE, keys[i], uris[i]);
	}
	for (int round = 0; round < rounds; round++) {
		double start = now_ns();
		for (uint64_t i = 0; i < MATCHES; i++) {
			match_article_read(store, &records[i], rarity_language(&store->rarity, records[i].language), &article);
			match_find(store, &means, &article, &records[i].text, records[i].created, &result);
			read += result.postings_read;
			most = result.postings_read > most ? result.postings_read : most;
			right += result.count > 0 && kind == FOLLOW_UP && result.candidates[0].score >= MATCH_JOIN &&
			         store->stories[result.candidates[0].story].id == hash_mix(hash_mix(i + 5) % stories + 1);
		}
		times[round] = (now_ns() - start) / MATCHES;
	}
	sort_rounds(times, (size_t)rounds);
	printf("%-12s %10.0f %10.0f %10.0f %10.0f %10llu %10.3f\n", names[kind], times[0], times[rounds / 2], times[rounds - 1],
	       (double)read / MATCHES / rounds, (unsigned long long)most, (double)right / MATCHES / rounds);
}

int main(int argc, char **argv)
{
	uint64_t stories = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
	int rounds = argc > 2 ? atoi(argv[2]) : 5;
	const struct kernel *kernel;
	static struct story_store store;
	time_t today = time(NULL);
	if (stories < 1 || rounds < 1 || rounds > 100 || kernel_select(cpu_features(), NULL, &kernel) != STATUS_OK) {
		fprintf(stderr, "usage: match_bench [STORIES [ROUNDS up to 100]]\n");
		return 2;
	}
	story_store_init(&store, kernel, 0);
	double start = now_ns();
	fill(&store, stories);
	printf("%llu open stories (%.0f ns an article to count and join), %d keys an article, %.10s\n", (unsigned long long)stories,
	       (now_ns() - start) / (double)(stories + stories / 4), KEYS, ctime(&today));
	printf("%-12s %10s %10s %10s %10s %10s %10s   ns an article, %d rounds\n", "", "min", "median", "max", "postings", "most", "found", rounds);
	for (int kind = 0; kind < KINDS; kind++)
		run(&store, stories, (enum kind)kind, rounds);
	story_store_free(&store);
	return 0;
}
