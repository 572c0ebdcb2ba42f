#include "match_collect.h"

#define KEYS_MAX (MATCH_KEYS + MATCH_WORDS)
#define MET_SLOTS 1024 /* more than twice MATCH_POSTINGS */
#define BUCKETS 512    /* of gains between a power of two and the next there are 16, and 32 such octaves */
#define LISTS_AHEAD 4  /* are asked for while one is read */
#define OCTAVE_PART 48 /* the bits of a double above this one are its exponent and a sixteenth of the octave */

struct posting_list {
	double gain; /* weight over the length of the list: not negative */
	uint32_t key;
};

static uint64_t part_of(double gain)
{
	uint64_t bits;
	memcpy(&bits, &gain, sizeof bits);
	return bits >> OCTAVE_PART;
}

/* The lists of the article's keys in the order of the keys. */
static uint32_t lists_of(const struct match_article *article, struct posting_list lists[KEYS_MAX], uint64_t *ret_highest)
{
	uint32_t count = 0;
	*ret_highest = 0;
	for (uint32_t i = 0; i < article->keys_count; i++) {
		const struct match_key *key = &article->keys[i];
		if (key->entry == NULL)
			continue;
		lists[count] = (struct posting_list){ key->presence * key->weight / key->entry->count, i };
		uint64_t part = part_of(lists[count++].gain);
		*ret_highest = part > *ret_highest ? part : *ret_highest;
	}
	return count;
}

/* Orders lists by gain, and those alike by key as they come: into buckets by the upper bits of the gain, then each to its place
 * among its neighbours. */
static void order_lists(const struct posting_list *lists, uint32_t count, uint64_t highest, struct posting_list *ret_ordered)
{
	uint16_t starts[BUCKETS + 1] = { 0 }, buckets[KEYS_MAX];
	for (uint32_t i = 0; i < count; i++) {
		uint64_t below = highest - part_of(lists[i].gain);
		buckets[i] = (uint16_t)(below < BUCKETS ? below : BUCKETS - 1);
		starts[buckets[i] + 1]++;
	}
	for (uint32_t bucket = 0; bucket < BUCKETS; bucket++)
		starts[bucket + 1] = (uint16_t)(starts[bucket + 1] + starts[bucket]);
	for (uint32_t i = 0; i < count; i++)
		ret_ordered[starts[buckets[i]]++] = lists[i];
	for (uint32_t i = 1; i < count; i++) {
		struct posting_list moved = ret_ordered[i];
		uint32_t at = i;
		for (; at > 0 && ret_ordered[at - 1].gain < moved.gain; at--)
			ret_ordered[at] = ret_ordered[at - 1];
		ret_ordered[at] = moved;
	}
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
	struct posting_list lists[KEYS_MAX], ordered[KEYS_MAX];
	uint32_t stories[MATCH_POSTINGS];
	uint64_t highest;
	uint32_t read = 0, count = lists_of(article, lists, &highest);
	order_lists(lists, count, highest, ordered);
	for (uint32_t i = 0; i < count && read < MATCH_POSTINGS; i++) {
		const struct match_key *key = &article->keys[ordered[i].key];
		if (i + LISTS_AHEAD < count)
			fact_entry_prefetch(article->keys[ordered[i + LISTS_AHEAD].key].entry);
		double weight = key->presence * key->weight * key->weight;
		uint32_t some = fact_entry_stories(key->entry, MATCH_POSTINGS - read, stories);
		for (uint32_t k = 0; k < some; k++)
			meet(met, stories[k], weight);
		read += some;
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
