#include "aligned.h"

#include <stdio.h>

#include "enum_names.h"
#include "figure_compare.h"
#include "hash.h"
#include "verdict.h"

#define NO_FIGURE UINT32_MAX
#define CARRIED_SHARE 0.4 /* of the voices: a place is missed in about a third of the articles that have it */
#define STATED_SHARE 0.15 /* of the voices: so many may give the odd number too, of another event in the same story */
#define ASKED_MANY 3      /* where so many articles could be asked, one rival alone is no evidence */
#define RIVALS_MIN 2
#define LOOSE_RIVALS_MIN 3 /* where the texts are not parallel: two outlets word one event each in its own way */
#define PARTNERS_MAX 64 /* of one article; the vote needs no more */

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
	} rivals[PARTNERS_MAX];
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

static struct ledger_article *keepable(const struct laid_out *laid_out, const struct ledger_article *article)
{
	for (uint32_t i = 0; i < laid_out->articles_count; i++)
		if (laid_out->articles[i] == article)
			return laid_out->articles[i];
	return NULL;
}

static void ask_all(const struct laid_out *laid_out, struct vote *vote)
{
	for (uint32_t i = 0; i < laid_out->pairings_count; i++) {
		const struct pairing *pairing = &laid_out->pairings[i];
		bool first = pairing->a == vote->article;
		if (!first && pairing->b != vote->article)
			continue;
		bool stated = pairing_states(first ? pairing->stated_a : pairing->stated_b, vote->figure);
		const struct figure_pair *pair = pair_of(pairing, first, vote->figure);
		vote->asked++;
		vote->compared += stated || pair != NULL || pairing->parallel ? (double)pairing->strength : 0.0;
		vote->stated += stated ? (double)pairing->strength : 0.0;
		struct ledger_article *other = keepable(laid_out, first ? pairing->b : pairing->a);
		if (pair == NULL || other == NULL || vote->rivals_count == PARTNERS_MAX)
			continue;
		vote->rivals[vote->rivals_count].article = other;
		vote->rivals[vote->rivals_count].voice = (double)pairing->strength;
		vote->rivals[vote->rivals_count].parallel = pairing->parallel;
		vote->sure |= pair->sure;
		vote->rivals[vote->rivals_count++].figure = first ? pair->b : pair->a;
	}
}

static bool rivals_agree(const struct vote *vote, uint32_t a, uint32_t b)
{
	return figure_likeness(figure_of(vote->rivals[a].article, vote->rivals[a].figure),
	                       figure_of(vote->rivals[b].article, vote->rivals[b].figure)) != FIGURES_UNLIKE;
}

/* Keeps of the rivals those that give the number for which most voices are. */
static void keep_majority(struct vote *vote)
{
	uint32_t best = 0, kept = 0;
	for (uint32_t i = 0; i < vote->rivals_count; i++) {
		double voices = 0.0;
		for (uint32_t k = 0; k < vote->rivals_count; k++)
			voices += rivals_agree(vote, i, k) ? vote->rivals[k].voice : 0.0;
		if (voices > vote->carried) {
			best = i;
			vote->carried = voices;
		}
	}
	bool agrees[PARTNERS_MAX];
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		agrees[i] = rivals_agree(vote, best, i);
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		if (agrees[i])
			vote->rivals[kept++] = vote->rivals[i];
	vote->rivals_count = kept;
	for (uint32_t i = 0; i < kept; i++)
		vote->parallel |= vote->rivals[i].parallel;
}

static bool is_carried(const struct vote *vote)
{
	return vote->carried > 0.0 && vote->stated <= STATED_SHARE * vote->compared && vote->carried >= CARRIED_SHARE * vote->compared &&
	       (vote->rivals_count >= RIVALS_MIN || (vote->asked < ASKED_MANY && vote->sure)) &&
	       (vote->parallel || vote->rivals_count >= LOOSE_RIVALS_MIN);
}

static bool same_span(struct span a, struct span b)
{
	return a.start == b.start && a.length == b.length;
}

/* The claim that a figure is, or the figure's own number behind the claims. */
static uint32_t claim_of_figure(const struct ledger_article *article, uint32_t figure)
{
	const struct placed_figure *placed = figure_of(article, figure);
	for (uint32_t i = 0; i < article->claims_count; i++)
		if (article->claims[i].field == placed->field && same_span(article->claims[i].received_bytes, placed->received_bytes))
			return i;
	return article->claims_count + figure;
}

static uint32_t figure_of_claim(const struct ledger_article *article, uint32_t claim)
{
	if (claim >= article->claims_count)
		return claim - article->claims_count;
	for (uint32_t i = 0; i < article->figures_count; i++)
		if (article->figures[i].field == article->claims[claim].field &&
		    same_span(article->figures[i].received_bytes, article->claims[claim].received_bytes))
			return i;
	return NO_FIGURE;
}

/* True when an earlier discrepancy already says this of the article's figure. */
static bool is_known(const struct derived *derived, uint32_t count, const struct ledger_article *article, uint32_t figure)
{
	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < derived[i].assertions_count && derived[i].type == DISCREPANCY_FIGURE; k++)
			if (derived[i].assertions[k].article == article && figure_of_claim(article, derived[i].assertions[k].claim) == figure)
				return true;
	return false;
}

