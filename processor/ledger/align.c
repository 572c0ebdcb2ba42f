#include "align.h"

#include <math.h>
#include <stdlib.h>

#include "figure_compare.h"
#include "hash.h"

#define POINTS_MAX 1024
#define TOKENS_MAX (RECORD_FIGURES_MAX + RECORD_ANCHORS_MAX)
#define TOKEN_TIMES_MAX 6      /* what stands more often in a text marks no place */
#define FIGURE_WEIGHT 2.0      /* of a number of two digits or more, against a name */
#define SMALL_FIGURE 10.0
#define UNIQUE_WEIGHT 1.0      /* a point of a token that stands once in each text weighs so much at least */
#define PARALLEL_SHARE 0.5     /* of the weight of such points in the chain: keys that meet by chance take away some */
#define PARALLEL_WEIGHT 4.0    /* less says nothing of the order */
#define AROUND 250.0           /* letters on each side of a figure: a sentence or two; what is cut is cut by lines */
#define SHIFT 150.0            /* what the order of words moves within a sentence */
#define NEAR 150.0             /* a sentence */
#define FAR 300.0              /* two sentences: equal numbers further apart are of two things, where the order is trusted */
#define ROUNDED_NEAR 75.0      /* half a sentence: many numbers are another one rounded */
#define SUPPORT_MIN 1.0        /* one rare name: what stands around two figures says nothing below this */
#define SUPPORT_SURE 4.0       /* three or four names and figures in one sentence */
#define SUPPORT_SHARE 0.4      /* of what any other place around has: a figure's place is where most of it is */

/* A figure or a name of one text. */
struct token {
	uint64_t key;
	uint32_t place;
	uint32_t sentence;
	double weight;
};

/* Something that both texts have. */
struct point {
	double a, b; /* places */
	uint32_t sentence_a, sentence_b;
	uint64_t key;
	double weight;
	double best; /* of the heaviest chain that ends here */
	int32_t before;
};

struct alignment {
	const struct ledger_article *a, *b;
	struct point *points; /* ordered by place in a */
	uint32_t points_count;
	struct point *chain;
	uint32_t chain_count;
	double length_a, length_b;
	double best_a[RECORD_FIGURES_MAX], best_b[RECORD_FIGURES_MAX]; /* the most support that a figure has in the other text */
	bool parallel;
};

static uint64_t key_of_number(double number)
{
	uint64_t bits;
	memcpy(&bits, &number, sizeof bits);
	return hash_mix(bits) | (uint64_t)1 << 63;
}

static int order_tokens(const void *a, const void *b)
{
	const struct token *left = a, *right = b;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return left->place < right->place ? -1 : left->place > right->place;
}

static uint32_t tokens_of(const struct ledger_article *article, struct token *tokens)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < article->figures_count; i++) {
		const struct placed_figure *figure = &article->figures[i];
		double weight = fabs(figure->readings[0]) < SMALL_FIGURE ? 1.0 : FIGURE_WEIGHT;
		tokens[count++] = (struct token){ key_of_number(figure->readings[0]), figure->place, figure->sentence_number, weight };
	}
	for (uint32_t i = 0; i < article->anchors_count; i++) {
		const struct placed_key *anchor = &article->anchors[i];
		tokens[count++] = (struct token){ anchor->key, anchor->place, anchor->sentence_number, 1.0 };
	}
	qsort(tokens, count, sizeof *tokens, order_tokens);
	return count;
}

static uint32_t run_length(const struct token *tokens, uint32_t count, uint32_t from)
{
	uint32_t to = from + 1;
	while (to < count && tokens[to].key == tokens[from].key)
		to++;
	return to - from;
}

/* All ways to lay the times of one token in a beside those in b. */
static void add_points(struct alignment *alignment, const struct token *a, uint32_t times_a, const struct token *b, uint32_t times_b)
{
	uint32_t more = times_a > times_b ? times_a : times_b, less = times_a + times_b - more;
	if (more > TOKEN_TIMES_MAX || more > 2 * less || alignment->points_count + times_a * times_b > POINTS_MAX)
		return;
	for (uint32_t i = 0; i < times_a; i++)
		for (uint32_t k = 0; k < times_b; k++)
			alignment->points[alignment->points_count++] = (struct point){ .a = a[i].place, .b = b[k].place, .sentence_a = a[i].sentence,
				.sentence_b = b[k].sentence, .key = a->key, .weight = a->weight / more };
}

