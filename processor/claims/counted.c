#include "counted.h"

#include <stdlib.h>

#include "utf8.h"

/* Costs of a step from a figure to a word that says what it counts, in tenths of a function word's double. */
#define COST_FUNCTION_WORD 5
#define COST_CONTENT_WORD 15
#define COST_CHARACTER 4
#define COST_AND 20
#define COST_COMMA 30        /* and what else divides clauses */
#define COST_MARK 5          /* quotation marks, apostrophes */
#define COST_FIGURE 60
#define COST_BEFORE 5        /* a word before the figure, against one behind it */
#define COST_OTHER_NOUN 20   /* the figure has another noun of its own */
#define LIMIT_BEFORE 90
#define LIMIT_BEFORE_TOTAL 160 /* over a word such as "has risen to" */
#define LIMIT_PART 30        /* "two of the wounded died": how near the second word must be */
#define LIMIT_BEHIND 70
#define LIMIT_BEHIND_LAST 120 /* where the verb ends the sentence */
#define LIMIT_NOUN 20
#define LIMIT_SPELLED 50     /* one and two stand in many a phrase */
#define PAIRS_MAX 2048
#define CHANGE_WORDS_MAX 5

enum word_class {
	CLASS_FUNCTION = 1, CLASS_NOUN = 2, CLASS_AND = 4, CLASS_CHARACTER = 8, CLASS_IN = 16,
	CLASS_BEHIND_COMMA = 32, CLASS_BEHIND_MARK = 64, /* of the gap before the word */
	CLASS_TOTAL = 128,     /* "has risen to" */
	CLASS_BEHIND_AND = 256 /* "and" is written on to it in front */
};

struct scene {
	const struct reading *reading;
	const struct figure *figures;
	uint32_t figures_count;
	uint32_t start, end;
	uint16_t classes[COUNTED_WORDS_MAX];
	uint16_t hit[COUNTED_WORDS_MAX];    /* 1 + index into hits of the counted word that holds this word; 0 for none */
	uint8_t figure[COUNTED_WORDS_MAX];  /* 1 + index of the figure whose number holds it */
	const struct lexicon_hit *hits[COUNTED_WORDS_MAX];
	uint32_t hits_count;
};

/* A figure and a word it may count, in 32 bits, so that their order is that of what they cost, of the figures and of the words. */
#define PAIR_COST_SHIFT 16
#define PAIR_FIGURE_SHIFT 9
#define PAIR_FIGURE (COUNTED_FIGURES_MAX - 1u)
#define PAIR_HIT (COUNTED_WORDS_MAX - 1u)
#define PAIRS_FEW 64

static bool may_count(const struct figure *figure)
{
	return figure->kind == FIGURE_COUNT && !figure->dated;
}

static bool is_noun(uint64_t counted)
{
	return counted == COUNTED_PEOPLE || counted == COUNTED_TROOPS || counted == COUNTED_VOTES || counted == COUNTED_SEATS;
}

/* Commas, semicolons, colons, brackets and dashes, of any script. */
static bool divides(struct bytes gap)
{
	for (size_t at = 0; at < gap.length;) {
		uint32_t point = utf8_next(gap.data, &at);
		if (point == ',' || point == ';' || point == ':' || point == '(' || point == ')' || point == '/' || point == '|' || point == 0x60c ||
		    point == 0x61b || point == 0x2013 || point == 0x2014 || point == 0x3001 || point == 0xff0c || point == 0xff1b || point == 0xff1a ||
		    point == 0xff08 || point == 0xff09 || point == 0x30fb)
			return true;
	}
	return false;
}

