#include "align.h"

#include <math.h>
#include <stdlib.h>

#include "figure_compare.h"

/* Weights are whole numbers, so that no order of adding them matters: WEIGHT is a name's. */
#define WEIGHT 120
#define TOKEN_TIMES_MAX 6             /* what stands more often in a text marks no place */
#define POINTS_MAX 1024
#define UNIQUE_WEIGHT WEIGHT          /* a point of a token that stands once in each text weighs so much at least */
#define PARALLEL_SHARE 2              /* half of the weight of such points in the chain: keys that meet by chance take away some */
#define PARALLEL_WEIGHT (4 * WEIGHT)  /* less says nothing of the order */
#define NEAR 150.0                    /* letters: a sentence */
#define FAR 300.0                     /* two sentences: equal numbers further apart are of two things, where the order is trusted */
#define ROUNDED_NEAR 75.0             /* half a sentence: many numbers are another one rounded */
#define SUPPORT_MIN WEIGHT            /* one rare name: what stands around two figures says nothing below this */
#define SUPPORT_SURE (4 * WEIGHT)     /* three or four names and figures in one sentence */
#define SUPPORT_SHARE_OF_5 2          /* two fifths of what any other place has: a figure's place is where most of it is */
#define CANDIDATES_MAX 2048
#define SHARED_ROWS 3
#define DATELINE_SENTENCE 1             /* behind the headline at most */

/* Something that both texts have. */
struct point {
	uint16_t a, b; /* tokens */
	uint32_t weight;
	uint32_t best; /* of the heaviest chain that ends here */
	int32_t before;
};

/* The steps of laying figures on each other, each from the nearest on. */
enum step { STEP_EQUAL, STEP_READ, STEP_ROUNDED, STEP_EQUAL_ELSEWHERE, STEP_LEFT };

/* Two figures that may be laid on each other are one number, so that to order the numbers is to order them: step, cost in
 * sixteenths of a letter, the figures, and two bits that order nothing any more. */
#define CANDIDATE_STEP 50
#define CANDIDATE_COST 18
#define CANDIDATE_A 10
#define CANDIDATE_B 2
#define CANDIDATE_THERE 2u /* at a known distance */
#define CANDIDATE_SURE 1u
#define COST_MAX 16000000u
#define FEW 64 /* candidates that are ordered by insertion */

struct alignment {
	const struct ledger_article *a, *b;
	struct point *points; /* in the order of a, at one place that of b from the end */
	uint32_t points_count;
	uint16_t *chain; /* points */
	uint32_t chain_count;
	bool parallel;
	double value_b[RECORD_FIGURES_MAX]; /* of each figure of b what its loop reads, side by side */
	uint16_t sentence_b[RECORD_FIGURES_MAX];
	double *across_a, *across_b; /* of each figure its place in the other text by the order */
	/* What two sentences share; where sentence s of a is laid on t of b, half of what s ± 1 shares with t ± 1 counts too. Weights are even. */
	uint32_t *row;                   /* of the sentence of a in hand, for each sentence of b */
	uint32_t *shared[SHARED_ROWS];   /* of a sentence of a and its neighbours what it shares itself; a place more at both ends */
	uint32_t shared_of[SHARED_ROWS]; /* which sentence that is, counted from 1 */
	uint32_t *best_a, *best_b;       /* of each sentence the most that it has in any row */
	uint32_t *first_point;           /* of each sentence of a; points_count behind the last */
	uint64_t *candidates;
	uint32_t candidates_count;
};

/* For each token of a the first of those of b with its key, as an index into by_key, and how many there are. */
struct meeting {
	uint16_t first, times_b;
	uint8_t more;
};

static uint32_t run_length(const struct ledger_article *article, uint32_t from)
{
	uint32_t to = from + 1, key = article->by_key[from].key;
	while (to < article->tokens_count && article->by_key[to].key == key)
		to++;
	return to - from;
}

/* Where equal keys stand. */
struct key_pair {
	uint16_t a, b; /* indices into by_key */
};

