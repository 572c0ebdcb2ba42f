#include "record_codec.h"

#include "binary.h"
#include "check.h"
#include "measures.h"

static const struct binary_format record_format = { .magic = { 'P', 'X', 'S', 'R' }, .version = 4, .name = "sketch record" };

/* The fewest bytes that an item takes: what bounds a count by the bytes that are left. */
#define LINE_SIZE 8
#define KEY_SIZE 11
#define CLAIM_SIZE 41
#define FIGURE_SIZE 44
#define ANCHOR_SIZE 7

/* A sentence has at most CLAIM_SENTENCE_MAX code points. */
#define SENTENCE_BYTES_MAX (4 * CLAIM_SENTENCE_MAX)

/* ---- what a record must hold ---- */

/* An index into the lines. A record without lines (nothing but a headline of marks) may still say 0. */
static bool is_line(uint32_t line, uint32_t lines_count)
{
	return line < lines_count || line == 0;
}

static bool is_claim(const struct claim *claim, uint32_t lines_count)
{
	return claim->kind < FIGURE_KINDS && claim->counted < COUNTED_KINDS && claim->bound < BOUND_KINDS &&
	       claim->unit < UNIT_KINDS && claim->field <= 1 && claim->as_of_basis <= AS_OF_STATED &&
	       is_line(claim->line, lines_count) && claim->context_count <= CLAIM_CONTEXT_MAX && claim->named <= claim->context_count &&
	       claim->exact == claim->exact && claim->low == claim->low && claim->high == claim->high &&
	       claim->raw.length <= CLAIM_RAW_MAX && claim->sentence.length <= SENTENCE_BYTES_MAX;
}

static bool is_number(double value)
{
	return value == value;
}

static bool is_figure(const struct placed_figure *figure, uint32_t lines_count)
{
	for (uint32_t i = 0; i < figure->readings_count && i < PLACED_READINGS_MAX; i++)
		if (!is_number(figure->readings[i]))
			return false;
	return figure->readings_count >= 1 && figure->readings_count <= PLACED_READINGS_MAX && figure->kind < FIGURE_KINDS &&
	       figure->bound < BOUND_KINDS && figure->unit < UNIT_KINDS && figure->counted < COUNTED_KINDS && figure->field <= 1 &&
	       is_number(figure->low) && is_number(figure->high) && is_line(figure->line, lines_count) &&
	       figure->raw.length <= CLAIM_RAW_MAX && figure->sentence.length <= SENTENCE_BYTES_MAX;
}

/* What stands in the text stands in its order. */
static bool is_placed(const struct sketch_record *record)
{
	if (record->figures_count > RECORD_FIGURES_MAX || record->anchors_count > RECORD_ANCHORS_MAX)
		return false;
	for (uint32_t i = 0; i < record->figures_count; i++)
		if (!is_figure(&record->figures[i], record->lines_count) ||
		    (i > 0 && record->figures[i].place < record->figures[i - 1].place))
			return false;
	for (uint32_t i = 0; i < record->anchors_count; i++)
		if (!is_line(record->anchors[i].line, record->lines_count) ||
		    (i > 0 && record->anchors[i].place < record->anchors[i - 1].place))
			return false;
	return true;
}

static bool is_record(const struct sketch_record *record)
{
	const struct bytes views[] = { record->uri, record->version_text, record->source, record->credit, record->language,
				       record->headline, record->evolvedfrom };
	for (size_t i = 0; i < sizeof views / sizeof views[0]; i++) {
		if (views[i].length > RECORD_VIEW_MAX)
			return false;
	}
	if (record->uri.length == 0 || record->status > ARTICLE_CANCELED || record->text.scheme > TEXT_SKETCH_FSS32 ||
	    record->text.k > TEXT_SKETCH_K || record->lines_count > RECORD_LINES_MAX || record->keys_count > RECORD_KEYS_MAX ||
	    record->claims_count > RECORD_CLAIMS_MAX)
		return false;
	for (uint32_t i = 0; i < record->keys_count; i++) {
		if (record->keys[i].kind >= KEY_KINDS || !is_line(record->keys[i].line, record->lines_count))
			return false;
	}
	for (uint32_t i = 0; i < record->claims_count; i++) {
		if (!is_claim(&record->claims[i], record->lines_count))
			return false;
	}
	return is_placed(record);
}

/* ---- encode ---- */

static void put_text_sketch(struct buffer *buffer, const struct text_sketch *text)
{
	binary_put_varint(buffer, text->scheme);
	binary_put_varint(buffer, text->k);
	binary_put_varint(buffer, text->seed);
	binary_put_varint(buffer, text->normaliser);
	binary_put_varint(buffer, text->set_size);
	for (uint32_t i = 0; i < text->k; i++)
		binary_put_fixed32(buffer, text->values[i]);
}

