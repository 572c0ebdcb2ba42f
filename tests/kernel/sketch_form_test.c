#include "sketch_form.h"

#include <math.h>

#include "kernel_help.h"
#include "sketch_fill.h"

/* Place i of a form, by the header's words. */
static uint32_t place(const struct sketch_form *form, uint32_t i)
{
	return form->lanes[i % 16] >> (i / 16 * 4) & 15;
}

/* Literals: 0x9e3779b1 v mod 2^32 >> 28 of 0, 1, 2, 3 and 0xffffffff are 0, 9, 3, 13 and 6. */
static void writes_four_bits_a_place(void)
{
	static const uint32_t values[] = { 0, 1, 2, 3, 0xffffffffu };
	static const uint32_t right[] = { 0, 9, 3, 13, 6 };
	struct text_sketch sketch = { .set_size = 1 };
	struct sketch_form form;
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		sketch.values[i] = values[i % 5];
	sketch_form_of(&sketch, &form);
	for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
		CHECK_THAT(place(&form, i) == right[i % 5]);
}

static void counts_equal_places(uint64_t *chances)
{
	for (int trial = 0; trial < 2000; trial++) {
		struct sketch_form a, b;
		uint32_t equal = 0;
		for (uint32_t i = 0; i < SKETCH_FORM_LANES; i++) {
			uint64_t changed = trial % 3 == 0 ? 0 : chance(chances) & chance(chances) & (trial % 3 == 1 ? chance(chances) : ~0ull);
			a.lanes[i] = (uint32_t)chance(chances);
			b.lanes[i] = a.lanes[i] ^ (uint32_t)changed;
		}
		for (uint32_t i = 0; i < TEXT_SKETCH_K; i++)
			equal += place(&a, i) == place(&b, i);
		CHECK_THAT(sketch_form_equal(&a, &b) == equal);
	}
	struct sketch_form zeros = { { 0 } }, ones;
	memset(&ones, 0xff, sizeof ones);
	CHECK_THAT(sketch_form_equal(&zeros, &ones) == 0);
}

/* Mean and error of the estimate are those that the header states, and no equal value is lost. */
static void estimates(const struct kernel *kernel, enum text_sketch_scheme scheme, uint64_t *chances, size_t size, size_t shared)
{
	double sum = 0.0, squares = 0.0, jaccard = (double)shared / (double)(2 * size - shared);
	const int trials = 4000;
	for (int trial = 0; trial < trials; trial++) {
		uint64_t shingles[2000];
		struct sketch_form a_form, b_form;
		struct text_sketch a, b;
		for (size_t i = 0; i < 2 * size - shared; i++)
			shingles[i] = chance(chances);
		sketch_fill(kernel, scheme, 1, shingles, size, &a);
		sketch_fill(kernel, scheme, 1, shingles + size - shared, size, &b);
		sketch_form_of(&a, &a_form);
		sketch_form_of(&b, &b_form);
		uint32_t equal = sketch_form_equal(&a_form, &b_form);
		CHECK_THAT(equal >= kernel->equal(a.values, b.values));
		double off = (16.0 * equal / TEXT_SKETCH_K - 1.0) / 15.0 - jaccard;
		sum += off;
		squares += off * off;
	}
	double p = jaccard + (1.0 - jaccard) / 16.0;
	double theory = sqrt(p * (1.0 - p) / TEXT_SKETCH_K) * 16.0 / 15.0;
	double error = sqrt(squares / trials);
	printf("scheme %d, %zu shingles, similarity %.3f: bias %+.4f, error %.4f, classic theory %.4f\n", (int)scheme, size, jaccard,
		sum / trials, error, theory);
	CHECK_THAT(fabs(sum / trials) < 4.0 * theory / sqrt(trials));
	CHECK_THAT(error < theory * 1.04);
}

int main(void)
{
	uint64_t chances = chance_seed();
	const struct kernel *best = NULL;
	for (size_t i = 0; kernel_here(i) != NULL; i++)
		best = kernel_here(i);
	writes_four_bits_a_place();
	counts_equal_places(&chances);
	for (enum text_sketch_scheme scheme = TEXT_SKETCH_CLASSIC; scheme <= TEXT_SKETCH_FSS32; scheme++) {
		estimates(best, scheme, &chances, 600, 400);
		estimates(best, scheme, &chances, 476, 0);
		estimates(best, scheme, &chances, 30, 10);
		estimates(best, scheme, &chances, 3, 0);
	}
	return check_that_result();
}
