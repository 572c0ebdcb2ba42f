#include "match.h"

#include <stdio.h>
#include <stdlib.h>

#include "enum_names.h"
#include "key_id.h"
#include "numeric.h"

#define COARSE_SHARE 0.7
#define CHANCE_SHARE 0.5
#define ALONE_SHARE 0.4
#define ALONE_COARSE 0.4
#define ALONE_CONCEPT 0.0
#define ALONE_WORD 0.0
#define OTHER_STORIES 20.0 /* with few open stories, so many that share nothing are thought to stand beside them */
#define CONCEPT_SHARE 0.5
#define CONCEPTS_TO_TRUST 5.0 /* so many concepts are worth half of what many are: a cosine of two is 0 or 1 by chance */
#define HALVED_AFTER_DAYS 10.0
#define PART_SCALE 65536.0
#define LENGTH_SLOPE 0.035
#define OWN_LANGUAGE_SLOPE 0.08
#define LANGUAGE_SLOPE 0.4
#define LANGUAGE_PSEUDO_ARTICLES 10.0
#define WORD_SHARE 3.5         /* cosines of words are smaller: reports of one event choose words, not names */
#define WORD_CHANCE_SHARE 2.0  /* strangers of one language share formulas: their mean and as much again for its spread */
#define WORDS_TO_KNOW 1000.0   /* after so many words of a language, the rarities of its words are worth half */
#define BOTH_SHARE 0.5         /* words beside names are evidence that is partly the same: names are words too */

struct weighed {
	double heaviness;
	struct match_key key;
};

static int order_by_heaviness(const void *a, const void *b)
{
	const struct weighed *left = a, *right = b;
	if (left->heaviness != right->heaviness)
		return left->heaviness > right->heaviness ? -1 : 1;
	return left->key.id < right->key.id ? -1 : left->key.id > right->key.id;
}

static int order_by_id(const void *a, const void *b)
{
	const struct match_key *left = a, *right = b;
	return left->id < right->id ? -1 : left->id > right->id;
}

static bool language_writes_little(struct bytes language)
{
	return bytes_equal(language, bytes_of("zh", 2)) || bytes_equal(language, bytes_of("ja", 2)) ||
	       bytes_equal(language, bytes_of("ko", 2));
}

/* The cosine that the average of so many stories has with an article: product is the sum over all of them. */
static double chance_among(uint32_t stories, double product, double norm)
{
	return stories > 0 && norm > 0.0 ? product / norm / ((double)stories + OTHER_STORIES) : 0.0;
}

static void take_norms(const struct story_store *store, struct match_article *article)
{
	double squares[GROUPS] = { 0.0 };
	double chance = 0.0, word_chance = 0.0;
	article->concepts_count = 0;
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct match_key *key = &article->keys[i];
		double value = key->presence * key->weight;
		article->concepts_count += (key->groups & 1u << GROUP_CONCEPT) != 0;
		for (unsigned group = 0; group < GROUPS; group++)
			if ((key->groups & 1u << group) != 0)
				squares[group] += value * value;
		const struct fact_entry *entry = fact_index_find(&store->facts, key->id);
		double met = entry == NULL ? 0.0 : value * (double)entry->parts / PART_SCALE;
		chance += (key->groups & 1u << GROUP_PRECISE) != 0 ? met : 0.0;
		word_chance += (key->groups & 1u << GROUP_WORD) != 0 ? met : 0.0;
	}
	for (unsigned group = 0; group < GROUPS; group++)
		article->norms[group] = numeric_sqrt(squares[group]);
	article->chance = chance_among(store->open, chance, article->norms[GROUP_PRECISE]);
	article->word_chance = chance_among(store->open_in[article->language], word_chance, article->norms[GROUP_WORD]);
}