static void set_scene(struct scene *scene)
{
	const struct reading *reading = scene->reading;
	uint32_t words = scene->end - scene->start;
	memset(scene->classes, 0, words * sizeof scene->classes[0]);
	memset(scene->hit, 0, words * sizeof scene->hit[0]);
	memset(scene->figure, 0, words);
	for (uint32_t i = 0; i < words; i++) {
		const struct word *word = &reading->document->words[scene->start + i];
		if (word->gap == GAP_MARK && i > 0)
			scene->classes[i] |= divides(reading_gap(reading, scene->start + i)) ? CLASS_BEHIND_COMMA : CLASS_BEHIND_MARK;
		if ((word->flags & WORD_CHARACTER) != 0)
			scene->classes[i] |= CLASS_CHARACTER;
		else if (word->norm_length <= 2)
			scene->classes[i] |= CLASS_FUNCTION;
		uint32_t particle = word->norm_length <= 8 ? particles_of(reading->particles, word->hash) : 0;
		if ((particle & PARTICLE_AND) != 0)
			scene->classes[i] |= CLASS_AND;
		if ((particle & PARTICLE_IN) != 0)
			scene->classes[i] |= CLASS_IN | CLASS_FUNCTION;
	}
	for (uint32_t i = 0; i < scene->figures_count; i++)
		for (uint32_t w = scene->figures[i].word_start; w < scene->figures[i].word_start + scene->figures[i].word_count && w < scene->end; w++)
			scene->figure[w - scene->start] = (uint8_t)(i + 1);
	for (uint32_t i = reading_hits_from(reading, scene->start); i < reading->hits_count && reading->hits[i].word < scene->end; i++) {
		const struct lexicon_hit *hit = &reading->hits[i];
		uint32_t at = hit->word - scene->start;
		if (hit->kind == LEXICON_STOP)
			scene->classes[at] |= CLASS_FUNCTION;
		if (hit->kind == LEXICON_CUMULATIVE)
			scene->classes[at] |= CLASS_TOTAL;
		if (hit->kind != LEXICON_COUNTED || scene->hits_count == COUNTED_WORDS_MAX || scene->hit[at] != 0)
			continue;
		if (hit->skipped >= 2 && language_word_in(bytes_of(reading_norm(reading, hit->word).data, 2), reading->rules->and_words))
			scene->classes[at] |= CLASS_BEHIND_AND;
		scene->hits[scene->hits_count++] = hit;
		for (uint32_t w = 0; w < hit->words && at + w < words; w++) {
			scene->hit[at + w] = (uint16_t)scene->hits_count;
			if (hit->value == COUNTED_PEOPLE || hit->value == COUNTED_TROOPS)
				scene->classes[at + w] |= CLASS_NOUN;
		}
	}
}

/* What it costs to walk over the gap before a word. */
static uint32_t gap_cost(const struct scene *scene, uint32_t word)
{
	uint16_t class = scene->classes[word - scene->start];
	uint32_t cost = (class & CLASS_BEHIND_AND) != 0 ? COST_AND : 0;
	return cost + ((class & CLASS_BEHIND_COMMA) != 0 ? COST_COMMA : (class & CLASS_BEHIND_MARK) != 0 ? COST_MARK : 0);
}

static uint32_t word_cost(const struct scene *scene, uint32_t word)
{
	uint16_t class = scene->classes[word - scene->start];
	if ((class & CLASS_AND) != 0)
		return COST_AND;
	if ((class & CLASS_NOUN) != 0)
		return 0;
	if ((class & CLASS_CHARACTER) != 0)
		return COST_CHARACTER;
	return (class & CLASS_FUNCTION) != 0 ? COST_FUNCTION_WORD : COST_CONTENT_WORD;
}

struct pairs {
	uint32_t list[PAIRS_MAX];
	uint32_t count;
};

static void add_pair(struct pairs *pairs, uint32_t cost, uint32_t figure, uint32_t hit)
{
	if (pairs->count < PAIRS_MAX)
		pairs->list[pairs->count++] = cost << PAIR_COST_SHIFT | figure << PAIR_FIGURE_SHIFT | hit;
}

/* What it costs to walk over another figure: little over one that counts nothing. */
static uint32_t figure_cost(const struct scene *scene, uint8_t figure)
{
	return may_count(&scene->figures[figure - 1]) ? COST_FIGURE : COST_CONTENT_WORD;
}

