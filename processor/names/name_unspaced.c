#include "name_cells.h"
#include "utf8.h"

/* Thai, Lao, Khmer, Burmese: consonants with marks for the vowels, no spaces between words. */
static const struct cells thai = CELLS(0xe01, "K  K  K  K  K  K  N  S  S  S  S  S  N  T  T  T  T  T  N  T  T  T  T  T  N  P  P  P  F  P  F  P  "
	"M  -  R  R  L  L  -|FS  S  S  -  L  -  -  "); /* ก … ฮ */
static const struct cells lao = CELLS(0xe81, "K  K  -  K  -  K  N  S  S  S  -  S  -|NN  T  T  T  T  N  T  T  T  T  T  N  P  P  P  F  P  F  P  "
	"M  -  R  -  L  -  -|FS  S  S  -  L  -  -|R"); /* U+0E81 … U+0EAE */
static const struct cells khmer = CELLS(0x1780, "K  K  K  K  N  S  S  S  S  N  T  T  T  T  N  T  T  T  T  N  P  P  P  P  M  -  R  L  F  S  S  S  -  L  -  "); /* U+1780 … U+17A2 */
static const struct cells burmese = CELLS(0x1000, "K  K  K  K  N  S  S  S  S  N  N  T  T  T  T  N  T  T  T  T  N  P  P  P  P  M  -  -|RL  -|FT|S-  L  -  "); /* U+1000 … U+1021 */

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

static bool consonant(uint32_t point, char ret_sounds[CELL + 1])
{
	return cell_of(&thai, point, ret_sounds) || cell_of(&lao, point, ret_sounds) || cell_of(&khmer, point, ret_sounds) ||
	       cell_of(&burmese, point, ret_sounds);
}

void name_raw_unspaced(struct name_raw *raw, struct bytes norm)
{
	bool vowel_waits = false;
	for (size_t at = 0; at < norm.length;) {
		uint32_t point = utf8_next(norm.data, &at);
		char sounds[CELL + 1];
		if (is_vowel(point)) {
			vowel_waits |= is_vowel_before(point);
			if (!is_vowel_before(point))
				name_raw_add(raw, ".");
			continue;
		}
		if (!consonant(point, sounds))
			continue;
		name_raw_add(raw, sounds); /* also what Thai marks as not spoken: อาร์ทิมิส, แมกซ์ keep the letters of Artemis, Max */
		if (vowel_waits)
			name_raw_add(raw, ".");
		vowel_waits = false;
	}
}
