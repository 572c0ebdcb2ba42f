#include "normalise.h"

#include "check.h"
#include "segment.h"
#include "utf8.h"

#define RECEIVED_BYTES_MAX (UINT32_C(1) << 24)
#define PHRASE_WORDS_MAX 256
#define PHRASE_LINES_MAX 16

/* A field of the article as it goes into plain. */
struct part {
	struct bytes plain;
	const struct markup_run *runs; /* NULL: as received */
	uint32_t runs_count;
};

/* A field that is not declared as markup but begins with a tag is markup all the same. */
static struct part read_part(struct bytes received, bool is_markup, struct arena *arena)
{
	if (received.length > 0 && (is_markup || markup_is_evident(received))) {
		struct markup_text text = markup_strip(received, arena);
		return (struct part){ text.plain, text.runs, text.runs_count };
	}
	return (struct part){ .plain = received, .runs_count = received.length > 0 };
}

static uint32_t put_runs(const struct part *part, enum field field, uint32_t plain_start, struct text_run *runs)
{
	static const struct markup_run as_received = { 0 };
	const struct markup_run *from = part->runs != NULL ? part->runs : &as_received;
	for (uint32_t i = 0; i < part->runs_count; i++) {
		runs[i] = (struct text_run){ .run = from[i], .field = field };
		runs[i].run.plain_start += plain_start;
	}
	return part->runs_count;
}

/* Headline, line feed, body. Always a copy: SEGMENT_PADDING bytes behind it are worth more than the 60 ns that it takes. */
static void assemble(const struct article *article, struct arena *arena, struct document *document)
{
	struct part headline = read_part(article->headline, article->headline_is_markup, arena);
	struct part body = read_part(article->body, article->body_is_markup, arena);
	size_t body_start = headline.plain.length > 0 ? headline.plain.length + 1 : 0;
	size_t length = body.plain.length > 0 ? body_start + body.plain.length : headline.plain.length;
	uint8_t *plain = arena_take(arena, length + SEGMENT_PADDING);
	struct text_run *runs = arena_take(arena, (headline.runs_count + body.runs_count) * sizeof *runs);
	if (headline.plain.length > 0) {
		memcpy(plain, headline.plain.data, headline.plain.length);
		plain[headline.plain.length] = '\n';
	}
	if (body.plain.length > 0)
		memcpy(plain + body_start, body.plain.data, body.plain.length);
	memset(plain + length, 0, SEGMENT_PADDING);
	uint32_t runs_count = put_runs(&headline, FIELD_HEADLINE, 0, runs);
	runs_count += put_runs(&body, FIELD_BODY, (uint32_t)body_start, runs + runs_count);
	*document = (struct document){
		.received = { [FIELD_HEADLINE] = article->headline, [FIELD_BODY] = article->body },
		.plain = bytes_of(plain, length), .body_start = (uint32_t)(body_start < length ? body_start : length),
		.runs = runs, .runs_count = runs_count
	};
}

static const uint32_t *count_points(struct bytes received, struct arena *arena)
{
	uint32_t marks = (uint32_t)(received.length / DOCUMENT_POINTS_STEP) + 1;
	uint32_t *points = arena_take(arena, marks * sizeof *points);
	points[0] = 0;
	for (uint32_t i = 1; i < marks; i++)
		points[i] = points[i - 1] +
		            (uint32_t)utf8_count(bytes_of(received.data + (size_t)(i - 1) * DOCUMENT_POINTS_STEP, DOCUMENT_POINTS_STEP));
	return points;
}

void document_read(const struct article *article, struct arena *arena, struct document *ret_document)
{
	CHECK(article->headline.length + article->body.length < RECEIVED_BYTES_MAX);
	assemble(article, arena, ret_document);
	uint32_t length = (uint32_t)ret_document->plain.length;
	struct segment segment = {
		.table = unicode_table_open(), .arena = arena, .text = ret_document->plain.data, .length = length,
		.norm_capacity = length + length / 2 + SEGMENT_SLACK, .words_capacity = length / 3 + 16, .lines_capacity = 64
	};
	if (segment.words_capacity > DOCUMENT_WORDS_MAX)
		segment.words_capacity = DOCUMENT_WORDS_MAX;
	segment.norm = arena_take(arena, segment.norm_capacity);
	segment.words = arena_take(arena, segment.words_capacity * sizeof *segment.words);
	segment.lines = arena_take(arena, segment.lines_capacity * sizeof *segment.lines);
	segment_read(&segment);
	ret_document->norm = bytes_of(segment.norm, segment.norm_length);
	ret_document->words = segment.words;
	ret_document->words_count = segment.words_count;
	ret_document->lines = segment.lines;
	ret_document->lines_count = segment.lines_count;
	ret_document->truncated = segment.full;
	for (int field = 0; field < 2; field++)
		ret_document->received_points[field] = count_points(ret_document->received[field], arena);
}

