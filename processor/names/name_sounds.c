#include "name_sounds.h"

/* What the codes from SOUNDS_TWO on stand for; below SOUNDS_CHOICE there is nothing to choose. */
static const uint8_t spelled[SOUNDS_END - SOUNDS_TWO][2][2] = {
#define TWO(code, ...) [code - SOUNDS_TWO] = { { __VA_ARGS__ }, { __VA_ARGS__ } }
#define EITHER(code, ...) [code - SOUNDS_TWO] = { __VA_ARGS__ }
	TWO(KS, K, S), TWO(PS, P, S), TWO(NK, N, K), TWO(NS, N, S), TWO(NT, N, T), TWO(NP, N, P), TWO(SK, S, K),
	EITHER(K_, { K }, { H }), EITHER(F_, { F }, { H }), EITHER(P_, { P }, { H }), EITHER(L_, { L }, { H }), EITHER(S_, { S }, { H }),
	EITHER(_K, { H }, { K }), EITHER(_F, { H }, { F }), EITHER(_S, { H }, { S }), EITHER(_N, { H }, { N }), EITHER(_R, { H }, { R }),
	EITHER(V_F, { V }, { F }), EITHER(P_F, { P }, { F }), EITHER(F_P, { F }, { P }), EITHER(S_K, { S }, { K }), EITHER(K_S, { K }, { S }),
	EITHER(S_T, { S }, { T }), EITHER(T_S, { T }, { S }), EITHER(S_R, { S }, { R }), EITHER(K_L, { K }, { L }),
	EITHER(KS_S, { K, S }, { S }), EITHER(S_KS, { S }, { K, S }), EITHER(SK_S, { S, K }, { S }), EITHER(S_TS, { S }, { T, S }),
	EITHER(P_MP, { P }, { M, P }), EITHER(T_NT, { T }, { N, T }), EITHER(K_NK, { K }, { N, K }),
	EITHER(LV_, { L, V }, { H }), EITHER(PV_, { P, V }, { H }), EITHER(MV_N, { M, V }, { N }), EITHER(TV_SV, { T, V }, { S, V }),
#undef TWO
#undef EITHER
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
static const uint8_t classes[V + 1][V + 1] = {
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

/* The readings of a word up to a sound that waits for the one behind it. */
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

/* Hears single sounds in one of the readings, going on from another, or from itself. */
static inline void hear_on(const struct reading *from, struct reading *to, const uint8_t *sounds, uint32_t count)
{
	uint64_t precise = from->precise, coarse = from->coarse;
	uint32_t last = from->last, heard = from->heard;
	if (count > NAME_SOUNDS_MAX - heard)
		count = NAME_SOUNDS_MAX - heard;
	for (uint32_t i = 0; i < count; i++) {
		if (last != V && last != H)
			add_classes(&precise, &coarse, last, sounds[i]);
		last = sounds[i];
	}
	to->precise = precise;
	to->coarse = coarse;
	to->last = last;
	to->heard = heard + count;
}

/* Goes on with what a code stands for in each reading, and where it is a choice with each choice in each of them, as long as there
 * are not too many: the likelier ones first. */
static void hear_more(struct readings *readings, uint8_t code)
{
	uint32_t count = readings->count, options = code >= SOUNDS_CHOICE && 2 * count <= NAME_VARIANTS_MAX ? 2 : 1;
	for (uint32_t option = options; option-- > 0;) { /* the first last: it goes on in their own places */
		const uint8_t *sounds = spelled[code - SOUNDS_TWO][option];
		uint32_t sounds_count = (uint32_t)(sounds[0] != H) + (sounds[1] != H);
		for (uint32_t i = 0; i < count; i++)
			hear_on(&readings->all[i], &readings->all[option * count + i], sounds, sounds_count);
	}
	readings->count = options * count;
}

void name_fold(const uint8_t *codes, const uint8_t *end, bool has_precise, struct name_skeletons *ret_skeletons)
{
	struct readings readings;
	readings.count = 1;
	readings.all[0] = (struct reading){ .last = H };
	for (;;) {
		const uint8_t *more = codes;
		while (more < end && *more < SOUNDS_TWO)
			more++;
		for (uint32_t i = 0; i < readings.count; i++)
			hear_on(&readings.all[i], &readings.all[i], codes, (uint32_t)(more - codes));
		if (more == end)
			break;
		hear_more(&readings, *more);
		codes = more + 1;
	}
	ret_skeletons->precise_count = ret_skeletons->coarse_count = 0;
	for (uint32_t i = 0; i < readings.count; i++) {
		struct reading *reading = &readings.all[i];
		if (reading->last != V && reading->last != H)
			add_classes(&reading->precise, &reading->coarse, reading->last, H);
		if (has_precise)
			keep_if_new(reading->precise, ret_skeletons->precise, &ret_skeletons->precise_count);
		keep_if_new(reading->coarse, ret_skeletons->coarse, &ret_skeletons->coarse_count);
	}
}