/* The pairs of equal keys, as they come when both lists are walked together; without a branch on what cannot be foretold. */
static uint32_t find_equal_keys(const struct ledger_article *a, const struct ledger_article *b, struct key_pair *pairs)
{
	const struct token_key *keys_a = a->by_key, *keys_b = b->by_key;
	uint32_t count = 0;
	for (uint32_t i = 0, k = 0; i < a->tokens_count && k < b->tokens_count;) {
		uint32_t key_a = keys_a[i].key, key_b = keys_b[k].key;
		pairs[count] = (struct key_pair){ (uint16_t)i, (uint16_t)k };
		count += key_a == key_b;
		i += key_a <= key_b;
		k += key_b <= key_a;
	}
	return count;
}

/* Tokens that both texts have, about equally often. Of a key the first pair is that of its first tokens. */
static void find_meetings(const struct alignment *alignment, struct meeting *meetings, struct key_pair *pairs)
{
	const struct ledger_article *a = alignment->a, *b = alignment->b;
	uint32_t count = find_equal_keys(a, b, pairs);
	for (uint32_t p = 0; p < count; p++) {
		uint32_t i = pairs[p].a, k = pairs[p].b;
		if (p > 0 && a->by_key[pairs[p - 1].a].key == a->by_key[i].key)
			continue;
		uint32_t times_a = run_length(a, i), times_b = run_length(b, k);
		uint32_t more = times_a > times_b ? times_a : times_b, less = times_a + times_b - more;
		for (uint32_t t = 0; t < times_a && more <= TOKEN_TIMES_MAX && more <= 2 * less; t++)
			meetings[a->by_key[i + t].token] = (struct meeting){ (uint16_t)k, (uint16_t)times_b, (uint8_t)more };
	}
}

static void add_points(struct alignment *alignment, uint32_t token, const struct meeting *meeting)
{
	uint32_t weight = (alignment->a->tokens[token].figure == 2 ? 2u : 1u) * WEIGHT / meeting->more;
	for (uint32_t k = meeting->times_b; k-- > 0 && alignment->points_count < POINTS_MAX;)
		alignment->points[alignment->points_count++] =
			(struct point){ .a = (uint16_t)token, .b = alignment->b->by_key[meeting->first + k].token, .weight = weight };
}

static void find_points(struct alignment *alignment, struct arena *arena)
{
	struct meeting *meetings = arena_take_cleared(arena, alignment->a->tokens_count + 1, sizeof *meetings);
	struct key_pair *pairs = arena_take(arena, (alignment->a->tokens_count + 1) * sizeof *pairs);
	find_meetings(alignment, meetings, pairs);
	for (uint32_t i = 0; i < alignment->a->tokens_count; i++)
		if (meetings[i].more > 0)
			add_points(alignment, i, &meetings[i]);
}

/* A tree of prefixes (P. Fenwick 1994) over the ranks of b: each node has the heaviest chain that ends in its ranks, 0 when none does. */
struct chain_node {
	uint32_t best;
	uint32_t point; /* at which it ends */
};

static struct chain_node chain_before(const struct chain_node *tree, uint32_t rank)
{
	struct chain_node best = { 0, 0 };
	for (uint32_t i = rank; i > 0; i &= i - 1)
		best = tree[i].best > best.best ? tree[i] : best;
	return best;
}

/* The nodes above a node have no lighter chains. */
static void chain_at(struct chain_node *tree, uint32_t ranks, uint32_t rank, struct chain_node chain)
{
	for (uint32_t i = rank + 1; i <= ranks && chain.best > tree[i].best; i += i & (0u - i))
		tree[i] = chain;
}

