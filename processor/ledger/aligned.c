#include "aligned.h"

#include <stdio.h>

#include "enum_names.h"
#include "figure_compare.h"
#include "hash.h"
#include "ledger_story.h"
#include "verdict.h"

#define CARRIED_SHARE 0.4 /* of the voices: a place is missed in about a third of the articles that have it */
#define STATED_SHARE 0.15 /* of the voices: so many may give the odd number too, of another event in the same story */
#define ASKED_MANY 3      /* where so many articles could be asked, one rival alone is no evidence */
#define ALONE_SHARE 0.99
#define RIVALS_MIN 2      /* origins */

/* One figure and what the other articles have in its place. The more two texts have in common, the more the other one's
 * voice counts. */
struct vote {
	struct ledger_article *article;
	uint32_t figure;
	uint32_t asked;  /* articles */
	double compared; /* voices of those that have its place */
	double stated;   /* voices of those that give the same number */
	double carried;  /* voices of the rivals */
	bool parallel;   /* one of the rivals stands in a text that is parallel to this one */
	bool sure;       /* of one of them at least */
	struct {
		struct ledger_article *article;
		uint32_t figure;
		double voice;
		bool parallel;
	} rivals[ARTICLE_PAIRINGS_MAX];
	uint32_t rivals_count;
};

static const struct placed_figure *figure_of(const struct ledger_article *article, uint32_t figure)
{
	return &article->figures[figure];
}

/* The left-over pair that a figure is in, or NULL. */
static const struct figure_pair *pair_of(const struct pairing *pairing, bool first, uint32_t figure)
{
	for (uint32_t i = 0; i < pairing->left_count; i++)
		if ((first ? pairing->left[i].a : pairing->left[i].b) == figure)
			return &pairing->left[i];
	return NULL;
}

static void ask(const struct pairing *pairing, struct vote *vote)
{
	bool first = pairing->a == vote->article;
	bool stated = pairing_states(first ? pairing->stated_a : pairing->stated_b, vote->figure);
	const struct figure_pair *pair = pair_of(pairing, first, vote->figure);
	vote->asked++;
	vote->compared += stated || pair != NULL || pairing->parallel ? (double)pairing->strength : 0.0;
	vote->stated += stated ? (double)pairing->strength : 0.0;
	if (pair == NULL)
		return;
	vote->rivals[vote->rivals_count].article = first ? pairing->b : pairing->a;
	vote->rivals[vote->rivals_count].voice = (double)pairing->strength;
	vote->rivals[vote->rivals_count].parallel = pairing->parallel;
	vote->rivals[vote->rivals_count++].figure = first ? pair->b : pair->a;
	vote->sure |= pair->sure;
}

static bool rivals_agree(const struct vote *vote, uint32_t a, uint32_t b)
{
	return figure_likeness(figure_of(vote->rivals[a].article, vote->rivals[a].figure),
	                       figure_of(vote->rivals[b].article, vote->rivals[b].figure)) != FIGURES_UNLIKE;
}

/* Keeps of the rivals those that give the number for which most voices are. */
static void keep_majority(struct vote *vote)
{
	bool agree[ARTICLE_PAIRINGS_MAX][ARTICLE_PAIRINGS_MAX];
	uint32_t best = 0, kept = 0;
	for (uint32_t i = 0; i < vote->rivals_count; i++) {
		agree[i][i] = true;
		for (uint32_t k = 0; k < i; k++)
			agree[i][k] = agree[k][i] = rivals_agree(vote, i, k);
	}
	for (uint32_t i = 0; i < vote->rivals_count; i++) {
		double voices = 0.0;
		for (uint32_t k = 0; k < vote->rivals_count; k++)
			voices += agree[i][k] ? vote->rivals[k].voice : 0.0;
		if (voices > vote->carried) {
			best = i;
			vote->carried = voices;
		}
	}
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		if (agree[best][i])
			vote->rivals[kept++] = vote->rivals[i];
	vote->rivals_count = kept;
	for (uint32_t i = 0; i < kept; i++)
		vote->parallel |= vote->rivals[i].parallel;
}

/* Independent origins: outlets that print one text are one voice against an odd number. */
static uint32_t rival_origins(const struct vote *vote)
{
	uint32_t origins = 0;
	for (uint32_t i = 0; i < vote->rivals_count; i++) {
		bool seen = false;
		for (uint32_t k = 0; k < i; k++)
			seen |= vote->rivals[k].article->origin == vote->rivals[i].article->origin;
		origins += !seen;
	}
	return origins;
}

static bool is_carried(const struct vote *vote)
{
	if (vote->carried <= 0.0 || vote->stated > STATED_SHARE * vote->compared || vote->carried < CARRIED_SHARE * vote->compared)
		return false;
	if (rival_origins(vote) >= RIVALS_MIN)
		return true;
	bool alone = vote->asked < ASKED_MANY || vote->carried >= ALONE_SHARE * vote->compared; /* nobody else has the place */
	return vote->sure && vote->parallel && alone;
}

