#include "particles.h"

#include "check.h"
#include "word_hash.h"

struct filler {
	struct particles *particles;
	uint32_t count;
};

static void add_word(struct filler *filler, struct bytes word, enum particle particle)
{
	struct particles *particles = filler->particles;
	uint64_t hash = word_hash(word.data, word.length);
	uint32_t slot = (uint32_t)hash & (PARTICLES_SLOTS - 1);
	while (particles->hashes[slot] != 0 && particles->hashes[slot] != hash)
		slot = (slot + 1) & (PARTICLES_SLOTS - 1);
	if (particles->hashes[slot] == 0) {
		CHECK(++filler->count <= PARTICLES_SLOTS / 2);
		particles->hashes[slot] = hash;
		particles->lists[slot] = 0;
	}
	particles->lists[slot] |= (uint16_t)particle;
}

/* The words of a list, each with a blank before and behind it. */
static void add_list(struct filler *filler, const char *list, enum particle particle)
{
	for (const char *at = list; at != NULL && *at == ' ' && at[1] != '\0';) {
		const char *word = ++at;
		while (*at != ' ')
			at++;
		add_word(filler, bytes_of(word, (size_t)(at - word)), particle);
	}
}

void particles_init(struct particles *particles, const struct language_rules *rules)
{
	struct filler filler = { .particles = particles };
	memset(particles->hashes, 0, sizeof particles->hashes);
	add_list(&filler, rules->and_words, PARTICLE_AND);
	add_list(&filler, rules->point_words, PARTICLE_POINT);
	add_list(&filler, rules->of_words, PARTICLE_OF);
	add_list(&filler, rules->in_words, PARTICLE_IN);
	add_list(&filler, rules->from_words, PARTICLE_FROM);
	add_list(&filler, rules->to_words, PARTICLE_TO);
	add_list(&filler, rules->hour_words, PARTICLE_HOUR);
	add_list(&filler, rules->as_of_words, PARTICLE_AS_OF);
	add_list(&filler, rules->one_words, PARTICLE_ONE);
	add_list(&filler, rules->minus_words, PARTICLE_MINUS);
	add_list(&filler, rules->over_words, PARTICLE_OVER);
}
