#include "name_sounds.h"

/* What the codes from SOUNDS_TWO on stand for; below SOUNDS_CHOICE there is nothing to choose. */
#define NONE { SOUNDS_END }
#define ONE(sound) { sound, SOUNDS_END }
#define BOTH(first, second) { first, second, SOUNDS_END }
#define AT(code) [code - SOUNDS_TWO]
static const uint8_t spelled[SOUNDS_END - SOUNDS_TWO][2][3] = {
	AT(KS) = { BOTH(K, S) }, AT(PS) = { BOTH(P, S) }, AT(NK) = { BOTH(N, K) }, AT(NS) = { BOTH(N, S) }, AT(NT) = { BOTH(N, T) },
	AT(NP) = { BOTH(N, P) }, AT(SK) = { BOTH(S, K) },
	AT(K_H) = { ONE(K), NONE }, AT(F_H) = { ONE(F), NONE }, AT(P_H) = { ONE(P), NONE }, AT(L_H) = { ONE(L), NONE }, AT(S_H) = { ONE(S), NONE },
	AT(H_K) = { NONE, ONE(K) }, AT(H_F) = { NONE, ONE(F) }, AT(H_S) = { NONE, ONE(S) }, AT(H_N) = { NONE, ONE(N) }, AT(H_R) = { NONE, ONE(R) },
	AT(V_F) = { ONE(V), ONE(F) }, AT(P_F) = { ONE(P), ONE(F) }, AT(F_P) = { ONE(F), ONE(P) }, AT(S_K) = { ONE(S), ONE(K) },
	AT(K_S) = { ONE(K), ONE(S) }, AT(S_T) = { ONE(S), ONE(T) }, AT(T_S) = { ONE(T), ONE(S) }, AT(S_R) = { ONE(S), ONE(R) },
	AT(K_L) = { ONE(K), ONE(L) },
	AT(KS_S) = { BOTH(K, S), ONE(S) }, AT(S_KS) = { ONE(S), BOTH(K, S) }, AT(SK_S) = { BOTH(S, K), ONE(S) }, AT(S_TS) = { ONE(S), BOTH(T, S) },
	AT(P_MP) = { ONE(P), BOTH(M, P) }, AT(T_NT) = { ONE(T), BOTH(N, T) }, AT(K_NK) = { ONE(K), BOTH(N, K) },
	AT(LV_H) = { BOTH(L, V), NONE }, AT(PV_H) = { BOTH(P, V), NONE }, AT(MV_N) = { BOTH(M, V), ONE(N) }, AT(TV_SV) = { BOTH(T, V), BOTH(S, V) },
};

uint8_t name_first_sound(uint8_t code)
{
	return code < SOUNDS_TWO ? code : spelled[code - SOUNDS_TWO][0][0];
}

/* The classes of a sound, by the sound behind it: the precise one, and the coarse one above it; H is none. M before P or F is N.
 * Coarsely F is P, R is L before a vowel and vanishes elsewhere, M is N unless a vowel follows; a doubled letter is judged by
 * its last. */
#define CLASS(precise, coarse) ((precise) | (coarse) << 4)
#define ALWAYS(precise, coarse) { CLASS(precise, coarse), CLASS(precise, coarse), CLASS(precise, coarse), CLASS(precise, coarse), \
	CLASS(precise, coarse), CLASS(precise, coarse), CLASS(precise, coarse), CLASS(precise, coarse), CLASS(precise, coarse), \
	CLASS(precise, coarse), CLASS(precise, coarse) }