static int order_points(const void *a, const void *b)
{
	const struct point *left = a, *right = b;
	if (left->a != right->a)
		return left->a < right->a ? -1 : 1;
	if (left->b != right->b)
		return left->b > right->b ? -1 : 1; /* of one place in a at most one point is in the chain */
	return left->key < right->key ? -1 : left->key > right->key;
}

/* What both texts have. */
static void find_points(struct alignment *alignment, struct arena *arena)
{
	struct token *a = arena_take(arena, TOKENS_MAX * sizeof *a), *b = arena_take(arena, TOKENS_MAX * sizeof *b);
	uint32_t count_a = tokens_of(alignment->a, a), count_b = tokens_of(alignment->b, b);
	for (uint32_t i = 0, k = 0; i < count_a && k < count_b;) {
		uint32_t times_a = run_length(a, count_a, i), times_b = run_length(b, count_b, k);
		if (a[i].key == b[k].key)
			add_points(alignment, a + i, times_a, b + k, times_b);
		uint64_t key_a = a[i].key, key_b = b[k].key;
		i += key_a <= key_b ? times_a : 0;
		k += key_b <= key_a ? times_b : 0;
	}
	qsort(alignment->points, alignment->points_count, sizeof *alignment->points, order_points);
}

/* The heaviest chain that rises in both texts. */
static void find_chain(struct alignment *alignment)
{
	struct point *points = alignment->points;
	int32_t last = -1;
	for (uint32_t i = 0; i < alignment->points_count; i++) {
		points[i].best = points[i].weight;
		points[i].before = -1;
		for (uint32_t k = 0; k < i; k++)
			if (points[k].a < points[i].a && points[k].b < points[i].b && points[k].best + points[i].weight > points[i].best) {
				points[i].best = points[k].best + points[i].weight;
				points[i].before = (int32_t)k;
			}
		if (last < 0 || points[i].best > points[last].best)
			last = (int32_t)i;
	}
	for (int32_t i = last; i >= 0; i = points[i].before)
		alignment->chain_count++;
	uint32_t at = alignment->chain_count;
	for (int32_t i = last; i >= 0; i = points[i].before)
		alignment->chain[--at] = points[i];
}

static double unique_weight(const struct point *points, uint32_t count)
{
	double weight = 0.0;
	for (uint32_t i = 0; i < count; i++)
		weight += points[i].weight >= UNIQUE_WEIGHT ? points[i].weight : 0.0;
	return weight;
}

/* Where in b the place of a figure of a is, or the other way round. */
static double place_across(const struct alignment *alignment, double place, bool from_a)
{
	double from = 0.0, to = from_a ? alignment->length_a : alignment->length_b;
	double from_there = 0.0, to_there = from_a ? alignment->length_b : alignment->length_a;
	for (uint32_t i = 0; i < alignment->chain_count; i++) {
		const struct point *point = &alignment->chain[i];
		double here = from_a ? point->a : point->b, there = from_a ? point->b : point->a;
		if (here <= place) {
			from = here;
			from_there = there;
		} else {
			to = here;
			to_there = there;
			break;
		}
	}
	return to > from ? from_there + (to_there - from_there) * (place - from) / (to - from) : from_there;
}

/* How far apart two figures stand by the order, in letters; the mean of both ways. */
static double order_distance(const struct alignment *alignment, const struct placed_figure *a, const struct placed_figure *b)
{
	double in_b = place_across(alignment, a->place, true), in_a = place_across(alignment, b->place, false);
	return (fabs(in_b - b->place) + fabs(in_a - a->place)) / 2.0;
}

