/* port_bound.h: what classic MinHash cannot be faster than with these instructions: the 128 multiplications and minima of a
 * shingle alone, from register to register, with nothing else that waits for a port. Measured, not looked up, so that it is
 * this machine's, at this minute's pace. */
#ifndef PARALLAX_BENCH_PORT_BOUND_H
#define PARALLAX_BENCH_PORT_BOUND_H

#include <stddef.h>
#include <string.h>

#if defined(__x86_64__)

/* A product and a minimum; what the registers hold does not change what it takes. */
#define STEP(r, product, least) \
	"vpmulld %%" r "mm0, %%" r "mm0, %%" r "mm" product "\n\tvpminud %%" r "mm" product ", %%" r "mm" least ", %%" r "mm" least "\n\t"
#define EIGHT(r) \
	STEP(r, "8", "1") STEP(r, "9", "2") STEP(r, "10", "3") STEP(r, "11", "4") STEP(r, "12", "5") STEP(r, "13", "6") \
	STEP(r, "14", "7") STEP(r, "15", "1")
#define LOOP(steps) __asm__ volatile("1:\n\t" steps "sub $1, %0\n\tjnz 1b" : "+r"(count) : : "cc", "xmm0", "xmm1", "xmm2", \
	"xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15")

#endif

/* As many as count >= 1 shingles take with the instructions of a kernel of that name; returns at once where there is no bound for it. */
static inline void port_bound(const char *kernel, size_t count)
{
#if defined(__x86_64__)
	if (strncmp(kernel, "avx512", 6) == 0)
		LOOP(EIGHT("z"));
	else if (strcmp(kernel, "avx2") == 0)
		LOOP(EIGHT("y") EIGHT("y"));
	else
		return;
	__asm__ volatile("vzeroupper");
#else
	(void)kernel, (void)count;
#endif
}

#endif
