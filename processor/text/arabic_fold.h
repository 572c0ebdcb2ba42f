/* arabic_fold.h: the letter fold that goes on top of NFKC_Casefold, one code point of its result at a time.
 * Persian, Urdu and Arabic keyboards write the same word with different letters, and hamza, madda and vowel signs are
 * written or left out at will: a letter that carries them is the letter, and the signs alone are nothing. */
#ifndef PARALLAX_TEXT_ARABIC_FOLD_H
#define PARALLAX_TEXT_ARABIC_FOLD_H

#include <stdbool.h>
#include <stdint.h>

/* What arabic_fold answers for a code point that is dropped. */
#define ARABIC_FOLD_NOTHING UINT32_MAX

/* Arabic marks that stand above or below a letter: harakat, madda and hamza, superscript alef, the signs of the Quran. */
static inline bool arabic_is_mark(uint32_t point)
{
	static const uint16_t ranges[][2] = {
		{ 0x0610, 0x061a }, { 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x06df, 0x06e4 },
		{ 0x06e7, 0x06e8 }, { 0x06ea, 0x06ed }, { 0x0898, 0x089f }, { 0x08ca, 0x08e1 }, { 0x08e3, 0x08ff },
	};
	for (unsigned i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
		if (point >= ranges[i][0] && point <= ranges[i][1])
			return true;
	return false;
}

static inline uint32_t arabic_fold(uint32_t point)
{
	if (point < 0x0610 || point > 0x08ff)
		return point;
	switch (point) {
	case 0x0622: /* alef with madda, with hamza above, below, wasla: alef */
	case 0x0623:
	case 0x0625:
	case 0x0671:
		return 0x0627;
	case 0x0624: /* waw with hamza: waw */
		return 0x0648;
	case 0x0626: /* yeh with hamza, alef maksura, Farsi yeh: yeh */
	case 0x0649:
	case 0x06cc:
		return 0x064a;
	case 0x06a9: /* keheh: kaf */
		return 0x0643;
	case 0x06c0: /* heh with yeh above, as Persian writes it in one character: heh */
		return 0x0647;
	case 0x06c2: /* heh goal with hamza: heh goal */
		return 0x06c1;
	case 0x06d3: /* yeh barree with hamza: yeh barree */
		return 0x06d2;
	case 0x0640: /* tatweel */
		return ARABIC_FOLD_NOTHING;
	default:
		return arabic_is_mark(point) ? ARABIC_FOLD_NOTHING : point;
	}
}

#endif
