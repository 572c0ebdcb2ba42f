#include "rarity.h"

#include <stdlib.h>

#include "check.h"
#include "hash.h"
#include "key_id.h"
#include "numeric.h"
#include "word_prior.h"

#define HALF_LIFE_DAYS 14
#define PROBABILITY_MIN (1.0 / 2000.0) /* of a key never seen: what a cold start believes */
#define NAMES_AN_ARTICLE 10.0
#define DATE_PROBABILITY 0.05
#define PLACE_PROBABILITY 0.01
#define PRIOR_ARTICLES 10.0            /* the prior counts as so many articles of the language */
#define WORD_ARTICLES 1000.0           /* and what the table of words says of its own */
#define WORD_PROBABILITY_MIN 0.002     /* of a word that is not among the commonest of its language */
#define WORD_ARTICLES_OF_ONE 8.0       /* holding a word may be of one event; beyond them the stream is believed at once */
#define WORDS_A_KEY 4.0                /* of an article's text for each different word that is a key */
#define ARTICLE_WORDS 100.0            /* different ones, before an article of the language was counted */
#define STORIES_PRIOR 20.0             /* with few open stories every key is held by many of them */

/* A decayed count with the day it holds for, in the 64 bits of a map's value. */
union count {
	uint64_t bits;
	struct {
		float value;
		int32_t day;
	} of;
};

/* 2 to the power of -days / 14: what a look-up for each key needs too often for numeric_exp2. */
static const double of_days[HALF_LIFE_DAYS] = {
	0x1.0000000000000p+0, 0x1.e744964be278bp-1, 0x1.cfbb031a741a5p-1, 0x1.b954806a97df0p-1, 0x1.a402feeb9c533p-1,
	0x1.8fb91d2a17639p-1, 0x1.7c6a1f29e2ce6p-1, 0x1.6a09e667f3bcdp-1, 0x1.588cea3f093bep-1, 0x1.47e830aa6b53ep-1,
	0x1.381147622f886p-1, 0x1.28fe3d4cafbb7p-1, 0x1.1aa59c4115e7ep-1, 0x1.0cfe6317120a2p-1,
};

static double decayed(double value, int32_t from, int32_t to)
{
	if (from >= to || value == 0.0)
		return value;
	uint32_t days = (uint32_t)(to - from), halvings = days / HALF_LIFE_DAYS;
	return halvings > 60 ? 0.0 : value * of_days[days % HALF_LIFE_DAYS] / (double)(1ULL << halvings);
}

static uint64_t document_key(unsigned language, uint64_t key)
{
	return key ^ hash_mix(language + 1); /* ids have structure: the languages must be far apart */
}

void rarity_init(struct rarity *rarity, uint32_t chunks)
{
	*rarity = (struct rarity){ .chunks = chunks == 0 ? RARITY_CHUNKS : chunks };
	rarity->chunk_max = RARITY_KEYS_MAX / rarity->chunks;
	rarity->recent = calloc(rarity->chunks, sizeof *rarity->recent);
	CHECK(rarity->recent != NULL && (rarity->chunks & (rarity->chunks - 1)) == 0);
	map64_init(&rarity->documents);
	map64_init(&rarity->languages);
}

void rarity_free(struct rarity *rarity)
{
	map64_free(&rarity->documents);
	map64_free(&rarity->languages);
	free(rarity->recent);
}

unsigned rarity_language(struct rarity *rarity, struct bytes tag)
{
	const uint64_t *known = map64_find(&rarity->languages, hash_bytes(tag));
	if (known != NULL)
		return (unsigned)*known;
	if (rarity->languages.count >= RARITY_LANGUAGES - 1)
		return RARITY_LANGUAGES - 1; /* not remembered: a feed may invent tags without end */
	rarity_restore_language(rarity, hash_bytes(tag), (unsigned)rarity->languages.count + 1);
	return (unsigned)rarity->languages.count;
}

void rarity_restore_language(struct rarity *rarity, uint64_t tag, unsigned number)
{
	*map64_put(&rarity->languages, tag) = number;
	rarity->sections[number] = (uint8_t)word_prior_section(tag);
}

void rarity_count_article(struct rarity *rarity, unsigned language, uint32_t words, clock_ms now, uint64_t record)
{
	int32_t day = (int32_t)(now / CLOCK_DAY);
	if (day > rarity->day) {
		for (size_t i = 0; i < RARITY_LANGUAGES; i++) {
			rarity->articles[i] = decayed(rarity->articles[i], rarity->day, day);
			rarity->words[i] = decayed(rarity->words[i], rarity->day, day);
		}
		rarity->day = day;
	}
	uint64_t *recent = &rarity->recent[++rarity->counted & (rarity->chunks - 1)];
	rarity->left = *recent;
	*recent = record;
	rarity->articles[0] += 1.0;
	rarity->articles[language] += 1.0;
	rarity->words[language] += words;
}

