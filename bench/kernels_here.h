/* kernels_here.h: the kernels that this machine can run. */
#ifndef PARALLAX_BENCH_KERNELS_HERE_H
#define PARALLAX_BENCH_KERNELS_HERE_H

#include "check.h"
#include "cpu.h"
#include "kernel.h"

#define KERNELS_MAX 8

/* The number of them; the first is the plain one. */
static inline size_t kernels_here(const struct kernel *ret_kernels[KERNELS_MAX])
{
	size_t table_count, count = 0;
	const struct kernel *table = kernel_table(&table_count);
	CHECK(table_count <= KERNELS_MAX);
	for (size_t k = 0; k < table_count; k++)
		if (kernel_select(cpu_features(), table[k].name, &ret_kernels[count]) == STATUS_OK)
			count++;
	return count;
}

#endif
