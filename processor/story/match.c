#include "match.h"

#include <stdio.h>
#include <stdlib.h>

#include "enum_names.h"
#include "key_id.h"
#include "numeric.h"
#include "sketch_compare.h"

#define COARSE_SHARE 0.7
#define CHANCE_SHARE 0.5
#define OTHER_STORIES 20.0 /* with few open stories, so many that share nothing are thought to stand beside them */
#define CONCEPT_SHARE 0.5
#define HALVED_AFTER_DAYS 15.0
#define PART_SCALE 65536.0
#define LENGTH_SLOPE 0.035
#define OWN_LANGUAGE_SLOPE 0.08
#define LANGUAGE_SLOPE 0.4
#define LANGUAGE_PSEUDO_ARTICLES 10.0
#define WORD_SHARE 1.0

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

static void take_norms(const struct story_store *store, struct match_article *article)
{
	double squares[GROUPS] = { 0.0 };
	double chance = 0.0;
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct match_key *key = &article->keys[i];
		double value = key->presence * key->weight;
		for (unsigned group = 0; group < GROUPS; group++)
			if ((key->groups & 1u << group) != 0)
				squares[group] += value * value;
		const struct fact_entry *entry = fact_index_find(&store->facts, key->id);
		if (entry != NULL && (key->groups & 1u << GROUP_PRECISE) != 0)
			chance += value * (double)entry->parts / PART_SCALE;
	}
	for (unsigned group = 0; group < GROUPS; group++)
		article->norms[group] = numeric_sqrt(squares[group]);
	article->chance = store->open > 0 && article->norms[GROUP_PRECISE] > 0.0
	                          ? chance / article->norms[GROUP_PRECISE] / ((double)store->open + OTHER_STORIES) : 0.0;
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

/* Products of the article with a story's centroid, by group. */
static void take_products(const struct match_article *article, const struct story *story, const struct story_language *own,
                          double ret_products[GROUPS])
{
	double articles = 255.0 * (double)story->articles_count;
	double own_articles = own != NULL && own->articles > 0 ? 255.0 * (double)own->articles : 1.0;
	uint32_t at = 0;
	for (unsigned group = 0; group < GROUPS; group++)
		ret_products[group] = 0.0;
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
			if ((key->groups & 1u << group) != 0)
				ret_products[group] += product;
	}
}

static double cosine(double product, double left, double right)
{
	return left > 0.0 && right > 0.0 ? product / (left * right) : 0.0;
}

static double time_factor(const struct story *story, clock_ms now)
{
	clock_ms gap = now > story->last ? now - story->last : now < story->first ? story->first - now : 0;
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

static void score_candidates(const struct story_store *store, const struct match_means *means,
                             const struct match_article *article, clock_ms now, struct match_result *result)
{
	double concepts[MATCH_CANDIDATES], concepts_sum = 0.0;
	for (uint32_t i = 0; i < result->count; i++) {
		const struct story *story = &store->stories[result->candidates[i].story];
		const struct story_language *own = story_language_part(story, article->language);
		double products[GROUPS];
		take_products(article, story, own, products);
		double precise = cosine(products[GROUP_PRECISE], article->norms[GROUP_PRECISE], story->norms[GROUP_PRECISE]);
		double coarse = cosine(products[GROUP_COARSE], article->norms[GROUP_COARSE], story->norms[GROUP_COARSE]);
		coarse *= article->writes_little ? 1.0 : COARSE_SHARE;
		concepts[i] = cosine(products[GROUP_CONCEPT], article->norms[GROUP_CONCEPT], story->norms[GROUP_CONCEPT]);
		concepts_sum += concepts[i];
		double best = precise > coarse ? precise : coarse;
		double word = own != NULL ? WORD_SHARE * cosine(products[GROUP_WORD], article->norms[GROUP_WORD], own->word_norm) : 0.0;
		best = word > best ? word : best;
		result->candidates[i].evidence = (best - CHANCE_SHARE * article->chance) * time_factor(story, now);
	}
	double correction = language_correction(means, article->language);
	for (uint32_t i = 0; i < result->count; i++) {
		const struct story *story = &store->stories[result->candidates[i].story];
		uint32_t keys = article->keys_count - article->words_count;
		uint32_t longer = keys > story->keys_count ? keys : story->keys_count;
		double others = result->count > 1 ? (concepts_sum - concepts[i]) / (result->count - 1) : 0.0;
		result->candidates[i].evidence += CONCEPT_SHARE * (concepts[i] - others);
		result->candidates[i].score = result->candidates[i].evidence - LENGTH_SLOPE * numeric_ln((longer + 1) / 100.0) -
		                              OWN_LANGUAGE_SLOPE * own_language_share(story, story_language_part(story, article->language)) + correction;
	}
	qsort(result->candidates, result->count, sizeof *result->candidates, order_by_score);
}

static void find_copy(const struct story_store *store, const struct text_sketch *text, struct match_result *result)
{
	uint32_t candidates[TEXT_INDEX_CANDIDATES];
	uint32_t count = text_index_candidates(&store->texts, text, candidates);
	result->copy_of = NO_INDEX;
	result->copy_jaccard = 0.0;
	for (uint32_t i = 0; i < count; i++) {
		struct sketch_similarity similarity;
		if (sketch_compare(store->texts.kernel, text, &store->articles[candidates[i]].text, &similarity) == STATUS_OK &&
		    similarity.jaccard >= MATCH_COPY && similarity.jaccard > result->copy_jaccard) {
			result->copy_of = candidates[i];
			result->copy_jaccard = similarity.jaccard;
		}
	}
}

void match_find(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                const struct text_sketch *text, clock_ms now, struct match_result *ret_result)
{
	struct collected met[MATCH_POSTINGS];
	uint32_t count = collect(store, article, met, &ret_result->postings_read);
	ret_result->count = count < MATCH_CANDIDATES ? count : MATCH_CANDIDATES;
	for (uint32_t i = 0; i < ret_result->count; i++)
		ret_result->candidates[i] = (struct match_candidate){ .story = met[i].story };
	score_candidates(store, means, article, now, ret_result);
	find_copy(store, text, ret_result);
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
