/* steps_bench.c: where the time of sketch_bench goes: a text of 3 KB step by step, by kernel. Each step runs over a hundred texts
 * of the language, all steps one after the other, round after round; nanoseconds a text, the median over the rounds. The sum is a
 * little more than what the steps take together, as what one step leaves in the registers or the nearest cache is read again.
 *
 *     steps_bench [rounds [language]]        31 and en unless told; pin it to one core */
#include "distinct.h"
#include "feed_text.h"
#include "fss32.h"
#include "kernels_here.h"
#include "shingle.h"
#include "word_bits.h"
#include "word_hashes.h"

#define TEXTS 100
#define ROUNDS_MAX 1001
#define BLOCKS_MAX (FEED_TEXT_BYTES / TEXT_BLOCK + 1)
#define WORDS_MAX (FEED_TEXT_BYTES / 2 + 1)

struct step_text {
	struct bytes received;
	uint8_t padded[TEXT_BEFORE + FEED_TEXT_BYTES + TEXT_BEHIND];
	uint8_t folded[BLOCKS_MAX * TEXT_BLOCK + TEXT_BLOCK];
	struct text_block sorted[BLOCKS_MAX + 1];
	struct word_bits bits[BLOCKS_MAX];
	uint32_t places[FEED_TEXT_BYTES + 1 + WORD_PLACES_SLACK];
	uint64_t words[WORDS_MAX + 8], shingles[WORDS_MAX];
	size_t blocks, words_count, shingles_count;
	uint64_t sink; /* what keeps the compiler from dropping the work */
};

typedef void step(const struct kernel *kernel, struct step_text *text);

static void copy(const struct kernel *kernel, struct step_text *text)
{
	(void)kernel;
	memset(text->padded, 0, TEXT_BEFORE);
	memcpy(text->padded + TEXT_BEFORE, text->received.data, text->received.length);
	memset(text->padded + TEXT_BEFORE + text->received.length, 0, TEXT_BEHIND);
}

static void sort(const struct kernel *kernel, struct step_text *text)
{
	text->blocks = text->received.length / TEXT_BLOCK + 1;
	text->sorted[text->blocks] = (struct text_block){ .gap = ~UINT64_C(0) };
	text->sink += kernel->text_blocks(text->padded + TEXT_BEFORE, text->blocks, text->folded, text->sorted);
}

static void cut(const struct kernel *kernel, struct step_text *text)
{
	(void)kernel;
	text->sink += word_bits_of(text->sorted, text->blocks, text->bits);
}

static void place(const struct kernel *kernel, struct step_text *text)
{
	text->words_count = kernel->word_places(text->bits, 0, (uint32_t)text->received.length, text->places).count / 2;
}

static void hash(const struct kernel *kernel, struct step_text *text)
{
	text->sink += word_hashes(kernel, text->folded, text->places, text->words_count, text->words);
}

static void make_shingles(const struct kernel *kernel, struct step_text *text)
{
	text->shingles_count = shingle_hashes(kernel, text->words, text->words_count, SHINGLE_WORDS, text->shingles);
}

static void count_different(const struct kernel *kernel, struct step_text *text)
{
	uint64_t room[DISTINCT_EXACT_MAX];
	size_t count = text->shingles_count < DISTINCT_EXACT_MAX ? text->shingles_count : DISTINCT_EXACT_MAX;
	text->sink += distinct_of(kernel, text->shingles, count, room).different;
}

static void sketch(const struct kernel *kernel, struct step_text *text)
{
	uint32_t values[TEXT_SKETCH_K];
	fss32_fill(kernel, text->shingles, text->shingles_count, values);
	text->sink += values[0];
}

static const struct {
	const char *name;
	step *run;
} steps[] = {
	{ "copy, with room around", copy }, { "bytes sorted into bitmaps, folded, checked", sort }, { "where words begin and end, as bits", cut },
	{ "and as places", place }, { "words hashed", hash }, { "shingles", make_shingles }, { "how many are different", count_different },
	{ "FSS32", sketch },
};
#define STEPS (sizeof steps / sizeof *steps)

int main(int argc, char **argv)
{
	static struct step_text texts[TEXTS];
	static double took[KERNELS_MAX][STEPS][ROUNDS_MAX];
	const struct kernel *kernels[KERNELS_MAX];
	size_t rounds = rounds_of(argc, argv, 31, ROUNDS_MAX), kernels_count = kernels_here(kernels);
	const char *language = argc > 2 ? argv[2] : "en";
	struct arena arena;
	arena_init(&arena, 1 << 22);
	struct bytes bodies = feed_bodies(language, &arena);
	for (size_t i = 0; i < TEXTS; i++)
		texts[i].received = feed_text(bodies, i * bodies.length / TEXTS, &arena);
	for (size_t round = 0; round < rounds + 1; round++) { /* the first warms up; the next overwrites it */
		for (size_t k = 0; k < kernels_count; k++) {
			for (size_t s = 0; s < STEPS; s++) {
				double start = now_ns();
				for (size_t i = 0; i < TEXTS; i++)
					steps[s].run(kernels[k], &texts[i]);
				took[k][s][round == 0 ? 0 : round - 1] = (now_ns() - start) / TEXTS;
			}
		}
	}
	print_machine();
	printf("ns per text of %d bytes, language %s, medians of %zu rounds\n%-44s", FEED_TEXT_BYTES, language, rounds, "");
	for (size_t k = 0; k < kernels_count; k++)
		printf(" %10s", kernels[k]->name);
	double sums[KERNELS_MAX] = { 0 };
	for (size_t s = 0; s < STEPS; s++) {
		printf("\n%-44s", steps[s].name);
		for (size_t k = 0; k < kernels_count; k++) {
			sort_rounds(took[k][s], rounds);
			sums[k] += took[k][s][rounds / 2];
			printf(" %10.0f", took[k][s][rounds / 2]);
		}
	}
	printf("\n%-44s", "sum");
	for (size_t k = 0; k < kernels_count; k++)
		printf(" %10.0f", sums[k]);
	printf("\n");
	arena_free(&arena);
	return 0;
}
