/* cpu.h: what this processor, and the system on it, lets a program use. Asked once at start; the answer is a value that
 * the caller hands on. To force less than the machine has, pick a kernel by its name (kernel/kernel.h). */
#ifndef PARALLAX_BASE_CPU_H
#define PARALLAX_BASE_CPU_H

#include <stdint.h>

enum cpu_feature {
	CPU_AVX2 = 1, /* and BMI 1 and 2, which came with it */
	CPU_AVX512F = 2,
	CPU_AVX512BW = 4,
	CPU_AVX512DQ = 8,
	CPU_AVX512VL = 16,
	CPU_AVX512CD = 32,
	CPU_NEON = 64,
	CPU_AVX512VBMI = 128 /* VBMI and VBMI2: Intel since Ice Lake, AMD since Zen 4 */
};

/* What every AVX-512 server processor since 2017 has together; the kernels ask for all of it. */
#define CPU_AVX512 (CPU_AVX2 | CPU_AVX512F | CPU_AVX512BW | CPU_AVX512DQ | CPU_AVX512VL | CPU_AVX512CD)

/* A set of enum cpu_feature. A feature whose registers the operating system does not save is not in it. */
uint32_t cpu_features(void);

#endif