/* Walks from a figure to the sentence's end. A figure that is a part (33 of 90 seats) passes over the whole. */
static void walk_behind(const struct scene *scene, uint32_t figure, bool over_next, struct pairs *pairs)
{
	const struct figure *from = &scene->figures[figure];
	uint32_t limit = scene->reading->rules->verb_behind ? LIMIT_BEHIND_LAST : LIMIT_BEHIND;
	if (!from->hard && !from->vague)
		limit = LIMIT_SPELLED;
	uint32_t cost = 0;
	uint16_t seen = 0;
	for (uint32_t word = from->word_start + from->word_count; word < scene->end && cost <= limit; word++) {
		cost += gap_cost(scene, word);
		uint8_t other = scene->figure[word - scene->start];
		if (other != 0 && other != figure + 1) {
			bool whole = over_next && other == figure + 2;
			if (scene->figure[word - 1 - scene->start] != other)
				cost += whole ? 0 : figure_cost(scene, other);
			continue;
		}
		uint16_t hit = scene->hit[word - scene->start];
		if (hit != 0 && hit != seen && cost <= (is_noun(scene->hits[hit - 1]->value) ? LIMIT_NOUN : limit))
			add_pair(pairs, cost, figure, hit - 1u);
		if (hit == 0 || (scene->classes[word - scene->start] & CLASS_NOUN) != 0)
			cost += word_cost(scene, word);
		else if (hit != seen)
			cost += COST_CONTENT_WORD;
		seen = hit;
	}
}

/* "In two raids", "in 14 villages" count no people. */
static bool is_within(const struct scene *scene, const struct figure *figure)
{
	return figure->first_word > scene->start && (scene->classes[figure->first_word - 1 - scene->start] & CLASS_IN) != 0 &&
	       figure->counted == COUNTED_NONE;
}

/* The word behind the figure is a noun that the lexicon does not know as something counted. */
static bool has_other_noun(const struct scene *scene, const struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	if (behind >= scene->end || gap_cost(scene, behind) > 0)
		return false;
	uint32_t at = behind - scene->start;
	return scene->hit[at] == 0 && scene->figure[at] == 0 && (scene->classes[at] & (CLASS_FUNCTION | CLASS_CHARACTER | CLASS_AND)) == 0;
}

static void walk_before(const struct scene *scene, uint32_t figure, struct pairs *pairs)
{
	const struct figure *from = &scene->figures[figure];
	if (from->first_word <= scene->start)
		return;
	uint32_t limit = from->hard || from->vague ? LIMIT_BEFORE : LIMIT_SPELLED;
	uint32_t cost = COST_BEFORE + (has_other_noun(scene, from) && !scene->reading->rules->verb_behind ? COST_OTHER_NOUN : 0);
	uint16_t seen = 0;
	for (uint32_t word = from->first_word; word-- > scene->start && cost <= limit;) {
		cost += gap_cost(scene, word + 1);
		uint32_t at = word - scene->start;
		if (scene->figure[at] != 0 && scene->figure[at] != figure + 1) {
			if (scene->figure[at + 1] != scene->figure[at])
				cost += figure_cost(scene, scene->figure[at]);
			continue;
		}
		uint16_t hit = scene->hit[at];
		/* A noun counts what stands before it; only where words are not segmented may it stand before the number itself. */
		bool noun = hit != 0 && is_noun(scene->hits[hit - 1]->value);
		if ((scene->classes[at] & CLASS_TOTAL) != 0 && limit == LIMIT_BEFORE)
			limit = LIMIT_BEFORE_TOTAL;
		if (hit != 0 && hit != seen && !noun && cost <= limit)
			add_pair(pairs, cost, figure, hit - 1u);
		if (hit == 0 || (scene->classes[at] & CLASS_NOUN) != 0)
			cost += word_cost(scene, word);
		else if (hit != seen)
			cost += COST_CONTENT_WORD;
		seen = hit;
	}
}

