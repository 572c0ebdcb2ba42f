/* ledger_bench.c: what an article costs in the ledger as its story grows: articles of 24 claims, 30 figures and 200 names, which
 * agree on most of it; one in 32 gives another number. Prints ns an article, settling included, for the first hundred of
 * the story, the hundred before the thousandth and the last hundred; and the same for articles of a story each.
 * usage: ledger_bench [ROUNDS] */
#include "bench.h"

#include "hash.h"
#include "ledger.h"
#include "measures.h"

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
		.language = bytes_of_string(number % 2 == 0 ? "en" : "fr"), .created = number * CLOCK_HOUR / 60, .claims = text->claims,
		.claims_count = RECORD_CLAIMS_MAX, .figures = text->figures, .figures_count = FIGURES, .anchors = text->names,
		.anchors_count = NAMES };
}

/* The cost of one article, and how many steps it made. */
static double take(struct ledger *ledger, uint64_t story, const struct text *text, uint32_t number, struct arena *arena, uint64_t *ret_steps)
{
	struct discrepancy_event *events;
	struct arena_mark mark = arena_mark(arena);
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
	static const struct ledger_settings settings = { .single_source = false };
	static double rounds[4][ROUNDS_MAX];
	static struct text text;
	size_t count = rounds_of(argc, argv, 5, ROUNDS_MAX);
	struct arena arena;
	uint64_t steps = 0, none = 0;
	arena_init(&arena, 1 << 20);
	for (size_t round = 0; round < count; round++) {
		struct ledger *ledger = ledger_new(&settings);
		for (uint32_t i = 0; i < MEMBERS; i++) {
			make(&text, 1, i);
			double cost = take(ledger, 1, &text, i, &arena, &steps);
			for (size_t k = 0; k < 3; k++)
				rounds[k][round] += i < windows[k] && i + WINDOW >= windows[k] ? cost / WINDOW : 0.0;
		}
		for (uint32_t i = 0; i < WINDOW; i++) {
			make(&text, 2 + i, i);
			rounds[3][round] += take(ledger, 2 + i, &text, i, &arena, &none) / WINDOW;
		}
		ledger_free(ledger);
	}
	print_machine();
	printf("%-36s %10s %10s %10s   ns an article, %zu rounds\n", "", "min", "median", "max", count);
	for (size_t k = 0; k < 3; k++)
		print_row(names[k], rounds[k], count);
	print_row("alone in its story", rounds[3], count);
	printf("%.1f steps an article in the long story\n", (double)steps / (double)(count * MEMBERS));
	arena_free(&arena);
	return 0;
}
