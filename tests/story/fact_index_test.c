/* The index of keys against plain sets of bits: stories come and go, in few and in most of the stories, so that postings stand
 * in the slot, in a list and as bits, and go from one to the other; what is read is in order and no more than asked for. */
#include "fact_index.h"

#include "check_that.h"

#define KEYS 400
#define STORIES 6000

static bool held[KEYS][STORIES];
static uint32_t counts[KEYS];
static int64_t parts[KEYS];
static uint64_t state = 7;

static uint32_t below(uint32_t count)
{
	state = hash_mix(state + 1);
	return (uint32_t)(state >> 20) % count;
}

static uint64_t id_of(uint32_t key)
{
	return key * 0x100000001ULL; /* the key 0 too */
}

static void change(struct fact_index *index, uint32_t key, uint32_t story, bool in)
{
	int32_t part = (int32_t)(key + story) - 3000;
	if (held[key][story] == in)
		return;
	held[key][story] = in;
	counts[key] += in ? 1 : UINT32_MAX;
	parts[key] += in ? part : -part;
	if (in)
		fact_index_add(index, id_of(key), story, part);
	else
		fact_index_remove(index, id_of(key), story, part);
}

static void check_key(const struct fact_index *index, uint32_t key)
{
	static uint32_t stories[STORIES];
	const struct fact_entry *entry = fact_index_find(index, id_of(key));
	CHECK_THAT((entry != NULL) == (counts[key] > 0));
	if (entry == NULL)
		return;
	CHECK_THAT(entry->count == counts[key] && entry->parts == parts[key]);
	uint32_t wanted = 1 + below(STORIES), read = fact_entry_stories(entry, wanted, stories), met = 0;
	for (uint32_t story = 0; story < STORIES && met < wanted; story++)
		if (held[key][story])
			CHECK_THAT(met < read && stories[met++] == story);
	CHECK_THAT(met == read);
}

static bool are_bits(const struct fact_index *index, uint32_t key)
{
	const struct fact_entry *entry = fact_index_find(index, id_of(key));
	return entry != NULL && entry->count > POSTINGS_IN_SLOT && entry->many.capacity == POSTINGS_ARE_BITS;
}

int main(void)
{
	struct fact_index index;
	uint32_t bits_most = 0, bits_left = 0;
	fact_index_init(&index);
	CHECK_THAT(fact_index_find(&index, 0) == NULL);
	for (uint32_t step = 0; step < 600000; step++) {
		uint32_t key = step % 3 == 0 ? below(8) : below(KEYS); /* eight are in many stories */
		bool growing = step < 300000 || (key & 1) != 0;
		change(&index, key, key % 5 == 0 ? below(STORIES / 4) : below(STORIES), growing ? below(8) > 0 : below(8) == 0);
		if (step % 16 == 0)
			check_key(&index, key);
		if (step % 50000 == 0)
			for (uint32_t i = 0; i < KEYS; i++) {
				check_key(&index, i);
				bits_most += are_bits(&index, i);
			}
	}
	for (uint32_t key = 0; key < KEYS; key++) {
		for (uint32_t story = 0; story < STORIES; story++)
			if (held[key][story] && below(1000) > 0)
				change(&index, key, story, false);
		check_key(&index, key);
		bits_left += are_bits(&index, key);
	}
	CHECK_THAT(bits_most > 100 && bits_left == 0);
	for (uint32_t key = 0; key < KEYS; key++)
		for (uint32_t story = 0; story < STORIES; story++)
			change(&index, key, story, false);
	CHECK_THAT(index.count == 0);
	fact_index_free(&index);
	return check_that_result();
}
