/* names_bench.c: what it costs to tell a text's language and script, and to collect its keys of names, places, concepts and
 * words: nanoseconds per 3 KB of plain text, by language, in CPU time of the thread. Texts are put together from the sample
 * feed, eight a language. min, median and max over the rounds, and over the medians of all languages their mean. The processor
 * learns the branches of texts that it reads again and again: keys of eighty texts, each new to it, take a third more.
 *
 *     names_bench [rounds]        31 unless told; pin it to one core */
#include "keys.h"
#include "known_names.h"
#include "language.h"
#include "scanned_text.h"

#define ROUNDS_MAX 1001
#define TEXTS 8
#define TIMES 20 /* each text is read so often a round */

enum part { PART_LANGUAGE, PART_LANGUAGE_DECLARED, PART_KEYS, PARTS };

static const char *const part_names[PARTS] = { "language alone", "as declared", "names, keys" };

struct workload {
	struct arena arena;
	struct scanned_text texts[TEXTS];
	struct bytes declared;
	unsigned language;
	uint64_t keys, known; /* found in all rounds: what keeps the compiler from dropping the work */
};

static void prepare(struct workload *workload, const char *language)
{
	struct bytes bodies = feed_bodies(language, &workload->arena);
	workload->declared = bytes_of_string(language);
	workload->language = lexicon_language(workload->declared);
	scan_texts(bodies, workload->language, &workload->arena, workload->texts, TEXTS);
}

static void run(struct workload *workload, const struct scanned_text *text, enum part part)
{
	if (part == PART_LANGUAGE || part == PART_LANGUAGE_DECLARED) {
		struct bytes declared = part == PART_LANGUAGE ? (struct bytes){ NULL, 0 } : workload->declared;
		workload->known += language_find(&text->document, declared) == workload->language;
		return;
	}
	struct arena_mark mark = arena_mark(&workload->arena);
	struct known_names known;
	struct key_set set;
	known_names_init(&known, &text->document, workload->language, &workload->arena);
	key_set_init(&set, &workload->arena);
	keys_collect(&known, text->hits, text->hits_count, &set);
	workload->keys += set.count;
	arena_rewind(&workload->arena, mark);
}

/* Adds the medians to sums. */
static void measure(const char *language, size_t rounds, double sums[PARTS])
{
	static double results[PARTS][ROUNDS_MAX];
	struct workload workload = { .language = 0 };
	arena_init(&workload.arena, 1 << 22);
	prepare(&workload, language);
	for (size_t round = 0; round < rounds + 1; round++) /* the first warms up; the next one overwrites it */
		for (unsigned part = 0; part < PARTS; part++) {
			double start = thread_ns();
			for (unsigned i = 0; i < TIMES * TEXTS; i++)
				run(&workload, &workload.texts[i % TEXTS], part);
			results[part][round == 0 ? 0 : round - 1] = (thread_ns() - start) / (TIMES * TEXTS);
		}
	printf("%-4s %5.1f keys ", language, (double)workload.keys / (double)((rounds + 1) * TIMES * TEXTS));
	for (unsigned part = 0; part < PARTS; part++) {
		sort_rounds(results[part], rounds);
		sums[part] += results[part][rounds / 2];
		printf(" %7.0f %7.0f %7.0f |", results[part][0], results[part][rounds / 2], results[part][rounds - 1]);
	}
	printf("\n");
	CHECK(workload.known > 0);
	arena_free(&workload.arena);
}

int main(int argc, char **argv)
{
	const size_t count = sizeof languages / sizeof languages[0];
	size_t rounds = rounds_of(argc, argv, 31, ROUNDS_MAX);
	double sums[PARTS] = { 0 };
	print_machine();
	printf("ns per text of %d bytes, %zu rounds, min median max:", FEED_TEXT_BYTES, rounds);
	for (unsigned part = 0; part < PARTS; part++)
		printf(" %s%s", part_names[part], part + 1 < PARTS ? "," : "\n");
	for (size_t i = 0; i < count; i++)
		measure(languages[i], rounds, sums);
	printf("mean of the medians:");
	for (unsigned part = 0; part < PARTS; part++)
		printf(" %s %.0f%s", part_names[part], sums[part] / (double)count, part + 1 < PARTS ? "," : "\n");
	return 0;
}
