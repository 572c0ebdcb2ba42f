#include "name_sounds.h"
#include "utf8.h"

/* Thai, Lao, Khmer, Burmese: consonants with marks for the vowels, no spaces between words. */
static const uint8_t thai[] = { /* ก … ฮ */
	K, K, K, K, K, K, N, S, S, S, S, S, N, T, T, T, T, T, N, T, T, T, T, T, N, P, P, P, F, P, F, P, M, H, R, R, L, L, H_F, S, S, S, H, L, H, H
};
static const uint8_t lao[] = { /* U+0E81 … U+0EAE */
	K, K, H, K, H, K, N, S, S, S, H, S, H_N, N, T, T, T, T, N, T, T, T, T, T, N, P, P, P, F, P, F, P, M, H, R, H, L, H, H_F, S, S, S, H, L, H, H_R
};
static const uint8_t khmer[] = { /* U+1780 … U+17A2 */
	K, K, K, K, N, S, S, S, S, N, T, T, T, T, N, T, T, T, T, N, P, P, P, P, M, H, R, L, F, S, S, S, H, L, H
};
static const uint8_t burmese[] = { /* U+1000 … U+1021 */
	K, K, K, K, N, S, S, S, S, N, N, T, T, T, T, N, T, T, T, T, N, P, P, P, P, M, H, H_R, L, H_F, T_S, H, L, H
};

static const struct {
	uint32_t first, count;
	const uint8_t *sounds;
} consonants[] = {
	{ 0xe01, sizeof thai, thai }, { 0xe81, sizeof lao, lao }, { 0x1780, sizeof khmer, khmer }, { 0x1000, sizeof burmese, burmese },
};

/* The letters that mark a vowel. */
static bool is_vowel(uint32_t point)
{
	return (point >= 0xe30 && point <= 0xe45) || (point >= 0xeb0 && point <= 0xec4) || (point >= 0x17a3 && point <= 0x17c5) ||
	       (point >= 0x1023 && point <= 0x1032);
}

/* A vowel that is written before the consonant behind which it sounds. */
static bool is_vowel_before(uint32_t point)
{
	return (point >= 0xe40 && point <= 0xe44) || (point >= 0xec0 && point <= 0xec4);
}

uint8_t *name_hear_unspaced(struct bytes norm, uint8_t *ret_codes)
{
	bool vowel_waits = false;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		if (is_vowel(point)) {
			vowel_waits |= is_vowel_before(point);
			ret_codes = name_hear(ret_codes, is_vowel_before(point) ? H : V);
			continue;
		}
		for (size_t i = 0; i < sizeof consonants / sizeof consonants[0]; i++) {
			if (point - consonants[i].first >= consonants[i].count)
				continue;
			/* Also what Thai marks as not spoken: อาร์ทิมิส, แมกซ์ keep the letters of Artemis, Max. */
			ret_codes = name_hear(ret_codes, consonants[i].sounds[point - consonants[i].first]);
			ret_codes = name_hear(ret_codes, vowel_waits ? V : H);
			vowel_waits = false;
			break;
		}
	}
	return ret_codes;
}
