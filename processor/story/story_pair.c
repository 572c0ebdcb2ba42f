#include "story_pair.h"

#include <stdlib.h>

#include "article_group.h"
#include "hash.h"
#include "sketch_compare.h"
#include "story_parts.h"

static int order_by_share(const void *a, const void *b)
{
	const struct pair_key *left = a, *right = b;
	if (left->share != right->share)
		return left->share > right->share ? -1 : 1;
	return left->id < right->id ? -1 : left->id > right->id;
}

static void take_shared(const struct match_article *a, const struct match_article *b, struct story_pair *pair)
{
	static const enum key_group groups[PAIR_GROUPS] = { GROUP_PRECISE, GROUP_COARSE, GROUP_CONCEPT, GROUP_WORD };
	double sum = 0.0, products[GROUPS] = { 0.0 };
	for (uint32_t i = 0; i < a->keys_count; i++) {
		const struct match_key *left = &a->keys[i], *right = match_article_key(b, left->id);
		if (right == NULL)
			continue;
		double product = left->presence * left->weight * right->presence * right->weight;
		for (unsigned group = 0; group < GROUPS; group++)
			products[group] += (left->groups & 1u << group) != 0 ? product : 0.0;
		pair->keys[pair->keys_count++] = (struct pair_key){ left->id, left->weight, right->weight, left->presence, right->presence, product };
		sum += product;
	}
	for (uint32_t i = 0; i < pair->keys_count; i++)
		pair->keys[i].share /= sum > 0.0 ? sum : 1.0;
	qsort(pair->keys, pair->keys_count, sizeof *pair->keys, order_by_share);
	for (unsigned i = 0; i < PAIR_GROUPS; i++) {
		double norms = a->norms[groups[i]] * b->norms[groups[i]];
		pair->cosines[i] = norms > 0.0 ? products[groups[i]] / norms : 0.0;
	}
}

/* Looks an article's language up; one that the state has not met shares the last number. */
static unsigned language_of(const struct story_state *state, struct bytes tag)
{
	const uint64_t *number = map64_find(&state->store.rarity.languages, hash_bytes(tag));
	return number != NULL ? (unsigned)*number : RARITY_LANGUAGES - 1;
}

static clock_ms written(const struct story_state *state, const struct sketch_record *record)
{
	return record->created != CLOCK_ABSENT && record->created < state->now ? record->created : state->now;
}

void story_state_pair(const struct story_state *state, const struct sketch_record *a, const struct sketch_record *b,
                      struct arena *arena, struct story_pair *ret_pair)
{
	struct match_article *articles[2] = { arena_take(arena, sizeof **articles), arena_take(arena, sizeof **articles) };
	const struct sketch_record *records[2] = { a, b };
	struct story alone[2];
	clock_ms times[2];
	struct sketch_similarity similarity;
	for (int i = 0; i < 2; i++) {
		times[i] = written(state, records[i]);
		match_article_read(&state->store, records[i], language_of(state, records[i]->language), articles[i]);
		alone[i] = article_group((const struct match_article *const *)&articles[i], &times[i], 1, arena);
	}
	*ret_pair = (struct story_pair){ .keys = arena_take(arena, (articles[0]->keys_count + 1) * sizeof *ret_pair->keys),
		.keys_a = articles[0]->keys_count, .keys_b = articles[1]->keys_count, .join = MATCH_JOIN, .copy = MATCH_COPY };
	take_shared(articles[0], articles[1], ret_pair);
	ret_pair->score_a = match_score(&state->store, &state->means, articles[0], &alone[1], times[0]);
	ret_pair->score_b = match_score(&state->store, &state->means, articles[1], &alone[0], times[1]);
	if (sketch_compare(state->store.texts.kernel, &a->text, &b->text, &similarity) == STATUS_OK)
		ret_pair->text = similarity.jaccard;
}