void match_article_read(const struct story_store *store, const struct sketch_record *record, unsigned language,
                        struct match_article *ret_article)
{
	static _Thread_local struct weighed weighed[RECORD_KEYS_MAX];
	uint32_t count = 0;
	for (uint32_t i = 0; i < record->keys_count; i++) {
		const struct record_key *key = &record->keys[i];
		unsigned groups = story_key_groups((enum key_kind)key->kind);
		if (groups == 0)
			continue;
		struct match_key read = { key->id, key->presence / 255.0, story_store_weight(store, language, key->id), groups };
		weighed[count++] = (struct weighed){ read.presence * read.weight, read };
	}
	qsort(weighed, count, sizeof *weighed, order_by_heaviness);
	uint32_t room[2] = { MATCH_KEYS, MATCH_WORDS };
	ret_article->keys_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *left = &room[key_kind_of(weighed[i].key.id) == KEY_WORD];
		if (*left > 0)
			ret_article->keys[ret_article->keys_count++] = weighed[i].key;
		*left -= *left > 0;
	}
	ret_article->words_count = MATCH_WORDS - room[1];
	qsort(ret_article->keys, ret_article->keys_count, sizeof *ret_article->keys, order_by_id);
	ret_article->language = language;
	ret_article->writes_little = language_writes_little(record->language);
	take_norms(store, ret_article);
}

struct posting_read {
	double gain; /* weight over the length of the list */
	uint32_t key;
};

static int order_by_gain(const void *a, const void *b)
{
	const struct posting_read *left = a, *right = b;
	if (left->gain != right->gain)
		return left->gain > right->gain ? -1 : 1;
	return left->key < right->key ? -1 : left->key > right->key;
}

struct collected {
	uint32_t story;
	double weight;
};

static int order_by_collected(const void *a, const void *b)
{
	const struct collected *left = a, *right = b;
	if (left->weight != right->weight)
		return left->weight > right->weight ? -1 : 1;
	return left->story < right->story ? -1 : left->story > right->story;
}

static int order_by_story(const void *a, const void *b)
{
	const struct collected *left = a, *right = b;
	return left->story < right->story ? -1 : left->story > right->story;
}

/* Reads postings within the budget; writes the stories met, with what they collect, best first. */
static uint32_t collect(const struct story_store *store, const struct match_article *article,
                        struct collected ret_met[MATCH_POSTINGS], uint32_t *ret_read)
{
	struct posting_read order[MATCH_KEYS + MATCH_WORDS];
	uint32_t keys = 0, read = 0;
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct fact_entry *entry = fact_index_find(&store->facts, article->keys[i].id);
		if (entry != NULL)
			order[keys++] = (struct posting_read){ article->keys[i].presence * article->keys[i].weight / entry->count, i };
	}
	qsort(order, keys, sizeof *order, order_by_gain);
	for (uint32_t i = 0; i < keys && read < MATCH_POSTINGS; i++) {
		const struct match_key *key = &article->keys[order[i].key];
		const struct fact_entry *entry = fact_index_find(&store->facts, key->id);
		for (uint32_t k = 0; k < entry->count && read < MATCH_POSTINGS; k++)
			ret_met[read++] = (struct collected){ entry->stories[k], key->presence * key->weight * key->weight };
	}
	*ret_read = read;
	qsort(ret_met, read, sizeof *ret_met, order_by_story);
	uint32_t met = 0;
	for (uint32_t i = 0; i < read; i++) {
		if (met > 0 && ret_met[met - 1].story == ret_met[i].story)
			ret_met[met - 1].weight += ret_met[i].weight;
		else
			ret_met[met++] = ret_met[i];
	}
	qsort(ret_met, met, sizeof *ret_met, order_by_collected);
	return met;
}

/* The product of an article with a story's centroid in one group of keys, and the most that one key adds to it. */
struct product {
	double sum, most;
};

static void take_products(const struct match_article *article, const struct story *story, const struct story_language *own,
                          struct product ret_products[GROUPS])
{
	double articles = 255.0 * (double)story->articles_count;
	double own_articles = own != NULL && own->articles > 0 ? 255.0 * (double)own->articles : 1.0;
	uint32_t at = 0;
	for (unsigned group = 0; group < GROUPS; group++)
		ret_products[group] = (struct product){ 0.0, 0.0 };
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct match_key *key = &article->keys[i];
		while (at < story->keys_count && story->keys[at].id < key->id)
			at++;
		if (at == story->keys_count)
			break;
		if (story->keys[at].id != key->id)
			continue;
		bool word = (key->groups & 1u << GROUP_WORD) != 0;
		double product = key->presence * key->weight * story->keys[at].sum / (word ? own_articles : articles) * key->weight;
		for (unsigned group = 0; group < GROUPS; group++)
			if ((key->groups & 1u << group) != 0) {
				ret_products[group].sum += product;
				ret_products[group].most = product > ret_products[group].most ? product : ret_products[group].most;
			}
	}
}

