/* claims_bench.c: what the claims of an article cost: nanoseconds per 3 KB of plain text for figures, dates, claims and
 * figure keys, by language, beside the lexicon's scan of the same words in the same run. Texts are put together from the
 * sample feed, eight a language: real wires have fewer numbers. min, median and max over the rounds.
 *
 *     claims_bench [rounds]        31 unless told; pin it to one core */
#include <stdlib.h>
#include <time.h>

#include "check.h"
#include "claims.h"
#include "decode.h"
#include "figure_keys.h"
#include "normalise.h"

#define ROUNDS_MAX 1001
#define TEXTS 8
#define TEXT_BYTES 3000
#define BODY_BYTES_MAX (1 << 18)
#define TIMES 50 /* each text is read so often a round */
#define HITS_MAX 16384
#define FEED PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson"

enum part { PART_LEXICON, PART_FIGURES, PART_DATES, PART_CLAIMS, PART_KEYS, PARTS };

static const char *const part_names[PARTS] = { "lexicon scan", "figures", "dates", "claims", "figure keys" };
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

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

/* All bodies of a language, without their markup, one behind the other. */
static struct bytes read_bodies(const char *language, struct arena *arena)
{
	char *line = NULL;
	size_t capacity = 0, used = 0;
	uint8_t *bodies = arena_take(arena, BODY_BYTES_MAX);
	FILE *file = fopen(FEED, "r");
	CHECK(file != NULL);
	for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
		struct article article;
		const char *reason;
		if (decode_article(bytes_of(line, (size_t)length), arena, &article, &reason) != STATUS_OK || article.language.length < 2 ||
		    memcmp(article.language.data, language, 2) != 0 || article.body.length == 0)
			continue;
		struct document document;
		document_read(&article, arena, &document);
		CHECK(used + document.plain.length + 1 < BODY_BYTES_MAX);
		memcpy(bodies + used, document.plain.data, document.plain.length);
		used += document.plain.length;
		bodies[used++] = '\n';
	}
	free(line);
	fclose(file);
	CHECK(used > 1000);
	return bytes_of(bodies, used);
}

/* 3 KB of the bodies from a place on, round and round, as whole characters. */
static struct bytes cut_text(struct bytes bodies, size_t from, struct arena *arena)
{
	uint8_t *text = arena_take(arena, TEXT_BYTES);
	size_t length = 0;
	while ((bodies.data[from % bodies.length] & 0xc0) == 0x80)
		from++;
	for (; length < TEXT_BYTES; length++)
		text[length] = bodies.data[(from + length) % bodies.length];
	while ((bodies.data[(from + length) % bodies.length] & 0xc0) == 0x80)
		length--;
	return bytes_of(text, length);
}

static void prepare(struct workload *workload, const char *language)
{
	struct bytes bodies = read_bodies(language, &workload->arena);
	workload->language = lexicon_language(bytes_of_string(language));
	for (size_t i = 0; i < TEXTS; i++) {
		struct article article = { .body = cut_text(bodies, i * bodies.length / TEXTS, &workload->arena), .created = CLOCK_ABSENT };
		struct text *text = &workload->texts[i];
		document_read(&article, &workload->arena, &text->document);
		text->hits = arena_take(&workload->arena, HITS_MAX * sizeof *text->hits);
		text->hits_count = lexicon_scan(&text->document, workload->language, text->hits, HITS_MAX);
	}
}

/* One pass over a text; the time of each part is added to spent. */
static void read_text(struct workload *workload, const struct text *text, clock_ms written, double spent[PARTS])
{
	static struct lexicon_hit scanned[HITS_MAX];
	struct arena_mark mark = arena_mark(&workload->arena);
	struct claims_input input = { .document = &text->document, .language = workload->language, .hits = text->hits,
		.hits_count = text->hits_count, .written = written };
	struct figure *figures;
	struct date *dates;
	struct claim *claims;
	struct key_set keys;
	double at[PARTS + 1];
	at[0] = now();
	workload->figures += lexicon_scan(&text->document, workload->language, scanned, HITS_MAX) & 1;
	at[1] = now();
	input.figures_count = figures_find(&text->document, workload->language, text->hits, text->hits_count, &workload->arena, &figures);
	at[2] = now();
	input.dates_count = dates_find(&text->document, workload->language, text->hits, text->hits_count, figures, input.figures_count, written,
	                               &workload->arena, &dates);
	at[3] = now();
	input.figures = figures;
	input.dates = dates;
	workload->claims += claims_collect(&input, &workload->arena, &claims);
	at[4] = now();
	key_set_init(&keys, &workload->arena);
	at[4] += now() - at[4]; /* the set is the names room's */
	figure_keys_add(&text->document, figures, input.figures_count, dates, input.dates_count, &keys);
	at[5] = now();
	workload->figures += input.figures_count;
	for (int part = 0; part < PARTS; part++)
		spent[part] += at[part + 1] - at[part];
	arena_rewind(&workload->arena, mark);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
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
		qsort(results[part], (size_t)rounds, sizeof(double), by_size);
		printf(" %6.0f %6.0f %6.0f |", results[part][0], results[part][rounds / 2], results[part][rounds - 1]);
	}
	printf("\n");
	arena_free(&workload.arena);
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 31;
	CHECK(rounds >= 1 && rounds <= ROUNDS_MAX);
	printf("claims of 3 KB of text, ns: min median max for");
	for (int part = 0; part < PARTS; part++)
		printf(" %s,", part_names[part]);
	printf(" all but the first\n");
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		measure(languages[i], rounds);
	return 0;
}
