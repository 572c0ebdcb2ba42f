/* match.h: which story an article belongs to. Reads the store, changes nothing.
 *
 * The article is compared with a story's centroid, not with any one member. Its keys are read by weight over the length
 * of their posting list until MATCH_POSTINGS are spent; the MATCH_CANDIDATES stories that collect most are scored:
 *
 *   names   max(cosine over names, places, figures, dates; .8 × the same with coarse names) — the latter whole for
 *           languages that write too little (zh ja ko) — − ½ · what the average open story would have; of the heaviest
 *           shared key only .6 counts, since one key in common is little evidence however rare it is
 *   words   3.2 · (cosine of words with the story's part in the article's language − 2 · what the average open story's
 *           part in that language would have), scaled by w / (w + 1000), w the words seen of that language lately:
 *           until rarities are learnt, the formulas of a language look as rare as what they speak of
 *   score   max(names; words; names + ½ · words)
 *           + ½ · (concept cosine − its mean over the other candidates), scaled by c / (c + 5), c the article's concepts
 *           halved for every 14 days between the article's own time and the span of its story's articles' times
 *
 * and put on one scale for all lengths and languages: minus .04 · ln(keys of the longer / 100), minus .08 · the share of
 * the story's articles in the article's own language, plus ¼ · (mean score of joins − that of this language).
 * A threshold of .16 to .20 changes long texts by less than .004 and blurbs and headlines by less than .015, which is
 * what the order of the articles alone changes there. */
#ifndef PARALLAX_STORY_MATCH_H
#define PARALLAX_STORY_MATCH_H

#include "match_article.h"

#define MATCH_POSTINGS 500   /* read for an article, whatever the input */
#define MATCH_CANDIDATES 10
#define MATCH_JOIN 0.16      /* the score from which on an article joins */
#define MATCH_VOTE 0.16      /* and speaks for every other story that it could as well have joined */
#define MATCH_COPY 0.5       /* Jaccard similarity from which on two texts are copies */

struct match_candidate {
	uint32_t story;
	double score;    /* on the one scale */
	double evidence; /* before it: what the running mean of joins is taken of */
};

struct match_result {
	struct match_candidate candidates[MATCH_CANDIDATES]; /* best first */
	uint32_t count;
	uint32_t copy_of;   /* the article whose text this one's is a copy of, or NO_INDEX */
	double copy_jaccard;
	uint32_t postings_read;
};

/* What joins have scored so far, over all and by language. */
struct match_means {
	double sum[RARITY_LANGUAGES];
	double count[RARITY_LANGUAGES]; /* index 0: all */
};

void match_find(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                const struct text_sketch *text, clock_ms written, struct match_result *ret_result);

/* The score against one story alone, which need not be the store's (article_group.h makes such). */
double match_score(const struct story_store *store, const struct match_means *means, const struct match_article *article,
                   const struct story *story, clock_ms written);

/* The keys that the article shares with a story and that weigh most. Returns how many of STORY_REASONS_MAX. */
uint32_t match_reasons(const struct story_store *store, const struct match_article *article, uint32_t story,
                       struct story_reason ret_reasons[STORY_REASONS_MAX]);

void match_means_add(struct match_means *means, unsigned language, double evidence);

#endif
