#include "figure_beside.h"

#include "utf8.h"

uint32_t beside_find_last_point(struct bytes text, size_t *ret_at)
{
	uint32_t last = 0;
	for (size_t at = 0; at < text.length;) {
		size_t start = at;
		uint32_t point = utf8_next(text.data, &at);
		if (point != ' ' && point != 0xa0 && point != 0x202f) {
			last = point;
			*ret_at = start;
		}
	}
	return last;
}

uint32_t beside_find_first_point(struct bytes text, size_t *ret_end)
{
	for (size_t at = 0; at < text.length;) {
		uint32_t point = utf8_next(text.data, &at);
		if (point != ' ' && point != 0xa0 && point != 0x202f) {
			*ret_end = at;
			return point;
		}
	}
	return 0;
}

void figure_widen(struct figure *figure, uint32_t word_end)
{
	if (word_end > figure->word_end)
		figure->word_end = word_end;
}

const struct lexicon_hit *figure_find_behind(const struct reading *reading, const struct figure *figure, enum lexicon_kind kind, uint32_t skip)
{
	uint32_t word = figure->word_start + figure->word_count;
	for (uint32_t i = 0; i <= skip && word < figure->sentence_end; i++, word++) {
		uint8_t gap = reading->document->words[word].gap;
		if (gap == GAP_LINE || gap == GAP_MARK || (gap == GAP_SENTENCE && i > 0))
			return NULL;
		const struct lexicon_hit *hit = reading_hit(reading, word, kind);
		if (hit != NULL && hit->word + hit->words <= figure->sentence_end)
			return hit;
		if (!reading_is(reading, word, PARTICLE_OF))
			return NULL;
	}
	return NULL;
}