/* The heaviest chain that rises in both texts. Points of one place in a go into the tree together. */
static void find_chain(struct alignment *alignment, struct arena *arena)
{
	struct point *points = alignment->points;
	const struct token *a = alignment->a->tokens, *b = alignment->b->tokens;
	uint32_t ranks = alignment->b->ranks, count = alignment->points_count, last = 0;
	struct chain_node *tree = arena_take_cleared(arena, ranks + 1, sizeof *tree);
	for (uint32_t from = 0, to = 0; from < count; from = to) {
		for (; to < count && a[points[to].a].rank == a[points[from].a].rank; to++) {
			struct chain_node before = chain_before(tree, b[points[to].b].rank);
			points[to].before = before.best == 0 ? -1 : (int32_t)before.point;
			points[to].best = points[to].weight + before.best;
		}
		for (uint32_t i = from; i < to; i++) {
			chain_at(tree, ranks, b[points[i].b].rank, (struct chain_node){ points[i].best, i });
			last = points[i].best > points[last].best ? i : last;
		}
	}
	for (int32_t i = count > 0 ? (int32_t)last : -1; i >= 0; i = points[i].before)
		alignment->chain_count++;
	uint32_t at = alignment->chain_count;
	alignment->chain = arena_take(arena, (at + 1) * sizeof *alignment->chain);
	for (int32_t i = count > 0 ? (int32_t)last : -1; i >= 0; i = points[i].before)
		alignment->chain[--at] = (uint16_t)i;
}

/* The weight of what stands once in both texts: of all of it, and of that in the chain. */
static uint32_t unique_weight(const struct alignment *alignment, bool chained)
{
	uint32_t weight = 0, count = chained ? alignment->chain_count : alignment->points_count;
	for (uint32_t i = 0; i < count; i++) {
		const struct point *point = &alignment->points[chained ? alignment->chain[i] : i];
		weight += point->weight >= UNIQUE_WEIGHT ? point->weight : 0;
	}
	return weight;
}

/* Where in the other text the places of an article's figures are, by the order: linear between two points of the chain. */
static double *places_across(const struct alignment *alignment, bool from_a, struct arena *arena)
{
	const struct ledger_article *here = from_a ? alignment->a : alignment->b, *there = from_a ? alignment->b : alignment->a;
	double *places = arena_take(arena, (here->figures_count + 1) * sizeof *places);
	double from = 0.0, from_there = 0.0, to = 0.0, to_there = 0.0;
	uint32_t next = 0;
	for (uint32_t i = 0; i < here->figures_count; i++) {
		double place = here->figures[i].place;
		for (; next <= alignment->chain_count && (next == 0 || to <= place); next++) {
			from = to;
			from_there = to_there;
			const struct point *point = next < alignment->chain_count ? &alignment->points[alignment->chain[next]] : NULL;
			to = point == NULL ? here->length + 1.0 : here->tokens[from_a ? point->a : point->b].place;
			to_there = point == NULL ? there->length + 1.0 : there->tokens[from_a ? point->b : point->a].place;
		}
		places[i] = to > from ? from_there + (to_there - from_there) * (place - from) / (to - from) : from_there;
	}
	return places;
}

static void index_sentences(struct alignment *alignment, struct arena *arena)
{
	uint32_t sentences = alignment->a->sentences, next = 0;
	alignment->first_point = arena_take(arena, (sentences + 1) * sizeof *alignment->first_point);
	for (uint32_t i = 0; i <= sentences; i++) {
		while (next < alignment->points_count && alignment->a->tokens[alignment->points[next].a].sentence < i)
			next++;
		alignment->first_point[i] = next;
	}
}

/* What a sentence of a, counted from 1, shares with each of b; those before the first and behind the last share nothing. */
static const uint32_t *shared_by(struct alignment *alignment, uint32_t ordinal)
{
	uint32_t *shared = alignment->shared[ordinal % SHARED_ROWS];
	if (alignment->shared_of[ordinal % SHARED_ROWS] == ordinal)
		return shared;
	alignment->shared_of[ordinal % SHARED_ROWS] = ordinal;
	memset(shared, 0, (alignment->b->sentences + 2u) * sizeof *shared);
	if (ordinal == 0 || ordinal > alignment->a->sentences)
		return shared;
	for (uint32_t i = alignment->first_point[ordinal - 1]; i < alignment->first_point[ordinal]; i++)
		shared[1 + alignment->b->tokens[alignment->points[i].b].sentence] += alignment->points[i].weight;
	return shared;
}

static void make_row(struct alignment *alignment, uint32_t sentence)
{
	const uint32_t *before = shared_by(alignment, sentence), *own = shared_by(alignment, sentence + 1), *behind = shared_by(alignment, sentence + 2);
	for (uint32_t i = 0; i < alignment->b->sentences; i++)
		alignment->row[i] = own[i + 1] + before[i] / 2 + behind[i + 2] / 2;
}

