#include "figure_text.h"

#include "figure_beside.h"
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

/* Where the signs before the first word begin that touch it. */
static uint32_t signs_before(const struct reading *reading, uint32_t first)
{
	struct bytes before = reading_gap(reading, first);
	if (beside_is_space(before))
		return reading->document->words[first].plain_start;
	size_t start = before.length;
	for (size_t at = 0; at < before.length;) {
		size_t here = at;
		uint32_t point = utf8_next(before.data, &at);
		if (!is_sign(point))
			start = at;
		else if (start > here)
			start = here;
	}
	return reading->document->words[first].plain_start - (uint32_t)(before.length - start);
}

/* Behind the signs that follow the last word, perhaps over a blank. */
static uint32_t signs_behind(const struct reading *reading, uint32_t end)
{
	struct bytes behind = reading_gap(reading, end);
	size_t last = 0;
	if (beside_is_space(behind))
		return reading_plain_end(reading, end - 1);
	for (size_t at = 0; at < behind.length;) {
		uint32_t point = utf8_next(behind.data, &at);
		if (is_sign(point))
			last = at;
		else if (!is_blank(point) || last > 0)
			break;
	}
	return reading_plain_end(reading, end - 1) + (uint32_t)last;
}

/* The sentence of some figures in plain. */
struct sentence_text {
	struct span plain; /* its words and the marks written on to the last */
	bool fits;         /* it has no more than CLAIM_SENTENCE_MAX code points */
	bool ascii;        /* as many as bytes */
};

static uint32_t points_in(const struct document *document, uint32_t from, uint32_t to)
{
	return to > from ? (uint32_t)utf8_count(bytes_of(document->plain.data + from, to - from)) : 0;
}

static struct sentence_text sentence_text_of(const struct reading *reading, const struct figure *figure)
{
	const struct document *document = reading->document;
	uint32_t from = document->words[figure->sentence_start].plain_start;
	uint32_t to = reading_plain_end(reading, figure->sentence_end - 1);
	struct span line = document->lines[figure->line].plain;
	while (to < line.start + line.length && document->plain.data[to] > ' ')
		to++;
	struct sentence_text sentence = { .plain = { from, to - from }, .fits = to - from <= CLAIM_SENTENCE_MAX };
	if (!sentence.fits) {
		uint32_t points = points_in(document, from, to);
		sentence.fits = points <= CLAIM_SENTENCE_MAX;
		sentence.ascii = points == to - from;
	}
	return sentence;
}

/* The code points of a range inside a sentence: of a word and what stands beside it, mostly eight bytes or less. Behind plain there
 * are eight that can be read. */
static inline uint32_t points_within(const struct document *document, const struct sentence_text *sentence, uint32_t from, uint32_t to)
{
	if (sentence->ascii || to <= from)
		return to > from ? to - from : 0;
	if (to - from <= 8)
		return (uint32_t)utf8_count_readable(document->plain.data + from, to - from);
	return points_in(document, from, to);
}

/* Cuts a sentence to CLAIM_SENTENCE_MAX code points around raw, at the beginnings and ends of words. */
static struct span cut_sentence(const struct reading *reading, const struct figure *figure, const struct sentence_text *sentence,
                                struct span raw)
{
	const struct document *document = reading->document;
	if (sentence->fits)
		return sentence->plain;
	uint32_t from = raw.start, to = raw.start + raw.length;
	uint32_t left = figure->first_word, right = figure->word_end;
	uint32_t room = CLAIM_SENTENCE_MAX - points_in(document, from, to);
	bool more_left = true, more_right = true;
	while (more_left || more_right) { /* a word on each side in turn */
		more_left = more_left && left > figure->sentence_start;
		if (more_left) {
			uint32_t start = document->words[left - 1].plain_start;
			uint32_t points = points_within(document, sentence, start, from);
			more_left = points <= room;
			if (more_left) {
				room -= points;
				from = start;
				left--;
			}
		}
		more_right = more_right && right < figure->sentence_end;
		if (more_right) {
			uint32_t stop = reading_plain_end(reading, right);
			uint32_t points = points_within(document, sentence, to, stop);
			more_right = points <= room;
			if (more_right) {
				room -= points;
				to = stop;
				right++;
			}
		}
	}
	return (struct span){ from, to - from };
}

/* The words of a figure and the signs that touch them. */
static struct span raw_of(const struct reading *reading, const struct figure *figure)
{
	const struct document *document = reading->document;
	/* "hundreds of" ends before the "of". */
	uint32_t end = figure->word_end;
	if (end > figure->first_word + 1 && reading_is(reading, end - 1, PARTICLE_OF))
		end--;
	uint32_t start = signs_before(reading, figure->first_word);
	struct span raw = { start, signs_behind(reading, end) - start };
	if (raw.length > CLAIM_RAW_MAX)
		raw = figure->plain;
	if (raw.length > CLAIM_RAW_MAX) {
		raw.length = CLAIM_RAW_MAX;
		while (raw.length > 0 && (document->plain.data[raw.start + raw.length] & 0xc0) == 0x80)
			raw.length--;
	}
	return raw;
}

void figure_texts_set(const struct reading *reading, struct figure *figures, uint32_t count)
{
	const struct document *document = reading->document;
	struct sentence_text sentence = sentence_text_of(reading, &figures[0]);
	for (uint32_t i = 0; i < count; i++) {
		struct span raw = raw_of(reading, &figures[i]);
		struct received_span received = document_received(document, raw);
		figures[i].text = (struct figure_text){ .raw = bytes_part(document->plain, raw), .field = (uint8_t)received.field,
			.received_bytes = received.bytes, .received_points = received.points };
		if (figures[i].hard)
			figures[i].text.sentence = bytes_part(document->plain, cut_sentence(reading, &figures[i], &sentence, raw));
	}
}

void figure_text_copy(const struct reading *reading, const struct figure *figure, struct claim *claim)
{
	const struct bytes plain = reading->document->plain;
	claim->raw = figure->text.raw;
	claim->sentence = figure->text.sentence;
	if (!figure->hard) {
		struct sentence_text sentence = sentence_text_of(reading, figure);
		struct span raw = { (uint32_t)(claim->raw.data - plain.data), (uint32_t)claim->raw.length };
		claim->sentence = bytes_part(plain, cut_sentence(reading, figure, &sentence, raw));
	}
	claim->field = figure->text.field;
	claim->received_bytes = figure->text.received_bytes;
	claim->received_points = figure->text.received_points;
}
