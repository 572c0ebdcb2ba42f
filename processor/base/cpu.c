#include "cpu.h"

#if defined(__x86_64__) || defined(__i386__)

/* The compiler's own check reads CPUID and, for the vector registers, XGETBV: what the system saves on a switch. */
uint32_t cpu_features(void)
{
	uint32_t features = 0;
	__builtin_cpu_init();
	features |= __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") ? CPU_AVX2 : 0u;
	features |= __builtin_cpu_supports("avx512f") ? CPU_AVX512F : 0u;
	features |= __builtin_cpu_supports("avx512bw") ? CPU_AVX512BW : 0u;
	features |= __builtin_cpu_supports("avx512dq") ? CPU_AVX512DQ : 0u;
	features |= __builtin_cpu_supports("avx512vl") ? CPU_AVX512VL : 0u;
	features |= __builtin_cpu_supports("avx512cd") ? CPU_AVX512CD : 0u;
	features |= __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") ? CPU_AVX512VBMI : 0u;
	return features;
}

#elif defined(__aarch64__)

/* Advanced SIMD is part of the base of the 64-bit Arm architecture. */
uint32_t cpu_features(void)
{
	return CPU_NEON;
}

#else

uint32_t cpu_features(void)
{
	return 0;
}

#endif