static void best_of_row(struct alignment *alignment, uint32_t sentence)
{
	uint32_t best = 0;
	for (uint32_t i = 0; i < alignment->b->sentences; i++) {
		uint32_t shared = alignment->row[i];
		best = shared > best ? shared : best;
		alignment->best_b[i] = shared > alignment->best_b[i] ? shared : alignment->best_b[i];
	}
	alignment->best_a[sentence] = best;
}

static uint32_t sentence_of(const struct placed_figure *figure)
{
	return figure->sentence_number < ARTICLE_SENTENCES_MAX ? figure->sentence_number : ARTICLE_SENTENCES_MAX - 1;
}

/* Of the sentences of a those with figures: only these are to be placed. */
static void find_best(struct alignment *alignment, struct arena *arena)
{
	const struct ledger_article *a = alignment->a;
	uint32_t sentence = UINT32_MAX;
	alignment->row = arena_take(arena, (alignment->b->sentences + 1u) * sizeof *alignment->row);
	for (uint32_t i = 0; i < SHARED_ROWS; i++) {
		alignment->shared[i] = arena_take(arena, (alignment->b->sentences + 2u) * sizeof *alignment->row);
		alignment->shared_of[i] = UINT32_MAX;
	}
	alignment->best_a = arena_take_cleared(arena, a->sentences + 1u, sizeof *alignment->best_a);
	alignment->best_b = arena_take_cleared(arena, alignment->b->sentences + 1u, sizeof *alignment->best_b);
	for (uint32_t i = 0; i < a->figures_count; i++) {
		if (sentence_of(&a->figures[i]) == sentence)
			continue;
		sentence = sentence_of(&a->figures[i]);
		make_row(alignment, sentence);
		best_of_row(alignment, sentence);
	}
}

static double order_distance(const struct alignment *alignment, uint32_t i, uint32_t k)
{
	return (fabs(alignment->across_a[i] - alignment->b->figures[k].place) + fabs(alignment->across_b[k] - alignment->a->figures[i].place)) / 2.0;
}

/* What a number that both sentences have puts in itself: it would prove its own place. */
static uint32_t own_weight(const struct alignment *alignment, uint32_t i, uint32_t k, enum figure_likeness likeness)
{
	const struct placed_figure *figure = &alignment->a->figures[i];
	if (likeness != FIGURES_EQUAL)
		return 0;
	for (uint32_t p = alignment->first_point[sentence_of(figure)]; p < alignment->first_point[sentence_of(figure) + 1]; p++) {
		const struct point *point = &alignment->points[p];
		const struct token *a = &alignment->a->tokens[point->a], *b = &alignment->b->tokens[point->b];
		if (a->figure != 0 && a->place == figure->place && b->place == alignment->b->figures[k].place)
			return point->weight;
	}
	return 0;
}

/* How far apart two figures stand, in letters: by the order where it is trusted, or by what stands around them; the
 * nearer of the two. HUGE_VAL when neither knows. The row is that of the figure of a. */
static double distance_of(const struct alignment *alignment, uint32_t i, uint32_t k, enum figure_likeness likeness, uint32_t *ret_support)
{
	uint32_t sentence_a = sentence_of(&alignment->a->figures[i]), sentence_b = sentence_of(&alignment->b->figures[k]);
	double distance = alignment->parallel ? order_distance(alignment, i, k) : HUGE_VAL;
	uint32_t own = own_weight(alignment, i, k, likeness), support = alignment->row[sentence_b] - own;
	uint32_t best = alignment->best_a[sentence_a] > alignment->best_b[sentence_b] ? alignment->best_a[sentence_a] : alignment->best_b[sentence_b];
	best -= own;
	*ret_support = support;
	if (support < SUPPORT_MIN || 5 * support < SUPPORT_SHARE_OF_5 * best)
		return distance;
	double around = support >= best ? 0.0 : NEAR * (1.0 - (double)support / best);
	return around < distance ? around : distance;
}

