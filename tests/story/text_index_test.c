#include "text_index.h"

#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "hash.h"
#include "sketch_fill.h"

#define ARTICLES 5000u
#define SHINGLES 210

static const struct kernel *kernel;
static struct story_article articles[ARTICLES + 16];

/* A text that shares `shared` of its shingles with text `of`. */
static struct text_sketch text_of(uint64_t number, uint64_t of, size_t shared)
{
	uint64_t shingles[SHINGLES];
	struct text_sketch sketch;
	for (size_t i = 0; i < SHINGLES; i++)
		shingles[i] = hash_mix(((i < shared ? of : number) << 16) + i + 1);
	sketch_fill(kernel, TEXT_SKETCH_FSS32, 1, shingles, SHINGLES, &sketch);
	return sketch;
}

static uint32_t copied(const struct text_index *index, const struct text_sketch *sketch)
{
	double similarity = -1.0;
	uint32_t article = text_index_copied(index, articles, sketch, 0.5, &similarity);
	CHECK_THAT((article == NO_INDEX) == (similarity == -1.0));
	CHECK_THAT(article == NO_INDEX || (similarity >= 0.5 && similarity <= 1.0));
	return article;
}

/* Far past the first window: all are found, by re-edited copies too, and what was removed is not. */
static void grows(void)
{
	struct text_index index;
	text_index_init(&index, kernel);
	for (uint32_t i = 0; i < ARTICLES; i++) {
		articles[i].text = text_of(i, i, 0);
		CHECK_THAT(copied(&index, &articles[i].text) == NO_INDEX);
		text_index_add(&index, articles, i);
	}
	for (uint32_t i = 0; i < ARTICLES; i++) {
		struct text_sketch copy = text_of(ARTICLES + i, i, 180);
		CHECK_THAT(copied(&index, &copy) == i);
	}
	for (uint32_t i = 0; i < ARTICLES; i += 2)
		text_index_remove(&index, articles, i);
	CHECK_THAT(index.count == ARTICLES / 2);
	for (uint32_t i = 0; i < ARTICLES; i++)
		CHECK_THAT(copied(&index, &articles[i].text) == (i % 2 == 0 ? NO_INDEX : i));
	text_index_free(&index);
}

/* Articles come and go, one stays: the window is made anew again and again and does not grow, and that one is found. */
static void keeps_its_size(void)
{
	struct text_index index;
	text_index_init(&index, kernel);
	articles[ARTICLES].text = text_of(1u << 20, 0, 0);
	text_index_add(&index, articles, ARTICLES);
	uint32_t capacity = index.window.capacity;
	for (uint32_t i = 0; i < 20 * capacity; i++) {
		uint32_t article = i % 100;
		if (i >= 100)
			text_index_remove(&index, articles, article);
		articles[article].text = text_of(i, 0, 0);
		text_index_add(&index, articles, article);
		if (i % 97 == 0)
			CHECK_THAT(copied(&index, &articles[ARTICLES].text) == ARTICLES && copied(&index, &articles[article].text) == article);
	}
	CHECK_THAT(index.window.capacity == capacity && index.count == 101);
	text_index_free(&index);
}

/* The most similar one; of equals the one added last, also when the order in memory is another. */
static void picks_the_best(void)
{
	struct text_index index;
	text_index_init(&index, kernel);
	struct text_sketch asked = text_of(1, 0, 0);
	articles[7].text = text_of(2, 1, 170);
	articles[3].text = text_of(3, 1, 200);
	articles[5].text = text_of(4, 1, 150);
	for (uint32_t i = 3; i <= 7; i += 2)
		text_index_add(&index, articles, i);
	CHECK_THAT(copied(&index, &asked) == 3);
	articles[1].text = articles[9].text = articles[2].text = asked;
	text_index_add(&index, articles, 9);
	text_index_add(&index, articles, 1);
	CHECK_THAT(copied(&index, &asked) == 1);
	text_index_add(&index, articles, 2);
	CHECK_THAT(copied(&index, &asked) == 2);
	text_index_remove(&index, articles, 2);
	text_index_remove(&index, articles, 1);
	CHECK_THAT(copied(&index, &asked) == 9);
	text_index_free(&index);
}

/* No shingles resemble nothing, and come and go like any other. */
static void takes_empty_texts(void)
{
	struct text_index index;
	text_index_init(&index, kernel);
	sketch_fill(kernel, TEXT_SKETCH_FSS32, 1, NULL, 0, &articles[0].text);
	text_index_add(&index, articles, 0);
	CHECK_THAT(index.count == 0 && copied(&index, &articles[0].text) == NO_INDEX);
	text_index_remove(&index, articles, 0);
	CHECK_THAT(index.count == 0);
	text_index_free(&index);
}

int main(void)
{
	CHECK(kernel_select(cpu_features(), NULL, &kernel) == STATUS_OK);
	grows();
	keeps_its_size();
	picks_the_best();
	takes_empty_texts();
	return check_that_result();
}
