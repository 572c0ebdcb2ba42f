/* claims_bench.c: what the claims of an article cost: nanoseconds per 3 KB of plain text for reading, figures, dates, claims,
 * figure keys and placing, by language, beside the lexicon's scan and the names of the same words in the same run, in the
 * order of flow/sketch.c and in CPU time of the thread. Texts are put together from the bodies of a feed, thirty-two a
 * language: the sample feed's have two or three times the numbers of a newspaper's. min, median and max over the rounds.
 *
 *     claims_bench [ROUNDS [FILE]]    31 rounds of the sample feed unless told; FILE has an article a line; pin it to one core */
#include "claims.h"
#include "figure_keys.h"
#include "keys.h"
#include "placing.h"
#include "scanned_text.h"

#define ROUNDS_MAX 1001
#define TEXTS 32
#define TIMES 12 /* each text is read so often a round */

enum part { PART_LEXICON, PART_NAMES, PART_READING, PART_FIGURES, PART_DATES, PART_CLAIMS, PART_KEYS, PART_PLACING, PARTS };

static const char *const part_names[PARTS] = { "lexicon", "names", "reading", "figures", "dates", "claims", "keys", "placing" };

struct workload {
	struct arena arena;
	struct scanned_text texts[TEXTS];
	unsigned language;
	uint64_t figures, claims; /* found in all rounds: what keeps the compiler from dropping the work */
};

/* False when the feed has too little of a language. */
static bool prepare(struct workload *workload, const char *path, const char *language)
{
	struct bytes bodies = feed_bodies_of(path, language, &workload->arena);
	if (bodies.length < FEED_TEXT_BYTES / 3)
		return false;
	workload->language = lexicon_language(bytes_of_string(language));
	scan_texts(bodies, workload->language, &workload->arena, workload->texts, TEXTS);
	return true;
}

/* The clock is asked between two parts, or, as that takes half a microsecond and empties the processor's pipes, only around what is
 * summed up as all. */
static double clock_between(bool parts, double before)
{
	return parts ? thread_ns() : before;
}

/* One pass over a text; the time of each part is added to spent, or all of it to the first part of those that are not asked
 * for apart. */
static void read_text(struct workload *workload, const struct scanned_text *text, clock_ms written, bool parts, double spent[PARTS])
{
	static struct lexicon_hit scanned[HITS_MAX];
	struct arena_mark mark = arena_mark(&workload->arena);
	struct known_names names;
	struct reading reading;
	struct claims_input input = { .reading = &reading, .written = written };
	struct sketch_record record;
	struct figure *figures;
	struct date *dates;
	struct claim *claims;
	struct key_set keys;
	double start = thread_ns();
	uint32_t scanned_count = lexicon_scan(&text->document, workload->language, scanned, HITS_MAX);
	double lexicon_end = thread_ns();
	known_names_init(&names, &text->document, workload->language, &workload->arena);
	double names_ready = thread_ns();
	reading_open(&names, scanned, scanned_count, &workload->arena, &reading);
	double reading_end = clock_between(parts, names_ready);
	input.figures_count = figures_find(&reading, &workload->arena, &figures);
	double figures_end = clock_between(parts, reading_end);
	input.dates_count = dates_find(&reading, figures, input.figures_count, written, &workload->arena, &dates);
	double dates_end = thread_ns();
	input.figures = figures;
	input.dates = dates;
	key_set_init(&keys, &workload->arena);
	keys_collect(&names, scanned, scanned_count, &keys); /* claims ask for the names as well, and find them here */
	double names_end = thread_ns();
	workload->claims += claims_collect(&input, &workload->arena, &claims);
	double claims_end = clock_between(parts, names_end);
	figure_keys_add(&text->document, figures, input.figures_count, dates, input.dates_count, &keys);
	double keys_end = clock_between(parts, claims_end);
	workload->figures += input.figures_count;
	placing_collect(&input, &workload->arena, &record);
	double end = thread_ns();
	spent[PART_LEXICON] += lexicon_end - start;
	spent[PART_NAMES] += names_ready - lexicon_end + names_end - dates_end;
	spent[PART_READING] += reading_end - names_ready;
	spent[PART_FIGURES] += figures_end - reading_end;
	spent[PART_DATES] += dates_end - figures_end;
	spent[PART_CLAIMS] += claims_end - names_end;
	spent[PART_KEYS] += keys_end - claims_end;
	spent[PART_PLACING] += end - keys_end;
	arena_rewind(&workload->arena, mark);
}

static void measure(const char *path, const char *language, int rounds)
{
	static double results[PARTS + 1][ROUNDS_MAX];
	struct workload workload = { .language = 0 };
	clock_ms written = (clock_ms)20163 * CLOCK_DAY;
	arena_init(&workload.arena, 1 << 22);
	bool enough = prepare(&workload, path, language);
	for (int round = -1; round < rounds && enough; round++) { /* the first one warms up */
		double spent[2][PARTS] = { { 0 }, { 0 } }, all = 0.0;
		for (int i = 0; i < 2 * TIMES * TEXTS; i++) /* all of them in turn: the texts with, then without the parts */
			read_text(&workload, &workload.texts[i % TEXTS], written, i / TEXTS % 2 == 0, spent[i / TEXTS % 2]);
		for (int part = 0; part < PARTS && round >= 0; part++) {
			results[part][round] = spent[0][part] / (TIMES * TEXTS);
			all += part <= PART_NAMES ? 0.0 : spent[1][part] / (TIMES * TEXTS);
		}
		if (round >= 0)
			results[PARTS][round] = all;
	}
	double texts = (double)(rounds + 1) * 2 * TIMES * TEXTS;
	if (enough)
		printf("%-3s %5.1f figures %5.1f claims ", language, (double)workload.figures / texts, (double)workload.claims / texts);
	for (int part = 0; part <= PARTS && enough; part++) {
		sort_rounds(results[part], (size_t)rounds);
		printf(" %6.0f %6.0f %6.0f |", results[part][0], results[part][rounds / 2], results[part][rounds - 1]);
	}
	printf(enough ? "\n" : "");
	arena_free(&workload.arena);
}

int main(int argc, char **argv)
{
	int rounds = (int)rounds_of(argc < 2 ? argc : 2, argv, 31, ROUNDS_MAX);
	const char *path = argc > 2 ? argv[2] : FEED_FILE;
	print_machine();
	printf("claims of 3 KB of text, ns: min median max for");
	for (int part = 0; part < PARTS; part++)
		printf(" %s,", part_names[part]);
	printf(" all but the first two\n");
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		measure(path, languages[i], rounds);
	return 0;
}