static const uint8_t classes[V + 1][16] = {
	[P] = ALWAYS(P, P), [F] = ALWAYS(F, P), [T] = ALWAYS(T, T), [K] = ALWAYS(K, K), [S] = ALWAYS(S, S), [N] = ALWAYS(N, N), [L] = ALWAYS(L, L),
	[M] = { [H] = CLASS(M, N), [P] = CLASS(N, N), [F] = CLASS(N, N), [T] = CLASS(M, N), [K] = CLASS(M, N), [S] = CLASS(M, N),
		[M] = CLASS(M, M), [N] = CLASS(M, N), [L] = CLASS(M, N), [R] = CLASS(M, N), [V] = CLASS(M, M) },
	[R] = { [H] = CLASS(R, H), [P] = CLASS(R, H), [F] = CLASS(R, H), [T] = CLASS(R, H), [K] = CLASS(R, H), [S] = CLASS(R, H),
		[M] = CLASS(R, H), [N] = CLASS(R, H), [L] = CLASS(R, H), [R] = CLASS(R, L), [V] = CLASS(R, L) },
};

static void keep_if_new(uint64_t skeleton, uint64_t *kept, uint32_t *count)
{
	if (!name_skeleton_is_long(skeleton))
		return;
	for (uint32_t i = 0; i < *count; i++)
		if (kept[i] == skeleton)
			return;
	kept[(*count)++] = skeleton;
}

/* The readings of a word up to a sound that waits for the one behind it; at the start a vowel does, of which nothing comes. */
struct readings {
	uint32_t count;
	struct reading {
		uint64_t precise, coarse;
		uint32_t last;
		uint32_t heard; /* sounds */
	} all[NAME_VARIANTS_MAX];
};

/* Adds the classes of the sound that waits, which is no vowel, before the next one. */
static inline void add_classes(uint64_t *precise, uint64_t *coarse, uint32_t waits, uint32_t next)
{
	uint64_t both = classes[waits][next];
	*precise = skeleton_add(*precise, both & 15);
	if (both >> 4 != H) /* an R that vanishes */
		*coarse = skeleton_add(*coarse, both >> 4);
}

/* Hears single sounds in one of the readings, going on from another, or from itself, up to a code that is more; returns where. */
static inline const uint8_t *hear_on(const struct reading *from, struct reading *to, const uint8_t *codes)
{
	uint64_t precise = from->precise, coarse = from->coarse;
	uint32_t last = from->last, heard = from->heard;
	for (; *codes < SOUNDS_TWO; codes++) {
		if (heard == NAME_SOUNDS_MAX)
			continue;
		if (last != V)
			add_classes(&precise, &coarse, last, *codes);
		last = *codes;
		heard++;
	}
	to->precise = precise;
	to->coarse = coarse;
	to->last = last;
	to->heard = heard;
	return codes;
}

/* Goes on with what a code stands for in each reading, and where it is a choice with each choice in each of them, as long as there
 * are not too many: the likelier ones first. */
static void hear_more(struct readings *readings, uint8_t code)
{
	uint32_t count = readings->count, options = code >= SOUNDS_CHOICE && 2 * count <= NAME_VARIANTS_MAX ? 2 : 1;
	for (uint32_t option = options; option-- > 0;) /* the first last: it goes on in their own places */
		for (uint32_t i = 0; i < count; i++)
			hear_on(&readings->all[i], &readings->all[option * count + i], spelled[code - SOUNDS_TWO][option]);
	readings->count = options * count;
}

void name_fold(const uint8_t *codes, bool has_precise, struct name_skeletons *ret_skeletons)
{
	struct readings readings;
	readings.count = 1;
	readings.all[0] = (struct reading){ .last = V };
	for (const uint8_t *more = codes;; codes = more + 1) {
		for (uint32_t i = 0; i < readings.count; i++)
			more = hear_on(&readings.all[i], &readings.all[i], codes);
		if (*more == SOUNDS_END)
			break;
		hear_more(&readings, *more);
	}
	ret_skeletons->precise_count = ret_skeletons->coarse_count = 0;
	for (uint32_t i = 0; i < readings.count; i++) {
		struct reading *reading = &readings.all[i];
		if (reading->last != V)
			add_classes(&reading->precise, &reading->coarse, reading->last, H);
		if (has_precise)
			keep_if_new(reading->precise, ret_skeletons->precise, &ret_skeletons->precise_count);
		keep_if_new(reading->coarse, ret_skeletons->coarse, &ret_skeletons->coarse_count);
	}
}