struct aged {
	uint64_t key;
	double value; /* decayed */
};

static int order_by_rarity(const void *a, const void *b)
{
	const struct aged *left = a, *right = b;
	if (left->value != right->value)
		return left->value < right->value ? -1 : 1;
	return left->key < right->key ? -1 : left->key > right->key;
}

/* By articles and not by time, and here and not where chunks are stored: a state that is restored, and one that nobody stores,
 * forget the same. */
void rarity_sweep(struct rarity *rarity, struct arena *arena)
{
	struct arena_mark mark = arena_mark(arena);
	struct map64_slot *slots;
	uint32_t count = map64_chunk(&rarity->documents, (uint32_t)(rarity->counted & (rarity->chunks - 1)), rarity->chunks, arena, &slots);
	struct aged *kept = arena_take(arena, (count + (size_t)1) * sizeof *kept);
	uint32_t kept_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct rarity_count of = rarity_count_of(&slots[i]);
		double value = decayed((double)of.value, of.day, rarity->day);
		if (value < RARITY_COUNT_MIN)
			map64_remove(&rarity->documents, of.key);
		else
			kept[kept_count++] = (struct aged){ of.key, value };
	}
	if (kept_count > rarity->chunk_max) {
		qsort(kept, kept_count, sizeof *kept, order_by_rarity);
		for (uint32_t i = 0; i < kept_count - rarity->chunk_max; i++)
			map64_remove(&rarity->documents, kept[i].key);
	}
	arena_rewind(arena, mark);
}

static void count_one(struct rarity *rarity, unsigned language, uint64_t key, int32_t day)
{
	uint64_t *place = map64_put(&rarity->documents, document_key(language, key));
	union count count = { .bits = *place };
	count.of.value = (float)(decayed((double)count.of.value, count.of.day, day) + 1.0);
	count.of.day = day;
	*place = count.bits;
}

/* A word is of one language: its count is the same in all together. */
static bool is_word(uint64_t key)
{
	return key_kind_of(key) == KEY_WORD;
}

void rarity_count_key(struct rarity *rarity, unsigned language, uint64_t key)
{
	count_one(rarity, 0, key, rarity->day);
	if (!is_word(key))
		count_one(rarity, language, key, rarity->day);
}

static void count_one_again(struct rarity *rarity, unsigned language, uint64_t key, int32_t day, uint64_t number, const uint64_t *stored)
{
	if (stored[map64_chunk_of(document_key(language, key), rarity->chunks)] < number)
		count_one(rarity, language, key, day);
}

void rarity_count_key_again(struct rarity *rarity, unsigned language, uint64_t key, int32_t day, uint64_t number, const uint64_t *stored)
{
	count_one_again(rarity, 0, key, day, number, stored);
	if (!is_word(key))
		count_one_again(rarity, language, key, day, number, stored);
}

struct rarity_count rarity_count_of(const struct map64_slot *slot)
{
	union count count = { .bits = slot->value };
	return (struct rarity_count){ slot->key, count.of.value, count.of.day };
}

void rarity_restore_count(struct rarity *rarity, const struct rarity_count *count)
{
	union count of = { .of = { count->value, count->day } };
	*map64_put(&rarity->documents, count->key) = of.bits;
}

void rarity_prefetch(const struct rarity *rarity, unsigned language, uint64_t key)
{
	map64_prefetch(&rarity->documents, document_key(0, key));
	if (is_word(key))
		word_prior_prefetch(rarity->sections[language], key);
	else
		map64_prefetch(&rarity->documents, document_key(language, key));
}

static double documents_of(const struct rarity *rarity, unsigned language, uint64_t key)
{
	const uint64_t *place = map64_find(&rarity->documents, document_key(language, key));
	if (place == NULL)
		return 0.0;
	union count count = { .bits = *place };
	return decayed((double)count.of.value, count.of.day, rarity->day);
}

/* NAMES_AN_ARTICLE divided by 9 so many times. */
static const double chance_of_classes[] = { NAMES_AN_ARTICLE, NAMES_AN_ARTICLE / 9, NAMES_AN_ARTICLE / 9 / 9, NAMES_AN_ARTICLE / 9 / 9 / 9,
	                                    NAMES_AN_ARTICLE / 9 / 9 / 9 / 9, PROBABILITY_MIN };
#define CLASSES_MAX (sizeof chance_of_classes / sizeof *chance_of_classes - 1)