/* The first point at or behind a place in a. */
static uint32_t points_from(const struct alignment *alignment, double place)
{
	uint32_t low = 0, high = alignment->points_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (alignment->points[middle].a < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A place in each text, with the sentences around. */
struct spot {
	double a, b;
	uint32_t sentence_a, sentence_b;
};

/* What stands around both places of a spot in the same way; points of two keys do not count: a figure would prove its own
 * place. */
static double support_of(const struct alignment *alignment, struct spot spot, uint64_t own_a, uint64_t own_b)
{
	double support = 0.0;
	for (uint32_t i = points_from(alignment, spot.a - AROUND); i < alignment->points_count; i++) {
		const struct point *point = &alignment->points[i];
		double way_a = point->a - spot.a, way_b = point->b - spot.b;
		if (way_a > AROUND)
			break;
		if (fabs(way_b) > AROUND || point->key == own_a || point->key == own_b)
			continue;
		bool one_sentence = point->sentence_a == spot.sentence_a && point->sentence_b == spot.sentence_b;
		double shift = fabs(way_a - way_b) / SHIFT;
		if (one_sentence)
			support += point->weight;
		else if (shift < 1.0)
			support += point->weight * (1.0 - shift) * (1.0 - fabs(way_a) / AROUND);
	}
	return support;
}

/* The most support that a figure of one text has anywhere in the other. */
static double best_support(const struct alignment *alignment, const struct placed_figure *figure, bool of_a)
{
	uint64_t own = key_of_number(figure->readings[0]);
	double best = 0.0;
	for (uint32_t i = of_a ? points_from(alignment, figure->place - AROUND) : 0; i < alignment->points_count; i++) {
		const struct point *point = &alignment->points[i];
		double way = (of_a ? point->a : point->b) - figure->place;
		if (of_a && way > AROUND)
			break;
		if (fabs(way) > AROUND || point->key == own)
			continue;
		struct spot spot = of_a ? (struct spot){ figure->place, point->b - way, figure->sentence_number, point->sentence_b }
		                        : (struct spot){ point->a - way, figure->place, point->sentence_a, figure->sentence_number };
		double support = support_of(alignment, spot, own, own);
		best = support > best ? support : best;
	}
	return best;
}

static double support_of_figures(const struct alignment *alignment, const struct placed_figure *a, const struct placed_figure *b)
{
	struct spot spot = { a->place, b->place, a->sentence_number, b->sentence_number };
	return support_of(alignment, spot, key_of_number(a->readings[0]), key_of_number(b->readings[0]));
}

/* How far apart two figures stand, in letters: by the order where it is trusted, or by what stands around them; the
 * nearer of the two. HUGE_VAL when neither knows. */
static double distance_of(const struct alignment *alignment, uint32_t i, uint32_t k)
{
	const struct placed_figure *a = &alignment->a->figures[i], *b = &alignment->b->figures[k];
	double distance = alignment->parallel ? order_distance(alignment, a, b) : HUGE_VAL;
	double support = support_of_figures(alignment, a, b);
	double best = alignment->best_a[i] > alignment->best_b[k] ? alignment->best_a[i] : alignment->best_b[k];
	if (support < SUPPORT_MIN || support < SUPPORT_SHARE * best)
		return distance;
	double around = support >= best ? 0.0 : NEAR * (1.0 - support / best);
	return around < distance ? around : distance;
}

/* Two figures that may be laid on each other; the lower cost goes first. */
struct candidate {
	double cost;
	uint8_t a, b;
};

static int order_candidates(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	if (left->cost != right->cost)
		return left->cost < right->cost ? -1 : 1;
	if (left->a != right->a)
		return left->a < right->a ? -1 : 1;
	return left->b < right->b ? -1 : left->b > right->b;
}

#define CANDIDATES_MAX 4096

static void take_up(uint64_t *set, uint32_t figure)
{
	set[figure / 64] |= (uint64_t)1 << (figure % 64);
}

/* Equal numbers, one to one; a soft one excuses any number of them. What is equal at no known distance is not stated there. */
static void match_equal(const struct alignment *alignment, enum figure_likeness likeness, double far, struct candidate *candidates,
                        struct pairing *pairing)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < alignment->a->figures_count; i++)
		for (uint32_t k = 0; k < alignment->b->figures_count; k++) {
			bool taken = pairing_states(pairing->matched_a, i) && pairing_states(pairing->matched_b, k);
			if (taken || count == CANDIDATES_MAX || figure_likeness(&alignment->a->figures[i], &alignment->b->figures[k]) != likeness)
				continue;
			double distance = distance_of(alignment, i, k);
			if (distance <= far)
				candidates[count++] = (struct candidate){ distance, (uint8_t)i, (uint8_t)k };
		}
	qsort(candidates, count, sizeof *candidates, order_candidates);
	for (uint32_t i = 0; i < count; i++) {
		bool free_a = !pairing_states(pairing->matched_a, candidates[i].a), free_b = !pairing_states(pairing->matched_b, candidates[i].b);
		bool soft_a = !alignment->a->figures[candidates[i].a].hard, soft_b = !alignment->b->figures[candidates[i].b].hard;
		bool excuses = likeness != FIGURES_ROUNDED;
		if ((!free_a && !(soft_a && excuses)) || (!free_b && !(soft_b && excuses)))
			continue;
		take_up(pairing->matched_a, candidates[i].a);
		take_up(pairing->matched_b, candidates[i].b);
		if (candidates[i].cost <= FAR) {
			take_up(pairing->stated_a, candidates[i].a);
			take_up(pairing->stated_b, candidates[i].b);
		}
	}
}

