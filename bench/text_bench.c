/* text_bench.c: what reading a text into words costs, by language: nanoseconds per 3 KB of plain text, and per article of
 * markup, beside ICU's NFKC_Casefold and word break on the same text in the same run. Texts are put together from the sample
 * feed, eight a language, so that no text is met twice in a row; min, median and max over the rounds.
 *
 *     text_bench [rounds]        31 unless told; pin it to one core */
#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "feed_text.h"

#define ROUNDS_MAX 1001
#define TEXTS 8
#define TIMES 25 /* each text is read so often a round */

static const char *const languages[] = { "en", "de", "es", "ru", "ar", "hi", "ko", "zh", "ja" };

struct workload {
	struct bytes texts[TEXTS];
	struct bytes markup[TEXTS];
	struct arena arena;
	UChar wide[TEXTS][FEED_TEXT_BYTES];
	int32_t wide_length[TEXTS];
	UBreakIterator *breaks;
	const UNormalizer2 *casefold;
	uint64_t sink; /* what keeps the compiler from dropping the work */
};

/* The text as a wire's HTML: paragraphs, references for quotes. */
static struct bytes mark_up(struct bytes text, struct arena *arena)
{
	uint8_t *html = arena_take(arena, 8 * FEED_TEXT_BYTES);
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
	struct bytes bodies = feed_bodies(language, &workload->arena);
	for (size_t i = 0; i < TEXTS; i++) {
		workload->texts[i] = feed_text(bodies, i * bodies.length / TEXTS, &workload->arena);
		workload->markup[i] = mark_up(workload->texts[i], &workload->arena);
		u_strFromUTF8(workload->wide[i], FEED_TEXT_BYTES, &workload->wide_length[i], (const char *)workload->texts[i].data,
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
	UChar folded[2 * FEED_TEXT_BYTES];
	workload->sink += (uint64_t)unorm2_normalize(workload->casefold, workload->wide[text], workload->wide_length[text], folded,
	                                             2 * FEED_TEXT_BYTES, &error);
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

static void measure(struct workload *workload, const char *language, size_t rounds)
{
	static double figures[WAYS][ROUNDS_MAX];
	for (size_t round = 0; round < rounds; round++) {
		for (size_t way = 0; way < WAYS; way++) {
			double start = now_ns();
			for (unsigned i = 0; i < ways[way].times * TEXTS; i++)
				ways[way].run(workload, i % TEXTS);
			figures[way][round] = (now_ns() - start) / (ways[way].times * TEXTS);
		}
	}
	for (size_t way = 0; way < WAYS; way++) {
		sort_rounds(figures[way], rounds);
		printf("%-4s %-14s %9.0f %9.0f %9.0f\n", way == 0 ? language : "", ways[way].name, figures[way][0],
		       figures[way][rounds / 2], figures[way][rounds - 1]);
	}
}

int main(int argc, char **argv)
{
	static struct workload workload;
	size_t rounds = rounds_of(argc, argv, 31, ROUNDS_MAX);
	print_machine();
	printf("ns per text of %d bytes, %zu rounds\n%-4s %-14s %9s %9s %9s\n", FEED_TEXT_BYTES, rounds, "", "", "min", "median", "max");
	arena_init(&workload.arena, 1 << 22);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		prepare(&workload, languages[i]);
		measure(&workload, languages[i], rounds);
	}
	ubrk_close(workload.breaks);
	arena_free(&workload.arena);
	return workload.sink == 0;
}
