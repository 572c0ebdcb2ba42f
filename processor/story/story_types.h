/* story_types.h: the entries of the state: stories, articles, and the keys of a story's centroid. Private to story. */
#ifndef PARALLAX_STORY_STORY_TYPES_H
#define PARALLAX_STORY_STORY_TYPES_H

#include "sketch_record.h"
#include "story_event.h"

#define STORY_KEYS_MAX 512  /* a centroid's heaviest keys */
#define STORY_WORDS_MAX 256 /* and its heaviest words besides */
#define NO_INDEX UINT32_MAX

#define PART_SCALE 65536.0 /* of story_key.part: whole numbers, so that what comes and goes leaves nothing behind */

/* One key of a story's centroid. */
struct story_key {
	uint64_t id;
	uint32_t sum;       /* of the presences of its articles: exact, whatever order they come and go in */
	int32_t part;       /* what the story adds to the key's mean over stories, times PART_SCALE (see match.h) */
};

/* The groups of keys whose cosines are taken apart. */
enum key_group { GROUP_PRECISE, GROUP_COARSE, GROUP_CONCEPT, GROUP_WORD, GROUPS };

/* How many articles of a story also spoke for another one. */
struct story_vote {
	uint64_t story; /* id; 0 is a free place */
	uint32_t votes;
};

#define STORY_VOTES_MAX 8

/* The part of a story in one language. Words count at home: only articles of one language share them. */
struct story_language {
	unsigned number;
	uint8_t mark; /* key_language_mark of its tag: what its words carry */
	uint32_t articles;
	double word_norm; /* of the part's words, at its last change */
};

struct story {
	uint64_t id;
	enum story_status status;
	uint64_t merged_into;
	uint64_t split_from; /* 0 when not split off */
	uint64_t seq;
	clock_ms first, last;           /* record time: of its window */
	clock_ms oldest, newest;        /* what its articles say of themselves: articles come late and out of order */
	struct story_key *keys; /* ordered by id */
	uint32_t keys_count, keys_room;
	double norms[GROUPS];   /* of the centroid's groups, at its last change */
	uint32_t earliest, latest; /* its articles, a list in the order in which they came; NO_INDEX when empty */
	uint32_t articles_count;
	uint32_t origins;       /* distinct ones of its articles */
	struct story_language *languages;
	uint32_t languages_count, languages_capacity;
	struct story_vote votes[STORY_VOTES_MAX];
	bool marked;            /* as changed since the last batch */
};

/* Where an article stands. What is retracted or replaced stays known by its uri, so that late versions are ignored. */
enum article_place { ARTICLE_NOWHERE, ARTICLE_IN_STORY, ARTICLE_SUSPENDED, ARTICLE_RETRACTED, ARTICLE_REPLACED };

struct story_article {
	struct bytes uri, source, language, headline; /* in one piece of memory, which starts at uri.data */
	uint64_t version;
	uint64_t origin;
	uint64_t joined; /* seq at which it took its place in its story */
	uint64_t number; /* of its record: the seq at which that was taken */
	uint64_t listed; /* what the members of a story are ordered by; its number among all that were listed */
	clock_ms created, came;
	clock_ms written; /* created, or when that is absent or not yet, came */
	enum article_place place;
	uint32_t story;        /* index of a story, NO_INDEX when in none */
	uint32_t previous, next; /* articles of the story, NO_INDEX at the ends */
	unsigned language_number;
	struct bytes record;   /* encoded (wire/record_codec.h) */
	uint64_t indexed;      /* its number among all that entered the text index; 0: it is not in it */
	uint32_t text_fallen;  /* a bit for each band of the text index that has forgotten it */
	bool marked;           /* as changed since the last batch */
	struct text_sketch text;
	uint32_t text_place;   /* where it stands in the text index, while its story is open */
};

#endif