static void add_candidate(struct alignment *alignment, enum step step, uint32_t i, uint32_t k, double distance, bool sure)
{
	if (alignment->candidates_count == CANDIDATES_MAX)
		return;
	uint64_t cost = distance < 1e6 ? (uint64_t)(distance * 16.0) : COST_MAX;
	alignment->candidates[alignment->candidates_count++] =
		(uint64_t)step << CANDIDATE_STEP | cost << CANDIDATE_COST | (uint64_t)i << CANDIDATE_A | k << CANDIDATE_B |
		(distance <= FAR ? CANDIDATE_THERE : 0) | (sure ? CANDIDATE_SURE : 0);
}

/* Two articles' own days, or one's in its dateline, are no days of the event. */
static bool say_when_written(const struct alignment *alignment, uint32_t i, uint32_t k)
{
	bool own_a = pairing_states(alignment->a->own_day, i), own_b = pairing_states(alignment->b->own_day, k);
	return (own_a && own_b) || (own_a && alignment->a->figures[i].sentence_number <= DATELINE_SENTENCE) ||
	       (own_b && alignment->b->figures[k].sentence_number <= DATELINE_SENTENCE);
}

/* Of two figures: in which step they may be laid on each other. */
static void consider(struct alignment *alignment, uint32_t i, uint32_t k)
{
	const struct placed_figure *a = &alignment->a->figures[i], *b = &alignment->b->figures[k];
	double low = fabs(a->readings[0]), high = fabs(b->readings[0]);
	bool plain = pairing_states(alignment->a->plain, i) && pairing_states(alignment->b->plain, k);
	if (plain && (high > RIVAL_RATIO_MAX * low || low > RIVAL_RATIO_MAX * high))
		return;
	bool unlike = plain && (high > PLAIN_LIKE_MAX * low || low > PLAIN_LIKE_MAX * high);
	enum figure_likeness likeness = unlike ? FIGURES_UNLIKE : figure_likeness(a, b);
	bool rivals = likeness == FIGURES_UNLIKE && !say_when_written(alignment, i, k) && figures_are_rivals(a, b);
	uint32_t support;
	if (likeness == FIGURES_UNLIKE && !rivals)
		return;
	double distance = distance_of(alignment, i, k, likeness, &support);
	if (likeness == FIGURES_EQUAL && distance > NEAR && (!alignment->parallel || distance <= FAR))
		add_candidate(alignment, STEP_EQUAL_ELSEWHERE, i, k, distance, false);
	if (likeness == FIGURES_EQUAL && distance <= NEAR)
		add_candidate(alignment, STEP_EQUAL, i, k, distance, false);
	if (likeness == FIGURES_READ && distance <= NEAR)
		add_candidate(alignment, STEP_READ, i, k, distance, false);
	if (likeness == FIGURES_ROUNDED && distance <= ROUNDED_NEAR)
		add_candidate(alignment, STEP_ROUNDED, i, k, distance, false);
	if (rivals && distance <= NEAR)
		add_candidate(alignment, STEP_LEFT, i, k, distance,
		              (alignment->parallel && order_distance(alignment, i, k) <= NEAR) || support >= SUPPORT_SURE);
}

/* The innermost loop: most pairs stand nowhere near each other. */
static void consider_all(struct alignment *alignment, uint32_t i)
{
	double value = alignment->a->figures[i].readings[0];
	for (uint32_t k = 0; k < alignment->b->figures_count; k++)
		if (alignment->row[alignment->sentence_b[k]] >= SUPPORT_MIN || alignment->value_b[k] == value ||
		    (alignment->parallel && order_distance(alignment, i, k) <= NEAR))
			consider(alignment, i, k);
}

static void find_candidates(struct alignment *alignment)
{
	uint32_t sentence = UINT32_MAX;
	for (uint32_t i = 0; i < alignment->a->figures_count; i++) {
		uint32_t own = sentence_of(&alignment->a->figures[i]);
		if (own != sentence)
			make_row(alignment, own);
		sentence = own;
		consider_all(alignment, i);
	}
}

static int order_numbers(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return left < right ? -1 : left > right;
}

static void order_candidates(uint64_t *candidates, uint32_t count)
{
	if (count > FEW) {
		qsort(candidates, count, sizeof *candidates, order_numbers);
		return;
	}
	for (uint32_t i = 1; i < count; i++) {
		uint64_t candidate = candidates[i];
		uint32_t k = i;
		for (; k > 0 && candidates[k - 1] > candidate; k--)
			candidates[k] = candidates[k - 1];
		candidates[k] = candidate;
	}
}

