#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "lsh_index.h"
#include "parallax_sketch.h"

#define LINE ((size_t)64)
#define HUGE_PAGE ((size_t)1 << 21)

_Static_assert(PARALLAX_MATCHES_MAX == LSH_CANDIDATES && PARALLAX_INDEX_MAX == LSH_CAPACITY_MAX, "one bound");

struct parallax_index {
	struct lsh_index lsh;
	void *memory;
	struct parallax_signature kind; /* its first four fields are those of all signatures in the index, once there is one */
};

size_t parallax_index_bytes(uint32_t capacity)
{
	return capacity == 0 || capacity > PARALLAX_INDEX_MAX ? 0 : lsh_index_bytes(capacity);
}

struct parallax_index *parallax_index_new(uint32_t capacity)
{
	size_t bytes = parallax_index_bytes(capacity), page = bytes < HUGE_PAGE ? LINE : HUGE_PAGE;
	struct parallax_index *index = calloc(1, sizeof *index);
	if (index == NULL || bytes == 0) {
		free(index);
		return NULL;
	}
	bytes = (bytes + page - 1) / page * page;
	index->memory = aligned_alloc(page, bytes);
	if (index->memory == NULL) {
		free(index);
		return NULL;
	}
#if defined(MADV_HUGEPAGE)
	if (page == HUGE_PAGE)
		madvise(index->memory, bytes, MADV_HUGEPAGE);
#endif
	memset(index->memory, 0, bytes);
	lsh_index_init(&index->lsh, capacity, index->memory);
	return index;
}

void parallax_index_free(struct parallax_index *index)
{
	if (index == NULL)
		return;
	free(index->memory);
	free(index);
}

static void probe(const struct parallax_index *index, const struct parallax_signature *signature, struct lsh_probe *ret_probe)
{
	struct text_sketch sketch;
	memcpy(&sketch, signature, sizeof sketch);
	lsh_index_probe(&index->lsh, &sketch, ret_probe);
}

static bool fits(const struct parallax_index *index, const struct parallax_signature *signature)
{
	const struct parallax_signature *kind = &index->kind;
	return kind->k == 0 || (kind->scheme == signature->scheme && kind->k == signature->k && kind->seed == signature->seed &&
	                        kind->normaliser == signature->normaliser);
}

void parallax_index_prefetch(const struct parallax_index *index, const struct parallax_signature *signature)
{
	struct lsh_probe unused;
	probe(index, signature, &unused);
}

/* Equal places of a form from which on the estimate may be said to be min_jaccard: (16 e / K - 1) / 15 >= J. */
static uint32_t equal_from(double min_jaccard)
{
	uint32_t equal = 0;
	while (equal < PARALLAX_K && sketch_form_jaccard(equal) < min_jaccard)
		equal++;
	return equal;
}

enum parallax_status parallax_index_find(const struct parallax_index *index, const struct parallax_signature *signature, double min_jaccard,
                                         struct parallax_match ret_matches[PARALLAX_MATCHES_MAX], uint32_t *ret_count)
{
	struct lsh_match matches[LSH_CANDIDATES];
	struct lsh_probe wanted;
	if (!fits(index, signature))
		return PARALLAX_NOT_COMPARABLE;
	probe(index, signature, &wanted);
	uint32_t count = lsh_index_find(&index->lsh, &wanted, equal_from(min_jaccard), matches);
	for (uint32_t i = 0; i < count; i++)
		ret_matches[i] = (struct parallax_match){ matches[i].id, sketch_form_jaccard(matches[i].equal) };
	*ret_count = count;
	return PARALLAX_OK;
}

enum parallax_status parallax_index_add(struct parallax_index *index, const struct parallax_signature *signature, int64_t time, uint32_t *ret_id)
{
	struct lsh_probe added;
	if (!fits(index, signature))
		return PARALLAX_NOT_COMPARABLE;
	index->kind = *signature;
	probe(index, signature, &added);
	uint32_t id = lsh_index_add(&index->lsh, &added, time);
	if (ret_id != NULL)
		*ret_id = id;
	return PARALLAX_OK;
}

enum parallax_status parallax_index_remove(struct parallax_index *index, const struct parallax_signature *signature, uint32_t id)
{
	struct lsh_probe removed;
	if (!fits(index, signature) || id >= index->lsh.capacity)
		return PARALLAX_NOT_COMPARABLE;
	probe(index, signature, &removed);
	lsh_index_remove(&index->lsh, &removed, id);
	return PARALLAX_OK;
}

void parallax_index_evict(struct parallax_index *index, int64_t before)
{
	lsh_index_evict(&index->lsh, before);
}

uint32_t parallax_index_count(const struct parallax_index *index)
{
	return index->lsh.count;
}

uint64_t parallax_index_overflows(const struct parallax_index *index)
{
	return index->lsh.overflows;
}