/* The article that came first gives the name, by its number and which of the equal ones in its text it is: so the name
 * holds when others join and when lines move. */
static uint64_t identity(const struct derived_assertion *first)
{
	const struct ledger_article *article = first->article;
	uint32_t figure = figure_of_claim(article, first->claim), before = 0;
	uint64_t bits;
	memcpy(&bits, &article->figures[figure].readings[0], sizeof bits);
	for (uint32_t i = 0; i < figure; i++)
		before += article->figures[i].readings[0] == article->figures[figure].readings[0];
	return hash_mix(hash_bytes_seeded(article->uri, before) ^ hash_mix(bits) ^ hash_mix('A'));
}

static void name_slot(const struct placed_figure *figure, char ret_name[SLOT_NAME_MAX])
{
	snprintf(ret_name, SLOT_NAME_MAX, "aligned %s", figure_kind_name((enum figure_kind)figure->kind));
}

static uint32_t place_in(const struct laid_out *laid_out, const struct ledger_article *article)
{
	uint32_t place = 0;
	while (place < laid_out->articles_count && laid_out->articles[place] != article)
		place++;
	return place;
}

/* Assertions stand in the order in which their articles came. */
static void add_assertion(const struct laid_out *laid_out, struct derived *derived, struct ledger_article *article, uint32_t figure)
{
	if (derived->assertions_count == DERIVED_ASSERTIONS_MAX)
		return;
	uint32_t at = derived->assertions_count++;
	for (; at > 0 && place_in(laid_out, derived->assertions[at - 1].article) > place_in(laid_out, article); at--)
		derived->assertions[at] = derived->assertions[at - 1];
	derived->assertions[at] = (struct derived_assertion){ article, claim_of_figure(article, figure) };
}

static void count_origins(struct derived *derived)
{
	derived->articles = derived->assertions_count;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		bool seen = false;
		for (uint32_t k = 0; k < i; k++)
			seen |= derived->assertions[k].article->origin == derived->assertions[i].article->origin;
		derived->origins += !seen;
	}
}

static struct derived derived_of(const struct laid_out *laid_out, const struct vote *vote)
{
	struct derived derived = { .type = DISCREPANCY_FIGURE };
	add_assertion(laid_out, &derived, vote->article, vote->figure);
	for (uint32_t i = 0; i < vote->rivals_count; i++)
		add_assertion(laid_out, &derived, vote->rivals[i].article, vote->rivals[i].figure);
	derived.id = identity(&derived.assertions[0]);
	name_slot(figure_of(derived.assertions[0].article, figure_of_claim(derived.assertions[0].article, derived.assertions[0].claim)), derived.slot);
	count_origins(&derived);
	verdict_give_aligned(&derived, vote->rivals_count, vote->asked);
	return derived;
}

uint32_t aligned_derive(const struct laid_out *laid_out, struct arena *arena, struct derived *derived, uint32_t count)
{
	struct vote *vote = arena_take(arena, sizeof *vote);
	for (uint32_t i = 0; i < laid_out->articles_count; i++) {
		struct ledger_article *article = laid_out->articles[i];
		for (uint32_t figure = 0; figure < article->figures_count; figure++) {
			if (!article->figures[figure].hard || is_known(derived, count, article, figure))
				continue;
			*vote = (struct vote){ .article = article, .figure = figure };
			ask_all(laid_out, vote);
			keep_majority(vote);
			if (is_carried(vote))
				derived[count++] = derived_of(laid_out, vote);
		}
	}
	return count;
}

/* True when a text has the figures of two claims of another one as well. */
static bool has_both(const struct pairing *pairing, const struct ledger_article *article, uint32_t one, uint32_t other)
{
	bool first = pairing->a == article;
	const uint64_t *stated = first ? pairing->stated_a : pairing->stated_b;
	return (first || pairing->b == article) && pairing->a->origin != pairing->b->origin && pairing_states(stated, one) &&
	       pairing_states(stated, other);
}

bool aligned_are_two(const struct laid_out *laid_out, const struct ledger_article *article, uint32_t claim, uint32_t other_claim)
{
	uint32_t one = figure_of_claim(article, claim), other = figure_of_claim(article, other_claim);
	if (one == NO_FIGURE || other == NO_FIGURE)
		return false;
	for (uint32_t i = 0; i < laid_out->pairings_count; i++)
		if (has_both(&laid_out->pairings[i], article, one, other))
			return true;
	return false;
}

bool aligned_excuses(const struct laid_out *laid_out, const struct ledger_article *a, uint32_t claim_a, const struct ledger_article *b,
                     uint32_t claim_b)
{
	for (uint32_t i = 0; i < laid_out->pairings_count; i++) {
		const struct pairing *pairing = &laid_out->pairings[i];
		bool straight = pairing->a == a && pairing->b == b;
		if (!straight && !(pairing->a == b && pairing->b == a))
			continue;
		uint32_t left = figure_of_claim(pairing->a, straight ? claim_a : claim_b);
		uint32_t right = figure_of_claim(pairing->b, straight ? claim_b : claim_a);
		return (left != NO_FIGURE && pairing_states(pairing->matched_a, left)) || (right != NO_FIGURE && pairing_states(pairing->matched_b, right));
	}
	return false;
}