static bool is_left_pair(const struct alignment *alignment, const struct pairing *pairing, uint32_t i, uint32_t k, double *ret_cost)
{
	if (pairing_states(pairing->matched_a, i) || pairing_states(pairing->matched_b, k) ||
	    !figures_are_rivals(&alignment->a->figures[i], &alignment->b->figures[k]))
		return false;
	*ret_cost = distance_of(alignment, i, k);
	return *ret_cost <= NEAR;
}

static void match_left(const struct alignment *alignment, struct candidate *candidates, struct pairing *pairing)
{
	uint64_t used_a[RECORD_FIGURES_MAX / 64] = { 0 }, used_b[RECORD_FIGURES_MAX / 64] = { 0 };
	uint32_t count = 0;
	for (uint32_t i = 0; i < alignment->a->figures_count; i++)
		for (uint32_t k = 0; k < alignment->b->figures_count && count < CANDIDATES_MAX; k++) {
			double cost;
			if (is_left_pair(alignment, pairing, i, k, &cost))
				candidates[count++] = (struct candidate){ cost, (uint8_t)i, (uint8_t)k };
		}
	qsort(candidates, count, sizeof *candidates, order_candidates);
	for (uint32_t i = 0; i < count && pairing->left_count < PAIRING_LEFT_MAX; i++) {
		const struct candidate *candidate = &candidates[i];
		if (pairing_states(used_a, candidate->a) || pairing_states(used_b, candidate->b))
			continue;
		take_up(used_a, candidate->a);
		take_up(used_b, candidate->b);
		const struct placed_figure *a = &alignment->a->figures[candidate->a], *b = &alignment->b->figures[candidate->b];
		bool sure = (alignment->parallel && order_distance(alignment, a, b) <= NEAR) || support_of_figures(alignment, a, b) >= SUPPORT_SURE;
		pairing->left[pairing->left_count++] = (struct figure_pair){ candidate->a, candidate->b, sure };
	}
}

static double length_of(const struct ledger_article *article)
{
	double figure = article->figures_count > 0 ? article->figures[article->figures_count - 1].place : 0.0;
	double anchor = article->anchors_count > 0 ? article->anchors[article->anchors_count - 1].place : 0.0;
	return (figure > anchor ? figure : anchor) + 1.0;
}

void align_articles(const struct ledger_article *a, const struct ledger_article *b, struct arena *arena, struct pairing *ret_pairing)
{
	struct arena_mark mark = arena_mark(arena);
	struct alignment alignment = { .a = a, .b = b, .length_a = length_of(a), .length_b = length_of(b) };
	struct candidate *candidates = arena_take(arena, CANDIDATES_MAX * sizeof *candidates);
	alignment.points = arena_take(arena, POINTS_MAX * sizeof *alignment.points);
	alignment.chain = arena_take(arena, POINTS_MAX * sizeof *alignment.chain);
	find_points(&alignment, arena);
	find_chain(&alignment);
	double chained = unique_weight(alignment.chain, alignment.chain_count);
	alignment.parallel = chained >= PARALLEL_WEIGHT && chained >= PARALLEL_SHARE * unique_weight(alignment.points, alignment.points_count);
	for (uint32_t i = 0; i < a->figures_count; i++)
		alignment.best_a[i] = best_support(&alignment, &a->figures[i], true);
	for (uint32_t i = 0; i < b->figures_count; i++)
		alignment.best_b[i] = best_support(&alignment, &b->figures[i], false);
	float strength = (float)(2000.0 * chained / (alignment.length_a + alignment.length_b));
	*ret_pairing = (struct pairing){ .a = a, .b = b, .parallel = alignment.parallel, .strength = strength };
	match_equal(&alignment, FIGURES_EQUAL, NEAR, candidates, ret_pairing);
	match_equal(&alignment, FIGURES_READ, NEAR, candidates, ret_pairing);
	match_equal(&alignment, FIGURES_ROUNDED, ROUNDED_NEAR, candidates, ret_pairing);
	match_equal(&alignment, FIGURES_EQUAL, alignment.parallel ? FAR : HUGE_VAL, candidates, ret_pairing);
	match_left(&alignment, candidates, ret_pairing);
	arena_rewind(arena, mark);
}
