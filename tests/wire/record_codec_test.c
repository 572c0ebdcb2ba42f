/* The sketch record as bytes: what goes in comes out; nothing that was cut or changed does any harm.
 * PARALLAX_TEST_SEED sets the seed of the random records. */
#include "record_codec.h"

#include <math.h>
#include <stdlib.h>

#include "check_that.h"
#include "hash.h"
#include "measures.h"

static struct arena arena;
static uint64_t state;

static uint64_t any(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static uint32_t below(uint32_t limit)
{
	return (uint32_t)((any() >> 32) * limit >> 32);
}

/* ---- random records ---- */

static struct bytes any_view(uint32_t max)
{
	uint32_t choice = below(4);
	if (choice == 0)
		return (struct bytes){ 0 };
	uint32_t length = choice == 1 ? 0 : below(max + 1);
	uint8_t *data = arena_take(&arena, length + 1u);
	for (uint32_t i = 0; i < length; i++)
		data[i] = (uint8_t)any();
	return bytes_of(data, length);
}

static double any_double(void)
{
	static const double some[] = { 0, 84, 25490, 0.5, 1e300, HUGE_VAL, -HUGE_VAL, -0.0, 5e-324 };
	return some[below(sizeof some / sizeof some[0])];
}

static int64_t any_time(void)
{
	static const int64_t some[] = { CLOCK_ABSENT, INT64_MAX, -1, 0, 1706097600000 };
	return some[below(5)];
}

static struct claim any_claim(uint32_t lines)
{
	struct claim claim = { .kind = (uint8_t)below(FIGURE_KINDS), .counted = (uint8_t)below(COUNTED_KINDS),
			       .bound = (uint8_t)below(BOUND_KINDS), .unit = (uint8_t)below(UNIT_KINDS),
			       .currency = below(0x1000000), .field = (uint8_t)below(2), .vague = below(2), .cumulative = below(2), .hard = below(2),
			       .line = (uint16_t)(lines == 0 ? 0 : below(lines)), .sentence_number = (uint16_t)any(),
			       .exact = any_double(), .low = any_double(), .high = any_double(),
			       .context_count = (uint8_t)below(CLAIM_CONTEXT_MAX + 1), .as_of_basis = (uint8_t)below(2),
			       .as_of = any_time(), .received_bytes = { below(1u << 31), below(1000) },
			       .received_points = { below(1u << 31), below(1000) }, .raw = any_view(CLAIM_RAW_MAX),
			       .sentence = any_view(CLAIM_SENTENCE_MAX * 4) };
	for (uint32_t i = 0; i < claim.context_count; i++)
		claim.context[i] = any();
	claim.named = (uint8_t)below(claim.context_count + 1u);
	return claim;
}

static void any_lists(struct sketch_record *record, bool full)
{
	record->lines_count = full ? RECORD_LINES_MAX : below(20);
	record->keys_count = full ? RECORD_KEYS_MAX : below(60);
	record->claims_count = full ? RECORD_CLAIMS_MAX : below(6);
	uint64_t *lines = arena_take(&arena, (record->lines_count + 1) * sizeof *lines);
	struct record_key *keys = arena_take(&arena, (record->keys_count + 1) * sizeof *keys);
	struct claim *claims = arena_take(&arena, (record->claims_count + 1) * sizeof *claims);
	for (uint32_t i = 0; i < record->lines_count; i++)
		lines[i] = any();
	for (uint32_t i = 0; i < record->keys_count; i++)
		keys[i] = (struct record_key){ .id = any(), .line = (uint16_t)(record->lines_count == 0 ? 0 : below(record->lines_count)),
					       .kind = (uint8_t)below(KEY_KINDS), .presence = (uint8_t)any() };
	for (uint32_t i = 0; i < record->claims_count; i++)
		claims[i] = any_claim(record->lines_count);
	record->lines = lines;
	record->keys = keys;
	record->claims = claims;
}

static struct placed_figure any_figure(uint32_t lines, uint32_t place)
{
	struct placed_figure figure = { .low = any_double(), .high = any_double(), .currency = below(0x1000000), .place = place,
		.date = (int32_t)any(), .line = (uint16_t)(lines == 0 ? 0 : below(lines)), .sentence_number = (uint16_t)any(),
		.readings_count = (uint8_t)(1 + below(PLACED_READINGS_MAX)), .kind = (uint8_t)below(FIGURE_KINDS),
		.bound = (uint8_t)below(BOUND_KINDS), .unit = (uint8_t)below(UNIT_KINDS), .counted = (uint8_t)below(COUNTED_KINDS),
		.field = (uint8_t)below(2), .hard = below(2), .vague = below(2), .received_bytes = { below(1u << 31), below(1000) },
		.received_points = { below(1u << 31), below(1000) }, .raw = any_view(CLAIM_RAW_MAX),
		.sentence = any_view(CLAIM_SENTENCE_MAX * 4) };
	for (uint32_t i = 0; i < figure.readings_count; i++)
		figure.readings[i] = any_double();
	return figure;
}

/* What stands in the text stands in its order. */
static void any_placed(struct sketch_record *record, bool full)
{
	record->figures_count = full ? RECORD_FIGURES_MAX : below(6);
	record->anchors_count = full ? RECORD_ANCHORS_MAX : below(20);
	struct placed_figure *figures = arena_take(&arena, (record->figures_count + 1) * sizeof *figures);
	struct placed_key *anchors = arena_take(&arena, (record->anchors_count + 1) * sizeof *anchors);
	for (uint32_t i = 0, place = 0; i < record->figures_count; i++)
		figures[i] = any_figure(record->lines_count, place += below(1000));
	for (uint32_t i = 0, place = 0; i < record->anchors_count; i++)
		anchors[i] = (struct placed_key){ .key = (uint32_t)any(), .place = place += below(300), .sentence_number = (uint16_t)any(),
			                          .line = (uint16_t)(record->lines_count > 0 ? below(record->lines_count) : 0) };
	record->figures = figures;
	record->anchors = anchors;
}

static struct sketch_record any_record(bool full)
{
	struct sketch_record record = { .uri = bytes_of_string("urn:w:1"), .version_text = any_view(64),
					.version = below(2) ? any() : below(9), .source = any_view(256), .credit = any_view(256),
					.language = any_view(8), .headline = any_view(800), .evolvedfrom = any_view(1024),
					.status = (enum article_status)below(3), .correction = below(2), .created = any_time(),
					.embargoed = any_time() };
	record.text = (struct text_sketch){ .scheme = below(3), .k = below(2) ? TEXT_SKETCH_K : below(TEXT_SKETCH_K + 1),
					    .seed = (uint32_t)any(), .normaliser = below(9), .set_size = below(5000) };
	for (uint32_t i = 0; i < record.text.k; i++)
		record.text.values[i] = (uint32_t)any();
	any_lists(&record, full);
	any_placed(&record, full);
	return record;
}

/* ---- equal ---- */

/* Absent and empty are not the same. */
static bool same_view(struct bytes a, struct bytes b)
{
	return (a.data == NULL) == (b.data == NULL) && bytes_equal(a, b);
}

static bool same_double(double a, double b)
{
	return memcmp(&a, &b, sizeof a) == 0;
}

static bool same_claim(const struct claim *a, const struct claim *b)
{
	return a->kind == b->kind && a->counted == b->counted && a->bound == b->bound && a->unit == b->unit &&
	       a->currency == b->currency && a->field == b->field && a->vague == b->vague && a->cumulative == b->cumulative && a->hard == b->hard &&
	       a->line == b->line && a->sentence_number == b->sentence_number && same_double(a->exact, b->exact) &&
	       same_double(a->low, b->low) && same_double(a->high, b->high) &&
	       memcmp(a->context, b->context, sizeof a->context) == 0 && a->context_count == b->context_count && a->named == b->named &&
	       a->as_of_basis == b->as_of_basis && a->as_of == b->as_of &&
	       memcmp(&a->received_bytes, &b->received_bytes, sizeof(struct span)) == 0 &&
	       memcmp(&a->received_points, &b->received_points, sizeof(struct span)) == 0 && same_view(a->raw, b->raw) &&
	       same_view(a->sentence, b->sentence);
}

static bool same_figure(const struct placed_figure *a, const struct placed_figure *b)
{
	return memcmp(a->readings, b->readings, a->readings_count * sizeof *a->readings) == 0 && same_double(a->low, b->low) &&
	       same_double(a->high, b->high) && a->currency == b->currency && a->place == b->place && a->date == b->date && a->line == b->line &&
	       a->sentence_number == b->sentence_number && a->readings_count == b->readings_count && a->kind == b->kind &&
	       a->bound == b->bound && a->unit == b->unit && a->counted == b->counted && a->field == b->field && a->hard == b->hard &&
	       a->vague == b->vague && memcmp(&a->received_bytes, &b->received_bytes, sizeof(struct span)) == 0 &&
	       memcmp(&a->received_points, &b->received_points, sizeof(struct span)) == 0 && same_view(a->raw, b->raw) &&
	       same_view(a->sentence, b->sentence);
}

static bool same_placed(const struct sketch_record *a, const struct sketch_record *b)
{
	if (a->figures_count != b->figures_count || a->anchors_count != b->anchors_count)
		return false;
	for (uint32_t i = 0; i < a->figures_count; i++)
		if (!same_figure(&a->figures[i], &b->figures[i]))
			return false;
	for (uint32_t i = 0; i < a->anchors_count; i++)
		if (a->anchors[i].key != b->anchors[i].key || a->anchors[i].place != b->anchors[i].place ||
		    a->anchors[i].sentence_number != b->anchors[i].sentence_number || a->anchors[i].line != b->anchors[i].line)
			return false;
	return true;
}

static bool same_record(const struct sketch_record *a, const struct sketch_record *b)
{
	if (!same_view(a->uri, b->uri) || !same_view(a->version_text, b->version_text) || a->version != b->version ||
	    !same_view(a->source, b->source) || !same_view(a->credit, b->credit) || !same_view(a->language, b->language) ||
	    !same_view(a->headline, b->headline) || !same_view(a->evolvedfrom, b->evolvedfrom) || a->status != b->status ||
	    a->correction != b->correction || a->created != b->created || a->embargoed != b->embargoed ||
	    memcmp(&a->text, &b->text, sizeof a->text) != 0 || a->lines_count != b->lines_count ||
	    a->keys_count != b->keys_count || a->claims_count != b->claims_count)
		return false;
	for (uint32_t i = 0; i < a->keys_count; i++) {
		if (a->keys[i].id != b->keys[i].id || a->keys[i].line != b->keys[i].line || a->keys[i].kind != b->keys[i].kind ||
		    a->keys[i].presence != b->keys[i].presence)
			return false;
	}
	for (uint32_t i = 0; i < a->claims_count; i++) {
		if (!same_claim(&a->claims[i], &b->claims[i]))
			return false;
	}
	return memcmp(a->lines, b->lines, a->lines_count * sizeof *a->lines) == 0 && same_placed(a, b);
}

/* ---- tests ---- */

static void test_round_trip(void)
{
	for (int round = 0; round < 2000; round++) {
		struct arena_mark mark = arena_mark(&arena);
		struct sketch_record record = any_record(round % 50 == 0), read = { 0 };
		const char *reason = NULL;
		struct bytes bytes = record_encode(&record, &arena);
		CHECK_THAT(record_decode(bytes, &arena, &read, &reason) == STATUS_OK && same_record(&record, &read));
		CHECK_THAT(bytes_equal(bytes, record_encode(&read, &arena)));
		arena_rewind(&arena, mark);
	}
}

/* The format as it stands in topics, byte by byte: whoever changes it has to raise its version, and to change this. */
static void test_layout(void)
{
	static const uint64_t lines[] = { 0x1122334455667788 };
	static const struct record_key keys[] = { { .id = 0x0102030405060708, .line = 0, .kind = KEY_PLACE, .presence = 255 } };
	struct claim claims[] = { { .kind = FIGURE_MONEY, .counted = COUNTED_DEAD, .bound = BOUND_AT_MOST, .unit = UNIT_M,
				    .currency = 'E' << 16 | 'U' << 8 | 'R', .field = 1, .cumulative = true, .sentence_number = 6,
				    .exact = 1, .low = 2, .high = 0.5, .context = { 9 }, .context_count = 1, .named = 1,
				    .as_of_basis = AS_OF_STATED, .as_of = 1, .received_bytes = { 200, 3 },
				    .received_points = { 7, 8 }, .raw = bytes_of_string("x") } };
	static const struct placed_figure figures[] = { { .readings = { 1, 2 }, .readings_count = 2, .low = 2, .high = 0.5, .currency = 1,
		.place = 200, .date = -1, .sentence_number = 6, .kind = FIGURE_MONEY, .bound = BOUND_AT_MOST, .unit = UNIT_M, .counted = COUNTED_DEAD,
		.field = 1, .hard = true, .received_bytes = { 200, 3 }, .received_points = { 7, 8 } } };
	static const struct placed_key anchors[] = { { .key = 0xa1b2c3d4, .place = 5, .sentence_number = 1 }, { .key = 1, .place = 7, .sentence_number = 2 } };
	struct sketch_record record = { .uri = bytes_of_string("u"), .version = 300, .language = bytes_of_string(""),
					.status = ARTICLE_CANCELED, .correction = true, .created = -1, .embargoed = CLOCK_ABSENT,
					.text = { .scheme = TEXT_SKETCH_CLASSIC, .k = 1, .seed = 2, .normaliser = 3, .set_size = 4,
						  .values = { 0xa1b2c3d4 } },
					.lines = lines, .lines_count = 1, .keys = keys, .keys_count = 1, .claims = claims,
					.claims_count = 1, .figures = figures, .figures_count = 1, .anchors = anchors,
					.anchors_count = 2 };
	static const uint8_t expected[] = {
		'P', 'X', 'S', 'R', 4,
		2, 'u', 0, 0xac, 2, 0, 0, 1, 0, 0, /* uri, version_text, version, source, credit, language, headline, evolvedfrom */
		2, 1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, /* status, correction, created, embargoed */
		1, 1, 2, 3, 4, 0xd4, 0xc3, 0xb2, 0xa1, /* text sketch */
		1, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11,
		1, 8, 7, 6, 5, 4, 3, 2, 1, 0, 2, 255,
		1, 1, 1, 3, 2, 0xd2, 0xaa, 0x95, 2, 1, 0, 1, 0, 6, /* kind … unit, currency, field, vague, cumulative, line, sentence */
		0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f,
		1, 9, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 0xc8, 1, 3, 7, 8, 2, 'x', 0, /* context, named, as of, spans, raw, sentence */
		1, 2, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x40, /* a placed figure: readings, */
		0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f,       /* low, high, */
		1, 0xc8, 1, 1, 0, 6, 1, 3, 2, 1, 1, 1, 0, /* currency, place, date, line, sentence, kind … counted, field, hard, vague, */
		0xc8, 1, 3, 7, 8, 0, 0,                /* spans, raw, sentence */
		2, 0xd4, 0xc3, 0xb2, 0xa1, 5, 1, 0, 1, 0, 0, 0, 2, 2, 0, /* anchors: key, way from the one before, sentence, line */
	};
	struct bytes bytes = record_encode(&record, &arena);
	CHECK_THAT(bytes.length == sizeof expected + 8);
	CHECK_THAT(bytes.length >= sizeof expected && memcmp(bytes.data, expected, sizeof expected) == 0);
}

static void check_refused(struct bytes bytes, const char *word)
{
	struct sketch_record read, before;
	const char *reason = NULL;
	memset(&read, 0x5a, sizeof read);
	before = read;
	struct arena_mark mark = arena_mark(&arena);
	CHECK_THAT(record_decode(bytes, &arena, &read, &reason) == STATUS_BAD_INPUT);
	CHECK_THAT(reason != NULL && (word == NULL || strstr(reason, word) != NULL));
	CHECK_THAT(memcmp(&read, &before, sizeof read) == 0);
	arena_rewind(&arena, mark);
}

/* Each in memory of its own size, so that the sanitizer sees one byte too far. */
static void check_copy_refused(struct bytes bytes, const char *word)
{
	uint8_t *copy = malloc(bytes.length + 1);
	memcpy(copy, bytes.data, bytes.length);
	uint8_t *tight = bytes.length == 0 ? copy : realloc(copy, bytes.length);
	check_refused(bytes_of(tight, bytes.length), word);
	free(tight);
}

static void test_every_truncation(void)
{
	struct sketch_record record = any_record(false);
	struct bytes bytes = record_encode(&record, &arena);
	for (size_t length = 0; length < bytes.length; length++)
		check_copy_refused(bytes_of(bytes.data, length), NULL);
	check_refused((struct bytes){ 0 }, "not a sketch record");
	uint8_t *longer = arena_take(&arena, bytes.length + 1);
	memcpy(longer, bytes.data, bytes.length);
	longer[bytes.length] = 0;
	check_refused(bytes_of(longer, bytes.length + 1), NULL);
}

/* Every byte set to each of some other values: the checksum finds it. */
static void test_every_corruption(void)
{
	struct sketch_record record = any_record(false);
	struct bytes bytes = record_encode(&record, &arena);
	uint8_t *copy = arena_take(&arena, bytes.length);
	memcpy(copy, bytes.data, bytes.length);
	for (size_t at = 0; at < bytes.length; at++) {
		for (unsigned bit = 0; bit < 8; bit++) {
			copy[at] ^= (uint8_t)(1u << bit);
			check_refused(bytes_of(copy, bytes.length), NULL);
			copy[at] ^= (uint8_t)(1u << bit);
		}
	}
}

static void seal(uint8_t *bytes, size_t length)
{
	uint64_t hash = XXH3_64bits(bytes, length - 8);
	for (int i = 0; i < 8; i++)
		bytes[length - 8 + (size_t)i] = (uint8_t)(hash >> (8 * i));
}

/* The same with a checksum that fits, as whoever means harm would send it: refused, or a record that may be used. */
static void test_sealed_corruption(void)
{
	unsigned long taken = 0, refused = 0;
	for (int round = 0; round < 20; round++) {
		struct arena_mark outer = arena_mark(&arena);
		struct sketch_record record = any_record(false);
		struct bytes bytes = record_encode(&record, &arena);
		uint8_t *copy = arena_take(&arena, bytes.length);
		for (size_t at = 5; at < bytes.length - 8; at++) {
			struct arena_mark mark = arena_mark(&arena);
			struct sketch_record read;
			const char *reason = NULL;
			memcpy(copy, bytes.data, bytes.length);
			copy[at] = (uint8_t)(copy[at] + 1 + below(255));
			seal(copy, bytes.length);
			if (record_decode(bytes_of(copy, bytes.length), &arena, &read, &reason) == STATUS_OK) {
				taken++;
				record_encode(&read, &arena); /* checks all that a record promises */
			} else {
				refused++;
			}
			arena_rewind(&arena, mark);
		}
		arena_rewind(&arena, outer);
	}
	CHECK_THAT(taken > 1000 && refused > 100);
}

static void test_foreign_version(void)
{
	struct sketch_record record = any_record(false);
	struct bytes bytes = record_encode(&record, &arena);
	uint8_t *copy = arena_take(&arena, bytes.length);
	memcpy(copy, bytes.data, bytes.length);
	copy[4] = 7;
	check_refused(bytes_of(copy, bytes.length), "format version 7; this program reads version 4");
	seal(copy, bytes.length);
	check_refused(bytes_of(copy, bytes.length), "format version 7; this program reads version 4");
	copy[4] = bytes.data[4];
	copy[0] = 'Q';
	check_refused(bytes_of(copy, bytes.length), "not a sketch record");
	copy[0] = 'P';
	copy[8] ^= 1;
	check_refused(bytes_of(copy, bytes.length), "damaged");
}

/* What a record may not hold is refused although the bytes are whole: each alone. */
static void test_bad_fields(void)
{
	/* The layout is that of test_layout, without a text sketch and a claim: where in the bytes, what is put there. */
	static const struct {
		size_t at;
		uint8_t value;
	} cases[] = {
		{ 5, 0 },     /* no uri */
		{ 15, 3 },    /* status */
		{ 16, 2 },    /* a boolean */
		{ 28, 3 },    /* scheme of the text sketch */
		{ 29, 129 },  /* its k */
		{ 33, 200 },  /* more lines than bytes */
		{ 42, 200 },  /* more keys than bytes */
		{ 51, 1 },    /* a key's line behind the last */
		{ 52, 7 },    /* its kind */
		{ 54, 25 },   /* more claims than allowed */
		{ 54, 1 },    /* a claim that is not there */
	};
	static const uint64_t lines[] = { 1 };
	static const struct record_key keys[] = { { .id = 1, .kind = KEY_PLACE } };
	struct sketch_record record = { .uri = bytes_of_string("u"), .version = 300, .language = bytes_of_string(""),
					.created = -1, .embargoed = CLOCK_ABSENT, .lines = lines, .lines_count = 1, .keys = keys,
					.keys_count = 1 };
	struct bytes bytes = record_encode(&record, &arena);
	uint8_t *copy = arena_take(&arena, bytes.length);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		memcpy(copy, bytes.data, bytes.length);
		copy[cases[i].at] = cases[i].value;
		seal(copy, bytes.length);
		check_refused(bytes_of(copy, bytes.length), "a field that its format does not allow");
	}
}

int main(void)
{
	const char *seed = getenv("PARALLAX_TEST_SEED");
	state = seed == NULL ? 0x9e3779b97f4a7c15u : strtoull(seed, NULL, 0) | 1;
	printf("PARALLAX_TEST_SEED=%llu\n", (unsigned long long)state);
	arena_init(&arena, 1 << 16);
	test_round_trip();
	test_layout();
	test_every_truncation();
	test_every_corruption();
	test_sealed_corruption();
	test_foreign_version();
	test_bad_fields();
	arena_free(&arena);
	return check_that_result();
}
