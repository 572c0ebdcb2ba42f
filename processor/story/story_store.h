/* story_store.h: the memory of the state: articles by uri, stories by id, and the indexes over them. What moves an article
 * or changes a story's keys goes through membership.h and centroid.h, which keep the indexes in step. Private to story. */
#ifndef PARALLAX_STORY_STORY_STORE_H
#define PARALLAX_STORY_STORY_STORE_H

#include "fact_index.h"
#include "free_places.h"
#include "heaviest.h"
#include "rarity.h"
#include "story_types.h"
#include "text_index.h"
#include "uses.h"

/* What a story's keys are weighed with, at every join: one for each key, used again for the next story. */
struct weighed_key {
	const struct fact_entry *entry;
	double weight, value;
	bool wanted;
};

/* What a key adds to a centroid: the presence of an article's key, or a merged story's sum. */
struct key_sum {
	uint64_t id;
	uint32_t sum;
};

struct weigh_scratch {
	struct weighed_key *keys;
	struct heavy_key *heavy;
	struct held_key *held; /* those that are weighed */
	double *weights;
	uint32_t room;
	struct key_sum sums[2][RECORD_KEYS_MAX]; /* of an article: its keys are added in the order of their ids */
};

struct story_store {
	struct rarity rarity;
	struct fact_index facts;
	struct pool keys;        /* of stories */
	struct text_index texts;
	struct map64 by_uri;     /* hash of uri → index of an article */
	struct map64 by_id;      /* story id → index of a story */
	struct map64 origins;    /* hash of (story, origin) → how many of the story's articles have it */
	struct story_article *articles;
	uint32_t articles_count, articles_capacity;
	struct free_places free_articles;
	struct story *stories;
	uint32_t stories_count, stories_capacity;
	struct free_places free_stories;
	uint32_t open; /* stories */
	uint32_t open_in[RARITY_LANGUAGES]; /* of them, those with an article of the language */
	uint64_t listed, indexed; /* numbers given so far (story_article.listed, text_place.indexed) */
	struct uses records;     /* by number */
	struct weigh_scratch scratch;
	uint32_t *marked_articles, *marked_stories; /* places whose entries may have changed since the last batch */
	uint32_t marked_articles_count, marked_articles_capacity, marked_stories_count, marked_stories_capacity;
};

void story_store_init(struct story_store *store, const struct kernel *kernel, uint32_t count_chunks);
void story_store_free(struct story_store *store);

/* Index of the article with this uri, or NO_INDEX. */
uint32_t story_store_find_article(const struct story_store *store, struct bytes uri);
uint32_t story_store_find_story(const struct story_store *store, uint64_t id);

/* A new article entry with copies of what the record says, in no story. */
uint32_t story_store_new_article(struct story_store *store, const struct sketch_record *record, struct bytes encoded, clock_ms now);

/* The same in a place of its own, while a state is built: places below that were not given yet are free. */
void story_store_restore_article(struct story_store *store, uint32_t article, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms came);
struct story *story_store_restore_story(struct story_store *store, uint32_t story, uint64_t id);

/* Replaces what an entry says by a newer version's; the entry must be in no story. */
void story_store_rewrite_article(struct story_store *store, uint32_t article, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms now);

/* Replaces the encoded record that an entry keeps. */
void story_store_keep_record(struct story_store *store, uint32_t article, struct bytes encoded, uint64_t number);

/* Gives back the entry of an article that is in no story: what comes under its uri now is new. */
void story_store_drop_article(struct story_store *store, uint32_t article);

uint32_t story_store_new_story(struct story_store *store, uint64_t id, clock_ms now);

/* Gives back the entry of a story without articles. */
void story_store_drop_story(struct story_store *store, uint32_t story);

/* Whoever changes what the changelog says of an article or a story marks it. */
void story_store_mark_article(struct story_store *store, uint32_t article);
void story_store_mark_story(struct story_store *store, uint32_t story);

/* The story's part in a language, or NULL; and the same, made when there is none. */
const struct story_language *story_language_part(const struct story *story, unsigned language);
struct story_language *story_language_made(struct story *story, unsigned language, uint8_t mark);

/* Which groups a kind of key belongs to, as a set of bits 1 << enum key_group. */
unsigned story_key_groups(enum key_kind kind);

#endif
