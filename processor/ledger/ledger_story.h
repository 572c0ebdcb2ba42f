/* ledger_story.h: what the ledger keeps of one story: its articles as they came, their claims in groups of one measure,
 * pairs of them laid side by side, and the discrepancies that are open. Private to ledger.
 *
 * All of it is bounded: a group keeps the claims of the first GROUP_FIRST and the newest GROUP_NEWEST of its measure, a
 * joining article is laid beside PARTNERS_MAX others of the newest LOOKED_AT_MAX, and PAIRINGS_MAX pairs are kept. */
#ifndef PARALLAX_LEDGER_LEDGER_STORY_H
#define PARALLAX_LEDGER_LEDGER_STORY_H

#include "align.h"
#include "derive.h"
#include "slots.h"

#define GROUP_FIRST 24    /* they give discrepancies their names, which must hold however long a story grows */
#define GROUP_NEWEST 48
#define GROUP_PREVIOUS 16 /* of versions that were replaced */
#define GROUP_CLAIMS_MAX (GROUP_FIRST + GROUP_NEWEST + GROUP_PREVIOUS)
#define PARTNERS_MAX 6
#define LOOKED_AT_MAX 64
#define PAIRINGS_MAX 128

struct entry {
	struct ledger_article *article;  /* NULL: it has left */
	struct ledger_article *previous; /* the version before, or NULL */
	uint64_t order;                  /* rises */
};

/* The claims of one measure: those of articles in the order in which they came, then those of replaced versions. */
struct group {
	uint64_t measure;
	struct slot_claim *claims;
	uint32_t count, capacity;
	uint32_t previous_count; /* at the end */
	bool changed;                   /* since the last settling */
};

/* A discrepancy that is open. */
struct known {
	struct derived last; /* its assertions hold references to their articles */
	uint64_t fingerprint;
	uint64_t bits; /* of what is said: naming.h */
	uint32_t revision;
	bool goes_on; /* in the settling at hand */
};

struct ledger_story {
	uint64_t id;
	struct entry *entries; /* in the order in which the articles came */
	uint32_t entries_count, entries_capacity, entries_gone;
	uint64_t order_last;
	struct group *groups;
	uint32_t groups_count, groups_capacity;
	struct pairing *pairings; /* a ring of PAIRINGS_MAX, as far as it has come; free where a is NULL */
	uint32_t pairings_capacity;
	uint32_t pairings_made; /* ever: the next goes into the place of the oldest */
	struct known *known;
	uint32_t known_count, known_capacity;
	uint64_t *retracted; /* hashes of uris that were killed or withheld since the last settling */
	uint32_t retracted_count, retracted_capacity;
	bool changed;
	bool left; /* an article, or a version of one, has left since the last settling */
	bool asleep; /* restored: its pairings are not laid side by side yet, nor its claims sorted into slots */
	bool resting; /* its evidence is let go */
	uint32_t round, added; /* of telling which articles' evidence is needed; articles added since */
	struct ledger_story *newer, *older; /* of those that do not rest: ledger_private.h */
};

struct ledger_story *ledger_story_new(uint64_t id);
void ledger_story_free(struct ledger_story *story);

/* Makes a story whole before it is used, one that rested or was restored: that costs what reading its records does, and then what
 * its pairings and slots did; most stories are never used again. */
void ledger_story_wake(struct ledger_story *story, struct arena *scratch);

/* The evidence of the newest is at hand: articles that leave put others among them. */
void ledger_story_recall_newest(const struct ledger_story *story, struct arena *scratch);

/* Lets go all evidence; or that of articles which nothing the story keeps is of, and which are not of the newest: it is looked for once
 * in LOOKED_AT_MAX articles. */
void ledger_story_let_go(struct ledger_story *story);
void ledger_story_let_go_unneeded(struct ledger_story *story, struct arena *scratch);

/* The group of a measure, made when there is none; its place until the next is made. */
struct group *ledger_story_group(struct ledger_story *story, uint64_t measure);

/* An article takes its place behind the others. The story holds the caller's reference from then on. */
void ledger_story_add(struct ledger_story *story, struct ledger_article *article, struct arena *scratch);

/* A newer version takes the place of the one at `place`, which becomes the previous one. */
void ledger_story_replace(struct ledger_story *story, uint32_t place, struct ledger_article *article, struct arena *scratch);

void ledger_story_remove(struct ledger_story *story, uint32_t place, struct arena *scratch);

/* The place of the article that was the order-th to come; entries_count when it is not there. */
uint32_t ledger_story_place(const struct ledger_story *story, uint64_t order);

/* True when an article is one of the story's, in its newest version. */
bool ledger_story_has(const struct ledger_story *story, const struct ledger_article *article);

/* True when the story keeps no more of a measure's claims, or of pairings (measure 0): newer ones push older ones out. */
bool ledger_story_forgets(const struct ledger_story *story, uint64_t measure);

/* Puts all of another story behind the story's own; the other is left empty. */
void ledger_story_merge(struct ledger_story *story, struct ledger_story *from, struct arena *scratch);

/* The pairing at a place of the ring, which is made as long as that. */
struct pairing *ledger_story_pairing_at(struct ledger_story *story, uint32_t place);

/* The pairing of two articles, or NULL. */
const struct pairing *ledger_story_pairing(const struct ledger_story *story, const struct ledger_article *a, const struct ledger_article *b);

#endif
