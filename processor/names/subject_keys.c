#include "subject_keys.h"

#include "hash.h"
#include "normalise.h"

#define NAME_NORM_MAX 256

static void add_place_names(struct bytes name, unsigned language, struct key_set *set)
{
	uint8_t norm[NAME_NORM_MAX];
	struct lexicon_hit hits[8];
	size_t length = text_normalise_phrase(name, norm, sizeof norm);
	uint32_t count = length == 0 ? 0 : lexicon_lookup(bytes_of(norm, length), language, hits, 8);
	for (uint32_t i = 0; i < count; i++)
		if (hits[i].kind == LEXICON_PLACE)
			key_set_add(set, KEY_PLACE, key_bodies()->places[hits[i].value], 1.0, 0);
}

void subject_keys_add(const struct article *article, unsigned language, struct key_set *set)
{
	for (uint32_t i = 0; i < article->places_count; i++)
		if (article->places[i].name.length > 0)
			add_place_names(article->places[i].name, language, set);
	for (uint32_t i = 0; i < article->subjects_count; i++)
		if (article->subjects[i].code.length > 0)
			key_set_add(set, KEY_CONCEPT, key_body_of_hash(hash_bytes_seeded(article->subjects[i].code, 'S')), 1.0, 0);
}
