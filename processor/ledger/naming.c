#include "naming.h"

#include "hash.h"

#define SAYS_NOTHING 0

/* What an article says in an assertion, whatever version of it and whichever of its claims. */
static uint64_t says(const struct derived_assertion *assertion)
{
	const struct ledger_article *article = assertion->article;
	uint32_t at = assertion->claim;
	if (at == NO_CLAIM)
		return SAYS_NOTHING;
	const struct claim *claim = at < article->claims_count ? &article->claims[at] : NULL;
	const struct placed_figure *figure = claim == NULL ? &article->figures[at - article->claims_count] : NULL;
	if (claim != NULL && claim->kind == FIGURE_ACTOR)
		return claim->context[0];
	double number = claim != NULL ? claim->exact : figure->readings[0];
	uint64_t bits, date = claim != NULL ? (uint32_t)claim->date : (uint32_t)figure->date;
	memcpy(&bits, &number, sizeof bits);
	return hash_mix(bits ^ hash_mix(date)) | 1;
}

/* What the articles of a discrepancy say, in their order. */
struct statements {
	const struct derived *of;
	uint64_t says[DERIVED_ASSERTIONS_MAX];
};

static bool is_made(const struct statements *statements, const struct derived_assertion *by, uint64_t said, bool by_anyone)
{
	for (uint32_t i = 0; i < statements->of->assertions_count; i++)
		if (statements->says[i] == said && (by_anyone || bytes_equal(statements->of->assertions[i].article->uri, by->article->uri)))
			return true;
	return false;
}

/* Two statements that differ stand in both. Of a place in a long story the same two numbers are enough: its texts are not
 * all laid side by side. */
static bool is_same_matter(const struct ledger_story *story, const struct derived *open, const struct statements *news)
{
	bool any = false, long_place = open->measure == 0 && ledger_story_forgets(story, 0) && strcmp(open->slot, news->of->slot) == 0;
	uint64_t first = SAYS_NOTHING;
	if (open->type != news->of->type || open->measure != news->of->measure)
		return false;
	for (uint32_t i = 0; i < open->assertions_count; i++) {
		uint64_t said = says(&open->assertions[i]);
		if ((any && said == first) || !is_made(news, &open->assertions[i], said, long_place))
			continue;
		if (any)
			return true;
		any = true;
		first = said;
	}
	return false;
}

uint64_t naming_bits(const struct derived *derived)
{
	uint64_t bits = 0;
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		bits |= (uint64_t)1 << says(&derived->assertions[i]) % 64;
	return bits;
}

bool naming_all_stand(const struct ledger_story *story, const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count && story->left; i++)
		if (!ledger_story_has(story, derived->assertions[i].article))
			return false;
	return true;
}

/* The open ones by their ids. */
struct ids {
	uint32_t *places; /* + 1; 0 in a free one */
	uint32_t mask;
};

static struct ids ids_of_open(const struct ledger_story *story, struct arena *scratch)
{
	uint32_t places = 16;
	while (places < 2 * story->known_count)
		places *= 2;
	struct ids ids = { arena_take_cleared(scratch, places, sizeof *ids.places), places - 1 };
	for (uint32_t k = 0; k < story->known_count; k++) {
		uint32_t at = (uint32_t)story->known[k].last.id & ids.mask;
		while (ids.places[at] != 0)
			at = (at + 1) & ids.mask;
		ids.places[at] = k + 1;
	}
	return ids;
}

static uint32_t open_of(const struct ledger_story *story, const struct ids *ids, uint64_t id)
{
	for (uint32_t at = (uint32_t)id & ids->mask; ids->places[at] != 0; at = (at + 1) & ids->mask)
		if (story->known[ids->places[at] - 1].last.id == id)
			return ids->places[at] - 1;
	return NOT_OPEN;
}

static void go_on(struct ledger_story *story, uint32_t open, struct derived *derived)
{
	story->known[open].goes_on = true;
	derived->open = open;
	derived->id = story->known[open].last.id;
}

static void go_on_by_id(struct ledger_story *story, struct arena *scratch, struct derived_list *list)
{
	struct ids ids = ids_of_open(story, scratch);
	for (uint32_t k = 0; k < story->known_count; k++)
		story->known[k].goes_on = false;
	for (uint32_t i = 0; i < list->count; i++) {
		list->items[i].open = open_of(story, &ids, list->items[i].id);
		if (list->items[i].open != NOT_OPEN)
			go_on(story, list->items[i].open, &list->items[i]);
	}
}