static double cosine(const struct product *product, double alone, double left, double right)
{
	return left > 0.0 && right > 0.0 ? (product->sum - alone * product->most) / (left * right) : 0.0;
}

static double time_factor(const struct story *story, clock_ms written)
{
	clock_ms gap = written > story->newest ? written - story->newest : written < story->oldest ? story->oldest - written : 0;
	double days = (double)gap / (double)CLOCK_DAY;
	return numeric_exp2(-(days < 900.0 ? days : 900.0) / HALVED_AFTER_DAYS);
}

static double own_language_share(const struct story *story, const struct story_language *own)
{
	return own != NULL && story->articles_count > 0 ? (double)own->articles / story->articles_count : 0.0;
}

static double language_correction(const struct match_means *means, unsigned language)
{
	if (means->count[0] == 0.0)
		return 0.0;
	double all = means->sum[0] / means->count[0];
	double own = (means->sum[language] + LANGUAGE_PSEUDO_ARTICLES * all) / (means->count[language] + LANGUAGE_PSEUDO_ARTICLES);
	return LANGUAGE_SLOPE * (all - own);
}

static int order_by_score(const void *a, const void *b)
{
	const struct match_candidate *left = a, *right = b;
	if (left->score != right->score)
		return left->score > right->score ? -1 : 1;
	return left->story < right->story ? -1 : left->story > right->story;
}

/* How much is known of which words of a language are common: until then all look rare, and formulas like evidence. */
static double words_known(const struct story_store *store, unsigned language)
{
	double seen = store->rarity.words[language];
	return seen / (seen + WORDS_TO_KNOW);
}

/* What an article shares with one story: cosines, of names and words less what chance gives. */
struct shared {
	double names, words, concepts;
};

static struct shared share(const struct story_store *store, const struct match_article *article, const struct story *story)
{
	const struct story_language *own = story_language_part(story, article->language);
	struct shared shared = { 0.0, 0.0, 0.0 };
	struct product products[GROUPS];
	take_products(article, story, own, products);
	double precise = cosine(&products[GROUP_PRECISE], ALONE_SHARE, article->norms[GROUP_PRECISE], story->norms[GROUP_PRECISE]);
	double coarse = cosine(&products[GROUP_COARSE], ALONE_COARSE, article->norms[GROUP_COARSE], story->norms[GROUP_COARSE]);
	coarse *= article->writes_little ? 1.0 : COARSE_SHARE;
	shared.names = (precise > coarse ? precise : coarse) - CHANCE_SHARE * article->chance;
	if (own != NULL) {
		double words = cosine(&products[GROUP_WORD], ALONE_WORD, article->norms[GROUP_WORD], own->word_norm);
		shared.words = WORD_SHARE * words_known(store, article->language) * (words - WORD_CHANCE_SHARE * article->word_chance);
	}
	shared.concepts = cosine(&products[GROUP_CONCEPT], ALONE_CONCEPT, article->norms[GROUP_CONCEPT], story->norms[GROUP_CONCEPT]);
	return shared;
}

static double evidence_of(const struct shared *shared)
{
	double both = shared->names + BOTH_SHARE * shared->words;
	double best = shared->names > shared->words ? shared->names : shared->words;
	return both > best ? both : best;
}

