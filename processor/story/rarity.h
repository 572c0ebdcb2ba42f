/* rarity.h: how rare a key is, learnt from the stream: for each language how many articles hold it, halved every two
 * weeks of record time. The weight of a key is the negative logarithm of its probability. */
#ifndef PARALLAX_STORY_RARITY_H
#define PARALLAX_STORY_RARITY_H

#include "bytes.h"
#include "clock.h"
#include "map64.h"

#define RARITY_LANGUAGES 256

struct rarity {
	struct map64 documents; /* of (language, key): a decayed count and its day */
	double articles[RARITY_LANGUAGES]; /* decayed; index 0: all languages together */
	double words[RARITY_LANGUAGES];    /* decayed; distinct words of its articles: how much is known of the language's words */
	int32_t day;            /* of articles and words */
	struct map64 languages; /* hash of a tag → its number, 1 and up */
};

void rarity_init(struct rarity *rarity);
void rarity_free(struct rarity *rarity);

/* The number of a language here; beyond RARITY_LANGUAGES - 1 of them the rest share the last one. */
unsigned rarity_language(struct rarity *rarity, struct bytes tag);

/* Counts one article of so many words and, with rarity_count_key, each of its keys. now never goes back. */
void rarity_count_article(struct rarity *rarity, unsigned language, uint32_t words, clock_ms now);
void rarity_count_key(struct rarity *rarity, unsigned language, uint64_t key);

/* Asks for the memory that weighing the key will read. */
void rarity_prefetch(const struct rarity *rarity, unsigned language, uint64_t key);

/* -ln of the probability that an article of the language holds the key; holders of the open stories hold it. */
double rarity_weight(const struct rarity *rarity, unsigned language, uint64_t key, uint32_t holders, uint32_t open);

#endif
