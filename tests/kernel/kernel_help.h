/* kernel_help.h: what the tests of the kernel room share: seeded chance, the kernels that this machine can run, memory
 * that ends at a forbidden page, and the pinned vectors. */
#ifndef PARALLAX_TESTS_KERNEL_HELP_H
#define PARALLAX_TESTS_KERNEL_HELP_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "check_that.h"
#include "cpu.h"
#include "kernel.h"

/* splitmix64 (S. Vigna). */
static inline uint64_t chance(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ULL;
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

static inline uint64_t chance_below(uint64_t *state, uint64_t limit)
{
	return chance(state) % limit;
}

/* PARALLAX_TEST_SEED, or 1: what is printed makes the same run again. */
static inline uint64_t chance_seed(void)
{
	const char *text = getenv("PARALLAX_TEST_SEED");
	uint64_t seed = text == NULL ? 1 : strtoull(text, NULL, 0);
	printf("seed %llu\n", (unsigned long long)seed);
	return seed;
}

/* The i-th kernel that runs here, the scalar one first; NULL behind the last. */
static inline const struct kernel *kernel_here(size_t i)
{
	size_t count;
	const struct kernel *table = kernel_table(&count);
	uint32_t features = cpu_features();
	for (size_t k = 0; k < count; k++) {
		if ((table[k].needs & ~features) == 0 && i-- == 0)
			return &table[k];
	}
	return NULL;
}

/* size bytes whose first is aligned to a page and size bytes whose last stands before a forbidden page. */
struct fenced {
	uint8_t *pages;
	size_t bytes;
	size_t page;
};

static inline struct fenced fenced_take(size_t size)
{
	struct fenced fenced = { .page = (size_t)sysconf(_SC_PAGESIZE) };
	fenced.bytes = (size + fenced.page - 1) / fenced.page * fenced.page;
	void *pages = mmap(NULL, fenced.bytes + 2 * fenced.page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CHECK(pages != MAP_FAILED);
	fenced.pages = pages;
	CHECK(mprotect(fenced.pages, fenced.page, PROT_NONE) == 0);
	CHECK(mprotect(fenced.pages + fenced.page + fenced.bytes, fenced.page, PROT_NONE) == 0);
	return fenced;
}

static inline void *fenced_first(const struct fenced *fenced)
{
	return fenced->pages + fenced->page;
}

static inline void *fenced_last(const struct fenced *fenced, size_t size)
{
	return fenced->pages + fenced->page + fenced->bytes - size;
}

static inline void fenced_free(struct fenced *fenced)
{
	munmap(fenced->pages, fenced->bytes + 2 * fenced->page);
}

#define VECTOR_COLUMNS 5

/* A line of tests/kernel/vectors.tsv, whose columns make_vectors.py describes. */
struct vectors {
	FILE *file;
	char *line;
	size_t line_size;
	char *columns[VECTOR_COLUMNS];
};

/* The path is the program's first argument; without one that from the top of the tree. */
static inline struct vectors vectors_open(int argc, char **argv)
{
	const char *path = argc > 1 ? argv[1] : "tests/kernel/vectors.tsv";
	struct vectors vectors = { .file = fopen(path, "r") };
	if (vectors.file == NULL) {
		perror(path);
		exit(1);
	}
	return vectors;
}

/* Reads on to the next line of that kind; false at the end, and then the file is closed. */
static inline bool vectors_next(struct vectors *vectors, const char *kind)
{
	while (getline(&vectors->line, &vectors->line_size, vectors->file) > 0) {
		vectors->line[strcspn(vectors->line, "\n")] = 0;
		char *rest = vectors->line;
		for (size_t i = 0; i < VECTOR_COLUMNS; i++)
			vectors->columns[i] = strsep(&rest, "\t");
		if (strcmp(vectors->columns[0], kind) == 0)
			return true;
	}
	fclose(vectors->file);
	free(vectors->line);
	return false;
}

/* The hexadecimal numbers of a column; returns how many. */
static inline size_t vectors_numbers(const char *column, uint64_t *ret_numbers, size_t numbers_max)
{
	size_t count = 0;
	for (char *end; *column != 0; column = end) {
		CHECK(count < numbers_max);
		ret_numbers[count++] = strtoull(column, &end, 16);
		CHECK(end != column);
		while (*end == ' ')
			end++;
	}
	return count;
}

#endif