static int by_cost(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* A sentence has a few pairs, and they come nearly in order; of a hostile one there are thousands. */
static void sort_pairs(struct pairs *pairs)
{
	if (pairs->count > PAIRS_FEW) {
		qsort(pairs->list, pairs->count, sizeof pairs->list[0], by_cost);
		return;
	}
	for (uint32_t i = 1; i < pairs->count; i++) {
		uint32_t pair = pairs->list[i], k = i;
		for (; k > 0 && pairs->list[k - 1] > pair; k--)
			pairs->list[k] = pairs->list[k - 1];
		pairs->list[k] = pair;
	}
}

/* The cheapest pairs first, one word to one figure. A second word of the same meaning for a figure is used up by it. */
static void assign(const struct scene *scene, struct pairs *pairs, struct counted_figure *counted)
{
	bool used[COUNTED_WORDS_MAX];
	memset(used, 0, scene->hits_count * sizeof used[0]);
	sort_pairs(pairs);
	for (uint32_t i = 0; i < pairs->count; i++) {
		uint32_t hit = pairs->list[i] & PAIR_HIT;
		uint8_t value = (uint8_t)scene->hits[hit]->value;
		uint8_t *figure = &counted[pairs->list[i] >> PAIR_FIGURE_SHIFT & PAIR_FIGURE].counted;
		if (used[hit])
			continue;
		bool weaker = *figure == COUNTED_PEOPLE || *figure == COUNTED_TROOPS;
		if (*figure == COUNTED_NONE || (weaker && !is_noun(value)))
			*figure = value;
		else if (*figure != value)
			continue;
		used[hit] = true;
	}
}

/* The figure behind the word that leads to the value which no longer holds, where another behind "to" is near. */
static void find_changes(const struct scene *scene, struct counted_figure *counted)
{
	const struct reading *reading = scene->reading;
	for (uint32_t i = 0; i + 1 < scene->figures_count; i++) {
		const struct figure *a = &scene->figures[i], *b = &scene->figures[i + 1];
		if (a->first_word == 0 || b->first_word == 0 || a->first_word <= scene->start || b->first_word < a->word_end ||
		    b->first_word - a->word_end > CHANGE_WORDS_MAX || b->first_word > scene->end || a->kind != b->kind)
			continue;
		uint32_t before_a = a->first_word - 1, before_b = b->first_word - 1;
		if (reading_is(reading, before_a, PARTICLE_FROM) && reading_is(reading, before_b, PARTICLE_TO))
			counted[i].superseded = true;
		else if (reading_is(reading, before_a, PARTICLE_TO) && reading_is(reading, before_b, PARTICLE_FROM))
			counted[i + 1].superseded = true;
	}
}

/* 33 of 90 seats; elf der 14 Angeklagten: nothing but "of" and an article between. */
static void find_wholes(const struct scene *scene, struct counted_figure *counted)
{
	for (uint32_t i = 0; i + 1 < scene->figures_count; i++) {
		const struct figure *part = &scene->figures[i], *whole = &scene->figures[i + 1];
		uint32_t from = part->word_start + part->word_count, to = whole->first_word;
		if (!may_count(part) || !may_count(whole) || to <= from || to - from > 2 || to > scene->end || whole->exact <= part->exact)
			continue;
		bool links = true;
		for (uint32_t word = from; word < to; word++)
			links &= gap_cost(scene, word) == 0 && reading_is(scene->reading, word, PARTICLE_OF);
		links &= gap_cost(scene, to) == 0;
		bool one = !part->hard && part->exact == 1.0; /* one of the 60: the sixty are what is counted */
		counted[i + 1].whole = links && !one;
	}
}

static bool is_link(const struct scene *scene, uint32_t word)
{
	const struct reading *reading = scene->reading;
	return reading_is(reading, word, PARTICLE_OF) && !reading_is(reading, word, PARTICLE_IN) &&
	       !bytes_equal(reading_norm(reading, word), bytes_of_string("the"));
}

/* Some of those who are counted already: four of the dead, two wounded who died. A rival total they are not. */
static void find_parts(const struct scene *scene, struct counted_figure *counted)
{
	for (uint32_t i = 0; i < scene->figures_count; i++) {
		const struct figure *figure = &scene->figures[i];
		uint32_t word = figure->word_start + figure->word_count;
		if (!may_count(figure) || figure->vague || word + 1 >= scene->end)
			continue;
		bool multiplied = figure->exact >= 1000.0 && figure->word_count > 1; /* 2 millones de personas */
		if (is_link(scene, word) && !multiplied && gap_cost(scene, word) == 0 && !(i + 1 < scene->figures_count && counted[i + 1].whole))
			counted[i].superseded = true;
		if (figure->counted != COUNTED_INJURED)
			continue;
		uint32_t cost = 0;
		for (; word < scene->end && cost <= LIMIT_PART && scene->figure[word - scene->start] == 0; word++) {
			uint16_t hit = scene->hit[word - scene->start];
			cost += gap_cost(scene, word);
			if (hit != 0 && scene->hits[hit - 1]->value == COUNTED_DEAD && cost <= LIMIT_PART)
				counted[i].superseded = true;
			if (hit == 0)
				cost += word_cost(scene, word);
		}
	}
}

/* Forty-eight of the 86 men: where only people are counted it is the whole that another text would state. */
static void settle_wholes(const struct scene *scene, struct counted_figure *counted)
{
	for (uint32_t i = 0; i + 1 < scene->figures_count; i++) {
		if (!counted[i + 1].whole || (counted[i].counted != COUNTED_PEOPLE && counted[i].counted != COUNTED_TROOPS))
			continue;
		counted[i].superseded = true;
		counted[i + 1].whole = false;
		counted[i + 1].counted = counted[i].counted;
	}
}

/* Whether something that is counted stands in a sentence, or is written on to one of its figures. */
static bool counts_something(const struct scene *scene)
{
	bool something = false;
	for (uint32_t word = scene->start; word < scene->end; word++)
		something |= (scene->reading->kinds[word] & 1u << LEXICON_COUNTED) != 0;
	for (uint32_t i = 0; i < scene->figures_count; i++)
		something |= scene->figures[i].counted != COUNTED_NONE;
	return something;
}

void counted_find(const struct reading *reading, const struct figure *figures, uint32_t count, struct counted_figure *ret_counted)
{
	for (uint32_t i = 0; i < count; i++)
		ret_counted[i] = (struct counted_figure){ .counted = figures[i].kind == FIGURE_COUNT ? figures[i].counted : COUNTED_NONE };
	uint32_t countable = 0;
	for (uint32_t i = 0; i < count; i++)
		countable += may_count(&figures[i]);
	if (countable == 0 && count < 2)
		return;
	struct scene scene; /* large: what is read of it is set in set_scene */
	scene.reading = reading;
	scene.figures = figures;
	scene.figures_count = count < COUNTED_FIGURES_MAX ? count : COUNTED_FIGURES_MAX;
	scene.start = figures[0].sentence_start;
	scene.end = figures[0].sentence_end;
	scene.hits_count = 0;
	if (scene.end - scene.start > COUNTED_WORDS_MAX)
		scene.end = scene.start + COUNTED_WORDS_MAX;
	find_changes(&scene, ret_counted);
	if (countable == 0 || !counts_something(&scene))
		return;
	set_scene(&scene);
	find_wholes(&scene, ret_counted);
	find_parts(&scene, ret_counted);
	struct pairs pairs;
	pairs.count = 0;
	for (uint32_t i = 0; i < scene.figures_count; i++) {
		if (!may_count(&figures[i]) || ret_counted[i].superseded || ret_counted[i].whole || figures[i].word_end > scene.end ||
		    is_within(&scene, &figures[i]))
			continue;
		ret_counted[i].counted = COUNTED_NONE;
		walk_behind(&scene, i, i + 1 < scene.figures_count && ret_counted[i + 1].whole, &pairs);
		walk_before(&scene, i, &pairs);
	}
	assign(&scene, &pairs, ret_counted);
	for (uint32_t i = 0; i < scene.figures_count; i++)
		if (may_count(&figures[i]) && ret_counted[i].counted == COUNTED_NONE && !ret_counted[i].superseded && !ret_counted[i].whole)
			ret_counted[i].counted = figures[i].counted; /* written on to it: 95명 */
	settle_wholes(&scene, ret_counted);
}
