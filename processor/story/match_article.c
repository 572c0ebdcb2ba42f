#include "match_article.h"

#include "heaviest.h"
#include "key_id.h"
#include "numeric.h"

#define OTHER_STORIES 20.0 /* with few open stories, so many that share nothing are thought to stand beside them */

/* The keys that have been looked up, words apart from all others, before the heaviest are chosen. */
struct looked_up {
	struct match_key keys[2][RECORD_KEYS_MAX];
	struct held_key held[2][RECORD_KEYS_MAX];
	double weights[2][RECORD_KEYS_MAX];
	struct heavy_key heavy[2][RECORD_KEYS_MAX];
	uint32_t counts[2];
};

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
		double met = key->entry == NULL ? 0.0 : value * (double)key->entry->parts / PART_SCALE;
		article->concepts_count += (key->groups & 1u << GROUP_CONCEPT) != 0;
		for (unsigned group = 0; group < GROUPS; group++)
			squares[group] += (key->groups & 1u << group) != 0 ? value * value : 0.0;
		chance += (key->groups & 1u << GROUP_PRECISE) != 0 ? met : 0.0;
		word_chance += (key->groups & 1u << GROUP_WORD) != 0 ? met : 0.0;
	}
	for (unsigned group = 0; group < GROUPS; group++)
		article->norms[group] = numeric_sqrt(squares[group]);
	article->chance = chance_among(store->open, chance, article->norms[GROUP_PRECISE]);
	article->word_chance = chance_among(store->open_in[article->language], word_chance, article->norms[GROUP_WORD]);
}

/* What is looked up lies anywhere in memory: all of it is asked for before any of it is read. */
static void prefetch_keys(const struct story_store *store, const struct sketch_record *record, unsigned language)
{
	for (uint32_t i = 0; i < record->keys_count; i++) {
		fact_index_prefetch(&store->facts, record->keys[i].id);
		rarity_prefetch(&store->rarity, language, record->keys[i].id);
	}
}

static void look_up(const struct story_store *store, const struct sketch_record *record, unsigned language, struct looked_up *found)
{
	found->counts[0] = found->counts[1] = 0;
	prefetch_keys(store, record, language);
	for (uint32_t i = 0; i < record->keys_count; i++) {
		const struct record_key *key = &record->keys[i];
		unsigned groups = story_key_groups((enum key_kind)key->kind), list = key->kind == KEY_WORD;
		if (groups == 0)
			continue;
		struct match_key read = { .id = key->id, .presence = key->presence / 255.0, .groups = (uint16_t)groups };
		read.entry = fact_index_find(&store->facts, key->id);
		found->held[list][found->counts[list]] = (struct held_key){ key->id, read.entry == NULL ? 0 : read.entry->count };
		found->keys[list][found->counts[list]++] = read;
	}
	for (unsigned list = 0; list < 2; list++) {
		rarity_weigh(&store->rarity, language, store->open, found->held[list], found->counts[list], found->weights[list]);
		for (uint32_t i = 0; i < found->counts[list]; i++) {
			struct match_key *key = &found->keys[list][i];
			key->weight = found->weights[list][i];
			found->heavy[list][i] = (struct heavy_key){ key->presence * key->weight, key->id, i };
		}
	}
}

static void enter(struct match_article *article, const struct match_key *key)
{
	uint16_t *first = &article->first[match_article_hash(key->id)];
	struct match_key *entered = &article->keys[article->keys_count++];
	*entered = *key;
	entered->next = *first;
	*first = (uint16_t)article->keys_count;
}

void match_article_read(const struct story_store *store, const struct sketch_record *record, unsigned language,
                        struct match_article *ret_article)
{
	static const uint32_t rooms[2] = { MATCH_KEYS, MATCH_WORDS };
	static _Thread_local struct looked_up found;
	look_up(store, record, language, &found);
	ret_article->keys_count = 0;
	memset(ret_article->first, 0, sizeof ret_article->first);
	for (unsigned list = 0; list < 2; list++) {
		select_heaviest(found.heavy[list], found.counts[list], rooms[list]);
		for (uint32_t i = 0; i < found.counts[list] && i < rooms[list]; i++)
			enter(ret_article, &found.keys[list][found.heavy[list][i].at]);
	}
	ret_article->words_count = found.counts[1] < MATCH_WORDS ? found.counts[1] : MATCH_WORDS;
	ret_article->language = language;
	ret_article->writes_little = language_writes_little(record->language);
	take_norms(store, ret_article);
}
