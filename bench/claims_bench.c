/* claims_bench.c: what the claims of an article cost: nanoseconds per 3 KB of plain text for figures, dates, claims and
 * figure keys, by language, beside the lexicon's scan of the same words in the same run, in CPU time of the thread. Texts are
 * put together from the sample feed, eight a language: real wires have fewer numbers. min, median and max over the rounds.
 *
 *     claims_bench [rounds]        31 unless told; pin it to one core */
#include "claims.h"
#include "feed_text.h"
#include "figure_keys.h"
#include "placing.h"

#define ROUNDS_MAX 1001
#define TEXTS 8
#define TIMES 50 /* each text is read so often a round */
#define HITS_MAX 16384

enum part { PART_LEXICON, PART_FIGURES, PART_DATES, PART_CLAIMS, PART_KEYS, PART_PLACING, PARTS };

static const char *const part_names[PARTS] = { "lexicon scan", "figures", "dates", "claims", "figure keys", "placing" };
static const char *const languages[] = { "en", "de", "es", "fr", "ru", "ar", "hi", "ko", "zh", "ja" };

struct text {
	struct document document;
	struct lexicon_hit *hits;
	uint32_t hits_count;
};

struct workload {
	struct arena arena;
	struct text texts[TEXTS];
	unsigned language;
	uint64_t figures, claims; /* found in all rounds: what keeps the compiler from dropping the work */
};

static void prepare(struct workload *workload, const char *language)
{
	struct bytes bodies = feed_bodies(language, &workload->arena);
	workload->language = lexicon_language(bytes_of_string(language));
	for (size_t i = 0; i < TEXTS; i++) {
		struct article article = { .body = feed_text(bodies, i * bodies.length / TEXTS, &workload->arena), .created = CLOCK_ABSENT };
		struct text *text = &workload->texts[i];
		document_read(&article, &workload->arena, &text->document);
		text->hits = arena_take(&workload->arena, HITS_MAX * sizeof *text->hits);
		text->hits_count = lexicon_scan(&text->document, workload->language, text->hits, HITS_MAX);
	}
}

/* A busy machine is no slower in it. */
static double cpu_ns(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* One pass over a text; the time of each part is added to spent. */
static void read_text(struct workload *workload, const struct text *text, clock_ms written, double spent[PARTS])
{
	static struct lexicon_hit scanned[HITS_MAX];
	struct arena_mark mark = arena_mark(&workload->arena);
	struct reading reading;
	struct claims_input input = { .reading = &reading, .written = written };
	struct sketch_record record;
	struct figure *figures;
	struct date *dates;
	struct claim *claims;
	struct key_set keys;
	double at[PARTS + 1];
	at[0] = cpu_ns();
	workload->figures += lexicon_scan(&text->document, workload->language, scanned, HITS_MAX) & 1;
	at[1] = cpu_ns();
	reading_open(&text->document, workload->language, text->hits, text->hits_count, &workload->arena, &reading);
	input.figures_count = figures_find(&reading, &workload->arena, &figures);
	at[2] = cpu_ns();
	input.dates_count = dates_find(&reading, figures, input.figures_count, written, &workload->arena, &dates);
	at[3] = cpu_ns();
	input.figures = figures;
	input.dates = dates;
	workload->claims += claims_collect(&input, &workload->arena, &claims);
	at[4] = cpu_ns();
	key_set_init(&keys, &workload->arena);
	at[4] += cpu_ns() - at[4]; /* the set is the names room's */
	figure_keys_add(&text->document, figures, input.figures_count, dates, input.dates_count, &keys);
	at[5] = cpu_ns();
	workload->figures += input.figures_count;
	placing_collect(&input, &workload->arena, &record);
	at[6] = cpu_ns();
	for (int part = 0; part < PARTS; part++)
		spent[part] += at[part + 1] - at[part];
	arena_rewind(&workload->arena, mark);
}

static void measure(const char *language, int rounds)
{
	static double results[PARTS + 1][ROUNDS_MAX];
	struct workload workload = { .language = 0 };
	clock_ms written = (clock_ms)20163 * CLOCK_DAY;
	arena_init(&workload.arena, 1 << 22);
	prepare(&workload, language);
	for (int round = -1; round < rounds; round++) { /* the first one warms up */
		double spent[PARTS] = { 0 };
		for (int i = 0; i < TIMES * TEXTS; i++)
			read_text(&workload, &workload.texts[i % TEXTS], written, spent);
		double all = 0.0;
		for (int part = 0; part < PARTS && round >= 0; part++) {
			results[part][round] = spent[part] / (TIMES * TEXTS);
			all += part == PART_LEXICON ? 0.0 : results[part][round];
		}
		if (round >= 0)
			results[PARTS][round] = all;
	}
	double texts = (double)(rounds + 1) * TIMES * TEXTS;
	printf("%-3s %5.1f figures %5.1f claims ", language, (double)workload.figures / texts, (double)workload.claims / texts);
	for (int part = 0; part <= PARTS; part++) {
		sort_rounds(results[part], (size_t)rounds);
		printf(" %6.0f %6.0f %6.0f |", results[part][0], results[part][rounds / 2], results[part][rounds - 1]);
	}
	printf("\n");
	arena_free(&workload.arena);
}

int main(int argc, char **argv)
{
	int rounds = (int)rounds_of(argc, argv, 31, ROUNDS_MAX);
	print_machine();
	printf("claims of 3 KB of text, ns: min median max for");
	for (int part = 0; part < PARTS; part++)
		printf(" %s,", part_names[part]);
	printf(" all but the first\n");
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		measure(languages[i], rounds);
	return 0;
}
