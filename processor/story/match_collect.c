#include "match_collect.h"

#define KEYS_MAX (MATCH_KEYS + MATCH_WORDS)
#define MET_SLOTS 1024 /* more than twice MATCH_POSTINGS */

struct posting_list {
	double gain; /* weight over the length of the list */
	uint32_t key;
};

static bool gains_more(const struct posting_list *left, const struct posting_list *right)
{
	return left->gain != right->gain ? left->gain > right->gain : left->key < right->key;
}

static void sift_down(struct posting_list *heap, uint32_t count, uint32_t at)
{
	struct posting_list moved = heap[at];
	for (uint32_t child; (child = 2 * at + 1) < count; at = child) {
		child += child + 1 < count && gains_more(&heap[child + 1], &heap[child]);
		if (!gains_more(&heap[child], &moved))
			break;
		heap[at] = heap[child];
	}
	heap[at] = moved;
}

/* The lists as a heap, the one that gains most at its root: few of them are read. */
static uint32_t heap_of(const struct match_article *article, struct posting_list heap[KEYS_MAX])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < article->keys_count; i++)
		if (article->keys[i].entry != NULL)
			heap[count++] = (struct posting_list){ article->keys[i].presence * article->keys[i].weight / article->keys[i].entry->count, i };
	for (uint32_t i = count / 2; i > 0; i--)
		sift_down(heap, count, i - 1);
	return count;
}

/* The stories met, with what they collect. */
struct met {
	uint32_t stories[MATCH_POSTINGS];
	double weights[MATCH_POSTINGS];
	uint32_t count;
	uint16_t slots[MET_SLOTS]; /* index + 1 */
};

static void meet(struct met *met, uint32_t story, double weight)
{
	uint32_t slot = (story * 0x9e3779b1u >> 16) % MET_SLOTS;
	for (; met->slots[slot] != 0; slot = (slot + 1) % MET_SLOTS)
		if (met->stories[met->slots[slot] - 1] == story) {
			met->weights[met->slots[slot] - 1] += weight;
			return;
		}
	met->stories[met->count] = story;
	met->weights[met->count] = weight;
	met->slots[slot] = (uint16_t)++met->count;
}

static uint32_t read_postings(const struct match_article *article, struct met *met)
{
	struct posting_list heap[KEYS_MAX];
	uint32_t stories[MATCH_POSTINGS];
	uint32_t read = 0;
	for (uint32_t lists = heap_of(article, heap); lists > 0 && read < MATCH_POSTINGS;) {
		const struct match_key *key = &article->keys[heap[0].key];
		uint32_t count = fact_entry_stories(key->entry, MATCH_POSTINGS - read, stories);
		for (uint32_t i = 0; i < count; i++)
			meet(met, stories[i], key->presence * key->weight * key->weight);
		read += count;
		heap[0] = heap[--lists];
		sift_down(heap, lists, 0);
		for (uint32_t i = 1; i < 3 && i < lists; i++) /* one of these is read after the root */
			fact_entry_prefetch(article->keys[heap[i].key].entry);
	}
	return read;
}

uint32_t match_collect(const struct story_store *store, const struct match_article *article,
                       uint32_t ret_stories[MATCH_CANDIDATES], uint32_t *ret_postings_read)
{
	struct met met;
	double weights[MATCH_CANDIDATES];
	uint32_t kept = 0;
	met.count = 0;
	memset(met.slots, 0, sizeof met.slots);
	*ret_postings_read = read_postings(article, &met);
	for (uint32_t i = 0; i < met.count; i++) {
		uint32_t at = kept;
		while (at > 0 && (weights[at - 1] < met.weights[i] || (weights[at - 1] == met.weights[i] && ret_stories[at - 1] > met.stories[i])))
			at--;
		if (at == MATCH_CANDIDATES)
			continue;
		kept += kept < MATCH_CANDIDATES;
		memmove(weights + at + 1, weights + at, (kept - at - 1) * sizeof *weights);
		memmove(ret_stories + at + 1, ret_stories + at, (kept - at - 1) * sizeof *ret_stories);
		weights[at] = met.weights[i];
		ret_stories[at] = met.stories[i];
	}
	for (uint32_t i = 0; i < kept; i++) /* their keys are read next */
		__builtin_prefetch(store->stories[ret_stories[i]].keys);
	return kept;
}
