#include <pthread.h>

#include "check.h"
#include "hash.h"
#include "keys.h"

/* Of all places and concepts that the lexicon knows, by number: their names lie in memory that nothing else reads. */
#define BODIES_MAX 2048
static uint64_t place_bodies[BODIES_MAX], concept_bodies[BODIES_MAX];

static uint64_t body_of_place(struct bytes name)
{
	return name.length <= KEY_CODE_MAX ? key_body_of_code(name) : key_body_of_hash(hash_bytes_seeded(name, 'P'));
}

static void make_tables(void)
{
	CHECK(lexicon_place_name(BODIES_MAX)[0] == 0 && lexicon_concept_name(BODIES_MAX)[0] == 0);
	for (uint64_t i = 0; i < BODIES_MAX; i++) {
		struct bytes emoji = bytes_of_string(lexicon_concept_name(i));
		place_bodies[i] = body_of_place(bytes_of_string(lexicon_place_name(i)));
		concept_bodies[i] = key_body_of_picture(emoji, hash_bytes_seeded(emoji, 'C'));
	}
}

static uint64_t body_in(const uint64_t *bodies, uint64_t number)
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;
	pthread_once(&made, make_tables);
	CHECK(number < BODIES_MAX);
	return bodies[number];
}

uint64_t key_body_of_place(uint64_t place)
{
	return body_in(place_bodies, place);
}

uint64_t key_body_of_concept(uint64_t concept)
{
	return body_in(concept_bodies, concept);
}
