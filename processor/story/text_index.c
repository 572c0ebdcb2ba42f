#include "text_index.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "check.h"
#include "sketch_compare.h"

#define CAPACITY_MIN 1024u
#define HUGE_PAGE ((size_t)1 << 21)

/* An empty window of that capacity. */
static void window_open(struct text_index *index, uint32_t capacity)
{
	size_t bytes = lsh_index_bytes(capacity), page = bytes < HUGE_PAGE ? 64 : HUGE_PAGE;
	bytes = (bytes + page - 1) / page * page;
	index->memory = aligned_alloc(page, bytes);
	index->articles = malloc(capacity * sizeof *index->articles);
	CHECK(index->memory != NULL && index->articles != NULL);
	if (page == HUGE_PAGE)
		madvise(index->memory, bytes, MADV_HUGEPAGE); /* faster where the system has them; else nothing changes */
	memset(index->memory, 0, bytes);
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
}

static void put(struct text_index *index, struct story_article *articles, uint32_t article)
{
	struct lsh_probe probe;
	lsh_index_probe(&index->window, &articles[article].text, &probe);
	uint32_t place = lsh_index_add(&index->window, &probe, articles[article].came);
	index->articles[place] = article;
	articles[article].text_place = place;
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
		if (old.articles[place] != NO_INDEX)
			put(index, articles, old.articles[place]);
	text_index_free(&old);
}

void text_index_add(struct text_index *index, struct story_article *articles, uint32_t article)
{
	articles[article].text_place = NO_INDEX;
	if (articles[article].text.set_size == 0)
		return; /* resembles nothing */
	if (index->window.count == index->window.capacity)
		renew(index, articles);
	put(index, articles, article);
	index->count++;
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