/* By what is said: the first open one of the matter that goes on in none so far. */
static void go_on_by_matter(struct ledger_story *story, bool (*looked_at)(const struct ledger_story *, const struct derived *),
                            struct derived *derived)
{
	struct statements news = { .of = derived };
	uint64_t bits = 0;
	for (uint32_t i = 0; i < derived->assertions_count; i++) {
		news.says[i] = says(&derived->assertions[i]);
		bits |= (uint64_t)1 << news.says[i] % 64;
	}
	for (uint32_t k = 0; k < story->known_count && derived->open == NOT_OPEN; k++) {
		const struct known *known = &story->known[k];
		if (!known->goes_on && (known->bits & bits) != 0 && is_same_matter(story, &known->last, &news) && looked_at(story, &known->last))
			go_on(story, k, derived);
	}
}

static bool adds_nothing(const struct ledger_story *story, const struct derived *open, const struct derived *derived)
{
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		if (!derived_has(open, derived->assertions[i].article))
			return false;
	return naming_all_stand(story, open);
}

/* What still stands of an open discrepancy, and behind it what is new, as much as there is room for. */
static void take_along(const struct ledger_story *story, const struct derived *open, struct derived *derived)
{
	struct derived_assertion assertions[DERIVED_ASSERTIONS_MAX];
	struct derived joined = *derived;
	joined.assertions = assertions;
	joined.assertions_count = 0;
	for (uint32_t i = 0; i < open->assertions_count; i++)
		if (!story->left || ledger_story_has(story, open->assertions[i].article))
			derived_insert(&joined, open->assertions[i].article, open->assertions[i].claim);
	for (uint32_t i = 0; i < derived->assertions_count; i++)
		if (!derived_has(&joined, derived->assertions[i].article))
			derived_insert(&joined, derived->assertions[i].article, derived->assertions[i].claim);
	derived_count(&joined);
	joined.confidence = open->confidence > derived->confidence ? open->confidence : derived->confidence;
	joined.severity = open->severity > derived->severity ? open->severity : derived->severity;
	joined.assertions = derived->assertions;
	memcpy(joined.assertions, assertions, joined.assertions_count * sizeof *assertions);
	*derived = joined;
}

static bool says_two_things(const struct derived *derived)
{
	for (uint32_t i = 1; i < derived->assertions_count; i++)
		if (says(&derived->assertions[i]) != says(&derived->assertions[0]))
			return true;
	return false;
}

/* One of a place that the pairings of today do not find, and not all of whose articles say it still: it goes on with those
 * that do. */
static void stay(struct ledger_story *story, uint32_t open, struct derived_list *list)
{
	const struct derived *last = &story->known[open].last;
	bool sure = last->confidence >= KEPT_SURE && story->known_count <= KEPT_MAX && !naming_all_stand(story, last);
	struct derived *derived = sure ? derived_next(list) : NULL;
	if (derived == NULL)
		return;
	struct derived_assertion *assertions = derived->assertions;
	*derived = *last;
	derived->assertions = assertions;
	derived->assertions_count = 0;
	take_along(story, last, derived);
	if (says_two_things(derived))
		go_on(story, open, derived);
	else
		list->count--;
}

void naming_go_on(struct ledger_story *story, bool (*looked_at)(const struct ledger_story *, const struct derived *),
                  struct arena *scratch, struct derived_list *list)
{
	uint32_t count = list->count;
	go_on_by_id(story, scratch, list);
	for (uint32_t i = 0; i < count; i++)
		if (list->items[i].open == NOT_OPEN)
			go_on_by_matter(story, looked_at, &list->items[i]);
	if (!ledger_story_forgets(story, 0))
		return;
	for (uint32_t i = 0; i < count; i++) {
		struct derived *derived = &list->items[i];
		const struct derived *open = derived->open == NOT_OPEN || derived->measure != 0 ? NULL : &story->known[derived->open].last;
		if (open != NULL && adds_nothing(story, open, derived))
			derived->unchanged = true;
		else if (open != NULL)
			take_along(story, open, derived);
	}
	for (uint32_t k = 0; k < story->known_count; k++)
		if (!story->known[k].goes_on && story->known[k].last.measure == 0)
			stay(story, k, list);
}
