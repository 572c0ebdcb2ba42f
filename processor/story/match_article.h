/* match_article.h: an article as the match sees it: its heaviest keys with their weights, to be found by id. Private to story. */
#ifndef PARALLAX_STORY_MATCH_ARTICLE_H
#define PARALLAX_STORY_MATCH_ARTICLE_H

#include "story_store.h"

#define MATCH_KEYS 256  /* of an article, the heaviest */
#define MATCH_WORDS 128 /* and its heaviest words besides */
#define MATCH_HASHES 8192 /* one id in 20 that is not here seems to be */

struct match_key {
	uint64_t id;
	double presence;
	double weight;
	const struct fact_entry *entry; /* NULL when no open story holds the key; valid until the store changes */
	uint16_t groups;
	uint16_t next; /* of the same hash: its index + 1 */
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
	uint16_t first[MATCH_HASHES]; /* of a hash: the index + 1 of a key; most keys of a story are not here */
};

void match_article_read(const struct story_store *store, const struct sketch_record *record, unsigned language,
                        struct match_article *ret_article);

static inline uint32_t match_article_hash(uint64_t id)
{
	return (uint32_t)(id * 0x9e3779b97f4a7c15ULL >> 51); /* below MATCH_HASHES; ids differ in all of their lower bits */
}

/* The key of this id among those of its hash, of which the first is told by its index + 1; or NULL. */
static inline const struct match_key *match_article_key_from(const struct match_article *article, uint64_t id, uint16_t first)
{
	for (uint16_t at = first; at != 0; at = article->keys[at - 1].next)
		if (article->keys[at - 1].id == id)
			return &article->keys[at - 1];
	return NULL;
}

/* The article's key of this id, or NULL. */
static inline const struct match_key *match_article_key(const struct match_article *article, uint64_t id)
{
	return match_article_key_from(article, id, article->first[match_article_hash(id)]);
}

#endif
