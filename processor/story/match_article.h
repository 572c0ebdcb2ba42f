/* match_article.h: an article as the match sees it: its heaviest keys with their weights, to be found by id. Private to story. */
#ifndef PARALLAX_STORY_MATCH_ARTICLE_H
#define PARALLAX_STORY_MATCH_ARTICLE_H

#include "story_store.h"

#define MATCH_KEYS 256  /* of an article, the heaviest */
#define MATCH_WORDS 128 /* and its heaviest words besides */
#define MATCH_SLOTS 1024
#define MATCH_HASHES 8192 /* one id in 20 that is not here seems to be */

struct match_key {
	uint64_t id;
	double presence;
	double weight;
	const struct fact_entry *entry; /* NULL when no open story holds the key; valid until the store changes */
	unsigned groups;
};

struct match_article {
	struct match_key keys[MATCH_KEYS + MATCH_WORDS];
	uint32_t keys_count;
	uint32_t words_count; /* of keys_count */
	uint32_t concepts_count;
	double norms[GROUPS];
	double chance;      /* the precise cosine that the average open story would have with it */
	double word_chance; /* the cosine of words, that the average open story with a part in its language would */
	unsigned language;
	bool writes_little; /* zh, ja, ko: the coarse names are all there is */
	uint8_t seen[MATCH_HASHES]; /* whether a key has this hash: most keys of a story are not here */
	uint16_t slots[MATCH_SLOTS];         /* index + 1 of a key, open addressing */
};

void match_article_read(const struct story_store *store, const struct sketch_record *record, unsigned language,
                        struct match_article *ret_article);

static inline uint32_t match_article_hash(uint64_t id)
{
	return (uint32_t)(id * 0x9e3779b97f4a7c15ULL >> 51); /* below MATCH_HASHES; ids differ in all of their lower bits */
}

/* False when the article has no key of this id; true may mean another of the same hash. */
static inline bool match_article_may_have(const struct match_article *article, uint64_t id)
{
	return article->seen[match_article_hash(id)] != 0;
}

/* The article's key of this id, or NULL. */
static inline const struct match_key *match_article_key(const struct match_article *article, uint64_t id)
{
	if (!match_article_may_have(article, id))
		return NULL;
	for (uint32_t slot = match_article_hash(id) / (MATCH_HASHES / MATCH_SLOTS); article->slots[slot] != 0; slot = (slot + 1) % MATCH_SLOTS)
		if (article->keys[article->slots[slot] - 1].id == id)
			return &article->keys[article->slots[slot] - 1];
	return NULL;
}

#endif
