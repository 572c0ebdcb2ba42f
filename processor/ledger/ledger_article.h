/* ledger_article.h: what one version of one article claims, kept as long as a story or a discrepancy refers to it.
 * Private to ledger. */
#ifndef PARALLAX_LEDGER_LEDGER_ARTICLE_H
#define PARALLAX_LEDGER_LEDGER_ARTICLE_H

#include "sketch_record.h"
#include "uses.h"

#define ARTICLE_SIGNATURE_WORDS 32
#define ARTICLE_PAIRINGS_MAX 12 /* others that an article is laid beside */
#define ARTICLE_SENTENCES_MAX 1024 /* what stands behind them counts as one */

/* A figure or a name where it stands. */
struct token {
	uint32_t key;   /* of a figure a hash of its number */
	uint32_t place; /* as placed.h counts */
	uint16_t sentence;
	uint16_t rank; /* of its place among the text's places */
	uint8_t figure; /* 1 for a number below ten, 2 for another one, 0 for a name */
};

struct ledger_article {
	uint32_t references;
	uint64_t number;      /* of the record that it is made of */
	struct uses *records; /* where that use is counted; NULL: nowhere */
	struct bytes uri, source, language; /* in the same piece of memory as the entry */
	uint64_t version;
	uint64_t origin;
	clock_ms published;
	uint64_t order; /* among the articles of the story, as they came; of a previous version that of the newer one */
	bool correction;
	bool votes_known; /* the next two hold */
	uint64_t carried[RECORD_FIGURES_MAX / 64]; /* figures that the articles beside it contradict: aligned.h */
	uint8_t pairings_count;
	uint8_t pairings[ARTICLE_PAIRINGS_MAX]; /* of the story */
	uint64_t signature[ARTICLE_SIGNATURE_WORDS]; /* a bit for each figure and name: how many two articles share, about */
	uint32_t figures_count, tokens_count;
	uint32_t length; /* of the text, as places are counted: that of its last figure or name */
	uint16_t sentences, ranks; /* how many */
	uint64_t plain[RECORD_FIGURES_MAX / 64]; /* figure_is_plain */
	uint64_t own_day[RECORD_FIGURES_MAX / 64]; /* days of dates that are the article's own, or next to it: when it was written */
	struct placed_figure *figures; /* in the same piece of memory, and their texts */
	struct token *tokens;          /* in the order of the text */
	uint16_t *by_key;              /* the tokens in the order of their keys, equal ones in that of the text */
	uint32_t claims_count;
	struct claim claims[]; /* their texts likewise */
};

/* A copy of what the record claims, with one reference. time is the record time, for an article that states none. */
struct ledger_article *ledger_article_new(const struct sketch_record *record, uint64_t origin, clock_ms time);

/* Counts the article as a use of its record from now on. */
void ledger_article_track(struct ledger_article *article, struct uses *records);

/* About how many figures and names two articles share. */
uint32_t ledger_article_shared(const struct ledger_article *a, const struct ledger_article *b);

/* What an article states as number `index`: one of its claims, or behind them a placed figure as a claim without context. */
struct claim ledger_article_claim(const struct ledger_article *article, uint32_t index);

#define NO_FIGURE UINT32_MAX

/* The figure that claim `index` is made of, NO_FIGURE when it is none of the placed ones; and the other way round. */
uint32_t ledger_article_figure(const struct ledger_article *article, uint32_t index);
uint32_t ledger_article_claim_of(const struct ledger_article *article, uint32_t figure);

struct ledger_article *ledger_article_keep(struct ledger_article *article);
void ledger_article_release(struct ledger_article *article); /* of NULL does nothing */

#endif