static void put_span(struct buffer *buffer, struct span span)
{
	binary_put_varint(buffer, span.start);
	binary_put_varint(buffer, span.length);
}

static void put_claim(struct buffer *buffer, const struct claim *claim)
{
	buffer_put_byte(buffer, claim->kind);
	buffer_put_byte(buffer, claim->counted);
	buffer_put_byte(buffer, claim->bound);
	buffer_put_byte(buffer, claim->unit);
	binary_put_varint(buffer, claim->currency);
	buffer_put_byte(buffer, claim->field);
	buffer_put_byte(buffer, claim->vague);
	buffer_put_byte(buffer, (uint8_t)(claim->cumulative | claim->hard << 1));
	binary_put_varint(buffer, claim->line);
	binary_put_varint(buffer, claim->sentence_number);
	binary_put_double(buffer, claim->exact);
	binary_put_double(buffer, claim->low);
	binary_put_double(buffer, claim->high);
	buffer_put_byte(buffer, claim->context_count);
	for (uint32_t i = 0; i < claim->context_count; i++)
		binary_put_fixed64(buffer, claim->context[i]);
	buffer_put_byte(buffer, claim->named);
	buffer_put_byte(buffer, claim->as_of_basis);
	binary_put_signed(buffer, claim->as_of);
	put_span(buffer, claim->received_bytes);
	put_span(buffer, claim->received_points);
	binary_put_view(buffer, claim->raw);
	binary_put_view(buffer, claim->sentence);
}

/* Places are put as the way from the one before. */
static void put_figure(struct buffer *buffer, const struct placed_figure *figure, uint32_t place_before)
{
	buffer_put_byte(buffer, figure->readings_count);
	for (uint32_t i = 0; i < figure->readings_count; i++)
		binary_put_double(buffer, figure->readings[i]);
	binary_put_double(buffer, figure->low);
	binary_put_double(buffer, figure->high);
	binary_put_varint(buffer, figure->currency);
	binary_put_varint(buffer, figure->place - place_before);
	binary_put_signed(buffer, figure->date);
	binary_put_varint(buffer, figure->line);
	binary_put_varint(buffer, figure->sentence_number);
	buffer_put_byte(buffer, figure->kind);
	buffer_put_byte(buffer, figure->bound);
	buffer_put_byte(buffer, figure->unit);
	buffer_put_byte(buffer, figure->counted);
	buffer_put_byte(buffer, figure->field);
	buffer_put_byte(buffer, figure->hard);
	buffer_put_byte(buffer, figure->vague);
	put_span(buffer, figure->received_bytes);
	put_span(buffer, figure->received_points);
	binary_put_view(buffer, figure->raw);
	binary_put_view(buffer, figure->sentence);
}

static void put_placed(struct buffer *buffer, const struct sketch_record *record)
{
	binary_put_varint(buffer, record->figures_count);
	for (uint32_t i = 0; i < record->figures_count; i++)
		put_figure(buffer, &record->figures[i], i > 0 ? record->figures[i - 1].place : 0);
	binary_put_varint(buffer, record->anchors_count);
	for (uint32_t i = 0; i < record->anchors_count; i++) {
		binary_put_fixed32(buffer, record->anchors[i].key);
		binary_put_varint(buffer, record->anchors[i].place - (i > 0 ? record->anchors[i - 1].place : 0));
		binary_put_varint(buffer, record->anchors[i].sentence_number);
		binary_put_varint(buffer, record->anchors[i].line);
	}
}

static void put_key(struct buffer *buffer, const struct record_key *key)
{
	binary_put_fixed64(buffer, key->id);
	binary_put_varint(buffer, key->line);
	buffer_put_byte(buffer, key->kind);
	buffer_put_byte(buffer, key->presence);
}

static void put_article(struct buffer *buffer, const struct sketch_record *record)
{
	binary_put_view(buffer, record->uri);
	binary_put_view(buffer, record->version_text);
	binary_put_varint(buffer, record->version);
	binary_put_view(buffer, record->source);
	binary_put_view(buffer, record->credit);
	binary_put_view(buffer, record->language);
	binary_put_view(buffer, record->headline);
	binary_put_view(buffer, record->evolvedfrom);
	buffer_put_byte(buffer, (uint8_t)record->status);
	buffer_put_byte(buffer, record->correction);
	binary_put_signed(buffer, record->created);
	binary_put_signed(buffer, record->embargoed);
}

