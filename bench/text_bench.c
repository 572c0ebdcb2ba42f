/* text_bench.c: what reading a text into words costs, by language: nanoseconds per 3 KB of plain text, and per article of
 * markup, beside ICU's NFKC_Casefold and word break on the same text in the same run. Texts are put together from the sample
 * feed, eight a language, so that no text is met twice in a row; min, median and max over the rounds.
 *
 *     text_bench [rounds]        31 unless told; pin it to one core */
#include <stdlib.h>
#include <time.h>

#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "check.h"
#include "decode.h"
#include "normalise.h"

#define ROUNDS_MAX 1001
#define TEXTS 8
#define TEXT_BYTES 3000
#define BODY_BYTES_MAX (1 << 18)
#define TIMES 25 /* each text is read so often a round */
#define FEED PARALLAX_SOURCE_DIR "/tests/feeds/sample.ndjson"

static const char *const languages[] = { "en", "de", "es", "ru", "ar", "hi", "ko", "zh", "ja" };

struct workload {
	struct bytes texts[TEXTS];
	struct bytes markup[TEXTS];
	struct arena arena;
	UChar wide[TEXTS][TEXT_BYTES];
	int32_t wide_length[TEXTS];
	UBreakIterator *breaks;
	const UNormalizer2 *casefold;
	uint64_t sink; /* what keeps the compiler from dropping the work */
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

/* The text as a wire's HTML: paragraphs, references for quotes. */
static struct bytes mark_up(struct bytes text, struct arena *arena)
{
	uint8_t *html = arena_take(arena, 8 * TEXT_BYTES);
	size_t length = 3;
	memcpy(html, "<p>", 3);
	for (size_t i = 0; i < text.length; i++) {
		const char *instead = text.data[i] == '\n' ? "</p>\n<p>" : text.data[i] == '"' ? "&quot;" : NULL;
		if (instead == NULL) {
			html[length++] = text.data[i];
			continue;
		}
		memcpy(html + length, instead, strlen(instead));
		length += strlen(instead);
	}
	memcpy(html + length, "</p>", 4);
	return bytes_of(html, length + 4);
}

static void prepare(struct workload *workload, const char *language)
{
	UErrorCode error = U_ZERO_ERROR;
	struct bytes bodies = read_bodies(language, &workload->arena);
	for (size_t i = 0; i < TEXTS; i++) {
		workload->texts[i] = cut_text(bodies, i * bodies.length / TEXTS, &workload->arena);
		workload->markup[i] = mark_up(workload->texts[i], &workload->arena);
		u_strFromUTF8(workload->wide[i], TEXT_BYTES, &workload->wide_length[i], (const char *)workload->texts[i].data,
		              (int32_t)workload->texts[i].length, &error);
	}
	if (workload->breaks == NULL)
		workload->breaks = ubrk_open(UBRK_WORD, "root", NULL, 0, &error);
	workload->casefold = unorm2_getNFKCCasefoldInstance(&error);
	CHECK(U_SUCCESS(error));
}

static void read_one(struct workload *workload, const struct article *article)
{
	struct arena_mark mark = arena_mark(&workload->arena);
	struct document document;
	document_read(article, &workload->arena, &document);
	workload->sink += document.words_count;
	arena_rewind(&workload->arena, mark);
}

static void run_plain(struct workload *workload, size_t text)
{
	struct article article = { .body = workload->texts[text] };
	read_one(workload, &article);
}

static void run_markup(struct workload *workload, size_t text)
{
	struct article article = { .body = workload->markup[text], .body_is_markup = true };
	read_one(workload, &article);
}

static void run_strip(struct workload *workload, size_t text)
{
	struct arena_mark mark = arena_mark(&workload->arena);
	workload->sink += markup_strip(workload->markup[text], &workload->arena).plain.length;
	arena_rewind(&workload->arena, mark);
}

static void run_icu(struct workload *workload, size_t text)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar folded[2 * TEXT_BYTES];
	workload->sink += (uint64_t)unorm2_normalize(workload->casefold, workload->wide[text], workload->wide_length[text], folded,
	                                             2 * TEXT_BYTES, &error);
	ubrk_setText(workload->breaks, workload->wide[text], workload->wide_length[text], &error);
	while (ubrk_next(workload->breaks) != UBRK_DONE)
		workload->sink++;
	CHECK(U_SUCCESS(error));
}

static const struct {
	const char *name;
	void (*run)(struct workload *workload, size_t text);
	unsigned times;
} ways[] = {
	{ "document_read", run_plain, TIMES }, { "of markup", run_markup, TIMES }, { "markup_strip", run_strip, TIMES }, { "ICU", run_icu, 2 },
};

#define WAYS (sizeof ways / sizeof ways[0])

static int order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

static void measure(struct workload *workload, const char *language, size_t rounds)
{
	static double figures[WAYS][ROUNDS_MAX];
	for (size_t round = 0; round < rounds; round++) {
		for (size_t way = 0; way < WAYS; way++) {
			double start = now();
			for (unsigned i = 0; i < ways[way].times * TEXTS; i++)
				ways[way].run(workload, i % TEXTS);
			figures[way][round] = (now() - start) / (ways[way].times * TEXTS);
		}
	}
	for (size_t way = 0; way < WAYS; way++) {
		qsort(figures[way], rounds, sizeof figures[way][0], order);
		printf("%-4s %-14s %9.0f %9.0f %9.0f\n", way == 0 ? language : "", ways[way].name, figures[way][0],
		       figures[way][rounds / 2], figures[way][rounds - 1]);
	}
}

int main(int argc, char **argv)
{
	static struct workload workload;
	size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 31;
	char date[32];
	time_t today = time(NULL);
	if (rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: text_bench [rounds], 1 to %d\n", ROUNDS_MAX);
		return 2;
	}
	strftime(date, sizeof date, "%Y-%m-%d", gmtime(&today));
	printf("text_bench %s: ns per text of %d bytes, %zu rounds\n", date, TEXT_BYTES, rounds);
	printf("%-4s %-14s %9s %9s %9s\n", "", "", "min", "median", "max");
	arena_init(&workload.arena, 1 << 22);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		prepare(&workload, languages[i]);
		measure(&workload, languages[i], rounds);
	}
	ubrk_close(workload.breaks);
	arena_free(&workload.arena);
	return workload.sink == 0;
}