static void take_vote(const struct ledger_story *story, struct ledger_article *article, uint32_t figure, struct vote *vote)
{
	*vote = (struct vote){ .article = article, .figure = figure };
	for (uint32_t i = 0; i < article->pairings_count; i++)
		ask(&story->pairings[article->pairings[i]], vote);
	keep_majority(vote);
}

/* Only what is left over beside another text is worth a vote. */
static void find_carried(const struct ledger_story *story, struct ledger_article *article)
{
	uint64_t left[RECORD_FIGURES_MAX / 64] = { 0 };
	memset(article->carried, 0, sizeof article->carried);
	article->votes_known = true;
	for (uint32_t i = 0; i < article->pairings_count; i++) {
		const struct pairing *pairing = &story->pairings[article->pairings[i]];
		for (uint32_t k = 0; k < pairing->left_count; k++) {
			uint32_t figure = pairing->a == article ? pairing->left[k].a : pairing->left[k].b;
			left[figure / 64] |= (uint64_t)1 << (figure % 64);
		}
	}
	for (uint32_t word = 0; word < RECORD_FIGURES_MAX / 64; word++)
		for (uint64_t rest = left[word]; rest != 0; rest &= rest - 1) {
			struct vote vote;
			take_vote(story, article, 64 * word + (uint32_t)__builtin_ctzll(rest), &vote);
			if (is_carried(&vote))
				article->carried[word] |= rest & (0 - rest);
		}
}

/* By the figure itself, or by its number: a headline says again what a claim of the body says. */
static bool is_of_figure(const struct derived_assertion *assertion, const struct ledger_article *article, uint32_t figure)
{
	if (assertion->article != article || assertion->claim == NO_CLAIM)
		return false;
	if (assertion->claim < article->claims_count && article->claims[assertion->claim].exact == article->figures[figure].readings[0])
		return true;
	return ledger_article_figure(article, assertion->claim) == figure;
}

bool aligned_is_said(const struct derived *derived, const struct ledger_article *article, uint32_t figure)
{
	for (uint32_t k = 0; k < derived->assertions_count && (derived->type == DISCREPANCY_FIGURE || derived->type == DISCREPANCY_DATE); k++)
		if (is_of_figure(&derived->assertions[k], article, figure))
			return true;
	return false;
}

/* The article that came first gives the name, by its number and which of the equal ones in its text it is: so the name
 * holds when others join and when lines move. */
static uint64_t identity(const struct derived_assertion *first)
{
	const struct ledger_article *article = first->article;
	uint32_t figure = ledger_article_figure(article, first->claim), before = 0;
	uint64_t bits;
	memcpy(&bits, &article->figures[figure].readings[0], sizeof bits);
	for (uint32_t i = 0; i < figure; i++)
		before += article->figures[i].readings[0] == article->figures[figure].readings[0];
	return hash_mix(hash_bytes_seeded(article->uri, before) ^ hash_mix(bits) ^ hash_mix('A'));
}

static void name_slot(const struct placed_figure *figure, bool date, char ret_name[SLOT_NAME_MAX])
{
	if (date)
		snprintf(ret_name, SLOT_NAME_MAX, "date");
	else
		snprintf(ret_name, SLOT_NAME_MAX, "%s in one place", figure_kind_name((enum figure_kind)figure->kind));
}

static void assert_figure(struct derived *derived, struct ledger_article *article, uint32_t figure)
{
	derived_insert(derived, article, ledger_article_claim_of(article, figure));
}

static bool are_dates(const struct vote *vote)
{
	bool dates = figure_of(vote->article, vote->figure)->date != 0;
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		dates &= figure_of(vote->rivals[i].article, vote->rivals[i].figure)->date != 0;
	return dates;
}

/* Articles that were laid beside a rival, not beside the odd one, and give the rival's number in its place. */
static void add_seconders(const struct ledger_story *story, const struct vote *vote, uint32_t rival, struct derived *derived)
{
	const struct ledger_article *article = vote->rivals[rival].article;
	uint32_t figure = vote->rivals[rival].figure;
	for (uint32_t i = 0; i < article->pairings_count; i++) {
		const struct pairing *pairing = &story->pairings[article->pairings[i]];
		bool first = pairing->a == article;
		struct ledger_article *other = first ? pairing->b : pairing->a;
		if (!pairing_states(first ? pairing->stated_a : pairing->stated_b, figure) || derived_has(derived, other))
			continue;
		for (uint32_t k = 0; k < other->figures_count; k++)
			if (other->figures[k].hard && other->figures[k].readings[0] == article->figures[figure].readings[0] &&
			    pairing_states(first ? pairing->stated_b : pairing->stated_a, k)) {
				assert_figure(derived, other, k);
				break;
			}
	}
}

