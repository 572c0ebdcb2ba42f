/* text_index.h: which articles of the open stories have a text much like this one: copies, re-edited copies, later
 * versions. The kernel's LSH index (lsh_index.h) over article numbers, growing with what is open: when its window is full
 * it is made anew of the articles still in it, for as many again or, if most had been removed, for as many as before, so
 * that an article costs the same however many there are: 181 to 362 bytes, and 4 for its number. That takes a third of a
 * microsecond an article, a third of a second with a million: once for as many articles as there were. */
#ifndef PARALLAX_STORY_TEXT_INDEX_H
#define PARALLAX_STORY_TEXT_INDEX_H

#include "kernel.h"
#include "lsh_index.h"
#include "status.h"
#include "story_types.h"

struct text_index {
	const struct kernel *kernel;
	struct lsh_index window;
	void *memory;       /* the window's */
	uint32_t *articles; /* by the window's ids; NO_INDEX once removed */
	uint32_t count;     /* articles in the index */
	uint32_t *changed;  /* whose text_fallen changed; whoever has read them sets the count to 0 */
	uint32_t changed_count, changed_capacity;
};

void text_index_init(struct text_index *index, const struct kernel *kernel);
void text_index_free(struct text_index *index);

/* Adds articles[article] by its text; sets its text_place and text_fallen, and that of what falls out of a band by it. */
void text_index_add(struct text_index *index, struct story_article *articles, uint32_t article);

/* Builds the same again: an empty index begins with the capacity that the window had, takes in each article but for the bands
 * that it had fallen out of, in the same order, and ends with as many entries as the window had, what was removed included. */
enum status text_index_restore_begin(struct text_index *index, uint32_t capacity);
enum status text_index_restore(struct text_index *index, struct story_article *articles, uint32_t article);
enum status text_index_restore_end(struct text_index *index, uint32_t entries);

/* Takes out what was added, by the same text; nothing else may be added as the same article before. */
void text_index_remove(struct text_index *index, const struct story_article *articles, uint32_t article);

/* The article whose text resembles the sketch most, of equals the one added last, if its similarity (sketch_compare.h)
 * is at least similarity_min >= 0.5; else NO_INDEX. Compares LSH_CANDIDATES texts at most, whatever the input. */
uint32_t text_index_copied(const struct text_index *index, const struct story_article *articles,
                           const struct text_sketch *sketch, double similarity_min, double *ret_similarity);

#endif
