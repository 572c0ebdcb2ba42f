/* ledger_bench.c: what an article costs in the ledger as its story grows: articles of 24 claims, 30 figures and 200 names, which
 * agree on most of it; one in 32 gives another number. Prints ns an article, settling included, for the first hundred of
 * the story, the hundred before the thousandth and the last hundred; and the same for articles of a story each. Then the bytes that
 * the ledger holds of an article, beside its record, which the story state has anyway.
 * usage: ledger_bench [ROUNDS] */
#include "bench.h"

#include <malloc.h>

#include "hash.h"
#include "ledger.h"
#include "measures.h"
#include "record_codec.h"

#define MEMBERS 5000
#define WINDOW 100
#define FIGURES 30
#define NAMES 200
#define ROUNDS_MAX 50

struct text {
	struct sketch_record record;
	struct claim claims[RECORD_CLAIMS_MAX];
	struct placed_figure figures[FIGURES];
	struct placed_key names[NAMES];
	uint64_t lines[RECORD_CLAIMS_MAX];
	char uri[32];
};

/* Article `number` of an event: its claims and figures are the event's, some of its names its own. */
static void make(struct text *text, uint64_t event, uint32_t number)
{
	memset(text, 0, sizeof *text);
	for (uint32_t i = 0; i < RECORD_CLAIMS_MAX; i++) {
		uint64_t random = hash_mix(event * 64 + i);
		bool odd = hash_mix(number * 64u + i + 1) % 32 == 0;
		double value = (double)(20 + random % 5000 + (odd ? 3 + number % 5 : 0));
		text->claims[i] = (struct claim){ .kind = FIGURE_COUNT, .counted = (uint8_t)(1 + i % (COUNTED_KINDS - 1)), .hard = true,
			.sentence_number = (uint16_t)i, .line = (uint16_t)i, .exact = value, .low = value, .high = value,
			.context = { random, random >> 8, random >> 16, event }, .context_count = 4, .as_of = CLOCK_ABSENT,
			.raw = bytes_of_string("at least 25,490 people"),
			.sentence = bytes_of_string("So far at least 25,490 people were killed in the region, officials said.") };
	}
	for (uint32_t i = 0; i < FIGURES; i++) {
		double value = (double)(10 + hash_mix(event * 32 + i) % 3000 + (hash_mix(number * 32u + i) % 32 == 0 ? number % 7 : 0));
		text->figures[i] = (struct placed_figure){ .readings = { value }, .readings_count = 1, .low = value, .high = value,
			.place = 100 * i + 50, .sentence_number = (uint16_t)i, .kind = FIGURE_COUNT, .hard = true,
			.received_bytes = { 100 * i + 50, 3 }, .raw = bytes_of_string("25,490"),
			.sentence = bytes_of_string("So far at least 25,490 people were killed in the region, officials said.") };
	}
	for (uint32_t i = 0; i < NAMES; i++)
		text->names[i] = (struct placed_key){ (uint32_t)hash_mix(i % 3 == 0 ? event * 512 + i : number * 512u + i), 15 * i, (uint16_t)(15 * i / 100), 0 };
	snprintf(text->uri, sizeof text->uri, "urn:bench:%u", number);
	text->record = (struct sketch_record){ .uri = bytes_of_string(text->uri), .version = 1, .source = bytes_of_string("bench"),
		.language = bytes_of_string(number % 2 == 0 ? "en" : "fr"), .created = number * CLOCK_HOUR / 60, .lines = text->lines, .lines_count = RECORD_CLAIMS_MAX, .claims = text->claims,
		.claims_count = RECORD_CLAIMS_MAX, .figures = text->figures, .figures_count = FIGURES, .anchors = text->names,
		.anchors_count = NAMES };
}

/* The records, as the story state keeps them. */
struct records {
	struct uses uses;
	uint64_t count, bytes;
};

/* The cost of one article, and how many steps it made. */
static double take(struct ledger *ledger, uint64_t story, struct text *text, uint32_t number, struct records *records, struct arena *arena,
                   uint64_t *ret_steps)
{
	struct discrepancy_event *events;
	struct arena_mark mark = arena_mark(arena);
	text->record.number = ++records->count;
	struct bytes encoded = record_encode(&text->record, arena);
	uses_read(&records->uses, text->record.number, encoded);
	records->bytes += encoded.length;
	double start = now_ns();
	ledger_article_in(ledger, story, &text->record, hash_mix(number), text->record.created);
	*ret_steps += ledger_settle(ledger, story, number, text->record.created, arena, &events);
	double cost = now_ns() - start;
	arena_rewind(arena, mark);
	return cost;
}

static void print_row(const char *name, double *rounds, size_t count)
{
	sort_rounds(rounds, count);
	printf("%-36s %10.0f %10.0f %10.0f\n", name, rounds[0], rounds[count / 2], rounds[count - 1]);
}

int main(int argc, char **argv)
{
	static const uint32_t windows[] = { WINDOW, 1000, MEMBERS };
	static const char *const names[] = { "members 1 to 100 of a story", "members 901 to 1000", "the last 100 of 5000" };
	static const struct ledger_settings settings = { .evidence_room = 1 }; /* as in a window that is full */
	static double rounds[4][ROUNDS_MAX];
	static struct text text;
	size_t count = rounds_of(argc, argv, 5, ROUNDS_MAX);
	struct arena arena;
	uint64_t steps = 0, none = 0;
	size_t story_bytes = 0, alone_bytes = 0;
	uint64_t record_bytes = 0;
	arena_init(&arena, 1 << 20);
	for (size_t round = 0; round < count; round++) {
		struct ledger *ledger = ledger_new(&settings);
		struct records records = { .count = 0 };
		size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
		uses_init(&records.uses);
		ledger_track(ledger, &records.uses);
		for (uint32_t i = 0; i < MEMBERS; i++) {
			make(&text, 1, i);
			double cost = take(ledger, 1, &text, i, &records, &arena, &steps);
			for (size_t k = 0; k < 3; k++)
				rounds[k][round] += i < windows[k] && i + WINDOW >= windows[k] ? cost / WINDOW : 0.0;
		}
		story_bytes = mallinfo2().uordblks + mallinfo2().hblkhd - before - records.bytes;
		for (uint32_t i = 0; i < MEMBERS; i++) {
			make(&text, 2 + i, i);
			double cost = take(ledger, 2 + i, &text, i, &records, &arena, &none);
			rounds[3][round] += i < WINDOW ? cost / WINDOW : 0.0;
		}
		alone_bytes = mallinfo2().uordblks + mallinfo2().hblkhd - before - records.bytes - story_bytes;
		record_bytes = records.bytes / records.count;
		ledger_free(ledger);
		uses_free(&records.uses);
	}
	print_machine();
	printf("%-36s %10s %10s %10s   ns an article, %zu rounds\n", "", "min", "median", "max", count);
	for (size_t k = 0; k < 3; k++)
		print_row(names[k], rounds[k], count);
	print_row("alone in its story", rounds[3], count);
	printf("%.1f steps an article in the long story\n", (double)steps / (double)(count * MEMBERS));
	printf("%zu bytes an article of the story of %d, %zu of %d stories of one; its record has %llu\n", story_bytes / MEMBERS, MEMBERS,
	       alone_bytes / MEMBERS, MEMBERS, (unsigned long long)record_bytes);
	arena_free(&arena);
	return 0;
}