struct bytes record_encode(const struct sketch_record *record, struct arena *arena)
{
	CHECK(is_record(record));
	struct buffer buffer;
	binary_begin(&buffer, &record_format, arena,
		     1024 + record->lines_count * (size_t)LINE_SIZE + record->keys_count * (size_t)(KEY_SIZE + 1) +
			     record->claims_count * (size_t)512 + record->figures_count * (size_t)256 +
			     record->anchors_count * (size_t)(ANCHOR_SIZE + 2));
	put_article(&buffer, record);
	put_text_sketch(&buffer, &record->text);
	binary_put_varint(&buffer, record->lines_count);
	for (uint32_t i = 0; i < record->lines_count; i++)
		binary_put_fixed64(&buffer, record->lines[i]);
	binary_put_varint(&buffer, record->keys_count);
	for (uint32_t i = 0; i < record->keys_count; i++)
		put_key(&buffer, &record->keys[i]);
	binary_put_varint(&buffer, record->claims_count);
	for (uint32_t i = 0; i < record->claims_count; i++)
		put_claim(&buffer, &record->claims[i]);
	put_placed(&buffer, record);
	return binary_end(&buffer);
}

/* ---- decode ---- */

static void take_text_sketch(struct binary_read *read, struct text_sketch *text)
{
	text->scheme = (uint32_t)binary_take_varint(read, TEXT_SKETCH_FSS32);
	text->k = (uint32_t)binary_take_varint(read, TEXT_SKETCH_K);
	text->seed = (uint32_t)binary_take_varint(read, UINT32_MAX);
	text->normaliser = (uint32_t)binary_take_varint(read, UINT32_MAX);
	text->set_size = (uint32_t)binary_take_varint(read, UINT32_MAX);
	for (uint32_t i = 0; i < text->k; i++)
		text->values[i] = binary_take_fixed32(read);
}

static struct span take_span(struct binary_read *read)
{
	uint32_t start = (uint32_t)binary_take_varint(read, UINT32_MAX);
	return (struct span){ .start = start, .length = (uint32_t)binary_take_varint(read, UINT32_MAX - start) };
}

static void take_claim(struct binary_read *read, struct arena *arena, struct claim *claim)
{
	claim->kind = binary_take_byte(read, FIGURE_KINDS - 1);
	claim->counted = binary_take_byte(read, COUNTED_KINDS - 1);
	claim->bound = binary_take_byte(read, BOUND_KINDS - 1);
	claim->unit = binary_take_byte(read, UNIT_KINDS - 1);
	claim->currency = (uint32_t)binary_take_varint(read, UINT32_MAX);
	claim->field = binary_take_byte(read, 1);
	claim->vague = binary_take_byte(read, 1);
	uint8_t flags = binary_take_byte(read, 3);
	claim->cumulative = flags & 1;
	claim->hard = flags >> 1;
	claim->line = (uint16_t)binary_take_varint(read, UINT16_MAX);
	claim->sentence_number = (uint16_t)binary_take_varint(read, UINT16_MAX);
	claim->exact = binary_take_double(read);
	claim->low = binary_take_double(read);
	claim->high = binary_take_double(read);
	claim->context_count = binary_take_byte(read, CLAIM_CONTEXT_MAX);
	for (uint32_t i = 0; i < claim->context_count; i++)
		claim->context[i] = binary_take_fixed64(read);
	claim->named = binary_take_byte(read, claim->context_count);
	claim->as_of_basis = binary_take_byte(read, AS_OF_STATED);
	claim->as_of = binary_take_signed(read);
	claim->received_bytes = take_span(read);
	claim->received_points = take_span(read);
	claim->raw = binary_take_view(read, CLAIM_RAW_MAX, arena);
	claim->sentence = binary_take_view(read, SENTENCE_BYTES_MAX, arena);
}

static void take_figure(struct binary_read *read, struct arena *arena, uint32_t place_before, struct placed_figure *figure)
{
	figure->readings_count = binary_take_byte(read, PLACED_READINGS_MAX);
	for (uint32_t i = 0; i < figure->readings_count; i++)
		figure->readings[i] = binary_take_double(read);
	figure->low = binary_take_double(read);
	figure->high = binary_take_double(read);
	figure->currency = (uint32_t)binary_take_varint(read, UINT32_MAX);
	figure->place = place_before + (uint32_t)binary_take_varint(read, UINT32_MAX - place_before);
	figure->date = (int32_t)binary_take_signed(read);
	figure->line = (uint16_t)binary_take_varint(read, UINT16_MAX);
	figure->sentence_number = (uint16_t)binary_take_varint(read, UINT16_MAX);
	figure->kind = binary_take_byte(read, FIGURE_KINDS - 1);
	figure->bound = binary_take_byte(read, BOUND_KINDS - 1);
	figure->unit = binary_take_byte(read, UNIT_KINDS - 1);
	figure->counted = binary_take_byte(read, COUNTED_KINDS - 1);
	figure->field = binary_take_byte(read, 1);
	figure->hard = binary_take_byte(read, 1);
	figure->vague = binary_take_byte(read, 1);
	figure->received_bytes = take_span(read);
	figure->received_points = take_span(read);
	figure->raw = binary_take_view(read, CLAIM_RAW_MAX, arena);
	figure->sentence = binary_take_view(read, SENTENCE_BYTES_MAX, arena);
}

