#include "claim_text.h"

#include "normalise.h"
#include "utf8.h"

/* Signs that belong to the number they touch. */
static bool is_sign(uint32_t point)
{
	return point == '%' || point == '$' || point == '+' || point == '<' || point == '>' || point == '~' || point == 0xa3 || point == 0xa5 ||
	       point == 0xb0 || point == 0x66a || point == 0xff05 || (point >= 0x20a0 && point <= 0x20bf) ||
	       point == 0x2103 || point == 0x2109 || (point >= 0x3371 && point <= 0x33df); /* units as one sign */
}

static bool is_blank(uint32_t point)
{
	return point == ' ' || point == 0xa0 || point == 0x202f || point == 0x2009;
}

/* The range of plain that some words and the signs touching them take up. */
static struct span range_of(const struct reading *reading, uint32_t first, uint32_t end)
{
	const struct document *document = reading->document;
	uint32_t from = document->words[first].plain_start, to = reading_plain_end(reading, end - 1);
	struct bytes before = reading_gap(reading, first), behind = reading_gap(reading, end);
	size_t start = before.length;
	for (size_t at = 0; at < before.length;) {
		size_t here = at;
		uint32_t point = utf8_next(before.data, &at);
		if (!is_sign(point))
			start = at;
		else if (start > here)
			start = here;
	}
	from -= (uint32_t)(before.length - start);
	size_t last = 0;
	for (size_t at = 0; at < behind.length;) {
		uint32_t point = utf8_next(behind.data, &at);
		if (is_sign(point))
			last = at;
		else if (!is_blank(point) || last > 0)
			break;
	}
	to += (uint32_t)last;
	return (struct span){ from, to - from };
}

/* The sentence in plain: its words and the marks written on to the last. */
static struct span sentence_range(const struct reading *reading, const struct figure *figure)
{
	const struct document *document = reading->document;
	uint32_t from = document->words[figure->sentence_start].plain_start;
	uint32_t to = reading_plain_end(reading, figure->sentence_end - 1);
	struct span line = document->lines[figure->line].plain;
	while (to < line.start + line.length && document->plain.data[to] > ' ')
		to++;
	return (struct span){ from, to - from };
}

/* The code points of a range of a sentence; ascii: it has no others, and nothing is to be counted. */
static uint32_t points_in(const struct document *document, uint32_t from, uint32_t to, bool ascii)
{
	if (to <= from)
		return 0;
	return ascii ? to - from : (uint32_t)utf8_count(bytes_of(document->plain.data + from, to - from));
}

/* Cuts a sentence to CLAIM_SENTENCE_MAX code points around raw, at the beginnings and ends of words. */
static struct span cut_sentence(const struct reading *reading, const struct figure *figure, struct span sentence, struct span raw)
{
	const struct document *document = reading->document;
	uint32_t end = sentence.start + sentence.length;
	uint32_t points = sentence.length <= CLAIM_SENTENCE_MAX ? 0 : points_in(document, sentence.start, end, false);
	if (points <= CLAIM_SENTENCE_MAX)
		return sentence;
	bool ascii = points == sentence.length;
	uint32_t from = raw.start, to = raw.start + raw.length;
	uint32_t left = figure->first_word, right = figure->word_end;
	uint32_t room = CLAIM_SENTENCE_MAX - points_in(document, from, to, false);
	bool more_left = true, more_right = true;
	while (more_left || more_right) { /* a word on each side in turn */
		more_left = more_left && left > figure->sentence_start;
		if (more_left) {
			uint32_t start = document->words[left - 1].plain_start;
			uint32_t more = points_in(document, start, from, ascii);
			more_left = more <= room;
			if (more_left) {
				room -= more;
				from = start;
				left--;
			}
		}
		more_right = more_right && right < figure->sentence_end;
		if (more_right) {
			uint32_t stop = reading_plain_end(reading, right);
			uint32_t more = points_in(document, to, stop, ascii);
			more_right = more <= room;
			if (more_right) {
				room -= more;
				to = stop;
				right++;
			}
		}
	}
	return (struct span){ from, to - from };
}

void claim_text_set(const struct reading *reading, const struct figure *figure, struct claim *claim)
{
	const struct document *document = reading->document;
	/* "hundreds of" ends before the "of". */
	uint32_t end = figure->word_end;
	if (end > figure->first_word + 1 && reading_is(reading, end - 1, PARTICLE_OF))
		end--;
	struct span raw = range_of(reading, figure->first_word, end);
	if (raw.length > CLAIM_RAW_MAX)
		raw = figure->plain;
	if (raw.length > CLAIM_RAW_MAX) {
		raw.length = CLAIM_RAW_MAX;
		while (raw.length > 0 && (document->plain.data[raw.start + raw.length] & 0xc0) == 0x80)
			raw.length--;
	}
	struct received_span received = document_received(document, raw);
	claim->raw = bytes_part(document->plain, raw);
	claim->sentence = bytes_part(document->plain, cut_sentence(reading, figure, sentence_range(reading, figure), raw));
	claim->field = (uint8_t)received.field;
	claim->received_bytes = received.bytes;
	claim->received_points = received.points;
}
