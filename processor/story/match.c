#include "match.h"

#include <stdio.h>

#include "enum_names.h"
#include "key_id.h"
#include "match_collect.h"
#include "numeric.h"

#define COARSE_SHARE 0.8 /* .6 to .8 are alike on long texts; on blurbs .8 is worth .002 to .004 */
#define CHANCE_SHARE 0.5
#define ALONE_SHARE 0.4 /* of what the heaviest shared key adds: .2 to .4 gain .004 on long texts and blurbs, .6 loses it again */
#define CONCEPT_SHARE 0.5
#define CONCEPTS_TO_TRUST 5.0 /* so many concepts are worth half of what many are: a cosine of two is 0 or 1 by chance */
#define HALVED_AFTER_DAYS 14.0 /* 7 loses .002 of blurbs, 10 to 15 are alike */
#define LENGTH_SLOPE 0.04 /* .035 to .045 are alike, but long texts behind a stream of blurbs gain .005 */
#define OWN_LANGUAGE_SLOPE 0.08
#define LANGUAGE_SLOPE 0.25 /* .4 gains nothing more within one kind of text and loses .006 where blurbs come before long ones */
#define LANGUAGE_PSEUDO_ARTICLES 10.0
#define WORD_SHARE 3.2         /* cosines of words are smaller: reports of one event choose words, not names */
#define WORD_CHANCE_SHARE 2.0  /* strangers of one language share formulas: their mean and as much again for its spread */
#define WORDS_TO_KNOW 1000.0   /* after so many words of a language, the rarities of its words are worth half */
#define BOTH_SHARE 0.5         /* words beside names are evidence that is partly the same: names are words too */

/* The products of an article with a story's centroid, by group of keys, and the most that one key adds to each. */
struct products {
	double sum[GROUPS], most[GROUPS];
};

/* By the groups that a key is in. */
#define IN(groups, group) ((groups) >> (group) & 1)
#define IN_EACH(groups) { IN(groups, 0), IN(groups, 1), IN(groups, 2), IN(groups, 3) }
static const double in_group[1 << GROUPS][GROUPS] = {
	IN_EACH(0), IN_EACH(1), IN_EACH(2), IN_EACH(3), IN_EACH(4), IN_EACH(5), IN_EACH(6), IN_EACH(7),
	IN_EACH(8), IN_EACH(9), IN_EACH(10), IN_EACH(11), IN_EACH(12), IN_EACH(13), IN_EACH(14), IN_EACH(15),
};
_Static_assert(GROUPS == 4, "in_group has all sets of four");

/* Adds a value, which is not negative, without a branch: which groups a key is in is not to be foreseen. */
static void add_products(struct products *products, unsigned groups, double value)
{
	for (unsigned group = 0; group < GROUPS; group++) {
		double added = value * in_group[groups][group];
		products->sum[group] += added;
		products->most[group] = added > products->most[group] ? added : products->most[group];
	}
}

#define LINE 64 /* of the cache */
#define LOOKED_AT 256 /* keys of a story at a time */

/* A key of a story that the article may have: where it stands, and the first of the article's keys that have its hash. */
struct may_share {
	uint16_t place, first;
};

/* Which of some keys the article may have. Without a branch: most are not there. */
static uint32_t may_share(const struct match_article *article, const struct story_key *keys, uint32_t count, struct may_share ret_shared[LOOKED_AT])
{
	uint32_t found = 0;
#pragma GCC unroll 8
	for (uint32_t i = 0; i < count; i++) {
		ret_shared[found] = (struct may_share){ (uint16_t)i, article->first[match_article_hash(keys[i].id)] };
		found += ret_shared[found].first != 0;
	}
	return found;
}

static void take_products(const struct match_article *article, const struct story *story, const struct story_language *own,
                          struct products *ret_products)
{
	double articles = 255.0 * (double)story->articles_count;
	double own_articles = own != NULL && own->articles > 0 ? 255.0 * (double)own->articles : 1.0;
	struct may_share shared[LOOKED_AT];
	*ret_products = (struct products){ .sum = { 0.0 } };
	for (uint32_t from = 0; from < story->keys_count; from += LOOKED_AT) {
		uint32_t rest = story->keys_count - from;
		uint32_t count = may_share(article, story->keys + from, rest < LOOKED_AT ? rest : LOOKED_AT, shared);
		for (uint32_t i = 0; i < count; i++) {
			const struct story_key *held = &story->keys[from + shared[i].place];
			const struct match_key *key = match_article_key_from(article, held->id, shared[i].first);
			if (key == NULL)
				continue;
			bool word = key->groups == 1u << GROUP_WORD;
			double value = key->presence * key->weight * held->sum / (word ? own_articles : articles) * key->weight;
			add_products(ret_products, key->groups, value);
		}
	}
}