static void take_placed(struct binary_read *read, struct arena *arena, struct sketch_record *record)
{
	record->figures_count = binary_take_count(read, RECORD_FIGURES_MAX, FIGURE_SIZE);
	struct placed_figure *figures = arena_take_cleared(arena, record->figures_count + (size_t)1, sizeof *figures);
	for (uint32_t i = 0; i < record->figures_count; i++)
		take_figure(read, arena, i > 0 ? figures[i - 1].place : 0, &figures[i]);
	record->figures = figures;

	record->anchors_count = binary_take_count(read, RECORD_ANCHORS_MAX, ANCHOR_SIZE);
	struct placed_key *anchors = arena_take_cleared(arena, record->anchors_count + (size_t)1, sizeof *anchors);
	for (uint32_t i = 0, place = 0; i < record->anchors_count; i++) {
		anchors[i].key = binary_take_fixed32(read);
		place += (uint32_t)binary_take_varint(read, UINT32_MAX - place);
		anchors[i].place = place;
		anchors[i].sentence_number = (uint16_t)binary_take_varint(read, UINT16_MAX);
		anchors[i].line = (uint16_t)binary_take_varint(read, UINT16_MAX);
	}
	record->anchors = anchors;
}

static void take_key(struct binary_read *read, struct record_key *key)
{
	key->id = binary_take_fixed64(read);
	key->line = (uint16_t)binary_take_varint(read, UINT16_MAX);
	key->kind = binary_take_byte(read, KEY_KINDS - 1);
	key->presence = binary_take_byte(read, UINT8_MAX);
}

static void take_article(struct binary_read *read, struct arena *arena, struct sketch_record *record)
{
	record->uri = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->version_text = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->version = binary_take_varint(read, UINT64_MAX);
	record->source = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->credit = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->language = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->headline = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->evolvedfrom = binary_take_view(read, RECORD_VIEW_MAX, arena);
	record->status = binary_take_byte(read, ARTICLE_CANCELED);
	record->correction = binary_take_byte(read, 1);
	record->created = binary_take_signed(read);
	record->embargoed = binary_take_signed(read);
}

static void take_lists(struct binary_read *read, struct arena *arena, struct sketch_record *record)
{
	record->lines_count = binary_take_count(read, RECORD_LINES_MAX, LINE_SIZE);
	uint64_t *lines = arena_take_cleared(arena, record->lines_count + (size_t)1, sizeof *lines);
	for (uint32_t i = 0; i < record->lines_count; i++)
		lines[i] = binary_take_fixed64(read);
	record->lines = lines;

	record->keys_count = binary_take_count(read, RECORD_KEYS_MAX, KEY_SIZE);
	struct record_key *keys = arena_take_cleared(arena, record->keys_count + (size_t)1, sizeof *keys);
	for (uint32_t i = 0; i < record->keys_count; i++)
		take_key(read, &keys[i]);
	record->keys = keys;

	record->claims_count = binary_take_count(read, RECORD_CLAIMS_MAX, CLAIM_SIZE);
	struct claim *claims = arena_take_cleared(arena, record->claims_count + (size_t)1, sizeof *claims);
	for (uint32_t i = 0; i < record->claims_count; i++)
		take_claim(read, arena, &claims[i]);
	record->claims = claims;
	take_placed(read, arena, record);
}

enum status record_decode(struct bytes bytes, struct arena *arena, struct sketch_record *ret_record, const char **ret_reason)
{
	struct binary_read read;
	enum status status = binary_open(&read, &record_format, bytes, arena, ret_reason);
	if (status != STATUS_OK)
		return status;
	struct sketch_record record = { 0 };
	take_article(&read, arena, &record);
	take_text_sketch(&read, &record.text);
	take_lists(&read, arena, &record);
	if (!binary_is_whole(&read) || !is_record(&record)) {
		*ret_reason = "The sketch record has a field that its format does not allow.";
		return STATUS_BAD_INPUT;
	}
	*ret_record = record;
	return STATUS_OK;
}

struct bytes record_uri(struct bytes encoded)
{
	struct binary_read read = { encoded.data + BINARY_MAGIC_SIZE + 1, encoded.data + encoded.length, false };
	uint64_t length = binary_take_varint(&read, RECORD_VIEW_MAX + 1); /* 0 is an absent view; a record has a uri */
	CHECK(!read.failed && length > 0 && length - 1 <= (size_t)(read.end - read.at));
	return bytes_of(read.at, (size_t)length - 1);
}
