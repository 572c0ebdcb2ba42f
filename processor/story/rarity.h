/* rarity.h: how rare a key is, learnt from the stream: for each language how many articles hold it, halved every two
 * weeks of record time. The weight of a key is the negative logarithm of its probability. What is believed of it before the stream has
 * told counts as some articles more: of words how common they are in their language (word_prior.h), of others what their kind tells.
 * Bounded: the counts are in chunks, and with each article one chunk is swept. What has decayed under RARITY_COUNT_MIN is dropped (one
 * article, eight weeks on), and of a chunk that holds more than its share of RARITY_KEYS_MAX the rarest. So at most RARITY_KEYS_MAX keys
 * are held and those that the last RARITY_CHUNKS articles brought, whatever the feed and for however long: on usual feeds 2^24 slots
 * of the map, 256 MiB, and on most far fewer. */
#ifndef PARALLAX_STORY_RARITY_H
#define PARALLAX_STORY_RARITY_H

#include "arena.h"
#include "bytes.h"
#include "clock.h"
#include "map64.h"

#define RARITY_LANGUAGES 256
#define RARITY_CHUNKS 65536u
#define RARITY_COUNT_MIN (1.0 / 16.0)
#define RARITY_KEYS_MAX (1u << 23) /* a key counts twice, in its language and in all together; a word once */

struct rarity {
	struct map64 documents; /* of (language, key): a decayed count and its day */
	double articles[RARITY_LANGUAGES]; /* decayed; index 0: all languages together */
	double words[RARITY_LANGUAGES];    /* decayed; distinct words of its articles: how much is known of the language's words */
	uint8_t sections[RARITY_LANGUAGES]; /* of the compiled table of words (word_prior.h) */
	int32_t day;            /* of articles and words */
	struct map64 languages; /* hash of a tag → its number, 1 and up */
	uint64_t counted;       /* articles so far */
	uint64_t *recent;       /* numbers of the records of the last `chunks` of them: article n's at n % chunks */
	uint32_t chunks;        /* of documents: a power of two */
	uint32_t chunk_max;     /* keys that a chunk holds after its turn */
	uint64_t stored;        /* counted, when chunks were stored last */
	uint64_t left;          /* the record that the last article put out of recent; 0: none */
};

/* chunks: of the counts; 0: RARITY_CHUNKS. */
void rarity_init(struct rarity *rarity, uint32_t chunks);
void rarity_free(struct rarity *rarity);

/* The number of a language here; beyond RARITY_LANGUAGES - 1 of them the rest share the last one. */
unsigned rarity_language(struct rarity *rarity, struct bytes tag);
void rarity_restore_language(struct rarity *rarity, uint64_t tag, unsigned number); /* by the hash of its tag */

/* Counts one article of so many words and, with rarity_count_key, each of its keys. now never goes back. record is the
 * number of its record. */
void rarity_count_article(struct rarity *rarity, unsigned language, uint32_t words, clock_ms now, uint64_t record);
void rarity_count_key(struct rarity *rarity, unsigned language, uint64_t key);

/* Sweeps the chunk whose turn came with the article that was counted last, before its keys are. Cost: map64_chunk. */
void rarity_sweep(struct rarity *rarity, struct arena *arena);

#define RARITY_KEYS_AHEAD 16 /* whoever counts keys asks for so many in advance */

/* Asks for the memory that counting or weighing the key will read. */
void rarity_prefetch(const struct rarity *rarity, unsigned language, uint64_t key);

/* The counts are stored in chunks (map64_chunk of documents): with the n-th article chunk n % chunks is, swept, and the last `chunks`
 * records are kept, so that what was counted after a chunk was stored can be counted again. */
struct rarity_count {
	uint64_t key; /* of documents */
	float value;
	int32_t day;
};

struct rarity_count rarity_count_of(const struct map64_slot *slot);
void rarity_restore_count(struct rarity *rarity, const struct rarity_count *count);

/* Counts a key of the number-th article again, as on its day, where its chunks were stored before: stored[chunk] < number. */
void rarity_count_key_again(struct rarity *rarity, unsigned language, uint64_t key, int32_t day, uint64_t number,
                            const uint64_t *stored);

/* A key, and how many of the open stories hold it. */
struct held_key {
	uint64_t id;
	uint32_t holders;
};

/* Weighs keys, each by -ln of the probability that an article of the language holds it. */
void rarity_weigh(const struct rarity *rarity, unsigned language, uint32_t open, const struct held_key *keys, uint32_t count,
                  double *ret_weights);

#endif
