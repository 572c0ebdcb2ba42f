#include "kernel.h"

#include "kernel_help.h"
#include "kernel_variants.h"
#include "text_sketch.h"

static void every_one_here_answers_right(void)
{
	const struct kernel *kernel;
	size_t seen = 0;
	for (; (kernel = kernel_here(seen)) != NULL; seen++) {
		const struct kernel *chosen = NULL;
		CHECK_THAT(kernel_check(kernel) == STATUS_OK);
		CHECK_THAT(kernel_select(cpu_features(), kernel->name, &chosen) == STATUS_OK);
		CHECK_THAT(chosen == kernel);
	}
	const struct kernel *best = NULL;
	CHECK_THAT(kernel_select(cpu_features(), NULL, &best) == STATUS_OK);
	CHECK_THAT(seen > 0 && best == kernel_here(seen - 1));
	printf("best here: %s\n", best->name);
}

static void only_what_the_processor_has(void)
{
	const struct kernel *chosen = NULL;
	CHECK_THAT(kernel_select(0, NULL, &chosen) == STATUS_OK);
	CHECK_THAT(chosen != NULL && strcmp(chosen->name, "scalar") == 0);
	chosen = NULL;
	CHECK_THAT(kernel_select(cpu_features(), "mmx", &chosen) == STATUS_BAD_INPUT);
	CHECK_THAT(kernel_select(cpu_features(), "", &chosen) == STATUS_BAD_INPUT);
	CHECK_THAT(kernel_select(CPU_AVX512 & ~(uint32_t)CPU_AVX512CD, "avx512", &chosen) == STATUS_BAD_INPUT);
	CHECK_THAT(kernel_select(0, "avx2", &chosen) == STATUS_BAD_INPUT);
	CHECK_THAT(chosen == NULL);
}

/* Each function of a set wrong in its own way: the check sees it. */
static void wrong_shingle(const uint64_t *words, size_t count, uint32_t width, uint64_t *ret_hashes)
{
	kernel_here(0)->shingle(words, count, width, ret_hashes);
	ret_hashes[count - 1] ^= 1ULL << 63; /* which no sketch sees */
}

static void wrong_minhash(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	kernel_here(0)->minhash(shingles, count - 1, factors, values);
}

static void wrong_fss32(const uint64_t *shingles, size_t count, uint32_t *ret_values)
{
	kernel_here(0)->fss32(shingles, count, ret_values);
	ret_values[127]++;
}

static uint32_t wrong_equal(const uint32_t *a, const uint32_t *b)
{
	uint32_t equal = kernel_here(0)->equal(a, b);
	return equal == 85 ? 84 : equal;
}

static void wrong_ones_are_seen(void)
{
	struct kernel wrong = *kernel_here(0);
	wrong.shingle = wrong_shingle;
	CHECK_THAT(kernel_check(&wrong) == STATUS_FATAL);
	wrong = *kernel_here(0);
	wrong.minhash = wrong_minhash;
	CHECK_THAT(kernel_check(&wrong) == STATUS_FATAL);
	wrong = *kernel_here(0);
	wrong.fss32 = wrong_fss32;
	CHECK_THAT(kernel_check(&wrong) == STATUS_FATAL);
	wrong = *kernel_here(0);
	wrong.equal = wrong_equal;
	CHECK_THAT(kernel_check(&wrong) == STATUS_FATAL);
}

/* Best last, and one that answers wrong is not handed out. */
static void picks_the_last_right_one(void)
{
	struct kernel few[3] = { *kernel_here(0), *kernel_here(0), *kernel_here(0) };
	const struct kernel *chosen = NULL;
	few[1].name = "second";
	few[2].name = "third";
	few[2].needs = CPU_AVX2 | CPU_NEON;
	CHECK_THAT(kernel_pick(few, 3, CPU_AVX2, NULL, &chosen) == STATUS_OK && chosen == &few[1]);
	CHECK_THAT(kernel_pick(few, 3, CPU_AVX2 | CPU_NEON, NULL, &chosen) == STATUS_OK && chosen == &few[2]);
	CHECK_THAT(kernel_pick(few, 3, CPU_AVX2, "third", &chosen) == STATUS_BAD_INPUT);
	few[1].fss32 = wrong_fss32;
	chosen = NULL;
	CHECK_THAT(kernel_pick(few, 3, CPU_AVX2, NULL, &chosen) == STATUS_FATAL);
	CHECK_THAT(kernel_pick(few, 3, CPU_AVX2, "second", &chosen) == STATUS_FATAL);
	CHECK_THAT(chosen == NULL);
}

/* The system's own list of what the processor has and it supports. */
static void features_as_the_system_says(void)
{
#if defined(__x86_64__) && defined(__linux__)
	static const struct { const char *flag; uint32_t feature; } flags[] = {
		{ " avx2 ", CPU_AVX2 }, { " avx512f ", CPU_AVX512F }, { " avx512bw ", CPU_AVX512BW },
		{ " avx512dq ", CPU_AVX512DQ }, { " avx512vl ", CPU_AVX512VL }, { " avx512cd ", CPU_AVX512CD },
	};
	FILE *file = fopen("/proc/cpuinfo", "r");
	char *line = NULL;
	size_t size = 0;
	bool found = false;
	CHECK(file != NULL);
	while (!found && getline(&line, &size, file) > 0)
		found = strncmp(line, "flags", 5) == 0;
	CHECK(found);
	line[strcspn(line, "\n")] = ' ';
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		CHECK_THAT((strstr(line, flags[i].flag) != NULL) == ((cpu_features() & flags[i].feature) != 0));
	free(line);
	fclose(file);
#endif
}

int main(void)
{
	every_one_here_answers_right();
	only_what_the_processor_has();
	wrong_ones_are_seen();
	picks_the_last_right_one();
	features_as_the_system_says();
	return check_that_result();
}
