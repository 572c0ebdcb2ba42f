#include "text_index.h"

#include <stdlib.h>
#include <string.h>

#include "grow.h"
#include "lines.h"
#include "sketch_compare.h"

#define CAPACITY_MIN 1024u

/* An empty window of that capacity. */
static void window_open(struct text_index *index, uint32_t capacity)
{
	index->memory = lines_take(lsh_index_bytes(capacity));
	index->articles = malloc(capacity * sizeof *index->articles);
	CHECK(index->articles != NULL);
	lsh_index_init(&index->window, capacity, index->memory);
}

void text_index_init(struct text_index *index, const struct kernel *kernel)
{
	*index = (struct text_index){ .kernel = kernel };
	window_open(index, CAPACITY_MIN);
}

void text_index_free(struct text_index *index)
{
	free(index->memory);
	free(index->articles);
	free(index->changed);
}

static void note_change(struct text_index *index, uint32_t article)
{
	GROW(index->changed, index->changed_count, index->changed_capacity);
	index->changed[index->changed_count++] = article;
}

static void put(struct text_index *index, struct story_article *articles, uint32_t article, uint32_t without)
{
	struct lsh_probe probe;
	uint32_t forgotten[BANDS_COUNT];
	lsh_index_probe(&index->window, &articles[article].text, &probe);
	uint32_t place = lsh_index_add_to(&index->window, &probe, articles[article].came, ~without, forgotten);
	index->articles[place] = article;
	articles[article].text_place = place;
	articles[article].text_fallen = without;
	for (uint32_t band = 0; band < probe.bands; band++)
		if (forgotten[band] != UINT32_MAX) {
			articles[index->articles[forgotten[band]]].text_fallen |= 1u << band;
			note_change(index, index->articles[forgotten[band]]);
		}
}

/* A full window made anew of what is still in it, in the same order. */
static void renew(struct text_index *index, struct story_article *articles)
{
	struct text_index old = *index;
	uint32_t capacity = old.window.capacity;
	CHECK(capacity <= LSH_CAPACITY_MAX / 2);
	window_open(index, index->count > capacity / 2 ? 2 * capacity : capacity);
	index->window.overflows = old.window.overflows;
	for (uint32_t i = 0, place = lsh_index_oldest(&old.window); i < capacity; i++, place = place + 1 == capacity ? 0 : place + 1)
		if (old.articles[place] != NO_INDEX) {
			note_change(index, old.articles[place]);
			put(index, articles, old.articles[place], 0);
		}
	free(old.memory);
	free(old.articles);
}

void text_index_add(struct text_index *index, struct story_article *articles, uint32_t article)
{
	articles[article].text_place = NO_INDEX;
	if (articles[article].text.set_size == 0)
		return; /* resembles nothing */
	if (index->window.count == index->window.capacity)
		renew(index, articles);
	put(index, articles, article, 0);
	index->count++;
}

enum status text_index_restore_begin(struct text_index *index, uint32_t capacity)
{
	if (capacity < CAPACITY_MIN || capacity > LSH_CAPACITY_MAX)
		return STATUS_BAD_INPUT;
	free(index->memory);
	free(index->articles);
	window_open(index, capacity);
	return STATUS_OK;
}

enum status text_index_restore(struct text_index *index, struct story_article *articles, uint32_t article)
{
	articles[article].text_place = NO_INDEX;
	if (articles[article].text.set_size == 0)
		return STATUS_OK;
	if (index->window.count == index->window.capacity)
		return STATUS_BAD_INPUT;
	put(index, articles, article, articles[article].text_fallen);
	index->count++;
	return STATUS_OK;
}

enum status text_index_restore_end(struct text_index *index, uint32_t entries)
{
	if (entries < index->window.count || entries > index->window.capacity)
		return STATUS_BAD_INPUT;
	/* What was removed stands last here: only the order of what is left is ever asked for. */
	while (index->window.count < entries) {
		index->articles[index->window.next] = NO_INDEX;
		index->window.next = (index->window.next + 1) % index->window.capacity;
		index->window.count++;
	}
	index->changed_count = 0;
	return STATUS_OK;
}

void text_index_remove(struct text_index *index, const struct story_article *articles, uint32_t article)
{
	uint32_t place = articles[article].text_place;
	struct lsh_probe probe;
	if (place == NO_INDEX)
		return;
	CHECK(index->articles[place] == article);
	lsh_index_probe(&index->window, &articles[article].text, &probe);
	lsh_index_remove(&index->window, &probe, place);
	index->articles[place] = NO_INDEX;
	index->count--;
}

/* How many entries have been added since that one. */
static uint32_t age_of(const struct lsh_index *window, uint32_t id)
{
	return id < window->next ? window->next - 1 - id : window->next - 1 - id + window->capacity;
}

uint32_t text_index_copied(const struct text_index *index, const struct story_article *articles,
                           const struct text_sketch *sketch, double similarity_min, double *ret_similarity)
{
	struct lsh_match matches[LSH_CANDIDATES];
	struct lsh_probe probe;
	uint32_t best = NO_INDEX, best_age = 0;
	double best_similarity = similarity_min;
	lsh_index_probe(&index->window, sketch, &probe);
	uint32_t count = lsh_index_find(&index->window, &probe, LSH_EQUAL_HALF, matches);
	for (uint32_t i = 0; i < count; i++) {
		struct sketch_similarity similarity;
		uint32_t article = index->articles[matches[i].id], age = age_of(&index->window, matches[i].id);
		CHECK(article != NO_INDEX);
		if (sketch_compare(index->kernel, sketch, &articles[article].text, &similarity) != STATUS_OK)
			continue;
		bool better = similarity.jaccard > best_similarity || (similarity.jaccard == best_similarity && (best == NO_INDEX || age < best_age));
		if (!better)
			continue;
		best = article;
		best_age = age;
		best_similarity = similarity.jaccard;
	}
	if (best != NO_INDEX)
		*ret_similarity = best_similarity;
	return best;
}
