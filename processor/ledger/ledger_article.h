/* ledger_article.h: what one version of one article claims, kept as long as a story or a discrepancy refers to it.
 * Its evidence (claims, figures, names where they stand) is many times the rest: it can be let go and made again of the article's
 * record, which the story state keeps anyway. Private to ledger. */
#ifndef PARALLAX_LEDGER_LEDGER_ARTICLE_H
#define PARALLAX_LEDGER_LEDGER_ARTICLE_H

#include "arena.h"
#include "sketch_record.h"
#include "uses.h"

#define ARTICLE_SIGNATURE_WORDS 32
#define ARTICLE_PAIRINGS_MAX 12 /* others that an article is laid beside */
#define ARTICLE_SENTENCES_MAX 1024 /* what stands behind them counts as one */

/* A figure or a name where it stands. */
struct token {
	uint32_t place; /* as placed.h counts */
	uint16_t sentence;
	uint16_t rank; /* of its place among the text's places */
	uint8_t figure; /* 1 for a number below ten, 2 for another one, 0 for a name */
};

/* What it is known by in another text. */
struct token_key {
	uint32_t key; /* of a figure a hash of its number */
	uint16_t token;
};

/* What the articles of a ledger have in common. */
struct evidence_account {
	struct uses *records; /* where their records are counted and read again; NULL: nowhere */
	size_t bytes;         /* of all evidence that is there */
};

struct ledger_article {
	uint32_t references;
	uint32_t needed;      /* the story's round in which it was needed last */
	uint64_t number;      /* of the record that it is made of */
	struct evidence_account *account; /* NULL: it is not tracked */
	bool read_again;      /* the account's records have its bytes */
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
	uint32_t claims_count, figures_count, tokens_count;
	uint32_t length; /* of the text, as places are counted: that of its last figure or name */
	uint16_t sentences, ranks; /* how many */
	uint64_t plain[RECORD_FIGURES_MAX / 64]; /* figure_is_plain */
	uint64_t own_day[RECORD_FIGURES_MAX / 64]; /* days of dates that are the article's own, or next to it: when it was written */
	/* The evidence, in one piece of memory with its texts; NULL while it is let go. */
	struct claim *claims; /* where the piece begins */
	size_t evidence_bytes;
	struct placed_figure *figures;
	struct token *tokens; /* in the order of the text */
	struct token_key *by_key; /* in the order of the keys, equal ones in that of the text */
	uint64_t *signature;  /* ARTICLE_SIGNATURE_WORDS; a bit for each figure and name: how many two articles share, about */
};

/* A copy of what the record claims, with one reference. time is the record time, for an article that states none. */
struct ledger_article *ledger_article_new(const struct sketch_record *record, uint64_t origin, clock_ms time);

/* Counts the article as a use of its record, and its evidence in the account, from now on. encoded is the record, for one that
 * nobody reads so far; else NULL. */
void ledger_article_track(struct ledger_article *article, struct evidence_account *account, struct bytes encoded);

/* Lets the evidence go, where it can be made again; makes it again, where it is not there. */
void ledger_article_let_go(struct ledger_article *article);
void ledger_article_recall(struct ledger_article *article, struct arena *scratch);

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
