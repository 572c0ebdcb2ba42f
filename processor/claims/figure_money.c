#include "figure_money.h"

#include "figure_beside.h"
#include "utf8.h"

#define CURRENCY(a, b, c) ((uint32_t)(a) << 16 | (uint32_t)(b) << 8 | (uint32_t)(c))
#define CURRENCY_NAME_MAX 4 /* letters of one that stands before the number */

static uint32_t currency_of_sign(uint32_t point)
{
	switch (point) {
	case '$': return CURRENCY('U', 'S', 'D');
	case 0x20ac: return CURRENCY('E', 'U', 'R');
	case 0xa3: return CURRENCY('G', 'B', 'P');
	case 0xa5: return CURRENCY('J', 'P', 'Y');
	case 0x20b9: return CURRENCY('I', 'N', 'R');
	case 0x20bd: return CURRENCY('R', 'U', 'B');
	case 0x20a9: return CURRENCY('K', 'R', 'W');
	case 0x20ba: return CURRENCY('T', 'R', 'Y');
	case 0x20b4: return CURRENCY('U', 'A', 'H');
	case 0x20aa: return CURRENCY('I', 'L', 'S');
	case 0xe3f: return CURRENCY('T', 'H', 'B');
	case 0x20ab: return CURRENCY('V', 'N', 'D');
	case 0x20b1: return CURRENCY('P', 'H', 'P');
	case 0x20a6: return CURRENCY('N', 'G', 'N');
	case 0x20b8: return CURRENCY('K', 'Z', 'T');
	case 0xff04: return CURRENCY('U', 'S', 'D');
	case 0xffe5: return CURRENCY('J', 'P', 'Y');
	default: return 0;
	}
}

/* US$, A$, R$: the letters before a dollar sign. */
static uint32_t currency_of_prefix(struct bytes letters)
{
	static const struct {
		const char *letters;
		uint32_t currency;
	} prefixes[] = {
		{ "a", CURRENCY('A', 'U', 'D') }, { "au", CURRENCY('A', 'U', 'D') }, { "c", CURRENCY('C', 'A', 'D') }, { "ca", CURRENCY('C', 'A', 'D') },
		{ "hk", CURRENCY('H', 'K', 'D') }, { "nz", CURRENCY('N', 'Z', 'D') }, { "s", CURRENCY('S', 'G', 'D') }, { "r", CURRENCY('B', 'R', 'L') },
		{ "nt", CURRENCY('T', 'W', 'D') }, { "us", CURRENCY('U', 'S', 'D') }
	};
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		if (bytes_equal(letters, bytes_of_string(prefixes[i].letters)))
			return prefixes[i].currency;
	return 0;
}

uint32_t figure_currency_before(const struct reading *reading, uint32_t word)
{
	size_t at = 0;
	struct bytes gap = reading_gap(reading, word);
	uint32_t currency = currency_of_sign(beside_last_point(gap, &at));
	if (currency != 0) {
		uint32_t of_prefix = gap.data[at] == '$' && at == 0 && word > 0 ? currency_of_prefix(reading_norm(reading, word - 1)) : 0;
		if (of_prefix == 0 && currency == CURRENCY('J', 'P', 'Y') && strcmp(reading->rules->tag, "zh") == 0)
			return CURRENCY('C', 'N', 'Y');
		return of_prefix != 0 ? of_prefix : currency;
	}
	if (word == 0 || reading->document->words[word].gap == GAP_LINE || reading->document->words[word].gap == GAP_MARK)
		return 0;
	const struct lexicon_hit *hit = reading_hit_before(reading, word, 1, LEXICON_CURRENCY);
	bool behind_number = word > 1 && (reading->document->words[word - 2].flags & WORD_DIGITS) != 0;
	if (hit == NULL || behind_number || hit->words > 1 || utf8_count(reading_norm(reading, word - 1)) > CURRENCY_NAME_MAX ||
	    (reading->document->words[word - 1].flags & (WORD_UPPER_FIRST | WORD_UPPER_ALL)) == 0)
		return 0;
	return (uint32_t)hit->value;
}

bool figure_money_find(const struct reading *reading, const struct number_phrase *phrase, struct figure *figure)
{
	uint32_t behind = figure->word_start + figure->word_count;
	figure->currency = phrase->currency != 0 ? phrase->currency : phrase->attached.currency;
	if (figure->currency == 0)
		figure->currency = figure_currency_before(reading, figure->word_start);
	if (figure->currency == 0) {
		const struct lexicon_hit *hit = figure_hit_behind(reading, figure, LEXICON_CURRENCY, phrase->multiplied ? 2 : 1);
		if (hit != NULL) {
			figure->currency = (uint32_t)hit->value;
			figure_widen(figure, hit->word + hit->words);
		}
	}
	if (figure->currency == 0) {
		size_t end = 0;
		struct bytes gap = reading_gap(reading, behind);
		uint32_t currency = currency_of_sign(beside_first_point(gap, &end));
		bool of_next = end == gap.length && gap.length > 1 && behind < reading->document->words_count &&
		               (reading->document->words[behind].flags & WORD_DIGITS) != 0;
		if (currency != 0 && !of_next)
			figure->currency = currency;
	}
	if (figure->currency == 0)
		return false;
	figure->kind = FIGURE_MONEY;
	return true;
}
