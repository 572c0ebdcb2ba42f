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

/* Keeps the skeletons of one reading: single sounds, with H behind the last. */
static void keep_skeletons(const uint8_t *sounds, uint32_t count, bool has_precise, struct name_skeletons *skeletons)
{
	uint64_t precise = 0, coarse = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t both = classes[sounds[i]][sounds[i + 1]];
		precise = skeleton_add(precise, both & 15);
		coarse = skeleton_add(coarse, both >> 4);
	}
	if (has_precise)
		keep_if_new(precise, skeletons->precise, &skeletons->precise_count);
	keep_if_new(coarse, skeletons->coarse, &skeletons->coarse_count);
}

/* Writes the sounds of one reading: its lowest bit is what is chosen first, the next one what is chosen then; after these the
 * likelier sound is taken. Returns how many. */
static uint32_t spell(const struct name_sounds *sounds, uint32_t reading, uint8_t ret_sounds[NAME_SOUNDS_MAX + 2])
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < sounds->count && count < NAME_SOUNDS_MAX; i++) {
		uint8_t code = sounds->codes[i];
		if (code < SOUNDS_TWO) {
			ret_sounds[count++] = code;
			continue;
		}
		const uint8_t *two = spelled[code - SOUNDS_TWO][code >= SOUNDS_CHOICE ? reading & 1 : 0];
		reading >>= code >= SOUNDS_CHOICE;
		ret_sounds[count] = two[0];
		count += two[0] != H;
		ret_sounds[count] = two[1];
		count += two[1] != H;
	}
	count = count < NAME_SOUNDS_MAX ? count : NAME_SOUNDS_MAX;
	ret_sounds[count] = H;
	return count;
}

void name_fold(struct name_sounds *sounds, bool has_precise, struct name_skeletons *ret_skeletons)
{
	ret_skeletons->precise_count = ret_skeletons->coarse_count = 0;
	if (sounds->all < SOUNDS_TWO) {
		uint32_t count = sounds->count < NAME_SOUNDS_MAX ? sounds->count : NAME_SOUNDS_MAX;
		sounds->codes[count] = H;
		keep_skeletons(sounds->codes, count, has_precise, ret_skeletons);
		return;
	}
	uint32_t choices = 0;
	for (uint32_t i = 0; i < sounds->count; i++)
		choices += sounds->codes[i] >= SOUNDS_CHOICE;
	for (uint32_t reading = 0; reading < 1u << (choices < NAME_CHOICES_MAX ? choices : NAME_CHOICES_MAX); reading++) {
		uint8_t spoken[NAME_SOUNDS_MAX + 2];
		keep_skeletons(spoken, spell(sounds, reading, spoken), has_precise, ret_skeletons);
	}
}
