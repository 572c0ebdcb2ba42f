/* Classic MinHash as anyone would write it, with no instruction named: what the compiler makes of it alone. Built twice: for
 * what every processor of its kind has, and as plain_minhash_native for this machine (-march=native). */
#include <stddef.h>
#include <stdint.h>

#ifndef PLAIN_NAME
#define PLAIN_NAME plain_minhash
#endif

void PLAIN_NAME(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values);

void PLAIN_NAME(const uint64_t *shingles, size_t count, const uint32_t *factors, uint32_t *values)
{
	for (size_t i = 0; i < 128; i++)
		values[i] = UINT32_MAX;
	for (size_t s = 0; s < count; s++) {
		uint32_t x = (uint32_t)shingles[s];
		for (size_t i = 0; i < 128; i++) {
			uint32_t y = factors[i] * x;
			values[i] = y < values[i] ? y : values[i];
		}
	}
}