static double cosine(const struct products *products, enum key_group group, double alone, double left, double right)
{
	return left > 0.0 && right > 0.0 ? (products->sum[group] - alone * products->most[group]) / (left * right) : 0.0;
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
	struct products products;
	take_products(article, story, own, &products);
	double precise = cosine(&products, GROUP_PRECISE, ALONE_SHARE, article->norms[GROUP_PRECISE], story->norms[GROUP_PRECISE]);
	double coarse = cosine(&products, GROUP_COARSE, ALONE_SHARE, article->norms[GROUP_COARSE], story->norms[GROUP_COARSE]);
	coarse *= article->writes_little ? 1.0 : COARSE_SHARE;
	shared.names = (precise > coarse ? precise : coarse) - CHANCE_SHARE * article->chance;
	if (own != NULL) {
		double words = cosine(&products, GROUP_WORD, 0.0, article->norms[GROUP_WORD], own->word_norm);
		shared.words = WORD_SHARE * words_known(store, article->language) * (words - WORD_CHANCE_SHARE * article->word_chance);
	}
	shared.concepts = cosine(&products, GROUP_CONCEPT, 0.0, article->norms[GROUP_CONCEPT], story->norms[GROUP_CONCEPT]);
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

/* Best first; of two that score the same the one that is older in the store. */
static void order_candidates(struct match_result *result)
{
	for (uint32_t i = 1; i < result->count; i++) {
		struct match_candidate moved = result->candidates[i];
		uint32_t at = i;
		for (; at > 0; at--) {
			const struct match_candidate *before = &result->candidates[at - 1];
			if (before->score > moved.score || (before->score == moved.score && before->story < moved.story))
				break;
			result->candidates[at] = *before;
		}
		result->candidates[at] = moved;
	}
}

/* Asks for a story's keys, which are read through. */
static void prefetch_keys(const struct story *story)
{
	for (uint32_t i = 0; i < story->keys_count; i += LINE / sizeof *story->keys)
		__builtin_prefetch(&story->keys[i]);
}

static void score_candidates(const struct story_store *store, const struct match_means *means,
                             const struct match_article *article, clock_ms written, struct match_result *result)
{
	struct shared shared[MATCH_CANDIDATES];
	double concepts_sum = 0.0;
	for (uint32_t i = 0; i < result->count; i++) {
		if (i + 1 < result->count)
			prefetch_keys(&store->stories[result->candidates[i + 1].story]);
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
	order_candidates(result);
}

void match_find(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                const struct text_sketch *text, clock_ms written, struct match_result *ret_result)
{
	uint32_t stories[MATCH_CANDIDATES];
	ret_result->count = match_collect(store, article, stories, &ret_result->postings_read);
	for (uint32_t i = 0; i < ret_result->count; i++)
		ret_result->candidates[i] = (struct match_candidate){ .story = stories[i] };
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

/* A shared key and what it adds. */
struct reason {
	double share;
	uint64_t id;
};

/* Keeps the heaviest, heaviest first; of two alike the one with the lower id. */
static void keep_reason(struct reason kept[STORY_REASONS_MAX], uint32_t *count, struct reason reason)
{
	uint32_t at = *count;
	while (at > 0 && (kept[at - 1].share < reason.share || (kept[at - 1].share == reason.share && kept[at - 1].id > reason.id)))
		at--;
	if (at == STORY_REASONS_MAX)
		return;
	*count += *count < STORY_REASONS_MAX;
	memmove(kept + at + 1, kept + at, (*count - at - 1) * sizeof *kept);
	kept[at] = reason;
}

uint32_t match_reasons(const struct story_store *store, const struct match_article *article, uint32_t at,
                       struct story_reason ret_reasons[STORY_REASONS_MAX])
{
	const struct story *story = &store->stories[at];
	struct reason kept[STORY_REASONS_MAX];
	uint32_t count = 0;
	double sum = 0.0;
	for (uint32_t i = 0; i < story->keys_count; i++) {
		const struct match_key *key = match_article_key(article, story->keys[i].id);
		if (key == NULL)
			continue;
		double share = key->presence * key->weight * key->weight * story->keys[i].sum / (255.0 * story->articles_count);
		keep_reason(kept, &count, (struct reason){ share, key->id });
		sum += share;
	}
	for (uint32_t i = 0; i < count; i++) {
		char text[KEY_TEXT_MAX];
		key_print(kept[i].id, text);
		snprintf(ret_reasons[i].text, STORY_REASON_MAX, "%s %s", key_kind_name(key_kind_of(kept[i].id)), text);
		ret_reasons[i].share = sum > 0.0 ? kept[i].share / sum : 0.0;
	}
	return count;
}
