/* particles.h: what the rules of a language (language_rules.h) say of a word, by the word's hash: a look, where their lists
 * are read from the start. Pure; made once an article. */
#ifndef PARALLAX_CLAIMS_PARTICLES_H
#define PARALLAX_CLAIMS_PARTICLES_H

#include "language_rules.h"

/* The lists that a word is in, as bits. */
enum particle {
	PARTICLE_AND = 1,
	PARTICLE_POINT = 2,
	PARTICLE_OF = 4,
	PARTICLE_IN = 8,
	PARTICLE_FROM = 16,
	PARTICLE_TO = 32,
	PARTICLE_HOUR = 64,
	PARTICLE_AS_OF = 128,
	PARTICLE_ONE = 256,
	PARTICLE_MINUS = 512,
	PARTICLE_OVER = 1024
};

#define PARTICLES_SLOTS 128 /* a power of two; languages have some thirty */

/* Open addressing by the lower bits of a hash; a hash of 0 is an empty slot. */
struct particles {
	uint64_t hashes[PARTICLES_SLOTS];
	uint16_t lists[PARTICLES_SLOTS];
};

void particles_init(struct particles *particles, const struct language_rules *rules);

/* The lists that hold the word of a hash, as bits of enum particle. */
static inline uint32_t particles_of(const struct particles *particles, uint64_t hash)
{
	uint32_t slot = (uint32_t)hash & (PARTICLES_SLOTS - 1);
	while (particles->hashes[slot] != hash) {
		if (particles->hashes[slot] == 0)
			return 0;
		slot = (slot + 1) & (PARTICLES_SLOTS - 1);
	}
	return particles->lists[slot];
}

#endif