size_t text_normalise_phrase(struct bytes phrase, uint8_t *ret_norm, size_t norm_max)
{
	uint8_t text[TEXT_PHRASE_BYTES_MAX + SEGMENT_PADDING];
	uint8_t norm[2 * TEXT_PHRASE_BYTES_MAX + SEGMENT_SLACK];
	struct word words[PHRASE_WORDS_MAX];
	struct line lines[PHRASE_LINES_MAX];
	if (phrase.length > TEXT_PHRASE_BYTES_MAX)
		return 0;
	if (phrase.length > 0)
		memcpy(text, phrase.data, phrase.length);
	memset(text + phrase.length, 0, SEGMENT_PADDING);
	struct segment segment = {
		.table = unicode_table_open(), .text = text, .length = (uint32_t)phrase.length, .norm = norm, .norm_capacity = sizeof norm,
		.words = words, .words_capacity = PHRASE_WORDS_MAX, .lines = lines, .lines_capacity = PHRASE_LINES_MAX
	};
	segment_read(&segment);
	if (segment.full || segment.norm_length > norm_max)
		return 0;
	if (segment.norm_length > 0)
		memcpy(ret_norm, norm, segment.norm_length);
	return segment.norm_length;
}

/* ---- the way back ---- */

/* The run that a place in plain lies in. */
static uint32_t run_at(const struct document *document, uint32_t plain)
{
	uint32_t low = 0, high = document->runs_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (document->runs[middle].run.plain_start <= plain)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static uint32_t received_start(const struct text_run *run, uint32_t plain)
{
	return run->run.received_start + (run->run.received_length > 0 ? 0 : plain - run->run.plain_start);
}

/* Behind the received bytes of a place in plain. */
static uint32_t received_end(const struct text_run *run, uint32_t plain)
{
	return run->run.received_length > 0 ? run->run.received_start + run->run.received_length : received_start(run, plain) + 1;
}

/* The code points before a byte of a field: those before the mark, and those behind it, which between two marks that are as
 * many points apart as bytes are bytes. */
static uint32_t points_before(const struct document *document, enum field field, uint32_t byte)
{
	struct bytes received = document->received[field];
	const uint32_t *points = &document->received_points[field][byte / DOCUMENT_POINTS_STEP];
	uint32_t behind = byte % DOCUMENT_POINTS_STEP, marked = byte - behind;
	if (received.length - marked >= DOCUMENT_POINTS_STEP && points[1] - points[0] == DOCUMENT_POINTS_STEP)
		return points[0] + behind;
	return points[0] + (uint32_t)utf8_count(bytes_of(received.data + marked, behind));
}

struct received_span document_received(const struct document *document, struct span plain)
{
	struct received_span span = { .field = document->body_start > 0 && plain.start < document->body_start ? FIELD_HEADLINE : FIELD_BODY };
	if (document->runs_count == 0)
		return span;
	uint32_t end_max = span.field == FIELD_HEADLINE ? document->body_start : (uint32_t)document->plain.length;
	uint32_t end = plain.length < end_max - plain.start ? plain.start + plain.length : end_max;
	const struct text_run *first = &document->runs[run_at(document, plain.start)], *behind_all = document->runs + document->runs_count;
	struct bytes received = document->received[span.field];
	span.bytes.start = received_start(first, plain.start);
	if (span.bytes.start > received.length)
		span.bytes.start = (uint32_t)received.length;
	if (end > plain.start) {
		bool one = first + 1 == behind_all || end <= first[1].run.plain_start;
		uint32_t behind = received_end(one ? first : &document->runs[run_at(document, end - 1)], end - 1);
		if (behind > received.length) /* the line feed behind a headline was not received */
			behind = (uint32_t)received.length;
		span.bytes.length = behind > span.bytes.start ? behind - span.bytes.start : 0;
	}
	span.points.start = points_before(document, span.field, span.bytes.start);
	span.points.length = points_before(document, span.field, span.bytes.start + span.bytes.length) - span.points.start;
	return span;
}