/* Another odd number in the same place: 38 here, 37 there, and now 50. */
static bool join_named_alike(struct derived_list *list, const struct derived *derived)
{
	for (struct derived *other = list->items; other < derived; other++) {
		if (other->id != derived->id)
			continue;
		for (uint32_t i = 0; i < derived->assertions_count; i++)
			if (!derived_has(other, derived->assertions[i].article))
				derived_insert(other, derived->assertions[i].article, derived->assertions[i].claim);
		derived_count(other);
		list->count--;
		return true;
	}
	return false;
}

static void add_derived(const struct ledger_story *story, const struct vote *vote, struct derived_list *list)
{
	struct derived *derived = derived_next(list);
	if (derived == NULL)
		return;
	derived->type = are_dates(vote) ? DISCREPANCY_DATE : DISCREPANCY_FIGURE;
	assert_figure(derived, vote->article, vote->figure);
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		assert_figure(derived, vote->rivals[i].article, vote->rivals[i].figure);
	const struct derived_assertion *first = &derived->assertions[0];
	derived->id = identity(first);
	name_slot(figure_of(first->article, ledger_article_figure(first->article, first->claim)), derived->type == DISCREPANCY_DATE,
	          derived->slot);
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		add_seconders(story, vote, i, derived);
	derived_count(derived);
	if (!join_named_alike(list, derived))
		verdict_give_aligned(derived, vote->rivals_count, vote->asked, vote->parallel);
}

static void derive_carried(const struct ledger_story *story, struct ledger_article *article, const struct derived *const *others,
                           uint32_t others_count, struct derived_list *list)
{
	for (uint32_t figure = 0; figure < article->figures_count; figure++) {
		bool said = !pairing_states(article->carried, figure);
		for (uint32_t i = 0; i < others_count && !said; i++)
			said = aligned_is_said(others[i], article, figure);
		for (uint32_t i = 0; i < list->count && !said; i++)
			said = aligned_is_said(&list->items[i], article, figure);
		if (said)
			continue;
		struct vote vote;
		take_vote(story, article, figure, &vote);
		add_derived(story, &vote, list);
	}
}

void aligned_derive(const struct ledger_story *story, const struct derived *const *others, uint32_t others_count, struct derived_list *list)
{
	/* The pairings are those of the newest articles. */
	uint32_t first = story->entries_count > PAIRINGS_MAX ? story->entries_count - PAIRINGS_MAX : 0;
	for (uint32_t i = first; i < story->entries_count; i++) {
		struct ledger_article *article = story->entries[i].article;
		if (article == NULL || article->pairings_count == 0)
			continue;
		if (!article->votes_known)
			find_carried(story, article);
		uint64_t any = 0;
		for (uint32_t word = 0; word < RECORD_FIGURES_MAX / 64; word++)
			any |= article->carried[word];
		if (any != 0)
			derive_carried(story, article, others, others_count, list);
	}
}

/* True when a text has the figures of two claims of another one as well. */
static bool has_both(const struct pairing *pairing, const struct ledger_article *article, uint32_t one, uint32_t other)
{
	const uint64_t *stated = pairing->a == article ? pairing->stated_a : pairing->stated_b;
	return pairing->a->origin != pairing->b->origin && pairing_states(stated, one) && pairing_states(stated, other);
}

bool aligned_are_two(const struct ledger_story *story, const struct ledger_article *article, uint32_t claim, uint32_t other_claim)
{
	uint32_t one = ledger_article_figure(article, claim), other = ledger_article_figure(article, other_claim);
	if (one == NO_FIGURE || other == NO_FIGURE)
		return false;
	for (uint32_t i = 0; i < article->pairings_count; i++)
		if (has_both(&story->pairings[article->pairings[i]], article, one, other))
			return true;
	return false;
}

bool aligned_excuses(const struct ledger_story *story, const struct ledger_article *a, uint32_t claim_a, const struct ledger_article *b,
                     uint32_t claim_b)
{
	const struct pairing *pairing = ledger_story_pairing(story, a, b);
	if (pairing == NULL)
		return false;
	uint32_t figure_a = ledger_article_figure(a, claim_a), figure_b = ledger_article_figure(b, claim_b);
	const uint64_t *matched_a = pairing->a == a ? pairing->matched_a : pairing->matched_b;
	const uint64_t *matched_b = pairing->a == a ? pairing->matched_b : pairing->matched_a;
	return (figure_a != NO_FIGURE && pairing_states(matched_a, figure_a)) || (figure_b != NO_FIGURE && pairing_states(matched_b, figure_b));
}
