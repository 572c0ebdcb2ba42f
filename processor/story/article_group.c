#include "article_group.h"

#include <stdlib.h>

#include "key_id.h"
#include "numeric.h"

/* One key of a group, before its articles' are added up. */
struct group_key {
	uint64_t id;
	double presence;
	double weight;
	unsigned groups;
	unsigned language;
};

static int order_by_id(const void *a, const void *b)
{
	const struct group_key *left = a, *right = b;
	return left->id < right->id ? -1 : left->id > right->id;
}

static struct story_language *part_of(struct story *story, unsigned language)
{
	for (uint32_t i = 0; i < story->languages_count; i++)
		if (story->languages[i].number == language)
			return &story->languages[i];
	story->languages[story->languages_count] = (struct story_language){ .number = language };
	return &story->languages[story->languages_count++];
}

static void add_square(struct story *story, const struct group_key *key, double presence)
{
	bool word = (key->groups & 1u << GROUP_WORD) != 0;
	struct story_language *part = part_of(story, key->language);
	double value = presence / (word ? part->articles : story->articles_count) * key->weight;
	for (unsigned group = 0; group < GROUPS; group++)
		if ((key->groups & 1u << group) != 0 && group != GROUP_WORD)
			story->norms[group] += value * value;
	part->word_norm += word ? value * value : 0.0;
}

static struct group_key *all_keys(const struct match_article *const *articles, uint32_t count, struct arena *arena, uint32_t *ret_count)
{
	uint32_t keys_count = 0;
	for (uint32_t i = 0; i < count; i++)
		keys_count += articles[i]->keys_count;
	struct group_key *keys = arena_take(arena, (keys_count + 1) * sizeof *keys);
	*ret_count = 0;
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < articles[i]->keys_count; k++) {
			const struct match_key *key = &articles[i]->keys[k];
			keys[(*ret_count)++] = (struct group_key){ key->id, key->presence, key->weight, key->groups, articles[i]->language };
		}
	qsort(keys, keys_count, sizeof *keys, order_by_id);
	return keys;
}

struct story article_group(const struct match_article *const *articles, const clock_ms *written, uint32_t count, struct arena *arena)
{
	uint32_t keys_count;
	struct group_key *keys = all_keys(articles, count, arena, &keys_count);
	struct story story = { .status = STORY_IS_OPEN, .earliest = NO_INDEX, .latest = NO_INDEX, .articles_count = count,
		.keys = arena_take(arena, (keys_count + 1) * sizeof *story.keys),
		.languages = arena_take(arena, (count + 1) * sizeof *story.languages) };
	for (uint32_t i = 0; i < count; i++) {
		part_of(&story, articles[i]->language)->articles++;
		story.oldest = i == 0 || written[i] < story.oldest ? written[i] : story.oldest;
		story.newest = i == 0 || written[i] > story.newest ? written[i] : story.newest;
	}
	for (uint32_t i = 0, next; i < keys_count; i = next) {
		double presence = 0.0;
		for (next = i; next < keys_count && keys[next].id == keys[i].id; next++)
			presence += keys[next].presence;
		story.keys[story.keys_count++] = (struct story_key){ .id = keys[i].id, .sum = (uint32_t)(presence * 255.0 + 0.5) };
		add_square(&story, &keys[i], presence);
	}
	for (unsigned group = 0; group < GROUPS; group++)
		story.norms[group] = numeric_sqrt(story.norms[group]);
	for (uint32_t i = 0; i < story.languages_count; i++)
		story.languages[i].word_norm = numeric_sqrt(story.languages[i].word_norm);
	return story;
}