/* What a cold start believes of a key. A skeleton of few classes says little: each of an article's names has it by chance
 * once in 9 to the power of its classes. NAMES_AN_ARTICLE of 3 to 30 change no set by more than .005. Reports name the day
 * they are written or the one before, and some hundred places are in the news. */
static double prior_of(uint64_t key)
{
	enum key_kind kind = key_kind_of(key);
	if (kind == KEY_DATE)
		return DATE_PROBABILITY;
	if (kind == KEY_PLACE)
		return PLACE_PROBABILITY;
	if (kind != KEY_NAME && kind != KEY_COARSE)
		return PROBABILITY_MIN;
	unsigned classes = key_skeleton_classes(key);
	return chance_of_classes[classes < CLASSES_MAX ? classes : CLASSES_MAX];
}

#define WEIGHED_AT_ONCE 256u

static inline double greater(double a, double b)
{
	return a > b ? a : b;
}

static inline double lesser(double a, double b)
{
	return a < b ? a : b;
}

/* What is known of some keys, to be reckoned with all at once. */
struct known {
	double everywhere[WEIGHED_AT_ONCE], here[WEIGHED_AT_ONCE]; /* documents */
	double cold[WEIGHED_AT_ONCE], worth[WEIGHED_AT_ONCE]; /* the prior, and as how many articles it counts */
	double told[WEIGHED_AT_ONCE];                         /* documents that count against any prior */
	double held[WEIGHED_AT_ONCE];
	double probability[WEIGHED_AT_ONCE];
};

/* A language's common words are known so well that they are seen to be common in the first articles; but what news is full of no
 * table knows: a word in more articles than one event brings is as common as they say. */
static void look_up_word(const struct rarity *rarity, unsigned language, uint64_t id, struct known *known, uint32_t i)
{
	unsigned section = rarity->sections[language];
	double articles = rarity->articles[language], words = articles > 0.0 ? rarity->words[language] / articles : ARTICLE_WORDS;
	double expected = word_prior_share(section, id) * WORDS_A_KEY * words; /* in an article */
	double least = section == 0 ? PROBABILITY_MIN : WORD_PROBABILITY_MIN;
	known->everywhere[i] = 0.0;
	known->here[i] = documents_of(rarity, 0, id);
	known->told[i] = known->here[i] - WORD_ARTICLES_OF_ONE;
	known->cold[i] = greater(expected / (1.0 + expected), least); /* words come in bursts: a geometric law of how often one comes in an article */
	known->worth[i] = section == 0 ? PRIOR_ARTICLES : WORD_ARTICLES;
}

static void look_up(const struct rarity *rarity, unsigned language, uint64_t id, struct known *known, uint32_t i)
{
	known->everywhere[i] = documents_of(rarity, 0, id);
	known->here[i] = documents_of(rarity, language, id);
	known->told[i] = 0.0;
	known->cold[i] = prior_of(id);
	known->worth[i] = PRIOR_ARTICLES;
}

/* Loops without branches: of vector instructions. */
static void weigh_known(const struct rarity *rarity, unsigned language, uint32_t open, struct known *known, uint32_t count,
                        double *ret_weights)
{
	double articles = rarity->articles[0] + 20.0, own_articles = rarity->articles[language];
	double stories = (double)open + STORIES_PRIOR;
	for (uint32_t i = 0; i < count; i++) {
		double everywhere = 0.5 * known->everywhere[i] / articles;
		double prior = greater(everywhere, known->cold[i]);
		double here = (known->here[i] + known->worth[i] * prior) / (own_articles + known->worth[i]);
		here = greater(here, known->told[i] / (own_articles + PRIOR_ARTICLES));
		known->probability[i] = lesser(greater(here, known->held[i] / stories), 1.0);
	}
	numeric_ln_each(known->probability, count, ret_weights);
	for (uint32_t i = 0; i < count; i++)
		ret_weights[i] = 0.0 - ret_weights[i];
}

void rarity_weigh(const struct rarity *rarity, unsigned language, uint32_t open, const struct held_key *keys, uint32_t count,
                  double *ret_weights)
{
	struct known known;
	for (uint32_t done = 0, some; done < count; done += some) {
		some = count - done < WEIGHED_AT_ONCE ? count - done : WEIGHED_AT_ONCE;
		for (uint32_t i = 0; i < some; i++) {
			const struct held_key *key = &keys[done + i];
			(is_word(key->id) ? look_up_word : look_up)(rarity, language, key->id, &known, i);
			known.held[i] = key->holders;
		}
		weigh_known(rarity, language, open, &known, some, ret_weights + done);
	}
}
