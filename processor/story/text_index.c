#include "text_index.h"

#include <stdlib.h>
#include <string.h>

#include "bands.h"
#include "grow.h"

void text_index_init(struct text_index *index, const struct kernel *kernel)
{
	*index = (struct text_index){ .kernel = kernel };
	map64_init(&index->by_band);
}

void text_index_free(struct text_index *index)
{
	map64_free(&index->by_band);
	free(index->buckets);
	free(index->free);
}

static struct text_bucket *bucket_of(const struct text_index *index, uint64_t band)
{
	const uint64_t *place = map64_find(&index->by_band, band);
	return place == NULL ? NULL : &index->buckets[*place];
}

static struct text_bucket *bucket_new(struct text_index *index, uint64_t band)
{
	uint32_t at;
	if (index->free_count > 0) {
		at = index->free[--index->free_count];
	} else {
		GROW(index->buckets, index->count, index->capacity);
		at = index->count++;
	}
	index->buckets[at] = (struct text_bucket){ .count = 0 };
	*map64_put(&index->by_band, band) = at;
	return &index->buckets[at];
}

void text_index_add(struct text_index *index, const struct text_sketch *sketch, uint32_t article)
{
	uint64_t bands[BANDS_COUNT];
	size_t count = bands_keys(sketch, bands);
	for (size_t i = 0; i < count; i++) {
		struct text_bucket *bucket = bucket_of(index, bands[i]);
		if (bucket == NULL)
			bucket = bucket_new(index, bands[i]);
		if (bucket->count < TEXT_INDEX_BUCKET) {
			bucket->articles[bucket->count++] = article;
			continue;
		}
		bucket->articles[bucket->next] = article;
		bucket->next = (bucket->next + 1) % TEXT_INDEX_BUCKET;
		index->overflows++;
	}
}

void text_index_remove(struct text_index *index, const struct text_sketch *sketch, uint32_t article)
{
	uint64_t bands[BANDS_COUNT];
	size_t count = bands_keys(sketch, bands);
	for (size_t i = 0; i < count; i++) {
		struct text_bucket *bucket = bucket_of(index, bands[i]);
		uint32_t at = 0;
		while (bucket != NULL && at < bucket->count && bucket->articles[at] != article)
			at++;
		if (bucket == NULL || at == bucket->count)
			continue; /* it had fallen out of a full bucket */
		bucket->count--;
		memmove(bucket->articles + at, bucket->articles + at + 1, (bucket->count - at) * sizeof *bucket->articles);
		bucket->next = 0;
		if (bucket->count > 0)
			continue;
		GROW(index->free, index->free_count, index->free_capacity);
		index->free[index->free_count++] = (uint32_t)(bucket - index->buckets);
		map64_remove(&index->by_band, bands[i]);
	}
}

uint32_t text_index_candidates(const struct text_index *index, const struct text_sketch *sketch,
                               uint32_t ret_articles[TEXT_INDEX_CANDIDATES])
{
	uint64_t bands[BANDS_COUNT];
	size_t bands_count = bands_keys(sketch, bands);
	uint32_t count = 0;
	for (size_t i = 0; i < bands_count; i++) {
		const struct text_bucket *bucket = bucket_of(index, bands[i]);
		for (uint32_t k = 0; bucket != NULL && k < bucket->count && count < TEXT_INDEX_CANDIDATES; k++) {
			uint32_t seen = 0;
			while (seen < count && ret_articles[seen] != bucket->articles[k])
				seen++;
			if (seen == count)
				ret_articles[count++] = bucket->articles[k];
		}
	}
	return count;
}
