#include <pthread.h>

#include "check.h"
#include "hash.h"
#include "keys.h"

/* Their names lie in memory that nothing else reads. */
static struct key_bodies bodies;

static uint64_t body_of_place(struct bytes name)
{
	return name.length <= KEY_CODE_MAX ? key_body_of_code(name) : key_body_of_hash(hash_bytes_seeded(name, 'P'));
}

static void make_tables(void)
{
	CHECK(lexicon_place_name(KEY_BODIES_MAX)[0] == 0 && lexicon_concept_name(KEY_BODIES_MAX)[0] == 0);
	for (uint64_t i = 0; i < KEY_BODIES_MAX; i++) {
		struct bytes emoji = bytes_of_string(lexicon_concept_name(i));
		bodies.places[i] = body_of_place(bytes_of_string(lexicon_place_name(i)));
		bodies.concepts[i] = key_body_of_picture(emoji, hash_bytes_seeded(emoji, 'C'));
	}
}

const struct key_bodies *key_bodies(void)
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;
	pthread_once(&made, make_tables);
	return &bodies;
}
