/* sketch_bench.c: from the bytes of a text to its signature: gigabytes a second for 3 KB of text, by language and kernel, as a user
 * of the library gets them: words, hashes, shingles, FSS32 of 128 values, set size. The texts are the sample feed's, a hundred a
 * language: of eight, read again and again, the processor learns the branches, and all is a tenth faster than in a stream of
 * articles. The kernels run in turn, round after round. The mix is the time of one text of each of the ten languages. min, median
 * and max over the rounds.
 *
 *     sketch_bench [rounds]        31 unless told; pin it to one core */
#include "feed_text.h"
#include "kernels_here.h"
#include "plain_words.h"

#define ROUNDS_MAX 1001
#define TEXTS 100
#define TIMES 4 /* each text is read so often a round */
#define LANGUAGES (sizeof languages / sizeof languages[0])

static const char *const languages[] = { "en", "de", "es", "fr", "ru", "ar", "hi", "ko", "zh", "ja" };

struct workload {
	struct arena arena, work;
	struct bytes texts[LANGUAGES][TEXTS];
	uint64_t sink; /* what keeps the compiler from dropping the work */
};

/* One round over the texts of a language; nanoseconds a text. */
static double sketch_all(struct workload *workload, const struct kernel *kernel, size_t language)
{
	double start = now_ns();
	for (int i = 0; i < TIMES * TEXTS; i++) {
		struct arena_mark mark = arena_mark(&workload->work);
		struct plain_words words;
		struct text_sketch sketch;
		plain_words_read(kernel, workload->texts[language][i % TEXTS], &workload->work, &words);
		words_sketch(kernel, TEXT_SKETCH_FSS32, &words, &workload->work, &sketch);
		workload->sink += sketch.values[i % TEXT_SKETCH_K];
		arena_rewind(&workload->work, mark);
	}
	return (now_ns() - start) / (TIMES * TEXTS);
}

static void print_row(const char *what, const char *kernel, double *took, size_t rounds)
{
	sort_rounds(took, rounds);
	printf("%-10s %-11s %8.0f %8.0f %8.0f   %5.2f GB/s\n", what, kernel, took[0], took[rounds / 2], took[rounds - 1],
	       FEED_TEXT_BYTES / took[rounds / 2]);
}

int main(int argc, char **argv)
{
	static struct workload workload;
	static double took[KERNELS_MAX][LANGUAGES + 1][ROUNDS_MAX];
	const struct kernel *kernels[KERNELS_MAX];
	size_t rounds = rounds_of(argc, argv, 31, ROUNDS_MAX), kernels_count = kernels_here(kernels);
	arena_init(&workload.arena, 1 << 22);
	arena_init(&workload.work, 1 << 18);
	for (size_t l = 0; l < LANGUAGES; l++) {
		struct bytes bodies = feed_bodies(languages[l], &workload.arena);
		for (size_t i = 0; i < TEXTS; i++)
			workload.texts[l][i] = feed_text(bodies, i * bodies.length / TEXTS, &workload.arena);
	}
	for (size_t round = 0; round < rounds + 1; round++) { /* the first warms up; the next overwrites it */
		size_t at = round == 0 ? 0 : round - 1;
		for (size_t k = 0; k < kernels_count; k++) {
			took[k][LANGUAGES][at] = 0;
			for (size_t l = 0; l < LANGUAGES; l++) {
				took[k][l][at] = sketch_all(&workload, kernels[k], l);
				took[k][LANGUAGES][at] += took[k][l][at] / LANGUAGES;
			}
		}
	}
	print_machine();
	printf("ns per text of %d bytes, %zu rounds\n%-10s %-11s %8s %8s %8s\n", FEED_TEXT_BYTES, rounds, "text", "kernel", "min", "median", "max");
	for (size_t l = 0; l <= LANGUAGES; l++)
		for (size_t k = 0; k < kernels_count; k++)
			print_row(l < LANGUAGES ? languages[l] : "mix of 10", kernels[k]->name, took[k][l], rounds);
	fprintf(stderr, "(checksum %llx)\n", (unsigned long long)workload.sink);
	arena_free(&workload.arena);
	arena_free(&workload.work);
	return 0;
}