static void take_up(uint64_t *set, uint32_t figure)
{
	set[figure / 64] |= (uint64_t)1 << (figure % 64);
}

/* Equal numbers, one to one; a soft one excuses any number of them that stand near it, but further off only where it has no
 * counterpart of its own. What is equal at no known distance is not stated there. */
static void lay_equal(const struct alignment *alignment, uint64_t candidate, uint32_t a, uint32_t b, struct pairing *pairing)
{
	bool free_a = !pairing_states(pairing->matched_a, a), free_b = !pairing_states(pairing->matched_b, b);
	bool soft_a = !alignment->a->figures[a].hard, soft_b = !alignment->b->figures[b].hard;
	bool excuses = candidate >> CANDIDATE_STEP == STEP_EQUAL || candidate >> CANDIDATE_STEP == STEP_READ;
	if ((!free_a && !(soft_a && excuses)) || (!free_b && !(soft_b && excuses)))
		return;
	take_up(pairing->matched_a, a);
	take_up(pairing->matched_b, b);
	if ((candidate & CANDIDATE_THERE) != 0) {
		take_up(pairing->stated_a, a);
		take_up(pairing->stated_b, b);
	}
}

static void lay_all(struct alignment *alignment, struct pairing *pairing)
{
	uint64_t used_a[RECORD_FIGURES_MAX / 64] = { 0 }, used_b[RECORD_FIGURES_MAX / 64] = { 0 };
	order_candidates(alignment->candidates, alignment->candidates_count);
	for (uint32_t i = 0; i < alignment->candidates_count; i++) {
		uint64_t candidate = alignment->candidates[i];
		uint32_t a = candidate >> CANDIDATE_A & 0xff, b = candidate >> CANDIDATE_B & 0xff;
		if (candidate >> CANDIDATE_STEP != STEP_LEFT) {
			lay_equal(alignment, candidate, a, b, pairing);
			continue;
		}
		bool taken = pairing_states(pairing->matched_a, a) || pairing_states(pairing->matched_b, b) || pairing_states(used_a, a) ||
		             pairing_states(used_b, b);
		if (taken || pairing->left_count == PAIRING_LEFT_MAX)
			continue;
		take_up(used_a, a);
		take_up(used_b, b);
		pairing->left[pairing->left_count++] = (struct figure_pair){ (uint8_t)a, (uint8_t)b, (candidate & CANDIDATE_SURE) != 0 };
	}
}

void align_articles(struct ledger_article *a, struct ledger_article *b, struct arena *arena, struct pairing *ret_pairing)
{
	struct arena_mark mark = arena_mark(arena);
	struct alignment alignment = { .a = a, .b = b };
	alignment.points = arena_take(arena, POINTS_MAX * sizeof *alignment.points);
	alignment.candidates = arena_take(arena, CANDIDATES_MAX * sizeof *alignment.candidates);
	find_points(&alignment, arena);
	find_chain(&alignment, arena);
	uint32_t chained = unique_weight(&alignment, true);
	alignment.parallel = chained >= PARALLEL_WEIGHT && PARALLEL_SHARE * chained >= unique_weight(&alignment, false);
	if (alignment.parallel) {
		alignment.across_a = places_across(&alignment, true, arena);
		alignment.across_b = places_across(&alignment, false, arena);
	}
	for (uint32_t k = 0; k < b->figures_count; k++) {
		alignment.value_b[k] = b->figures[k].readings[0];
		alignment.sentence_b[k] = (uint16_t)sentence_of(&b->figures[k]);
	}
	index_sentences(&alignment, arena);
	find_best(&alignment, arena);
	float strength = (float)(2000.0 / WEIGHT * chained / (a->length + b->length + 2.0));
	*ret_pairing = (struct pairing){ .a = a, .b = b, .parallel = alignment.parallel, .strength = strength };
	find_candidates(&alignment);
	lay_all(&alignment, ret_pairing);
	arena_rewind(arena, mark);
}
