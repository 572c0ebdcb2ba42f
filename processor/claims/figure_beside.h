/* figure_beside.h: what stands right beside a figure: the signs in the gaps and the lexicon's words behind it. */
#ifndef PARALLAX_CLAIMS_FIGURE_BESIDE_H
#define PARALLAX_CLAIMS_FIGURE_BESIDE_H

#include "figures.h"
#include "reading.h"

uint32_t beside_find_last_point(struct bytes text, size_t *ret_at);
uint32_t beside_find_first_point(struct bytes text, size_t *ret_end);

/* Most of what stands between two words. */
static inline bool beside_is_space(struct bytes text)
{
	return text.length == 1 && text.data[0] == ' ';
}

/* Whether a text has nothing but blanks and the marks of a sentence: none that is a sign of a number. */
static inline bool beside_is_quiet(struct bytes text)
{
	const uint64_t marks = UINT64_C(1) << '\n' | UINT64_C(1) << ' ' | UINT64_C(1) << '!' | UINT64_C(1) << '"' | UINT64_C(1) << '\'' |
	                       UINT64_C(1) << '(' | UINT64_C(1) << ')' | UINT64_C(1) << ',' | UINT64_C(1) << '-' | UINT64_C(1) << '.' |
	                       UINT64_C(1) << ':' | UINT64_C(1) << ';' | UINT64_C(1) << '?';
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] >= 64 || (marks >> text.data[i] & 1) == 0)
			return false;
	return true;
}

/* The last code point of a text that is no blank, and where it begins; 0 when there is none. */
static inline uint32_t beside_last_point(struct bytes text, size_t *ret_at)
{
	return beside_is_space(text) ? 0 : beside_find_last_point(text, ret_at);
}

/* The first one, and where it ends. */
static inline uint32_t beside_first_point(struct bytes text, size_t *ret_end)
{
	return beside_is_space(text) ? 0 : beside_find_first_point(text, ret_end);
}

/* Widens a figure to the words before word_end. */
void figure_widen(struct figure *figure, uint32_t word_end);

/* A hit of a kind right behind the number; over at most skip words, all of which the language puts between a number and
 * its noun. NULL when there is none. */
const struct lexicon_hit *figure_find_behind(const struct reading *reading, const struct figure *figure, enum lexicon_kind kind, uint32_t skip);

#define SKIP_MAX 2 /* words */

/* The kinds of all hits that such a question may find. */
static inline uint32_t figure_kinds_behind(const struct reading *reading, const struct figure *figure)
{
	const uint32_t *kinds = &reading->kinds[figure->word_start + figure->word_count];
	return kinds[0] | kinds[1] | kinds[SKIP_MAX];
}

/* The kinds of all hits that end right before its number, or one or two words earlier. */
static inline uint32_t figure_kinds_before(const struct reading *reading, const struct figure *figure)
{
	const uint32_t *kinds = reading->ended_kinds;
	uint32_t word = figure->word_start;
	return kinds[word] | kinds[word > 0 ? word - 1 : 0] | kinds[word > 1 ? word - SKIP_MAX : 0];
}

static inline const struct lexicon_hit *figure_hit_behind(const struct reading *reading, const struct figure *figure, enum lexicon_kind kind,
                                                          uint32_t skip)
{
	return (figure_kinds_behind(reading, figure) >> kind & 1) == 0 ? NULL : figure_find_behind(reading, figure, kind, skip);
}

#endif