/* What is shared with a story, on the one scale. others: the mean concept cosine of the other candidates. */
static struct match_candidate scored(const struct match_means *means, const struct match_article *article, const struct story *story,
                                     const struct shared *shared, double others, clock_ms written)
{
	struct match_candidate candidate;
	double concept_share = CONCEPT_SHARE * article->concepts_count / (article->concepts_count + CONCEPTS_TO_TRUST);
	uint32_t keys = article->keys_count - article->words_count;
	uint32_t longer = keys > story->keys_count ? keys : story->keys_count;
	candidate.story = NO_INDEX;
	candidate.evidence = (evidence_of(shared) + concept_share * (shared->concepts - others)) * time_factor(story, written);
	candidate.score = candidate.evidence - LENGTH_SLOPE * numeric_ln((longer + 1) / 100.0) -
	                  OWN_LANGUAGE_SLOPE * own_language_share(story, story_language_part(story, article->language)) +
	                  language_correction(means, article->language);
	return candidate;
}

static void score_candidates(const struct story_store *store, const struct match_means *means,
                             const struct match_article *article, clock_ms written, struct match_result *result)
{
	struct shared shared[MATCH_CANDIDATES];
	double concepts_sum = 0.0;
	for (uint32_t i = 0; i < result->count; i++) {
		shared[i] = share(store, article, &store->stories[result->candidates[i].story]);
		concepts_sum += shared[i].concepts;
	}
	for (uint32_t i = 0; i < result->count; i++) {
		const struct story *story = &store->stories[result->candidates[i].story];
		double others = result->count > 1 ? (concepts_sum - shared[i].concepts) / (result->count - 1) : 0.0;
		uint32_t at = result->candidates[i].story;
		result->candidates[i] = scored(means, article, story, &shared[i], others, written);
		result->candidates[i].story = at;
	}
	qsort(result->candidates, result->count, sizeof *result->candidates, order_by_score);
}

void match_find(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                const struct text_sketch *text, clock_ms written, struct match_result *ret_result)
{
	struct collected met[MATCH_POSTINGS];
	uint32_t count = collect(store, article, met, &ret_result->postings_read);
	ret_result->count = count < MATCH_CANDIDATES ? count : MATCH_CANDIDATES;
	for (uint32_t i = 0; i < ret_result->count; i++)
		ret_result->candidates[i] = (struct match_candidate){ .story = met[i].story };
	score_candidates(store, means, article, written, ret_result);
	ret_result->copy_jaccard = 0.0;
	ret_result->copy_of = text_index_copied(&store->texts, store->articles, text, MATCH_COPY, &ret_result->copy_jaccard);
}

double match_score(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                   const struct story *story, clock_ms written)
{
	struct shared shared = share(store, article, story);
	shared.concepts = 0.0; /* with no other candidates to compare them with, shared concepts say nothing */
	return scored(means, article, story, &shared, 0.0, written).score;
}

void match_means_add(struct match_means *means, unsigned language, double evidence)
{
	means->sum[0] += evidence;
	means->count[0] += 1.0;
	means->sum[language] += evidence;
	means->count[language] += 1.0;
}

uint32_t match_reasons(const struct story_store *store, const struct match_article *article, uint32_t at,
                       struct story_reason ret_reasons[STORY_REASONS_MAX])
{
	const struct story *story = &store->stories[at];
	struct weighed shared[MATCH_KEYS + MATCH_WORDS];
	uint32_t count = 0, place = 0;
	double sum = 0.0;
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct match_key *key = &article->keys[i];
		while (place < story->keys_count && story->keys[place].id < key->id)
			place++;
		if (place == story->keys_count || story->keys[place].id != key->id)
			continue;
		double share = key->presence * key->weight * key->weight * story->keys[place].sum / (255.0 * story->articles_count);
		shared[count++] = (struct weighed){ share, *key };
		sum += share;
	}
	qsort(shared, count, sizeof *shared, order_by_heaviness);
	uint32_t told = count < STORY_REASONS_MAX ? count : STORY_REASONS_MAX;
	for (uint32_t i = 0; i < told; i++) {
		char text[KEY_TEXT_MAX];
		key_print(shared[i].key.id, text);
		snprintf(ret_reasons[i].text, STORY_REASON_MAX, "%s %s", key_kind_name(key_kind_of(shared[i].key.id)), text);
		ret_reasons[i].share = sum > 0.0 ? shared[i].heaviness / sum : 0.0;
	}
	return told;
}
