/* story_store.h: the memory of the state: articles by uri, stories by id, and the indexes over them. What moves an article
 * or changes a story's keys goes through membership.h and centroid.h, which keep the indexes in step. Private to story. */
#ifndef PARALLAX_STORY_STORY_STORE_H
#define PARALLAX_STORY_STORY_STORE_H

#include "fact_index.h"
#include "rarity.h"
#include "story_types.h"
#include "text_index.h"

struct story_store {
	struct rarity rarity;
	struct fact_index facts;
	struct text_index texts;
	struct map64 by_uri;     /* hash of uri → index of an article */
	struct map64 by_id;      /* story id → index of a story */
	struct map64 origins;    /* hash of (story, origin) → how many of the story's articles have it */
	struct story_article *articles;
	uint32_t articles_count, articles_capacity;
	uint32_t *free_articles;
	uint32_t free_articles_count, free_articles_capacity;
	struct story *stories;
	uint32_t stories_count, stories_capacity;
	uint32_t *free_stories;
	uint32_t free_stories_count, free_stories_capacity;
	uint32_t open; /* stories */
	uint32_t open_in[RARITY_LANGUAGES]; /* of them, those with an article of the language */
};

void story_store_init(struct story_store *store, const struct kernel *kernel);
void story_store_free(struct story_store *store);

/* Index of the article with this uri, or NO_INDEX. */
uint32_t story_store_find_article(const struct story_store *store, struct bytes uri);
uint32_t story_store_find_story(const struct story_store *store, uint64_t id);

/* A new article entry with copies of what the record says, in no story. */
uint32_t story_store_new_article(struct story_store *store, const struct sketch_record *record, struct bytes encoded, clock_ms now);

/* Replaces what an entry says by a newer version's; the entry must be in no story. */
void story_store_rewrite_article(struct story_store *store, uint32_t article, const struct sketch_record *record,
                                 struct bytes encoded, clock_ms now);

/* Replaces the encoded record that an entry keeps. */
void story_store_keep_record(struct story_store *store, uint32_t article, struct bytes encoded);

/* Forgets the uri of an article: what comes under it now is new. The entry itself stays. */
void story_store_forget_article(struct story_store *store, uint32_t article);

/* Gives back the entry of an article that is in no story and whose uri is forgotten. */
void story_store_drop_article(struct story_store *store, uint32_t article);

uint32_t story_store_new_story(struct story_store *store, uint64_t id, clock_ms now);

/* Gives back the entry of a story without articles. */
void story_store_drop_story(struct story_store *store, uint32_t story);

/* The weight of a key for articles of a language. */
double story_store_weight(const struct story_store *store, unsigned language, uint64_t key);

/* The story's part in a language, or NULL; and the same, made when there is none. */
const struct story_language *story_language_part(const struct story *story, unsigned language);
struct story_language *story_language_made(struct story *story, unsigned language, uint8_t mark);

/* Which groups a kind of key belongs to, as a set of bits 1 << enum key_group. */
unsigned story_key_groups(enum key_kind kind);

#endif
